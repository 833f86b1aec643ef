"""The map of the world that the site keeps: one PMTiles file in the data folder, put there by a person.

Nothing is fetched from anywhere: a site without such a file draws its plans or a plain grid. The file is looked at
anew each time it is asked for, so that `groundglass map add` works while a server runs. Only its header is read here
(PMTiles version 3, 127 bytes); tiles are read by browsers, by byte range.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from groundglass.errors import ConfigError, NotFound
from groundglass.frosted.store.durable import copy
from groundglass.frosted.store.spool import disk_error

TileKind: TypeAlias = Literal["vector", "png", "jpeg", "webp"]

HEADER_BYTES: Final = 127
_MAGIC: Final = b"PMTiles\x03"
_TILES: Final[dict[int, TileKind]] = {1: "vector", 2: "png", 3: "jpeg", 4: "webp"}
_READABLE: Final = frozenset({1, 2})  # as it is, and gzip: what every browser unpacks
_E7: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class BaseFacts:
    """What the header says. Bounds are west, south, east, north in degrees; `version` changes with the file."""

    tiles: TileKind
    least_zoom: int
    most_zoom: int
    bounds: tuple[float, float, float, float]
    size_bytes: int
    version: str


class BaseMap:
    """The file of one data folder. Blocking."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "map" / "base.pmtiles"

    def facts(self) -> BaseFacts | None:
        """What is there now; None when nothing is. `ConfigError` for what is no map."""
        return look(self.path)

    def add(self, untrusted_file: Path) -> BaseFacts:
        """Copy a file here in place of the one there; the old one stays until the new one is whole."""
        facts = look(untrusted_file)
        if facts is None:
            raise NotFound(f"there is no file {untrusted_file}", "name a PMTiles file")
        try:
            copy(untrusted_file, self.path)
        except OSError as error:
            raise disk_error(f"could not copy the map to {self.path}", error) from error
        return facts

    def remove(self) -> None:
        """Take it away; `NotFound` when there is none."""
        try:
            self.path.unlink()
        except FileNotFoundError as error:
            raise NotFound("this site has no map of its surroundings", "add one: groundglass map add FILE") from error
        except OSError as error:
            raise disk_error(f"could not remove the map {self.path}", error) from error


def look(path: Path) -> BaseFacts | None:
    """What the header of a file says; None where there is no file."""
    try:
        found = path.stat()
        with path.open("rb") as file:
            header = file.read(HEADER_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise disk_error(f"could not read the map {path}", error) from error
    return parse_header(header, found.st_size, f"{found.st_mtime_ns:x}-{found.st_size:x}")


def parse_header(untrusted: bytes, size_bytes: int, version: str) -> BaseFacts:
    """Read the header of a PMTiles file; `ConfigError` when it is none, or one that browsers cannot read."""
    if len(untrusted) != HEADER_BYTES or untrusted[:8] != _MAGIC:
        raise ConfigError(
            "this is no map of PMTiles version 3", "make one with `pmtiles extract`, or with planetiler or tippecanoe"
        )
    packed, pressed, kind, least, most = untrusted[97:102]
    west, south, east, north = (value / _E7 for value in struct.unpack_from("<4i", untrusted, 102))
    tiles = _TILES.get(kind)
    if tiles is None or packed not in _READABLE or pressed not in _READABLE:
        raise ConfigError(
            "browsers cannot read the tiles of this map",
            "make it with vector tiles or PNG, JPEG or WebP pictures, packed with gzip or not at all",
        )
    sane = least <= most <= 24 and -180 <= west < east <= 180 and -90 <= south < north <= 90
    if not sane:
        raise ConfigError("this map does not say what part of the world it shows", "make it again")
    return BaseFacts(tiles, least, most, (west, south, east, north), size_bytes, version)
