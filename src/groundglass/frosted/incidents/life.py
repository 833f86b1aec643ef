"""What follows from an incident's history: where it stands, and what may happen next. Pure.

`folded` makes the incident from its entries; `require` says whether one more act may follow, with the sentence people
read when it may not. An entry that was undone counts for nothing, so undoing is folding without it.

Undo, within these rules:
    1. Only what stays in the house: states, level, title, owner, links, clips, steps. What was sent was sent.
    2. Within `UNDO_WITHIN_S` of the act.
    3. Only the newest act about the same thing: an older one may be what the newer one rests on.
    4. Never after the incident was closed by a later act; closing itself can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from groundglass.errors import ConfigError, Conflict, NotFound
from groundglass.frosted.incidents.acts import (
    Act,
    ClipAttached,
    Entry,
    EventLinked,
    HandedOver,
    HelpSet,
    IncidentNumber,
    LevelSet,
    Noted,
    Opened,
    OwnerSet,
    PhotoAdded,
    ProcedureStarted,
    Retitled,
    Said,
    StateSet,
    StepOwned,
    StepReminded,
    StepSet,
    TaskSent,
    TaskSet,
    Undone,
    UnsealLinked,
)
from groundglass.frosted.incidents.levels import ACTIVE_TASK, ANSWERS, NEXT, OPEN, Level, Outcome, State, TaskState
from groundglass.pane.ids import TICKS_PER_S

UNDO_WITHIN_S: Final = 600
MAX_PHOTOS: Final = 60
MARKS: Final = frozenset({"open", "done", "left_out"})


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the procedure that the incident follows. `due_90k` is None without a time."""

    number: int
    text: str
    due_90k: int | None
    owner: str = ""
    mark: str = "open"
    by: str = ""
    at_90k: int = 0
    is_reminded: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What a responder was asked to do."""

    id: str
    responder: str
    text: str
    sent_by: str
    sent_90k: int
    state: TaskState = TaskState.SENT
    changed_90k: int = 0
    needs_help: bool = False


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident, now."""

    number: IncidentNumber
    opened: Opened
    opened_by: str
    opened_90k: int
    title: str
    level: Level
    state: State = State.NEW
    outcome: Outcome | None = None
    owner: str = ""
    changed_90k: int = 0
    procedure: str = ""
    procedure_name: str = ""
    steps: tuple[Step, ...] = ()
    tasks: tuple[Task, ...] = ()
    events: tuple[EventLinked, ...] = ()
    clips: tuple[ClipAttached, ...] = ()
    photos: tuple[PhotoAdded, ...] = ()
    unseals: tuple[str, ...] = ()
    since: dict[State, int] = field(default_factory=dict)  # when each state was first reached

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def task(self, which: str) -> Task:
        """A task, or `NotFound`."""
        for task in self.tasks:
            if task.id == which:
                return task
        raise NotFound("there is no such task in this incident")

    def step(self, number: int) -> Step:
        """A step, or `NotFound`."""
        for step in self.steps:
            if step.number == number:
                return step
        raise NotFound("there is no such step in this incident")


def folded(entries: Sequence[Entry]) -> Incident:
    """The incident that these entries, all of one incident and in order, add up to. The first one opens it."""
    first = entries[0]
    opened = first.act
    if not isinstance(opened, Opened):
        raise ConfigError("a history begins with the opening of its incident")
    incident = Incident(
        first.incident,
        opened,
        first.by,
        first.at_90k,
        opened.title,
        opened.level,
        changed_90k=first.at_90k,
        since={State.NEW: first.at_90k},
    )
    undone = {entry.act.sequence for entry in entries if isinstance(entry.act, Undone)}
    for entry in entries[1:]:
        if entry.sequence not in undone:
            incident = replace(_after(incident, entry), changed_90k=entry.at_90k)
    return incident


