"""Pieces of coded pictures are joined whole, and early only while the camera keeps to the shape it has shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from groundglass.clear.encode import split_units
from groundglass.clear.joining import LARGEST_PICTURE_BYTES, PROOF_PICTURES, START, CodedPicture, Coding, PictureJoiner
from tests.stands.clips import draw_clip

Piece = tuple[bytes, int]

FULL_BYTES = 100
SPS, PPS, SEI, FILLER = b"\x67sps", b"\x68pps", b"\x06sei", b"\x0c\xff\xff"


def slice_unit(size_bytes: int, *, first: bool = True, key: bool = False) -> bytes:
    return bytes([0x65 if key else 0x41, 0x88 if first else 0x08]) + b"\xaa" * (size_bytes - 2)


def cut(unit: bytes, pts: int, full_bytes: int = FULL_BYTES) -> list[Piece]:
    """A unit as FFmpeg hands it out of RTP: a start code and full pieces, the last with what is left."""
    body = [unit[1 + at : 1 + at + full_bytes] for at in range(0, len(unit) - 1, full_bytes)]
    return [(START + unit[:1] + body[0], pts), *((part, pts) for part in body[1:])]


def one_slice(number: int, size_bytes: int = 250) -> list[Piece]:
    return cut(slice_unit(size_bytes), number * 6000)


def proven(slices: int = 1) -> tuple[PictureJoiner, int]:
    """A joiner that has seen enough of a camera, and the number of the next picture."""
    joiner = PictureJoiner("h264")
    number = 0
    while not joiner.is_early:
        for index in range(slices):
            for piece in cut(slice_unit(250, first=index == 0), number * 6000):
                joiner.take(*piece)
        number += 1
    return joiner, number


def given(joiner: PictureJoiner, pieces: list[Piece]) -> list[CodedPicture]:
    return [picture for piece in pieces for picture in joiner.take(*piece)]


def whole(pieces: list[Piece]) -> bytes:
    return b"".join(piece for piece, _ in pieces)


def test_at_first_a_picture_is_whole_when_the_next_begins() -> None:
    joiner = PictureJoiner("h264")
    assert given(joiner, one_slice(0)) == []
    assert given(joiner, one_slice(1)[:1]) == [CodedPicture(whole(one_slice(0)), 0)]


@pytest.mark.parametrize("slices", [1, 3])
def test_once_proven_a_picture_is_whole_with_its_last_piece(slices: int) -> None:
    joiner, number = proven(slices)
    given(joiner, cut(slice_unit(250), number * 6000) if slices == 1 else [])
    number += slices == 1
    pieces = [piece for index in range(slices) for piece in cut(slice_unit(250, first=index == 0), number * 6000)]
    before = given(joiner, pieces[:-1])
    assert [picture.pts for picture in before if picture.pts == number * 6000] == []
    assert joiner.take(*pieces[-1]) == [CodedPicture(whole(pieces), number * 6000)]


def test_every_picture_comes_out_once_and_whole_whatever_its_size() -> None:
    joiner = PictureJoiner("h264")
    made = [one_slice(number, 3 + number * 7 % 420) for number in range(300)]
    out = [picture for pieces in made for picture in given(joiner, pieces)] + joiner.end()
    assert out == [CodedPicture(whole(pieces), pieces[0][1]) for pieces in made]
    assert joiner.is_early


def test_a_slice_that_fills_its_last_piece_waits_for_the_next_picture() -> None:
    joiner, number = proven()
    given(joiner, one_slice(number))
    full = cut(slice_unit(1 + 2 * FULL_BYTES), (number + 1) * 6000)
    assert given(joiner, full) == []
    assert joiner.take(*one_slice(number + 2)[0]) == [CodedPicture(whole(full), (number + 1) * 6000)]
    assert joiner.is_early


def even_cuts() -> Iterator[list[Piece]]:
    """A camera that cuts a slice into pieces of about the same size, as large or small as that makes them."""
    for number in range(200):
        size_bytes = 230 + number * 13 % 60
        yield cut(slice_unit(size_bytes), number * 6000, -(-(size_bytes - 1) // 3))


def changing_slices() -> Iterator[list[Piece]]:
    """A camera that begins a new slice whenever one has grown large."""
    for number in range(200):
        yield [
            piece
            for index in range(1 + number // 3 % 2)
            for piece in cut(slice_unit(250, first=index == 0), number * 6000)
        ]


@pytest.mark.parametrize("camera", [even_cuts, changing_slices])
def test_a_camera_of_another_habit_is_never_cut_short(camera: object) -> None:
    assert callable(camera)
    joiner = PictureJoiner("h264")
    made = list(camera())
    out = [picture for pieces in made for picture in given(joiner, pieces)] + joiner.end()
    assert out == [CodedPicture(whole(pieces), pieces[0][1]) for pieces in made]
    assert not joiner.is_early


def test_one_exception_ends_the_trust_for_good() -> None:
    joiner, number = proven()
    given(joiner, one_slice(number))
    at = (number + 1) * 6000
    given(joiner, [*cut(slice_unit(250), at), *cut(slice_unit(250, first=False), at)])
    assert not joiner.is_early
    made = [one_slice(number + 2 + more) for more in range(3 * PROOF_PICTURES)]
    out = [picture for pieces in made for picture in given(joiner, pieces)] + joiner.end()
    assert out == [CodedPicture(whole(pieces), pieces[0][1]) for pieces in made]
    assert not joiner.is_early


def test_a_slice_that_goes_on_after_a_short_piece_ends_the_trust() -> None:
    joiner, number = proven()
    given(joiner, one_slice(number))
    given(joiner, [*one_slice(number + 1), (b"\xaa" * 20, (number + 1) * 6000)])
    assert not joiner.is_early


def test_parameter_sets_go_with_the_picture_they_stand_before() -> None:
    joiner, number = proven()
    given(joiner, one_slice(number))
    sets = (START + SPS + START + PPS + START + SEI, number * 6000)  # one piece, and the stamp of the picture before
    key = cut(slice_unit(350, key=True), (number + 1) * 6000)
    assert given(joiner, [sets, *key]) == [CodedPicture(sets[0] + whole(key), (number + 1) * 6000)]


def test_padding_after_a_picture_is_not_a_picture() -> None:
    joiner, number = proven()
    given(joiner, one_slice(number))
    padding = cut(FILLER + b"\xff" * 200, number * 6000)
    assert given(joiner, padding) == []
    assert given(joiner, one_slice(number + 1)) == [CodedPicture(whole(one_slice(number + 1)), (number + 1) * 6000)]
    assert joiner.is_early


def test_a_camera_whose_stamps_stand_still_still_has_pictures() -> None:
    joiner = PictureJoiner("h264")
    made = [cut(slice_unit(250), 7) for _ in range(100)]
    out = [picture for pieces in made for picture in given(joiner, pieces)] + joiner.end()
    assert out == [CodedPicture(whole(pieces), 7) for pieces in made]


def test_what_lost_its_beginning_is_left_out() -> None:
    joiner = PictureJoiner("h264")
    pieces = [*one_slice(0)[1:], *one_slice(1), *one_slice(2)[1:], *one_slice(3)]
    out = given(joiner, pieces) + joiner.end()
    assert out == [CodedPicture(whole(one_slice(number)), number * 6000) for number in (1, 3)]


def test_a_picture_that_never_ends_is_let_go() -> None:
    joiner = PictureJoiner("h264")
    joiner.take(*one_slice(0)[0])
    block = b"\xaa" * (1024 * 1024)
    for _ in range(2 * LARGEST_PICTURE_BYTES // len(block)):
        assert joiner.take(block, 0) == []
    assert given(joiner, one_slice(1)) == []
    assert joiner.end() == [CodedPicture(whole(one_slice(1)), 6000)]


def test_partitioned_slices_are_never_early() -> None:
    joiner, number = proven()
    joiner.take(START + b"\x02\x88" + b"\xaa" * 20, number * 6000)
    assert not joiner.is_early


@pytest.mark.parametrize(("coding", "unit"), [("h264", slice_unit(250)), ("hevc", b"\x02\x01\x80" + b"\xaa" * 247)])
def test_both_codings_are_joined_and_become_early(coding: Coding, unit: bytes) -> None:
    joiner = PictureJoiner(coding)
    made = [cut(unit, number * 6000) for number in range(2 * PROOF_PICTURES)]
    out = [picture for pieces in made for picture in given(joiner, pieces)] + joiner.end()
    assert out == [CodedPicture(whole(pieces), pieces[0][1]) for pieces in made]
    assert joiner.is_early


def rtp_pieces(packet: av.Packet, coding: Coding) -> list[Piece]:
    """What FFmpeg hands out of RTP for a coded picture: units of 1,400 bytes and more are cut."""
    assert packet.pts is not None
    head_bytes = 1 if coding == "h264" else 2
    pieces: list[Piece] = []
    for unit in split_units(bytes(packet)):
        body = unit[head_bytes:]
        first = START + unit[:head_bytes] + body[:1386]
        pieces += [(first, packet.pts), *((body[at : at + 1386], packet.pts) for at in range(1386, len(body), 1386))]
    return pieces


@pytest.mark.parametrize(
    ("coding", "codec", "options", "is_early"),
    [
        ("h264", "libx264", {"x264-params": "slices=3:sliced-threads=0", "bf": "0"}, True),
        ("h264", "libx264", {"x264-params": "slice-max-size=900", "bf": "2"}, False),
        ("hevc", "libx265", {"x265-params": "log-level=none:bframes=0:repeat-headers=1"}, True),
    ],
    ids=["slices", "small slices and b-frames", "h265"],
)
def test_what_was_cut_and_joined_decodes_to_the_very_same_pictures(
    tmp_path: Path, coding: Coding, codec: str, options: dict[str, str], is_early: bool
) -> None:
    clip = draw_clip(
        tmp_path / f"a.{coding}", codec=codec, pictures=75, noise_seed=7, options=options, container=coding
    )
    joiner, decoder = PictureJoiner(coding), av.CodecContext.create(coding, "r")
    assert isinstance(decoder, av.VideoCodecContext)
    joined: list[CodedPicture] = []
    with av.open(str(clip)) as file:
        for number, packet in enumerate(file.demux(video=0)):
            packet.pts = number
            joined += given(joiner, rtp_pieces(packet, coding))
    joined += joiner.end()
    with av.open(str(clip)) as file:
        drawn = [picture.to_ndarray().tobytes() for picture in file.decode(video=0)]
    packets = [av.Packet(picture.annexb) for picture in joined]
    pictures = [picture for packet in [*packets, None] for picture in decoder.decode(packet)]
    same = [picture.to_ndarray().tobytes() == other for picture, other in zip(pictures, drawn, strict=True)]
    assert len(same) == 75 and all(same)
    assert joiner.is_early is is_early
