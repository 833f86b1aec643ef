"""The door: a rule, its memory and one fact -> its memory after, and what it found.

    1. The fact is taken into memory. What is over at once (a crossing) is found here.
    2. What may last is asked how it stands now.
    3. It begins when it has been so for long enough, and ends when it has not been so for long enough.
    4. While the rule sleeps or is quiet, it remembers and counts but says nothing; of what it did not say, it does
       not say the end either.

Pure and deterministic. A fact of the wrong kind changes nothing but time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, assert_never

from groundglass.frosted.events.facts import (
    DrillMeasured,
    Fact,
    RecordingChanged,
    StateChanged,
    StorageMeasured,
    TimePassed,
)
from groundglass.frosted.events.judge import falls, movement, owners, pace, standing, stillness
from groundglass.frosted.events.judge.memory import (
    NEVER,
    NOTHING,
    STALE_S,
    Condition,
    Memory,
    Moment,
    Span,
    Thing,
    seconds,
)
from groundglass.frosted.events.occurred import Found, Level, Phase, Where
from groundglass.frosted.events.rules import (
    CameraHealth,
    CrowdDense,
    CrowdSurge,
    DrillOverdue,
    Dwell,
    FlameSeen,
    LineCrossed,
    PersonDown,
    RecordingGap,
    Rule,
    Running,
    SmokeSeen,
    StorageLow,
    ThingLeft,
    Trigger,
    VehicleOnFootway,
    WrongWay,
    ZoneEmpty,
    ZoneEntered,
    ZoneLeft,
    ZoneOccupied,
)
from groundglass.pane.ids import TICKS_PER_S, AreaId, Instant90k, TrackId
from groundglass.pane.observations import (
    AreaOccupancy,
    Hazard,
    HazardSeen,
    Occupancy,
    PictureFrozen,
    TrackBatch,
    ViewChanged,
)
from groundglass.pane.status import CameraState

GRACE_S: Final = 1.0
"""A condition that is about to begin may be interrupted for so long: tracks flicker."""


def evaluate(rule: Rule, memory: Memory, fact: Fact) -> tuple[Memory, tuple[Found, ...]]:
    """See the numbered list above."""
    at = fact.at
    memory, moments = _absorb(rule.draft.trigger, memory, fact)  # 1
    found: list[Found] = []
    speaks = rule.draft.is_enabled and (rule.draft.schedule is None or rule.draft.schedule.is_awake(at))
    for moment in moments:
        memory, may_say = _may_say(rule, memory, at, speaks)  # 4
        if may_say:
            found.append(_found(rule, Phase.ONCE, at, at, moment.value, moment.where, moment.detail))
    for condition in _conditions(rule.draft.trigger, memory, at):  # 2
        memory, more = _last(rule, memory, condition, at, speaks)  # 3
        found += more
    return memory, tuple(found)


def _absorb(trigger: Trigger, memory: Memory, fact: Fact) -> tuple[Memory, list[Moment]]:
    match fact:
        case TrackBatch():
            return _follow(trigger, memory, fact)
        case AreaOccupancy(at, area, _, _, per_m2, _):
            if isinstance(trigger, CrowdDense | CrowdSurge) and trigger.area == area and per_m2 is not None:
                kept = tuple(one for one in memory.densities if seconds(one[0], at) <= _window_s(trigger))
                return replace(memory, densities=(*kept, (at, per_m2))), []
        case HazardSeen(at, hazard, box, sure):
            if _looks_for(trigger) is hazard and sure >= _least_sure(trigger) * 1e6:
                x, y = box.foot
                since = standing.hazard_since(memory, at)
                where = Where(x, y)
                return replace(memory, hazard_at=at, hazard_since=since, hazard_where=where, hazard_sure=sure / 1e6), []
        case ViewChanged(_, view):
            return replace(memory, view=view, is_moved=standing.is_moved(memory, view)), []
        case PictureFrozen(_, is_frozen):
            return replace(memory, is_frozen=is_frozen), []
        case StateChanged(_, state):
            return _change_state(memory, state), []
        case RecordingChanged(_, cause):
            return replace(memory, recording=cause), []
        case StorageMeasured(_, free, floor):
            return replace(memory, free_share=free / max(floor, 1)), []
        case DrillMeasured(at, last):
            days = 1e9 if last is None else seconds(last, at) / 86_400
            return replace(memory, drill_days=days), []
        case Occupancy(at) | TimePassed(at):
            if isinstance(fact, Occupancy) and not memory.things_at:
                memory = replace(memory, things_at=at)
            if memory.things and seconds(memory.things_at, at) > STALE_S:
                memory = replace(memory, things=NOTHING)
            return memory, []
        case _:
            assert_never(fact)
    return memory, []


def _change_state(memory: Memory, state: CameraState | None) -> Memory:
    """Without pictures nothing is followed, and nobody knows whether a zone is empty or an area dense."""
    if state is CameraState.LIVE:
        return replace(memory, state=state)
    memory = replace(memory, state=state, things=NOTHING, things_at=NEVER, densities=())
    return replace(memory, view=None, is_moved=False, is_frozen=False)


def _follow(trigger: Trigger, memory: Memory, batch: TrackBatch) -> tuple[Memory, list[Moment]]:
    things: dict[TrackId, Thing] = {}
    counted = dict(memory.counted)
    moments: list[Moment] = []
    for tracked in batch.tracks:
        old = memory.things.get(tracked.track)
        thing = Thing(tracked, batch.at) if old is None else replace(old, tracked=tracked)
        match trigger:
            case LineCrossed():
                thing, more = movement.cross(trigger, thing, counted)
                moments += more
            case ZoneEntered() | ZoneLeft():
                thing = movement.move_in_zone(trigger.zone, thing, old is None, batch.at)
                thing, more = movement.enter_or_leave(trigger, old, thing, batch.at)
                moments += more
            case ZoneOccupied() | ZoneEmpty() | Dwell() | VehicleOnFootway():
                thing = movement.move_in_zone(trigger.zone, thing, old is None, batch.at)
            case WrongWay():
                thing, more = movement.go_astray(trigger, thing, batch.at)
                moments += more
            case PersonDown():
                thing = stillness.measure(trigger, falls.explained(thing, memory, batch.at), batch.at)
            case ThingLeft():
                thing = stillness.measure(trigger, thing, batch.at)
            case Running():
                thing = pace.keep_trail(thing, batch.at)
            case _:
                pass
        things[tracked.track] = thing
    if isinstance(trigger, ThingLeft):
        things = owners.attended(things, batch.at)
    if isinstance(trigger, PersonDown):
        memory = replace(memory, trodden=falls.trodden(memory, things, batch.at))
    counts = memory.counted if counted == memory.counted else MappingProxyType(counted)
    return replace(memory, things=MappingProxyType(things), things_at=batch.at, counted=counts), moments


def _conditions(trigger: Trigger, memory: Memory, at: Instant90k) -> tuple[Condition, ...]:
    match trigger:
        case ZoneOccupied() | ZoneEmpty() | Dwell() | VehicleOnFootway():
            return (movement.zone_conditions(trigger, memory, at),)
        case Running():
            return (movement.run_conditions(trigger, memory),)
        case PersonDown():
            return (stillness.down_condition(trigger, memory),)
        case ThingLeft():
            return (stillness.left_condition(trigger, memory),)
        case CrowdDense():
            return standing.crowd_conditions(trigger, memory)
        case CrowdSurge():
            return standing.surge_conditions(trigger, memory)
        case FlameSeen() | SmokeSeen():
            return (standing.hazard_condition(trigger, memory, at),)
        case CameraHealth():
            return standing.health_conditions(trigger, memory)
        case RecordingGap():
            return (standing.recording_condition(trigger, memory),)
        case StorageLow():
            return (standing.storage_condition(trigger, memory),)
        case DrillOverdue():
            return (standing.drill_condition(trigger, memory),)
        case LineCrossed() | ZoneEntered() | ZoneLeft() | WrongWay():
            return ()
        case _:
            assert_never(trigger)


def _last(rule: Rule, memory: Memory, condition: Condition, at: Instant90k, speaks: bool) -> tuple[Memory, list[Found]]:
    """Whether something that lasts begins or ends now."""
    key, span = condition.key, memory.spans.get(condition.key)
    if condition.is_true:
        span = Span(at, at) if span is None else replace(span, true_at=at)
        if span.began_at is None and seconds(span.true_since, at) >= condition.for_s:
            memory, may_say = _may_say(rule, memory, at, speaks)
            span = replace(span, began_at=at, is_muted=not may_say)
            memory = _with_span(memory, key, span)
            return memory, [_of(rule, condition, Phase.BEGAN, at, span.true_since)] if may_say else []
        return _with_span(memory, key, span), []
    if span is None:
        return memory, []
    away_s = seconds(span.true_at, at)
    if span.began_at is None:
        return (_with_span(memory, key, None) if away_s > GRACE_S else memory), []
    if away_s < condition.release_s:
        return memory, []
    memory = _with_span(memory, key, None)
    return memory, [] if span.is_muted else [_of(rule, condition, Phase.ENDED, at, span.true_since)]


def _with_span(memory: Memory, key: str, span: Span | None) -> Memory:
    spans: dict[str, Span] = {name: old for name, old in memory.spans.items() if name != key}
    if span is not None:
        spans[key] = span
    kept: Mapping[str, Span] = MappingProxyType(spans)
    return replace(memory, spans=kept)


def _may_say(rule: Rule, memory: Memory, at: Instant90k, speaks: bool) -> tuple[Memory, bool]:
    """Whether an event is told, and the memory with its quiet time begun or the silence counted."""
    if not speaks or at < memory.quiet_until:
        return replace(memory, muted_total=memory.muted_total + 1), False
    if rule.draft.quiet_s:
        memory = replace(memory, quiet_until=Instant90k(at + round(rule.draft.quiet_s * TICKS_PER_S)))
    return memory, True


def _of(rule: Rule, condition: Condition, phase: Phase, at: Instant90k, since: Instant90k) -> Found:
    found = _found(rule, phase, at, since, condition.value, condition.where, condition.detail, condition.level)
    return replace(found, key=condition.key)


def _found(
    rule: Rule,
    phase: Phase,
    at: Instant90k,
    since: Instant90k,
    value: float | None,
    where: Where | None,
    detail: str,
    level: Level | None = None,
) -> Found:
    return Found(
        rule.draft.kind, phase, at, level or rule.draft.level, since, where, value, detail, _area(rule.draft.trigger)
    )


def _area(trigger: Trigger) -> AreaId | None:
    return trigger.area if isinstance(trigger, CrowdDense | CrowdSurge) else None


def _window_s(trigger: CrowdDense | CrowdSurge) -> float:
    return max(trigger.within_s, 3.0) if isinstance(trigger, CrowdSurge) else 3.0


def _looks_for(trigger: Trigger) -> Hazard | None:
    match trigger:
        case FlameSeen():
            return Hazard.FLAME
        case SmokeSeen():
            return Hazard.SMOKE
        case _:
            return None


def _least_sure(trigger: Trigger) -> float:
    return trigger.sure if isinstance(trigger, FlameSeen | SmokeSeen) else 0.0
