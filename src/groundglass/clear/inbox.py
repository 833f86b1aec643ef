"""Where the three threads of a worker meet: the source and the order reader put, the main loop takes.

Apart because it is the one place where the clear side waits, and the one place where pictures are dropped. Words
(what happened, what is ordered) are never dropped, and there are few of them. Pictures are bounded: live, the
newest one wins and the loser is counted, so that a worker under load falls behind by one picture and not by
a queue; for files in their own pace the source waits instead, and nothing is dropped.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Generic, TypeVar

P = TypeVar("P")
W = TypeVar("W")


class Inbox(Generic[P, W]):
    """Pictures (bounded) and words (kept), first in first out among each other.

    All methods may be called from any thread. `close` releases a source that waits for room.
    """

    def __init__(self, room: int, *, lossless: bool) -> None:
        self._room = room
        self._lossless = lossless
        self._items: deque[tuple[P | None, W | None]] = deque()
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
            if self._pictures >= self._room:
                self._drop_oldest()
            self._items.append((picture, None))
            self._pictures += 1
            self._changed.notify_all()
            return True

    def put_word(self, word: W) -> None:
        with self._changed:
            self._items.append((None, word))
            self._changed.notify_all()

    def take(self, timeout_s: float) -> tuple[P | None, W | None]:
        """The next picture or word; (None, None) when neither came within `timeout_s`."""
        with self._changed:
            if not self._items:
                self._changed.wait(timeout_s)
            if not self._items:
                return None, None
            picture, word = self._items.popleft()
            if picture is not None:
                self._pictures -= 1
                self._changed.notify_all()
            return picture, word

    def close(self) -> None:
        """No more pictures. What lies here is let go."""
        with self._changed:
            self._closed = True
            self._items.clear()
            self._pictures = 0
            self._changed.notify_all()

    def _drop_oldest(self) -> None:
        at = next(i for i, (picture, _) in enumerate(self._items) if picture is not None)
        del self._items[at]
        self._pictures -= 1
        self._dropped_total += 1
