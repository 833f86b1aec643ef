"""Tokens of programs: an integration that reads events, a script that exports.

A program is known by a name, may do what its rights say and reaches what its groups hold, and never more than the
person who made its token may do now, camera by camera: by their role at the site, and by those in groups. When they are
removed, it ends. What is a person's own to do (an account, a password, a request to open an original, a task) is no
right a program can have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import ConfigError, Conflict, NotFound, NotSignedIn
from groundglass.frosted.people.groups import Groups, limit
from groundglass.frosted.people.persons import Person, PersonId, parse_name, read_person
from groundglass.frosted.people.reach import WHOLE_SITE
from groundglass.frosted.people.roles import WHOLE_SITE_RIGHTS, Right
from groundglass.frosted.people.schema import api_token, api_token_group, person, reader_of
from groundglass.frosted.people.standing import Standing
from groundglass.frosted.people.tokens import Random, Token, UsedElsewhere

PREFIX: Final = "gg_"
"""What a token begins with, so that one that leaked into a repository is recognised by those who look for such."""

PROGRAM_RIGHTS: Final = (Right.SEE, Right.EXPORT, Right.INCIDENTS, Right.SUPERVISE, Right.SET_UP, Right.AUDIT)
MAX_TOKENS: Final = 200
LONGEST_DAYS: Final = 3660
_WRITE_EVERY_S: Final = 300


@dataclass(frozen=True, slots=True)
class Program:
    """A token, as it is listed. `groups` is None where it reaches what its maker reaches."""

    id: PersonId
    name: str
    made_by: PersonId
    rights: tuple[Right, ...]
    groups: tuple[str, ...] | None
    created_90k: int
    ends_90k: int | None
    seen_90k: int | None


class Programs:
    """The tables of tokens. Safe for several tasks. With `used` they are only read, and whoever writes is told."""

    def __init__(
        self, engine: AsyncEngine, clock: Clock, random: Random, groups: Groups, used: UsedElsewhere | None = None
    ) -> None:
        self._engine = engine
        self._reader = reader_of(engine)
        self._clock = clock
        self._random = random
        self._groups = groups
        self._used = used

    async def list(self) -> tuple[Program, ...]:
        """Every token that was not revoked, newest first; those that ended stay until they are."""
        those = select(api_token).where(api_token.c.revoked_90k.is_(None)).order_by(api_token.c.created_90k.desc())
        async with self._reader.connect() as connection:
            rows = (await connection.execute(those)).all()
            groups = defaultdict(list)
            for row in await connection.execute(select(api_token_group)):
                groups[row.api_token].append(row.camera_group)
        return tuple(_program(row, tuple(groups[row.id])) for row in rows)

    def new_id(self) -> PersonId:
        """What the ledger calls a token, before there is one."""
        return PersonId(self._random(8).hex())

    async def add(
        self,
        which: PersonId,
        untrusted_name: str,
        made_by: Person,
        rights: Sequence[Right],
        groups: Sequence[str] | None,
        life_days: int | None,
    ) -> Token:
        """A new token, told this once. `ConfigError` for rights its maker has not, or that no program may have."""
        name, now_90k = parse_name(untrusted_name), self._clock.now_90k()
        _check(rights, made_by, is_limited=groups is not None)
        token = Token.make(self._random)
        async with self._engine.begin() as connection:
            here = select(func.count()).select_from(api_token).where(api_token.c.revoked_90k.is_(None))
            if (await connection.execute(here)).scalar_one() >= MAX_TOKENS:
                raise Conflict(f"a site has at most {MAX_TOKENS} API tokens", "revoke those that are not used")
            await connection.execute(
                insert(api_token).values(
                    id=which,
                    token_hash=token.stored(),
                    name=name,
                    made_by=made_by.id,
                    rights=" ".join(sorted(set(rights))),
                    is_limited=groups is not None,
                    created_90k=now_90k,
                    ends_90k=None if life_days is None else now_90k + life_days * 86_400 * TICKS_PER_S,
                )
            )
            await limit(connection, api_token_group, "api_token", which, groups or ())
        return token

    async def revoke(self, which: str) -> None:
        """It opens nothing from the next request on."""
        mine = (api_token.c.id == which) & api_token.c.revoked_90k.is_(None)
        async with self._engine.begin() as connection:
            change = update(api_token).where(mine).values(revoked_90k=self._clock.now_90k())
            if (await connection.execute(change)).rowcount == 0:
                raise NotFound("there is no such API token", "it may have been revoked already")

    async def who(self, untrusted_text: str) -> Standing:
        """Whose token this is, and what it may do where; `NotSignedIn` when it opens nothing (any more)."""
        token = Token.parse(untrusted_text.removeprefix(PREFIX))
        return await self._standing(api_token.c.token_hash == token.stored(), shown=untrusted_text)

    async def standing(self, which: str) -> Standing:
        """The same by the token's id."""
        return await self._standing(api_token.c.id == which)

    async def _standing(self, which: ColumnElement[bool], *, shown: str | None = None) -> Standing:
        """1. The token is there, was not revoked and has not ended. 2. So is its maker. 3. Rights and cameras are what
        both have, by each of the maker's roles. 4. That it was used is written at most every five minutes."""
        now_90k = self._clock.now_90k()
        both = (
            select(person, *(c.label(f"token_{c.name}") for c in api_token.c))
            .join(api_token, api_token.c.made_by == person.c.id)
            .where(which, api_token.c.revoked_90k.is_(None), person.c.removed_90k.is_(None))  # 2
        )
        async with self._reader.connect() as connection:
            row = (await connection.execute(both)).one_or_none()
        if row is None or (row.token_ends_90k is not None and row.token_ends_90k <= now_90k):  # 1
            raise NotSignedIn(
                "this API token is not valid here, or not any more", "have an administrator make a new one"
            )
        maker = read_person(row)
        only = await self._groups.reach_of_program(row.token_id) if row.token_is_limited else WHOLE_SITE
        reach = (await self._groups.reach_of_person(maker.id) if maker.is_limited else WHOLE_SITE).within(only)  # 3
        rights = frozenset(map(Right, row.token_rights.split()))
        held = await self._groups.roles_by_camera(maker.id) if maker.has_roles_in_groups else ()
        if shown is not None and now_90k - (row.token_seen_90k or 0) > _WRITE_EVERY_S * TICKS_PER_S:  # 4
            await self._note_use(row.token_id, shown, now_90k)
        program = Person(
            PersonId(row.token_id), row.token_name, maker.role, False, is_limited=not reach.is_whole, rights=rights
        )
        return Standing(program, reach, tuple(one.narrowed(rights, only) for one in held))

    async def _note_use(self, which: str, shown: str, now_90k: int) -> None:
        if self._used is not None:
            self._used.program(shown)
            return
        async with self._engine.begin() as writing:
            used = update(api_token).where(api_token.c.id == which)
            await writing.execute(used.values(seen_90k=now_90k))


def _check(rights: Sequence[Right], maker: Person, *, is_limited: bool) -> None:
    if not rights:
        raise ConfigError("an API token without a right opens nothing", "choose what the program may do")
    for right in rights:
        if right not in PROGRAM_RIGHTS or not maker.may(right):
            raise ConfigError(f"no program of yours may have the right {right.value!r}", "leave it out")
        if is_limited and right in WHOLE_SITE_RIGHTS:
            raise ConfigError(
                f"the right {right.value!r} is for the whole site, and this token is limited to camera groups",
                "leave the right out, or let the token reach the whole site",
            )


def _program(row: Row[Any], groups: tuple[str, ...]) -> Program:
    return Program(
        PersonId(row.id),
        row.name,
        PersonId(row.made_by),
        tuple(Right(right) for right in row.rights.split()),
        groups if row.is_limited else None,
        row.created_90k,
        row.ends_90k,
        row.seen_90k,
    )
