"""Incidents, tasks, procedures and shifts, as the API takes and tells them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from groundglass.frosted.incidents.acts import MAX_STEPS, MAX_TEXT, MAX_TITLE
from groundglass.frosted.incidents.levels import Level, Outcome, State, TaskState
from groundglass.frosted.web.models.base import Asked, Told, Version, When

Title: TypeAlias = Annotated[str, Field(min_length=1, max_length=MAX_TITLE)]
WrittenText: TypeAlias = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
SomeId: TypeAlias = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9._:-]*$")]
CameraText: TypeAlias = Annotated[str, Field(max_length=48)]


class PersonTold(Told):
    """Who did something. The house itself has an empty id."""

    id: str
    name: str


class NewIncident(Asked):
    """An incident opened by hand, or from an event."""

    title: Title
    level: Level = Level.WARNING
    camera: CameraText = ""
    zone: Annotated[str, Field(max_length=80)] = ""
    at: When | None = None
    event: SomeId = ""
    event_kind: Annotated[str, Field(max_length=32)] = ""
    exercise: bool = False


class IncidentChange(Asked):
    """What is given is changed. An empty owner: nobody has it in hand."""

    title: Title | None = None
    level: Level | None = None
    owner: SomeId | None = None


class Move(Asked):
    """The next state; an outcome with `resolved` and only then."""

    state: State
    outcome: Outcome | None = None


class NewText(Asked):
    """Something a person wrote."""

    text: WrittenText


class NewClip(Asked):
    """A stretch of a frosted recording, at most a day."""

    camera: CameraText
    from_: Annotated[When, Field(alias="from")]
    to: When
    caption: Annotated[str, Field(max_length=200)] = ""


class NewUnseal(Asked):
    """A request to unseal that was made because of this incident."""

    request: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._:-]+$")]


class Undo(Asked):
    """Which entry no longer counts."""

    sequence: Annotated[int, Field(ge=1, le=2**53)]


class ProposalAnswer(Asked):
    """Whether the event belongs to the incident; if not, it opens its own."""

    belongs: bool


class ProcedureChoice(Asked):
    """Which procedure to follow."""

    procedure: SomeId


class StepChange(Asked):
    """What is given is changed."""

    mark: Literal["open", "done", "left_out"] | None = None
    owner: SomeId | None = None


class NewTask(Asked):
    """A task for a responder who is on shift."""

    responder: SomeId
    text: WrittenText


class TaskMove(Asked):
    """The responder's answer; `recalled` by the desk."""

    state: Literal["accepted", "on_way", "arrived", "declined", "done", "recalled"]


class HelpAsked(Asked):
    """Whether help is wanted, or no longer."""

    wanted: bool


class StepWritten(Asked):
    """One step. `due_s` counts from the procedure's start; 0: at no certain time."""

    text: Annotated[str, Field(min_length=1, max_length=500)]
    due_s: Annotated[int, Field(ge=0, le=30 * 86_400)] = 0


class ReportAsked(Asked):
    """Without names, people are numbered in the order they appear."""

    names: bool = True


class ProcedureWritten(Asked):
    """A procedure as a whole."""

    name: Title
    steps: Annotated[list[StepWritten], Field(min_length=1, max_length=MAX_STEPS)]
    kinds: Annotated[list[Annotated[str, Field(min_length=1, max_length=32)]], Field(max_length=40)] = []


class ShiftEnd(Asked):
    """A note for whoever comes next, and who that is."""

    note: Annotated[str, Field(max_length=MAX_TEXT)] = ""
    hand_to: SomeId = ""


class Here(Asked):
    """The own position, WGS 84."""

    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
    error_m: Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)] = 0.0


class LineTold(Told):
    """An incident in a list."""

    number: int
    title: str
    level: Level
    state: State
    camera: str
    zone: str
    exercise: bool
    opened: When
    changed: When
    owner: PersonTold | None
    proposals: int
    helps: int


class IncidentsTold(Told):
    """A page, newest first. `next` is the cursor of the next page (`before`), None at the end."""

    incidents: list[LineTold]
    next: int | None


class EntryTold(Told):
    """One line of the history. `what` holds the fields of its kind; `ledger` is its index in the ledger, and
    `digest` what the ledger holds of it."""

    sequence: int
    at: When
    by: PersonTold
    kind: str
    what: dict[str, Any]
    undone: bool
    ledger: int
    digest: str


class StepTold(Told):
    """One step of the procedure that is followed."""

    number: int
    text: str
    due: When | None
    owner: PersonTold | None
    mark: str
    by: PersonTold | None
    at: When | None
    overdue: bool


class TaskTold(Told):
    """What a responder was asked to do."""

    id: str
    incident: int
    responder: PersonTold
    text: str
    sent_by: PersonTold
    sent: When
    state: TaskState
    changed: When
    needs_help: bool


class EventTold(Told):
    """An event that belongs to the incident, or may."""

    event: str
    kind: str
    camera: str
    zone: str
    at: When


class ClipTold(Told):
    """A stretch of a frosted recording."""

    camera: str
    from_: Annotated[When, Field(serialization_alias="from")]
    to: When
    caption: str


class IncidentTold(Told):
    """One incident, whole."""

    number: int
    title: str
    level: Level
    state: State
    next_states: list[State]
    outcome: Outcome | None
    camera: str
    zone: str
    exercise: bool
    event: str
    at: When
    opened: When
    opened_by: PersonTold
    changed: When
    owner: PersonTold | None
    procedure: str
    procedure_name: str
    steps: list[StepTold]
    tasks: list[TaskTold]
    events: list[EventTold]
    proposals: list[EventTold]
    proposed_procedures: list[ProcedureTold]
    clips: list[ClipTold]
    unseals: list[str]
    history: list[EntryTold]


class TasksTold(Told):
    """The own tasks, newest first, with what was said about each."""

    tasks: list[TaskTold]


class ProcedureTold(Told):
    """A procedure that can be followed."""

    id: str
    name: str
    steps: list[StepWritten]
    kinds: list[str]
    retired: bool
    version: Version


class ProceduresTold(Told):
    """All procedures in use, by name."""

    procedures: list[ProcedureTold]


class ShiftTold(Told):
    """One stretch of duty."""

    id: str
    person: PersonTold
    began: When
    ended: When | None
    handed_to: PersonTold | None
    note: str


class ShiftsTold(Told):
    """Who is on duty, and what the last shifts left."""

    on_duty: list[ShiftTold]
    lately: list[ShiftTold]


class PositionTold(Told):
    """Where somebody on shift said they are."""

    person: PersonTold
    latitude: float
    longitude: float
    error_m: float
    at: When


class PositionsTold(Told):
    """Positions given in the last five minutes."""

    positions: list[PositionTold]


class HandedOverTold(Told):
    """The incidents that passed to the next shift."""

    incidents: list[int]
    shift: ShiftTold
