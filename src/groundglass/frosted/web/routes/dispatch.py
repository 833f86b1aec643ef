"""Tasks, messages, shifts, positions: what passes between the desk and responders.

Every send is a person's act, in the ledger before it is anywhere else. Nobody is ranked: lists of people are by
their ids, and nothing counts who did how much.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Path

from groundglass.errors import Refused
from groundglass.frosted.incidents.acts import IncidentNumber
from groundglass.frosted.incidents.levels import TaskState
from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.web.entry import Responding, TheSite, WorkingOnIncidents
from groundglass.frosted.web.models.base import Done
from groundglass.frosted.web.models.incidents import (
    HandedOverTold,
    HelpAsked,
    Here,
    IncidentTold,
    NewTask,
    NewText,
    PositionsTold,
    PositionTold,
    ShiftEnd,
    ShiftsTold,
    ShiftTold,
    TaskMove,
    TasksTold,
)
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.routes.incidents import Read, Worked, told
from groundglass.frosted.web.shown.incidents import names_of, show_position, show_shift, show_task

router = APIRouter(prefix="/api/v1", tags=["dispatch"], responses=Problem.answers(401, 403, 404, 409, 422, 503))

Once = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=40,
        pattern=r"^[A-Za-z0-9-]*$",
        description="A name the device gives this act: sent again with it, nothing is done twice",
    ),
]
TaskName = Annotated[str, Path(min_length=1, max_length=16, pattern=r"^[0-9a-f]+$")]


@router.post("/incidents/{number}/tasks", summary="Send a responder a task", status_code=201)
async def post_task(number: Worked, new: NewTask, who: WorkingOnIncidents, site: TheSite) -> IncidentTold:
    """To somebody on shift. A person's act: a program with the machine token is refused."""
    responder = await site.people.persons.get(PersonId(new.responder))
    await site.desk.send_task(number, responder.id, new.text, who.own_session().person)
    return await told(site, number)


@router.post("/incidents/{number}/tasks/{task}/state", summary="Answer a task, or take it back")
async def post_task_state(
    read: Read, task: TaskName, move: TaskMove, who: Responding, site: TheSite, once: Once = ""
) -> IncidentTold:
    """`recalled` is the desk's; everything else the responder's own."""
    incident, me = read.number, who.own_session().person
    state = TaskState(move.state)
    if state is TaskState.RECALLED and read.is_desk:
        await site.desk.recall_task(incident, task, me)
    else:
        await site.desk.answer_task(incident, task, state, me, once=once)
    return await told(site, incident)


@router.post("/incidents/{number}/tasks/{task}/messages", summary="Say something about a task", status_code=201)
async def post_message(
    read: Read, task: TaskName, new: NewText, who: Responding, site: TheSite, once: Once = ""
) -> IncidentTold:
    """Between the desk and the task's responder, both ways."""
    await site.desk.say(read.number, task, new.text, who.own_session().person, is_desk=read.is_desk, once=once)
    return await told(site, read.number)


@router.post("/incidents/{number}/tasks/{task}/help", summary="Ask for help, or need it no more", status_code=201)
async def post_help(
    read: Read, task: TaskName, ask: HelpAsked, who: Responding, site: TheSite, once: Once = ""
) -> IncidentTold:
    """The responder's own call; that it is over, the desk may say too."""
    incident, me = read.number, who.own_session().person
    found, _ = await site.desk.get(incident)
    if found.task(task).responder != me and not read.is_desk:
        raise Refused("this task is another person's")
    await site.desk.ask_help(incident, task, me, is_wanted=ask.wanted, once=once)
    return await told(site, incident)


@router.get("/tasks", summary="Your own tasks")
async def get_tasks(who: Responding, site: TheSite) -> TasksTold:
    """Newest first."""
    names = await names_of(site.people)
    tasks = []
    for task, number in await site.desk.book.tasks_of(who.person.id):
        incident, _ = await site.desk.get(number)
        tasks.append(show_task(incident, incident.task(task), names))
    return TasksTold(tasks=tasks)


@router.get("/shifts", summary="Who is on duty, and what the last shifts left")
async def get_shifts(who: Responding, site: TheSite) -> ShiftsTold:
    """In no order of merit."""
    names, shifts = await names_of(site.people), site.desk.shifts
    return ShiftsTold(
        on_duty=[show_shift(shift, names) for shift in await shifts.on_duty()],
        lately=[show_shift(shift, names) for shift in await shifts.lately()],
    )


@router.post("/shifts", summary="Go on duty", status_code=201)
async def post_shift(who: Responding, site: TheSite) -> ShiftTold:
    """Your own act, never another's."""
    begun = await site.desk.shifts.begin(who.own_session().person)
    return show_shift(begun, await names_of(site.people))


@router.post("/shifts/end", summary="Go off duty, and hand over")
async def post_shift_end(end: ShiftEnd, who: Responding, site: TheSite) -> HandedOverTold:
    """Open incidents that are yours become the next person's. Your position is forgotten at once."""
    me, names = who.own_session().person, await names_of(site.people)
    handed: tuple[IncidentNumber, ...] = ()
    if end.hand_to:
        next_one = await site.people.persons.get(PersonId(end.hand_to))
        handed = await site.desk.hand_over(me, next_one.id, end.note)
        ended = next(shift for shift in await site.desk.shifts.lately() if shift.person == me)
    else:
        ended = await site.desk.shifts.end(me, end.note)
    return HandedOverTold(incidents=list(handed), shift=show_shift(ended, names))


@router.put("/shifts/position", summary="Give your position")
async def put_position(here: Here, who: Responding, site: TheSite) -> PositionTold:
    """Only while on shift; only the newest is kept, in memory, for five minutes."""
    me = who.own_session().person
    position = await site.desk.shifts.share(me, here.latitude, here.longitude, here.error_m)
    return show_position(position, await names_of(site.people))


@router.delete("/shifts/position", summary="Take your position back")
async def delete_position(who: Responding, site: TheSite) -> Done:
    """It is forgotten at once."""
    site.desk.shifts.take_back(who.own_session().person)
    return Done()


@router.get("/shifts/positions", summary="Positions that responders gave")
async def get_positions(who: WorkingOnIncidents, site: TheSite) -> PositionsTold:
    """Of the last five minutes."""
    names = await names_of(site.people)
    return PositionsTold(positions=[show_position(one, names) for one in site.desk.shifts.positions()])
