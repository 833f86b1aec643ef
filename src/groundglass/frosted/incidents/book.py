"""The histories of incidents in the catalog, and the lists that are read from them.

`append` is the only writer of a history: entry and what is derived from it, in one transaction. The caller (desk.py)
has already checked the rules and written the ledger, and holds the incident's lock.
"""

from __future__ import annotations

from collections.abc import Sequence as Several
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from groundglass.errors import Conflict, NotFound
from groundglass.frosted.incidents.acts import Act, Entry, IncidentNumber, Sequence, decode_act, encode_act
from groundglass.frosted.incidents.levels import OPEN, Level, State, TaskState
from groundglass.frosted.incidents.life import Incident, folded
from groundglass.frosted.incidents.schema import (
    incident,
    incident_entry,
    incident_photo,
    incident_proposal,
    incident_task,
    reader_mark,
)
from groundglass.pane.ids import CameraId

MAX_PAGE: Final = 200
_NUMBERS: Final = "incident numbers"


@dataclass(frozen=True, slots=True)
class Line:
    """An incident in a list."""

    number: IncidentNumber
    title: str
    level: Level
    state: State
    camera: str
    zone: str
    is_exercise: bool
    opened_90k: int
    changed_90k: int
    owner: str
    proposals: int
    helps: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which incidents a list is of. Empty or None: whatever, but no `cameras` at all are no incidents at all. `before`
    is a cursor: numbers below it."""

    states: frozenset[State] = frozenset()
    levels: frozenset[Level] = frozenset()
    camera: str | None = None
    cameras: frozenset[CameraId] | None = None
    is_exercise: bool | None = None
    from_90k: int | None = None
    until_90k: int | None = None
    before: int | None = None
    numbers: frozenset[IncidentNumber] = frozenset()
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event that may belong to an incident."""

    event: str
    incident: IncidentNumber
    event_kind: str
    level: Level
    camera: str
    zone: str
    at_90k: int
    is_exercise: bool
    answer: str


