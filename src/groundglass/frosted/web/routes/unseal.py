"""Requests to open originals: made, read, answered by custodians, fetched by whoever asked.

Nothing that opens an original is computed here: shares come encrypted to the requester and go on as they came.
"""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response, StreamingResponse

from groundglass.custody.ceremony import LONGEST_S
from groundglass.errors import Refused
from groundglass.frosted.custody.bundle import bundle, prove_all
from groundglass.frosted.custody.request_table import MAX_LISTED
from groundglass.frosted.custody.requests import Asked
from groundglass.frosted.web.camera import known_camera
from groundglass.frosted.web.custodian import RequestReader, TheCustodian
from groundglass.frosted.web.entry import Requesting, SettingUp, TheSite
from groundglass.frosted.web.instants import parse_range
from groundglass.frosted.web.models.base import Done
from groundglass.frosted.web.models.unseal import (
    ApprovalSent,
    NewHandOver,
    NewSlots,
    NewUnsealRequest,
    OpenedSent,
    ProofTold,
    RefusalSent,
    Slots,
    SlotTold,
    UnsealList,
    UnsealTold,
)
from groundglass.frosted.web.parts import begun
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.unseal import names_of, parse_base64, show_proof, show_request
from groundglass.ledger.canonical import MAX_INTEGER
from groundglass.pane.ids import parse_camera_id

router = APIRouter(prefix="/api/v1/unseal", tags=["custody"], responses=Problem.answers(401, 403, 404, 409, 422, 503))

RequestId = Annotated[str, Path(max_length=64, examples=["0123456789abcdef"])]


@router.get("", summary="Requests to open originals")
async def requests(
    reader: RequestReader,
    site: TheSite,
    before: Annotated[int | None, Query(ge=0, le=MAX_INTEGER)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_LISTED)] = 50,
) -> UnsealList:
    """Custodians and auditors see all, everybody else their own. `next` of a page is the `before` of the next."""
    now, names = site.clock.now_90k(), await names_of(site)
    kept, following = await site.custody.requests.page(reader.may_read, before, limit)
    return UnsealList(requests=[show_request(one, names, now) for one in kept], next=following)


@router.post("", status_code=201, summary="Ask custodians to open an original")
async def ask(new: NewUnsealRequest, who: Requesting, site: TheSite) -> UnsealTold:
    """The range is widened to whole segments of ten seconds, which is what the answer says."""
    camera = await known_camera(site, who, parse_camera_id(new.camera))
    start, until = parse_range(new.begin, new.end, longest_s=LONGEST_S)
    asked = Asked(
        camera=camera.id,
        start=start,
        until=until,
        reason=new.reason,
        basis=new.basis,
        requester=who.person.id,
        recipient=new.recipient,
        life_s=new.expires_h * 3600,
    )
    return show_request(await site.custody.requests.ask(asked), await names_of(site), site.clock.now_90k())


@router.get("/{request}/slots", summary="Your own slots of a request")
async def slots(request: RequestId, who: TheCustodian, site: TheSite) -> Slots:
    """One age file per segment, sealed to the custodian who asks. Only while the request takes an answer."""
    found = await site.custody.requests.slots(request, who.recipient)
    kept = await site.custody.requests.get(request)
    proof = (await prove_all(site.record, [kept.entry]))[0]
    return Slots(
        proof=show_proof(proof, site.record.key),
        segments=[
            SlotTold(
                segment=row.segment,
                header=base64.b64encode(row.header).decode(),
                slot=base64.b64encode(slot).decode(),
            )
            for row, slot in found
        ],
    )


@router.post("/{request}/approvals", summary="Approve a request")
async def approve(request: RequestId, sent: ApprovalSent, who: TheCustodian, site: TheSite) -> UnsealTold:
    """One share for each of the request's segments that you hold a share of, encrypted to its recipient."""
    shares = {bytes.fromhex(segment): parse_base64(share) for segment, share in sent.shares.items()}
    terms = None if sent.terms is None else bytes.fromhex(sent.terms)
    kept = await site.custody.requests.approve(request, who, shares, terms)
    return show_request(kept, await names_of(site), site.clock.now_90k())


@router.post("/{request}/refusals", summary="Refuse a request")
async def refuse(request: RequestId, sent: RefusalSent, who: TheCustodian, site: TheSite) -> UnsealTold:
    """Neither yes nor no is taken back."""
    kept = await site.custody.requests.refuse(request, who, sent.why)
    return show_request(kept, await names_of(site), site.clock.now_90k())


@router.get("/{request}/bundle.zip", summary="Fetch what was released to you", response_class=Response)
async def fetch(request: RequestId, who: Requesting, site: TheSite) -> Response:
    """Sealed files, shares that only your key opens, and proofs: `groundglass unseal open` on your own machine."""
    await known_camera(site, who, (await site.custody.requests.get(request)).request.camera)
    handed = await site.custody.requests.fetch(request, who.person.id)
    headers = {"Content-Disposition": f'attachment; filename="unseal-{handed.kept.request.id}.zip"'}
    parts = await begun(bundle(handed, site.custody.shelf, site.record))
    return StreamingResponse(parts, media_type="application/zip", headers=headers)


@router.post("/hand-overs", status_code=201, summary="Ask custodians to hand originals over to new ones")
async def ask_hand_over(new: NewHandOver, who: SettingUp, site: TheSite) -> UnsealTold:
    """To the site's active custodians of now, who are named in what the old ones approve."""
    camera = await known_camera(site, who, parse_camera_id(new.camera))
    start, until = parse_range(new.begin, new.end, longest_s=LONGEST_S)
    life_s = new.expires_h * 3600
    asked = Asked(camera.id, start, until, new.reason, "", who.person.id, new.recipient, life_s)
    kept = await site.custody.requests.ask(asked, "hand_over")
    return show_request(kept, await names_of(site), site.clock.now_90k())


@router.post("/{request}/hand-over", summary="Bring the slots for the new custodians")
async def hand_over(request: RequestId, sent: NewSlots, who: SettingUp, site: TheSite) -> Done:
    """The old slots of these segments are destroyed; the ciphertext stays what it was."""
    slots = {segment: [parse_base64(slot) for slot in new] for segment, new in sent.slots.items()}
    await site.custody.requests.hand_over(request, who.person.id, slots)
    return Done()


@router.post("/{request}/opened", summary="Say that you opened it")
async def opened(request: RequestId, sent: OpenedSent, who: Requesting, site: TheSite) -> ProofTold:
    """Puts the hash of your manifest on record, so that the clip can be proven to be the one that was opened then."""
    index = await site.custody.requests.opened(request, who.person.id, sent.manifest_sha256)
    return show_proof((await prove_all(site.record, [index]))[0], site.record.key)


@router.get("/{request}", summary="One request")
async def one(request: RequestId, reader: RequestReader, site: TheSite) -> UnsealTold:
    """As in the list."""
    kept = await site.custody.requests.get(request)
    if not reader.may_read(kept.request.requester):
        raise Refused("this request is somebody else's")
    return show_request(kept, await names_of(site), site.clock.now_90k())
