"""A proven place as bytes, and back: what survives a restart.

Apart because the bytes leave the worker through the pane and come back from a disk that others can write:
they hold proven looks only (which show nobody, or they would not be proven) and which of these tremble, and are
read as hostile.

Layout: `GGPL`, version (1 byte), places (1 byte), width and height (2 bytes each, big-endian), SHA-256 of
the rest, then one zlib stream: as packed bits the blocks that tremble, of those proven in the first place; then per
place the proven blocks as packed bits, per block the age of its proof in seconds (2 bytes, big-endian, 65,535 if
older), luma, blue and red of the reduced picture, zero where nothing is proven. Version 2 knows nothing of trembling.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from groundglass.clear.place.grid import BLOCK, Grid, Map, Mask
from groundglass.clear.place.looks import LONG_S, Looks, Pictures, enlarge
from groundglass.errors import FrostError

MAGIC: Final = b"GGPL"
VERSION: Final = 3
WITHOUT_TREMBLING: Final = 2
"""The version before."""

MOST_BYTES: Final = 4 * 1024 * 1024
MOST_PLACES: Final = 3
OLDEST_S: Final = 65_535
"""Age of a proof from which it is as old as one that a person approved."""

_HEAD: Final = struct.Struct(">4sBBHH32s")


@dataclass(frozen=True, slots=True)
class Kept:
    """All places of a camera, the present one first, and the blocks that tremble there. Shape (rows, columns)."""

    places: tuple[Looks, ...]
    trembling: Mask


def write_places(kept: Kept, grid: Grid, usual: Map) -> bytes | None:
    """Return the artefact for the places that have anything proven, or None.

    `usual` is the usual light on the first place: it is written as it usually looks, not as it looked when
    the camera was switched on.
    """
    places = kept.places
    bodies = [_body(looks, usual if i == 0 else None) for i, looks in enumerate(places[:MOST_PLACES])]
    bodies = [body for body, looks in zip(bodies, places, strict=False) if looks.proven.any()]
    if not bodies:
        return None
    trembling = np.packbits(kept.trembling & places[0].proven).tobytes()
    packed = zlib.compress(b"".join((trembling, *bodies)), 6)
    head = _HEAD.pack(MAGIC, VERSION, len(bodies), grid.width, grid.height, hashlib.sha256(packed).digest())
    return head + packed if _HEAD.size + len(packed) <= MOST_BYTES else None


def _body(looks: Looks, usual: Map | None) -> bytes:
    only = Pictures(looks.grid)
    for plane in (only.luma, only.blue, only.red):
        plane.fill(0)
    # `enlarge` masks the copy: a byte of a look that is not proven never reaches the artefact.
    fine, coarse = enlarge(looks.proven, BLOCK) > 0, enlarge(looks.proven, 2) > 0
    luma = looks.pictures.luma
    if usual is not None:
        lit = cv2.resize(usual, (luma.shape[1], luma.shape[0]), interpolation=cv2.INTER_LINEAR)
        luma = np.clip(np.round(luma + lit), 0, 255).astype(np.uint8)
    np.copyto(only.luma, luma, where=fine)
    np.copyto(only.blue, looks.pictures.blue, where=coarse)
    np.copyto(only.red, looks.pictures.red, where=coarse)
    age_s = np.where(looks.proven, looks.age_s, 0).clip(0, OLDEST_S).astype(">u2")
    return (
        np.packbits(looks.proven).tobytes()
        + age_s.tobytes()
        + only.luma.tobytes()
        + only.blue.tobytes()
        + only.red.tobytes()
    )


def read_places(untrusted: bytes, grid: Grid) -> Kept:
    """Return the places of an artefact for this grid, or raise `FrostError`."""
    if not _HEAD.size < len(untrusted) <= MOST_BYTES:
        raise _unusable("its length is wrong")
    magic, version, count, width, height, digest = _HEAD.unpack_from(untrusted)
    if magic != MAGIC or version not in (WITHOUT_TREMBLING, VERSION):
        raise _unusable("it is not a place of this version")
    if (width, height) != (grid.width, grid.height):
        raise _unusable(f"it was proven at {width} x {height}")
    packed = untrusted[_HEAD.size :]
    if not 1 <= count <= MOST_PLACES or hashlib.sha256(packed).digest() != digest:
        raise _unusable("it is damaged")
    blocks = grid.rows * grid.columns
    bits, ages, fine, coarse = -(-blocks // 8), 2 * blocks, blocks * BLOCK * BLOCK, blocks * 4
    each = bits + ages + fine + 2 * coarse
    first = bits if version == VERSION else 0
    raw = _inflate(packed, first + each * count)
    bodies = (raw[first + i * each : first + (i + 1) * each] for i in range(count))
    places = tuple(_looks(body, grid, bits, bits + ages, fine, coarse) for body in bodies)
    trembling = _mask(raw[:first], grid) if first else np.zeros(grid.shape, np.bool_)
    return Kept(places, trembling & places[0].proven)


def _inflate(packed: bytes, size: int) -> bytes:
    # One byte more than fits is asked for, so that a stream that would not end is refused, not stored.
    machine = zlib.decompressobj()
    try:
        raw = machine.decompress(packed, size + 1)
    except zlib.error:
        raise _unusable("it cannot be unpacked") from None
    if len(raw) != size or not machine.eof or machine.unused_data:
        raise _unusable("its size is wrong")
    return raw


def _looks(raw: bytes, grid: Grid, bits: int, head: int, fine: int, coarse: int) -> Looks:
    looks = Looks(grid)
    values = np.frombuffer(raw, np.uint8)
    looks.proven = _mask(raw[:bits], grid)
    looks.has = looks.proven.copy()
    for plane, start, size in (
        (looks.pictures.luma, head, fine),
        (looks.pictures.blue, head + fine, coarse),
        (looks.pictures.red, head + fine + coarse, coarse),
    ):
        plane[:] = values[start : start + size].reshape(plane.shape)
    age_s = values[bits:head].view(">u2").astype(np.float32).reshape(grid.shape)
    looks.recall(np.where(age_s < OLDEST_S, age_s, np.float32(LONG_S)))
    return looks


def _mask(packed: bytes, grid: Grid) -> Mask:
    blocks = np.unpackbits(np.frombuffer(packed, np.uint8), count=grid.rows * grid.columns)
    return blocks.astype(np.bool_).reshape(grid.shape)


def _unusable(why: str) -> FrostError:
    return FrostError(f"the saved place cannot be used: {why}", "leave it out and let the camera prove its place anew")
