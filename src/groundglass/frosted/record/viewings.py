"""Who looked at what, at the grain of camera and minute, and how often somebody failed to sign in.

Apart because looking happens many times a second and the ledger needs to know it once a minute. What was seen is
gathered in memory and entered when the minute is over:

    camera.watched     one person, one minute, the cameras whose live picture they were shown
    recording.played   one person, one camera, the recorded minutes they were shown, as pairs of from and until
    person.sign-in-failed   how many attempts failed in that minute, by which door; never a name, since what is typed
                            into the field for names may be a password

A server that is started again within a minute reads in the ledger what an earlier one has entered of it: web nodes
go on telling of that minute, and nobody is entered twice for one look. A crash loses the minute that was not entered
yet. That is said in design/storage.md; entering each look at once would write a ledger of looks, and little else.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from typing import Final

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import LedgerError
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.ledger.canonical import parse_canonical

MINUTE_90K: Final = 60 * TICKS_PER_S
EVERY_S: Final = 10.0
MAX_PAIRS: Final = 5_000
MAX_MINUTES: Final = 3_000
MAX_ENTERED: Final = 20_000
RECALLED: Final = 4_096
LONGEST_90K: Final = 86_400 * TICKS_PER_S

_logger: Final = logging.getLogger(__name__)


class Viewings:
    """Belongs to the event loop's thread. `recall` what was entered, `run` until cancelled, then `flush`."""

    def __init__(self, record: Recordkeeper, clock: Clock) -> None:
        self._record = record
        self._clock = clock
        self._minute = self._now()
        self._live: dict[str, set[str]] = {}
        self._played: dict[tuple[str, str], set[int]] = {}
        self._failures: dict[str, int] = {}
        self._entered: OrderedDict[tuple[int, str], set[str]] = OrderedDict()

    async def recall(self) -> None:
        """Know again what was watched, by the ledger's newest entries. Where they cannot be read, a look may be entered
        twice, which is better than no server."""
        size = self._record.checkpoint.size
        try:
            entries = await self._record.entries(max(0, size - RECALLED), size)
        except LedgerError as error:
            _logger.warning("what was watched last cannot be read: %s", error.message)
            return
        for entry in entries:
            match parse_canonical(entry) if b"camera.watched" in entry else None:
                case {"kind": "camera.watched", "by": str(by), "minute_90k": int(start_90k), "cameras": list(cameras)}:
                    names = {name for name in cameras if isinstance(name, str)}
                    self._entered.setdefault((start_90k // MINUTE_90K, by), set()).update(names)

    def live(self, by: str, camera: str) -> None:
        """This person is shown this camera's newest picture."""
        self._turn()
        cameras = self._live.setdefault(by, set())
        cameras.add(camera)
        if len(self._live) > MAX_PAIRS:
            self.flush()

    def watched_in(self, minute: int, by: str, camera: str) -> None:
        """The same of a minute since 1970 that may be over: a web node tells it late. Entered once all the same."""
        self._turn()
        if minute >= self._minute:
            self.live(by, camera)
        elif camera not in self._entered.get((minute, by), ()):
            self._enter_watched(minute, by, {camera})

    def played(self, by: str, camera: str, start_90k: int, until_90k: int) -> None:
        """This person is shown what was recorded between these times; at most the last day of it is counted, and
        nothing that lies ahead, since nothing is recorded there."""
        self._turn()
        until_90k = min(until_90k, self._clock.now_90k() + MINUTE_90K)
        start_90k = max(start_90k, until_90k - LONGEST_90K)
        minutes = self._played.setdefault((by, camera), set())
        minutes.update(range(start_90k // MINUTE_90K, -(-until_90k // MINUTE_90K)))
        if len(self._played) > MAX_PAIRS or len(minutes) > MAX_MINUTES:
            self.flush()

    def failed_to_sign_in(self, way: str) -> None:
        """Somebody was wrong at this door."""
        self._turn()
        self._failures[way] = self._failures.get(way, 0) + 1

    async def run(self) -> None:
        """Enter each minute soon after it is over, also when nobody looks any more."""
        while True:
            await asyncio.sleep(EVERY_S)
            self._turn()

    def flush(self) -> None:
        """Enter what was gathered. Never waits."""
        for by, cameras in self._live.items():
            self._enter_watched(self._minute, by, cameras - self._entered.get((self._minute, by), set()))
        for (by, camera), minutes in self._played.items():
            self._record.note("recording.played", by=by, camera=camera, minutes_90k=_ranges(minutes))
        for way, count in self._failures.items():
            self._record.note("person.sign-in-failed", way=way, count=count, minute_90k=self._minute * MINUTE_90K)
        self._live, self._played, self._failures = {}, {}, {}

    def _enter_watched(self, minute: int, by: str, cameras: set[str]) -> None:
        if not cameras:
            return
        self._record.note("camera.watched", by=by, minute_90k=minute * MINUTE_90K, cameras=sorted(cameras))
        self._entered.setdefault((minute, by), set()).update(cameras)
        while len(self._entered) > MAX_ENTERED:
            self._entered.popitem(last=False)

    def _turn(self) -> None:
        now = self._now()
        if now != self._minute:
            self.flush()
            self._minute = now

    def _now(self) -> int:
        return self._clock.now_90k() // MINUTE_90K


def _ranges(minutes: set[int]) -> list[int]:
    """Minutes as from, until, from, until ... in 90k, neighbours joined."""
    found: list[int] = []
    for minute in sorted(minutes):
        if found and found[-1] == minute * MINUTE_90K:
            found[-1] += MINUTE_90K
        else:
            found += [minute * MINUTE_90K, (minute + 1) * MINUTE_90K]
    return found
