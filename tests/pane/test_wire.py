"""Worker to house: what is said arrives, and nothing else can be said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.errors import PaneError
from groundglass.pane import wire
from groundglass.pane.ids import Duration90k, Instant90k, RunId, parse_camera_id
from groundglass.pane.nal import check_avcc, check_parameter_set
from groundglass.pane.pictures import FrostedSample, PlaceArtefact, VideoRun
from groundglass.pane.wire import HEAD, MAX_BODY_BYTES, Hello, encode, parse_body, parse_head
from tests.pane.messages import MESSAGE

AT = Instant90k(0)


def reread(body: bytes) -> wire.Message:
    kind, size = parse_head(body[: HEAD.size])
    assert size == len(body) - HEAD.size
    return parse_body(kind, body[HEAD.size :])


@given(MESSAGE)
@settings(max_examples=400, deadline=None)
def test_every_message_arrives_as_it_was_sent(message: wire.Message) -> None:
    body = encode(message)
    assert reread(body) == message
    assert encode(reread(body)) == body


@given(MESSAGE, st.integers(0, 80), st.integers(0, 255), st.integers(0, 3))
@settings(max_examples=500, deadline=None)
def test_a_damaged_message_is_refused_or_is_another_message(
    message: wire.Message, place: int, value: int, cut: int
) -> None:
    body = bytearray(encode(message)[HEAD.size :])
    if body:
        body[min(place, len(body) - 1)] = value
    kind = wire._body(message)[0]
    try:
        parsed = parse_body(kind, bytes(body[: len(body) - cut]))
    except PaneError as error:
        assert error.message
    else:
        assert wire._body(parsed)[0] == kind
        assert parse_body(kind, encode(parsed)[HEAD.size :]) == parsed


@given(st.integers(0, 255), st.binary(max_size=200))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_a_message_or_refused(kind: int, body: bytes) -> None:
    try:
        parse_body(kind, body)
    except PaneError as error:
        assert error.message


@given(st.binary(max_size=8))
def test_a_head_announces_only_what_is_allowed(untrusted: bytes) -> None:
    try:
        kind, size = parse_head(untrusted)
    except PaneError:
        return
    assert 0 <= size <= MAX_BODY_BYTES[kind]


def test_a_message_that_is_too_large_is_not_even_sent() -> None:
    with pytest.raises(PaneError, match="larger than the pane allows"):
        encode(PlaceArtefact(AT, 0, bytes(8 * wire.MIB)))


def test_lengths_at_the_limit_pass_and_beyond_it_do_not() -> None:
    for kind, limit in MAX_BODY_BYTES.items():
        assert parse_head(HEAD.pack(limit + 1, kind)) == (kind, limit)
        with pytest.raises(PaneError, match="announced"):
            parse_head(HEAD.pack(limit + 2, kind))
        with pytest.raises(PaneError, match="announced"):
            parse_head(HEAD.pack(0, kind))


@pytest.mark.parametrize("body", [b"XXXX\0\1", b"GGPN\0\2", b"GGPN\0", b""])
def test_only_a_worker_of_this_version_is_greeted(body: bytes) -> None:
    with pytest.raises(PaneError):
        parse_body(wire.HELLO, body)


def test_values_beyond_the_whole_are_refused() -> None:
    with pytest.raises(PaneError, match="malformed"):
        reread(encode(PlaceArtefact(AT, 1_000_001, b"")))


def test_a_flag_is_yes_or_no() -> None:
    sample = encode(FrostedSample(RunId(1), AT, Duration90k(1), True, b"\0\0\0\2\x65\1"))
    with pytest.raises(PaneError, match="malformed"):
        parse_body(wire.SAMPLE, sample[HEAD.size :].replace(b"\1\0\0\0\2\x65", b"\2\0\0\0\2\x65"))


RUN = VideoRun(RunId(1), 640, 480, b"\x67\x64\0\x1f", b"\x68\xee\x3c\x80")


@pytest.mark.parametrize("size", [{"width": 14}, {"width": 641}, {"height": 8194}, {"height": 481}])
def test_a_picture_has_a_size_that_can_be_shown(size: dict[str, Any]) -> None:
    with pytest.raises(PaneError, match="announced a picture"):
        reread(encode(replace(RUN, **size)))


UNITS = {
    "SEI": b"\0\0\0\2\x06\1",
    "parameter set": b"\0\0\0\2\x67\1",
    "data partition": b"\0\0\0\2\x02\1",
    "delta in a key": b"\0\0\0\2\x41\1",
    "forbidden bit": b"\0\0\0\2\xe5\1",
    "one byte": b"\0\0\0\1\x65",
    "too long": b"\0\0\0\3\x65\1",
    "half a length": b"\0\0\0\2\x65\1\0\0",
    "nothing": b"",
    "too many": b"\0\0\0\2\x65\1" * 513,
}


@pytest.mark.parametrize("untrusted", UNITS.values(), ids=UNITS)
def test_nothing_but_coded_slices_crosses_in_a_sample(untrusted: bytes) -> None:
    with pytest.raises(PaneError):
        check_avcc(untrusted, is_key=True)


@pytest.mark.parametrize("untrusted", [b"", b"\x67\1\2", b"\x67" + bytes(512), b"\x68\1\2\3", b"\xe7\1\2\3"])
def test_a_parameter_set_is_one_of_its_kind_and_small(untrusted: bytes) -> None:
    with pytest.raises(PaneError):
        check_parameter_set(untrusted, nal_type=7)


def test_a_still_is_a_jpeg() -> None:
    with pytest.raises(PaneError, match="not a JPEG"):
        parse_body(wire.STILL, bytes(8) + b"\1" + bytes(4) + b"GIF89a")


@pytest.mark.parametrize("untrusted", ["", "-gate", "Gate", "a/b", "..", "a" * 49, "gate\n", "gäte"])
def test_a_camera_name_is_safe_in_urls_and_file_names(untrusted: str) -> None:
    with pytest.raises(PaneError) as refused:
        parse_camera_id(untrusted)
    assert refused.value.hints
    assert parse_camera_id("a" + "-9" * 23) == "a" + "-9" * 23


def test_hello_comes_with_the_version() -> None:
    assert reread(encode(Hello(wire.VERSION))) == Hello(wire.VERSION)
