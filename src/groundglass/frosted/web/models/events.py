"""Rules and events, as the API takes and tells them."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from pydantic import Field

from groundglass.frosted.events.occurred import EventKind, Level, Phase
from groundglass.frosted.events.reviews import MAX_AT_ONCE
from groundglass.frosted.web.models.base import Asked, Told, Version, When
from groundglass.frosted.web.models.incidents import PersonTold

Trigger: TypeAlias = Annotated[
    dict[str, Any],
    Field(
        description="what the rule waits for: `kind`, and what that kind needs",
        examples=[{"kind": "line_crossed", "line": [[0.2, 0.8], [0.8, 0.8]], "direction": "either"}],
    ),
]
Hours: TypeAlias = Annotated[
    dict[str, Any],
    Field(
        description="when the rule is awake",
        examples=[{"hours": {"mon": [["08:00", "17:30"]]}, "zone": "Europe/Vienna", "holidays": ["2026-12-25"]}],
    ),
]


class RuleWritten(Asked):
    """A rule. What it waits for and its hours are checked by the same code as a rule in a file."""

    name: str = Field(max_length=100, examples=["North gate, after hours"])
    camera: str | None = Field(default=None, max_length=48)
    when: Trigger
    level: Level = Level.WARNING
    enabled: bool = True
    quiet_s: float = Field(default=0.0, ge=0, le=86_400, description="after an event, none of this rule for so long")
    schedule: Hours | None = None


class RuleChange(Asked):
    """What to change; absent fields stay as they are. `schedule` may be null: always awake."""

    name: str | None = Field(default=None, max_length=100)
    camera: str | None = Field(default=None, max_length=48)
    when: Trigger | None = None
    level: Level | None = None
    enabled: bool | None = None
    quiet_s: float | None = Field(default=None, ge=0, le=86_400)
    schedule: Hours | None = None


class RuleTold(Told):
    """A rule as it is. `counted` since the server started, by direction; `muted`: what it did not say while it was
    quiet or asleep."""

    id: int
    name: str
    camera: str | None
    when: Trigger
    level: Level
    enabled: bool
    quiet_s: float
    schedule: Hours | None
    counted: dict[str, int]
    muted: int
    version: Version


class RulesTold(Told):
    """All rules, oldest first."""

    rules: list[RuleTold]


class WhereTold(Told):
    """Where in the picture, 0 to 1, and in metres before the camera where its scale is known."""

    x: float
    y: float
    across_m: float | None
    away_m: float | None


class EventTold(Told):
    """One event. `since` is when what lasts began; `value` counts or measures, as its kind says."""

    id: int
    kind: EventKind
    phase: Phase
    level: Level
    at: When
    since: When
    name: str
    camera: str | None
    rule: int | None
    where: WhereTold | None
    value: float | None
    detail: str
    area: int | None
    exercise: bool


class ReviewTold(Told):
    """Somebody at the desk has looked this event through."""

    event: int
    by: PersonTold
    at: When


class EventsTold(Told):
    """The newest first. `next` asks for the page after this one; null when there is none. `reviews` are those of the
    events of this page that were looked through."""

    events: list[EventTold]
    next: str | None
    reviews: list[ReviewTold]


MAX_LINKED: Final = 50  # entries of one history in one go
EventNumber: TypeAlias = Annotated[int, Field(ge=0, lt=1 << 62, examples=[1795355999000])]


class ReviewWritten(Asked):
    """Events that were looked through, or are to be looked through again."""

    events: Annotated[list[EventNumber], Field(min_length=1, max_length=MAX_AT_ONCE)]
    reviewed: bool = True


class ReviewedTold(Told):
    """Which of them changed: what was so already, and events that are not there, are not among them."""

    changed: list[int]


class EventsChosen(Asked):
    """Events that belong to an incident."""

    events: Annotated[list[EventNumber], Field(min_length=1, max_length=MAX_LINKED)]


class LinkTold(Told):
    """An event that belongs to the incident now, and the entry of its history by which that is undone."""

    event: int
    sequence: int


class LinkedTold(Told):
    """What belongs to the incident now; events that are not there, or belonged to it before, are not among them."""

    linked: list[LinkTold]


class OutsideEvent(Asked):
    """An event that another system reports: a panic button, a door, a fire panel. The same `key` is the same event."""

    name: str = Field(min_length=1, max_length=100, examples=["Panic button, ticket office"])
    level: Level = Level.ALARM
    camera: str | None = Field(default=None, max_length=48)
    at: When | None = None
    key: str | None = Field(default=None, min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$")
    exercise: bool = False


class TrialAsked(Asked):
    """A rule to try on what was recorded of its camera, over at most a day and an hour."""

    rule: RuleWritten
    begin: When = Field(alias="from")
    end: When = Field(alias="to")


class TrialTold(Told):
    """What the rule would have said. At most 1000 events are told, `events_total` says how many there were."""

    events: list[EventTold]
    events_total: int
    muted_total: int
    observations: int
