"""Node to node: what is sent arrives, and nothing else can be sent."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.errors import PaneError
from groundglass.frosted.relay import wire
from groundglass.frosted.relay.wire import FROM_CLIENTS, FROM_RELAYS, MAX_FRAME_BYTES, Answer, Frame, encode_frame
from groundglass.pane.wire import HEAD
from tests.frosted.relay.frames import FRAME

ALL = FROM_CLIENTS | FROM_RELAYS


def reread(encoded: bytes) -> Frame:
    kind, size = wire.parse_frame_head(encoded[: HEAD.size], ALL)
    assert size == len(encoded) - HEAD.size
    return wire.parse_frame(kind, encoded[HEAD.size :])


@given(FRAME)
@settings(max_examples=300, deadline=None)
def test_every_frame_arrives_as_it_was_sent(frame: Frame) -> None:
    assert reread(encode_frame(frame)) == frame


@given(FRAME, st.integers(0, 80), st.integers(0, 255), st.integers(0, 3))
@settings(max_examples=400, deadline=None)
def test_a_damaged_frame_is_refused_or_is_another_frame(frame: Frame, place: int, value: int, cut: int) -> None:
    body = bytearray(encode_frame(frame)[HEAD.size :])
    if body:
        body[min(place, len(body) - 1)] = value
    kind = wire._body(frame)[0]
    try:
        parsed = wire.parse_frame(kind, bytes(body[: len(body) - cut]))
    except PaneError as error:
        assert error.message
    else:
        assert wire._body(parsed)[0] == kind


@given(st.sampled_from(sorted(ALL)), st.binary(max_size=200))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_a_frame_or_refused(kind: int, body: bytes) -> None:
    try:
        frame = wire.parse_frame(kind, body)
    except PaneError as error:
        assert error.message
    else:
        assert wire._body(frame)[0] == kind


@given(st.binary(min_size=HEAD.size, max_size=HEAD.size))
def test_no_more_memory_is_reserved_than_a_kind_may_have(head: bytes) -> None:
    try:
        kind, size = wire.parse_frame_head(head, ALL)
    except PaneError as error:
        assert error.message
    else:
        assert 0 <= size <= MAX_FRAME_BYTES[kind]


def test_a_client_cannot_speak_as_a_relay() -> None:
    with pytest.raises(PaneError, match="which it may not"):
        wire.parse_frame_head(encode_frame(Answer(1, {}))[: HEAD.size], FROM_CLIENTS)


def test_what_is_too_large_is_not_sent() -> None:
    with pytest.raises(PaneError, match="larger than"):
        encode_frame(wire.Declined({"message": "x" * 5000}))
