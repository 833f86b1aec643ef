"""The large stream of a camera whose small one is frosted: opened for the sealer alone, and never decoded.

Apart from source.py, which decodes: here packets are copied and nothing else. Its own thread with its own patience,
because the two streams fail apart: while this one is away nothing is sealed, and the worker says so; frosting goes
on. Only a camera's stream is opened so, since a file has no second one.
"""

from __future__ import annotations

import threading
from typing import Final

from groundglass.clear.options import opening_of
from groundglass.clear.original import TakesOriginals, Tap
from groundglass.clear.source import joiner_of, open_container, sound_stream, video_stream
from groundglass.pane.address import DeviceAddress, NetworkAddress, parse_address
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.status import Codec
from groundglass.ticks import Ticks

LONGEST_WAIT_S: Final = 30
_STEADY_S: Final = 10.0


class MainStream:
    """Feeds the sealer from `settings.address`. `run` is the thread; it ends soon after `stop`."""

    def __init__(
        self, settings: WorkerSettings, originals: TakesOriginals, clock: Ticks, stop: threading.Event
    ) -> None:
        self._settings = settings
        self._originals = originals
        self._clock = clock
        self._stop = stop

    def run(self) -> None:
        """Until stopped; waits 1, 2, 4 ... 30 s after each failure."""
        failures = 0
        while not self._stop.is_set():
            began_s = self._clock.monotonic_s()
            try:
                self.run_once()
            except Exception:  # noqa: BLE001 - the edge of a thread: that nothing is sealed is said by the sealer
                failures += 1
            if self._clock.monotonic_s() - began_s > _STEADY_S:
                failures = 0
            self._stop.wait(min(LONGEST_WAIT_S, 1 << min(failures, 10)))

    def run_once(self) -> None:
        """One connection, to its end."""
        address = parse_address(self._settings.address)
        if not isinstance(address, NetworkAddress | DeviceAddress):
            self._originals.begin(Codec.OTHER, b"", None)
            self._stop.wait()
            return
        opening = opening_of(address, self._settings)
        container = open_container(address, opening)
        try:
            stream = video_stream(container, address)
            in_pieces = opening.joins and joiner_of(container, stream) is not None
            sound = sound_stream(container, self._settings)
            tap = Tap(self._originals, stream, sound, in_pieces=in_pieces)
            try:
                for packet in container.demux(*([stream] if sound is None else [stream, sound])):
                    if self._stop.is_set():
                        return
                    tap.take(packet)
            finally:
                tap.end()
        finally:
            container.close()
