"""A person as the API tells them about themselves."""

from __future__ import annotations

from groundglass.frosted.people.house import People
from groundglass.frosted.people.persons import Person
from groundglass.frosted.people.sessions import SessionId
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.people import Me, PasskeyTold, SessionTold


async def show_me(people: People, person: Person, current: SessionId | None) -> Me:
    """The person, their passkeys and their sessions."""
    return Me(
        id=person.id,
        name=person.name,
        role=person.role.value,
        has_password=person.has_password,
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
