"""Everything about events of one site, opened and closed as one thing: rules, log, stream, observations.

    observation -> observe() -> observation log (kept) -> rules -> event log (durable) -> stream -> whoever listens

Cameras' states and the house's own figures come in by two small tasks; everything else calls in. `note` is for facts
that other parts of the house know, such as the last drill.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import StoreError
from groundglass.frosted.analytics.reading import Analytics
from groundglass.frosted.analytics.small import FEW_BELOW
from groundglass.frosted.bookmarks.bookmarks import Bookmarks
from groundglass.frosted.events.event_log import EventLog
from groundglass.frosted.events.facts import (
    HouseFact,
    RecordingChanged,
    StateChanged,
    StorageMeasured,
    TimePassed,
)
from groundglass.frosted.events.observation_log import ObservationLog
from groundglass.frosted.events.occurred import EventId, EventKind, EventOccurred, Level, Phase, RuleId
from groundglass.frosted.events.rule_book import RuleBook
from groundglass.frosted.events.stream import EventStream
from groundglass.frosted.events.watch import RuleWatch
from groundglass.frosted.states import CameraReport, StateBoard, StateWatch
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.observations import Observation
from groundglass.pane.status import CameraState, Cause

MEASURE_EVERY_S: Final = 30.0
TIME_EVERY_S: Final = 1.0
FORGET_EVERY_S: Final = 3600.0
_logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EventLimits:
    """How long things are kept, in days, bookmarks as long as events; and below which number people are not counted out
    (analytics/small.py)."""

    keep_observations_days: float = 31.0
    keep_events_days: float = 400.0
    few_below: int = FEW_BELOW


USUAL_LIMITS: Final = EventLimits()

Measure = Callable[[], Awaitable[tuple[int, int]]]
"""Free bytes and the floor."""


class Events:
    """Constructed silent; `await start()`, later `await close()`."""

    def __init__(
        self,
        engine: AsyncEngine,
        states: StateBoard,
        clock: Clock,
        measure: Measure,
        limits: EventLimits = USUAL_LIMITS,
    ) -> None:
        self.stream = EventStream()
        self.log = EventLog(engine, self.stream, clock)
        self.observations = ObservationLog(engine, clock)
        self.analytics = Analytics(engine, limits.few_below)
        self.watch = RuleWatch(self.log, self.observations.tallies)
        self.rules = RuleBook(engine, clock, self.watch.forget)
        self.bookmarks = Bookmarks(engine, clock)
        self._states = states
        self._clock = clock
        self._measure = measure
        self._limits = limits
        self._writers: list[asyncio.Task[None]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._known: dict[CameraId, tuple[CameraState | None, Cause]] = {}
        self._is_closed = False

    async def start(self) -> None:
        """Read the rules, and begin to judge."""
        await self.rules.load()
        await self.log.load()
        self._writers = [
            asyncio.create_task(self.log.run(), name="events"),
            asyncio.create_task(self.observations.run(), name="observations"),
        ]
        self._tasks = [
            asyncio.create_task(self._watch_states(), name="event states"),
            asyncio.create_task(self._watch_house(), name="event house"),
        ]

    def observe(self, camera: CameraId, observation: Observation) -> None:
        """What a worker said, already parsed. Never waits."""
        self.observations.put(camera, observation)
        self.watch.tell(self.rules, camera, observation)

    def note(self, fact: HouseFact) -> None:
        """What another part of the house knows."""
        self.watch.tell_house(self.rules, fact)

    async def report(
        self,
        name: str,
        *,
        level: Level,
        camera: CameraId | None,
        at: Instant90k | None,
        key: str | None,
        is_exercise: bool,
        phase: Phase = Phase.ONCE,
    ) -> EventOccurred:
        """An event that an outside system reports; durable when this returns. The same key again is the same event."""
        now = Instant90k(self._clock.now_90k())
        when = now if at is None else at
        event = EventOccurred(
            EventId(0), EventKind.OUTSIDE, phase, when, level, when, name, camera, is_exercise=is_exercise
        )
        return await self.log.accept(event, key)

    def counted(self, rule: RuleId) -> dict[str, int]:
        """What a rule has counted since the server started."""
        return self.watch.counted(rule)

    async def close(self) -> None:
        """Write what waits, and end. Safe to call twice."""
        if self._is_closed:
            return
        self._is_closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.log.stop()
        self.observations.stop()
        await asyncio.gather(*self._writers)
        self.stream.close()

    async def _watch_states(self) -> None:
        async with self._states.subscribe() as changes:
            for report in self._states.reports():
                self._take_state(report.camera, report)
            await self._follow_states(changes)

    async def _follow_states(self, changes: StateWatch) -> None:
        async for changed in changes:
            for camera in changed:
                self._take_state(camera, self._states.report(camera))

    def _take_state(self, camera: CameraId, report: CameraReport) -> None:
        now = Instant90k(self._clock.now_90k())
        state, cause = self._known.get(camera, (None, Cause.NONE))
        self._known[camera] = (report.state, report.recording_cause)
        if report.state is not state:
            if report.state is not CameraState.LIVE:
                self.observations.forget_now(camera)
            self.watch.tell(self.rules, camera, StateChanged(now, report.state))
        if report.recording_cause is not cause:
            self.watch.tell(self.rules, camera, RecordingChanged(now, report.recording_cause))

    async def _watch_house(self) -> None:
        """Time for cameras that say nothing, figures of the storage, and the end of what is too old."""
        measured_s = forgot_s = float("-inf")
        while True:
            now_s, now = self._clock.monotonic_s(), Instant90k(self._clock.now_90k())
            for camera, (state, _) in tuple(self._known.items()):
                if state is not CameraState.LIVE:
                    self.watch.tell(self.rules, camera, TimePassed(now))
            try:
                if now_s - measured_s >= MEASURE_EVERY_S:
                    measured_s = now_s
                    self.note(StorageMeasured(now, *await self._measure()))
                if now_s - forgot_s >= FORGET_EVERY_S:
                    forgot_s = now_s
                    await self.forget_old(now)
            except (StoreError, DBAPIError, OSError):
                # The edge of a task; the next round tries again, and storage has a trouble of its own to show.
                _logger.exception("the storage could not be measured, or what is too old not deleted")
            await self._clock.sleep(TIME_EVERY_S)

    async def forget_old(self, now: Instant90k) -> None:
        """Delete what is older than the limits."""
        day_90k = 86_400 * TICKS_PER_S
        await self.observations.forget_before(Instant90k(now - round(self._limits.keep_observations_days * day_90k)))
        oldest = Instant90k(now - round(self._limits.keep_events_days * day_90k))
        await self.log.forget_before(oldest)
        await self.bookmarks.forget_before(oldest)
