"""Events: what happened, newest first, and which of it was looked through; and reports from outside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path, Query

from groundglass.errors import ConfigError, NotFound, Refused
from groundglass.frosted.events.occurred import EventId, EventKind, EventOccurred, Level, RuleId
from groundglass.frosted.events.search import EventFilter
from groundglass.frosted.shown import Shown
from groundglass.frosted.web.camera import known_camera
from groundglass.frosted.web.entry import Seeing, TheShown, TheSite, Visitor, WorkingOnIncidents
from groundglass.frosted.web.hours import Day, parse_hours, stretches_of
from groundglass.frosted.web.instants import parse_instant, show_instant
from groundglass.frosted.web.models.events import (
    EventsTold,
    EventTold,
    OutsideEvent,
    ReviewedTold,
    ReviewTold,
    ReviewWritten,
)
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.events import cursor_of, parse_cursor, show_event
from groundglass.frosted.web.shown.incidents import names_of, show_person
from groundglass.pane.ids import TICKS_PER_S, AreaId, CameraId, Instant90k, parse_camera_id
from groundglass.pane.settings import Polygon

router = APIRouter(prefix="/api/v1/events", tags=["events"], responses=Problem.answers(401, 403, 404, 422, 503))

MAX_PAGE: Final = 500
_DAY_90K: Final = 86_400 * TICKS_PER_S

Kinds = Annotated[list[EventKind] | None, Query(max_length=40, description="any of these kinds")]
From = Annotated[str | None, Query(alias="from", max_length=40, examples=["2026-11-21T23:00:00.000Z"])]
To = Annotated[str | None, Query(alias="to", max_length=40, examples=["2026-11-22T00:00:00.000Z"])]


Cameras = Annotated[
    list[Annotated[str, Query(max_length=48)]] | None, Query(max_length=64, description="of any of these cameras")
]
Area = Annotated[
    str | None,
    Query(max_length=60, pattern=r"^[^:]+:\d{1,3}$", description="in an area of a camera", examples=["north-gate:1"]),
]
OnDays = Annotated[list[Day] | None, Query(max_length=7, description="on any of these days of the week")]
InHours = Annotated[
    str | None, Query(max_length=11, description="between these times of the day", examples=["22:00-06:00"])
]
Zone = Annotated[str, Query(max_length=60, description="the time zone of days and hours", examples=["Europe/Vienna"])]


@router.get("", summary="What happened")
async def get_events(
    who: Seeing,
    site: TheShown,
    kind: Kinds = None,
    camera: Cameras = None,
    area: Area = None,
    rule: Annotated[int | None, Query(ge=1, lt=1 << 31)] = None,
    level: Annotated[Level | None, Query(description="this grave or graver")] = None,
    begin: From = None,
    end: To = None,
    day: OnDays = None,
    hours: InHours = None,
    zone: Zone = "UTC",
    reviewed: Annotated[bool | None, Query(description="only what was looked through, or only what was not")] = None,
    order: Annotated[Literal["newest", "oldest"], Query(description="which come first")] = "newest",
    cursor: Annotated[str | None, Query(max_length=40)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
) -> EventsTold:
    """Search by what happened, where and when. `next` of a page is the `cursor` of the one after it."""
    since = parse_instant(begin) if begin is not None else None
    until = parse_instant(end) if end is not None else None
    named = frozenset(parse_camera_id(one) for one in camera) if camera else None
    marked = await _marked_area(site, who, area) if area is not None else None
    if marked is not None:
        named = frozenset({marked[0]}) if named is None else named & {marked[0]}
    within = None
    if day or hours is not None:
        now = Instant90k(site.clock.now_90k())
        within = stretches_of(parse_hours(hours, day or ()), zone, since, until, now)
    wanted = EventFilter(
        kinds=frozenset(kind) if kind else None,
        cameras=_reached(who, named),
        rule=RuleId(rule) if rule is not None else None,
        least=level,
        begin=since,
        end=until,
        beyond=parse_cursor(cursor) if cursor is not None else None,
        within=within,
        zone=marked[2] if marked is not None else None,
        area=marked[1] if marked is not None else None,
        oldest_first=order == "oldest",
        reviewed=reviewed,
    )
    events = await site.event_log.page(wanted, limit + 1)
    shown = events[:limit]
    return EventsTold(
        events=[show_event(event) for event in shown],
        next=cursor_of(shown[-1]) if len(events) > limit else None,
        reviews=await _reviews_of(site, shown),
    )


async def _reviews_of(site: Shown, events: Sequence[EventOccurred]) -> list[ReviewTold]:
    found = await site.event_log.reviews.of([event.id for event in events])
    names = await names_of(site.people) if found else {}
    return [
        ReviewTold(event=event, by=show_person(one.by, names), at=show_instant(one.at)) for event, one in found.items()
    ]


@router.post("/reviews", summary="Say that events were looked through")
async def post_reviews(written: ReviewWritten, who: WorkingOnIncidents, site: TheSite) -> ReviewedTold:
    """Or that they are to be looked through again. On record before it takes effect."""
    reviews = site.event_log.reviews
    asked = await reviews.known({EventId(event) for event in written.events})
    reached = [event.id for event in asked if who.may_see(event.camera)]
    before = await reviews.of(reached)
    changed = [event for event in reached if (event in before) != written.reviewed]
    if changed:
        by = str(who.person.id)
        await site.record.enter("events.reviewed", by=by, events=changed, is_reviewed=written.reviewed)
        await (reviews.add(changed, by) if written.reviewed else reviews.remove(changed))
    return ReviewedTold(changed=list[int](changed))


def _reached(who: Visitor, named: frozenset[CameraId] | None) -> frozenset[CameraId] | None:
    """The cameras that were asked for, as far as they exist for whoever asks; None is all, and what is of none."""
    if named is None:
        return who.reach.cameras
    return frozenset(camera for camera in named if who.may_see(camera))


async def _marked_area(site: Shown, who: Visitor, untrusted_area: str) -> tuple[CameraId, AreaId, Polygon]:
    name, _, number = untrusted_area.rpartition(":")
    record = await known_camera(site, who, parse_camera_id(name))
    for area in record.settings.areas:
        if area.number == int(number):
            return record.id, area.number, area.polygon
    raise NotFound("there is no such area in this camera's view", "draw it in the camera's settings")


@router.get("/{event}", summary="One event")
async def get_event(who: Seeing, site: TheShown, event: Annotated[int, Path(ge=0, lt=1 << 62)]) -> EventTold:
    """As in the list."""
    found = await site.event_log.get(EventId(event))
    if not who.may_see(found.camera):
        raise NotFound(f"there is no event {event}")
    return show_event(found)


@router.post("", summary="Report an event from outside", status_code=201)
async def post_event(sent: OutsideEvent, who: WorkingOnIncidents, site: TheSite) -> EventTold:
    """Kept when this answers. Sent again with the same `key` it is the same event; its time is at most a day away."""
    if not sent.name.isprintable() or not sent.name.strip():
        raise ConfigError("an event's name is 1 to 100 printable characters")
    camera = None
    if sent.camera is not None:
        camera = (await known_camera(site, who, parse_camera_id(sent.camera))).id
    elif not who.reach.is_whole:
        raise Refused("you report for the cameras of your groups, and this names none", "name a camera")
    at = parse_instant(sent.at) if sent.at is not None else None
    if at is not None and abs(at - site.clock.now_90k()) > _DAY_90K:
        raise ConfigError("the event's time is more than a day from now", "look at the clock of whoever sends it")
    event = await site.archive.events.report(
        sent.name.strip(), level=sent.level, camera=camera, at=at, key=sent.key, is_exercise=sent.exercise
    )
    return show_event(event)