class IncidentBook:
    """The tables of incidents. Safe for several tasks; those that write one incident take turns (desk.py)."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)

    async def newest_number(self) -> int:
        """The highest number ever given, 0 when none was."""
        async with self._reader.connect() as connection:
            there = (await connection.execute(sa.select(sa.func.max(incident.c.number)))).scalar_one() or 0
        return max(there, await self.mark(_NUMBERS))

    async def entries(self, number: IncidentNumber) -> tuple[Entry, ...]:
        """The whole history of one incident, or `NotFound`."""
        query = sa.select(incident_entry).where(incident_entry.c.incident == number)
        async with self._reader.connect() as connection:
            rows = (await connection.execute(query.order_by(incident_entry.c.sequence))).all()
        if not rows:
            raise NotFound(f"there is no incident {number}")
        return tuple(read_entry(row) for row in rows)

    async def after(self, sequence: int, limit: int) -> tuple[Entry, ...]:
        """Entries of all incidents that are newer than one, oldest first: for whoever follows along."""
        query = sa.select(incident_entry).where(incident_entry.c.sequence > sequence)
        async with self._reader.connect() as connection:
            rows = (await connection.execute(query.order_by(incident_entry.c.sequence).limit(limit))).all()
        return tuple(read_entry(row) for row in rows)

    async def newest_sequence(self) -> int:
        """The highest number an entry has, 0 when there is none."""
        async with self._reader.connect() as connection:
            return (await connection.execute(sa.select(sa.func.max(incident_entry.c.sequence)))).scalar_one() or 0

    async def append(
        self,
        before: Several[Entry],
        number: IncidentNumber,
        at_90k: int,
        by: str,
        act: Act,
        salt: bytes,
        ledger: int,
        once: str = "",
    ) -> tuple[Entry, Incident]:
        """Write one entry and what follows from it. `before` is the history so far, empty for a new incident;
        `Conflict` when its event opened another incident already."""
        values: dict[str, Any] = {
            "incident": number, "at_90k": at_90k, "by": by, "salt": salt, "ledger": ledger, "body": encode_act(act),
            "once": once or None,
        }  # fmt: skip
        draft = Entry(Sequence(0), number, at_90k, by, act, salt, ledger, once)
        try:
            async with self._engine.begin() as connection:
                if not before:
                    await connection.execute(sa.insert(incident).values(**_row(folded([draft]))))
                added = await connection.execute(sa.insert(incident_entry).values(**values, kind=draft.kind))
                key = added.inserted_primary_key
                assert key is not None
                entry = Entry(Sequence(int(key[0])), number, at_90k, by, act, salt, ledger, once)
                now = folded([*before, entry])
                await _write_derived(connection, now)
        except IntegrityError as error:
            raise Conflict("an incident was opened from this event already") from error
        return entry, now

    async def lines(self, wanted: Wanted) -> tuple[Line, ...]:
        """A page of incidents, newest first."""
        c = incident.c
        waiting = (
            sa.select(sa.func.count())
            .select_from(incident_proposal)
            .where(incident_proposal.c.incident == c.number, incident_proposal.c.answer == "open")
            .scalar_subquery()
        )
        helps = (
            sa.select(sa.func.count())
            .select_from(incident_task)
            .where(incident_task.c.incident == c.number, incident_task.c.needs_help)
            .scalar_subquery()
        )
        query = sa.select(incident, waiting.label("proposals"), helps.label("helps")).order_by(c.number.desc())
        conditions = {
            c.state.in_(wanted.states): bool(wanted.states),
            c.level.in_(wanted.levels): bool(wanted.levels),
            c.camera == wanted.camera: wanted.camera is not None,
            c.camera.in_(sorted(wanted.cameras or ())): wanted.cameras is not None,
            c.is_exercise == wanted.is_exercise: wanted.is_exercise is not None,
            c.opened_90k >= (wanted.from_90k or 0): wanted.from_90k is not None,
            c.opened_90k < (wanted.until_90k or 0): wanted.until_90k is not None,
            c.number < (wanted.before or 0): wanted.before is not None,
            c.number.in_(wanted.numbers): bool(wanted.numbers),
        }
        query = query.where(*(condition for condition, is_asked in conditions.items() if is_asked))
        async with self._reader.connect() as connection:
            rows = (await connection.execute(query.limit(min(wanted.limit, MAX_PAGE)))).all()
        return tuple(_line(row) for row in rows)

    async def open_at(self, camera: str, zone: str, since_90k: int, *, is_exercise: bool) -> IncidentNumber | None:
        """The newest open incident of the same place that something happened in since a moment."""
        c = incident.c
        query = (
            sa.select(c.number)
            .where(c.camera == camera, c.zone == zone, c.state.in_(OPEN), c.changed_90k >= since_90k)
            .where(c.is_exercise == is_exercise)
            .order_by(c.number.desc())
        )
        async with self._reader.connect() as connection:
            found = (await connection.execute(query.limit(1))).scalar_one_or_none()
        return None if found is None else IncidentNumber(found)

    async def of_event(self, event: str) -> IncidentNumber | None:
        """The incident that was opened from an event, or that it was proposed for."""
        opened = sa.select(incident.c.number).where(incident.c.event == event)
        proposed = sa.select(incident_proposal.c.incident).where(incident_proposal.c.event == event)
        async with self._reader.connect() as connection:
            found = (await connection.execute(opened.union_all(proposed))).scalars().first()
        return None if found is None else IncidentNumber(found)

    async def propose(self, proposal: Proposal) -> bool:
        """Keep a proposal, once per event; whether it is new."""
        values = {
            "event": proposal.event, "incident": proposal.incident, "event_kind": proposal.event_kind,
            "level": proposal.level.value, "camera": proposal.camera, "zone": proposal.zone,
            "at_90k": proposal.at_90k, "is_exercise": proposal.is_exercise, "answer": proposal.answer,
        }  # fmt: skip
        try:
            async with self._engine.begin() as connection:
                await connection.execute(sa.insert(incident_proposal).values(**values))
        except IntegrityError:
            return False  # proposed before; the first answer stands
        return True

    async def proposals(self, number: IncidentNumber) -> tuple[Proposal, ...]:
        """What waits for an answer, oldest first."""
        c = incident_proposal.c
        query = sa.select(incident_proposal).where(c.incident == number, c.answer == "open").order_by(c.at_90k)
        async with self._reader.connect() as connection:
            return tuple(_proposal(row) for row in (await connection.execute(query.limit(MAX_PAGE))).all())

    async def proposal(self, number: IncidentNumber, event: str) -> Proposal:
        """One that waits for an answer, or `NotFound`."""
        for one in await self.proposals(number):
            if one.event == event:
                return one
        raise NotFound("this proposal is not there, or was answered already")

    async def answer(self, event: str, answer: str) -> None:
        """Note the answer to a proposal."""
        change = sa.update(incident_proposal).where(incident_proposal.c.event == event).values(answer=answer)
        async with self._engine.begin() as connection:
            await connection.execute(change)

    async def open_of(self, owner: str) -> tuple[IncidentNumber, ...]:
        """The incidents that are not over and in this person's hands."""
        query = sa.select(incident.c.number).where(incident.c.state.in_(OPEN), incident.c.owner == owner)
        async with self._reader.connect() as connection:
            found = (await connection.execute(query.order_by(incident.c.number))).scalars()
            return tuple(IncidentNumber(one) for one in found)

    async def open_with_steps(self) -> tuple[IncidentNumber, ...]:
        """The incidents that are not over and follow a procedure."""
        follows = sa.select(incident_entry.c.incident).where(incident_entry.c.kind == "procedure")
        query = sa.select(incident.c.number).where(incident.c.state.in_(OPEN), incident.c.number.in_(follows))
        query = query.order_by(incident.c.number)
        async with self._reader.connect() as connection:
            return tuple(IncidentNumber(one) for one in (await connection.execute(query)).scalars())

    async def tasks_of(self, responder: str) -> tuple[tuple[str, IncidentNumber], ...]:
        """A responder's tasks and their incidents: those under way, and those changed lately; newest first."""
        c = incident_task.c
        query = sa.select(c.id, c.incident).where(c.responder == responder).order_by(c.changed_90k.desc())
        async with self._reader.connect() as connection:
            return tuple((row.id, IncidentNumber(row.incident)) for row in await connection.execute(query.limit(50)))

    async def active_task(self, responder: str, number: IncidentNumber) -> bool:
        """Whether this responder has, or had, a task in this incident that was not taken back."""
        c = incident_task.c
        query = sa.select(c.id).where(
            c.responder == responder, c.incident == number, c.state != TaskState.RECALLED.value
        )
        async with self._reader.connect() as connection:
            return (await connection.execute(query.limit(1))).first() is not None

    async def ended(self, before_90k: int, limit: int = 100) -> tuple[IncidentNumber, ...]:
        """Closed incidents in which nothing happened since a moment."""
        c = incident.c
        query = sa.select(c.number).where(c.state == State.CLOSED.value, c.changed_90k < before_90k).limit(limit)
        async with self._reader.connect() as connection:
            return tuple(IncidentNumber(one) for one in (await connection.execute(query)).scalars())

    async def forget(self, number: IncidentNumber) -> None:
        """Delete an incident with its history. Its ledger entries stay: hashes nobody can read any more."""
        newest = await self.newest_number()
        async with self._engine.begin() as connection:
            await write_mark(connection, _NUMBERS, newest)  # a number is never given twice
            for table in (incident_entry, incident_task, incident_proposal, incident_photo):
                await connection.execute(sa.delete(table).where(table.c.incident == number))
            await connection.execute(sa.delete(incident).where(incident.c.number == number))

    async def mark(self, reader: str) -> int:
        """How far a reader has come; 0 at first."""
        query = sa.select(reader_mark.c.sequence).where(reader_mark.c.reader == reader)
        async with self._reader.connect() as connection:
            return (await connection.execute(query)).scalar_one_or_none() or 0

    async def set_mark(self, reader: str, sequence: int) -> None:
        """Remember how far a reader has come."""
        async with self._engine.begin() as connection:
            await write_mark(connection, reader, sequence)


