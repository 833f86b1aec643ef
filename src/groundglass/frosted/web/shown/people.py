"""People as the API tells them: oneself, and everybody to whoever may invite."""

from __future__ import annotations

from collections.abc import Sequence

from groundglass.frosted.people.house import People
from groundglass.frosted.people.members import Invitation, Member
from groundglass.frosted.people.persons import Person, PersonId
from groundglass.frosted.people.roles import RIGHTS, Right, Role, may_be_limited
from groundglass.frosted.people.sessions import SessionId
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.people import (
    InvitationTold,
    Me,
    MembersTold,
    MemberTold,
    PasskeyTold,
    RoleTold,
    SessionTold,
)


async def show_me(people: People, person: Person, current: SessionId | None) -> Me:
    """The person, their passkeys and their sessions."""
    return Me(
        id=person.id,
        name=person.name,
        role=person.role.value,
        rights=sorted(right for right in Right if person.may(right)),
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


def show_members(members: Sequence[Member], you: PersonId) -> MembersTold:
    """Everybody, and what each role may do."""
    return MembersTold(
        people=[
            MemberTold(
                id=member.person.id,
                name=member.person.name,
                role=member.person.role.value,
                groups=None if member.groups is None else list(member.groups),
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
            RoleTold(role=role.value, rights=sorted(RIGHTS[role]), may_be_limited=may_be_limited(role)) for role in Role
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
