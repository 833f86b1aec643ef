"""Who belongs to the site: inviting somebody, changing what they may do here or in a camera group, removing them.

Apart from `persons`, which reads and writes one person: here are the acts of one person upon another, and the one rule
they share. Every site keeps somebody who can set it up: the last administrator who can sign in is neither removed nor
given another role. The caller has checked the right, and has put the act on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import ConfigError, Conflict, NotFound
from groundglass.frosted.people.groups import GroupId, end_roles, limit, no_such_group
from groundglass.frosted.people.links import INVITATION_LIFE_S, Links
from groundglass.frosted.people.persons import Person, PersonId, Persons, read_person
from groundglass.frosted.people.roles import Role, may_be_limited
from groundglass.frosted.people.schema import (
    camera_group,
    identity,
    one_time_link,
    passkey,
    person,
    person_group,
    person_role,
    reader_of,
    recovery_code,
    session,
)
from groundglass.frosted.people.standing import IN_GROUPS
from groundglass.frosted.people.tokens import Token

MAX_MEMBERS: Final = 2000


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the site. `has_way_in` is false until an invitation was taken up; `seen_90k` is their newest use.
    `groups` is None for the whole site; `roles` are those in groups, by the groups' ids; `email` is where an invitation
    that waits was sent to."""

    person: Person
    groups: tuple[str, ...] | None
    roles: Mapping[str, Role]
    email: str | None
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


def parse_email(untrusted_address: str) -> str:
    """A mail address in the one form it is compared in, or `ConfigError`. Whether it exists is not asked."""
    address = untrusted_address.strip().casefold()
    name, _, host = address.rpartition("@")
    if not name or "." not in f"{host}." or not host or len(address) > 254 or any(c.isspace() for c in address):
        raise ConfigError(f"{untrusted_address[:60]!r} is not a mail address", "write it as ada@example.org")
    return address


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
        accounts = select(func.count()).where(identity.c.person == person.c.id).scalar_subquery()
        invited = (
            select(func.max(one_time_link.c.ends_90k))
            .where(one_time_link.c.person == person.c.id, one_time_link.c.used_90k.is_(None))
            .scalar_subquery()
        )
        everybody = (
            select(
                person,
                seen.label("seen_90k"),
                keys.label("keys"),
                accounts.label("accounts"),
                invited.label("invited_90k"),
            )
            .where(person.c.removed_90k.is_(None))
            .order_by(person.c.created_90k, person.c.id)
        )
        async with self._reader.connect() as connection:
            rows = (await connection.execute(everybody)).all()
            groups = defaultdict(list)
            for row in await connection.execute(select(person_group)):
                groups[row.person].append(row.camera_group)
            roles: defaultdict[str, dict[str, Role]] = defaultdict(dict)
            for row in await connection.execute(select(person_role)):
                roles[row.person][row.camera_group] = Role(row.role)
        return [
            Member(
                person=read_person(row),
                groups=tuple(groups[row.id]) if row.is_limited else None,
                roles=roles[row.id],
                email=row.invited_email,
                has_way_in=row.password_hash is not None or row.keys > 0 or row.accounts > 0,
                created_90k=row.created_90k,
                seen_90k=row.seen_90k,
                invited_until_90k=row.invited_90k if (row.invited_90k or 0) > now_90k else None,
            )
            for row in rows
        ]

    async def invite(self, role: Role, groups: Sequence[str] | None = None, email: str | None = None) -> Invitation:
        """A new person without a name, and their way in: limited to `groups` unless that is None, and let in by an
        account kept elsewhere with this address as well. `Conflict` beyond two thousand people."""
        _may_limit(role, groups)
        async with self._engine.begin() as connection:
            added = await self._persons.add(connection, role)
            await _settle(connection, added.id, role, groups)
            if email is not None:
                await _expect(connection, added.id, parse_email(email))
            here = select(func.count()).select_from(person).where(person.c.removed_90k.is_(None))
            if (await connection.execute(here)).scalar_one() > MAX_MEMBERS:
                raise Conflict(f"a site has at most {MAX_MEMBERS} people", "remove those who have left")
            return await self._way_in(connection, added)

    async def invite_again(self, who: PersonId) -> Invitation:
        """A new way in for somebody who lost theirs, or never took it up. Earlier links of theirs end; what they
        sign in with stays."""
        async with self._engine.begin() as connection:
            return await self._way_in(connection, await _here(connection, who))

    async def change_role(self, who: PersonId, role: Role, groups: Sequence[str] | None = None) -> Person:
        """Another role at the site and reach, from their next request on; roles in groups stay, except for whoever
        becomes administrator. `Conflict` for the last administrator who can sign in."""
        _may_limit(role, groups)
        async with self._engine.begin() as connection:
            await connection.execute(update(person).where(person.c.id == who).values(id=who))  # it begins with a write
            old = await _here(connection, who)
            await _settle(connection, who, role, groups)
            if old.role is Role.ADMINISTRATOR:
                await _keep_an_administrator(connection)
            return await _here(connection, who)

    async def give_role(self, who: PersonId, group: GroupId, role: Role) -> None:
        """A role at the cameras of a group, in place of the one they have there; from their next request on."""
        if role not in IN_GROUPS:
            names = ", ".join(each.value for each in IN_GROUPS)
            raise ConfigError(f"nobody is {role.value} in a camera group: that is for a whole site", f"choose {names}")
        async with self._engine.begin() as connection:
            await connection.execute(update(person).where(person.c.id == who).values(has_roles_in_groups=True))
            if (await _here(connection, who)).role is Role.ADMINISTRATOR:
                raise ConfigError(
                    "an administrator may do everything already", "give them another role at the site first"
                )
            known = select(camera_group.c.id).where(camera_group.c.id == group)
            if (await connection.execute(known)).first() is None:
                raise no_such_group()
            await end_roles(connection, who, group)
            row = {"person": who, "camera_group": group, "role": role.value}
            await connection.execute(insert(person_role).values(row))

    async def take_role(self, who: PersonId, group: GroupId) -> None:
        """What they may do at the cameras of this group is what their role at the site says again."""
        async with self._engine.begin() as connection:
            if await end_roles(connection, who, group) == 0:
                raise NotFound("this person has no role in this group", "look at the people once more")

    async def remove(self, who: PersonId) -> Person:
        """Sign somebody out everywhere, for good.

        1. Their sessions, links, passkeys, codes, accounts and password are deleted; their API tokens end with them.
        2. Their name stays, so that histories can be read, and may be taken by somebody else.
        3. If no administrator who can sign in is left, nothing of this has happened: `Conflict`.

        Live pictures they are watching stop within a minute (web/sockets.py).
        """
        async with self._engine.begin() as connection:
            gone = await _here(connection, who)
            for table in (session, one_time_link, passkey, recovery_code, identity, person_group, person_role):  # 1
                await connection.execute(delete(table).where(table.c.person == who))
            kept = {
                "removed_90k": self._clock.now_90k(),
                "name_key": None,
                "password_hash": None,
                "invited_email": None,
            }
            await connection.execute(update(person).where(person.c.id == who).values(kept))  # 2
            await _keep_an_administrator(connection)  # 3
            return gone

    async def _way_in(self, connection: AsyncConnection, who: Person) -> Invitation:
        token = await self._links.make_in(connection, who.id, INVITATION_LIFE_S)
        return Invitation(who, token, self._clock.now_90k() + INVITATION_LIFE_S * TICKS_PER_S)


