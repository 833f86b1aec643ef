"""A node's WebSockets to its desk: what the desk tells, and pictures of cameras that it keeps itself.

Apart from desk_line.py because these stay open; encrypted and proven in the same way.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from groundglass.errors import DeskAway, PaneError
from groundglass.frosted.relay.channel import client_side
from groundglass.frosted.relay.frames import parse_relay
from groundglass.frosted.relay.secret import AnySecret
from groundglass.frosted.relay.upstreams import OpensStream, Pictures
from groundglass.frosted.web.nodes.models import PREFIX
from groundglass.pane.ids import CameraId
from groundglass.pane.pictures import FrostedSample, VideoRun
from groundglass.pane.wire import HEAD, MAX_MESSAGE_BYTES, parse_body, parse_head

MAX_TEXT_BYTES: Final = 64 << 20  # all cameras of a site in one message
PING_S: Final = 5.0


@asynccontextmanager
async def desk_socket(address: str, secret: AnySecret, path: str, max_bytes: int) -> AsyncIterator[ClientConnection]:
    """A WebSocket below /nodes of the desk at `host:port`. `DeskAway` when it cannot be had."""
    host, port = parse_relay(address)
    context, name = client_side(secret, "viewer")
    shown = f"[{host}]" if ":" in host else host
    opening = connect(
        f"wss://{shown}:{port}{PREFIX}{path}", ssl=context, server_hostname=name, compression=None, proxy=None,
        max_size=max_bytes, ping_interval=PING_S, ping_timeout=2 * PING_S, open_timeout=10, close_timeout=2,
    )  # fmt: skip
    try:
        socket = await opening
    except (OSError, TimeoutError, InvalidHandshake, ConnectionClosed) as error:
        raise DeskAway("the site's desk cannot be reached", "look whether it runs, and at [desk] address") from error
    try:
        yield socket
    finally:
        await socket.close()


def desk_pictures(address: str, secret: AnySecret) -> OpensStream:
    """Where a camera that no node has a lease of is watched: at the desk."""

    @asynccontextmanager
    async def opened(camera: CameraId) -> AsyncIterator[Pictures]:
        async with desk_socket(address, secret, f"/live/{camera}", HEAD.size + MAX_MESSAGE_BYTES) as socket:
            yield _pictures(socket)

    def opens(camera: CameraId) -> AbstractAsyncContextManager[Pictures]:
        return opened(camera)

    return opens


async def _pictures(socket: ClientConnection) -> Pictures:
    try:
        async for untrusted in socket:
            if not isinstance(untrusted, bytes) or len(untrusted) < HEAD.size:
                raise PaneError("the desk sent something that is no message")
            kind, size = parse_head(untrusted[: HEAD.size])
            if size != len(untrusted) - HEAD.size:
                raise PaneError("the desk sent a message of another length than it says")
            message = parse_body(kind, untrusted[HEAD.size :])
            if not isinstance(message, VideoRun | FrostedSample):
                raise PaneError("the desk sent more than pictures to a viewer")
            yield message
    except ConnectionClosed:
        return
