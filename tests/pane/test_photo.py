"""A photo's short conversation: answers arrive as they were sent, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.errors import PaneError
from groundglass.pane.control import PHOTO, encode_order, parse_order
from groundglass.pane.photo import (
    ANSWER_HEAD,
    MAX_JPEG_BYTES,
    MAX_SEALED_BYTES,
    FrostedPhoto,
    PhotoAnswer,
    PhotoKey,
    PhotoRefused,
    SealedPhoto,
    Unusable,
    encode_photo_answer,
    parse_photo_answer,
    parse_photo_head,
    parse_sealed_photo,
)

AGE = b"age-encryption.org/v1\n"
JPEG = b"\xff\xd8\xff" + b"x" * 20 + b"\xff\xd9"
ANSWER = st.one_of(
    st.just(PhotoKey("age1" + "q" * 58)),
    st.sampled_from([PhotoRefused(why) for why in Unusable]),
    st.builds(FrostedPhoto, st.integers(1, 960), st.integers(1, 960), st.just(JPEG)),
)


@given(ANSWER)
def test_every_answer_arrives_as_it_was_sent(answer: PhotoAnswer) -> None:
    body = encode_photo_answer(answer)
    kind, length = parse_photo_head(body[: ANSWER_HEAD.size])
    assert length == len(body) - ANSWER_HEAD.size
    assert parse_photo_answer(kind, body[ANSWER_HEAD.size :]) == answer


@given(st.integers(0, 5), st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_an_answer_or_refused(kind: int, body: bytes) -> None:
    try:
        answer = parse_photo_answer(kind, body)
    except PaneError as error:
        assert error.message
    else:
        assert encode_photo_answer(answer)[ANSWER_HEAD.size :] == body


@pytest.mark.parametrize(
    "head", [b"", b"\1", ANSWER_HEAD.pack(1, 63), ANSWER_HEAD.pack(2, MAX_JPEG_BYTES + 5), ANSWER_HEAD.pack(4, 1)]
)
def test_a_length_is_judged_before_memory_is_reserved(head: bytes) -> None:
    with pytest.raises(PaneError):
        parse_photo_head(head)


def test_an_answer_that_is_too_large_is_not_sent() -> None:
    with pytest.raises(PaneError):
        encode_photo_answer(FrostedPhoto(960, 720, b"\xff\xd8\xff" + bytes(MAX_JPEG_BYTES) + b"\xff\xd9"))


def test_a_picture_is_of_a_sane_size_and_a_jpeg() -> None:
    for width, height, jpeg in ((0, 10, JPEG), (961, 10, JPEG), (10, 10, b"GIF89a"), (10, 10, JPEG[:-1])):
        body = encode_photo_answer(FrostedPhoto(width, height, jpeg))
        with pytest.raises(PaneError):
            parse_photo_answer(2, body[ANSWER_HEAD.size :])


def test_a_sealed_photo_is_passed_on_and_says_nothing_of_itself() -> None:
    photo = SealedPhoto(AGE + b"secret-4711")
    assert parse_order(PHOTO, encode_order(photo)[5:]) == photo
    assert "4711" not in repr(photo)


def test_what_was_not_sealed_goes_no_further() -> None:
    for body in (b"", JPEG, AGE + bytes(MAX_SEALED_BYTES)):
        with pytest.raises(PaneError):
            parse_sealed_photo(body)
