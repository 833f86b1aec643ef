"""What waits to be said, in the catalog.

The three rules that make it safe to be killed at any moment:

    1. A message and how far its source was read are written in one transaction (`put`): none is left out, and none
       is made twice, because its key is unique.
    2. A message waits until it is noted as sent: killed between sending and noting, it is sent again, same key.
    3. What is given up is kept as dead, with the reason, until a person sends it again or retention ends it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import Conflict, NotFound
from groundglass.frosted.incidents.book import write_mark
from groundglass.frosted.outbound.notice import Notice
from groundglass.frosted.outbound.schema import message as table
from groundglass.frosted.store.catalog import insert_missing

LONGEST_WAIT_S: Final = 3600.0
GIVE_UP_S: Final = 24 * 3600.0
KEEP_SENT_S: Final = 7 * 86_400.0
KEEP_DEAD_S: Final = 90 * 86_400.0
MAX_WAITING: Final = 100_000


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `next_90k` is when it is tried, or tried again."""

    id: int
    channel: str
    key: str
    notice: Notice
    state: str
    made_90k: int
    next_90k: int
    attempts: int
    trouble: str
    done_90k: int | None


@dataclass(frozen=True, slots=True)
class Sent:
    """The other side took it."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It did not. `why` is ours, never the other side's words. `is_final`: trying again would not help."""

    why: str
    is_final: bool = False
    retry_after_s: float | None = None