async def write_mark(connection: AsyncConnection, reader: str, sequence: int) -> None:
    """The same inside the caller's transaction."""
    change = sa.update(reader_mark).where(reader_mark.c.reader == reader).values(sequence=sequence)
    if (await connection.execute(change)).rowcount == 0:
        await connection.execute(sa.insert(reader_mark).values(reader=reader, sequence=sequence))


def read_entry(row: sa.Row[Any]) -> Entry:
    """A row of the history."""
    act = decode_act(row.kind, row.body)
    return Entry(
        Sequence(row.sequence),
        IncidentNumber(row.incident),
        row.at_90k,
        row.by,
        act,
        bytes(row.salt),
        row.ledger,
        row.once or "",
    )


async def _write_derived(connection: AsyncConnection, now: Incident) -> None:
    await connection.execute(sa.update(incident).where(incident.c.number == now.number).values(**_row(now)))
    for task in now.tasks:
        values = {"state": task.state.value, "changed_90k": task.changed_90k, "needs_help": task.needs_help}
        change = sa.update(incident_task).where(incident_task.c.id == task.id).values(**values)
        if (await connection.execute(change)).rowcount == 0:
            await connection.execute(
                sa.insert(incident_task).values(**values, id=task.id, incident=now.number, responder=task.responder)
            )


def _row(now: Incident) -> dict[str, Any]:
    return {
        "number": now.number, "title": now.title, "level": now.level.value, "state": now.state.value,
        "camera": now.opened.camera, "zone": now.opened.zone, "is_exercise": now.opened.is_exercise,
        "opened_90k": now.opened_90k, "changed_90k": now.changed_90k, "owner": now.owner,
        "event": now.opened.event or None,
    }  # fmt: skip


def _line(row: sa.Row[Any]) -> Line:
    return Line(
        IncidentNumber(row.number), row.title, Level(row.level), State(row.state), row.camera, row.zone,
        bool(row.is_exercise), row.opened_90k, row.changed_90k, row.owner, row.proposals,
        row.helps,
    )  # fmt: skip


def _proposal(row: sa.Row[Any]) -> Proposal:
    return Proposal(
        row.event, IncidentNumber(row.incident), row.event_kind, Level(row.level), row.camera, row.zone, row.at_90k,
        bool(row.is_exercise), row.answer,
    )  # fmt: skip
