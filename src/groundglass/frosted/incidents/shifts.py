"""Who is on duty, by their own word; how a shift is handed over; where responders are, if they say so.

A shift begins and ends by the person's own act, never by another's. Positions are kept in memory only, the newest
per person, and are forgotten when the shift ends, when the person takes them back, and after `POSITION_S`. No
track of anybody is ever kept, and nothing here orders or compares people.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import ConfigError, Conflict
from groundglass.frosted.incidents.acts import NOBODY, parse_text
from groundglass.frosted.incidents.schema import shift as table

POSITION_S: Final = 300.0
KEEP_SHIFTS_S: Final = 90 * 86_400
MAX_LISTED: Final = 100


class Records(Protocol):
    """Where acts are put on record before they take effect: the site's ledger."""

    async def enter(self, kind: str, **fields: Any) -> int:
        """Index of the entry, once it is durable; raises when it cannot be."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One stretch of duty. `ended_90k` is None while it lasts; `note` is for whoever comes next."""

    id: str
    person: str
    began_90k: int
    ended_90k: int | None
    handed_to: str
    note: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody on shift is, by their own device. WGS 84 degrees; the error in metres."""

    person: str
    latitude: float
    longitude: float
    error_m: float
    at_90k: int


class Shifts:
    """The shift table, and positions in memory."""

    def __init__(
        self, engine: AsyncEngine, record: Records, clock: Clock, random: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._record = record
        self._clock = clock
        self._random = random
        self._positions: dict[str, tuple[Position, float]] = {}

    async def current(self, person: str) -> Shift | None:
        """A person's shift now, None when they are off duty."""
        query = sa.select(table).where(table.c.person == person, table.c.ended_90k.is_(None))
        async with self._reader.connect() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else _read(row)

    async def on_duty(self) -> tuple[Shift, ...]:
        """Everybody's shift now, in the order of their names' ids: no other order is kept."""
        query = sa.select(table).where(table.c.ended_90k.is_(None)).order_by(table.c.person)
        async with self._reader.connect() as connection:
            return tuple(_read(row) for row in await connection.execute(query))

    async def lately(self) -> tuple[Shift, ...]:
        """The last shifts that ended, newest first: whoever comes reads what was handed over."""
        query = sa.select(table).where(table.c.ended_90k.is_not(None)).order_by(table.c.ended_90k.desc())
        async with self._reader.connect() as connection:
            return tuple(_read(row) for row in await connection.execute(query.limit(MAX_LISTED)))

    async def begin(self, person: str) -> Shift:
        """Go on duty; `Conflict` when on duty already."""
        if await self.current(person) is not None:
            raise Conflict("you are on shift already", "end it first")
        await self._record.enter("shift.began", by=person)
        begun = Shift(self._random(8).hex(), person, self._clock.now_90k(), None, NOBODY, "")
        async with self._engine.begin() as connection:
            await connection.execute(
                sa.insert(table).values(
                    id=begun.id, person=person, began_90k=begun.began_90k, ended_90k=None, handed_to=NOBODY, note=""
                )
            )
        return begun

    async def end(self, person: str, untrusted_note: str = "", handed_to: str = NOBODY) -> Shift:
        """Go off duty, with a note for whoever comes next. Positions are forgotten at once."""
        now = await self.current(person)
        if now is None:
            raise Conflict("you are not on shift")
        note = parse_text(untrusted_note) if untrusted_note.strip() else ""
        await self._record.enter("shift.ended", by=person, handed_to=handed_to)
        self._positions.pop(person, None)
        ended_90k = self._clock.now_90k()
        values = {"ended_90k": ended_90k, "note": note, "handed_to": handed_to}
        async with self._engine.begin() as connection:
            await connection.execute(sa.update(table).where(table.c.id == now.id).values(**values))
            oldest_90k = ended_90k - KEEP_SHIFTS_S * TICKS_PER_S
            await connection.execute(sa.delete(table).where(table.c.ended_90k < oldest_90k))
        return Shift(now.id, person, now.began_90k, ended_90k, handed_to, note)

    async def share(self, person: str, latitude: float, longitude: float, error_m: float) -> Position:
        """Give the own position, while on shift; `Conflict` when not."""
        sane = math.isfinite(latitude) and math.isfinite(longitude) and math.isfinite(error_m)
        if not (sane and abs(latitude) <= 90 and abs(longitude) <= 180 and 0 <= error_m <= 100_000):
            raise ConfigError("this is no position on the earth")
        if await self.current(person) is None:
            raise Conflict("a position is only taken from somebody on shift", "begin your shift first")
        here = Position(person, latitude, longitude, error_m, self._clock.now_90k())
        self._positions[person] = (here, self._clock.monotonic_s())
        return here

    def take_back(self, person: str) -> None:
        """Forget a person's position."""
        self._positions.pop(person, None)

    def positions(self) -> tuple[Position, ...]:
        """The positions that were given in the last five minutes."""
        now_s = self._clock.monotonic_s()
        self._positions = {who: (p, s) for who, (p, s) in self._positions.items() if now_s - s <= POSITION_S}
        return tuple(position for _, (position, _) in sorted(self._positions.items()))


def _read(row: sa.Row[Any]) -> Shift:
    return Shift(row.id, row.person, row.began_90k, row.ended_90k, row.handed_to, row.note)
