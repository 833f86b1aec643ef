"""Where the three threads of a worker meet: the source and the order reader put, the main loop takes.

Apart because it is the one place where the clear side waits, and the one place where pictures are dropped. Words
(what happened, what is ordered) are never dropped, and there are few of them. Pictures are bounded. Live, a
picture that has waited too long loses to a newer one and is counted: a bunch of pictures (B-frames, a hiccup of
the network) passes whole, while a worker under load falls behind by a third of a second and no more. For files in
their own pace the source waits instead, and nothing is dropped.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from groundglass.ticks import Ticks

LONGEST_WAIT_S: Final = 0.3

P = TypeVar("P")
W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class _Item(Generic[P, W]):
    picture: P | None
    word: W | None
    put_s: float


class Inbox(Generic[P, W]):
    """Pictures (bounded) and words (kept), first in first out among each other.

    All methods may be called from any thread. `close` releases a source that waits for room.
    """

    def __init__(self, room: int, clock: Ticks, *, lossless: bool) -> None:
        self._room = room
        self._clock = clock
        self._lossless = lossless
        self._items: deque[_Item[P, W]] = deque()
        self._pictures = 0
        self._changed = threading.Condition()
        self._closed = False
        self._dropped_total = 0

    @property
    def dropped_total(self) -> int:
        return self._dropped_total

    def put_picture(self, picture: P) -> bool:
        """Hand over a picture. False when the loop has ended and the source should too."""
        with self._changed:
            while self._lossless and self._pictures >= self._room and not self._closed:
                self._changed.wait()
            if self._closed:
                return False
            now_s = self._clock.monotonic_s()
            if not self._lossless:
                self._drop_stale(now_s)
            self._items.append(_Item(picture, None, now_s))
            self._pictures += 1
            self._changed.notify_all()
            return True

    def put_word(self, word: W) -> None:
        with self._changed:
            self._items.append(_Item(None, word, self._clock.monotonic_s()))
            self._changed.notify_all()

    def take(self, timeout_s: float) -> tuple[P | None, W | None]:
        """The next picture or word; (None, None) when neither came within `timeout_s`."""
        with self._changed:
            if not self._items:
                self._changed.wait(timeout_s)
            if not self._items:
                return None, None
            item = self._items.popleft()
            if item.picture is not None:
                self._pictures -= 1
                self._changed.notify_all()
            return item.picture, item.word

    def close(self) -> None:
        """No more pictures. What lies here is let go."""
        with self._changed:
            self._closed = True
            self._items.clear()
            self._pictures = 0
            self._changed.notify_all()

    def _drop_stale(self, now_s: float) -> None:
        """Make room for one picture: drop the oldest when there is none, and when it has waited too long."""
        oldest = next((item for item in self._items if item.picture is not None), None)
        if oldest is not None and (self._pictures >= self._room or now_s - oldest.put_s > LONGEST_WAIT_S):
            self._items.remove(oldest)
            self._pictures -= 1
            self._dropped_total += 1
