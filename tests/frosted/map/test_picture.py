"""A plan's picture is read as far as its header, and nothing else is taken for one."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import ConfigError
from groundglass.frosted.map.picture import MAX_PICTURE_BYTES, PictureFacts, parse_picture
from tests.stands.floor_plan import floor_png


def jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    tables = b"\xff\xc4" + struct.pack(">H", 6) + b"\0\0\0\0"  # stands before the frame, and tells no size
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 7) + b"JFIF\0" + tables + b"\xff" + frame + b"\xff\xd9"


def webp(chunk: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk + bytes(20)


def three_bytes(value: int) -> bytes:
    return struct.pack("<I", value)[:3]


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (floor_png(640, 360), "image/png"),
        (jpeg(640, 360), "image/jpeg"),
        (webp(b"VP8X" + bytes(8) + three_bytes(639) + three_bytes(359)), "image/webp"),
        (webp(b"VP8L" + bytes(4) + b"\x2f" + struct.pack("<I", 639 | 359 << 14)), "image/webp"),
        (webp(b"VP8 " + bytes(7) + b"\x9d\x01\x2a" + struct.pack("<HH", 640, 360)), "image/webp"),
    ],
)
def test_the_size_of_a_picture_is_read_from_its_header(body: bytes, media: str) -> None:
    facts = parse_picture(body)
    assert (facts.media, facts.width, facts.height) == (media, 640, 360)


@pytest.mark.parametrize(
    "body",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"%PDF-1.7",
        b"GIF89a" + bytes(40),
        b"<html><img src=x></html>",
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xda" + bytes(40),
        b"\xff\xd8\xff" + b"\xff" * 4000,
    ],
)
def test_what_can_hold_a_program_or_is_no_picture_is_refused(body: bytes) -> None:
    with pytest.raises(ConfigError):
        parse_picture(body)


@pytest.mark.parametrize(("width", "height"), [(8, 8), (0, 100), (12_001, 100), (12_000, 12_000)])
def test_a_picture_of_no_useful_size_is_refused(width: int, height: int) -> None:
    with pytest.raises(ConfigError, match="size"):
        parse_picture(jpeg(width, height))


def test_a_picture_beyond_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(ConfigError, match="MiB"):
        parse_picture(floor_png(640, 360) + bytes(MAX_PICTURE_BYTES))


@given(st.sampled_from([b"", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBPVP8 "]), st.binary())
def test_any_bytes_are_a_picture_or_are_refused(begin: bytes, rest: bytes) -> None:
    try:
        facts = parse_picture(begin + rest)
    except ConfigError:
        return
    assert isinstance(facts, PictureFacts)
    assert facts.width * facts.height <= 50_000_000
