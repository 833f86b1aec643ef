"""Inviting people, changing what they may do, and removing them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest

from groundglass.clock import SimulatedClock
from groundglass.errors import ConfigError, Conflict, NotFound, NotSignedIn
from groundglass.frosted.people.house import People
from groundglass.frosted.people.links import INVITATION_LIFE_S
from groundglass.frosted.people.members import parse_role
from groundglass.frosted.people.persons import Person, PersonId
from groundglass.frosted.people.roles import Role


@pytest.fixture
async def owner(people: People) -> Person:
    """The first administrator, with a password."""
    person = await people.sign_in.by_link((await people.sign_in_link()).reveal(), "here")
    await people.persons.rename(person.id, "Ada")
    await people.persons.set_password_hash(person.id, await people.passwords.hash("correct horse battery"))
    return person


async def test_an_invitation_lets_one_person_in_once_with_the_role_it_was_made_for(
    people: People, owner: Person
) -> None:
    invitation = await people.members.invite(Role.OPERATOR)
    came = await people.sign_in.by_link(invitation.token.reveal(), "there")
    assert (came.id, came.role) == (invitation.person.id, Role.OPERATOR)
    with pytest.raises(NotSignedIn):
        await people.sign_in.by_link(invitation.token.reveal(), "there")


async def test_an_invitation_ends_after_three_days(people: People, clock: SimulatedClock, owner: Person) -> None:
    clock.advance(1)
    invitation = await people.members.invite(Role.VIEWER)
    [_, waiting] = await people.members.list()
    assert waiting.invited_until_90k == invitation.ends_90k
    clock.advance(INVITATION_LIFE_S + 1)
    with pytest.raises(NotSignedIn):
        await people.sign_in.by_link(invitation.token.reveal(), "there")
    [_, waiting] = await people.members.list()
    assert waiting.invited_until_90k is None


async def roles_of(people: People, who: PersonId) -> Mapping[str, Role]:
    [roles] = [member.roles for member in await people.members.list() if member.person.id == who]
    return roles


async def test_a_role_in_a_group_is_given_and_taken_and_ends_with_the_group(people: People, owner: Person) -> None:
    who = (await people.members.invite(Role.VIEWER)).person.id
    gates, yards = await people.groups.add("Gates", ["gate"]), await people.groups.add("Yards", ["yard"])
    await people.members.give_role(who, gates, Role.OPERATOR)
    await people.members.give_role(who, yards, Role.VIEWER)
    await people.members.give_role(who, gates, Role.SUPERVISOR)
    assert await roles_of(people, who) == {gates: Role.SUPERVISOR, yards: Role.VIEWER}
    await people.groups.remove(gates)
    assert await roles_of(people, who) == {yards: Role.VIEWER}
    await people.members.take_role(who, yards)
    assert await roles_of(people, who) == {}
    with pytest.raises(NotFound):
        await people.members.take_role(who, yards)
    with pytest.raises(NotFound):
        await people.members.give_role(who, gates, Role.OPERATOR)


async def test_only_what_is_done_at_cameras_is_given_in_a_group_and_to_nobody_who_may_do_it_already(
    people: People, owner: Person
) -> None:
    who = (await people.members.invite(Role.VIEWER)).person.id
    group = await people.groups.add("Gates", ["gate"])
    for role in (Role.RESPONDER, Role.AUDITOR, Role.ADMINISTRATOR):
        with pytest.raises(ConfigError):
            await people.members.give_role(who, group, role)
    with pytest.raises(ConfigError):
        await people.members.give_role(owner.id, group, Role.OPERATOR)


async def test_roles_in_groups_outlive_a_change_at_the_site_but_not_becoming_administrator_or_leaving(
    people: People, owner: Person
) -> None:
    who = (await people.members.invite(Role.VIEWER)).person.id
    group = await people.groups.add("Gates", ["gate"])
    await people.members.give_role(who, group, Role.OPERATOR)
    await people.members.change_role(who, Role.AUDITOR)
    assert await roles_of(people, who) == {group: Role.OPERATOR}
    await people.members.change_role(who, Role.ADMINISTRATOR)
    await people.members.change_role(who, Role.VIEWER)
    assert (await people.standing(who)).in_groups == ()
    await people.members.give_role(who, group, Role.OPERATOR)
    await people.members.remove(who)
    assert await people.groups.roles_of(who) == ()


async def test_a_new_link_ends_the_earlier_one(people: People, owner: Person) -> None:
    first = await people.members.invite(Role.VIEWER)
    second = await people.members.invite_again(first.person.id)
    with pytest.raises(NotSignedIn):
        await people.sign_in.by_link(first.token.reveal(), "there")
    assert (await people.sign_in.by_link(second.token.reveal(), "there")).id == first.person.id


async def test_the_list_says_who_can_come_in_and_when_they_were_seen(
    people: People, clock: SimulatedClock, owner: Person
) -> None:
    clock.advance(1)
    await people.members.invite(Role.VIEWER)
    await people.sessions.begin(owner.id, "")
    here, waiting = await people.members.list()
    assert (here.has_way_in, here.seen_90k) == (True, clock.now_90k())
    assert (waiting.has_way_in, waiting.seen_90k) == (False, None)


async def test_a_changed_role_holds_for_sessions_that_are_open(people: People, owner: Person) -> None:
    guest = (await people.members.invite(Role.VIEWER)).person
    token = await people.sessions.begin(guest.id, "")
    await people.members.change_role(guest.id, Role.SUPERVISOR)
    assert (await people.sessions.who(token))[0].role is Role.SUPERVISOR


async def test_somebody_removed_is_signed_out_and_cannot_come_back(people: People, owner: Person) -> None:
    invitation = await people.members.invite(Role.OPERATOR)
    guest = invitation.person
    await people.persons.rename(guest.id, "Grace")
    await people.persons.set_password_hash(guest.id, await people.passwords.hash("another long one"))
    token = await people.sessions.begin(guest.id, "")
    await people.members.remove(guest.id)
    with pytest.raises(NotSignedIn):
        await people.sessions.who(token)
    with pytest.raises(NotSignedIn):
        await people.sign_in.by_password("Grace", "another long one", "there")
    with pytest.raises(NotSignedIn):
        await people.sign_in.by_link(invitation.token.reveal(), "there")
    assert [member.person.id for member in await people.members.list()] == [owner.id]
    assert [person.id for person in await people.persons.list()] == [owner.id]


async def test_histories_still_name_somebody_who_was_removed_and_others_may_take_the_name(
    people: People, owner: Person
) -> None:
    guest = (await people.members.invite(Role.OPERATOR)).person
    await people.persons.rename(guest.id, "Grace")
    await people.members.remove(guest.id)
    assert (await people.persons.get(guest.id)).name == "Grace"
    other = (await people.members.invite(Role.OPERATOR)).person
    await people.persons.rename(other.id, "grace")
    for act in (
        people.members.remove(guest.id),
        people.members.change_role(guest.id, Role.VIEWER),
        people.members.invite_again(guest.id),
    ):
        with pytest.raises(NotFound):
            await act


async def test_the_last_administrator_who_can_sign_in_stays(people: People, owner: Person) -> None:
    never_came = (await people.members.invite(Role.ADMINISTRATOR)).person
    with pytest.raises(Conflict):
        await people.members.remove(owner.id)
    with pytest.raises(Conflict):
        await people.members.change_role(owner.id, Role.OPERATOR)
    assert (await people.sign_in.by_password("Ada", "correct horse battery", "here")).role is Role.ADMINISTRATOR
    await people.persons.set_password_hash(never_came.id, await people.passwords.hash("she came after all"))
    await people.members.remove(owner.id)
    assert [member.person.id for member in await people.members.list()] == [never_came.id]


async def test_two_administrators_cannot_remove_each_other_at_once(people: People, owner: Person) -> None:
    other = (await people.members.invite(Role.ADMINISTRATOR)).person
    await people.persons.set_password_hash(other.id, await people.passwords.hash("correct horse battery"))
    outcomes = await asyncio.gather(
        people.members.remove(owner.id), people.members.remove(other.id), return_exceptions=True
    )
    assert sorted(isinstance(outcome, Conflict) for outcome in outcomes) == [False, True]
    assert len(await people.members.list()) == 1


def test_a_role_nobody_knows_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(ConfigError) as refused:
        parse_role("emperor")
    assert all(role.value in refused.value.hints[0] for role in Role)


async def test_somebody_who_was_never_here_is_not_found(people: People, owner: Person) -> None:
    with pytest.raises(NotFound):
        await people.members.remove(PersonId("f" * 16))
