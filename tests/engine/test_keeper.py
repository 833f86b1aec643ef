"""Keeping a worker alive: what is done when it dies, lies, falls silent or has finished."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable

import pytest

from groundglass.clock import SystemClock
from groundglass.engine import keeper as keeper_module
from groundglass.engine.keeper import Keeper, Recording
from groundglass.engine.launch import WorkerProcess, launch
from groundglass.errors import NotFound
from groundglass.frosted.intake import Intake
from groundglass.frosted.live import LiveHub
from groundglass.frosted.shelf import Shelf
from groundglass.frosted.states import CameraReport, StateBoard
from groundglass.pane.control import Approve, Forget, Order
from groundglass.pane.ids import CameraId, Instant90k, RunId
from groundglass.pane.pictures import FrostedSample, FrostedStill, PlaceArtefact, StillPurpose, VideoRun
from groundglass.pane.settings import SecretAddress, WorkerSettings
from groundglass.pane.status import CameraState, Cause
from tests.engine.stand_ins import Start, starts

GATE = CameraId("gate")
DEMO = WorkerSettings(camera=GATE, address=SecretAddress("demo:plaza?width=320&height=240&people=1"))


class Nothing:
    """Keepsakes that keep nothing: these tests are about processes."""

    def keep_still(self, camera: CameraId, still: FrostedStill) -> None: ...
    def keep_place(self, camera: CameraId, place: PlaceArtefact) -> None: ...
    def forget_place(self, camera: CameraId) -> None: ...
    def forget_proposal(self, camera: CameraId) -> None: ...

    async def place(self, camera: CameraId) -> PlaceArtefact | None:
        return None

    async def still(self, camera: CameraId, purpose: StillPurpose) -> FrostedStill | None:
        return None

    async def thumbnail(self, camera: CameraId, at: Instant90k) -> FrostedStill | None:
        return None

    async def thumbnail_times(self, camera: CameraId, start: Instant90k, end: Instant90k) -> tuple[Instant90k, ...]:
        return ()


class Tape:
    """Remembers what was recorded."""

    def __init__(self) -> None:
        self.samples = 0
        self.runs = 0
        self.is_closed = False

    def push(self, item: VideoRun | FrostedSample) -> None:
        self.samples += isinstance(item, FrostedSample)
        self.runs += isinstance(item, VideoRun)

    async def close(self) -> None:
        self.is_closed = True


class Board(StateBoard):
    """Remembers every state a camera was in."""

    def __init__(self, clock: SystemClock) -> None:
        super().__init__(clock)
        self.seen: list[tuple[CameraState, Cause, int]] = []

    def _put(self, report: CameraReport) -> None:
        super()._put(report)
        if report.state is not None:
            step = (report.state, report.cause, report.retry_in_s)
            if self.seen[-1:] != [step]:
                self.seen.append(step)


class Watched:
    """A keeper with all it needs, and what it did."""

    def __init__(self, start: Start) -> None:
        self.clock = SystemClock()
        self.board = Board(self.clock)
        self.tape = Tape()
        self.stop = asyncio.Event()
        self.seen = self.board.seen
        self._numbers = iter(range(1, 1000))
        self.keeper = Keeper(GATE, self._settings, lambda: self.tape, self._listen, self.board, self.clock, start=start)
        self.task = asyncio.create_task(self.keeper.run(self.stop))

    async def _settings(self) -> WorkerSettings:
        return DEMO

    def mint(self) -> RunId:
        return RunId(next(self._numbers))

    def _listen(self, recording: Recording) -> Intake:
        return Intake(
            GATE,
            live=LiveHub(),
            recorder=recording,
            states=self.board,
            shelf=Shelf(Nothing()),
            runs=self,
            clock=self.clock,
        )

    async def until(self, claim: Callable[[], bool], within_s: float = 60.0) -> None:
        async with asyncio.timeout(within_s):
            while not claim():
                await asyncio.sleep(0.02)

    async def end(self) -> None:
        self.stop.set()
        await self.task


async def test_a_killed_worker_is_started_again_at_once_and_records_again() -> None:
    watched = Watched(launch)
    await watched.until(lambda: watched.tape.samples > 3)
    first = watched.keeper.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    await watched.until(lambda: watched.tape.runs == 2 and watched.keeper.pid not in (None, first))
    await watched.end()
    assert (CameraState.FAULT, Cause.WORKER_CRASHED, 0) in watched.seen
    assert watched.keeper.restarts_total == 1
    assert watched.tape.is_closed


async def test_stopping_waits_until_the_worker_has_gone() -> None:
    watched = Watched(launch)
    await watched.until(lambda: watched.tape.samples > 0)
    pid = watched.keeper.pid
    await watched.end()
    assert watched.keeper.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid or 0, 0)


async def test_a_worker_that_breaks_the_rules_of_the_pane_is_killed() -> None:
    watched = Watched(starts("os.write(1, b'\\xff' * 50); time.sleep(60)"))
    await watched.until(lambda: watched.keeper.restarts_total >= 1)
    await watched.end()
    assert (CameraState.FAULT, Cause.WORKER_CRASHED, 0) in watched.seen


async def test_a_worker_without_figures_is_killed_and_said_to_be_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper_module, "SILENCE_S", 0.5)
    monkeypatch.setattr(keeper_module, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(keeper_module, "STOP_S", 0.2)
    watched = Watched(starts("figures(); send(RUN)\nwhile True: time.sleep(0.1)"))
    await watched.until(lambda: watched.keeper.restarts_total >= 1)
    await watched.end()
    assert (CameraState.FAULT, Cause.WORKER_SILENT, 0) in watched.seen


async def test_a_worker_that_dies_again_and_again_is_tried_less_and_less_often() -> None:
    watched = Watched(starts("sys.exit(1)"))
    await watched.until(lambda: (CameraState.FAULT, Cause.WORKER_CRASHED, 2) in watched.seen)
    await watched.end()
    waits = [retry for state, _, retry in watched.seen if state is CameraState.FAULT]
    assert waits == [0, 1, 2]


async def test_a_worker_that_says_why_it_cannot_work_is_believed() -> None:
    watched = Watched(starts("send(WorkerStatus(now(), CameraState.FAULT, Cause.NOT_CONFINED, 0)); sys.exit(3)"))
    await watched.until(lambda: (CameraState.FAULT, Cause.NOT_CONFINED, 30) in watched.seen)
    await watched.end()
    assert all(cause is not Cause.WORKER_CRASHED for _, cause, _ in watched.seen)


async def test_a_file_that_was_read_to_its_end_is_not_read_again() -> None:
    watched = Watched(starts("send(WorkerStatus(now(), CameraState.ENDED, Cause.END_OF_FILE, 0))"))
    await asyncio.wait_for(watched.task, 60)
    assert watched.board.report(GATE).state is CameraState.ENDED
    assert watched.keeper.restarts_total == 0
    assert watched.tape.is_closed


async def test_an_order_without_a_worker_is_refused_with_what_to_do() -> None:
    watched = Watched(starts("send(WorkerStatus(now(), CameraState.ENDED, Cause.END_OF_FILE, 0))"))
    await asyncio.wait_for(watched.task, 60)
    with pytest.raises(NotFound) as caught:
        await watched.keeper.order(Forget())
    assert caught.value.hints


async def test_a_place_forgotten_while_a_worker_starts_is_forgotten_by_it() -> None:
    """It was given the place with its settings before anybody could tell it."""
    begun, go_on = asyncio.Event(), asyncio.Event()
    orders: list[object] = []

    async def slowly(settings: WorkerSettings) -> WorkerProcess:
        begun.set()
        await go_on.wait()
        worker = await starts("time.sleep(60)")(settings)
        order = worker.order

        async def note(given: Order) -> None:
            orders.append(given)
            await order(given)

        monkey.setattr(worker, "order", note)
        return worker

    with pytest.MonkeyPatch.context() as monkey:
        watched = Watched(slowly)
        await begun.wait()
        await watched.keeper.order(Forget())
        with pytest.raises(NotFound):
            await watched.keeper.order(Approve("1-" + "0" * 32))
        go_on.set()
        await watched.until(lambda: bool(orders))
        monkey.setattr(keeper_module, "STOP_S", 0.2)
        await watched.end()
    assert orders[0] == Forget()


async def test_settings_that_cannot_be_read_do_not_end_the_watching() -> None:
    watched = Watched(starts(""))
    failures = iter([RuntimeError("no settings")])

    async def settings() -> WorkerSettings:
        for failure in failures:
            raise failure
        return DEMO

    watched.keeper._settings = settings
    await watched.until(lambda: watched.keeper.restarts_total >= 1)
    assert not watched.task.done()
    await watched.end()
