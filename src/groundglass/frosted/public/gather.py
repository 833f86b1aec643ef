"""The facts of this very site, read from the catalog, the ledger and what was declared.

Apart from facts.py, which says what may leave. Whoever is not signed in may ask as often as they like, so an answer
is kept for a few seconds; what was asked meanwhile is answered from it.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

import sqlalchemy as sa

from groundglass.clock import Clock
from groundglass.frosted.archive import Archive
from groundglass.frosted.cameras import CameraRecord
from groundglass.frosted.custody.settings import CustodySettings
from groundglass.frosted.outbound.geography import Geography, Spot
from groundglass.frosted.public.book import DeclarationBook
from groundglass.frosted.public.counts import MonthlyCounts
from groundglass.frosted.public.declared import CameraDeclared, SiteDeclared
from groundglass.frosted.public.facts import Left, Position, PublicCamera, PublicCustody, PublicLedger, PublicSite
from groundglass.frosted.public.unsealings import Unsealings
from groundglass.frosted.store.schema import sealed_segment
from groundglass.pane.resolution import resolutions

HELD_S: Final = 5.0


class Gathering:
    """`facts` is what the site may tell everybody, whether or not it does."""

    def __init__(self, archive: Archive, clock: Clock, name: str) -> None:
        self.book = DeclarationBook(archive.engine, archive.record, clock)
        self._archive = archive
        self._clock = clock
        self._name = name
        self._geography = Geography(archive.engine)
        self._counts = MonthlyCounts(archive.engine)
        self._unsealings = Unsealings(archive.engine)
        self._one_at_a_time = asyncio.Lock()
        self._held: tuple[float, PublicSite] | None = None

    async def held_facts(self) -> PublicSite:
        """As `facts`, at most five seconds old."""
        async with self._one_at_a_time:
            now_s = self._clock.monotonic_s()
            if self._held is None or not 0 <= now_s - self._held[0] < HELD_S:
                self._held = (now_s, await self.facts())
            return self._held[1]

    def forget(self) -> None:
        """Something was declared: the next question is answered anew."""
        self._held = None

    async def facts(self) -> PublicSite:
        """All of it, as it is now."""
        declared, custody = await self.book.site(), await self._archive.custody.book.get()
        months, events = await self._counts.read(self._clock.now_90k())
        unsealings, more = await self._unsealings.read()
        return PublicSite(
            name=self._name,
            language=declared.language,
            page=declared.page.rstrip("/"),
            operator=declared.operator,
            contact=declared.contact,
            officer=declared.officer,
            authority=declared.authority,
            purpose=declared.purpose,
            basis=declared.basis,
            recipients=declared.recipients,
            transfers=declared.transfers,
            cameras=await self._cameras(declared, custody),
            custody=PublicCustody(custody.quorum, len(custody.active), custody.keep_days),
            months=months,
            events=events,
            unsealings=unsealings,
            more_unsealings=more,
            ledger=await self._ledger(),
            made_90k=self._clock.now_90k(),
        )

    async def _cameras(self, declared: SiteDeclared, custody: CustodySettings) -> tuple[PublicCamera, ...]:
        said, spots = await self.book.cameras(), await self._geography.all()
        site_days = self._archive.retention.keep_days
        sealed = await self._with_originals()
        return tuple(
            public_camera(
                record,
                said.get(record.id, CameraDeclared()),
                declared,
                keep_days=_shorter(site_days, record.settings.keep_days),
                is_sealed=record.id in sealed or (record.settings.seal and custody.can_seal),
                spot=spots.get(record.id),
            )
            for record in await self._archive.cameras.list()
        )

    async def _with_originals(self) -> set[str]:
        """Cameras of which originals are kept now, those that keep no new ones among them."""
        c = sealed_segment.c
        query = sa.select(c.camera).where(c.state == "kept", c.is_drill.is_(False)).distinct()
        reader = self._archive.engine.execution_options(groundglass_reads=True)
        async with reader.connect() as connection:
            return set((await connection.execute(query)).scalars())

    async def _ledger(self) -> PublicLedger:
        record = self._archive.record
        head = await self._archive.witnesses.newest()
        return PublicLedger(record.key.name, head.size, record.key.text(), head.with_cosignatures())


def public_camera(
    record: CameraRecord,
    said: CameraDeclared,
    site: SiteDeclared,
    *,
    keep_days: float | None,
    is_sealed: bool,
    spot: Spot | None,
) -> PublicCamera:
    """What everybody may know of a camera. Its addresses are not looked at."""
    settings = record.settings
    return PublicCamera(
        id=record.id,
        name=said.name or record.name,
        place=said.place,
        purpose=said.purpose or site.purpose,
        basis=said.basis or site.basis,
        is_on=record.enabled,
        mode=settings.mode,
        style=settings.style,
        keep_days=keep_days,
        left=left_of(settings.px_per_m_top, settings.px_per_m_bottom),
        privacy_areas=len(settings.privacy),
        overlays=len(settings.overlays),
        is_sealed=is_sealed,
        seals_sound=is_sealed and settings.sound,
        position=None if spot is None else _position(spot),
    )


def left_of(px_per_m_top: float | None, px_per_m_bottom: float | None) -> Left | None:
    """The row at which most is left, and the row at which the camera gives most."""
    rows = resolutions(px_per_m_top, px_per_m_bottom)
    if not rows:
        return None
    most, sharpest = max(rows, key=lambda row: row.left_px_per_m), max(rows, key=lambda row: row.px_per_m)
    return Left(most.left_px_per_m, most.left_reaches, sharpest.px_per_m, sharpest.reaches)


def with_page(site: PublicSite, origin: str) -> PublicSite:
    """The same, with the address it was asked at where nobody declared one."""
    return site if site.page else replace(site, page=origin)


def _position(spot: Spot) -> Position:
    return Position(spot.latitude, spot.longitude, spot.azimuth_deg, spot.view_deg, spot.range_m)


def _shorter(*days: float | None) -> float | None:
    return min((one for one in days if one is not None), default=None)