def _after(incident: Incident, entry: Entry) -> Incident:
    match entry.act:
        case StateSet(state, outcome):
            since = {**incident.since, state: incident.since.get(state, entry.at_90k)}
            # Closing keeps the outcome; going back to work forgets it.
            said_now = incident.outcome if state is State.CLOSED else outcome
            return replace(incident, state=state, outcome=said_now, since=since)
        case LevelSet(level):
            return replace(incident, level=level)
        case Retitled(title):
            return replace(incident, title=title)
        case OwnerSet(person) | HandedOver(person, _):
            return replace(incident, owner=person)
        case EventLinked() as event:
            return replace(incident, events=(*incident.events, event))
        case ClipAttached() as clip:
            return replace(incident, clips=(*incident.clips, clip))
        case UnsealLinked(request):
            return replace(incident, unseals=(*incident.unseals, request))
        case ProcedureStarted(procedure, name, plans):
            steps = tuple(
                Step(number, plan.text, entry.at_90k + plan.due_s * TICKS_PER_S if plan.due_s else None)
                for number, plan in enumerate(plans, start=1)
            )
            return replace(incident, procedure=procedure, procedure_name=name, steps=steps)
        case StepSet() | StepOwned() | StepReminded():
            return _after_step(incident, entry)
        case TaskSent(task, responder, text):
            sent = Task(task, responder, text, entry.by, entry.at_90k, changed_90k=entry.at_90k)
            return replace(incident, tasks=(*incident.tasks, sent))
        case TaskSet() | HelpSet():
            return _after_answer(incident, entry)
        case PhotoAdded() as photo:
            return replace(incident, photos=(*incident.photos, photo))
        case Opened() | Noted() | Said() | Undone():
            return incident


def _after_answer(incident: Incident, entry: Entry) -> Incident:
    def changed(task: Task) -> Task:
        match entry.act:
            case TaskSet(which, state) if which == task.id:
                # Whoever has ended a task is out of it, and so is their call for help.
                helped = task.needs_help and state in ACTIVE_TASK
                return replace(task, state=state, changed_90k=entry.at_90k, needs_help=helped)
            case HelpSet(which, is_wanted) if which == task.id:
                return replace(task, changed_90k=entry.at_90k, needs_help=is_wanted)
            case _:
                return task

    return replace(incident, tasks=tuple(changed(task) for task in incident.tasks))


def _after_step(incident: Incident, entry: Entry) -> Incident:
    def changed(step: Step) -> Step:
        match entry.act:
            case StepSet(number, mark) if number == step.number:
                return replace(step, mark=mark, by=entry.by, at_90k=entry.at_90k)
            case StepOwned(number, person) if number == step.number:
                return replace(step, owner=person)
            case StepReminded(number) if number == step.number:
                return replace(step, is_reminded=True)
            case _:
                return step

    return replace(incident, steps=tuple(changed(step) for step in incident.steps))


def require(entries: Sequence[Entry], incident: Incident, act: Act, now_90k: int) -> None:
    """Return when the act may follow, else `Conflict` or `NotFound` saying why not."""
    if incident.state is State.CLOSED and not isinstance(act, Noted | Undone | UnsealLinked | ClipAttached):
        raise Conflict("this incident is closed", "open a new one, or add a note to it")
    match act:
        case StateSet(state, outcome):
            _require_next(incident, state, outcome)
        case EventLinked(event) if event in {incident.opened.event, *(one.event for one in incident.events)}:
            raise Conflict("this event belongs to the incident already")
        case ProcedureStarted() if incident.steps:
            raise Conflict("this incident follows a procedure already", "undo its start, or finish its steps")
        case StepSet(number, mark):
            incident.step(number)
            if mark not in MARKS:
                raise ConfigError("a step is open, done or left_out")
        case StepOwned(number) | StepReminded(number):
            incident.step(number)
        case TaskSet(task, state_of_task):
            _require_answer(incident.task(task), state_of_task)
        case Said(task):
            incident.task(task)
        case HelpSet(task, is_wanted):
            asked = incident.task(task)
            if is_wanted and asked.state not in ACTIVE_TASK:
                raise Conflict("this task is over, and help for it too", "tell the desk by a message, or call them")
        case PhotoAdded(_, task):
            _require_room(incident, task)
        case Undone(sequence):
            _require_undoable(entries, sequence, now_90k)
        case _:
            return


