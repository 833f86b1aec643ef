"""Who wants to know that an incident changed, and is told which: coalesced, never waiting for anybody.

Like `states.StateBoard`'s watchers, for incidents. Belongs to the event loop's thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from groundglass.frosted.incidents.acts import IncidentNumber


class IncidentWatch:
    """Iterate it: each step gives the incidents that changed since the last one."""

    def __init__(self) -> None:
        self._changed: set[IncidentNumber] = set()
        self._woken = asyncio.Event()

    def note(self, number: IncidentNumber) -> None:
        self._changed.add(number)
        self._woken.set()

    def __aiter__(self) -> AsyncIterator[frozenset[IncidentNumber]]:
        return self

    async def __anext__(self) -> frozenset[IncidentNumber]:
        await self._woken.wait()
        self._woken.clear()
        changed, self._changed = frozenset(self._changed), set()
        return changed


class Watchers:
    """Everybody who watches."""

    def __init__(self) -> None:
        self._watches: set[IncidentWatch] = set()

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[IncidentWatch]:
        """Be told which incidents changed from now on."""
        watch = IncidentWatch()
        self._watches.add(watch)
        try:
            yield watch
        finally:
            self._watches.discard(watch)

    def tell(self, number: IncidentNumber) -> None:
        """An incident changed."""
        for watch in self._watches:
            watch.note(number)
