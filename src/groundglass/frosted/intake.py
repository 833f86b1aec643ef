"""The one reader of the pane.

Everything a worker sends is treated as chosen by an attacker: lengths are checked before memory is reserved,
every field is parsed by pane/wire, and what depends on more than one message (order of runs and times, how much in
a second) is checked here. A `PaneError` means that the worker is broken or hostile: the supervisor kills it and
starts another.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Final, Protocol, assert_never

from groundglass.clock import Clock
from groundglass.errors import PaneError
from groundglass.frosted.allowance import Allowance
from groundglass.frosted.live import LiveHub
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.run_mint import MintsRuns
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, RunId
from groundglass.pane.observations import (
    AreaOccupancy,
    HazardSeen,
    Observation,
    Occupancy,
    PictureFrozen,
    TrackBatch,
    ViewChanged,
)
from groundglass.pane.pictures import FrostedSample, FrostedStill, PlaceArtefact, VideoRun
from groundglass.pane.sealing import SealedChunk, SealedHeader, SealingReport
from groundglass.pane.status import SourceFacts, WorkerFigures, WorkerStatus
from groundglass.pane.wire import HEAD, MIB, Hello, Message, parse_body, parse_head

DRIFT_LIMIT_S: Final = 60.0
MAX_PICTURE_S: Final = 60  # the index relies on it: no fragment reaches further than this
MAX_RUNS_PER_WORKER: Final = 10_000
MAX_GROUP_S: Final = 10  # whoever shows one picture reads all since its key: the group is bounded in time and bytes
MAX_GROUP_BYTES: Final = 64 * MIB


class TakesSealed(Protocol):
    """Whoever keeps sealed originals. Must not wait."""

    def take(self, message: SealedHeader | SealedChunk) -> None:
        """The next part, or `PaneError` when the worker's order does not allow it."""

    async def close(self) -> None:
        """The worker has ended: keep what is whole."""


class TakesStills(Protocol):
    """Whoever keeps the newest stills and the place of a camera. Must not wait."""

    def put_still(self, camera: CameraId, still: FrostedStill) -> None: ...

    def put_place(self, camera: CameraId, place: PlaceArtefact) -> None: ...


class TakesPictures(Protocol):
    """Whoever records. Must not wait."""

    def push(self, item: VideoRun | FrostedSample) -> None: ...


def ignore_observation(camera: CameraId, observation: Observation) -> None:
    """Until there are rules that read observations."""


async def read_messages(untrusted_reader: asyncio.StreamReader) -> AsyncIterator[Message]:
    """Every message of a worker after its Hello, or `PaneError`. Ends when the worker closes the pane between two."""
    is_first = True
    while True:
        try:
            untrusted_head = await untrusted_reader.readexactly(HEAD.size)
        except asyncio.IncompleteReadError as error:
            if not error.partial:
                return
            raise PaneError("the worker closed the pane in the middle of a message") from error
        kind, size = parse_head(untrusted_head)
        try:
            untrusted_body = await untrusted_reader.readexactly(size)
        except asyncio.IncompleteReadError as error:
            raise PaneError("the worker closed the pane in the middle of a message") from error
        message = parse_body(kind, untrusted_body)
        if is_first is not isinstance(message, Hello):
            raise PaneError("the worker did not say hello first, or said it twice")
        if not is_first:
            yield message
        is_first = False


