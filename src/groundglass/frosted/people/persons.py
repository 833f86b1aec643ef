"""People: names and roles.

The caller has already decided that the change is allowed. A name is unique without regard to case, so that
nobody can sign in, or be written into a record, as somebody who looks the same.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, Final, NewType

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import ConfigError, Conflict, NotFound
from groundglass.frosted.people.roles import RIGHTS, Right, Role
from groundglass.frosted.people.schema import api_token, person, reader_of
from groundglass.frosted.people.tokens import Random

PersonId = NewType("PersonId", str)
"""16 hex digits."""

MAX_NAME_LENGTH: Final = 80


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in, or a program. `name` is empty until they have said it. `rights`, where given, leaves
    only those of the role's; `is_limited`: to the cameras of their groups; `has_roles_in_groups`: besides the one at
    the site, which is what `may` is about (standing.py)."""

    id: PersonId
    name: str
    role: Role
    has_password: bool
    is_limited: bool = False
    rights: frozenset[Right] | None = None
    has_roles_in_groups: bool = False

    def may(self, right: Right) -> bool:
        """Whether their role at the site gives this. At which cameras, and what roles in groups give besides, says
        their standing."""
        return right in RIGHTS[self.role] and (self.rights is None or right in self.rights)


def parse_name(untrusted_name: str) -> str:
    """The name in one normal form, or `ConfigError`."""
    name = unicodedata.normalize("NFC", " ".join(untrusted_name.split()))
    if not 1 <= len(name) <= MAX_NAME_LENGTH or not name.isprintable():
        raise ConfigError(f"a name has 1 to {MAX_NAME_LENGTH} characters")
    return name


def name_key(name: str) -> str:
    """What two names that look the same have in common."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


class Persons:
    """The person table. Safe for use by several tasks."""

    def __init__(self, engine: AsyncEngine, clock: Clock, random: Random) -> None:
        self._engine = engine
        self._reader = reader_of(engine)
        self._clock = clock
        self._random = random

    async def is_empty(self) -> bool:
        """Whether nobody has ever signed in here."""
        async with self._reader.connect() as connection:
            return await count_people(connection) == 0

    async def get(self, which: PersonId) -> Person:
        """The person, or `NotFound`. Somebody removed is still found: histories name them."""
        async with self._reader.connect() as connection:
            row = (await connection.execute(select(person).where(person.c.id == which))).one_or_none()
        if row is None:
            raise NotFound("this person is not known here")
        return read_person(row)

    async def get_present(self, which: PersonId) -> Person:
        """The person while they belong to the site, or `NotFound`."""
        here = select(person).where(person.c.id == which, person.c.removed_90k.is_(None))
        async with self._reader.connect() as connection:
            row = (await connection.execute(here)).one_or_none()
        if row is None:
            raise NotFound("this person is not known here")
        return read_person(row)

    async def find(self, untrusted_name: str) -> tuple[Person | None, str | None]:
        """The person of this name and their password hash, where there are such."""
        key = name_key(untrusted_name[: 4 * MAX_NAME_LENGTH])
        async with self._reader.connect() as connection:
            row = (await connection.execute(select(person).where(person.c.name_key == key))).one_or_none()
        return (None, None) if row is None else (read_person(row), row.password_hash)

    async def list(self) -> list[Person]:
        """Everybody who may sign in, longest here first."""
        here = select(person).where(person.c.removed_90k.is_(None)).order_by(person.c.created_90k, person.c.id)
        async with self._reader.connect() as connection:
            rows = await connection.execute(here)
            return [read_person(row) for row in rows]

    async def names(self) -> dict[PersonId, str]:
        """Everybody's name by id, programs and those who were removed among them: histories name them."""
        both = select(person.c.id, person.c.name).union_all(select(api_token.c.id, api_token.c.name))
        async with self._reader.connect() as connection:
            return {PersonId(row.id): row.name for row in await connection.execute(both)}

    async def rename(self, which: PersonId, untrusted_name: str) -> None:
        """Give a person a name; `Conflict` when another has it."""
        name = parse_name(untrusted_name)
        change = update(person).where(person.c.id == which).values(name=name, name_key=name_key(name))
        try:
            async with self._engine.begin() as connection:
                changed = (await connection.execute(change)).rowcount
        except IntegrityError as error:
            raise Conflict("somebody here already has this name", "choose another name") from error
        if changed == 0:
            raise NotFound("this person is not known here")

    async def set_password_hash(self, which: PersonId, password_hash: str) -> None:
        """Replace the password."""
        async with self._engine.begin() as connection:
            await connection.execute(update(person).where(person.c.id == which).values(password_hash=password_hash))

    async def add(self, connection: AsyncConnection, role: Role) -> Person:
        """A new person without a name, inside the caller's transaction."""
        added = Person(PersonId(self._random(8).hex()), "", role, has_password=False)
        await connection.execute(
            insert(person).values(id=added.id, name="", role=role.value, created_90k=self._clock.now_90k())
        )
        return added


async def count_people(connection: AsyncConnection) -> int:
    """How many people there are, inside the caller's transaction."""
    return (await connection.execute(select(func.count()).select_from(person))).scalar_one()


def read_person(row: Row[Any]) -> Person:
    """A row of the person table."""
    return Person(
        PersonId(row.id),
        row.name,
        Role(row.role),
        row.password_hash is not None,
        is_limited=bool(row.is_limited),
        has_roles_in_groups=bool(row.has_roles_in_groups),
    )