def _require_next(incident: Incident, state: State, outcome: Outcome | None) -> None:
    if state not in NEXT[incident.state]:
        raise Conflict(
            f"this incident is {said(incident.state)} and cannot become {said(state)}",
            "look at it again: somebody may have moved it meanwhile",
        )
    if (state is State.RESOLVED) != (outcome is not None):
        raise ConfigError("an outcome is given when an incident is resolved, and only then")


def _require_answer(task: Task, state: TaskState) -> None:
    recallable = task.state in ACTIVE_TASK
    allowed = recallable if state is TaskState.RECALLED else state in ANSWERS[task.state]
    if not allowed:
        raise Conflict(f"this task is {task.state} and cannot become {state}", "look at it again")


def _require_room(incident: Incident, task: str) -> None:
    if task:
        incident.task(task)
    if len(incident.photos) >= MAX_PHOTOS:
        raise Conflict(f"this incident has {MAX_PHOTOS} photos already", "say what you see in words")


def _require_undoable(entries: Sequence[Entry], sequence: int, now_90k: int) -> None:
    undone = {entry.act.sequence for entry in entries if isinstance(entry.act, Undone)}
    found = next((entry for entry in entries if entry.sequence == sequence), None)
    if found is None:
        raise NotFound("there is no such entry in this incident")
    subject = _subject(found.act)
    if subject is None:  # 1
        raise Conflict("this cannot be undone: it was written or sent", "add a note that corrects it")
    if found.sequence in undone:
        raise Conflict("this was undone already")
    if not now_90k - found.at_90k <= UNDO_WITHIN_S * TICKS_PER_S:  # 2
        raise Conflict("this can no longer be undone", "make the change that is right now")
    later = [one for one in entries if one.sequence > sequence and one.sequence not in undone]
    if any(_subject(one.act) == subject for one in later):  # 3
        raise Conflict("something newer rests on this", "undo the newer first")
    if any(isinstance(one.act, StateSet) and one.act.state is State.CLOSED for one in later):  # 4
        raise Conflict("this incident is closed", "undo its closing first")


def _subject(act: Act) -> str | None:
    """What an act is about, for undoing; None for what cannot be undone."""
    match act:
        case StateSet():
            return "state"
        case LevelSet():
            return "level"
        case Retitled():
            return "title"
        case OwnerSet():
            return "owner"
        case EventLinked(event):
            return f"event {event}"
        case ClipAttached(camera, begin, end):
            return f"clip {camera} {begin} {end}"
        case UnsealLinked(request):
            return f"unseal {request}"
        case ProcedureStarted():
            return "steps"
        case StepSet() | StepOwned():
            return "steps"
        case Opened() | Noted() | StepReminded() | TaskSent() | TaskSet() | Said() | HandedOver() | Undone():
            return None
        case HelpSet() | PhotoAdded():
            return None


def due_steps(incident: Incident, now_90k: int) -> tuple[Step, ...]:
    """Open steps whose time has come and of which nobody was reminded yet."""
    return tuple(
        step
        for step in incident.steps
        if incident.is_open
        and step.mark == "open"
        and not step.is_reminded
        and step.due_90k is not None
        and step.due_90k <= now_90k
    )


def said(state: State) -> str:
    """A state in a sentence."""
    return state.value.replace("_", " ")


def people_in(entries: Iterable[Entry]) -> frozenset[str]:
    """Everybody whose id a history names."""
    named: set[str] = set()
    for entry in entries:
        named.add(entry.by)
        match entry.act:
            case OwnerSet(person) | HandedOver(person, _) | StepOwned(_, person):
                named.add(person)
            case TaskSent(_, responder, _):
                named.add(responder)
            case _:
                pass
    return frozenset(named - {""})
