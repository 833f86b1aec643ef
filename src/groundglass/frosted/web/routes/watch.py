"""How all cameras are, and what happens at the desk, told when it changes.

text  {"type":"cameras","cameras":[...]}       once, first
text  {"type":"camera","camera":{...}}         at most twice a second per camera
text  {"type":"removed","id":"..."}
text  {"type":"event","event":{...}}           each event, once, when it is kept
text  {"type":"incident","incident":{...}}     as in the list of incidents; only to those who work on them

Changes are gathered while a message is on its way, so a slow watcher gets fewer and newer ones.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

from fastapi import APIRouter
from starlette.websockets import WebSocket

from groundglass.frosted.events.stream import Listener
from groundglass.frosted.incidents.book import MAX_PAGE, Wanted
from groundglass.frosted.incidents.watch import IncidentWatch
from groundglass.frosted.people.roles import Right
from groundglass.frosted.site import Site
from groundglass.frosted.states import StateWatch
from groundglass.frosted.web.camera import reached_cameras
from groundglass.frosted.web.entry import Seeing, TheSettings, TheSite, Visitor
from groundglass.frosted.web.routes.cameras import show
from groundglass.frosted.web.shown.events import show_event
from groundglass.frosted.web.shown.incidents import names_of, show_line
from groundglass.frosted.web.sockets import counted, serve
from groundglass.frosted.web.state import TheState, WebState

router = APIRouter()

BETWEEN_S: Final = 0.5
MOST_EVENTS: Final = 500
"""A watcher that falls further behind loses the oldest; the list of events has them all."""


@router.websocket("/api/v1/watch")
async def watch(socket: WebSocket, who: Seeing, site: TheSite, settings: TheSettings, state: TheState) -> None:
    """One watcher of everything that their role includes."""
    with site.archive.events.stream.listen(most=MOST_EVENTS) as listener:
        async with counted(state, settings), site.states.subscribe() as changes, site.desk.watch() as incidents:
            await socket.accept()
            said = Voice(socket)
            await tell_cameras(said, site, state, who)
            sending = [camera_changes(said, site, state, who, changes), _events(said, who, listener)]
            if (at_desk := who.asking(Right.INCIDENTS)) is not None:
                sending.append(incident_changes(said, site, at_desk, incidents))
            await serve(socket, site, who, all_of(sending))


class Voice:
    """One socket for several who speak: a message at a time."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._turn = asyncio.Lock()

    async def say(self, kind: str, **told: Any) -> None:
        async with self._turn:
            await self._socket.send_json({"type": kind, **told})


async def all_of(sending: list[Coroutine[Any, Any, None]]) -> None:
    """Until one of them fails; then none goes on."""
    tasks = [asyncio.create_task(one) for one in sending]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def tell_cameras(said: Voice, site: Site, state: WebState, who: Visitor) -> None:
    cameras = [await show(site, state, record) for record in await reached_cameras(site, who)]
    await said.say("cameras", cameras=[camera.model_dump() for camera in cameras])


async def camera_changes(said: Voice, site: Site, state: WebState, who: Visitor, changes: StateWatch) -> None:
    async for changed in changes:
        present = {record.id: record for record in await reached_cameras(site, who)}
        for camera in filter(who.may_see, sorted(changed)):
            if camera in present:
                told = await show(site, state, present[camera])
                await said.say("camera", camera=told.model_dump())
            else:
                await said.say("removed", id=camera)
        await asyncio.sleep(BETWEEN_S)


async def _events(said: Voice, who: Visitor, listener: Listener) -> None:
    async for event in listener:
        if who.may_see(event.camera):
            await said.say("event", event=show_event(event).model_dump(mode="json"))


async def incident_changes(said: Voice, site: Site, who: Visitor, changes: IncidentWatch) -> None:
    async for changed in changes:
        names = await names_of(site.people)
        for line in await site.desk.book.lines(Wanted(numbers=changed, limit=MAX_PAGE, cameras=who.reach.cameras)):
            await said.say("incident", incident=show_line(line, names).model_dump(mode="json"))
        await asyncio.sleep(BETWEEN_S)
