"""What a camera needs of a node: its cost at each grade, and what the site's placing rules say about it.

Apart because it is pure: a camera, what is known of its stream and the rules in, a `Need` out. Until a camera has
told what it sends, it is taken for an ordinary one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from groundglass.config import PlacingSection
from groundglass.engine.costs import MIB, cost_of
from groundglass.engine.placement import HIGH, LOW, NORMAL, Grade, Need, Step
from groundglass.frosted.cameras import CameraSettings
from groundglass.pane.ids import CameraId
from groundglass.pane.status import SourceFacts

LEAST_HZ: Final = 2.0
_ORDINARY: Final = (1920, 1080, 15.0)
_ORDINARY_SMALL: Final = (1280, 720, 15.0)  # a camera's second stream
_MOST_HZ: Final = 120.0
_SEALED_MBIT_S: Final = 4.0
# A stream's rate is measured anew with each connection: what is asked for must not change with every flicker of it.
_CORES_STEP: Final = 0.02
_MEMORY_STEP_BYTES: Final = 16 * MIB
_PRIORITIES: Final = {"low": LOW, "normal": NORMAL, "high": HIGH, "": NORMAL}


@dataclass(frozen=True, slots=True)
class Stream:
    """Width and height in pixels, and pictures a second, of the stream that is frosted."""

    width: int
    height: int
    rate_hz: float


def stream_of(settings: CameraSettings, facts: SourceFacts | None) -> Stream:
    """What is known of the stream, or what most streams are."""
    width, height, rate_hz = _ORDINARY if settings.sub_address is None else _ORDINARY_SMALL
    if facts is None or facts.width * facts.height == 0:
        return Stream(width, height, rate_hz)
    return Stream(facts.width, facts.height, min(_MOST_HZ, facts.rate_millihertz / 1000) or rate_hz)


def need_of(
    camera: CameraId,
    settings: CameraSettings,
    facts: SourceFacts | None,
    rules: tuple[PlacingSection, ...],
    *,
    detector_hz: float = 0.0,
) -> Need:
    """The whole need of one camera."""
    rule = rule_for(camera, rules)
    stream = stream_of(settings, facts)
    shown_hz = stream.rate_hz if settings.max_rate_hz is None else min(stream.rate_hz, settings.max_rate_hz)
    seal_mbit_s = _SEALED_MBIT_S if settings.seal else 0.0

    def step(grade: Grade, at_most_hz: float | None) -> Step:
        hz = shown_hz if at_most_hz is None else at_most_hz
        cost = cost_of(
            stream.width, stream.height, stream.rate_hz, shown_hz=hz, seal_mbit_s=seal_mbit_s, detector_hz=detector_hz
        )
        return Step(grade, _up(cost.cores, _CORES_STEP), round(_up(cost.memory_bytes, _MEMORY_STEP_BYTES)), at_most_hz)

    steps = [step(Grade.FULL, None)]
    if rule.may_lower and shown_hz > LEAST_HZ:
        if shown_hz / 2 > LEAST_HZ:
            steps.append(step(Grade.LOWERED, shown_hz / 2))
        steps.append(step(Grade.LEAST, LEAST_HZ))
    return Need(camera, tuple(steps), rule.reach, rule.place, rule.group, _PRIORITIES[rule.priority])


def rule_for(camera: CameraId, rules: tuple[PlacingSection, ...]) -> PlacingSection:
    """All that the rules say of this camera, in one."""
    reach = place = group = priority = ""
    may_lower = True
    for rule in rules:
        if any(fnmatchcase(camera, pattern) for pattern in rule.cameras):
            reach, place = rule.reach or reach, rule.place or place
            group, priority = rule.group or group, rule.priority or priority
            may_lower = rule.may_lower and may_lower
    return PlacingSection((camera,), reach, place, group, priority, may_lower)


def _up(value: float, step: float) -> float:
    return round(math.ceil(value / step) * step, 3)
