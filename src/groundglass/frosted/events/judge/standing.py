"""Rules about how something stands as a whole: crowds, hazards, cameras, recording, the house.

Apart because none of them follows anything: each compares the newest fact with a limit.
"""

from __future__ import annotations

from typing import Final

from groundglass.frosted.events.judge.memory import Condition, Memory, seconds
from groundglass.frosted.events.occurred import Level
from groundglass.frosted.events.rules import (
    CameraHealth,
    CrowdDense,
    CrowdSurge,
    DrillOverdue,
    FlameSeen,
    Health,
    RecordingGap,
    SmokeSeen,
    StorageLow,
)
from groundglass.pane.ids import Instant90k
from groundglass.pane.status import CameraState, Cause, View

HYSTERESIS: Final = 0.85
CROWD_RELEASE_S: Final = 10.0
SURGE_S: Final = 1.0
HAZARD_GAP_S: Final = 4.0
HEALTH_RELEASE_S: Final = 3.0

_VIEWS: Final[dict[Health, View]] = {
    "covered": View.COVERED,
    "blinded": View.BLINDED,
    "defocused": View.DEFOCUSED,
    "dark": View.DARK,
}
_GONE: Final = frozenset({CameraState.LOST, CameraState.STALLED, CameraState.FAULT, CameraState.REFUSED})


def density_of(memory: Memory) -> float:
    """People per square metre, averaged over the last three seconds."""
    if not memory.densities:
        return 0.0
    newest = memory.densities[-1][0]
    recent = [value for at, value in memory.densities if seconds(at, newest) < 3.0]
    return sum(recent) / len(recent) / 1000


def crowd_conditions(trigger: CrowdDense, memory: Memory) -> tuple[Condition, ...]:
    """One for each level that is set."""
    density = density_of(memory)
    levels = (
        (Level.INFO, trigger.info_per_m2),
        (Level.WARNING, trigger.warning_per_m2),
        (Level.ALARM, trigger.alarm_per_m2),
    )
    found = []
    for level, limit in levels:
        if limit is not None:
            span = memory.spans.get(level.value)
            is_on = span is not None and span.began_at is not None
            is_true = density >= limit * (HYSTERESIS if is_on else 1.0)
            found.append(
                Condition(
                    level.value, is_true, trigger.for_s, CROWD_RELEASE_S, density, detail=level.value, level=level
                )
            )
    return tuple(found)


def surge_conditions(trigger: CrowdSurge, memory: Memory) -> tuple[Condition, ...]:
    """Whether the area is much denser now than at its emptiest within the window: one for each rise that is set."""
    density = density_of(memory)
    newest = memory.densities[-1][0] if memory.densities else Instant90k(0)
    window = [value / 1000 for at, value in memory.densities if seconds(at, newest) <= trigger.within_s]
    rise = density - min(window, default=density)
    graver = (Level.WARNING, trigger.warning_rise_per_m2), (Level.ALARM, trigger.alarm_rise_per_m2)
    return (
        Condition("", rise >= trigger.rise_per_m2, SURGE_S, CROWD_RELEASE_S, rise),
        *(
            Condition(level.value, rise >= limit, SURGE_S, CROWD_RELEASE_S, rise, detail=level.value, level=level)
            for level, limit in graver
            if limit is not None
        ),
    )


def hazard_since(memory: Memory, at: Instant90k) -> Instant90k:
    """Since when a hazard that is seen again at this moment has been seen."""
    seen_at = memory.hazard_at
    return memory.hazard_since if seen_at is not None and 0 <= seconds(seen_at, at) <= HAZARD_GAP_S else at


def hazard_condition(trigger: FlameSeen | SmokeSeen, memory: Memory, at: Instant90k) -> Condition:
    """Whether the hazard was seen within the last seconds, and had been seen for long enough by then.

    The time between two sightings counts, the time after the last does not: one sighting is not a lasting hazard.
    """
    seen_at = memory.hazard_at
    is_seen = seen_at is not None and seconds(seen_at, at) <= HAZARD_GAP_S
    has_lasted = seen_at is not None and seconds(memory.hazard_since, seen_at) >= trigger.for_s
    return Condition("", is_seen and has_lasted, 0.0, 5.0, memory.hazard_sure, memory.hazard_where)


def is_moved(memory: Memory, view: View) -> bool:
    """Whether a camera whose view is this one now looks elsewhere than it did.

    A view that was moved lasts for two seconds. Then the worker has known the place from before (a camera that turns
    between places), or has begun a new one. Only the latter counts, and until that place is proven.
    """
    if view is View.STARTING:
        return memory.is_moved or memory.view is View.MOVED
    return memory.is_moved and view is not View.PROVEN


def health_conditions(trigger: CameraHealth, memory: Memory) -> tuple[Condition, ...]:
    """One for each thing that can be wrong with a view."""
    found = []
    for health in trigger.of:
        for_s = trigger.for_s
        match health:
            case "lost":
                is_true = memory.state in _GONE
            case "frozen":
                is_true = memory.is_frozen
            case "moved":
                is_true = memory.is_moved or memory.view is View.MOVED
                for_s = 0.0 if memory.is_moved else for_s  # the worker has waited until it was sure
            case _:
                is_true = memory.view is _VIEWS[health]
        found.append(Condition(health, is_true, for_s, HEALTH_RELEASE_S, detail=health))
    return tuple(found)


def recording_condition(trigger: RecordingGap, memory: Memory) -> Condition:
    """A camera that is off on purpose has no gap."""
    is_gone = memory.state in _GONE
    is_paused = memory.recording is not Cause.NONE
    return Condition("", is_gone or is_paused, trigger.for_s, 2.0, detail="paused" if is_paused else "lost")


def storage_condition(trigger: StorageLow, memory: Memory) -> Condition:
    """`free_share` counts in floors."""
    share = memory.free_share
    return Condition("", share is not None and share < trigger.floors, 0.0, 60.0, share)


def drill_condition(trigger: DrillOverdue, memory: Memory) -> Condition:
    """Days since the last drill; a house that never had one is overdue."""
    days = memory.drill_days
    return Condition("", days is not None and days > trigger.days, 0.0, 0.0, days)
