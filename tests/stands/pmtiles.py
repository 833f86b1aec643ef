"""Maps that were never surveyed: a PMTiles file (version 3) with vector tiles of a drawn town, written from the
specifications of both formats.

The town is a square of streets around a park, with a river, houses and names, wherever it is asked to lie. Only what
the tests need of the formats is written: one root directory, gzip, the Hilbert numbering of tiles, and of vector tiles
(version 2.1) points, lines and polygons with text properties.
"""

from __future__ import annotations

import gzip
import json
import math
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

EXTENT = 4096
POINT, LINE, POLYGON = 1, 2, 3
M_PER_DEG = 111_319.49

Place = tuple[float, float]
"""Degrees east and north."""


@dataclass
class Shape:
    """One thing on the map."""

    layer: str
    kind: int
    places: Sequence[Place]
    properties: dict[str, str] = field(default_factory=dict)


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def message(number: int, body: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(body)) + body


def number_field(number: int, value: int) -> bytes:
    return varint(number << 3) + varint(value)


def geometry(kind: int, points: Sequence[tuple[int, int]]) -> bytes:
    commands: list[int] = []
    x = y = 0

    def go(to: tuple[int, int]) -> None:
        nonlocal x, y
        commands.extend((zigzag(to[0] - x), zigzag(to[1] - y)))
        x, y = to

    commands.append(1 << 3 | 1)
    go(points[0])
    if kind != POINT:
        commands.append((len(points) - 1) << 3 | 2)
        for point in points[1:]:
            go(point)
    if kind == POLYGON:
        commands.append(1 << 3 | 7)
    return b"".join(varint(command) for command in commands)


def vector_tile(shapes: Iterable[Shape], zoom: int, column: int, row: int) -> bytes:
    layers: dict[str, list[Shape]] = {}
    for shape in shapes:
        layers.setdefault(shape.layer, []).append(shape)
    out = b""
    for name, members in layers.items():
        keys: list[str] = []
        values: list[str] = []
        features = b""
        for shape in members:
            tags: list[int] = []
            for key, value in shape.properties.items():
                if key not in keys:
                    keys.append(key)
                if value not in values:
                    values.append(value)
                tags += [keys.index(key), values.index(value)]
            points = [in_tile(place, zoom, column, row) for place in shape.places]
            body = message(2, b"".join(varint(tag) for tag in tags)) if tags else b""
            features += message(2, body + number_field(3, shape.kind) + message(4, geometry(shape.kind, points)))
        layer = message(1, name.encode()) + features
        layer += b"".join(message(3, key.encode()) for key in keys)
        layer += b"".join(message(4, message(1, value.encode())) for value in values)
        out += message(3, layer + number_field(5, EXTENT) + number_field(15, 2))
    return out


def mercator(place: Place, zoom: int) -> tuple[float, float]:
    east, north = place
    y = (1 - math.asinh(math.tan(math.radians(north))) / math.pi) / 2
    return (east + 180) / 360 * 2**zoom, y * 2**zoom


def in_tile(place: Place, zoom: int, column: int, row: int) -> tuple[int, int]:
    x, y = mercator(place, zoom)
    return round((x - column) * EXTENT), round((y - row) * EXTENT)


def tile_number(zoom: int, column: int, row: int) -> int:
    """The number of a tile along the Hilbert curves of all zooms."""
    base: int = (4**zoom - 1) // 3
    x, y, distance, half = column, row, 0, 2**zoom // 2
    while half > 0:
        right, lower = int(x & half > 0), int(y & half > 0)
        distance += half * half * ((3 * right) ^ lower)
        if lower == 0:
            if right == 1:
                x, y = half - 1 - x, half - 1 - y
            x, y = y, x
        half //= 2
    return base + distance


