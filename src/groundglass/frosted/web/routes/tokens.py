"""Tokens of programs: made, listed and revoked by administrators, never by programs.

To make a token:

1. A person who signed in within the last ten minutes asks; a session left open must not become a way in for good.
2. It is entered in the ledger: who, which rights, which groups, until when. Neither its name nor itself.
3. It is made. Only its hash is kept.
4. It is told, once.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from groundglass.clock import TICKS_PER_S
from groundglass.frosted.people.programs import PREFIX, PROGRAM_RIGHTS, Program
from groundglass.frosted.record.acts import carry_out
from groundglass.frosted.record.kinds import Field
from groundglass.frosted.web.entry import Inviting, TheSite
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.base import Done
from groundglass.frosted.web.models.rights import ApiTokenMade, ApiTokensTold, ApiTokenTold, NewApiToken
from groundglass.frosted.web.problems import Problem

router = APIRouter(prefix="/api/v1/tokens", tags=["people"], responses=Problem.answers(401, 403, 404, 409, 422, 503))


@router.get("", summary="Tokens of programs")
async def get_tokens(who: Inviting, site: TheSite) -> ApiTokensTold:
    """Newest first. A token itself is never told again."""
    names = await site.people.persons.names()
    return ApiTokensTold(
        tokens=[_show(one, names.get(one.made_by, "")) for one in await site.people.programs.list()],
        rights=[right for right in PROGRAM_RIGHTS if who.person.may(right)],
    )


@router.post("", summary="Make a token for a program", status_code=201)
async def post_token(new: NewApiToken, who: Inviting, site: TheSite) -> ApiTokenMade:
    """With some of your own rights; limited to camera groups, and in time, where you say so."""
    site.people.require_fresh(who.own_session())  # 1
    programs = site.people.programs
    which = programs.new_id()
    told: dict[str, Field] = {"by": who.person.id, "token": which, "rights": sorted(set(new.rights))}
    if new.groups is not None:
        told["groups"] = sorted(set(new.groups))
    if new.days is not None:
        told["until_90k"] = site.clock.now_90k() + new.days * 86_400 * TICKS_PER_S
    of = await site.record.enter("token.made", **told)  # 2
    made = programs.add(which, new.name, who.person, new.rights, new.groups, new.days)
    token = await carry_out(site.record, of, made)  # 3
    return ApiTokenMade(id=which, token=PREFIX + token.reveal())  # 4


@router.delete("/{token}", summary="Revoke a token")
async def delete_token(token: Annotated[str, Path(max_length=16)], who: Inviting, site: TheSite) -> Done:
    """It opens nothing from the next request on. Never refused for want of a ledger."""
    await site.people.programs.revoke(token)
    await site.record.enter_sometime("token.revoked", by=who.person.id, token=token)
    return Done()


def _show(one: Program, made_by: str) -> ApiTokenTold:
    return ApiTokenTold(
        id=one.id,
        name=one.name,
        made_by=made_by,
        rights=list(one.rights),
        groups=None if one.groups is None else list(one.groups),
        created=show_instant(one.created_90k),
        ends=None if one.ends_90k is None else show_instant(one.ends_90k),
        last_used=None if one.seen_90k is None else show_instant(one.seen_90k),
    )
