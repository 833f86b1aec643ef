"""Floors: their names, their order, their pictures, and how these lie on the ground.

Whoever changes one enters it into the ledger first (routes/map.py). A picture stays in the catalog, so that a backup
has it and a camera's place on it never loses what it refers to.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NewType

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import ConfigError, Conflict, NotFound
from groundglass.frosted.map.picture import parse_picture
from groundglass.frosted.map.placing import Placing
from groundglass.frosted.map.schema import picture as pictures
from groundglass.frosted.map.schema import plan as table

PlanId = NewType("PlanId", str)

GRID: Final = PlanId("grid")
"""The floor that is always there: no name, no picture, a grid of metres."""

MAX_PLANS: Final = 64
MAX_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Plan:
    """One floor. `media` is empty without a picture; `placing` is None until somebody placed it."""

    id: PlanId
    name: str
    position: int
    media: str
    width: int
    height: int
    sha256: str
    placing: Placing | None

    @property
    def is_in_world(self) -> bool:
        """Whether its points are places on the earth."""
        return self.placing is not None and self.placing.ground == "world"


class Plans:
    """The table of plans, and their pictures."""

    def __init__(self, engine: AsyncEngine, clock: Clock, random: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._clock = clock
        self._random = random

    async def list(self) -> tuple[Plan, ...]:
        """All floors, from the first to the last."""
        async with self._reader.connect() as connection:
            rows = await connection.execute(sa.select(table).order_by(table.c.position, table.c.made_90k))
            return tuple(_read(row) for row in rows)

    async def get(self, plan: str) -> Plan:
        """One floor, or `NotFound`."""
        async with self._reader.connect() as connection:
            row = (await connection.execute(sa.select(table).where(table.c.id == plan))).one_or_none()
        if row is None:
            raise NotFound("there is no such floor", "somebody may have removed it")
        return _read(row)

    async def add(self, untrusted_name: str) -> Plan:
        """A floor without a picture, after the others."""
        others = await self.list()
        if len(others) >= MAX_PLANS:
            raise Conflict(f"a site has at most {MAX_PLANS} floors", "remove one that is not used")
        position = max((other.position for other in others), default=0) + 1
        added = Plan(PlanId(self._random(8).hex()), checked_name(untrusted_name), position, "", 0, 0, "", None)
        async with self._engine.begin() as connection:
            values = {"id": added.id, "made_90k": self._clock.now_90k(), "placing": "", "media": "", "sha256": ""}
            values |= {"name": added.name, "position": position, "width": 0, "height": 0}
            await connection.execute(sa.insert(table).values(**values))
        return added

    async def change(self, plan: PlanId, *, name: str | None = None, position: int | None = None) -> Plan:
        """Change what is given."""
        values: dict[str, Any] = {} if name is None else {"name": checked_name(name)}
        if position is not None:
            values["position"] = position
        return await self._update(plan, values)

    async def place(self, plan: PlanId, placing: Placing) -> Plan:
        """Say how its picture lies on the ground; `ConfigError` when the two points do not tell."""
        return await self._update(plan, {"placing": placing.checked().encoded()})

    async def put_picture(self, plan: PlanId, untrusted_body: bytes) -> Plan:
        """Give it a picture, or another one. One of the same proportions lies where the old one lay; any other is to
        be placed anew."""
        facts = parse_picture(untrusted_body)
        old = await self.get(plan)
        values: dict[str, Any] = {"media": facts.media, "width": facts.width, "height": facts.height}
        values["sha256"] = hashlib.sha256(untrusted_body).hexdigest()
        if old.placing is not None:
            alike = abs(old.width * facts.height - old.height * facts.width) <= old.width + old.height
            placing = Placing(old.placing.ground, old.placing.a, old.placing.b, facts.width, facts.height)
            values["placing"] = placing.encoded() if alike else ""
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(pictures).where(pictures.c.plan == plan))
            await connection.execute(sa.insert(pictures).values(plan=plan, body=untrusted_body))
            await connection.execute(sa.update(table).where(table.c.id == plan).values(**values))
        return await self.get(plan)

    async def picture(self, plan: str) -> tuple[Plan, bytes]:
        """A floor and the bytes of its picture; `NotFound` when it has none."""
        found = await self.get(plan)
        async with self._reader.connect() as connection:
            row = (await connection.execute(sa.select(pictures).where(pictures.c.plan == plan))).one_or_none()
        if row is None:
            raise NotFound("this floor has no picture", "an administrator can add one on the map")
        return found, row.body

    async def remove(self, plan: PlanId) -> None:
        """Take a floor away, with its picture."""
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(pictures).where(pictures.c.plan == plan))
            await connection.execute(sa.delete(table).where(table.c.id == plan))

    async def _update(self, plan: PlanId, values: dict[str, Any]) -> Plan:
        if values:
            async with self._engine.begin() as connection:
                await connection.execute(sa.update(table).where(table.c.id == plan).values(**values))
        return await self.get(plan)


def checked_name(untrusted: str) -> str:
    """A floor's name, or `ConfigError`."""
    name = unicodedata.normalize("NFC", untrusted).strip()
    if not 1 <= len(name) <= MAX_NAME or not name.isprintable():
        raise ConfigError(f"a floor's name is 1 to {MAX_NAME} printable characters")
    return name


def _read(row: sa.Row[Any]) -> Plan:
    placing = Placing.decoded(row.placing) if row.placing else None
    return Plan(PlanId(row.id), row.name, row.position, row.media, row.width, row.height, row.sha256, placing)