def directory(entries: Sequence[tuple[int, int, int]]) -> bytes:
    """(number, offset, length), by number; each tile is its own run."""
    body = varint(len(entries))
    last = 0
    for number, _, _ in entries:
        body += varint(number - last)
        last = number
    body += b"".join(varint(1) for _ in entries)
    body += b"".join(varint(length) for _, _, length in entries)
    body += b"".join(varint(offset + 1) for _, offset, _ in entries)
    return body


def town(centre: Place) -> list[Shape]:
    """Streets, houses, a park and a river around a point."""
    east, north = centre

    def at(x_m: float, y_m: float) -> Place:
        return east + x_m / (M_PER_DEG * math.cos(math.radians(north))), north + y_m / M_PER_DEG

    def box(x_m: float, y_m: float, width_m: float, height_m: float) -> list[Place]:
        corners = ((0, 0), (0, height_m), (width_m, height_m), (width_m, 0))
        return [at(x_m + dx, y_m + dy) for dx, dy in corners]

    river = [at(x_m, -250 + 40 * math.sin(x_m / 120)) for x_m in range(-600, 601, 20)]
    bank = [at(x_m, -300 + 40 * math.sin(x_m / 120)) for x_m in range(600, -601, -20)]
    shapes = [Shape("water", POLYGON, river + bank), Shape("landuse", POLYGON, box(-75, -75, 150, 150))]
    streets = [("Lime Street", 100), ("Mill Street", 200), ("Foundry Street", -100), ("Quay Street", -200)]
    for name, offset_m in streets:
        shapes.append(Shape("roads", LINE, [at(-520, offset_m), at(520, offset_m)], {"name": name}))
        shapes.append(Shape("roads", LINE, [at(offset_m, -520), at(offset_m, 520)], {"name": f"{name[:-7]} Lane"}))
    for left in (-290, -190, 115, 215, -85, 15):
        for low in (-190, 115, 215, 315):
            shapes += [
                Shape("buildings", POLYGON, box(left + dx, low + dy, 26, 30)) for dx in (0, 36) for dy in (0, 38)
            ]
    shapes.append(Shape("places", POINT, [at(0, 0)], {"name": "Drawn Town"}))
    return shapes


def write_town(path: Path, centre: Place = (11.576, 48.137), most_zoom: int = 15, span_m: float = 600) -> Path:
    """Write the file; every tile that the town touches, from zoom 12."""
    shapes = town(centre)
    degrees = span_m / M_PER_DEG
    wide = degrees / math.cos(math.radians(centre[1]))
    west, south, east, north = centre[0] - wide, centre[1] - degrees, centre[0] + wide, centre[1] + degrees
    tiles: list[tuple[int, bytes]] = []
    for zoom in range(12, most_zoom + 1):
        (left, top), (right, bottom) = mercator((west, north), zoom), mercator((east, south), zoom)
        tiles += [
            (tile_number(zoom, column, row), gzip.compress(vector_tile(shapes, zoom, column, row)))
            for column in range(int(left), int(right) + 1)
            for row in range(int(top), int(bottom) + 1)
        ]
    tiles.sort()
    entries, data = [], b""
    for number, tile in tiles:
        entries.append((number, len(data), len(tile)))
        data += tile
    root = gzip.compress(directory(entries))
    layers = [{"id": name, "fields": {"name": "String"}} for name in sorted({shape.layer for shape in shapes})]
    metadata = gzip.compress(json.dumps({"name": "Drawn Town", "vector_layers": layers}).encode())
    after_root = 127 + len(root)
    begins = (127, len(root), after_root, len(metadata), 0, 0, after_root + len(metadata), len(data))
    header = b"PMTiles\x03" + struct.pack("<11Q", *begins, *[len(tiles)] * 3)
    header += bytes([1, 2, 2, 1, 12, most_zoom])
    header += struct.pack("<4i", *(round(value * 1e7) for value in (west, south, east, north)))
    header += bytes([14]) + struct.pack("<2i", *(round(value * 1e7) for value in centre))
    path.write_bytes(header + root + metadata + data)
    return path
