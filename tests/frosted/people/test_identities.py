"""What becomes of roles in camera groups, which people give by hand, when a provider decides the role at the site."""

from __future__ import annotations

import pytest

from groundglass.frosted.people.groups import GroupId
from groundglass.frosted.people.house import People
from groundglass.frosted.people.identities import Account
from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.people.roles import Role


def account(role: Role | None) -> Account:
    return Account("https://login.example.org", "ada", "", "Ada", role)


@pytest.fixture
async def held(people: People) -> tuple[PersonId, GroupId]:
    """A viewer by what the provider says, and operator of a group by hand."""
    who = (await people.identities.enter(account(Role.VIEWER))).id
    gates = await people.groups.add("Gates", ["gate"])
    await people.members.give_role(who, gates, Role.OPERATOR)
    return who, gates


async def roles_now(people: People, who: PersonId) -> dict[str, Role]:
    return {held.group.name: held.role for held in await people.groups.roles_of(who)}


async def test_another_role_from_the_provider_leaves_roles_in_groups_as_they_are(
    people: People, held: tuple[PersonId, GroupId]
) -> None:
    who, _ = held
    for role in (Role.RESPONDER, Role.RESPONDER, Role.AUDITOR, Role.VIEWER):
        assert (await people.identities.enter(account(role))).role is role
        assert await roles_now(people, who) == {"Gates": Role.OPERATOR}


async def test_roles_in_groups_end_for_whom_the_provider_makes_administrator_and_do_not_come_back(
    people: People, held: tuple[PersonId, GroupId]
) -> None:
    who, _ = held
    assert (await people.identities.enter(account(Role.ADMINISTRATOR))).role is Role.ADMINISTRATOR
    assert await roles_now(people, who) == {}
    assert (await people.identities.enter(account(Role.VIEWER))).role is Role.VIEWER
    assert await roles_now(people, who) == {}
    standing = await people.standing(who)
    assert standing.in_groups == ()
