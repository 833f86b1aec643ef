"""Incidents: list, open, move on, write down, refer to recordings and requests, follow procedures, undo.

The rules are the desk's (frosted/incidents/desk.py). A responder reads the incidents they have a task in, and nothing
else of the desk. The dependencies of an incident's number say who may do what with it: `Worked` and `Supervised` are
those of cameras at which the visitor has that right, `Read` also those with a task for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from groundglass.errors import NotFound, Refused
from groundglass.frosted.events.occurred import EventId
from groundglass.frosted.incidents.acts import (
    Act,
    ClipAttached,
    IncidentNumber,
    LevelSet,
    Noted,
    Opened,
    OwnerSet,
    Retitled,
    StateSet,
    StepOwned,
    StepSet,
    Undone,
    UnsealLinked,
    parse_text,
    parse_title,
)
from groundglass.frosted.incidents.book import MAX_PAGE, Wanted
from groundglass.frosted.incidents.happening import happening_of
from groundglass.frosted.incidents.levels import Level, State
from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.people.roles import Right
from groundglass.frosted.site import Site
from groundglass.frosted.web.camera import known_camera
from groundglass.frosted.web.entry import (
    REFUSED,
    AnyVisitor,
    Supervising,
    TheShown,
    TheSite,
    Visitor,
    WorkingOnIncidents,
)
from groundglass.frosted.web.instants import parse_instant, parse_range
from groundglass.frosted.web.models.events import EventsChosen, LinkedTold, LinkTold
from groundglass.frosted.web.models.incidents import (
    IncidentChange,
    IncidentsTold,
    IncidentTold,
    Move,
    NewClip,
    NewIncident,
    NewText,
    NewUnseal,
    ProcedureChoice,
    ProposalAnswer,
    StepChange,
    Undo,
)
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.incidents import names_of, show_incident, show_line
from groundglass.pane.ids import Instant90k, parse_camera_id

router = APIRouter(
    prefix="/api/v1/incidents", tags=["incidents"], responses=Problem.answers(401, 403, 404, 409, 422, 503)
)

LONGEST_CLIP_S: Final = 86_400


_Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="What people call it: incident 41")]


@dataclass(frozen=True, slots=True)
class Reading:
    """An incident that this visitor may read. `is_desk`: they work on it, and do not only have a task in it."""

    number: IncidentNumber
    is_desk: bool


async def _worked(number: _Number, who: WorkingOnIncidents, site: TheSite) -> IncidentNumber:
    return await _reached(site, who, IncidentNumber(number))


async def _supervised(number: _Number, who: Supervising, site: TheSite) -> IncidentNumber:
    return await _reached(site, who, IncidentNumber(number))


async def _read(number: _Number, who: AnyVisitor, site: TheSite) -> Reading:
    """1. Who works on incidents reads those of the cameras they do it at. 2. Who responds reads those with a task for
    them. 3. Who may do neither is refused; for everybody else it is not there."""
    found = IncidentNumber(number)
    desk = who.asking(Right.INCIDENTS)
    if desk is not None and await _is_within(site, desk, found):  # 1
        return Reading(found, is_desk=True)
    if desk is None and who.asking(Right.RESPOND) is None:
        raise Refused(*REFUSED)  # 3
    if not await site.desk.book.active_task(who.person.id, found):  # 2
        raise NotFound(f"there is no incident {number}" + ("" if desk else " with a task for you"))
    return Reading(found, is_desk=False)


async def _reached(site: Site, who: Visitor, number: IncidentNumber) -> IncidentNumber:
    if not await _is_within(site, who, number):
        raise NotFound(f"there is no incident {number}")
    return number


async def _is_within(site: Site, who: Visitor, number: IncidentNumber) -> bool:
    """Whether an incident is of a camera that this visitor reaches; to whoever reaches all of them, each is."""
    if who.reach.is_whole:
        return True
    return bool(await site.desk.book.lines(Wanted(numbers=frozenset({number}), cameras=who.reach.cameras)))


Worked = Annotated[IncidentNumber, Depends(_worked)]
Supervised = Annotated[IncidentNumber, Depends(_supervised)]
Read = Annotated[Reading, Depends(_read)]
EventName = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._:-]+$")]


@router.get("", summary="Incidents, newest first")
async def get_incidents(
    who: WorkingOnIncidents,
    site: TheShown,
    state: Annotated[list[State] | None, Query()] = None,
    level: Annotated[list[Level] | None, Query()] = None,
    camera: Annotated[str | None, Query(max_length=48)] = None,
    exercise: bool | None = None,
    begin: Annotated[str | None, Query(alias="from", max_length=40)] = None,
    end: Annotated[str | None, Query(alias="to", max_length=40)] = None,
    before: Annotated[int | None, Query(ge=1, le=2**31)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 50,
) -> IncidentsTold:
    """A page. `before` takes the last page's `next`."""
    wanted = Wanted(
        states=frozenset(state or ()),
        levels=frozenset(level or ()),
        camera=camera,
        cameras=who.reach.cameras,
        is_exercise=exercise,
        from_90k=None if begin is None else parse_instant(begin),
        until_90k=None if end is None else parse_instant(end),
        before=before,
        limit=limit,
    )
    lines = await site.incident_book.lines(wanted)
    names = await names_of(site.people)
    more = lines[-1].number if len(lines) == limit else None
    return IncidentsTold(incidents=[show_line(line, names) for line in lines], next=more)


