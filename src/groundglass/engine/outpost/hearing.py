"""What becomes at the desk of what the cameras of other machines say: the same as of its own (frosted/intake.py).

Apart from the link, which only carries. A machine that was cut off may go on watching a camera that another one has by
now, and what it says when it comes back is late. So:

1. What a camera *is* is taken from the machine that keeps it now, and from no other.
2. What it *saw* is taken from the machine that keeps it now, and from one that kept it before, up to then.
3. A time that is not yet, or so old that nobody would want it, is nobody's.

Pictures and sealed originals never come this way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from groundglass.clock import Clock
from groundglass.frosted.custody.arriving import Notes
from groundglass.frosted.intake import TakesStills
from groundglass.frosted.relay.wire import Lost, Numbered, Said, State
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.observations import Observation
from groundglass.pane.pictures import FrostedStill, PlaceArtefact
from groundglass.pane.status import CameraState, Cause

AHEAD_90K: Final = 60 * TICKS_PER_S
LATE_90K: Final = 7 * 86_400 * TICKS_PER_S
HEARD_WITHIN_S: Final = 5.0
HEAR_EVERY_S: Final = 0.1


class TakesAll(TakesStills, Protocol):
    """The desk's shelf."""

    def forget_proposal(self, camera: CameraId) -> None: ...


@dataclass(frozen=True, slots=True)
class Keeping:
    """Which machine keeps a camera, since when by the desk's clock, and whether with fewer pictures than it has."""

    node: NodeName
    since: Instant90k
    is_lowered: bool = False


class Hearing:
    """One desk's. `keeping` says who keeps a camera now; None: nobody is meant to."""

    def __init__(
        self,
        keeping: Callable[[CameraId], Keeping | None],
        board: StateBoard,
        shelf: TakesAll,
        observe: Callable[[CameraId, Observation], None],
        record: Notes,
        clock: Clock,
    ) -> None:
        self.refused_total = 0
        self._keeping = keeping
        self._board = board
        self._shelf = shelf
        self._observe = observe
        self._record = record
        self._clock = clock

    def take(self, node: NodeName, frame: Numbered) -> None:
        """Take what a machine said. Never waits."""
        match frame:
            case State():
                self._state(node, frame)
            case Said():
                self._said(node, frame)
            case Lost():
                self._record.note(
                    "segment.lost",
                    segment=frame.segment.hex(), camera=frame.camera, chain=frame.chain, start_90k=frame.start,
                    until_90k=frame.until, header_sha256=frame.header_hash.hex(),
                )  # fmt: skip

    def _state(self, node: NodeName, frame: State) -> None:
        report = frame.report
        keeping = self._keeping(report.camera)
        if keeping is None or keeping.node != node:  # 1
            self.refused_total += 1
            return
        if report.state is None:
            # Between two leases, or two workers. Who is meant to be off is switched off here.
            if self._board.report(report.camera).state is CameraState.LIVE:
                self._board.set_state(report.camera, CameraState.CONNECTING, Cause.FIRST_ATTEMPT)
            return
        if (report.state, report.cause) == (CameraState.CONNECTING, Cause.FIRST_ATTEMPT):
            self._shelf.forget_proposal(report.camera)  # a new worker knows nothing of what an older one proposed
        if keeping.is_lowered and (report.state, report.cause) == (CameraState.LIVE, Cause.NONE):
            report = replace(report, cause=Cause.LOWERED)
        self._board.adopt(report)

    def _said(self, node: NodeName, frame: Said) -> None:
        keeping, message = self._keeping(frame.camera), frame.message
        is_from_keeper = keeping is not None and keeping.node == node
        is_earlier = keeping is not None and message.at < keeping.since
        now_90k = self._clock.now_90k()
        if not (is_from_keeper or is_earlier) or not now_90k - LATE_90K <= message.at <= now_90k + AHEAD_90K:  # 2, 3
            self.refused_total += 1
            return
        match message:
            case FrostedStill():
                self._shelf.put_still(frame.camera, message)
            case PlaceArtefact() if is_from_keeper:
                self._shelf.put_place(frame.camera, message)
            case PlaceArtefact():
                self.refused_total += 1  # the place is its present machine's
            case _:
                self._observe(frame.camera, message)


async def heard(board: StateBoard, cameras: Iterable[CameraId], clock: Clock) -> None:
    """Until it is known what each of these cameras sends, or five seconds at most: one that shows nothing, or whose
    machine is away, holds up nobody."""
    awaited, end_s = tuple(cameras), clock.monotonic_s() + HEARD_WITHIN_S
    while clock.monotonic_s() < end_s and any(board.report(camera).facts is None for camera in awaited):
        await clock.sleep(HEAR_EVERY_S)