def _may_limit(role: Role, groups: Sequence[str] | None) -> None:
    if groups is not None and not may_be_limited(role):
        raise ConfigError(
            f"somebody who is {role.value} reaches the whole site: what they do is about all of it",
            "choose another role, or no limit",
        )


async def _settle(connection: AsyncConnection, who: PersonId, role: Role, groups: Sequence[str] | None) -> None:
    values = {"role": role.value, "is_limited": groups is not None}
    await connection.execute(update(person).where(person.c.id == who).values(values))
    await limit(connection, person_group, "person", who, groups or ())
    if role is Role.ADMINISTRATOR:  # nothing is to come back when they are administrator no more
        await end_roles(connection, who)


async def _expect(connection: AsyncConnection, who: PersonId, email: str) -> None:
    taken = select(person.c.id).where(person.c.invited_email == email)
    if (await connection.execute(taken)).first() is not None:
        raise Conflict("somebody with this mail address is invited already", "make a new link for them instead")
    await connection.execute(update(person).where(person.c.id == who).values(invited_email=email))


async def _here(connection: AsyncConnection, who: PersonId) -> Person:
    found = select(person).where(person.c.id == who, person.c.removed_90k.is_(None))
    row = (await connection.execute(found)).one_or_none()
    if row is None:
        raise NotFound("this person is not known here")
    return read_person(row)


async def _keep_an_administrator(connection: AsyncConnection) -> None:
    """`Conflict`, which undoes the transaction, unless an administrator who can sign in is left."""
    has_key = select(passkey.c.id).where(passkey.c.person == person.c.id).exists()
    has_account = select(identity.c.subject).where(identity.c.person == person.c.id).exists()
    able = select(func.count()).where(
        person.c.role == Role.ADMINISTRATOR.value,
        person.c.removed_90k.is_(None),
        person.c.password_hash.is_not(None) | has_key | has_account,
    )
    if (await connection.execute(able)).scalar_one() == 0:
        raise Conflict(
            "this is the last administrator who can sign in here",
            "make somebody else administrator first, then try again",
        )
