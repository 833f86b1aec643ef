"""Live pictures: from one camera to any number of viewers, none of whom can slow the camera or each other.

`publish` never waits. Each viewer has a bounded queue of its own; when it is full the viewer loses pictures
up to the next key picture (a picture without those before it cannot be decoded), and they are counted. A new
viewer begins with the current run and every picture since its last key, so that it can paint at once.
Belongs to the event loop's thread; not safe elsewhere.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from groundglass.pane.ids import CameraId
from groundglass.pane.pictures import FrostedSample, VideoRun

MAX_QUEUED_SAMPLES: Final = 256
MAX_QUEUED_BYTES: Final = 16 * 1024 * 1024
MAX_GROUP_SAMPLES: Final = 1024


class LiveViewer:
    """One viewer's queue. Iterate it; it ends when the hub closes it.

    `dropped_total` counts the pictures this viewer lost by being slow.
    """

    def __init__(self, beginning: list[VideoRun | FrostedSample]) -> None:
        self.dropped_total = 0
        self._queue: deque[VideoRun | FrostedSample] = deque(beginning)
        self._queued_bytes = sum(_size(item) for item in beginning)
        self._samples = sum(isinstance(item, FrostedSample) for item in beginning)
        self._waits_for_key = False
        self._woken = asyncio.Event()
        self._closed = False

    def offer(self, item: VideoRun | FrostedSample) -> None:
        """Take a picture, or drop it and all until the next key picture. Never waits."""
        if isinstance(item, FrostedSample):
            if self._waits_for_key and not item.is_key:
                self.dropped_total += 1
                return
            if self._samples >= MAX_QUEUED_SAMPLES or self._queued_bytes >= MAX_QUEUED_BYTES:
                self._drop_queued()
                if not item.is_key:
                    self._waits_for_key = True
                    self.dropped_total += 1
                    return
            self._waits_for_key = False
            self._samples += 1
        self._queue.append(item)
        self._queued_bytes += _size(item)
        self._woken.set()

    def close(self) -> None:
        """End the iteration after what is queued."""
        self._closed = True
        self._woken.set()

    def __aiter__(self) -> AsyncIterator[VideoRun | FrostedSample]:
        return self

    async def __anext__(self) -> VideoRun | FrostedSample:
        while not self._queue:
            if self._closed:
                raise StopAsyncIteration
            self._woken.clear()
            await self._woken.wait()
        item = self._queue.popleft()
        self._queued_bytes -= _size(item)
        if isinstance(item, FrostedSample):
            self._samples -= 1
        return item

    def _drop_queued(self) -> None:
        """Forget all queued pictures; keep the newest run, without which later pictures mean nothing."""
        runs = [item for item in self._queue if isinstance(item, VideoRun)]
        self.dropped_total += self._samples
        self._queue = deque(runs[-1:])
        self._queued_bytes = sum(_size(item) for item in self._queue)
        self._samples = 0


class _Channel:
    """One camera's current run, current group of pictures, and viewers."""

    def __init__(self) -> None:
        self.run: VideoRun | None = None
        self.group: list[FrostedSample] = []
        self.viewers: set[LiveViewer] = set()

    def take(self, item: VideoRun | FrostedSample) -> None:
        if isinstance(item, VideoRun):
            self.run, self.group = item, []
        elif item.is_key or len(self.group) >= MAX_GROUP_SAMPLES:
            # A group longer than the bound cannot be handed over whole; a new viewer then waits for a key.
            self.group = [item] if item.is_key else []
        elif self.group:
            self.group.append(item)
        for viewer in self.viewers:
            viewer.offer(item)

    def beginning(self) -> list[VideoRun | FrostedSample]:
        return [] if self.run is None else [self.run, *self.group]


class LiveHub:
    """The live pictures of all cameras."""

    def __init__(self) -> None:
        self._channels: dict[CameraId, _Channel] = {}
        self._closed_dropped_total = 0

    @property
    def dropped_total(self) -> int:
        """Pictures lost by slow viewers since the start, viewers that left included."""
        present = (v.dropped_total for c in self._channels.values() for v in c.viewers)
        return self._closed_dropped_total + sum(present)

    def viewers(self, camera: CameraId) -> int:
        """How many are watching this camera now."""
        channel = self._channels.get(camera)
        return len(channel.viewers) if channel else 0

    def publish(self, camera: CameraId, item: VideoRun | FrostedSample) -> None:
        """Hand a run or picture to every viewer of the camera. Never waits."""
        self._channels.setdefault(camera, _Channel()).take(item)

    def clear(self, camera: CameraId) -> None:
        """Forget the camera's current pictures: its worker ended. Viewers stay and wait for the next run."""
        channel = self._channels.get(camera)
        if channel is not None:
            channel.run, channel.group = None, []

    def leave(self, camera: CameraId) -> None:
        """The camera is kept elsewhere from now on: its viewers' iteration ends."""
        self.clear(camera)
        for viewer in self._channels[camera].viewers if camera in self._channels else ():
            viewer.close()

    @asynccontextmanager
    async def subscribe(self, camera: CameraId) -> AsyncIterator[LiveViewer]:
        """Watch a camera. The viewer first gets the current run and its pictures since the last key."""
        channel = self._channels.setdefault(camera, _Channel())
        viewer = LiveViewer(channel.beginning())
        channel.viewers.add(viewer)
        try:
            yield viewer
        finally:
            channel.viewers.discard(viewer)
            self._closed_dropped_total += viewer.dropped_total

    def close(self) -> None:
        """End every viewer's iteration: the server is stopping."""
        for channel in self._channels.values():
            for viewer in channel.viewers:
                viewer.close()


def _size(item: VideoRun | FrostedSample) -> int:
    return len(item.avcc) if isinstance(item, FrostedSample) else 0
