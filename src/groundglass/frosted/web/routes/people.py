"""The people of a site, for whoever may invite and remove them. One's own account is in me.py.

Each act is entered in the ledger before it takes effect, except a removal, and the end of a role in a group: taking
something from somebody is never refused for want of a disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path

from groundglass.errors import Refused
from groundglass.frosted.people.groups import GroupId
from groundglass.frosted.people.members import parse_role
from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.record.acts import carry_out
from groundglass.frosted.record.kinds import Field
from groundglass.frosted.web.entry import Inviting, TheSite, Visitor
from groundglass.frosted.web.models.base import Done, Nothing
from groundglass.frosted.web.models.people import GroupRole, InvitationTold, MembersTold, NewMember, RoleChange
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.people import show_invitation, show_members

router = APIRouter(prefix="/api/v1/people", tags=["people"], responses=Problem.answers(401, 403, 404, 409, 422, 503))

Group = Annotated[str, Path(max_length=16, examples=["0123456789abcdef"])]


@router.get("", summary="Everybody who may sign in")
async def get_people(who: Inviting, site: TheSite) -> MembersTold:
    """Longest here first."""
    return show_members(await site.people.members.list(), who.person.id)


@router.post("", summary="Invite somebody", status_code=201)
async def post_person(new: NewMember, who: Inviting, site: TheSite) -> InvitationTold:
    """Answers with a link that lets them in once within three days. It is told this once: give it to nobody else."""
    role = parse_role(new.role)
    of = await site.record.enter("person.invited", by=who.person.id, role=role.value, **_limits(new.groups))
    made = site.people.members.invite(role, new.groups, new.email or None)
    return show_invitation(await carry_out(site.record, of, made))


@router.post("/{person}/link", summary="A new way in", status_code=201)
async def post_link(person: str, sent: Nothing, who: Inviting, site: TheSite) -> InvitationTold:
    """For somebody who lost theirs. Earlier links of theirs end; passwords and passkeys stay."""
    of = await site.record.enter("link.issued", by=who.person.id, person=person[:16])
    made = site.people.members.invite_again(PersonId(person))
    return show_invitation(await carry_out(site.record, of, made))


@router.put("/{person}/roles/{group}", summary="Give somebody a role in a camera group")
async def put_role(person: str, group: Group, sent: GroupRole, who: Inviting, site: TheSite) -> MembersTold:
    """Besides their role at the site, and in place of the one they had in this group. What may be done at a camera is
    decided by the best role that holds there; what is done to the whole site takes the role at the site."""
    role = parse_role(sent.role)
    of = await site.record.enter(
        "person.role-given", by=who.person.id, person=person[:16], group=group, role=role.value
    )
    await carry_out(site.record, of, site.people.members.give_role(PersonId(person), GroupId(group), role))
    return show_members(await site.people.members.list(), who.person.id)


@router.delete("/{person}/roles/{group}", summary="End somebody's role in a camera group")
async def delete_role(person: str, group: Group, who: Inviting, site: TheSite) -> MembersTold:
    """From their next request on; live pictures end within half a minute."""
    await site.people.members.take_role(PersonId(person), GroupId(group))
    await site.record.enter_sometime("person.role-taken", by=who.person.id, person=person[:16], group=group)
    return show_members(await site.people.members.list(), who.person.id)


@router.patch("/{person}", summary="Change what somebody may do")
async def patch_person(person: str, change: RoleChange, who: Inviting, site: TheSite) -> MembersTold:
    """At the site: roles in camera groups stay, except for whoever becomes administrator. From their next request on;
    live pictures end within half a minute. The last administrator who can sign in stays one."""
    role = parse_role(change.role)
    of = await site.record.enter(
        "person.role-changed", by=who.person.id, person=person[:16], role=role.value, **_limits(change.groups)
    )
    await carry_out(site.record, of, site.people.members.change_role(PersonId(person), role, change.groups))
    return show_members(await site.people.members.list(), who.person.id)


@router.delete("/{person}", summary="Remove somebody")
async def delete_person(person: str, who: Inviting, site: TheSite) -> Done:
    """Signs them out everywhere within a minute, live pictures included. Their name stays in histories."""
    _refuse_oneself(person, who)
    gone = await site.people.members.remove(PersonId(person))
    await site.record.enter_sometime("person.removed", by=who.person.id, person=gone.id)
    return Done()


def _limits(groups: Sequence[str] | None) -> dict[str, Field]:
    return {} if groups is None else {"groups": sorted(set(groups))}


def _refuse_oneself(person: str, who: Visitor) -> None:
    if person == who.person.id:
        raise Refused("nobody removes themselves", "ask another administrator to do it")
