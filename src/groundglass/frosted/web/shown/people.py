"""People as the API tells them: oneself, and everybody to whoever may invite."""

from __future__ import annotations

from collections.abc import Sequence

from groundglass.frosted.people.groups import RoleInGroup
from groundglass.frosted.people.house import People
from groundglass.frosted.people.members import Invitation, Member
from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.people.roles import RIGHTS, Right, Role, may_be_limited
from groundglass.frosted.people.sessions import SessionId
from groundglass.frosted.people.standing import IN_GROUPS, Standing
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.people import (
    GroupRoleTold,
    InvitationTold,
    Me,
    MembersTold,
    MemberTold,
    PasskeyTold,
    RoleHeldTold,
    RoleTold,
    SessionTold,
)


async def show_me(people: People, standing: Standing, current: SessionId | None) -> Me:
    """The person, what they may do where, their passkeys and their sessions."""
    person = standing.person
    return Me(
        id=person.id,
        name=person.name,
        role=person.role.value,
        rights=sorted(right for right in Right if standing.reach_for(right) is not None),
        roles=await _roles(people, standing),
        limited_to=list(await people.groups.names_for(person.id)) if person.is_limited else None,
        has_password=person.has_password,
        recovery_codes=await people.recovery.left(person.id),
        accounts=await people.identities.of(person.id),
        passkeys=[
            PasskeyTold(id=key.id, name=key.name, created=show_instant(key.created_90k))
            for key in await people.passkeys.list(person.id)
        ],
        sessions=[
            SessionTold(
                id=session.id,
                agent=session.client,
                created=show_instant(session.created_90k),
                last_seen=show_instant(session.seen_90k),
                current=session.id == current,
            )
            for session in await people.sessions.list(person.id)
        ],
    )


async def _roles(people: People, standing: Standing) -> list[RoleHeldTold]:
    person, reach = standing.person, standing.reach
    at_site = RoleHeldTold(
        role=person.role.value,
        group=None,
        rights=sorted(right for right in Right if person.may(right)),
        cameras=None if reach.cameras is None else sorted(reach.cameras),
    )
    held = await people.groups.roles_of(person.id) if person.has_roles_in_groups else ()
    return [at_site, *map(_role_in_group, held)]


def _role_in_group(held: RoleInGroup) -> RoleHeldTold:
    return RoleHeldTold(
        role=held.role.value,
        group=held.group.name,
        rights=sorted(IN_GROUPS[held.role]),
        cameras=list(held.group.cameras),
    )


def show_members(members: Sequence[Member], you: PersonId) -> MembersTold:
    """Everybody, and what each role may do."""
    return MembersTold(
        people=[
            MemberTold(
                id=member.person.id,
                name=member.person.name,
                role=member.person.role.value,
                groups=None if member.groups is None else list(member.groups),
                group_roles=[
                    GroupRoleTold(group=group, role=role.value) for group, role in sorted(member.roles.items())
                ],
                email=member.email,
                has_way_in=member.has_way_in,
                is_you=member.person.id == you,
                created=show_instant(member.created_90k),
                last_seen=None if member.seen_90k is None else show_instant(member.seen_90k),
                invited_until=None if member.invited_until_90k is None else show_instant(member.invited_until_90k),
            )
            for member in members
        ],
        roles=[
            RoleTold(
                role=role.value,
                rights=sorted(RIGHTS[role]),
                may_be_limited=may_be_limited(role),
                may_be_in_group=role in IN_GROUPS,
            )
            for role in Role
        ],
    )


def show_invitation(invitation: Invitation) -> InvitationTold:
    """The link stands behind the `#`, so that it is in no server's log and in no Referer."""
    return InvitationTold(
        person=invitation.person.id,
        role=invitation.person.role.value,
        link=f"/#/sign-in/{invitation.token.reveal()}",
        until=show_instant(invitation.ends_90k),
    )
