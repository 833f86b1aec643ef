"""Accounts kept elsewhere, and whom of this site they are.

What the provider says has been proven (oidc/); here it is decided who that is, or that it is nobody. An account is
known by its issuer and subject and by nothing else: an address of mail can be given to somebody else, and serves once,
to take up an invitation.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import Conflict, NotInvited
from groundglass.frosted.people.groups import end_roles
from groundglass.frosted.people.persons import MAX_NAME_LENGTH, Person, PersonId, Persons, name_key, read_person
from groundglass.frosted.people.roles import Role
from groundglass.frosted.people.schema import identity, one_time_link, person, reader_of


@dataclass(frozen=True, slots=True)
class Account:
    """What a provider says of somebody, proven. `email` is empty unless the provider has verified it; `role` is what
    the site gives to what the provider says of them, None where that is nothing."""

    issuer: str
    subject: str
    email: str
    name: str
    role: Role | None


class Identities:
    """The table of accounts. Safe for use by several tasks."""

    def __init__(self, engine: AsyncEngine, clock: Clock, persons: Persons) -> None:
        self._engine = engine
        self._reader = reader_of(engine)
        self._clock = clock
        self._persons = persons

    async def of(self, who: PersonId) -> list[str]:
        """The issuers of a person's accounts."""
        async with self._reader.connect() as connection:
            theirs = select(identity.c.issuer).where(identity.c.person == who).order_by(identity.c.issuer)
            return list((await connection.execute(theirs)).scalars())

    async def enter(self, account: Account) -> Person:
        """Whom this account is, or `NotInvited`.

        1. An account that is known is its person. Where the provider decides their role, it is what the provider says
           now; one of whom it says nothing any more stays outside.
        2. Otherwise, a verified address that was invited takes up the invitation: the account is that person's from now
           on, the address is forgotten, and links that were made for them are void.
        3. Otherwise, where the site gives a role to what the provider says, there is a new person of that role.
        4. Otherwise nobody is let in.

        All in one transaction that begins with a write, so that an invitation is taken up once.
        """
        async with self._engine.begin() as connection:
            this = (identity.c.issuer == account.issuer) & (identity.c.subject == account.subject)
            await connection.execute(update(identity).where(this).values(subject=account.subject))
            known = (await connection.execute(select(identity).where(this))).one_or_none()
            if known is not None:  # 1
                if known.by_claim:
                    return await self._with_role(connection, PersonId(known.person), account.role)
                return await _read(connection, PersonId(known.person))
            invited = select(person.c.id).where(person.c.invited_email == account.email, person.c.removed_90k.is_(None))
            found = (await connection.execute(invited)).scalar_one_or_none() if account.email else None
            if found is not None:  # 2
                await self._bind(connection, PersonId(found), account, by_claim=False)
                await connection.execute(update(person).where(person.c.id == found).values(invited_email=None))
                await connection.execute(delete(one_time_link).where(one_time_link.c.person == found))
                return await _named(connection, PersonId(found), account)
            if account.role is not None:  # 3
                added = await self._persons.add(connection, account.role)
                await self._bind(connection, added.id, account, by_claim=True)
                return await _named(connection, added.id, account)
            raise NotInvited("this account is not known here", "ask an administrator of the site to invite you")  # 4

    async def link(self, who: PersonId, account: Account) -> None:
        """Let a person who is signed in sign in with this account too; `Conflict` when it is somebody's already."""
        try:
            async with self._engine.begin() as connection:
                await self._bind(connection, who, account, by_claim=False)
        except IntegrityError as error:
            raise Conflict("this account signs in somebody of this site already", "use another account") from error

    async def unlink(self, who: PersonId, issuer: str) -> None:
        """A person's accounts with an issuer open nothing here any more."""
        theirs = (identity.c.person == who) & (identity.c.issuer == issuer)
        async with self._engine.begin() as connection:
            await connection.execute(delete(identity).where(theirs))

    async def _bind(self, connection: AsyncConnection, who: PersonId, account: Account, *, by_claim: bool) -> None:
        row = {"issuer": account.issuer, "subject": account.subject, "person": who, "by_claim": by_claim}
        await connection.execute(insert(identity).values(row | {"created_90k": self._clock.now_90k()}))

    async def _with_role(self, connection: AsyncConnection, who: PersonId, role: Role | None) -> Person:
        if role is None:
            raise NotInvited("your account gives you no role here any more", "ask whoever manages accounts")
        before = (await _read(connection, who)).role
        if before is not role:
            # A limit to camera groups was decided for the old role; it is lifted only by a person. Roles in groups were
            # given by hand and stay, except for administrators, who have none: nothing is to come back later.
            await connection.execute(update(person).where(person.c.id == who).values(role=role.value))
            if Role.ADMINISTRATOR in (before, role):
                await end_roles(connection, who)
        return await _read(connection, who)


async def _read(connection: AsyncConnection, who: PersonId) -> Person:
    here = select(person).where(person.c.id == who, person.c.removed_90k.is_(None))
    row = (await connection.execute(here)).one_or_none()
    if row is None:
        raise NotInvited("this account is not known here any more", "ask an administrator of the site to invite you")
    return read_person(row)


async def _named(connection: AsyncConnection, who: PersonId, account: Account) -> Person:
    """The person, called as the provider says where nobody else is; otherwise they say it themselves."""
    name = " ".join(account.name.split())[:MAX_NAME_LENGTH]
    taken = select(person.c.id).where(person.c.name_key == name_key(name))
    if name and name.isprintable() and (await connection.execute(taken)).first() is None:
        mine = (person.c.id == who) & (person.c.name == "")
        await connection.execute(update(person).where(mine).values(name=name, name_key=name_key(name)))
    return await _read(connection, who)
