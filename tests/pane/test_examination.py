"""The conversation of an examination: what is asked and answered is read back the same, and nothing else is read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import PaneError
from groundglass.pane.control import encode_order, parse_order, parse_order_head
from groundglass.pane.examination import (
    ANSWER_BYTES,
    Answer,
    End,
    Ended,
    Examination,
    FrameFound,
    Length,
    encode_answer,
    parse_answer,
    parse_examination,
)
from groundglass.pane.wire import HEAD

COUNT = st.integers(0, 2**32 - 1)
PAIR = st.tuples(COUNT, COUNT).map(lambda pair: (max(pair), min(pair)))
FRAME = st.builds(
    lambda index, at, cells, place, faces: FrameFound(index, at, *cells, *place, *faces),
    COUNT, COUNT, PAIR, PAIR, st.tuples(COUNT, COUNT),
)  # fmt: skip
ANSWER: st.SearchStrategy[Answer] = st.one_of(
    st.builds(Length, st.integers(0, 10_000_000)), FRAME, st.builds(End, st.sampled_from(Ended))
)


@given(ANSWER)
def test_an_answer_is_read_back_as_it_was_written(answer: Answer) -> None:
    body = encode_answer(answer)
    assert parse_answer(body[0], body[1:]) == answer


@given(st.integers(0, 255), st.binary(max_size=40))
def test_any_bytes_are_an_answer_or_refused(kind: int, body: bytes) -> None:
    try:
        answer = parse_answer(kind, body)
    except PaneError:
        return
    assert len(body) == ANSWER_BYTES[kind]
    assert encode_answer(answer)[1:] == body


@pytest.mark.parametrize(
    "frame",
    [FrameFound(0, 0, 5, 6, 0, 0, 0, 0), FrameFound(0, 0, 0, 0, 5, 6, 0, 0)],
)
def test_a_part_is_never_larger_than_its_whole(frame: FrameFound) -> None:
    body = encode_answer(frame)
    with pytest.raises(PaneError, match="more was found"):
        parse_answer(body[0], body[1:])


def test_a_video_longer_than_can_be_examined_is_refused() -> None:
    with pytest.raises(PaneError, match="longer"):
        parse_answer(1, b"\xff" * 4)


GOOD: dict[str, Any] = {"original": "/a", "frosted": "/b", "detector": "/c", "sha256": "0" * 64}


@pytest.mark.parametrize("asked", [Examination("/a.mp4", "/b.mp4"), Examination("/a", "/b", "/c", "0" * 64)])
def test_an_order_to_examine_is_read_back_as_it_was_written(asked: Examination) -> None:
    order = encode_order(asked)
    kind, size = parse_order_head(order[: HEAD.size])
    assert parse_order(kind, order[HEAD.size :]) == asked
    assert size == len(order) - HEAD.size


@pytest.mark.parametrize(
    "change",
    [
        {"original": "relative"},
        {"frosted": 3},
        {"detector": "/" + "x" * 4096},
        {"sha256": None},
        {"detector": None},
        {"sha256": "0" * 63},
        {"sha256": 5},
        {"more": 1},
    ],
)
def test_an_order_with_anything_else_in_it_is_refused(change: dict[str, Any]) -> None:
    assert parse_examination(GOOD) == Examination("/a", "/b", "/c", "0" * 64)
    with pytest.raises(PaneError):
        parse_examination(GOOD | change)


def test_what_is_no_object_is_no_order() -> None:
    with pytest.raises(PaneError):
        parse_examination([])
