"""What is shown of a camera is what is so, and whoever watches is told."""

from __future__ import annotations

import asyncio

import pytest

from groundglass.clock import SimulatedClock
from groundglass.frosted import causes
from groundglass.frosted.states import CameraReport, StateBoard
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.status import CameraState, Cause, View, WorkerFigures, WorkerStatus

GATE, YARD = CameraId("gate"), CameraId("yard")


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock()


@pytest.fixture
def board(clock: SimulatedClock) -> StateBoard:
    return StateBoard(clock)


def said(state: CameraState, cause: Cause = Cause.NONE, retry: int = 0) -> WorkerStatus:
    return WorkerStatus(Instant90k(0), state, cause, retry)


def test_a_camera_nobody_spoke_of_is_switched_off(board: StateBoard) -> None:
    assert board.report(GATE).state is None
    assert causes.said_of_camera(board.report(GATE)) == causes.OFF_SAID
    assert board.reports() == ()


def test_since_tells_when_the_state_began_not_when_it_was_said_last(board: StateBoard, clock: SimulatedClock) -> None:
    board.note(GATE, said(CameraState.LOST, Cause.TIMED_OUT, 2))
    began = board.report(GATE).since
    clock.advance(5)
    board.note(GATE, said(CameraState.LOST, Cause.TIMED_OUT, 4))
    board.set_state(GATE, CameraState.LOST, Cause.TIMED_OUT, retry_in_s=8)
    assert (board.report(GATE).since, board.report(GATE).retry_in_s) == (began, 8)
    board.set_state(GATE, CameraState.CONNECTING, Cause.FIRST_ATTEMPT)
    assert board.report(GATE).since == clock.now_90k()


def test_figures_of_a_dead_worker_are_forgotten(board: StateBoard) -> None:
    board.note(GATE, WorkerFigures(Instant90k(0), 1, 1, 0, 0, 0, View.PROVEN, 0, 0, 0, 0))
    assert board.report(GATE).view is View.PROVEN
    board.set_state(GATE, CameraState.FAULT, Cause.WORKER_CRASHED)
    assert board.report(GATE).figures is None


def test_a_live_camera_that_cannot_be_recorded_says_so(board: StateBoard) -> None:
    board.note(GATE, said(CameraState.LIVE))
    board.note_recording(GATE, Cause.DISK_FULL)
    assert "recording is paused" in causes.said_of_camera(board.report(GATE)).sentence
    board.note_recording(GATE, Cause.NONE)
    assert causes.said_of_camera(board.report(GATE)).sentence == "Live."
    board.note_recording(GATE, Cause.DISK_FULL)
    board.note(GATE, said(CameraState.LOST, Cause.HUNG_UP))
    assert board.report(GATE).shown_cause is Cause.HUNG_UP


async def test_a_watcher_is_told_what_changed_once(board: StateBoard) -> None:
    async with board.subscribe() as watch:
        board.note(GATE, said(CameraState.LIVE))
        board.note(GATE, said(CameraState.LIVE))
        board.switch_off(YARD)
        changes = aiter(watch)
        assert await anext(changes) == {GATE, YARD}
        board.note_recording(GATE, Cause.NONE)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await anext(changes)
        board.touch(YARD)
        assert await anext(changes) == {YARD}
        board.remove(GATE)
        assert await anext(changes) == {GATE}
    assert [report.camera for report in board.reports()] == [YARD]


def test_every_code_has_a_sentence_that_stands_alone() -> None:
    assert set(causes.STATE_SAID) == set(CameraState)
    assert set(causes.CAUSE_SAID) == set(Cause)
    assert set(causes.VIEW_SAID) == set(View)
    tables = (causes.STATE_SAID, causes.CAUSE_SAID, causes.VIEW_SAID)
    for text in [said.sentence for table in tables for said in table.values() if said.sentence]:
        assert text[0].isupper()
        assert text.endswith(".")


def test_a_cause_speaks_before_a_state() -> None:
    report = CameraReport(GATE, CameraState.REFUSED, Cause.WRONG_PASSWORD, Instant90k(0))
    assert "password" in causes.said_of_camera(report).sentence
    assert causes.said_of_attempt(CameraState.LIVE, Cause.NONE).sentence == "Live."
