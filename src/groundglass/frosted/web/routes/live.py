"""Live pictures over a WebSocket: one fragment per picture, sent the moment it arrives.

text    {"type":"run","run":n,"codec":"avc1.PPCCLL","width":w,"height":h,"at":"..."}
binary  ftyp moov of that run
binary  moof mdat of one picture, again and again

A new run repeats text and init segment. A viewer begins with the current run and the pictures since its last
key. Sending waits for a slow viewer and for nobody else: the hub drops that viewer's pictures up to the next key
picture and counts them (frosted/live.py).
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.websockets import WebSocket

from groundglass.frosted.live import LiveViewer
from groundglass.frosted.media.boxes import codec_string, fragment, init_segment
from groundglass.frosted.web.camera import SeenCamera
from groundglass.frosted.web.entry import Seeing, TheSettings, TheShown
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.looking import Looking
from groundglass.frosted.web.sockets import counted, serve
from groundglass.frosted.web.state import TheState
from groundglass.pane.pictures import FrostedSample, VideoRun

router = APIRouter()


@router.websocket("/api/v1/cameras/{camera}/live")
async def live(
    socket: WebSocket, who: Seeing, camera: SeenCamera, site: TheShown, settings: TheSettings, state: TheState
) -> None:
    """One viewer of one camera."""
    async with counted(state, settings), site.live.subscribe(camera.id) as viewer:
        await socket.accept()
        await serve(socket, site, who, _send(socket, viewer, Looking(site, who.person.id, camera.id)))


async def _send(socket: WebSocket, viewer: LiveViewer, looking: Looking) -> None:
    run: VideoRun | None = None
    told: VideoRun | None = None
    sequence = 0
    async for item in viewer:
        if isinstance(item, VideoRun):
            run = item
            continue
        if run is None or item.run != run.run:
            continue  # Unreachable by the hub's promise. Kept: a picture of another run would paint nonsense.
        if told is not run:
            looking.live()
            await _announce(socket, run, item)
            told, sequence = run, 0
        sequence += 1
        if item.is_key:
            looking.live()
        await socket.send_bytes(fragment((item,), sequence))


async def _announce(socket: WebSocket, run: VideoRun, first: FrostedSample) -> None:
    await socket.send_json(
        {
            "type": "run",
            "run": run.run,
            "codec": codec_string(run.sps),
            "width": run.width,
            "height": run.height,
            "at": show_instant(first.at),
        }
    )
    await socket.send_bytes(init_segment(run))
