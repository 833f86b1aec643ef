"""Events and incidents -> the outbox of each channel.

Reads the two append-only tables by number, as a channel's mark says, and writes messages and mark in one transaction
(outbox.py, rule 1). Nobody who accepts an event or changes an incident waits for it or knows of it.

A channel whose outbox holds `MAX_WAITING` is not fed until it has room: what it still has to hear stays in the
tables, so nothing is dropped. What retention deletes meanwhile was never said there; the channel shows as late.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from groundglass.clock import Clock
from groundglass.errors import NotFound
from groundglass.frosted.incidents.acts import Entry
from groundglass.frosted.incidents.book import IncidentBook
from groundglass.frosted.incidents.happening import happening_of
from groundglass.frosted.incidents.rounds import EventsKept
from groundglass.frosted.outbound.channels import Channel
from groundglass.frosted.outbound.notice import Notice, for_channel, of_entry, of_event
from groundglass.frosted.outbound.outbox import MAX_WAITING, Outbox

AT_ONCE: Final = 500


class Feeder:
    """`feed` a channel. `cameras` gives names by id."""

    def __init__(
        self,
        outbox: Outbox,
        book: IncidentBook,
        events: EventsKept,
        cameras: Callable[[], Awaitable[Mapping[str, str]]],
        site: str,
        clock: Clock,
    ) -> None:
        self._outbox = outbox
        self._book = book
        self._events = events
        self._cameras = cameras
        self._site = site
        self._clock = clock

    async def begin(self, channel: Channel, newest_event: int, newest_entry: int) -> None:
        """A new channel hears what happens from now on."""
        await self._book.set_mark(_mark(channel, "events"), newest_event)
        await self._book.set_mark(_mark(channel, "incidents"), newest_entry)

    async def feed(self, channel: Channel) -> int:
        """Put everything new into the outbox; how many messages that were."""
        if await self._outbox.waiting(channel.id) >= MAX_WAITING:
            return 0
        cameras = await self._cameras()
        return await self._feed_events(channel, cameras) + await self._feed_incidents(channel, cameras)

    async def _feed_events(self, channel: Channel, cameras: Mapping[str, str]) -> int:
        mark = _mark(channel, "events")
        begun = await self._book.mark(mark)
        found = await self._events.after(begun, AT_ONCE)
        if not found:
            return 0
        said = [of_event(happening_of(event), self._site, cameras, self._clock.now_90k()) for event in found]
        return await self._put(channel, said, mark, found[-1].id)

    async def _feed_incidents(self, channel: Channel, cameras: Mapping[str, str]) -> int:
        mark = _mark(channel, "incidents")
        found = await self._book.after(await self._book.mark(mark), AT_ONCE)
        if not found:
            return 0
        said = [await self._said(entry, cameras) for entry in found]
        return await self._put(channel, [one for one in said if one is not None], mark, found[-1].sequence)

    async def _said(self, entry: Entry, cameras: Mapping[str, str]) -> Notice | None:
        try:
            entries = await self._book.entries(entry.incident)
        except NotFound:
            return None  # ended by retention in this very moment
        return of_entry([one for one in entries if one.sequence <= entry.sequence], entry, self._site, cameras)

    async def _put(self, channel: Channel, said: list[Notice], mark: str, sequence: int) -> int:
        wanted = [for_channel(notice, channel.id) for notice in said if channel.wish.wants(notice)]
        await self._outbox.put(channel.id, wanted, mark, sequence)
        return len(wanted)


def _mark(channel: Channel, source: str) -> str:
    return f"channel {channel.id} {source}"
