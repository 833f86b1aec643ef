"""After-action reports: made by supervisors, on record before the first byte leaves."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from groundglass.frosted.incidents.report import Outlook, Reporter, facts_of
from groundglass.frosted.incidents.report_page import report_page
from groundglass.frosted.site import Site
from groundglass.frosted.web.entry import Supervising, TheSite
from groundglass.frosted.web.models.incidents import ReportAsked
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.routes.incidents import Supervised
from groundglass.frosted.web.shown.incidents import names_of

router = APIRouter(prefix="/api/v1/incidents", tags=["incidents"], responses=Problem.answers(401, 403, 404, 422, 503))


@router.post("/{number}/report", summary="Make the after-action report", response_class=Response)
async def post_report(number: Supervised, asked: ReportAsked, who: Supervising, site: TheSite) -> Response:
    """A zip: the report as a page and as data, the ledger's proofs, the signed checkpoint."""
    incident, entries = await site.desk.get(number)
    reporter = Reporter(site.name, site.shelf, site.archive.events.log, site.custody.requests, site.record)
    report = await reporter.gather(
        incident,
        entries,
        await names_of(site.people),
        site.clock.now_90k(),
        outlook=await _outlook(site, incident.opened.camera),
        with_names=asked.names,
    )
    page, facts = report_page(report), facts_of(report)
    entry = await reporter.enter(report, page, facts, who.person.id)
    body = await reporter.packed(report, page, facts, entry)
    headers = {"Content-Disposition": f'attachment; filename="incident-{number}-report.zip"'}
    return Response(body, media_type="application/zip", headers=headers)


async def _outlook(site: Site, camera: str) -> Outlook | None:
    spot = await site.outbound.geography.of(camera)
    if spot is None:
        return None
    return Outlook(spot.latitude, spot.longitude, spot.azimuth_deg, spot.view_deg, spot.range_m)
