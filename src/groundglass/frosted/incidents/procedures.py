"""Standard procedures: steps to follow when something of a kind happens. Data a supervisor keeps.

An incident copies the steps when it starts one, so changing a procedure never changes what an incident was told
to follow. Retired ones stay readable by those histories.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import ConfigError, Conflict, NotFound
from groundglass.frosted.incidents.acts import MAX_STEPS, StepPlan, parse_text, parse_title
from groundglass.frosted.incidents.schema import procedure as table

MAX_PROCEDURES: Final = 500
MAX_KINDS: Final = 40
LONGEST_DUE_S: Final = 30 * 86_400


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure. `kinds` are kinds of events it is proposed for."""

    id: str
    name: str
    steps: tuple[StepPlan, ...]
    kinds: tuple[str, ...]
    is_retired: bool


class Procedures:
    """The procedure table."""

    def __init__(self, engine: AsyncEngine, clock: Clock, random: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._clock = clock
        self._random = random

    async def list(self) -> tuple[Procedure, ...]:
        """Those that may be started, by name."""
        query = sa.select(table).where(table.c.is_retired.is_(False)).order_by(table.c.name, table.c.id)
        async with self._reader.connect() as connection:
            return tuple(_read(row) for row in await connection.execute(query))

    async def get(self, which: str) -> Procedure:
        """One, retired or not, or `NotFound`."""
        async with self._reader.connect() as connection:
            row = (await connection.execute(sa.select(table).where(table.c.id == which))).one_or_none()
        if row is None:
            raise NotFound("there is no such procedure")
        return _read(row)

    async def add(self, name: str, steps: Sequence[StepPlan], kinds: Sequence[str]) -> Procedure:
        """A new one."""
        added = Procedure(self._random(8).hex(), parse_title(name), check_steps(steps), check_kinds(kinds), False)
        if len(await self.list()) >= MAX_PROCEDURES:
            raise Conflict(f"a site has at most {MAX_PROCEDURES} procedures", "retire one that is not used")
        async with self._engine.begin() as connection:
            await connection.execute(sa.insert(table).values(**self._row(added)))
        return added

    async def change(self, which: str, name: str, steps: Sequence[StepPlan], kinds: Sequence[str]) -> Procedure:
        """Replace what it says. Incidents that follow it keep their steps."""
        old = await self.get(which)
        new = Procedure(old.id, parse_title(name), check_steps(steps), check_kinds(kinds), old.is_retired)
        return await self._put(new)

    async def retire(self, which: str, *, is_retired: bool = True) -> Procedure:
        """Propose it no more, or again."""
        old = await self.get(which)
        return await self._put(Procedure(old.id, old.name, old.steps, old.kinds, is_retired))

    async def _put(self, new: Procedure) -> Procedure:
        async with self._engine.begin() as connection:
            await connection.execute(sa.update(table).where(table.c.id == new.id).values(**self._row(new)))
        return new

    def _row(self, one: Procedure) -> dict[str, Any]:
        return {
            "id": one.id,
            "name": one.name,
            "steps": json.dumps([{"text": step.text, "due_s": step.due_s} for step in one.steps]),
            "kinds": json.dumps(one.kinds),
            "changed_90k": self._clock.now_90k(),
            "is_retired": one.is_retired,
        }


def check_steps(steps: Sequence[StepPlan]) -> tuple[StepPlan, ...]:
    """The steps in their normal form, or `ConfigError`."""
    if not 1 <= len(steps) <= MAX_STEPS:
        raise ConfigError(f"a procedure has 1 to {MAX_STEPS} steps")
    if any(not 0 <= step.due_s <= LONGEST_DUE_S for step in steps):
        raise ConfigError("a step is due within 30 days")
    return tuple(StepPlan(parse_text(step.text, 500), step.due_s) for step in steps)


def check_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """Kinds of events, or `ConfigError`."""
    if len(kinds) > MAX_KINDS or any(not (1 <= len(k) <= 32 and k.isascii() and k.isprintable()) for k in kinds):
        raise ConfigError(f"a procedure is proposed for at most {MAX_KINDS} kinds of events")
    return tuple(sorted(set(kinds)))


def _read(row: sa.Row[Any]) -> Procedure:
    steps = tuple(StepPlan(step["text"], step["due_s"]) for step in json.loads(row.steps))
    return Procedure(row.id, row.name, steps, tuple(json.loads(row.kinds)), bool(row.is_retired))
