"""Tries a rule on a day that was recorded, before it goes live: what would it have said?

Apart because it reads the past and touches nothing: no event is kept, no memory shared. It judges in a thread of its
own, list by list, so that live rules go on.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from groundglass.frosted.events.judge.evaluate import evaluate
from groundglass.frosted.events.judge.memory import Memory
from groundglass.frosted.events.observation_log import ObservationLog
from groundglass.frosted.events.occurred import EventOccurred, RuleId
from groundglass.frosted.events.rules import Draft, Rule
from groundglass.frosted.events.watch import event_of
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.observations import Observation

MAX_TOLD: Final = 1000


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would have said: the first 1000 events, how many there were, and how much it looked at."""

    events: tuple[EventOccurred, ...]
    events_total: int
    muted_total: int
    observations: int


async def try_rule(draft: Draft, camera: CameraId, log: ObservationLog, begin: Instant90k, end: Instant90k) -> Trial:
    """Judge what was kept of a camera between two moments. Nothing is remembered from before `begin`."""
    rule = Rule(RuleId(0), draft)
    memory, events, total, looked_at = Memory(), list[EventOccurred](), 0, 0
    async for observations in log.replay(camera, begin, end):
        memory, found = await asyncio.to_thread(_judge, rule, camera, memory, observations)
        total += len(found)
        looked_at += len(observations)
        events += found[: MAX_TOLD - len(events)]
    return Trial(tuple(events), total, memory.muted_total, looked_at)


def _judge(
    rule: Rule, camera: CameraId, memory: Memory, observations: list[Observation]
) -> tuple[Memory, list[EventOccurred]]:
    events = []
    for observation in observations:
        memory, found = evaluate(rule, memory, observation)
        events += [event_of(rule, camera, one) for one in found]
    return memory, events
