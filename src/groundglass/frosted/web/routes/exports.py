"""Incidents and events as files, and figures for Prometheus."""

from __future__ import annotations

import secrets
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from groundglass.errors import NotSignedIn, Refused
from groundglass.frosted.events.search import EventFilter
from groundglass.frosted.incidents.book import MAX_PAGE, Wanted
from groundglass.frosted.incidents.life import Incident
from groundglass.frosted.incidents.tables import (
    EVENT_FIELDS,
    INCIDENT_FIELDS,
    as_calendar,
    as_csv,
    as_json,
    event_row,
    incident_row,
)
from groundglass.frosted.outbound.keepsakes import FIGURES_TOKEN
from groundglass.frosted.outbound.metrics import TYPE, exposition
from groundglass.frosted.people.roles import Right
from groundglass.frosted.people.tokens import Token
from groundglass.frosted.site import Site
from groundglass.frosted.web.entry import (
    REFUSED,
    Exporting,
    SettingUp,
    Supervising,
    TheSettings,
    TheSite,
    Visitor,
    visitor,
)
from groundglass.frosted.web.instants import parse_range
from groundglass.frosted.web.models.outbound import FiguresToken
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.routes.timeline import From, To
from groundglass.frosted.web.shown.figures import families

router = APIRouter(tags=["exports"], responses=Problem.answers(401, 403, 422, 503))

LONGEST_S: Final = 366 * 86_400
MOST_EVENTS: Final = 100_000
_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
}


@router.get("/api/v1/exports/incidents.{form}", summary="Incidents as a file", response_class=Response)
async def get_incidents_file(
    form: Annotated[Literal["csv", "json", "ics"], Path()], who: Supervising, site: TheSite, begin: From, end: To
) -> Response:
    """Facts only: what people wrote, and who they are, is in the after-action report."""
    start, stop = parse_range(begin, end, longest_s=LONGEST_S)
    incidents = await _incidents(site, who, start, stop)
    await site.record.enter("recording.exported", by=who.person.id, what=f"incidents.{form}", of=len(incidents))
    rows = [incident_row(incident) for incident in incidents]
    if form == "csv":
        body = as_csv(INCIDENT_FIELDS, rows)
    elif form == "json":
        body = as_json(rows)
    else:
        body = as_calendar(incidents, site.name, "groundglass.invalid", site.clock.now_90k())
    return _file(body, f"incidents.{form}", form)


@router.get("/api/v1/exports/events.{form}", summary="Events as a file", response_class=Response)
async def get_events_file(
    form: Annotated[Literal["csv", "json"], Path()], who: Exporting, site: TheSite, begin: From, end: To
) -> Response:
    """The newest hundred thousand of the range."""
    start, stop = parse_range(begin, end, longest_s=LONGEST_S)
    found = await site.archive.events.log.page(
        EventFilter(begin=start, end=stop, cameras=who.reach.cameras), MOST_EVENTS
    )
    await site.record.enter("recording.exported", by=who.person.id, what=f"events.{form}", of=len(found))
    rows = [event_row(event) for event in found]
    return _file(as_csv(EVENT_FIELDS, rows) if form == "csv" else as_json(rows), f"events.{form}", form)


@router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
async def get_metrics(request: Request, site: TheSite, settings: TheSettings) -> Response:
    """For those who are signed in and may see, and for whoever shows the token for figures."""
    await _may_read_figures(request, site, settings)
    return Response(exposition(await families(site)), media_type=TYPE)


@router.post("/api/v1/outbound/metrics-token", summary="Make a token for /metrics", status_code=201)
async def post_metrics_token(who: SettingUp, site: TheSite) -> FiguresToken:
    """Shown once; the one before it is valid no more. It opens /metrics and nothing else."""
    await site.record.enter("channel.changed", by=who.person.id, act="figures token")
    token = Token.make(secrets.token_bytes)
    await site.outbound.keepsakes.put(FIGURES_TOKEN, token.stored())
    return FiguresToken(token=token.reveal())


async def _may_read_figures(request: Request, site: Site, settings: TheSettings) -> None:
    """1. The token for figures, where one is shown and was made. 2. Whoever is signed in and may see."""
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    kept = await site.outbound.keepsakes.get(FIGURES_TOKEN)
    if scheme.lower() == "bearer" and kept is not None:
        try:
            if Token.parse(text).stored() == kept:  # 1; both are hashes, so how long comparing takes tells nothing
                return
        except NotSignedIn:
            pass  # then it must be the machine token, judged next
    who = (await visitor(request, site, settings)).asking(Right.SEE)  # 2
    if who is None or not who.reach.is_whole:  # figures are of the whole site
        raise Refused(*REFUSED)


async def _incidents(site: Site, who: Visitor, start: int, stop: int) -> list[Incident]:
    found: list[Incident] = []
    before: int | None = None
    while True:
        wanted = Wanted(from_90k=start, until_90k=stop, before=before, limit=MAX_PAGE, cameras=who.reach.cameras)
        lines = await site.desk.book.lines(wanted)
        found += [(await site.desk.get(line.number))[0] for line in lines]
        if len(lines) < MAX_PAGE:
            return found[::-1]
        before = lines[-1].number


def _file(body: bytes, name: str, form: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=_TYPES[form], headers=headers)
