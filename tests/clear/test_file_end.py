"""A file that is shorter than its container says is noticed; one that does not say is believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundglass.clear.file_end import ends_too_soon
from tests.engine.videos import make_video

EBML = bytes.fromhex("1a45dfa3 81 00")
SEGMENT = bytes.fromhex("18538067")


@pytest.mark.parametrize(("suffix", "codec"), [(".mp4", "libx264"), (".mkv", "libx264"), (".avi", "mpeg4")])
def test_a_file_cut_anywhere_ends_too_soon_and_a_whole_one_does_not(tmp_path: Path, suffix: str, codec: str) -> None:
    whole = make_video(tmp_path / f"whole{suffix}", 5, codec=codec)
    assert not ends_too_soon(whole)
    body = whole.read_bytes()
    for kept in (len(body) // 3, len(body) // 2, len(body) - 1):
        (tmp_path / "cut").write_bytes(body[:kept])
        assert ends_too_soon(tmp_path / "cut"), kept


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 40,
        b"just a text, nothing else",
        b"\x00\x00\x00\x00ftyp" + b"x" * 20,  # a box to the end of the file
        b"\x00\x00\x00\x08ftyp" + b"\x00" * 5,  # padding
        b"\x00\x00\x00\x01mdat" + (24).to_bytes(8, "big") + b"x" * 8,  # a long length
        EBML,
        EBML + b"none",
        EBML + SEGMENT,
        EBML + SEGMENT + bytes.fromhex("01ffffffffffffff") + b"x",  # a length that is not known
        EBML + SEGMENT + b"\xff",
        EBML + SEGMENT + b"\x82xy",
        bytes.fromhex("1a45dfa3 00"),
        b"RIFF\x04\x00\x00\x00AVI ",
        b"RIFF\xff\xff\xff\x7fWAVE",
    ],
)
def test_what_does_not_say_or_holds_what_it_says_is_believed(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "file").write_bytes(body)
    assert not ends_too_soon(tmp_path / "file")


@pytest.mark.parametrize(
    "body",
    [
        b"\x00\x00\x00\x08ftyp\x00\x00\x10",  # the head of a box, torn
        b"\x00\x00\x00\x08ftyp\x00\x00\x00\x01mdat" + (25).to_bytes(8, "big") + b"x" * 8,
        EBML + SEGMENT + b"\x83xy",
        EBML + SEGMENT + b"\x40\x03xy",
        b"RIFF\x05\x00\x00\x00AVI ",
    ],
)
def test_what_announces_more_than_there_is_ends_too_soon(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "file").write_bytes(body)
    assert ends_too_soon(tmp_path / "file")


def test_a_file_that_is_not_there_is_somebody_elses_to_report(tmp_path: Path) -> None:
    assert not ends_too_soon(tmp_path / "none")


def test_more_boxes_than_any_film_has_are_not_counted_to_their_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundglass.clear.file_end._MAX_BOXES", 3)
    (tmp_path / "file").write_bytes(b"\x00\x00\x00\x08free" * 10)
    assert not ends_too_soon(tmp_path / "file")
