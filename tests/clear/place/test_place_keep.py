"""A place as bytes: what was proven comes back, and nothing else is believed."""

from __future__ import annotations

import hashlib
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.clear.place.grid import Mask, lay_grid
from groundglass.clear.place.keep import MOST_BYTES, Kept, read_places, write_places
from groundglass.clear.place.looks import LONG_S, Looks
from groundglass.errors import FrostError

GRID = lay_grid(320, 192)
NO_LIGHT = np.zeros(GRID.shape, np.float32)
CALM = np.zeros(GRID.shape, np.bool_)


def proven(seed: int = 1) -> Looks:
    looks = Looks(GRID)
    rng = np.random.default_rng(seed)
    for plane in (looks.pictures.luma, looks.pictures.blue, looks.pictures.red):
        plane[:] = rng.integers(0, 256, plane.shape, dtype=np.uint8)
    looks.proven[5:30, 5:60] = True
    return looks


def kept(*places: Looks, trembling: Mask = CALM) -> bytes:
    saved = write_places(Kept(places, trembling), GRID, NO_LIGHT)
    assert saved is not None
    return saved


def forged(body: bytes, count: int = 1, size: tuple[int, int] = (320, 192), version: int = 3) -> bytes:
    packed = zlib.compress(body)
    return struct.pack(">4sBBHH32s", b"GGPL", version, count, *size, hashlib.sha256(packed).digest()) + packed


def test_what_was_proven_comes_back() -> None:
    first, second = proven(1), proven(2)
    back = read_places(kept(first, second), GRID).places
    assert len(back) == 2
    for old, new in zip((first, second), back, strict=True):
        assert np.array_equal(old.proven, new.proven)
        fine = np.kron(old.proven, np.ones((4, 4), np.bool_))
        assert np.array_equal(old.pictures.luma[fine], new.pictures.luma[fine])


def test_a_proof_comes_back_as_old_as_it_was() -> None:
    looks = proven()
    looks.age_s[5:10], looks.age_s[10:20], looks.age_s[20:] = 42.5, 200_000.0, 7.0
    (back,) = read_places(kept(looks), GRID).places
    assert (back.age_s[5:10, 5:60] == 42.0).all()
    assert (back.age_s[10:20, 5:60] == LONG_S).all()
    assert (back.age_s[20:30, 5:60] == 7.0).all()
    assert not back.age_s[~looks.proven].any()
    (again,) = read_places(kept(back), GRID).places
    assert np.array_equal(again.age_s, back.age_s)


def test_what_trembled_comes_back_where_it_was_proven() -> None:
    looks, trembling = proven(), CALM.copy()
    trembling[4:8, 10:20] = True
    back = read_places(kept(looks, proven(2), trembling=trembling), GRID)
    assert np.array_equal(back.trembling, trembling & looks.proven)
    assert back.trembling.any()


def test_a_place_saved_before_it_was_known_what_trembles_comes_back_still() -> None:
    looks = proven()
    raw = zlib.decompress(kept(looks, trembling=~CALM)[42:])
    back = read_places(forged(raw[BITS:], version=2), GRID)
    assert np.array_equal(back.places[0].proven, looks.proven)
    assert not back.trembling.any()


def test_what_is_of_the_size_of_a_place_is_read() -> None:
    (back,) = read_places(forged(bytes(SIZE)), GRID).places
    assert not back.proven.any()


def test_what_was_not_proven_is_not_written() -> None:
    looks = proven()
    (back,) = read_places(kept(looks), GRID).places
    fine = np.kron(looks.proven, np.ones((4, 4), np.bool_))
    assert not back.pictures.luma[~fine].any()
    assert np.array_equal(back.has, looks.proven)


def test_a_place_is_written_under_its_usual_light() -> None:
    looks = proven()
    looks.pictures.luma[:] = 100
    saved = write_places(Kept((looks,), CALM), GRID, np.full(GRID.shape, np.float32(9)))
    assert saved is not None
    (back,) = read_places(saved, GRID).places
    assert set(np.unique(back.pictures.luma)) == {0, 109}


def test_nothing_is_written_while_nothing_is_proven() -> None:
    assert write_places(Kept((Looks(GRID),), CALM), GRID, NO_LIGHT) is None


def test_a_place_at_1080p_is_smaller_than_its_limit() -> None:
    grid = lay_grid(1920, 1080)
    looks = Looks(grid)
    rng = np.random.default_rng(3)
    looks.pictures.luma[:] = rng.integers(0, 256, looks.pictures.luma.shape, dtype=np.uint8)
    looks.proven[:] = True
    saved = write_places(Kept((looks, looks, looks), looks.proven), grid, np.zeros(grid.shape, np.float32))
    assert saved is not None
    assert len(saved) < MOST_BYTES


BITS = (GRID.rows * GRID.columns) // 8
SIZE = 2 * BITS + GRID.rows * GRID.columns * 26


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"GGPL",
        bytes(MOST_BYTES + 1),
        b"XXXX" + kept(proven())[4:],
        kept(proven())[:-1],
        kept(proven())[:-1] + b"\0",
        forged(bytes(SIZE), version=1),
        forged(bytes(SIZE), version=2),
        forged(bytes(SIZE), version=4),
        forged(bytes(SIZE), size=(640, 192)),
        forged(bytes(SIZE), count=0),
        forged(bytes(SIZE), count=4),
        forged(bytes(SIZE), count=2),
        forged(bytes(SIZE - 1)),
        forged(bytes(SIZE + 1)),
        forged(bytes(50_000_000)),
    ],
)
def test_bytes_that_are_no_place_are_refused(untrusted: bytes) -> None:
    with pytest.raises(FrostError):
        read_places(untrusted, GRID)


def test_a_stream_that_cannot_be_unpacked_is_refused() -> None:
    packed = b"this is no zlib stream"
    head = struct.pack(">4sBBHH32s", b"GGPL", 3, 1, 320, 192, hashlib.sha256(packed).digest())
    with pytest.raises(FrostError):
        read_places(head + packed, GRID)


@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(untrusted: bytes) -> None:
    with pytest.raises(FrostError):
        read_places(untrusted, GRID)
