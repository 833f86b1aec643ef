"""What time brings to requests and drills: one round every few seconds, for as long as the archive is open.

Apart from requests.py and drills.py, which know what to do and not when.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from sqlalchemy.exc import DBAPIError

from groundglass.errors import GroundglassError
from groundglass.frosted.custody.drills import Drills
from groundglass.frosted.custody.requests import Requests

EVERY_S: Final = 10.0

_logger: Final = logging.getLogger(__name__)


class Rounds:
    """`run` until cancelled. A round that failed is tried again by the next one; what keeps failing is logged once."""

    def __init__(self, requests: Requests, drills: Drills) -> None:
        self._requests = requests
        self._drills = drills
        self._trouble = ""

    async def run(self) -> None:
        """A round at once, and one every ten seconds."""
        while True:
            try:
                await self.once()
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
