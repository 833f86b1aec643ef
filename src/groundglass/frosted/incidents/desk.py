"""People's acts on incidents, and the one thing the house does by itself: open a new incident from an alarm.

Every act goes the same way, and this is the only way in:

    1. Acts on one incident take turns.
    2. The history is read and folded; the rules of life.py refuse what may not follow.
    3. The act is in the ledger, durably: what kind, by whom, and the salted hash of all of it. No text.
    4. It is in the history, with what follows from it.
    5. Watchers are told; whoever sends things outside reads the history from here on (outbound/).

If we stop between 3 and 4, the ledger tells of an act that did not happen: harmless, since nothing was sent. A
ledger that cannot be written refuses every act with its own sentence.

Nobody is sent anything but by a person: `send_task` and `say` need somebody's id, and the house has none.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import Conflict, Refused
from groundglass.frosted.incidents.acts import (
    KIND_OF,
    MAX_TITLE,
    NOBODY,
    Act,
    Entry,
    EventLinked,
    HandedOver,
    HelpSet,
    IncidentNumber,
    Opened,
    ProcedureStarted,
    Said,
    Sequence,
    StepReminded,
    TaskSent,
    TaskSet,
    encode_act,
    parse_text,
    parse_title,
)
from groundglass.frosted.incidents.book import IncidentBook, Proposal
from groundglass.frosted.incidents.happening import Happening
from groundglass.frosted.incidents.levels import Level, TaskState
from groundglass.frosted.incidents.life import Incident, due_steps, folded, require
from groundglass.frosted.incidents.procedures import Procedures
from groundglass.frosted.incidents.shifts import Records, Shifts
from groundglass.frosted.incidents.watch import IncidentWatch, Watchers
from groundglass.pane.ids import TICKS_PER_S

SAME_PLACE_S: Final = 600
SALT_BYTES: Final = 16
HOUSE: Final = ""


class Desk:
    """The incidents of one site. `book`, `procedures` and `shifts` are for reading; acts go through here."""

    def __init__(
        self,
        book: IncidentBook,
        procedures: Procedures,
        shifts: Shifts,
        record: Records,
        clock: Clock,
        *,
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.book = book
        self.procedures = procedures
        self.shifts = shifts
        self._record = record
        self._clock = clock
        self._random = random
        self._watchers = Watchers()
        self._turns: dict[str, tuple[asyncio.Lock, int]] = {}
        self._next = -1  # not looked up yet

    async def get(self, number: IncidentNumber) -> tuple[Incident, tuple[Entry, ...]]:
        """An incident and its whole history, or `NotFound`."""
        entries = await self.book.entries(number)
        return folded(entries), entries

    def watch(self) -> AbstractAsyncContextManager[IncidentWatch]:
        """Be told which incidents change."""
        return self._watchers.subscribe()

    async def open(self, act: Opened, by: str) -> Incident:
        """A new incident. `Conflict` when its event opened one already."""
        if by != HOUSE:
            act = Opened(
                parse_title(act.title), act.level, act.camera, act.zone, act.at_90k, act.event, act.event_kind,
                act.is_exercise,
            )  # fmt: skip
        number = await self._new_number()
        return await self._put((), number, by, act)

    async def act(self, number: IncidentNumber, by: str, act: Act, *, once: str = "") -> Incident:
        """One more act on an incident; raises what `life.require` raises, with nothing changed.

        With `once`, the name the person's device gave the act, an act that comes a second time changes nothing: a
        device that never heard the answer may ask again.
        """
        if isinstance(act, Opened):
            raise Conflict("an incident is opened once")
        async with self._turn(f"incident {number}"):  # 1
            entries = await self.book.entries(number)
            if once and any(entry.once == once and entry.by == by for entry in entries):
                return folded(entries)
            require(entries, folded(entries), act, self._clock.now_90k())  # 2
            return await self._put(entries, number, by, act, once)

    async def hear(self, event: Happening) -> IncidentNumber | None:
        """An event happened. An alarm opens an incident, or is proposed to an open one of the same place.

        Safe to be told twice: one event does one thing. Gives the incident, None when the event concerns nobody.
        """
        if event.level is not Level.ALARM or event.is_over:
            return None
        async with self._turn(f"place {event.camera} {event.zone}"):
            known = await self.book.of_event(event.id)
            if known is not None:
                return known
            since_90k = self._clock.now_90k() - SAME_PLACE_S * TICKS_PER_S
            near = await self.book.open_at(event.camera, event.zone, since_90k, is_exercise=event.is_exercise)
            if near is None:
                return (await self.open(opening_of(event), HOUSE)).number
            await self.book.propose(proposal_of(event, near))
            self._watchers.tell(near)
            return near

    async def accept(self, number: IncidentNumber, event: str, by: str) -> Incident:
        """A proposed event belongs to the incident."""
        proposed = await self.book.proposal(number, event)
        now = await self.act(
            number, by,
            EventLinked(event, proposed.event_kind, proposed.camera, proposed.zone, proposed.at_90k),
        )  # fmt: skip
        await self.book.answer(event, "accepted")
        self._watchers.tell(number)
        return now

    async def link(self, number: IncidentNumber, event: Happening, by: str) -> Sequence:
        """An event belongs to the incident, whether or not it was proposed. Gives the entry, to undo it by."""
        await self.act(number, by, EventLinked(event.id, event.kind, event.camera, event.zone, event.at_90k))
        await self.book.answer(event.id, "accepted")
        entries = await self.book.entries(number)
        return next(one.sequence for one in reversed(entries) if _links(one.act, event.id))

    async def part(self, number: IncidentNumber, event: str, by: str) -> Incident:
        """A proposed event does not belong to the incident: it opens one of its own."""
        proposed = await self.book.proposal(number, event)
        where = Happening(
            0, event, proposed.event_kind, proposed.level, proposed.camera, proposed.zone, proposed.at_90k, None,
            proposed.is_exercise,
        )  # fmt: skip
        opened = await self.open(opening_of(where), by)
        await self.book.answer(event, "refused")
        self._watchers.tell(number)
        return opened

    async def start_procedure(self, number: IncidentNumber, procedure: str, by: str) -> Incident:
        """Follow a procedure, with its steps as they are now."""
        chosen = await self.procedures.get(procedure)
        if chosen.is_retired:
            raise Conflict("this procedure was retired", "choose another")
        return await self.act(number, by, ProcedureStarted(chosen.id, chosen.name, chosen.steps))

    async def send_task(self, number: IncidentNumber, responder: str, untrusted_text: str, by: str) -> Incident:
        """A person sends a responder a task. The responder is on shift, by their own word."""
        self._require_person(by)
        if await self.shifts.current(responder) is None:
            raise Conflict("this responder is not on shift", "choose somebody who is, or call them")
        return await self.act(number, by, TaskSent(self._random(8).hex(), responder, parse_text(untrusted_text)))

    async def answer_task(
        self, number: IncidentNumber, task: str, state: TaskState, by: str, *, once: str = ""
    ) -> Incident:
        """The responder answers their own task; `Refused` for anybody else's."""
        incident, _ = await self.get(number)
        if incident.task(task).responder != by or state is TaskState.RECALLED:
            raise Refused("this task is another person's", "the desk can take it back")
        return await self.act(number, by, TaskSet(task, state), once=once)

    async def ask_help(
        self, number: IncidentNumber, task: str, by: str, *, is_wanted: bool, once: str = ""
    ) -> Incident:
        """The responder of a task asks for help, or says that none is needed any more; the desk may say the latter."""
        self._require_person(by)
        incident, _ = await self.get(number)
        if is_wanted and incident.task(task).responder != by:
            raise Refused("this task is another person's")
        return await self.act(number, by, HelpSet(task, is_wanted), once=once)

    async def recall_task(self, number: IncidentNumber, task: str, by: str) -> Incident:
        """The desk takes a task back."""
        self._require_person(by)
        return await self.act(number, by, TaskSet(task, TaskState.RECALLED))

    async def say(
        self, number: IncidentNumber, task: str, untrusted_text: str, by: str, *, is_desk: bool, once: str = ""
    ) -> Incident:
        """A message about a task: from the desk, or from its responder."""
        self._require_person(by)
        incident, _ = await self.get(number)
        if not is_desk and incident.task(task).responder != by:
            raise Refused("this task is another person's")
        return await self.act(number, by, Said(task, parse_text(untrusted_text)), once=once)

    async def hand_over(self, by: str, to: str, untrusted_note: str) -> tuple[IncidentNumber, ...]:
        """End the own shift: every open incident that is this person's becomes the next one's."""
        note = parse_text(untrusted_note) if untrusted_note.strip() else ""
        handed = []
        for number in await self.book.open_of(by):
            await self.act(number, by, HandedOver(to, note))
            handed.append(number)
        await self.shifts.end(by, note, to)
        return tuple(handed)

    async def remind(self) -> tuple[IncidentNumber, ...]:
        """Note, once each, that steps are due. Gives the incidents with such steps."""
        reminded = []
        for number in await self.book.open_with_steps():
            incident, _ = await self.get(number)
            for step in due_steps(incident, self._clock.now_90k()):
                await self.act(number, HOUSE, StepReminded(step.number))
                reminded.append(number)
        return tuple(dict.fromkeys(reminded))

    async def end_old(self, keep_s: float) -> int:
        """Delete closed incidents in which nothing happened for so long; how many."""
        ended = await self.book.ended(self._clock.now_90k() - round(keep_s * TICKS_PER_S))
        for number in ended:
            await self._record.enter("incident.deleted", incident=number)
            await self.book.forget(number)
        return len(ended)

    async def _put(
        self, entries: tuple[Entry, ...], number: IncidentNumber, by: str, act: Act, once: str = ""
    ) -> Incident:
        salt = self._random(SALT_BYTES)
        at_90k = max(self._clock.now_90k(), entries[-1].at_90k if entries else 0)
        kind = "incident.opened" if isinstance(act, Opened) else "task.sent" if to_of(act) else "incident.changed"
        index = await self._record.enter(  # 3
            kind, incident=number, act=KIND_OF[type(act)], by=by, to=to_of(act), digest=digest_of(act, salt)
        )
        _, incident = await self.book.append(entries, number, at_90k, by, act, salt, index, once)  # 4
        self._watchers.tell(number)  # 5
        return incident

    async def _new_number(self) -> IncidentNumber:
        if self._next < 0:
            newest = await self.book.newest_number()
            self._next = max(newest, self._next)  # somebody else may have looked meanwhile
        self._next += 1
        return IncidentNumber(self._next)

    def _require_person(self, by: str) -> None:
        # Nothing is sent to a responder but by a person: not by a rule, not by a clock, not by a program.
        if by in {HOUSE, NOBODY, "0" * 16}:
            raise Refused("a responder is only sent something by a person, signed in", "sign in with a browser")

    @asynccontextmanager
    async def _turn(self, of: str) -> AsyncIterator[None]:
        """One at a time for the same subject; forgets subjects nobody waits for."""
        lock, waiting = self._turns.get(of, (asyncio.Lock(), 0))
        self._turns[of] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._turns[of]
            if waiting == 1:
                del self._turns[of]
            else:
                self._turns[of] = (lock, waiting - 1)


def _links(act: Act, event: str) -> bool:
    return isinstance(act, EventLinked) and act.event == event


def make_desk(engine: AsyncEngine, record: Records, clock: Clock) -> Desk:
    """The desk over a catalog's database and a ledger."""
    return Desk(IncidentBook(engine), Procedures(engine, clock), Shifts(engine, record, clock), record, clock)


def digest_of(act: Act, salt: bytes) -> str:
    """What the ledger holds of an act: SHA-256 over the salt and the act's JSON, in hex."""
    return hashlib.sha256(salt + encode_act(act).encode()).hexdigest()


def opening_of(event: Happening) -> Opened:
    """The incident that an event opens."""
    return Opened(
        event.title[:MAX_TITLE], event.level, event.camera, event.zone, event.at_90k, event.id, event.kind,
        event.is_exercise,
    )  # fmt: skip


def proposal_of(event: Happening, number: IncidentNumber) -> Proposal:
    """The proposal that an event belongs to an incident."""
    return Proposal(
        event.id, number, event.kind, event.level, event.camera, event.zone, event.at_90k, event.is_exercise, "open"
    )


def to_of(act: Act) -> str:
    """The responder an act is sent to, empty for most."""
    return act.responder if isinstance(act, TaskSent) else ""