class RunOrder:
    """Checks what only a sequence can break, and gives runs the site's numbers.

    1. A run's number is larger than that of the run before.
    2. A sample belongs to the current run, and the first sample of a run is a key picture.
    3. Times rise strictly within a run, and a picture lasts at most a minute.
    4. A time differs from the house's by at most `drift_limit_s` (None = any, for files read as fast as possible).
    5. A picture is at most 10 s later than its key picture, and the pictures since a key have at most 64 MiB.
    """

    def __init__(self, runs: MintsRuns, clock: Clock, *, drift_limit_s: float | None = DRIFT_LIMIT_S) -> None:
        self._runs = runs
        self._clock = clock
        self._drift_limit_s = drift_limit_s
        self._worker_run: RunId | None = None
        self._run: RunId | None = None
        self._run_count = 0
        self._newest: Instant90k | None = None
        self._key_at = Instant90k(0)
        self._group_bytes = 0

    def begin(self, run: VideoRun) -> VideoRun:
        """The run under its number in the site, or `PaneError`."""
        self._run_count += 1
        if self._run_count > MAX_RUNS_PER_WORKER:
            raise PaneError("the worker began more runs than the pane allows")
        if self._worker_run is not None and run.run <= self._worker_run:  # 1
            raise PaneError("the worker began a run whose number does not rise")
        self._worker_run, self._run, self._newest = run.run, self._runs.mint(), None
        return replace(run, run=self._run)

    def take(self, sample: FrostedSample) -> FrostedSample:
        """The sample under its run's number in the site, or `PaneError`."""
        if self._run is None or sample.run != self._worker_run:  # 2
            raise PaneError("the worker sent a picture that belongs to no current run")
        if self._newest is None and not sample.is_key:
            raise PaneError("the worker began a run without a key picture")
        if self._newest is not None and sample.at <= self._newest:  # 3
            raise PaneError("the worker sent a picture that is not later than the one before")
        if not 0 < sample.duration <= MAX_PICTURE_S * TICKS_PER_S:
            raise PaneError("the worker sent a picture that lasts longer than the pane allows")
        self.check_time(sample.at)  # 4
        if sample.is_key:
            self._key_at, self._group_bytes = sample.at, 0
        self._group_bytes += len(sample.avcc)
        if sample.at - self._key_at > MAX_GROUP_S * TICKS_PER_S or self._group_bytes > MAX_GROUP_BYTES:  # 5
            raise PaneError("the worker sent more pictures without a key picture than the pane allows")
        self._newest = sample.at
        return replace(sample, run=self._run)

    def check_time(self, at: Instant90k) -> None:
        """Raise `PaneError` when a worker's time is too far from the house's."""
        if not 0 <= at < 1 << 60:
            raise PaneError("the worker sent a time that is none")
        limit_s = self._drift_limit_s
        if limit_s is not None and abs(at - self._clock.now_90k()) > limit_s * TICKS_PER_S:
            raise PaneError("the worker's clock is too far from the house's")


class Intake:
    """Reads one worker's pane to its end and hands out what it says.

    `heard_at_s` is the clock's monotonic time of the last message: whoever made the worker looks at it.
    """

    def __init__(
        self,
        camera: CameraId,
        *,
        live: LiveHub,
        recorder: TakesPictures,
        states: StateBoard,
        shelf: TakesStills,
        runs: MintsRuns,
        clock: Clock,
        observe: Callable[[CameraId, Observation], None] = ignore_observation,
        drift_limit_s: float | None = DRIFT_LIMIT_S,
        sealed: TakesSealed | None = None,
    ) -> None:
        self.heard_at_s = clock.monotonic_s()
        self._camera = camera
        self._live = live
        self._recorder = recorder
        self._states = states
        self._shelf = shelf
        self._clock = clock
        self._observe = observe
        self._sealed = sealed
        self._order = RunOrder(runs, clock, drift_limit_s=drift_limit_s)
        self._allowance = Allowance(clock)

    async def run(self, untrusted_reader: asyncio.StreamReader) -> None:
        """Read until the worker ends; `PaneError` when it says what it may not."""
        try:
            async for message in read_messages(untrusted_reader):
                self.heard_at_s = self._clock.monotonic_s()
                self._take(message)
        finally:
            self._live.clear(self._camera)
            if self._sealed is not None:
                await self._sealed.close()

    def _take(self, message: Message) -> None:
        self._allowance.take(message)
        match message:
            case VideoRun():
                self._picture(self._order.begin(message))
            case FrostedSample():
                self._picture(self._order.take(message))
            case FrostedStill():
                self._order.check_time(message.at)
                self._shelf.put_still(self._camera, message)
            case PlaceArtefact():
                self._order.check_time(message.at)
                self._shelf.put_place(self._camera, message)
            case WorkerStatus() | SourceFacts() | WorkerFigures():
                self._states.note(self._camera, message)
            case ViewChanged():
                self._states.note(self._camera, message)
                self._observe(self._camera, message)
            case Occupancy() | TrackBatch() | AreaOccupancy() | HazardSeen() | PictureFrozen():
                self._order.check_time(message.at)
                self._observe(self._camera, message)
            case SealedHeader() | SealedChunk():
                self._asked_to_seal().take(message)
            case SealingReport():
                self._asked_to_seal()
                self._states.note(self._camera, message)
            case Hello():
                raise PaneError("the worker said hello twice")  # unreachable: read_messages refuses it
            case _:
                assert_never(message)

    def _asked_to_seal(self) -> TakesSealed:
        if self._sealed is None:
            raise PaneError("the worker sent a sealed piece, which nobody asked for")
        return self._sealed

    def _picture(self, item: VideoRun | FrostedSample) -> None:
        self._live.publish(self._camera, item)
        self._recorder.push(item)
