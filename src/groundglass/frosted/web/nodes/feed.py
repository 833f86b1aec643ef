"""What the desk tells every web node, once, so that each tells all of its browsers.

text  {"type":"site","name":"...","newest":n}      first; `newest` is the last event's number
text  {"type":"cameras","cameras":[...]}           then as to a browser (web/routes/watch.py), of the whole site
text  {"type":"event","event":{...}}               every event after the one the node has, each once, in order
text  {"type":"incident","incident":{...}}         those that changed while the node was away, then as they change

A node that was cut off says how far it came; what it missed is read from the events that were kept, so that none is
lost between two connections and none is told twice. One that falls too far behind is cut off, and comes again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.websockets import WebSocket, WebSocketDisconnect

from groundglass.frosted.events.occurred import EventOccurred
from groundglass.frosted.events.stream import Listener
from groundglass.frosted.incidents.book import MAX_PAGE, Wanted
from groundglass.frosted.people.reach import WHOLE_SITE
from groundglass.frosted.people.standing import Standing
from groundglass.frosted.site import Site
from groundglass.frosted.web.entry import THIS_MACHINE, TheSite, Visitor
from groundglass.frosted.web.nodes.models import PREFIX
from groundglass.frosted.web.routes.watch import Voice, all_of, camera_changes, incident_changes, tell_cameras
from groundglass.frosted.web.shown.events import show_event
from groundglass.frosted.web.shown.incidents import names_of, show_line
from groundglass.frosted.web.sockets import serve
from groundglass.frosted.web.state import TheState
from groundglass.pane.ids import Instant90k

router = APIRouter()

PAGE: Final = 500
EVERYTHING: Final = Visitor(Standing(THIS_MACHINE), None, WHOLE_SITE)

After = Annotated[int | None, Query(ge=0, lt=1 << 62)]
Since = Annotated[int | None, Query(ge=0, lt=1 << 62)]


@router.websocket(f"{PREFIX}/feed")
async def feed(socket: WebSocket, site: TheSite, state: TheState, after: After = None, since: Since = None) -> None:
    """One node. `after` is the last event it told of, `since` when it last heard anything."""
    log = site.archive.events.log
    with site.archive.events.stream.listen() as listener:
        async with site.states.subscribe() as changes, site.desk.watch() as incidents:
            newest = log.newest
            await socket.accept()
            said = Voice(socket)
            await said.say("site", name=site.name, newest=newest)
            await tell_cameras(said, site, state, EVERYTHING)
            if since is not None:
                await _missed_incidents(said, site, Instant90k(since))
            sending = [
                camera_changes(said, site, state, EVERYTHING, changes),
                _events(said, _each_once(site, listener, newest if after is None else after)),
                incident_changes(said, site, EVERYTHING, incidents),
            ]
            await serve(socket, site, EVERYTHING, all_of(sending))


async def _each_once(site: Site, listener: Listener, after: int) -> AsyncIterator[EventOccurred]:
    """Events above a number: first what is kept, then what is published, each once. Ends when some were missed."""
    while page := await site.archive.events.log.after(after, PAGE):
        for event in page:
            yield event
        after = page[-1].id
    async for event in listener:
        if listener.missed_total:
            return
        if event.id > after:
            after = event.id
            yield event


async def _events(said: Voice, events: AsyncIterator[EventOccurred]) -> None:
    async for event in events:
        await said.say("event", event=show_event(event).model_dump(mode="json"))
    raise WebSocketDisconnect(1013, "some were missed")


async def _missed_incidents(said: Voice, site: Site, since: Instant90k) -> None:
    names = await names_of(site.people)
    for line in reversed(await site.desk.book.lines(Wanted(limit=MAX_PAGE))):
        if line.changed_90k >= since:
            await said.say("incident", incident=show_line(line, names).model_dump(mode="json"))
