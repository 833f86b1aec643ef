"""Who looked at what at this node, told to the desk, which enters it: the ledger has one writer.

Fulfils `shown.Looks`. What is new is told every two seconds and told again until the desk has taken it; each piece of
news has a number, so that the desk enters it once however often it comes. While the desk is away it is kept here, up to
a bound: beyond it nobody is shown anything more, since nobody watches off the record. A node that is killed loses what
it has not told: two seconds' worth while the desk is there.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Final

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.errors import DeskAway, LedgerUnavailable
from groundglass.frosted.web.nodes.desk_line import DeskLine
from groundglass.frosted.web.nodes.models import MAX_LOOKS, PREFIX

EVERY_S: Final = 2.0
GOODBYE_S: Final = 5.0
MAX_UNTOLD: Final = 100_000
_MINUTE_90K: Final = 60 * TICKS_PER_S

_logger: Final = logging.getLogger(__name__)


class ToldLooks:
    """`run` until cancelled, then `tell_rest`. Belongs to the event loop's thread."""

    def __init__(self, desk: DeskLine, clock: Clock, random: Callable[[int], bytes]) -> None:
        self._desk = desk
        self._clock = clock
        self._life = random(8).hex()
        self._number = 0
        self._minute = 0
        self._noted: set[tuple[str, str]] = set()  # in this minute, told or not
        self._live: dict[tuple[int, str, str], None] = {}
        self._played: dict[tuple[str, str, int, int], None] = {}
        self._sent: dict[str, Any] | None = None  # told, and not known to be taken

    @property
    def untold(self) -> int:
        """How much waits for the desk."""
        return len(self._live) + len(self._played)

    def live(self, by: str, camera: str) -> None:
        """As in `shown.Looks`; a person, a camera and a minute are told once."""
        minute = self._clock.now_90k() // _MINUTE_90K
        if minute != self._minute:
            self._minute = minute
            self._noted.clear()
        if (by, camera) in self._noted:
            return
        self._make_sure_of_room()
        self._noted.add((by, camera))
        self._live[minute, by, camera] = None

    def played(self, by: str, camera: str, start_90k: int, until_90k: int) -> None:
        """As in `shown.Looks`, to the minute."""
        start = start_90k // _MINUTE_90K * _MINUTE_90K
        until = max(start + 1, min(until_90k, self._clock.now_90k() + _MINUTE_90K))
        key = (by, camera, start, -(-until // _MINUTE_90K) * _MINUTE_90K)
        if key not in self._played:
            self._make_sure_of_room()
            self._played[key] = None

    async def run(self) -> None:
        """Tell the desk, again and again."""
        while True:
            await self._clock.sleep(EVERY_S)
            try:
                await self._tell()
            except DeskAway:
                continue  # it is kept, and told at the next attempt

    async def tell_rest(self) -> None:
        """The node ends: tell what is left, if the desk can hear it."""
        try:
            async with asyncio.timeout(GOODBYE_S):
                await self._tell()
        except (DeskAway, TimeoutError):
            _logger.warning("the desk could not be told of %d looks", self.untold)

    async def _tell(self) -> None:
        """1. News gets a number and stays as it is until it was taken. 2. Only then it is forgotten here."""
        while self._sent is not None or self.untold:
            if self._sent is None:
                self._sent = self._next()  # 1
            status, answer = await self._desk.told(f"{PREFIX}/looks", self._sent)
            if status >= 500:
                raise DeskAway("the desk could not take who looked", "look at its log")
            if status != 200:
                _logger.error("the desk refused to hear who looked: %s %s", status, answer)
                raise DeskAway("the desk refused to hear who looked", "run the same version on node and desk")
            self._sent = None  # 2

    def _next(self) -> dict[str, Any]:
        self._number += 1
        live, played = list(self._live)[:MAX_LOOKS], list(self._played)[:MAX_LOOKS]
        for look in live:
            del self._live[look]
        for play in played:
            del self._played[play]
        return {
            "life": self._life,
            "number": self._number,
            "live": [{"minute": minute, "by": by, "camera": camera} for minute, by, camera in live],
            "played": [
                {"by": by, "camera": camera, "start_90k": start, "until_90k": until}
                for by, camera, start, until in played
            ],
        }

    def _make_sure_of_room(self) -> None:
        if self.untold >= MAX_UNTOLD:
            raise LedgerUnavailable(
                "nothing more can be shown here: the desk was away too long to be told who looked",
                "watch at another node, or bring the desk back",
            )
