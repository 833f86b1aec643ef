"""A house whose cameras are kept by other machines: what takes the place of its own supervisor, hub and open minutes.

Apart from house.py, which has one of the two, and from the desk, which knows nothing of a house. Live pictures come
over one stream per camera that is watched, pieces of open minutes from whoever writes them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from sqlalchemy.exc import DBAPIError

from groundglass.clock import Clock
from groundglass.engine.outpost.desk import DeskParts, OutpostControl
from groundglass.engine.outpost.drained import DrainedNodes
from groundglass.engine.outpost.hearing import Hearing
from groundglass.engine.outpost.least_loaded import Candidate, LeastLoaded
from groundglass.engine.placement import Need, Placement
from groundglass.frosted.archive import Archive
from groundglass.frosted.cameras import CameraRecord
from groundglass.frosted.relay.heard import HeardMarks
from groundglass.frosted.relay.pieces import RelayPieces
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.relay.upstreams import Upstreams
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease_book import LeaseBook
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import WorkerSettings

_logger: Final = logging.getLogger(__name__)

MakesPlacement = Callable[[Callable[[], tuple[Candidate, ...]], OutpostControl], Awaitable[Placement]]


def pieces_elsewhere(catalog: Catalog, secret: ClusterSecret) -> RelayPieces:
    """Where the minutes are read that outposts still write."""
    book = LeaseBook(catalog)

    async def find(camera: CameraId) -> str | None:
        holder = await book.holder(camera)
        return holder.relay if holder is not None else None

    return RelayPieces(secret.viewer(), find)


class Elsewhere:
    """Control and live pictures of cameras on other machines. `close` at the end."""

    def __init__(
        self,
        archive: Archive,
        board: StateBoard,
        secret: ClusterSecret,
        clock: Clock,
        *,
        drained: DrainedNodes,
        settings: Callable[[CameraId], Awaitable[WorkerSettings]],
        need: Callable[[CameraRecord], Need],
        make_placement: MakesPlacement | None = None,
    ) -> None:
        self._clock = clock
        book, marks = LeaseBook(archive.catalog), HeardMarks(archive.catalog)
        archive.events.observations.beside = marks.beside
        self.live: Final = Upstreams(book, secret.viewer(), clock)

        async def settle() -> bool:
            try:
                await archive.events.observations.flush()
            except DBAPIError:
                return False  # held as far as there is room; the outposts keep theirs until it was written
            return True

        parts = DeskParts(
            book=archive.cameras,
            board=board,
            leases=book,
            marks=marks,
            drained=drained,
            secret=secret,
            clock=clock,
            settings=settings,
            need=need,
            hearing=lambda keeping: Hearing(
                keeping, board, archive.shelf, archive.events.observe, archive.record, clock
            ),
            settle=settle,
        )
        make = make_placement or self._least_loaded
        self.control: Final = OutpostControl(parts, lambda candidates: make(candidates, self.control))
        self._running = asyncio.create_task(self.live.run(), name="live from elsewhere")

    async def close(self) -> None:
        """Hang up everywhere; the machines go on."""
        await self.control.close()
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await self.live.close()

    async def _least_loaded(
        self, candidates: Callable[[], tuple[Candidate, ...]], control: OutpostControl
    ) -> Placement:
        return LeastLoaded(candidates, self._clock, control.present())
