"""A drawn scene as a source, paced like a camera: the same worker path as any other, from here on.

Apart from source.py because no byte of it comes from outside. The address carries the scene's options; which
there are is scenes/'s own.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Final

import av

from groundglass.clear.causes import Trouble
from groundglass.clear.picture import Picture, view_plane
from groundglass.clock import Clock
from groundglass.errors import FrostError, SourceError
from groundglass.pane.address import DemoAddress
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts

_DEFAULTS: Final = {"seed": 1, "width": 1280, "height": 720, "fps": 15}


class DemoSource:
    """Frames of a scene, at its rate. Ends after `frames` pictures when the address says so."""

    aspect = (1, 1)
    trust_spacing = True
    undecodable_total = 0

    def __init__(
        self,
        address: DemoAddress,
        settings: WorkerSettings,
        clock: Clock,
        stop: threading.Event,
        connection: int,
    ) -> None:
        self._clock = clock
        self._stop = stop
        self._connection = connection
        self._is_paced = settings.pace == "live"
        options = _parse_options(address)
        self._frames = options.pop("frames", None)
        try:
            from groundglass.clear.scenes import open_scene

            self._scene = open_scene(address.scene, **options)
        except (SourceError, FrostError, TypeError, ValueError):
            raise Trouble(CameraState.REFUSED, Cause.NO_SUCH_STREAM) from None

    def facts(self, at: Instant90k) -> SourceFacts:
        scene = self._scene
        return SourceFacts(at, Codec.RAW, scene.width, scene.height, scene.fps * 1000, has_audio=False)

    def pictures(self) -> Iterator[Picture]:
        start_s = self._clock.monotonic_s()
        step_90k = TICKS_PER_S // self._scene.fps
        n = 0
        while not self._stop.is_set() and (self._frames is None or n < self._frames):
            if self._is_paced:
                now_s = self._clock.monotonic_s()
                self._stop.wait(max(0.0, start_s + n / self._scene.fps - now_s))
                # Drawing that cannot keep up skips pictures, as a camera would, instead of running late for ever.
                n = max(n, int((now_s - start_s) * self._scene.fps))
            arrived_s = self._clock.monotonic_s()
            yield Picture(self._draw(n), self._connection, n * step_90k, step_90k, arrived_s)
            n += 1

    def close(self) -> None:
        """Nothing is held."""

    def _draw(self, n: int) -> av.VideoFrame:
        clear = av.VideoFrame(self._scene.width, self._scene.height, "yuv420p")
        for index, drawn in enumerate(self._scene.frame(n)):
            view_plane(clear, index)[:] = drawn
        return clear


def _parse_options(address: DemoAddress) -> dict[str, int]:
    """The scene's options as whole numbers; yes and no are 1 and 0."""
    options = dict(_DEFAULTS)
    for name, value in address.options:
        if not value.isdecimal() or len(value) > 9:
            raise Trouble(CameraState.REFUSED, Cause.BAD_SETTINGS)
        options[name] = int(value)
    return options
