"""How every camera is right now, and who wants to know of changes.

One owner of what is shown: the intake notes what workers report, the supervisor what it does to workers, the
recorder whether it can record. Nothing here is stored; after a restart everything is found out anew.
Belongs to the event loop's thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from groundglass.clock import Clock
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.observations import ViewChanged
from groundglass.pane.sealing import SealingReport, SealingState
from groundglass.pane.status import (
    CameraState,
    Cause,
    SourceFacts,
    View,
    WorkerFigures,
    WorkerStatus,
)

Reported: TypeAlias = WorkerStatus | SourceFacts | WorkerFigures | ViewChanged | SealingReport


@dataclass(frozen=True, slots=True)
class CameraReport:
    """One camera, now. `state` is None while the camera is switched off.

    `recording_cause` says why recording is paused (`Cause.NONE` when it is not). `facts` and `figures` are those of
    the present worker and None before it reported any. `sealing` is None where no originals are sealed.
    """

    camera: CameraId
    state: CameraState | None
    cause: Cause
    since: Instant90k
    retry_in_s: int = 0
    facts: SourceFacts | None = None
    figures: WorkerFigures | None = None
    view: View = View.STARTING
    recording_cause: Cause = Cause.NONE
    sealing: SealingReport | None = None

    @property
    def shown_cause(self) -> Cause:
        """What to tell people: a camera that is live but cannot be recorded says so."""
        return self.recording_cause if self.state is CameraState.LIVE and self.cause is Cause.NONE else self.cause


class StateWatch:
    """Iterate it: each step gives the cameras that changed since the last one, coalesced."""

    def __init__(self) -> None:
        self._changed: set[CameraId] = set()
        self._woken = asyncio.Event()

    def note(self, camera: CameraId) -> None:
        self._changed.add(camera)
        self._woken.set()

    def __aiter__(self) -> AsyncIterator[frozenset[CameraId]]:
        return self

    async def __anext__(self) -> frozenset[CameraId]:
        await self._woken.wait()
        self._woken.clear()
        changed, self._changed = frozenset(self._changed), set()
        return changed


class StateBoard:
    """The newest report per camera."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._reports: dict[CameraId, CameraReport] = {}
        self._watches: set[StateWatch] = set()

    def report(self, camera: CameraId) -> CameraReport:
        """The newest report; a camera nobody has reported on is switched off."""
        known = self._reports.get(camera)
        return known or CameraReport(camera, None, Cause.NONE, self._now())

    def reports(self) -> tuple[CameraReport, ...]:
        return tuple(self._reports.values())

    def set_state(self, camera: CameraId, state: CameraState, cause: Cause, *, retry_in_s: int = 0) -> None:
        """What the supervisor knows better than the worker: it crashed, fell silent, or is being started.

        The figures are the past worker's and are forgotten, unless nothing but the retry changed.
        """
        old = self.report(camera)
        since = old.since if (old.state, old.cause) == (state, cause) else self._now()
        self._put(
            replace(old, state=state, cause=cause, since=since, retry_in_s=retry_in_s, figures=None, sealing=None)
        )

    def adopt(self, report: CameraReport) -> None:
        """The report of a camera that is kept on another machine, as its board has it."""
        self._put(report)

    def switch_off(self, camera: CameraId) -> None:
        """The camera is off on purpose."""
        self._put(CameraReport(camera, None, Cause.NONE, self._now()))

    def remove(self, camera: CameraId) -> None:
        """The camera is gone; watchers are told, and find it switched off if they look."""
        self._reports.pop(camera, None)
        self._tell(camera)

    def note(self, camera: CameraId, reported: Reported) -> None:
        """What the worker says about its camera, already parsed."""
        old = self.report(camera)
        match reported:
            case WorkerStatus(_, state, cause, retry_in_s):
                since = old.since if (old.state, old.cause) == (state, cause) else self._now()
                self._put(replace(old, state=state, cause=cause, since=since, retry_in_s=retry_in_s))
            case SourceFacts():
                self._put(replace(old, facts=reported))
            case WorkerFigures():
                self._put(replace(old, figures=reported, view=reported.view))
            case ViewChanged(_, view):
                self._put(replace(old, view=view))
            case SealingReport():
                self._put(replace(old, sealing=reported))
            case _:
                assert_never(reported)

    def note_recording(self, camera: CameraId, cause: Cause) -> None:
        """Recording is paused for this cause, or goes on again (`Cause.NONE`)."""
        old = self.report(camera)
        if old.recording_cause is not cause:
            self._put(replace(old, recording_cause=cause))

    def note_not_kept(self, camera: CameraId) -> None:
        """A sealed segment could not be stored: the worker cannot know."""
        old = self.report(camera)
        if old.sealing is not None:
            self._put(replace(old, sealing=replace(old.sealing, state=SealingState.NOT_KEPT)))

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[StateWatch]:
        """Be told which cameras changed. Nothing is told of before; read `reports()` first."""
        watch = StateWatch()
        self._watches.add(watch)
        try:
            yield watch
        finally:
            self._watches.discard(watch)

    def touch(self, camera: CameraId) -> None:
        """Tell watchers to look again though nothing here changed: a camera's record did."""
        self._tell(camera)

    def _put(self, report: CameraReport) -> None:
        self._reports[report.camera] = report
        self._tell(report.camera)

    def _tell(self, camera: CameraId) -> None:
        for watch in self._watches:
            watch.note(camera)

    def _now(self) -> Instant90k:
        return Instant90k(self._clock.now_90k())
