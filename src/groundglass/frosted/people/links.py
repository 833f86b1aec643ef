"""One-time links: how somebody enters who has no other way yet.

A link is a token with an hour to live, or three days where an administrator invites somebody. It is printed by the
server at its start, or made by the command line, for whoever owns the data folder; reading that folder is already
more power than any link gives.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import NotSignedIn
from groundglass.frosted.people.persons import Person, PersonId, Persons, count_people, read_person
from groundglass.frosted.people.roles import Role
from groundglass.frosted.people.schema import one_time_link, person
from groundglass.frosted.people.tokens import Random, Token

LINK_LIFE_S: Final = 3600
INVITATION_LIFE_S: Final = 3 * 24 * 3600


class Links:
    """The one_time_link table. Safe for use by several tasks."""

    def __init__(self, engine: AsyncEngine, clock: Clock, random: Random, persons: Persons) -> None:
        self._engine = engine
        self._clock = clock
        self._random = random
        self._persons = persons

    async def make(self, for_person: PersonId | None) -> Token:
        """A new link for this person; `None` makes the one that lets the first person in.

        Every link becomes useless an hour after it was made, when it was used, and when a newer one
        for the same person is made.
        """
        async with self._engine.begin() as connection:
            return await self.make_in(connection, for_person, LINK_LIFE_S)

    async def make_in(self, connection: AsyncConnection, for_person: PersonId | None, life_s: int) -> Token:
        """The same inside the caller's transaction, for a link that lives `life_s` seconds."""
        token = Token.make(self._random)
        now_90k = self._clock.now_90k()
        same = one_time_link.c.person.is_(None) if for_person is None else one_time_link.c.person == for_person
        await connection.execute(delete(one_time_link).where(same | (one_time_link.c.ends_90k < now_90k)))
        await connection.execute(
            insert(one_time_link).values(
                token_hash=token.stored(), person=for_person, ends_90k=now_90k + life_s * TICKS_PER_S
            )
        )
        return token

    async def redeem(self, token: Token) -> Person:
        """The person this link lets in, once; `NotSignedIn` otherwise.

        1. Mark the link used where it is unused and has not ended; stop unless exactly one was.
        2. If it names a person, it is that person.
        3. If it names nobody and nobody is here, make the administrator.
        4. If it names nobody and somebody is here, refuse: the first person has been.

        All in one transaction that begins with the write, so two browsers cannot both pass 1, and a
        crash anywhere leaves the link unused and nobody made.
        """
        now_90k = self._clock.now_90k()
        mine = one_time_link.c.token_hash == token.stored()
        usable = one_time_link.c.used_90k.is_(None) & (one_time_link.c.ends_90k > now_90k)
        async with self._engine.begin() as connection:
            used = await connection.execute(update(one_time_link).where(mine & usable).values(used_90k=now_90k))
            if used.rowcount != 1:  # 1
                raise _spent()
            for_person = (await connection.execute(select(one_time_link.c.person).where(mine))).scalar_one()
            if for_person is not None:  # 2
                row = (await connection.execute(select(person).where(person.c.id == for_person))).one()
                return read_person(row)
            if await count_people(connection) == 0:  # 3
                return await self._persons.add(connection, Role.ADMINISTRATOR)
            raise _spent()  # 4


def _spent() -> NotSignedIn:
    return NotSignedIn(
        "this sign-in link was used, has ended, or never was one",
        "ask an administrator for a new link, or sign in with a password or passkey",
        "whoever runs the machine gets a new link with `groundglass link`",
    )
