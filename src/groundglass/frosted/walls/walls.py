"""Keeps walls: the site's shared ones, and each person's own.

It leaves to the web who may change which, and entering changes of shared walls into the ledger. Two people who arrange
the same shared wall are told apart by its version: the later one is refused instead of undoing the earlier one's work.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import ConfigError, Conflict, NotFound, Outdated
from groundglass.frosted.walls.schema import wall as table
from groundglass.pane.ids import CameraId, parse_camera_id

MAX_NAME: Final = 80
MAX_TILES: Final = 200
MAX_SPAN: Final = 3
MAX_COLUMNS: Final = 12
MAX_SHARED: Final = 100
MAX_OWN: Final = 50
SHARED: Final = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One camera on a wall, `span` columns wide and `span` rows high."""

    camera: CameraId
    span: int = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """What a person arranges. `columns` is 0 for as many as show the most picture."""

    name: str
    tiles: tuple[Tile, ...]
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Wall:
    """One kept wall. `owner` is a person's id, or `SHARED`; `version` rises with each change."""

    id: str
    owner: str
    layout: Layout
    version: int

    @property
    def is_shared(self) -> bool:
        return self.owner == SHARED


class Walls:
    """The table of walls. Holds nothing itself: as many of these over one database as convenient."""

    def __init__(self, engine: AsyncEngine, clock: Clock, random: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._clock = clock
        self._random = random

    async def list(self, person: str) -> tuple[Wall, ...]:
        """The shared ones, then this person's own; each by name."""
        query = sa.select(table).where(table.c.owner.in_((SHARED, person)))
        async with self._reader.connect() as connection:
            walls = [_read(row) for row in await connection.execute(query)]
        return tuple(sorted(walls, key=lambda one: (not one.is_shared, one.layout.name.casefold(), one.id)))

    async def get(self, which: str, person: str) -> Wall:
        """One that this person may see, or `NotFound`: another's own wall is not there for them."""
        async with self._reader.connect() as connection:
            return await _find(connection, which, person)

    async def add(self, owner: str, layout: Layout) -> Wall:
        """A new wall. `Conflict` when there are too many."""
        made = Wall(self._random(8).hex(), owner, check_layout(layout), 1)
        most = MAX_SHARED if made.is_shared else MAX_OWN
        async with self._engine.begin() as connection:
            await connection.execute(sa.insert(table).values(**self._row(made)))
            count = sa.select(sa.func.count()).select_from(table).where(table.c.owner == owner)
            if (await connection.execute(count)).scalar_one() > most:
                raise Conflict(f"there are {most} walls already, and no more are kept", "remove one that is not used")
        return made

    async def change(self, old: Wall, owner: str, layout: Layout) -> Wall:
        """Arrange it anew, share it or take it back. `Outdated` when somebody else was quicker."""
        new = Wall(old.id, owner, check_layout(layout), old.version + 1)
        unchanged = sa.and_(table.c.id == old.id, table.c.version == old.version)
        async with self._engine.begin() as connection:
            done = await connection.execute(sa.update(table).where(unchanged).values(**self._row(new)))
            if done.rowcount != 1:
                raise Outdated("somebody else has changed this wall meanwhile", "open it again, then make your change")
        return new

    async def remove(self, old: Wall) -> None:
        """Forget it. A wall that is gone already is what was asked for."""
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(table).where(table.c.id == old.id))

    def _row(self, one: Wall) -> dict[str, Any]:
        return {
            "id": one.id,
            "owner": one.owner,
            "name": one.layout.name,
            "columns": one.layout.columns,
            "tiles": json.dumps([[tile.camera, tile.span] for tile in one.layout.tiles]),
            "version": one.version,
            "changed_90k": self._clock.now_90k(),
        }


def check_layout(untrusted: Layout) -> Layout:
    """The layout in its normal form, or `ConfigError`; `PaneError` for what is no camera's name."""
    return Layout(_name(untrusted.name), _tiles(untrusted.tiles), _within("columns", untrusted.columns, 0, MAX_COLUMNS))


def _name(untrusted_text: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", untrusted_text).split())
    if not 1 <= len(name) <= MAX_NAME or not name.isprintable():
        raise ConfigError(f"a wall's name has 1 to {MAX_NAME} printable characters")
    return name


def _tiles(untrusted: Sequence[Tile]) -> tuple[Tile, ...]:
    if len(untrusted) > MAX_TILES:
        raise ConfigError(f"a wall has at most {MAX_TILES} tiles", "make a second wall, and a tour through both")
    tiles = tuple(Tile(parse_camera_id(one.camera), _within("span", one.span, 1, MAX_SPAN)) for one in untrusted)
    if len({tile.camera for tile in tiles}) != len(tiles):
        raise ConfigError("a camera is on a wall once")
    return tiles


def _within(what: str, value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise ConfigError(f"a wall's {what} is {least} to {most}")
    return value


async def _find(connection: AsyncConnection, which: str, person: str) -> Wall:
    query = sa.select(table).where(table.c.id == which, table.c.owner.in_((SHARED, person)))
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        raise NotFound("there is no such wall")
    return _read(row)


def _read(row: sa.Row[Any]) -> Wall:
    tiles = tuple(Tile(CameraId(camera), span) for camera, span in json.loads(row.tiles))
    return Wall(row.id, row.owner, Layout(row.name, tiles, row.columns), row.version)