class Outbox:
    """The message table."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._clock = clock

    async def put(self, channel: str, notices: Sequence[Notice], mark: str | None = None, sequence: int = 0) -> None:
        """Add messages, and note how far their source was read, in one transaction. Keys that are there stay."""
        now_90k = self._clock.now_90k()
        rows = [
            {
                "channel": channel, "key": notice.key, "subject": notice.subject, "body": notice.encoded(),
                "state": "waiting", "made_90k": now_90k, "next_90k": now_90k, "attempts": 0, "trouble": "",
            }
            for notice in notices
        ]  # fmt: skip
        async with self._engine.begin() as connection:
            await insert_missing(connection, table, rows)
            if mark is not None:
                await write_mark(connection, mark, sequence)

    async def due(self, channel: str, limit: int) -> tuple[Message, ...]:
        """What is to be sent now, oldest first; of each subject only its oldest."""
        c, earlier = table.c, table.alias()
        first_of_its_subject = (
            sa.select(sa.func.min(earlier.c.id))
            .where(earlier.c.channel == channel, earlier.c.state == "waiting", earlier.c.subject == c.subject)
            .scalar_subquery()
        )
        query = (
            sa.select(table)
            .where(c.channel == channel, c.state == "waiting", c.next_90k <= self._clock.now_90k())
            .where(sa.or_(c.subject == "", c.id == first_of_its_subject))
            .order_by(c.id)
        )
        async with self._reader.connect() as connection:
            return tuple(_read(row) for row in await connection.execute(query.limit(limit)))

    async def hurry(self, channel: str) -> None:
        """Try everything that waits for later now: the other side is there again."""
        is_later = sa.and_(table.c.channel == channel, table.c.state == "waiting")
        async with self._engine.begin() as connection:
            await connection.execute(sa.update(table).where(is_later).values(next_90k=self._clock.now_90k()))

    async def next_s(self, channel: str) -> float | None:
        """Seconds until something is due; None when nothing waits."""
        query = sa.select(sa.func.min(table.c.next_90k)).where(table.c.channel == channel, table.c.state == "waiting")
        async with self._reader.connect() as connection:
            found = (await connection.execute(query)).scalar_one()
        return None if found is None else max(0.0, (found - self._clock.now_90k()) / TICKS_PER_S)

    async def waiting(self, channel: str) -> int:
        """How many wait."""
        query = sa.select(sa.func.count()).where(table.c.channel == channel, table.c.state == "waiting")
        async with self._reader.connect() as connection:
            return (await connection.execute(query)).scalar_one()

    async def note(self, answers: Sequence[tuple[Message, Sent | Failed]]) -> None:
        """What became of messages that were tried."""
        now_90k = self._clock.now_90k()
        sent = [message.id for message, answer in answers if isinstance(answer, Sent)]
        values = {"state": "sent", "attempts": table.c.attempts + 1, "trouble": "", "done_90k": now_90k}
        async with self._engine.begin() as connection:
            if sent:
                await connection.execute(sa.update(table).where(table.c.id.in_(sent)).values(**values))
            for message, answer in answers:
                if isinstance(answer, Failed):
                    change = sa.update(table).where(table.c.id == message.id)
                    await connection.execute(change.values(**_after(message, answer, now_90k)))

    async def list(self, channel: str, state: str | None, before: int | None, limit: int) -> tuple[Message, ...]:
        """A page, newest first."""
        query = sa.select(table).where(table.c.channel == channel).order_by(table.c.id.desc()).limit(limit)
        if state is not None:
            query = query.where(table.c.state == state)
        if before is not None:
            query = query.where(table.c.id < before)
        async with self._reader.connect() as connection:
            return tuple(_read(row) for row in await connection.execute(query))

    async def counts(self) -> dict[tuple[str, str], int]:
        """How many messages of each channel are in each state."""
        query = sa.select(table.c.channel, table.c.state, sa.func.count()).group_by(table.c.channel, table.c.state)
        async with self._reader.connect() as connection:
            return {(row[0], row[1]): row[2] for row in await connection.execute(query)}

    async def get(self, which: int) -> Message:
        """One, or `NotFound`."""
        async with self._reader.connect() as connection:
            row = (await connection.execute(sa.select(table).where(table.c.id == which))).one_or_none()
        if row is None:
            raise NotFound("there is no such message")
        return _read(row)

    async def resend(self, which: int) -> Message:
        """Try a dead message again, with its own key; `Conflict` when it is not dead."""
        now_90k = self._clock.now_90k()
        change = sa.update(table).where(table.c.id == which, table.c.state == "dead")
        values = {"state": "waiting", "next_90k": now_90k, "made_90k": now_90k, "attempts": 0, "done_90k": None}
        found = await self.get(which)
        async with self._engine.begin() as connection:
            if (await connection.execute(change.values(**values))).rowcount == 0:
                raise Conflict(f"this message is {found.state}, not given up")
        return await self.get(which)

    async def end_old(self) -> None:
        """Delete what was sent a week ago or given up three months ago."""
        now_90k = self._clock.now_90k()
        async with self._engine.begin() as connection:
            for state, keep_s in (("sent", KEEP_SENT_S), ("dead", KEEP_DEAD_S)):
                is_old = sa.and_(table.c.state == state, table.c.done_90k < now_90k - round(keep_s * TICKS_PER_S))
                await connection.execute(sa.delete(table).where(is_old))


def wait_s(attempts: int) -> float:
    """How long to wait after so many attempts: 1, 2, 4 ... s up to an hour, scattered by half."""
    return float(min(2.0 ** min(attempts - 1, 20), LONGEST_WAIT_S)) * random.uniform(0.5, 1.5)  # noqa: S311


def _after(message: Message, answer: Failed, now_90k: int) -> dict[str, Any]:
    attempts = message.attempts + 1
    trouble = answer.why[:200]
    if answer.is_final or now_90k - message.made_90k > GIVE_UP_S * TICKS_PER_S:
        return {"state": "dead", "attempts": attempts, "trouble": trouble, "done_90k": now_90k}
    wanted_s = max(wait_s(attempts), min(answer.retry_after_s or 0.0, LONGEST_WAIT_S))
    return {"attempts": attempts, "trouble": trouble, "next_90k": now_90k + round(wanted_s * TICKS_PER_S)}


def _read(row: sa.Row[Any]) -> Message:
    return Message(
        row.id, row.channel, row.key, Notice.decoded(row.body), row.state, row.made_90k, row.next_90k, row.attempts,
        row.trouble, row.done_90k,
    )  # fmt: skip
