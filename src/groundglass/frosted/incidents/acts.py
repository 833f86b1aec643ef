"""Everything that can happen to an incident: a closed union, each member one entry of its history.

Pure data and its form as JSON. What a person types is limited here, once, for every way in: a text is one to
`MAX_TEXT` characters. Who did it and when stands beside the act (`Entry`), not in it.
"""

from __future__ import annotations

import json
import types
import unicodedata
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Final, NewType, TypeAlias, get_args, get_type_hints

from groundglass.errors import ConfigError, StoreDamaged
from groundglass.frosted.incidents.levels import Level, Outcome, State, TaskState

IncidentNumber = NewType("IncidentNumber", int)
"""What people call it: incident 41. Rises with each incident of the site."""

Sequence = NewType("Sequence", int)
"""Number of an entry among all entries of the site. Rises."""

MAX_TEXT: Final = 4000
MAX_TITLE: Final = 160
MAX_STEPS: Final = 60
NOBODY: Final = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """It exists. `event` is the id of the event it was opened from, empty when a person opened it by hand."""

    title: str
    level: Level
    camera: str
    zone: str
    at_90k: int
    event: str
    event_kind: str
    is_exercise: bool


@dataclass(frozen=True, slots=True)
class StateSet:
    """It moved on. `outcome` is given with `resolved` and with nothing else."""

    state: State
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class LevelSet:
    """It is graver, or less grave, than was thought."""

    level: Level


@dataclass(frozen=True, slots=True)
class Retitled:
    """It has another name."""

    title: str


@dataclass(frozen=True, slots=True)
class OwnerSet:
    """Somebody has it in hand; nobody where `person` is empty."""

    person: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Somebody wrote something down."""

    text: str


@dataclass(frozen=True, slots=True)
class EventLinked:
    """An event belongs to it: a person accepted the proposal."""

    event: str
    event_kind: str
    camera: str
    zone: str
    at_90k: int


@dataclass(frozen=True, slots=True)
class ClipAttached:
    """A stretch of a frosted recording belongs to it. A reference: retention may still end the recording."""

    camera: str
    from_90k: int
    until_90k: int
    caption: str


@dataclass(frozen=True, slots=True)
class UnsealLinked:
    """A request to unseal was made because of it."""

    request: str


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One step of a procedure. `due_s` counts from its start; 0 means: at no certain time."""

    text: str
    due_s: int


@dataclass(frozen=True, slots=True)
class ProcedureStarted:
    """It follows a procedure, with the steps as they were then."""

    procedure: str
    name: str
    steps: tuple[StepPlan, ...]


@dataclass(frozen=True, slots=True)
class StepSet:
    """A step is done, left out, or open again."""

    step: int
    mark: str


@dataclass(frozen=True, slots=True)
class StepOwned:
    """A step is somebody's."""

    step: int
    person: str


@dataclass(frozen=True, slots=True)
class StepReminded:
    """A step was due and open; people were reminded, once."""

    step: int


@dataclass(frozen=True, slots=True)
class TaskSent:
    """A person sent a responder a task."""

    task: str
    responder: str
    text: str


@dataclass(frozen=True, slots=True)
class TaskSet:
    """The responder answered, or the desk took the task back."""

    task: str
    state: TaskState


@dataclass(frozen=True, slots=True)
class Said:
    """A message between the desk and a responder, about a task."""

    task: str
    text: str


@dataclass(frozen=True, slots=True)
class HelpSet:
    """The responder of a task asks for help, or no longer needs any."""

    task: str
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class PhotoAdded:
    """A frosted photo belongs to it. The picture is a row of its own (photos.py); `task` and `text` may be empty."""

    photo: str
    task: str
    text: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """It passed from one shift to the next."""

    person: str
    text: str


@dataclass(frozen=True, slots=True)
class Undone:
    """An entry no longer counts. It stays where it is."""

    sequence: int


Act: TypeAlias = (
    Opened
    | StateSet
    | LevelSet
    | Retitled
    | OwnerSet
    | Noted
    | EventLinked
    | ClipAttached
    | UnsealLinked
    | ProcedureStarted
    | StepSet
    | StepOwned
    | StepReminded
    | TaskSent
    | TaskSet
    | Said
    | HelpSet
    | PhotoAdded
    | HandedOver
    | Undone
)

KINDS: Final[dict[str, type[Any]]] = {
    "opened": Opened,
    "state": StateSet,
    "level": LevelSet,
    "title": Retitled,
    "owner": OwnerSet,
    "note": Noted,
    "event": EventLinked,
    "clip": ClipAttached,
    "unseal": UnsealLinked,
    "procedure": ProcedureStarted,
    "step": StepSet,
    "step_owner": StepOwned,
    "reminder": StepReminded,
    "task": TaskSent,
    "task_state": TaskSet,
    "message": Said,
    "help": HelpSet,
    "photo": PhotoAdded,
    "handed_over": HandedOver,
    "undone": Undone,
}
KIND_OF: Final = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history. `by` is a person's id, empty for the house itself; `ledger` the index of its entry
    in the ledger; `salt` hides the act's text from whoever reads only its hash there. `once` is a name the person's
    device gave the act, so that one that is sent twice is done once; empty for most."""

    sequence: Sequence
    incident: IncidentNumber
    at_90k: int
    by: str
    act: Act
    salt: bytes
    ledger: int
    once: str = ""

    @property
    def kind(self) -> str:
        return KIND_OF[type(self.act)]


def encode_act(act: Act) -> str:
    """The act as JSON with sorted keys: what is stored, and what its hash is of."""
    return json.dumps(_plain(act), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def decode_act(kind: str, body: str) -> Act:
    """The act of a stored row, or `StoreDamaged`."""
    try:
        made = _made(KINDS[kind], json.loads(body))
    except (KeyError, TypeError, ValueError) as error:
        raise StoreDamaged("an entry of an incident cannot be read", "restore the catalog from a backup") from error
    assert isinstance(made, Act)
    return made


def parse_text(untrusted_text: str, longest: int = MAX_TEXT) -> str:
    """Text as people may write it: printable, line breaks allowed, not empty; or `ConfigError`."""
    text = unicodedata.normalize("NFC", untrusted_text).strip()
    if not 1 <= len(text) <= longest or not all(c.isprintable() or c == "\n" for c in text):
        raise ConfigError(f"a text has 1 to {longest} printable characters")
    return text


def parse_title(untrusted_text: str) -> str:
    """One line of at most `MAX_TITLE` characters."""
    return parse_text(" ".join(untrusted_text.split()), MAX_TITLE)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value.value if isinstance(value, StrEnum) else value


def _made(kind: type[Any], values: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    if set(values) != set(hints):
        raise ValueError("other fields than those of the act")
    return kind(**{name: _typed(hints[name], value) for name, value in values.items()})


def _typed(hint: Any, value: Any) -> Any:
    if isinstance(hint, types.UnionType):  # only `Something | None` occurs
        return None if value is None else _typed(next(a for a in get_args(hint) if a is not types.NoneType), value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    if hint == tuple[StepPlan, ...]:
        return tuple(_made(StepPlan, one) for one in value)
    if type(value) is not hint:
        raise TypeError("a field of another type")
    return value
