"""Camera groups: cameras under one name, who is limited to them, and who has a role in them.

A limit fails closed: somebody limited to a group that was emptied or removed reaches nothing of it, and somebody
limited to no group at all reaches no camera. Only a person with the right to it lifts a limit. A role in a group ends
with the group. The caller has checked the right and put the act on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NewType

from sqlalchemy import ColumnElement, Table, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from groundglass.errors import ConfigError, Conflict, NotFound
from groundglass.frosted.people.persons import name_key, parse_name
from groundglass.frosted.people.reach import Reach, reach_of
from groundglass.frosted.people.roles import Role
from groundglass.frosted.people.schema import (
    api_token_group,
    camera_group,
    camera_group_camera,
    person_group,
    person_role,
    reader_of,
)
from groundglass.frosted.people.standing import InGroups
from groundglass.frosted.people.tokens import Random

GroupId = NewType("GroupId", str)
"""16 hex digits."""

MAX_GROUPS: Final = 200
MAX_CAMERAS: Final = 4096


@dataclass(frozen=True, slots=True)
class CameraGroup:
    """A group, with the ids of its cameras in order."""

    id: GroupId
    name: str
    cameras: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleInGroup:
    """A role that somebody has at the cameras of a group."""

    group: CameraGroup
    role: Role


class Groups:
    """The tables of groups. Safe for use by several tasks."""

    def __init__(self, engine: AsyncEngine, random: Random) -> None:
        self._engine = engine
        self._reader = reader_of(engine)
        self._random = random

    async def list(self) -> tuple[CameraGroup, ...]:
        """All groups, by name."""
        async with self._reader.connect() as connection:
            rows = (await connection.execute(select(camera_group).order_by(camera_group.c.name_key))).all()
            cameras = defaultdict(list)
            for row in await connection.execute(select(camera_group_camera).order_by(camera_group_camera.c.camera)):
                cameras[row.camera_group].append(row.camera)
        return tuple(CameraGroup(GroupId(row.id), row.name, tuple(cameras[row.id])) for row in rows)

    async def get(self, which: GroupId) -> CameraGroup:
        """One group, or `NotFound`."""
        for group in await self.list():
            if group.id == which:
                return group
        raise no_such_group()

    async def names_for(self, who: str) -> tuple[str, ...]:
        """The names of the groups a person is limited to."""
        theirs = (
            select(camera_group.c.name)
            .join(person_group, person_group.c.camera_group == camera_group.c.id)
            .where(person_group.c.person == who)
            .order_by(camera_group.c.name_key)
        )
        async with self._reader.connect() as connection:
            return tuple((await connection.execute(theirs)).scalars())

    async def add(self, untrusted_name: str, cameras: Sequence[str]) -> GroupId:
        """A new group; `Conflict` when another has the name."""
        name, added = parse_name(untrusted_name), GroupId(self._random(8).hex())
        try:
            async with self._engine.begin() as connection:
                count = (await connection.execute(select(func.count()).select_from(camera_group))).scalar_one()
                if count >= MAX_GROUPS:
                    raise Conflict(f"a site has at most {MAX_GROUPS} camera groups", "remove one that is not used")
                row = {"id": added, "name": name, "name_key": name_key(name)}
                await connection.execute(insert(camera_group).values(row))
                await _fill(connection, added, cameras)
        except IntegrityError as error:
            raise _taken() from error
        return added

    async def change(self, which: GroupId, untrusted_name: str | None, cameras: Sequence[str] | None) -> None:
        """Another name, other cameras, or both. Whoever is limited to it, or has a role in it, reaches what it holds
        from their next request on; what they watch live is looked at anew within half a minute."""
        try:
            async with self._engine.begin() as connection:
                mine = camera_group.c.id == which
                name = None if untrusted_name is None else parse_name(untrusted_name)
                values = {"id": which} if name is None else {"name": name, "name_key": name_key(name)}
                if (await connection.execute(update(camera_group).where(mine).values(values))).rowcount == 0:
                    raise no_such_group()
                if cameras is not None:
                    await _fill(connection, which, cameras)
        except IntegrityError as error:
            raise _taken() from error

    async def remove(self, which: GroupId) -> None:
        """Whoever is limited to it keeps their limit, and reaches nothing through it any more. Roles in it end."""
        async with self._engine.begin() as connection:
            for table in (person_group, person_role, api_token_group, camera_group_camera):
                await connection.execute(delete(table).where(table.c.camera_group == which))
            if (await connection.execute(delete(camera_group).where(camera_group.c.id == which))).rowcount == 0:
                raise no_such_group()

    async def roles_of(self, who: str) -> tuple[RoleInGroup, ...]:
        """A person's roles in groups, by the groups' names."""
        async with self._reader.connect() as connection:
            theirs = await connection.execute(select(person_role).where(person_role.c.person == who))
            roles = {row.camera_group: Role(row.role) for row in theirs}
        return tuple(RoleInGroup(group, roles[group.id]) for group in await self.list() if group.id in roles)

    async def roles_by_camera(self, who: str) -> tuple[InGroups, ...]:
        """Each role that a person has in groups, with the cameras of all of these. A role in groups without cameras is
        still a role, and reaches nothing."""
        theirs = (
            select(person_role.c.role, camera_group_camera.c.camera)
            .outerjoin(camera_group_camera, camera_group_camera.c.camera_group == person_role.c.camera_group)
            .where(person_role.c.person == who)
        )
        cameras: defaultdict[Role, set[str]] = defaultdict(set)
        async with self._reader.connect() as connection:
            for row in await connection.execute(theirs):
                cameras[Role(row.role)].update(() if row.camera is None else (row.camera,))
        return tuple(InGroups(role, reach_of(cameras[role])) for role in sorted(cameras))

    async def reach_of_person(self, who: str) -> Reach:
        """The reach of a person who is limited."""
        return await self._reach(person_group, "person", who)

    async def reach_of_program(self, token: str) -> Reach:
        """The reach of a token that is limited."""
        return await self._reach(api_token_group, "api_token", token)

    async def _reach(self, table: Table, column: str, who: str) -> Reach:
        cameras = (
            select(camera_group_camera.c.camera)
            .join(table, table.c.camera_group == camera_group_camera.c.camera_group)
            .where(table.c[column] == who)
        )
        async with self._reader.connect() as connection:
            return reach_of((await connection.execute(cameras)).scalars())


async def limit(connection: AsyncConnection, table: Table, column: str, who: str, groups: Sequence[str]) -> None:
    """Limit a person or program to these groups, in place of others; inside the caller's transaction."""
    await connection.execute(delete(table).where(table.c[column] == who))
    wanted = sorted(set(groups))
    known = select(camera_group.c.id).where(camera_group.c.id.in_(wanted))
    if len((await connection.execute(known)).all()) != len(wanted):
        raise ConfigError("one of these camera groups is not there", "look at the groups once more")
    if wanted:
        await connection.execute(insert(table), [{column: who, "camera_group": group} for group in wanted])


async def end_roles(connection: AsyncConnection, who: str, group: str | None = None) -> int:
    """End a person's role in a group, or all of them; how many there were. Inside the caller's transaction."""
    those: ColumnElement[bool] = person_role.c.person == who
    if group is not None:
        those &= person_role.c.camera_group == group
    return (await connection.execute(delete(person_role).where(those))).rowcount


async def _fill(connection: AsyncConnection, group: GroupId, cameras: Sequence[str]) -> None:
    if len(cameras) > MAX_CAMERAS:
        raise ConfigError(f"a group has at most {MAX_CAMERAS} cameras")
    await connection.execute(delete(camera_group_camera).where(camera_group_camera.c.camera_group == group))
    rows = [{"camera_group": group, "camera": camera} for camera in sorted(set(cameras))]
    if rows:
        await connection.execute(insert(camera_group_camera), rows)


def no_such_group() -> NotFound:
    """What is said of a group that is not there, or not any more."""
    return NotFound("there is no such camera group", "it may have been removed: look at the groups once more")


def _taken() -> Conflict:
    return Conflict("another camera group has this name", "choose another name")
