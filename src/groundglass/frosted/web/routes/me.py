"""One's own account: name, password, passkeys, sessions. Nobody else's."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request

from groundglass.frosted.people.sessions import SessionId
from groundglass.frosted.record.trail import trail_of
from groundglass.frosted.shown import Shown
from groundglass.frosted.web.entry import AnyVisitor, TheShown, TheSite, Visitor
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.base import Done, Nothing
from groundglass.frosted.web.models.people import Me, NewName, NewPasskey, NewPassword, PasskeyTold, RecoveryCodes
from groundglass.frosted.web.models.rights import StepTold, TrailTold
from groundglass.frosted.web.origin import origin_of
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.people import show_me
from groundglass.ledger.canonical import MAX_INTEGER

router = APIRouter(prefix="/api/v1/me", tags=["me"], responses=Problem.answers(401, 403, 404, 409, 422))


@router.get("", summary="Who you are")
async def get_me(who: AnyVisitor, site: TheShown) -> Me:
    """With passkeys and sessions."""
    return await _show(who, site)


@router.put("", summary="Change your name")
async def put_me(new: NewName, who: AnyVisitor, site: TheSite) -> Me:
    """A name is unique at a site without regard to case."""
    session = who.own_session()
    await site.people.persons.rename(session.person, new.name)
    return await _show(who, site)


@router.put("/password", summary="Set your password")
async def put_password(new: NewPassword, who: AnyVisitor, site: TheSite) -> Me:
    """Within ten minutes of signing in. Ends your other sessions."""
    session = who.own_session()
    await site.people.set_password(session.person, session, new.password)
    site.record.note("person.credential-changed", by=session.person, what="password set")
    return await _show(who, site)


@router.post("/passkeys/options", summary="Begin adding a passkey")
async def passkey_options(sent: Nothing, request: Request, who: AnyVisitor, site: TheSite) -> dict[str, Any]:
    """What to hand to `navigator.credentials.create`. Within ten minutes of signing in."""
    site.people.require_fresh(who.own_session())
    return await site.people.passkeys.registration_options(who.person, origin_of(request))


@router.post("/passkeys", summary="Finish adding a passkey", status_code=201)
async def post_passkey(new: NewPasskey, request: Request, who: AnyVisitor, site: TheSite) -> PasskeyTold:
    """The browser's answer to the options, once, within five minutes."""
    site.people.require_fresh(who.own_session())
    added = await site.people.passkeys.register(who.person, origin_of(request), new.name, new.credential)
    site.record.note("person.credential-changed", by=who.person.id, what="passkey added")
    return PasskeyTold(id=added.id, name=added.name, created=show_instant(added.created_90k))


@router.delete("/passkeys/{passkey}", summary="Remove one of your passkeys")
async def delete_passkey(passkey: str, who: AnyVisitor, site: TheSite) -> Done:
    """Whoever holds it can no longer sign in with it."""
    await site.people.passkeys.remove(who.own_session().person, passkey)
    site.record.note("person.credential-changed", by=who.person.id, what="passkey removed")
    return Done()


@router.delete("/sessions/{session}", summary="End one of your sessions")
async def delete_session(session: str, who: AnyVisitor, site: TheSite) -> Done:
    """That browser is signed out within a minute, live pictures included."""
    await site.people.sessions.end_one(who.own_session().person, SessionId(session))
    return Done()


@router.delete("/sessions", summary="End all your other sessions")
async def delete_sessions(who: AnyVisitor, site: TheSite) -> Done:
    """Every browser but this one is signed out within a minute."""
    session = who.own_session()
    await site.people.sessions.end_others(session.person, session.id)
    site.record.note("person.signed-out", by=session.person, what="everywhere else")
    return Done()


@router.post("/recovery-codes", summary="Make recovery codes", status_code=201)
async def post_recovery_codes(sent: Nothing, who: AnyVisitor, site: TheSite) -> RecoveryCodes:
    """Ten ways in, each once, told this once. Older ones are void. Within ten minutes of signing in."""
    session = who.own_session()
    site.people.require_fresh(session)
    codes = await site.people.recovery.make(session.person)
    site.record.note("person.credential-changed", by=session.person, what="recovery codes made")
    return RecoveryCodes(codes=list(codes))


@router.get("/trail", summary="What you did, and what was entered about you")
async def get_trail(
    who: AnyVisitor,
    site: TheSite,
    before: Annotated[int | None, Query(ge=0, le=MAX_INTEGER)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> TrailTold:
    """From the ledger, newest first. Looks back at most a hundred thousand entries at a time: go on with `next`."""
    trail = await trail_of(site.record, who.own_session().person, before, limit)
    return TrailTold(
        steps=[
            StepTold(
                index=step.index,
                at=show_instant(step.at_90k),
                kind=step.kind,
                own=step.is_own,
                camera=step.camera or None,
                details=dict(step.details),
            )
            for step in trail.steps
        ],
        next=trail.looked_from or None,
        back_to=None if trail.looked_from_90k is None else show_instant(trail.looked_from_90k),
    )


async def _show(who: Visitor, site: Shown) -> Me:
    if who.session is None:
        return await show_me(site.people, who.standing, None)
    standing = await site.people.standing_of(await site.people.persons.get(who.person.id))
    return await show_me(site.people, standing, who.session.id)
