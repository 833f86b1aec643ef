"""What an outpost passes on to the desk, in the places where a house on one machine has its shelf and its ledger.

Apart because they only pass on: what waits, and what gives way, is frosted/relay/waiting.py's.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from groundglass.clock import Clock
from groundglass.errors import StoreError
from groundglass.frosted.record.kinds import Field
from groundglass.frosted.relay.waiting import Waiting
from groundglass.frosted.relay.waiting_files import WaitingFiles
from groundglass.frosted.relay.wire import Lost
from groundglass.frosted.states import StateBoard
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.pictures import FrostedStill, PlaceArtefact

KEEP_EVERY_S: Final = 3.0

_logger: Final = logging.getLogger(__name__)


class PassedStills:
    """Fulfils `intake.TakesStills` for one camera. `on_place` hears what the next worker here is to be given."""

    def __init__(self, waiting: Waiting, on_place: Callable[[bytes | None], None]) -> None:
        self._waiting = waiting
        self._on_place = on_place

    def put_still(self, camera: CameraId, still: FrostedStill) -> None:
        self._waiting.tell(camera, still)

    def put_place(self, camera: CameraId, place: PlaceArtefact) -> None:
        """An empty one says that the worker forgot its own."""
        self._on_place(place.body or None)
        self._waiting.tell(camera, place)


class PassedLosses:
    """Fulfils `arriving.Notes`: that a sealed segment was lost goes into the desk's ledger."""

    def __init__(self, waiting: Waiting) -> None:
        self._waiting = waiting

    def note(self, kind: str, **fields: Field) -> None:
        self._waiting.tell_lost(
            Lost(
                number=0,
                camera=CameraId(str(fields["camera"])),
                segment=bytes.fromhex(str(fields["segment"])),
                chain=_whole(fields["chain"]),
                start=Instant90k(_whole(fields["start_90k"])),
                until=Instant90k(_whole(fields["until_90k"])),
                header_hash=bytes.fromhex(str(fields["header_sha256"])),
            )
        )


async def pass_states(board: StateBoard, waiting: Waiting) -> None:
    """Tell the desk of every change on the board, until cancelled."""
    async with board.subscribe() as changes:
        async for changed in changes:
            for camera in changed:
                waiting.tell_state(board.report(camera))


class KeepsWaiting:
    """Puts on the disk what has waited for three to six seconds: a desk that is there has it before that.

    `run` until cancelled, then `finish`. A disk that fails takes nothing away: what waits is in memory still.
    """

    def __init__(self, waiting: Waiting, files: WaitingFiles, clock: Clock, every_s: float = KEEP_EVERY_S) -> None:
        self._waiting = waiting
        self._files = files
        self._clock = clock
        self._every_s = every_s
        self._said = ""

    async def run(self) -> None:
        """From time to time, what was there the time before."""
        before = self._waiting.newest
        while True:
            await self._clock.sleep(self._every_s)
            until, before = before, self._waiting.newest
            await self._keep(until)

    async def finish(self) -> None:
        """All that waits: nobody says anything any more."""
        await self._keep(self._waiting.newest)

    async def _keep(self, until: int) -> None:
        frames, oldest = self._waiting.unkept(until), self._waiting.oldest
        try:
            await asyncio.to_thread(self._files.keep, frames, oldest)
        except StoreError as error:
            if error.message != self._said:
                _logger.warning("%s; an outpost that ends now loses it", error.message)
            self._said = error.message


def _whole(value: Field) -> int:
    if not isinstance(value, int):
        raise TypeError("not a number")  # unreachable: arriving.py notes numbers
    return value
