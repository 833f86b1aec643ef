"""Custodians, quorum, and how long originals are kept."""

from __future__ import annotations

from fastapi import APIRouter

from groundglass.frosted.custody.changing import change_custody
from groundglass.frosted.custody.settings import Custodian, CustodySettings, made_custodian
from groundglass.frosted.site import Site
from groundglass.frosted.web.entry import Seeing, SettingUp, TheSite, Visitor
from groundglass.frosted.web.models.custody import CustodianTold, CustodyAsked, CustodyTold
from groundglass.frosted.web.problems import Problem

router = APIRouter(prefix="/api/v1/custody", tags=["custody"], responses=Problem.answers(401, 403, 409, 422, 503))


@router.get("/settings", summary="Who the custodians are, and how many it takes")
async def get_settings(who: Seeing, site: TheSite) -> CustodyTold:
    """Everybody who works here may know whose approval it takes."""
    return await _show(site, who, await site.custody.book.get())


@router.put("/settings", summary="Change the custodians, the quorum, or how long originals are kept")
async def put_settings(asked: CustodyAsked, who: SettingUp, site: TheSite) -> CustodyTold:
    """Is entered into the ledger first. Cameras that keep originals start anew; older segments stay as they were."""
    old = await site.custody.book.get()
    custodians = []
    for one in asked.custodians:
        made = made_custodian(one.name, one.recipient)
        custodians.append(Custodian(made.id, made.name, made.recipient, one.active))
    keep_days = old.keep_days if asked.keep_days is None else asked.keep_days
    new = CustodySettings(tuple(custodians), asked.quorum, keep_days)
    kept = await change_custody(site.custody.book, site.record, site.cameras, site.control, new, by=str(who.person.id))
    return await _show(site, who, kept)


async def _show(site: Site, who: Visitor, settings: CustodySettings) -> CustodyTold:
    sealing = [record.id for record in await site.cameras.list() if record.settings.seal]
    sentence, hint = _said(settings, keeps_any=bool(sealing))
    return CustodyTold(
        custodians=[
            CustodianTold(id=one.id, name=one.name, recipient=one.recipient, active=one.is_active)
            for one in settings.custodians
        ],
        quorum=settings.quorum,
        keep_days=settings.keep_days,
        can_seal=settings.can_seal,
        sentence=sentence,
        hint=hint,
        cameras=[camera for camera in sealing if who.may_see(camera)],
    )


def _said(settings: CustodySettings, *, keeps_any: bool) -> tuple[str, str]:
    active = len(settings.active)
    if not settings.can_seal:
        return (
            f"It takes {settings.quorum} custodians to open an original, and there are {active}: none is kept.",
            "Add custodians, or lower the quorum.",
        )
    if not keeps_any:
        return "No camera keeps originals.", "Switch it on in a camera's settings."
    return f"{settings.quorum} of {active} custodians together can open an original, for one range.", ""