@router.post("", summary="Open an incident", status_code=201)
async def post_incident(new: NewIncident, answer: Response, who: WorkingOnIncidents, site: TheSite) -> IncidentTold:
    """By hand, or from an event: one event opens one incident."""
    if new.camera:
        await known_camera(site, who, parse_camera_id(new.camera))
    elif not who.reach.is_whole:
        raise Refused("you open incidents at the cameras of your groups, and this names none", "name a camera")
    at_90k = Instant90k(site.clock.now_90k()) if new.at is None else parse_instant(new.at)
    zone = parse_text(new.zone, 80) if new.zone.strip() else ""
    opened = Opened(new.title, new.level, new.camera, zone, at_90k, new.event, new.event_kind, new.exercise)
    incident = await site.desk.open(opened, who.person.id)
    answer.headers["Location"] = f"/api/v1/incidents/{incident.number}"
    return await told(site, incident.number)


@router.get("/{number}", summary="One incident, whole")
async def get_incident(read: Read, site: TheSite) -> IncidentTold:
    """With its history. A responder sees those they have a task in."""
    return await told(site, read.number)


@router.patch("/{number}", summary="Change title, level or owner")
async def patch_incident(
    number: Worked, change: IncidentChange, who: WorkingOnIncidents, site: TheSite
) -> IncidentTold:
    """Absent fields stay as they are. Each change is one entry of the history."""
    acts: list[Act] = []
    if change.title is not None:
        acts.append(Retitled(parse_title(change.title)))
    if change.level is not None:
        acts.append(LevelSet(change.level))
    if change.owner is not None:
        if change.owner:
            await site.people.persons.get(PersonId(change.owner))
        acts.append(OwnerSet(change.owner))
    for act in acts:
        await site.desk.act(number, who.person.id, act)
    return await told(site, number)


@router.post("/{number}/state", summary="Move an incident on")
async def post_state(number: Worked, move: Move, who: WorkingOnIncidents, site: TheSite) -> IncidentTold:
    """To one of its `next_states`."""
    return await _acted(site, number, who, StateSet(move.state, move.outcome))


@router.post("/{number}/notes", summary="Write something down")
async def post_note(number: Worked, note: NewText, who: WorkingOnIncidents, site: TheSite) -> IncidentTold:
    """Stays in the history."""
    return await _acted(site, number, who, Noted(parse_text(note.text)))


