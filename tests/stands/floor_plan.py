"""A drawn plan of a floor as PNG, by the standard library: walls, rooms, doors; nothing that was ever built."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

WIDTH, HEIGHT = 900, 560
_PAPER, _WALL, _ROOM = 255, 40, 238


def floor_png(width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """A hall with six rooms along it."""
    rows = [bytearray([_PAPER] * width) for _ in range(height)]

    def fill(left: int, top: int, right: int, bottom: int, ink: int) -> None:
        for row in rows[max(0, top) : min(height, bottom)]:
            row[max(0, left) : min(width, right)] = bytes([ink]) * (min(width, right) - max(0, left))

    margin, wall = width // 20, max(3, width // 180)
    fill(margin, margin, width - margin, height - margin, _WALL)
    fill(margin + wall, margin + wall, width - margin - wall, height - margin - wall, _PAPER)
    hall_top, hall_bottom = height * 2 // 5, height * 3 // 5
    for top, bottom in ((margin + wall, hall_top), (hall_bottom, height - margin - wall)):
        across = (width - 2 * margin) // 3
        for room in range(3):
            left = margin + room * across
            right = min(left + across, width - margin - wall)
            fill(left + wall, top, right, bottom, _ROOM if room % 2 else _PAPER)
            fill(left, top, left + wall, bottom, _WALL)
        edge = bottom if top < hall_top else top
        fill(margin, edge - wall // 2, width - margin, edge + wall // 2 + 1, _WALL)
        for room in range(3):
            door = margin + room * across + across // 2
            fill(door - across // 10, edge - wall, door + across // 10, edge + wall + 1, _PAPER)
    return png(rows, width, height)


def png(rows: list[bytearray], width: int, height: int) -> bytes:
    """Eight bits of grey."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = b"".join(b"\0" + bytes(row) for row in rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def write_floor(path: Path) -> Path:
    path.write_bytes(floor_png())
    return path
