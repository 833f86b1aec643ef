"""What time brings to requests and drills: one round every few seconds, for as long as the archive is open.

Apart from requests.py and drills.py, which know what to do and not when.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from sqlalchemy.exc import DBAPIError

from groundglass.clock import TICKS_PER_S
from groundglass.errors import GroundglassError
from groundglass.frosted.custody.drills import Drills
from groundglass.frosted.custody.requests import Requests
from groundglass.frosted.store.finishing import finished
from groundglass.pane.ids import Instant90k

EVERY_S: Final = 10.0
ROUNDS_BETWEEN_TELLING: Final = 30

_DAY_90K: Final = 86_400 * TICKS_PER_S

TellDrill = Callable[[Instant90k], None]
"""Told now and then when custodians last passed a drill, or since when they could have."""

_logger: Final = logging.getLogger(__name__)


class Rounds:
    """`run` until cancelled. A round that failed is tried again by the next one; what keeps failing is logged once."""

    def __init__(self, requests: Requests, drills: Drills, tell_drill: TellDrill) -> None:
        self._requests = requests
        self._drills = drills
        self._tell_drill = tell_drill
        self._trouble = ""
        self._rounds = 0

    async def run(self) -> None:
        """A round at once, and one every ten seconds."""
        while True:
            try:
                await finished(self.once())
                self._trouble = ""
            except (GroundglassError, DBAPIError) as error:
                if str(error) != self._trouble:
                    _logger.warning("requests and drills could not be looked at: %s", error)
                self._trouble = str(error)
            await asyncio.sleep(EVERY_S)

    async def once(self) -> None:
        """One round. Drills first: what ends a request destroys the shares that a drill still needs."""
        await self._drills.look()
        await self._requests.tidy()
        if self._rounds % ROUNDS_BETWEEN_TELLING == 0:
            await self._tell()
        self._rounds += 1

    async def _tell(self) -> None:
        """Rules may ask for it (events/rules.py). A site that cannot seal, or wants no drills, has none overdue."""
        calendar = await self._drills.calendar()
        if calendar.due is not None and calendar.can_seal:
            self._tell_drill(Instant90k(round(calendar.due - calendar.every_days * _DAY_90K)))
