"""Events: what happened, newest first; and reports from outside."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query

from groundglass.errors import ConfigError
from groundglass.frosted.events.event_log import EventFilter
from groundglass.frosted.events.occurred import EventId, EventKind, Level, RuleId
from groundglass.frosted.web.camera import known_camera
from groundglass.frosted.web.entry import Seeing, TheSite, WorkingOnIncidents
from groundglass.frosted.web.instants import parse_instant
from groundglass.frosted.web.models.events import EventsTold, EventTold, OutsideEvent
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.events import cursor_of, parse_cursor, show_event
from groundglass.pane.ids import TICKS_PER_S, parse_camera_id

router = APIRouter(prefix="/api/v1/events", tags=["events"], responses=Problem.answers(401, 403, 404, 422, 503))

MAX_PAGE: Final = 500
_DAY_90K: Final = 86_400 * TICKS_PER_S

Kinds = Annotated[list[EventKind] | None, Query(max_length=40, description="any of these kinds")]
From = Annotated[str | None, Query(alias="from", max_length=40, examples=["2026-11-21T23:00:00.000Z"])]
To = Annotated[str | None, Query(alias="to", max_length=40, examples=["2026-11-22T00:00:00.000Z"])]


@router.get("", summary="What happened")
async def get_events(
    who: Seeing,
    site: TheSite,
    kind: Kinds = None,
    camera: Annotated[str | None, Query(max_length=48)] = None,
    rule: Annotated[int | None, Query(ge=1, lt=1 << 31)] = None,
    level: Annotated[Level | None, Query(description="this grave or graver")] = None,
    begin: From = None,
    end: To = None,
    cursor: Annotated[str | None, Query(max_length=40)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
) -> EventsTold:
    """Newest first. `next` of a page is the `cursor` of the one after it."""
    wanted = EventFilter(
        kinds=frozenset(kind) if kind else None,
        camera=parse_camera_id(camera) if camera is not None else None,
        rule=RuleId(rule) if rule is not None else None,
        least=level,
        begin=parse_instant(begin) if begin is not None else None,
        end=parse_instant(end) if end is not None else None,
        before=parse_cursor(cursor) if cursor is not None else None,
    )
    events = await site.archive.events.log.page(wanted, limit + 1)
    shown = events[:limit]
    return EventsTold(
        events=[show_event(event) for event in shown],
        next=cursor_of(shown[-1]) if len(events) > limit else None,
    )


@router.get("/{event}", summary="One event")
async def get_event(who: Seeing, site: TheSite, event: Annotated[int, Path(ge=0, lt=1 << 62)]) -> EventTold:
    """As in the list."""
    return show_event(await site.archive.events.log.get(EventId(event)))


@router.post("", summary="Report an event from outside", status_code=201)
async def post_event(sent: OutsideEvent, who: WorkingOnIncidents, site: TheSite) -> EventTold:
    """Kept when this answers. Sent again with the same `key` it is the same event; its time is at most a day away."""
    if not sent.name.isprintable() or not sent.name.strip():
        raise ConfigError("an event's name is 1 to 100 printable characters")
    camera = None
    if sent.camera is not None:
        camera = (await known_camera(site, parse_camera_id(sent.camera))).id
    at = parse_instant(sent.at) if sent.at is not None else None
    if at is not None and abs(at - site.clock.now_90k()) > _DAY_90K:
        raise ConfigError("the event's time is more than a day from now", "look at the clock of whoever sends it")
    event = await site.archive.events.report(
        sent.name.strip(), level=sent.level, camera=camera, at=at, key=sent.key, is_exercise=sent.exercise
    )
    return show_event(event)
