"""A worker's sealing as its main loop sees it: where packets come from, and what is sent when there is room.

Apart from seal.py, which knows no source and no pane, and from worker.py so that a worker which seals nothing does not
load what sealing needs. Where a small stream is frosted, the large one is opened beside it; otherwise the one source's
packets are copied on their way to the decoder.
"""

from __future__ import annotations

import threading
from functools import partial

from groundglass.clear.feed import Opener
from groundglass.clear.main_stream import MainStream
from groundglass.clear.outlet import Outlet
from groundglass.clear.seal import Sealer
from groundglass.clear.source import open_source
from groundglass.pane.sealing import SealingOrder
from groundglass.pane.settings import WorkerSettings
from groundglass.ticks import Ticks


class Sealing:
    """Owned by the main loop. `opener` is what the feed opens its source with."""

    def __init__(
        self, settings: WorkerSettings, order: SealingOrder, clock: Ticks, stop: threading.Event, opener: Opener
    ) -> None:
        self._sealer = Sealer(settings.camera, order, clock)
        self._thread: threading.Thread | None = None
        if settings.sub_address is not None:
            main = MainStream(settings, self._sealer, clock, stop)
            self._thread = threading.Thread(target=main.run, daemon=True)
            self.opener = opener
        else:
            self.opener = partial(open_source, originals=self._sealer)

    def start(self) -> None:
        if self._thread is not None:
            self._thread.start()

    def send(self, outlet: Outlet) -> None:
        """Send what is ready, as long as the reader keeps up. What stays is bounded by the sealer."""
        while outlet.has_room() and (message := self._sealer.fetch()) is not None:
            outlet.send(message)

    def part(self, outlet: Outlet, within_s: float) -> None:
        """The sources were told to stop: send the end of the segment in hand, however long the reader takes."""
        if self._thread is not None:
            self._thread.join(within_s)
        while (message := self._sealer.fetch()) is not None:
            outlet.send(message)
