"""Where a custodian enters with their key."""

from __future__ import annotations

import base64

from fastapi import APIRouter
from starlette.requests import Request

from groundglass.frosted.web.entry import TheSite, client_of
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.unseal import AnswerSent, ChallengeTold, EntryTold, RecipientSent
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.unseal import parse_base64

router = APIRouter(prefix="/api/v1/custody", tags=["custody"], responses=Problem.answers(401, 409, 422, 429))


@router.post("/challenges", summary="Ask for a challenge that only your key opens")
async def challenge(sent: RecipientSent, request: Request, site: TheSite) -> ChallengeTold:
    """The same kind of answer for every age public key, whether a custodian's or not."""
    id, sealed = await site.custody.entrance.challenge(sent.recipient, client_of(request))
    return ChallengeTold(challenge=id, sealed=base64.b64encode(sealed).decode())


@router.post("/entries", summary="Enter as a custodian")
async def enter(sent: AnswerSent, request: Request, site: TheSite) -> EntryTold:
    """With the SHA-256 of what the challenge held. Lasts half an hour."""
    answer = parse_base64(sent.answer)
    token, entered = await site.custody.entrance.enter(sent.challenge, answer, client_of(request))
    return EntryTold(
        token=token.reveal(),
        custodian=entered.custodian.id,
        name=entered.custodian.name,
        expires=show_instant(entered.ends),
    )
