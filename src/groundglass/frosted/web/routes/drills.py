"""Drills: when the custodians' keys were last tried, and trying them now."""

from __future__ import annotations

from fastapi import APIRouter

from groundglass.frosted.custody.drills import DrillCalendar
from groundglass.frosted.web.custodian import Reader, RequestReader
from groundglass.frosted.web.entry import SettingUp, TheSite
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.base import Nothing
from groundglass.frosted.web.models.unseal import DrillLast, DrillSettings, DrillsTold, UnsealTold
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.unseal import Names, names_of, show_request

router = APIRouter(prefix="/api/v1/drills", tags=["custody"], responses=Problem.answers(401, 403, 409, 422, 503))


@router.get("", summary="The drill calendar")
async def drills(reader: RequestReader, site: TheSite) -> DrillsTold:
    """The last drill, when the next one is due, and the newest twenty."""
    return _show(await site.custody.drills.calendar(), await names_of(site), site.clock.now_90k(), reader)


@router.post("", status_code=201, summary="Start a drill now")
async def start(sent: Nothing, who: SettingUp, site: TheSite) -> UnsealTold:
    """One at a time. Custodians find it among the requests, marked as a drill."""
    kept = await site.custody.drills.start(who.person.id)
    return show_request(kept, await names_of(site), site.clock.now_90k())


@router.put("/settings", summary="How often")
async def put_settings(new: DrillSettings, who: SettingUp, site: TheSite) -> DrillsTold:
    """Counted from now."""
    await site.custody.drills.schedule(new.every_days or 0.0, who.person.id)
    return _show(await site.custody.drills.calendar(), await names_of(site), site.clock.now_90k(), Reader(None, who))


def _show(calendar: DrillCalendar, names: Names, now: int, reader: Reader) -> DrillsTold:
    last = None
    if calendar.drills:
        kept, row = calendar.drills[0]
        state = "passed" if row.passed is not None else "failed" if row.is_ended else "running"
        last = DrillLast(at=show_instant(row.passed or kept.request.made), state=state)
    return DrillsTold(
        every_days=calendar.every_days or None,
        last=last,
        due=None if calendar.due is None else show_instant(calendar.due),
        overdue=calendar.is_overdue,
        drills=[
            show_request(kept, names, now) for kept, _ in calendar.drills if reader.may_know_of(kept.request.camera)
        ],
    )
