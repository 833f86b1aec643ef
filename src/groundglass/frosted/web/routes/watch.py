"""How all cameras are, told when it changes.

text  {"type":"cameras","cameras":[...]}       once, first
text  {"type":"camera","camera":{...}}         at most twice a second per camera
text  {"type":"removed","id":"..."}

Changes are gathered while a message is on its way, so a slow watcher gets fewer and newer ones.
"""

from __future__ import annotations

import asyncio
from typing import Final

from fastapi import APIRouter
from starlette.websockets import WebSocket

from groundglass.frosted.site import Site
from groundglass.frosted.states import StateWatch
from groundglass.frosted.web.entry import Seeing, TheSettings, TheSite
from groundglass.frosted.web.routes.cameras import show
from groundglass.frosted.web.sockets import counted, serve
from groundglass.frosted.web.state import TheState, WebState

router = APIRouter()

BETWEEN_S: Final = 0.5


@router.websocket("/api/v1/watch")
async def watch(socket: WebSocket, who: Seeing, site: TheSite, settings: TheSettings, state: TheState) -> None:
    """One watcher of all cameras."""
    async with counted(state, settings), site.states.subscribe() as changes:
        await socket.accept()
        await serve(socket, site, who, _send(socket, site, state, changes))


async def _send(socket: WebSocket, site: Site, state: WebState, changes: StateWatch) -> None:
    cameras = [await show(site, state, record) for record in await site.cameras.list()]
    await socket.send_json({"type": "cameras", "cameras": [camera.model_dump() for camera in cameras]})
    async for changed in changes:
        present = {record.id: record for record in await site.cameras.list()}
        for camera in sorted(changed):
            if camera in present:
                told = await show(site, state, present[camera])
                await socket.send_json({"type": "camera", "camera": told.model_dump()})
            else:
                await socket.send_json({"type": "removed", "id": camera})
        await asyncio.sleep(BETWEEN_S)
