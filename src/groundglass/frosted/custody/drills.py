"""Drills: a drawn clip is sealed like an original, and the custodians are asked to open it. Unused keys are lost keys.

A drill is a request like any other, marked in the request, in the sealed header and in the ledger; but the server
itself opens it, with an identity made for it, because what is opened is a drawing. A custodian's machine hands shares
to a drill only for segments whose sealed header says drill (custody/approval.py), so a server cannot pass off a
camera's.

1. It is started by a person or by the calendar, in time to be answered before it is due.
2. With enough approvals the server joins, opens, and compares with what was drawn: passed.
3. It goes on until everybody has answered or its week is over, so that every key is tried; who did not is entered.
4. If the site has not passed one when it is due, that is entered and shown until it has.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyrage
import sqlalchemy as sa

from groundglass.clock import Clock
from groundglass.custody.approval import DRILL_POLICY
from groundglass.custody.ceremony import Request
from groundglass.custody.header import KEY_BYTES, Header, commit_to
from groundglass.custody.keyring import read_keyring
from groundglass.custody.records import Record, encode_record
from groundglass.custody.release import open_segment
from groundglass.custody.sealed import SegmentSealer
from groundglass.custody.slots import wrap_key
from groundglass.errors import Conflict, CustodyError
from groundglass.frosted.custody import tables
from groundglass.frosted.custody.drill_clip import PICTURES, drill_records
from groundglass.frosted.custody.request_table import Kept
from groundglass.frosted.custody.requests import Asked, Requests
from groundglass.frosted.custody.settings import CustodyBook, CustodySettings
from groundglass.frosted.custody.shelf import SealedShelf
from groundglass.frosted.people.tokens import Random
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store.catalog import Catalog
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k

DRILL_CAMERA: Final = CameraId("drill")
SERVER: Final = "drill"
"""The requester of a drill: no person."""

DEFAULT_DAYS: Final = 90.0
LIFE_S: Final = 7 * 24 * 3600.0

_logger: Final = logging.getLogger(__name__)
_DAY_90K: Final = 86_400 * TICKS_PER_S
_SLOT_90K: Final = PICTURES * TICKS_PER_S


@dataclass(frozen=True, slots=True)
class DrillRow:
    """One drill as it is kept."""

    request: str
    identity: str
    passed: Instant90k | None
    is_ended: bool

    def __repr__(self) -> str:
        return f"<DrillRow {self.request}>"


@dataclass(frozen=True, slots=True)
class DrillCalendar:
    """How the site stands with its drills. `due` is None when there are to be none."""

    every_days: float
    last_passed: Instant90k | None
    due: Instant90k | None
    is_overdue: bool
    can_seal: bool
    drills: tuple[tuple[Kept, DrillRow], ...]


class Drills:
    """The drills of one site. `look` now and then."""

    def __init__(
        self,
        catalog: Catalog,
        requests: Requests,
        shelf: SealedShelf,
        book: CustodyBook,
        record: Recordkeeper,
        clock: Clock,
        random: Random,
    ) -> None:
        self._catalog = catalog
        self._requests = requests
        self._shelf = shelf
        self._book = book
        self._record = record
        self._clock = clock
        self._random = random
        self._one_at_a_time = asyncio.Lock()

    async def start(self, by: str) -> Kept:
        """Step 1. `Conflict` while one is under way, `CustodyError` when nothing could be sealed."""
        async with self._one_at_a_time:
            return await self._start(by)

    async def schedule(self, every_days: float, by: str) -> None:
        """How often from now on; 0 = never."""
        await self._record.enter("drill.changed", every_days=round(every_days), by=by)
        await self._set_rule(every_days)

    async def calendar(self) -> DrillCalendar:
        """What there was, what is due."""
        every_days, since, _ = await self._rule()
        rows = await self._rows()
        passed = [row.passed for row in rows if row.passed is not None]
        last = max(passed, default=None)
        due = None if every_days == 0 else Instant90k(round((last or since) + every_days * _DAY_90K))
        can_seal = (await self._book.get()).can_seal
        is_overdue = due is not None and self._clock.now_90k() >= due and can_seal
        drills = [(await self._requests.get(row.request), row) for row in rows[:20]]
        return DrillCalendar(every_days, last, due, is_overdue, can_seal, tuple(drills))

    async def look(self) -> None:
        """Steps 2 to 4, and step 1 when the calendar says so."""
        async with self._one_at_a_time:
            for row in await self._rows():
                if not row.is_ended:
                    await self._look_at(row)
            await self._look_at_calendar()

    async def _look_at(self, row: DrillRow) -> None:
        kept = await self._requests.get(row.request)
        passed = row.passed
        if passed is None and kept.progress.released is not None and await self._open(kept, row):  # 2
            passed = Instant90k(self._clock.now_90k())
            await self._write(_its(row).values(passed_90k=passed))
        asked = set(kept.request.segments[0].custodians)
        if self._clock.now_90k() >= kept.request.expires or asked <= set(kept.who):  # 3
            settings = await self._book.get()
            silent = [one.id for one in settings.custodians if one.recipient in asked - set(kept.who)]
            await self._record.enter(
                "drill.ended",
                request=row.request,
                state="passed" if passed is not None else "failed",
                custodians=sorted(kept.who.values()),
                silent=sorted(silent),
            )
            await self._write(_its(row).values(is_ended=True))

    async def _open(self, kept: Kept, row: DrillRow) -> bool:
        """Join and open with what custodians sent; whether what comes out is what was drawn. What does not open is
        tried again when more of them have answered."""
        ids = [one.segment.hex() for one in kept.request.segments]
        shares, rows = await self._requests.shares(kept.request.id), await self._shelf.find(ids)
        try:
            for id in ids:
                file = io.BytesIO(b"".join([part async for part in self._shelf.read(rows[id])]))
                given = tuple(shares[id].values())
                records = await asyncio.to_thread(_opened, kept.request, file, given, row.identity)
                if records != drill_records(rows[id].start_90k):
                    raise CustodyError("the drill opened something else than what was drawn for it")
        except (CustodyError, KeyError) as error:
            _logger.warning("drill %s does not open yet: %s", kept.request.id, error)
            return False
        clip = b"".join(encode_record(record) for record in drill_records(kept.request.start))
        await self._requests.opened(kept.request.id, SERVER, hashlib.sha256(clip).hexdigest())
        return True

    async def _look_at_calendar(self) -> None:
        settings = await self._book.get()
        if not settings.can_seal:
            return
        calendar, now = await self.calendar(), self._clock.now_90k()
        if calendar.due is None:
            return
        lead_90k = min(LIFE_S * TICKS_PER_S, calendar.every_days * _DAY_90K / 2)
        if now >= calendar.due - lead_90k and all(row.is_ended for _, row in calendar.drills):
            await self._start("calendar")  # 1
        _, _, told = await self._rule()
        if calendar.is_overdue and told < calendar.due:  # 4
            await self._record.enter("drill.overdue", due_90k=calendar.due)
            await self._write(sa.update(tables.drill_rule).values(told_90k=calendar.due))

    async def _start(self, by: str) -> Kept:
        settings = await self._book.get()
        if not settings.can_seal:
            raise CustodyError(
                "there are fewer custodians than it takes to open a drill", "add custodians, or lower the quorum"
            )
        if any(not row.is_ended for row in await self._rows()):
            raise Conflict("a drill is under way", "it ends when every custodian has answered, or after a week")
        start = Instant90k(self._clock.now_90k() // _SLOT_90K * _SLOT_90K)
        await self._seal(settings, start)
        identity = pyrage.x25519.Identity.generate()
        asked = Asked(
            camera=DRILL_CAMERA,
            start=start,
            until=Instant90k(start + _SLOT_90K),
            reason="drill: a drawn clip, to try every custodian's key",
            basis="drill: nobody's picture is opened",
            requester=SERVER,
            recipient=str(identity.to_public()),
            life_s=LIFE_S,
        )
        kept = await self._requests.ask(asked, "drill")
        await self._record.enter("drill.started", request=kept.request.id, by=by)
        row = {"request": kept.request.id, "identity": str(identity), "is_ended": False}
        await self._write(sa.insert(tables.drill).values(**row))
        return kept

    async def _seal(self, settings: CustodySettings, start: Instant90k) -> None:
        key = self._random(KEY_BYTES)
        header = Header(
            segment=self._random(16),
            camera=DRILL_CAMERA,
            start=start,
            until=Instant90k(start + _SLOT_90K),
            codec="h264",
            policy=DRILL_POLICY,
            needed=settings.quorum,
            custodians=tuple(one.recipient for one in settings.active),
            chain=0,
            previous=bytes(32),
            commitment=commit_to(key),
        )
        sealer = SegmentSealer(header, key)
        body = b"".join(encode_record(record) for record in drill_records(start))
        file = sealer.preamble + sealer.feed(body) + sealer.finish()
        slots = await asyncio.to_thread(wrap_key, key, header, sealer.header_hash)
        await self._shelf.keep(header.encoded(), slots, file, is_drill=True)

    async def _rule(self) -> tuple[float, int, int]:
        """How often, counted from when, and until when "overdue" has been entered. Made when it is first asked for."""
        c = tables.drill_rule.c
        async with self._catalog.reader.connect() as connection:
            found = (await connection.execute(sa.select(c.every_days, c.since_90k, c.told_90k))).one_or_none()
        if found is None:
            await self._set_rule(DEFAULT_DAYS)
            return DEFAULT_DAYS, self._clock.now_90k(), 0
        return float(found[0]), int(found[1]), int(found[2])

    async def _set_rule(self, every_days: float) -> None:
        values = {"id": 1, "every_days": every_days, "since_90k": self._clock.now_90k(), "told_90k": 0}
        async with self._catalog.engine.begin() as connection:
            await connection.execute(sa.delete(tables.drill_rule))
            await connection.execute(sa.insert(tables.drill_rule).values(**values))

    async def _rows(self) -> list[DrillRow]:
        """Newest first."""
        d, r = tables.drill.c, tables.unseal_request.c
        query = (
            sa.select(d.request, d.identity, d.passed_90k, d.is_ended)
            .join(tables.unseal_request, r.id == d.request)
            .order_by(r.made_90k.desc())
            .limit(100)
        )
        async with self._catalog.reader.connect() as connection:
            return [DrillRow(*row) for row in (await connection.execute(query)).all()]

    async def _write(self, statement: Any) -> None:
        async with self._catalog.engine.begin() as connection:
            await connection.execute(statement)


def _opened(request: Request, file: io.BytesIO, shares: Sequence[bytes], identity: str) -> tuple[Record, ...]:
    return tuple(open_segment(request, file, shares, read_keyring(identity.encode(), str)))


def _its(row: DrillRow) -> sa.Update:
    return sa.update(tables.drill).where(tables.drill.c.request == row.request)
