"""Who is signed in, until when.

A session slides: it ends 12 hours after it was last used, and at the latest 30 days after it began. Using
one writes to the database at most every five minutes. The wall clock is used, because sessions outlive the
process; a clock set forward signs people out, which is the safe side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NewType

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import NotFound, NotSignedIn
from groundglass.frosted.people.persons import Person, PersonId, read_person
from groundglass.frosted.people.schema import person, reader_of, session
from groundglass.frosted.people.tokens import Random, Token, UsedElsewhere
from groundglass.frosted.together import Together

SessionId = NewType("SessionId", str)
"""16 hex digits that name a session in a list. Opens nothing."""

IDLE_S: Final = 12 * 3600
LONGEST_S: Final = 30 * 24 * 3600
MAX_PER_PERSON: Final = 50
_WRITE_EVERY_S: Final = 300
_CLIENT_LENGTH: Final = 120


@dataclass(frozen=True, slots=True)
class Session:
    """One browser somebody is signed in with."""

    id: SessionId
    person: PersonId
    client: str
    created_90k: int
    seen_90k: int


class Sessions:
    """The session table. Safe for use by several tasks. With `used` it is only read, and whoever writes is told."""

    def __init__(self, engine: AsyncEngine, clock: Clock, random: Random, used: UsedElsewhere | None = None) -> None:
        self._engine = engine
        self._reader = reader_of(engine)
        self._clock = clock
        self._random = random
        self._used = used
        self._together: Together[tuple[Person, Session]] = Together()

    async def begin(self, who: PersonId, untrusted_client: str) -> Token:
        """A new session. Ended sessions are swept, and a person's oldest beyond fifty."""
        token = Token.make(self._random)
        now_90k = self._clock.now_90k()
        client = "".join(c for c in untrusted_client[:_CLIENT_LENGTH] if c.isprintable())
        newest = (
            select(session.c.id)
            .where(session.c.person == who)
            .order_by(session.c.seen_90k.desc())
            .limit(MAX_PER_PERSON - 1)
        )
        async with self._engine.begin() as connection:
            await connection.execute(delete(session).where(session.c.ends_90k <= now_90k))
            await connection.execute(delete(session).where(session.c.person == who, session.c.id.not_in(newest)))
            await connection.execute(
                insert(session).values(
                    id=self._random(8).hex(),
                    person=who,
                    token_hash=token.stored(),
                    client=client,
                    created_90k=now_90k,
                    seen_90k=now_90k,
                    ends_90k=now_90k + IDLE_S * TICKS_PER_S,
                )
            )
        return token

    async def who(self, token: Token) -> tuple[Person, Session]:
        """Who holds this token, or `NotSignedIn`. Slides the session's end. Asked by several at once, it is looked up
        once."""
        return await self._together.ask(token.stored(), lambda: self._who(token))

    async def _who(self, token: Token) -> tuple[Person, Session]:
        now_90k = self._clock.now_90k()
        both = (
            select(person, *(c.label(f"session_{c.name}") for c in session.c))
            .join(session, session.c.person == person.c.id)
            .where(session.c.token_hash == token.stored(), session.c.ends_90k > now_90k)
        )
        async with self._reader.connect() as connection:
            row = (await connection.execute(both)).one_or_none()
        if row is None:
            raise NotSignedIn("nobody is signed in here, or the session has ended", "sign in again")
        if abs(now_90k - row.session_seen_90k) > _WRITE_EVERY_S * TICKS_PER_S:
            if self._used is not None:
                self._used.session(token)
            else:
                await self._slide(row, now_90k)
        return read_person(row), _read_session(row)

    async def _slide(self, row: Row[Any], now_90k: int) -> None:
        ends_90k = min(now_90k + IDLE_S * TICKS_PER_S, row.session_created_90k + LONGEST_S * TICKS_PER_S)
        change = update(session).where(session.c.id == row.session_id)
        async with self._engine.begin() as connection:
            await connection.execute(change.values(seen_90k=now_90k, ends_90k=ends_90k))

    async def list(self, who: PersonId) -> list[Session]:
        """A person's sessions that have not ended, last used first."""
        theirs = (
            select(*(c.label(f"session_{c.name}") for c in session.c))
            .where(session.c.person == who, session.c.ends_90k > self._clock.now_90k())
            .order_by(session.c.seen_90k.desc())
        )
        async with self._reader.connect() as connection:
            return [_read_session(row) for row in await connection.execute(theirs)]

    async def end(self, token: Token) -> None:
        """Sign out. Harmless for a session that has ended."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(session).where(session.c.token_hash == token.stored()))

    async def end_one(self, who: PersonId, which: SessionId) -> None:
        """End one of a person's own sessions, or `NotFound`."""
        mine = delete(session).where(session.c.person == who, session.c.id == which)
        async with self._engine.begin() as connection:
            if (await connection.execute(mine)).rowcount == 0:
                raise NotFound("this session has ended or is not yours")

    async def end_others(self, who: PersonId, keep: SessionId | None) -> None:
        """End all of a person's sessions but one: after a new password, for instance."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(session).where(session.c.person == who, session.c.id != (keep or "")))


def _read_session(row: Row[Any]) -> Session:
    return Session(
        SessionId(row.session_id),
        PersonId(row.session_person),
        row.session_client,
        row.session_created_90k,
        row.session_seen_90k,
    )
