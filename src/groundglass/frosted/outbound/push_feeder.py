"""What persons sent to responders -> the outbox, one message for each of the responder's browsers.

Like feeder.py, for the one channel that is not of the site but of people: it hears tasks, recalls and messages from
the desk, each by its entry in an incident's history, and nothing else.
"""

from __future__ import annotations

from typing import Final

from groundglass.errors import NotFound
from groundglass.frosted.incidents.acts import Entry, Said, TaskSent, TaskSet
from groundglass.frosted.incidents.book import IncidentBook
from groundglass.frosted.incidents.levels import TaskState
from groundglass.frosted.incidents.life import Incident, folded
from groundglass.frosted.outbound.notice import Notice
from groundglass.frosted.outbound.outbox import Outbox
from groundglass.frosted.outbound.push import Subscriptions

PUSH: Final = "push"
AT_ONCE: Final = 500
_MARK: Final = "channel push incidents"


class PushFeeder:
    """`feed` the outbox of pushes."""

    def __init__(self, outbox: Outbox, book: IncidentBook, subscriptions: Subscriptions, site: str) -> None:
        self._outbox = outbox
        self._book = book
        self._subscriptions = subscriptions
        self._site = site

    async def feed(self) -> int:
        """Put everything new into the outbox; how many messages that were."""
        found = await self._book.after(await self._book.mark(_MARK), AT_ONCE)
        if not found:
            return 0
        said = [notice for entry in found for notice in await self._said(entry)]
        await self._outbox.put(PUSH, said, _MARK, found[-1].sequence)
        return len(said)

    async def _said(self, entry: Entry) -> list[Notice]:
        if not isinstance(entry.act, TaskSent | Said | TaskSet):
            return []
        try:
            incident = folded(await self._book.entries(entry.incident))
        except NotFound:
            return []  # ended by retention in this very moment
        responder = _responder(entry, incident)
        if not responder:
            return []
        return [self._notice(entry, incident, one.id) for one in await self._subscriptions.of(responder)]

    def _notice(self, entry: Entry, incident: Incident, subscription: str) -> Notice:
        opened = incident.opened
        return Notice(
            key=f"push-{entry.sequence}-{subscription}",
            source="incident",
            sequence=entry.sequence,
            site=self._site,
            kind=entry.kind,
            level=incident.level.value,
            camera=opened.camera,
            camera_name="",
            zone=opened.zone,
            at_90k=opened.at_90k,
            until_90k=None,
            is_exercise=opened.is_exercise,
            title=incident.title,
            incident=incident.number,
            change=entry.kind,
            state=incident.state.value,
            said_90k=entry.at_90k,
            values=(("subscription", subscription),),
        )


def _responder(entry: Entry, incident: Incident) -> str:
    """Whom an entry is for, empty when it is for nobody or their own act."""
    act = entry.act
    if isinstance(act, TaskSent):
        to = act.responder
    elif isinstance(act, TaskSet) and act.state is not TaskState.RECALLED:
        return ""
    elif isinstance(act, TaskSet | Said):
        to = incident.task(act.task).responder
    else:
        return ""
    return "" if to == entry.by else to
