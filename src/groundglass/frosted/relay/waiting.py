"""What a node's cameras said and its desk does not have yet.

Apart from the server because it is there while nobody is connected. What is put gets the next number and stays until
the desk says that it has it; a desk that comes back is told all that is left, in order. Of what a camera *is* (its
state, its place, the thumbnail of these ten seconds) only the newest waits; what it *saw* waits whole, bounded per
camera: the oldest gives way and is counted. What waits for longer is put on the disk too (waiting_files.py), except
states. Belongs to the event loop's thread.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Hashable
from dataclasses import dataclass, replace
from typing import Final

from groundglass.frosted.relay.wire import Lost, Numbered, Said, State, Told, encode_frame
from groundglass.frosted.states import CameraReport
from groundglass.pane.ids import TICKS_PER_S, CameraId
from groundglass.pane.pictures import FrostedStill, PlaceArtefact, StillPurpose
from groundglass.pane.wire import MIB

MAX_CAMERA_BYTES: Final = 16 * MIB
MAX_NODE_BYTES: Final = 256 * MIB
_THUMBNAILS_90K: Final = 10 * TICKS_PER_S


@dataclass(slots=True)
class _Entry:
    """`frame` is None once it need not be told any more."""

    number: int
    camera: CameraId
    frame: bytes | None
    size_bytes: int


class Listening:
    """One desk's way through what waits. Iterate it for frames to send; ends when another desk listens."""

    def __init__(self, entries: list[_Entry]) -> None:
        self._entries = deque(entries)
        self._woken = asyncio.Event()
        self._is_over = False

    def offer(self, entry: _Entry) -> None:
        self._entries.append(entry)
        self._woken.set()

    def end(self) -> None:
        self._is_over = True
        self._woken.set()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        while True:
            while self._entries and not self._is_over:
                entry = self._entries.popleft()
                if entry.frame is not None:
                    return entry.frame
            if self._is_over:
                raise StopAsyncIteration
            self._woken.clear()
            await self._woken.wait()


class Waiting:
    """`dropped_total` counts what had to give way before the desk had it. Numbers begin after `first`; `is_kept`: what
    is put is also asked for by `unkept`."""

    def __init__(self, first: int = 0, *, is_kept: bool = False) -> None:
        self.dropped_total = 0
        self._number = first
        self._is_kept = is_kept
        self._unkept: deque[_Entry] = deque()
        self._entries: dict[int, _Entry] = {}
        self._of: dict[CameraId, deque[int]] = {}
        self._size_bytes: dict[CameraId, int] = {}
        self._newest: dict[tuple[CameraId, Hashable], int] = {}
        self._listening: Listening | None = None

    @property
    def count(self) -> int:
        """How much waits, what was told and not yet heard included."""
        return len(self._entries)

    @property
    def newest(self) -> int:
        """The number of what was put last."""
        return self._number

    @property
    def oldest(self) -> int:
        """The lowest number that waits, or a higher one than there is."""
        return next(iter(self._entries), self._number + 1)

    def restore(self, frame: Said | Lost) -> None:
        """An earlier process of this node put this and kept it on the disk. In order, before anything is put."""
        if frame.number > next(reversed(self._entries), 0):
            newest = _of_which_newest(frame.message) if isinstance(frame, Said) else None
            self._add(frame, frame.camera, newest)

    def unkept(self, until: int) -> list[tuple[int, bytes]]:
        """What waits up to this number and was not told by this call before: numbers and frames to keep on the disk."""
        found = []
        while self._unkept and self._unkept[0].number <= until:
            entry = self._unkept.popleft()
            if entry.frame is not None:
                found.append((entry.number, entry.frame))
        return found

    def tell(self, camera: CameraId, message: Told) -> None:
        """A worker said this. Never waits."""
        self._put(Said(0, camera, message), camera, _of_which_newest(message))

    def tell_state(self, report: CameraReport) -> None:
        """How a camera is now. Never waits."""
        self._put(State(0, report), report.camera, "state")

    def tell_lost(self, lost: Lost) -> None:
        """A sealed segment was lost. Never waits."""
        self._put(lost, lost.camera, None)

    def heard(self, number: int) -> None:
        """The desk has everything up to here."""
        while self._entries:
            first = next(iter(self._entries))
            if first > number:
                return
            self._forget(self._entries[first])

    def listen(self, heard: int) -> Listening:
        """A desk that has everything up to `heard` listens from now on; one that did before ends."""
        if self._listening is not None:
            self._listening.end()
        self.heard(heard)
        self._listening = Listening(list(self._entries.values()))
        return self._listening

    def leave(self, listening: Listening) -> None:
        """It listens no longer; what comes waits."""
        listening.end()
        if self._listening is listening:
            self._listening = None

    def _put(self, frame: Numbered, camera: CameraId, newest: Hashable | None) -> None:
        self._number += 1
        entry = self._add(replace(frame, number=self._number), camera, newest)
        if self._is_kept and not isinstance(frame, State):
            self._unkept.append(entry)
        if self._listening is not None:
            self._listening.offer(entry)

    def _add(self, frame: Numbered, camera: CameraId, newest: Hashable | None) -> _Entry:
        if newest is not None and (older := self._entries.get(self._newest.get((camera, newest), 0))) is not None:
            self._forget(older)
        encoded = encode_frame(frame)
        entry = _Entry(frame.number, camera, encoded, len(encoded))
        self._entries[entry.number] = entry
        numbers = self._of.setdefault(camera, deque())
        numbers.append(entry.number)
        self._size_bytes[camera] = self._size_bytes.get(camera, 0) + entry.size_bytes
        if newest is not None:
            self._newest[camera, newest] = entry.number
        self._make_room(camera, numbers)
        return entry

    def _make_room(self, camera: CameraId, numbers: deque[int]) -> None:
        most = min(MAX_CAMERA_BYTES, MAX_NODE_BYTES // len(self._of))
        while self._size_bytes[camera] > most and len(numbers) > 1:
            oldest = self._entries.get(numbers[0])
            if oldest is None:
                numbers.popleft()  # heard or replaced already
                continue
            self._forget(oldest)
            self.dropped_total += 1

    def _forget(self, entry: _Entry) -> None:
        del self._entries[entry.number]
        entry.frame = None
        self._size_bytes[entry.camera] -= entry.size_bytes
        numbers = self._of[entry.camera]
        while numbers and numbers[0] not in self._entries:
            numbers.popleft()


def _of_which_newest(message: Told) -> Hashable | None:
    """What makes an older one needless: both are the same thing of a camera. None for what it saw."""
    match message:
        case PlaceArtefact():
            return "place"
        case FrostedStill(at, StillPurpose.THUMBNAIL):
            return ("thumbnail", at // _THUMBNAILS_90K)
        case FrostedStill(_, purpose):
            return ("still", purpose)
        case _:
            return None
