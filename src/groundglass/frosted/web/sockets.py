"""What every WebSocket here shares: one direction, counted, and ended when its session is.

A viewer only listens. Whatever they send is thrown away; when they leave, or sign out elsewhere, sending stops.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from groundglass.errors import NotSignedIn, TooMany
from groundglass.frosted.people.tokens import Token
from groundglass.frosted.shown import Shown
from groundglass.frosted.web.entry import COOKIE, THIS_MACHINE, Visitor
from groundglass.frosted.web.settings import WebSettings
from groundglass.frosted.web.state import WebState

LOOK_AGAIN_S: Final = 30.0
AWAY_S: Final = 300.0
SIGNED_OUT: Final = 4401
STOPPING: Final = 1001


@asynccontextmanager
async def counted(state: WebState, settings: WebSettings) -> AsyncIterator[None]:
    """One viewer more; `TooMany` beyond the site's limit."""
    if state.viewers >= settings.max_viewers:
        raise TooMany(f"{settings.max_viewers} live pictures are open already", "close some and try again")
    state.viewers += 1
    try:
        yield
    finally:
        state.viewers -= 1


async def serve(socket: WebSocket, site: Shown, who: Visitor, sending: Coroutine[None, None, None]) -> None:
    """Run `sending` until it ends, the viewer leaves, or their session ends; then close.

    Owns all tasks it starts and waits for them.
    """
    sender = asyncio.create_task(sending)
    listener = asyncio.create_task(_listen(socket))
    keeper = asyncio.create_task(_until_signed_out(socket, site, who))
    tasks = {sender, listener, keeper}
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, WebSocketDisconnect):
            raise result
    if socket.application_state is WebSocketState.CONNECTED and listener.cancelled():
        await _say_goodbye(socket, SIGNED_OUT if not keeper.cancelled() else STOPPING)


async def _say_goodbye(socket: WebSocket, code: int) -> None:
    try:
        await socket.close(code)
    except WebSocketDisconnect:
        return  # the viewer left in this very moment, which is what was wanted


async def _listen(socket: WebSocket) -> None:
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass


async def _until_signed_out(socket: WebSocket, site: Shown, who: Visitor) -> None:
    """Return when whoever opened this is here no more, or may not do and reach what they could when they opened it."""
    if who.person.id == THIS_MACHINE.id:
        await asyncio.Event().wait()  # it ends with the server
    away_s = 0.0
    while away_s < AWAY_S:
        await asyncio.sleep(LOOK_AGAIN_S)
        try:
            if who.session is not None:
                await site.people.sessions.who(Token.parse(socket.cookies.get(COOKIE, "")))
            standing = await site.people.standing(who.person.id)
        except NotSignedIn:
            return
        except (DBAPIError, OSError):
            away_s += LOOK_AGAIN_S  # nobody can say; who was let in goes on watching for a while
            continue
        away_s = 0.0
        if not standing.may_as(who.standing):
            return
