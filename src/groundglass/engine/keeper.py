"""Keeps one camera's worker alive.

`run_once` starts one worker, listens until it ends, and leaves nothing of it behind; it may fail anywhere. `run`
loops over it with back-off until it is told to stop, and stopping waits. What the worker says goes to the intake;
what happens *to* the worker (crashed, silent, started again) is reported here, because a dead worker cannot.

A worker is killed with its whole process group when it breaks the rules of the pane, when no figures arrive for
`SILENCE_S` although they are due every second, and when it does not stop within `STOP_S`.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from enum import Enum, auto
from typing import Final, Protocol

from groundglass.clock import Clock
from groundglass.engine.backoff import LONGEST_S, Backoff
from groundglass.engine.launch import WorkerProcess, launch
from groundglass.errors import EngineError, GroundglassError, NotFound, PaneError
from groundglass.frosted.cameras import Order
from groundglass.frosted.states import StateBoard
from groundglass.pane.control import Forget
from groundglass.pane.ids import CameraId
from groundglass.pane.pictures import FrostedSample, VideoRun
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.status import CameraState, Cause

SILENCE_S: Final = 10.0
FIRST_WORD_S: Final = 30.0
"""Allowed before the first figures: a loaded machine loads FFmpeg and OpenCV slowly, and that is no fault."""
STOP_S: Final = 5.0
LOOK_EVERY_S: Final = 1.0

_logger: Final = logging.getLogger(__name__)

# A worker that ends for one of these has said why, and "it crashed" would hide it. Trying again soon is useless.
_LASTING: Final = frozenset({Cause.NOT_CONFINED, Cause.BAD_SETTINGS, Cause.ADDRESS_NOT_ALLOWED, Cause.ENCODER_FAILED})


class Listener(Protocol):
    """What the keeper needs of the intake."""

    async def run(self, untrusted_reader: asyncio.StreamReader) -> None:
        """Read the pane to its end, or raise `PaneError`."""


class Recording(Protocol):
    """What the keeper needs of the recorder: it outlives single workers, and is closed when the camera stops."""

    def push(self, item: VideoRun | FrostedSample) -> None:
        """Record a run or picture; never waits."""

    async def close(self) -> None:
        """Write what was pushed, and stop."""


class Ending(Enum):
    """How one worker's life ended."""

    STOPPED = auto()  # it was asked to
    READ_TO_END = auto()  # its file is over
    CRASHED = auto()
    SILENT = auto()


