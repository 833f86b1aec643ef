"""Frosting a photo, as the web asks for it; and where frosted photos of incidents are kept.

The web holds a photo as ciphertext only: `PhotoFrosting` is fulfilled by engine/photo_desk.py, where a confined
process holds the key. What comes back is coarse and small, so it is a row beside its incident and needs no blob.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final, NewType, Protocol

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import NotFound
from groundglass.frosted.incidents.acts import MAX_TEXT, IncidentNumber, PhotoAdded, parse_text
from groundglass.frosted.incidents.desk import Desk
from groundglass.frosted.incidents.life import Incident
from groundglass.frosted.incidents.schema import incident_photo as table
from groundglass.pane.photo import FrostedPhoto, SealedPhoto

PhotoId = NewType("PhotoId", str)
"""16 hexadecimal digits."""

_ID_BYTES: Final = 8


class PhotoFrosting(Protocol):
    """Confined processes that frost one photo each."""

    async def key(self, person: str) -> str:
        """The age recipient for this person's next photo. `Conflict` when too many wait, `EngineError`."""

    async def frost(self, recipient: str, photo: SealedPhoto) -> FrostedPhoto:
        """The frosted photo; the key is used up. `Conflict` for a key that is gone, `ConfigError` for what is no
        photo, `EngineError` when the process failed: in every case nothing of the photo is kept."""


class Photos:
    """The frosted photos of incidents. Adding one is an act of the desk."""

    def __init__(
        self, engine: AsyncEngine, desk: Desk, clock: Clock, random: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._desk = desk
        self._clock = clock
        self._random = random

    async def add(
        self, number: IncidentNumber, photo: FrostedPhoto, by: str, *, task: str, untrusted_text: str, once: str
    ) -> Incident:
        """Keep a frosted photo with an incident.

        1. The row is written: nobody is told of a picture that is not there.
        2. The act is entered and told.

        If we stop between 1 and 2, a frosted picture nobody refers to stays until its incident is deleted. An act that
        is refused, or that came a second time, takes its row back.
        """
        text = parse_text(untrusted_text, MAX_TEXT) if untrusted_text.strip() else ""
        which = PhotoId(self._random(_ID_BYTES).hex())
        async with self._engine.begin() as connection:  # 1
            await connection.execute(
                sa.insert(table).values(
                    id=which, incident=number, at_90k=self._clock.now_90k(), width=photo.width, height=photo.height,
                    jpeg=photo.jpeg,
                )
            )  # fmt: skip
        kept = False
        try:
            now = await self._desk.act(number, by, PhotoAdded(which, task, text), once=once)  # 2
            kept = any(one.photo == which for one in now.photos)
        finally:
            if not kept:
                await self._forget(which)
        return now

    async def get(self, number: IncidentNumber, which: PhotoId) -> FrostedPhoto:
        """One of an incident's photos, or `NotFound`."""
        query = sa.select(table).where(table.c.id == which, table.c.incident == number)
        async with self._reader.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            raise NotFound("this incident has no such photo")
        return FrostedPhoto(row.width, row.height, bytes(row.jpeg))

    async def _forget(self, which: PhotoId) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(table).where(table.c.id == which))
