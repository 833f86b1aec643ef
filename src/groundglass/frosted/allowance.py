"""How much one worker may say: so many things and bytes a second, and a store of that for hiccups.

Apart from intake.py because it knows nothing of what is said. A taken-over worker may send well-formed messages as
fast as a pipe carries them; without a bound it would fill the disk until retention deletes the other cameras'
recordings, and keep the event loop from everybody else. The rates are several times what any camera needs, since
whoever exceeds them is ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from groundglass.clock import Clock
from groundglass.errors import PaneError
from groundglass.pane.pictures import FrostedSample, FrostedStill, PlaceArtefact, VideoRun
from groundglass.pane.sealing import SealedChunk
from groundglass.pane.wire import MIB, Message


@dataclass(frozen=True, slots=True)
class Rate:
    """`per_s` for ever, and at most `at_once` after a silence. `what` completes "the worker sent more ..."."""

    what: str
    per_s: float
    at_once: float


PICTURES: Final = Rate("pictures", 300.0, 6000.0)
PICTURE_BYTES: Final = Rate("bytes of video", 24.0 * MIB, 256.0 * MIB)
SEALED_BYTES: Final = Rate("bytes of sealed originals", 24.0 * MIB, 256.0 * MIB)
RUNS: Final = Rate("runs", 1.0, 60.0)
STILLS: Final = Rate("stills", 1.0, 60.0)
PLACES: Final = Rate("places", 0.2, 20.0)
WORDS: Final = Rate("reports", 300.0, 6000.0)


class _Bucket:
    def __init__(self, rate: Rate, now_s: float) -> None:
        self._rate = rate
        self._left = rate.at_once
        self._since_s = now_s

    def take(self, amount: float, now_s: float) -> None:
        gained = max(0.0, now_s - self._since_s) * self._rate.per_s
        self._left = min(self._rate.at_once, self._left + gained) - amount
        self._since_s = now_s
        if self._left < 0:
            raise PaneError(f"the worker sent more {self._rate.what} than any camera needs")


class Allowance:
    """One worker's. Belongs to its intake."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        now_s = clock.monotonic_s()
        self._pictures, self._picture_bytes, self._sealed, self._runs, self._stills, self._places, self._words = (
            _Bucket(rate, now_s) for rate in (PICTURES, PICTURE_BYTES, SEALED_BYTES, RUNS, STILLS, PLACES, WORDS)
        )

    def take(self, message: Message) -> None:
        """Count a message, or raise `PaneError` when it is one too many."""
        now_s = self._clock.monotonic_s()
        match message:
            case FrostedSample():
                self._pictures.take(1, now_s)
                self._picture_bytes.take(len(message.avcc), now_s)
            case SealedChunk():
                self._sealed.take(len(message.ciphertext) + 64, now_s)
            case VideoRun():
                self._runs.take(1, now_s)
            case FrostedStill():
                self._stills.take(1, now_s)
            case PlaceArtefact():
                self._places.take(1, now_s)
            case _:
                self._words.take(1, now_s)