class Keeper:
    """One camera's worker, for as long as `run` runs."""

    def __init__(
        self,
        camera: CameraId,
        settings: Callable[[], Awaitable[WorkerSettings]],
        record: Callable[[], Recording],
        listen: Callable[[Recording], Listener],
        board: StateBoard,
        clock: Clock,
        *,
        start: Callable[[WorkerSettings], Awaitable[WorkerProcess]] = launch,
    ) -> None:
        self.camera: Final = camera
        self.restarts_total = 0
        self._settings = settings
        self._record = record
        self._listen = listen
        self._board = board
        self._clock = clock
        self._start = start
        self._worker: WorkerProcess | None = None  # owned by run_once
        self._is_starting = False
        self._forget_first = False

    @property
    def pid(self) -> int | None:
        """The worker's process, while one runs."""
        return self._worker.pid if self._worker else None

    async def order(self, order: Order) -> None:
        """Pass an order to the worker, or raise `NotFound` when none runs."""
        if self._worker is None and self._is_starting and isinstance(order, Forget):
            # The worker that is being started has been given the place already: it hears this first.
            self._forget_first = True
            return
        if self._worker is None:
            raise NotFound(f"camera {self.camera} is not running", "start it, wait until it is live, and try again")
        await self._worker.order(order)

    async def run(self, stop: asyncio.Event) -> None:
        """Keep a worker alive until `stop`, or until its file has been read to the end."""
        recording = self._record()
        try:
            await self._keep(recording, stop)
        finally:
            await recording.close()

    async def _keep(self, recording: Recording, stop: asyncio.Event) -> None:
        backoff = Backoff()
        while not stop.is_set():
            began_s = self._clock.monotonic_s()
            ending = await self._attempt(recording, stop)
            if ending in (Ending.STOPPED, Ending.READ_TO_END):
                return
            backoff = backoff.after(self._clock.monotonic_s() - began_s)
            await self._wait(self._report(ending, backoff), stop)
            self.restarts_total += 1

    async def _attempt(self, recording: Recording, stop: asyncio.Event) -> Ending:
        try:
            return await self.run_once(recording, stop)
        except GroundglassError as error:
            _logger.warning("camera %s: %s", self.camera, error.message, extra={"camera": self.camera})
        except Exception:
            # The edge of this camera: whatever went wrong here must not end the watching of it, nor of others.
            _logger.exception("camera %s: its worker cannot be kept", self.camera, extra={"camera": self.camera})
        return Ending.CRASHED

    async def run_once(self, recording: Recording, stop: asyncio.Event) -> Ending:
        """One worker from its start to its end. Nothing of it is left when this returns or raises."""
        worker = self._worker = await self._begin()
        listening = asyncio.create_task(self._listen(recording).run(worker.reader))
        silence = asyncio.create_task(self._silence())
        stopping = asyncio.create_task(stop.wait())
        try:
            if self._forget_first:
                await worker.order(Forget())
            await asyncio.wait((listening, silence, stopping), return_when=asyncio.FIRST_COMPLETED)
            if stopping.done() and not listening.done():
                await worker.ask_to_stop()
                await asyncio.wait((listening,), timeout=STOP_S)
                return Ending.STOPPED
            if not listening.done():
                return Ending.SILENT
            await listening
            return await self._ending_of(worker)
        except PaneError as error:
            raise EngineError(f"its worker was ended: {error.message}") from error
        finally:
            for task in (listening, silence, stopping):
                task.cancel()
            await asyncio.gather(listening, silence, stopping, return_exceptions=True)
            self._worker = None
            await worker.end()

    async def _begin(self) -> WorkerProcess:
        self._is_starting, self._forget_first = True, False
        try:
            settings = await self._settings()
            self._board.set_state(self.camera, CameraState.CONNECTING, Cause.FIRST_ATTEMPT)
            return await self._start(settings)
        finally:
            self._is_starting = False

    async def _ending_of(self, worker: WorkerProcess) -> Ending:
        """Why a worker that closed its pane in order did so."""
        status = await worker.end(STOP_S)
        said_end = self._board.report(self.camera).state is CameraState.ENDED
        return Ending.READ_TO_END if status == 0 and said_end else Ending.CRASHED

    async def _silence(self) -> None:
        """Returns when the worker has been silent for too long."""
        heard, heard_s, patience_s = None, self._clock.monotonic_s(), FIRST_WORD_S
        while self._clock.monotonic_s() - heard_s < patience_s:
            await self._clock.sleep(LOOK_EVERY_S)
            figures = self._board.report(self.camera).figures
            if figures is not heard:
                heard, heard_s, patience_s = figures, self._clock.monotonic_s(), SILENCE_S

    def _report(self, ending: Ending, backoff: Backoff) -> float:
        """Say what happened on the board; return how long to wait."""
        said = self._board.report(self.camera)
        wait_s = backoff.wait_s
        cause = Cause.WORKER_SILENT if ending is Ending.SILENT else Cause.WORKER_CRASHED
        if said.state is CameraState.FAULT and said.cause in _LASTING:
            cause, wait_s = said.cause, LONGEST_S
        _logger.warning(
            "camera %s: %s; starting again in %.0f s", self.camera, cause.name.lower(), wait_s,
            extra={"camera": self.camera},
        )  # fmt: skip
        self._board.set_state(self.camera, CameraState.FAULT, cause, retry_in_s=math.ceil(wait_s))
        return wait_s

    async def _wait(self, wait_s: float, stop: asyncio.Event) -> None:
        """Wait, or return at once when stopped."""
        waiting = asyncio.create_task(self._clock.sleep(wait_s))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((waiting, stopping), return_when=asyncio.FIRST_COMPLETED)
        for task in (waiting, stopping):
            task.cancel()
        await asyncio.gather(waiting, stopping, return_exceptions=True)
