"""Who belongs to the site: inviting somebody, changing what they may do, removing them.

Apart from `persons`, which reads and writes one person: here are the acts of one person upon another, and the one rule
they share. Every site keeps somebody who can set it up: the last administrator who can sign in is neither removed nor
given another role. The caller has checked the right, and has put the act on record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import ConfigError, Conflict, NotFound
from groundglass.frosted.people.links import INVITATION_LIFE_S, Links
from groundglass.frosted.people.persons import Person, PersonId, Persons, read_person
from groundglass.frosted.people.roles import Role
from groundglass.frosted.people.schema import one_time_link, passkey, person, reader_of, session
from groundglass.frosted.people.tokens import Token

MAX_MEMBERS: Final = 2000


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the site. `has_way_in` is false until an invitation was taken up; `seen_90k` is their newest use."""

    person: Person
    has_way_in: bool
    created_90k: int
    seen_90k: int | None
    invited_until_90k: int | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A way in for one person, once. The token is shown to whoever made it, and never again."""

    person: Person
    token: Token
    ends_90k: int


def parse_role(untrusted_role: str) -> Role:
    """The role, or `ConfigError` that names them all."""
    try:
        return Role(untrusted_role)
    except ValueError:
        names = ", ".join(role.value for role in Role)
        raise ConfigError(f"{untrusted_role[:40]!r} is not a role", f"choose one of {names}") from None


class Members:
    """Acts upon people. Safe for use by several tasks: each act is one transaction that begins with a write."""

    def __init__(self, engine: AsyncEngine, clock: Clock, persons: Persons, links: Links) -> None:
        self._engine = engine
        self._reader = reader_of(engine)
        self._clock = clock
        self._persons = persons
        self._links = links

    async def list(self) -> list[Member]:
        """Everybody who belongs to the site, longest here first."""
        now_90k = self._clock.now_90k()
        seen = select(func.max(session.c.seen_90k)).where(session.c.person == person.c.id).scalar_subquery()
        keys = select(func.count()).where(passkey.c.person == person.c.id).scalar_subquery()
        invited = (
            select(func.max(one_time_link.c.ends_90k))
            .where(one_time_link.c.person == person.c.id, one_time_link.c.used_90k.is_(None))
            .scalar_subquery()
        )
        everybody = (
            select(person, seen.label("seen_90k"), keys.label("keys"), invited.label("invited_90k"))
            .where(person.c.removed_90k.is_(None))
            .order_by(person.c.created_90k, person.c.id)
        )
        async with self._reader.connect() as connection:
            rows = (await connection.execute(everybody)).all()
        return [
            Member(
                person=read_person(row),
                has_way_in=row.password_hash is not None or row.keys > 0,
                created_90k=row.created_90k,
                seen_90k=row.seen_90k,
                invited_until_90k=row.invited_90k if (row.invited_90k or 0) > now_90k else None,
            )
            for row in rows
        ]

    async def invite(self, role: Role) -> Invitation:
        """A new person without a name, and their way in. `Conflict` beyond two thousand people."""
        async with self._engine.begin() as connection:
            added = await self._persons.add(connection, role)
            here = select(func.count()).select_from(person).where(person.c.removed_90k.is_(None))
            if (await connection.execute(here)).scalar_one() > MAX_MEMBERS:
                raise Conflict(f"a site has at most {MAX_MEMBERS} people", "remove those who have left")
            return await self._way_in(connection, added)

    async def invite_again(self, who: PersonId) -> Invitation:
        """A new way in for somebody who lost theirs, or never took it up. Earlier links of theirs end; what they
        sign in with stays."""
        async with self._engine.begin() as connection:
            return await self._way_in(connection, await _here(connection, who))

    async def change_role(self, who: PersonId, role: Role) -> Person:
        """Another role, from their next request on. `Conflict` for the last administrator who can sign in."""
        async with self._engine.begin() as connection:
            await connection.execute(update(person).where(person.c.id == who).values(role=role.value))
            changed = await _here(connection, who)
            await _keep_an_administrator(connection)
            return changed

    async def remove(self, who: PersonId) -> Person:
        """Sign somebody out everywhere, for good.

        1. Their sessions, links, passkeys and password are deleted.
        2. Their name stays, so that histories can be read, and may be taken by somebody else.
        3. If no administrator who can sign in is left, nothing of this has happened: `Conflict`.

        Live pictures they are watching stop within a minute (web/sockets.py).
        """
        async with self._engine.begin() as connection:
            gone = await _here(connection, who)
            for table in (session, one_time_link, passkey):  # 1
                await connection.execute(delete(table).where(table.c.person == who))
            kept = {"removed_90k": self._clock.now_90k(), "name_key": None, "password_hash": None}
            await connection.execute(update(person).where(person.c.id == who).values(kept))  # 2
            await _keep_an_administrator(connection)  # 3
            return gone

    async def _way_in(self, connection: AsyncConnection, who: Person) -> Invitation:
        token = await self._links.make_in(connection, who.id, INVITATION_LIFE_S)
        return Invitation(who, token, self._clock.now_90k() + INVITATION_LIFE_S * TICKS_PER_S)


async def _here(connection: AsyncConnection, who: PersonId) -> Person:
    found = select(person).where(person.c.id == who, person.c.removed_90k.is_(None))
    row = (await connection.execute(found)).one_or_none()
    if row is None:
        raise NotFound("this person is not known here")
    return read_person(row)


async def _keep_an_administrator(connection: AsyncConnection) -> None:
    """`Conflict`, which undoes the transaction, unless an administrator who can sign in is left."""
    has_key = select(passkey.c.id).where(passkey.c.person == person.c.id).exists()
    able = select(func.count()).where(
        person.c.role == Role.ADMINISTRATOR.value,
        person.c.removed_90k.is_(None),
        person.c.password_hash.is_not(None) | has_key,
    )
    if (await connection.execute(able)).scalar_one() == 0:
        raise Conflict(
            "this is the last administrator who can sign in here",
            "make somebody else administrator first, then try again",
        )