@router.post("/{number}/clips", summary="Refer to a stretch of a frosted recording")
async def post_clip(number: Worked, clip: NewClip, who: WorkingOnIncidents, site: TheSite) -> IncidentTold:
    """A reference: the recording stays where it is, as long as its retention."""
    begin, end = parse_range(clip.from_, clip.to, longest_s=LONGEST_CLIP_S)
    camera = (await known_camera(site, who, parse_camera_id(clip.camera))).id
    caption = parse_text(clip.caption, 200) if clip.caption.strip() else ""
    return await _acted(site, number, who, ClipAttached(camera, begin, end, caption))


@router.post("/{number}/unseals", summary="Link a request to unseal")
async def post_unseal(number: Worked, new: NewUnseal, who: WorkingOnIncidents, site: TheSite) -> IncidentTold:
    """The request itself is made under /api/v1/unseal."""
    request = (await site.custody.requests.get(new.request)).request
    return await _acted(site, number, who, UnsealLinked(request.id))


@router.post("/{number}/undo", summary="Undo an entry")
async def post_undo(number: Worked, undo: Undo, who: WorkingOnIncidents, site: TheSite) -> IncidentTold:
    """The newest act about a thing, within ten minutes; nothing that was written or sent."""
    return await _acted(site, number, who, Undone(undo.sequence))


@router.post("/{number}/proposals/{event}", summary="Say whether an event belongs to the incident")
async def post_proposal(
    number: Worked, event: EventName, answer: ProposalAnswer, who: WorkingOnIncidents, site: TheSite
) -> IncidentTold:
    """If not, an incident of its own is opened and told."""
    decide = site.desk.accept if answer.belongs else site.desk.part
    incident = await decide(number, event, who.person.id)
    return await told(site, incident.number)


@router.post("/{number}/events", summary="Add events to the incident")
async def post_events(number: Worked, chosen: EventsChosen, who: WorkingOnIncidents, site: TheSite) -> LinkedTold:
    """As many entries of its history as events; each can be undone. `Conflict` where the incident is closed."""
    events = await site.event_log.reviews.known({EventId(event) for event in chosen.events})
    incident, _ = await site.desk.get(number)
    there = {incident.opened.event, *(one.event for one in incident.events)}
    linked = []
    for event in events:
        if who.may_see(event.camera) and str(event.id) not in there:
            sequence = await site.desk.link(number, happening_of(event), str(who.person.id))
            linked.append(LinkTold(event=event.id, sequence=sequence))
    return LinkedTold(linked=linked)


@router.post("/{number}/procedure", summary="Follow a procedure")
async def post_procedure(
    number: Worked, choice: ProcedureChoice, who: WorkingOnIncidents, site: TheSite
) -> IncidentTold:
    """With its steps as they are now."""
    await site.desk.start_procedure(number, choice.procedure, who.person.id)
    return await told(site, number)


@router.patch("/{number}/steps/{step}", summary="Mark a step, or give it an owner")
async def patch_step(
    number: Worked,
    step: Annotated[int, Path(ge=1, le=1000)],
    change: StepChange,
    who: WorkingOnIncidents,
    site: TheSite,
) -> IncidentTold:
    """What is given is changed."""
    if change.owner is not None:
        if change.owner:
            await site.people.persons.get(PersonId(change.owner))
        await site.desk.act(number, who.person.id, StepOwned(step, change.owner))
    if change.mark is not None:
        await site.desk.act(number, who.person.id, StepSet(step, change.mark))
    return await told(site, number)


async def told(site: Site, number: IncidentNumber) -> IncidentTold:
    """The incident as it is now."""
    incident, entries = await site.desk.get(number)
    return show_incident(
        incident,
        entries,
        await site.desk.book.proposals(number),
        () if incident.steps else await site.desk.procedures.list(),
        await names_of(site.people),
        site.clock.now_90k(),
    )


async def _acted(site: Site, number: IncidentNumber, who: Visitor, act: Act) -> IncidentTold:
    await site.desk.act(number, who.person.id, act)
    return await told(site, number)
