"""Looks every few seconds that what should turn still turns: index and retention, by their heartbeats.

Apart from what it watches, since nothing can notice its own standstill. It also ends the time in which a removed
camera can be restored.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Final, Protocol

from groundglass.clock import Clock
from groundglass.frosted.cameras import CameraBook
from groundglass.frosted.states import StateBoard

ROUND_S: Final = 10.0
LATE_S: Final = 60.0

_logger: Final = logging.getLogger(__name__)


class Beats(Protocol):
    """What the watchman needs of a heartbeat."""

    def age_s(self) -> float:
        """Seconds since the last beat."""


class Watchman:
    """`run` makes rounds until stopped."""

    def __init__(self, beats: Mapping[str, Beats], book: CameraBook, states: StateBoard, clock: Clock) -> None:
        self.late: frozenset[str] = frozenset()
        self._beats = beats
        self._book = book
        self._states = states
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self.run_once()
            await self._clock.sleep(ROUND_S)

    async def run_once(self) -> None:
        """One round. Says once when something stands still, and once when it goes on."""
        late = frozenset(name for name, beat in self._beats.items() if beat.age_s() > LATE_S)
        for name in late - self.late:
            _logger.error("%s stands still; recordings may be lost: look at the disk, or start the server again", name)
        for name in self.late - late:
            _logger.warning("%s goes on again", name)
        self.late = late
        try:
            for camera in await self._book.purge_removed():
                self._states.remove(camera)
        except Exception:
            # The edge of a task: who watches must not fall with what is watched.
            _logger.exception("cameras whose time to be restored is over could not be forgotten")
