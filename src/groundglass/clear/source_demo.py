"""A drawn scene as a source, paced like a camera: the same worker path as any other, from here on.

Apart from source.py because no byte of it comes from outside. The address carries the scene's options; which
there are is scenes/'s own.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Final, get_args, overload

import av

from groundglass.clear.causes import Trouble
from groundglass.clear.picture import Picture, view_plane
from groundglass.clear.scenes import Fault, Scene, StillPose, open_scene
from groundglass.errors import SourceError
from groundglass.pane.address import DemoAddress
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts
from groundglass.ticks import Ticks

_MS_TICKS: Final = 90
_POSES: Final[dict[str, StillPose]] = {pose: pose for pose in get_args(StillPose)}
_FAULTS: Final[dict[str, Fault]] = {fault: fault for fault in get_args(Fault)}


class DemoSource:
    """Frames of a scene, at its rate. Ends after `frames` pictures when the address says so."""

    aspect = (1, 1)
    trust_spacing = True
    undecodable_total = 0

    def __init__(
        self,
        address: DemoAddress,
        settings: WorkerSettings,
        clock: Ticks,
        stop: threading.Event,
        connection: int,
    ) -> None:
        self._clock = clock
        self._stop = stop
        self._connection = connection
        self._is_paced = settings.pace == "live"
        options = _Options(address)
        self._shows_clock = options.flag("timecode") and self._is_paced
        try:
            self._frames = options.whole("frames")
            self._scene = options.open(address.scene)
        except (SourceError, KeyError, ValueError):
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
        stamp = self._clock.now_90k() // _MS_TICKS if self._shows_clock else None
        for index, drawn in enumerate(self._scene.frame(n, stamp)):
            view_plane(clear, index)[:] = drawn
        return clear


class _Options:
    """The address's options, read as what they are; ValueError and KeyError for what they are not.

    Lists are joined by dots: `faults=smoke.flame`. Yes and no are 1 and 0. The scene checks the ranges.
    """

    def __init__(self, address: DemoAddress) -> None:
        self._texts = dict(address.options)

    def open(self, scene: str) -> Scene:
        cast = tuple(int(number) for number in self._list("cast"))
        still_after = self._texts.get("still_after_s")
        return open_scene(
            scene,
            seed=self.whole("seed", 1),
            width=self.whole("width", 1280),
            height=self.whole("height", 720),
            fps=self.whole("fps", 15),
            people=self.whole("people"),
            cast=cast or None,
            opening_s=float(self._texts.get("opening_s", 20.0)),
            still_after_s=None if still_after is None else float(still_after),
            still_pose=_POSES[self._texts.get("still_pose", "stand")],
            pattern=self.flag("pattern"),
            timecode=self.flag("timecode"),
            light=self.flag("light"),
            noise=float(self._texts.get("noise", 1.1)),
            faults=tuple(_FAULTS[name] for name in self._list("faults")),
            fault_at_s=float(self._texts.get("fault_at_s", 15.0)),
        )

    @overload
    def whole(self, name: str) -> int | None: ...

    @overload
    def whole(self, name: str, otherwise: int) -> int: ...

    def whole(self, name: str, otherwise: int | None = None) -> int | None:
        return int(self._texts[name]) if name in self._texts else otherwise

    def flag(self, name: str) -> bool:
        return self._texts.get(name) == "1"

    def _list(self, name: str) -> list[str]:
        return [entry for entry in self._texts.get(name, "").split(".") if entry]
