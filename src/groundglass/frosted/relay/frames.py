"""Reading frames from a connection, and the pane's messages behind them; reaching another node.

Apart because both ends read the same way.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import Final

from groundglass.errors import ConfigError, EngineError, PaneError
from groundglass.frosted.relay.channel import HANDSHAKE_S, Role, client_side, watch_for_silence
from groundglass.frosted.relay.secret import AnySecret
from groundglass.frosted.relay.wire import Frame, parse_frame, parse_frame_head
from groundglass.pane.wire import HEAD

READ_AHEAD_BYTES: Final = 256 * 1024
GOODBYE_S: Final = 1.0


async def read_frame(untrusted_reader: asyncio.StreamReader, expected: frozenset[int]) -> Frame | None:
    """The next frame of the `expected` kinds, None at the end, or `PaneError`."""
    try:
        untrusted_head = await untrusted_reader.readexactly(HEAD.size)
        kind, size = parse_frame_head(untrusted_head, expected)
        return parse_frame(kind, await untrusted_reader.readexactly(size))
    except asyncio.IncompleteReadError as error:
        if not error.partial:
            return None
        raise PaneError("the other node ended in the middle of a frame") from error
    except OSError:
        return None  # it was cut off, which is an end like another


def parse_relay(untrusted_text: str) -> tuple[str, int]:
    """Host and port of `host:port` or `[v6]:port`, or `ConfigError`."""
    host, _, port = untrusted_text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or len(host) > 255 or not port.isdecimal() or not 1 <= int(port) <= 65_535:
        raise ConfigError(f"{untrusted_text[:80]!r} is not the address of a relay", "write it as host:port")
    return host, int(port)


async def reach(relay: str, secret: AnySecret, role: Role) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """An encrypted connection to a relay, both ends proven, or `EngineError`."""
    host, port = parse_relay(relay)
    context, name = client_side(secret, role)
    try:
        async with asyncio.timeout(HANDSHAKE_S):
            reader, writer = await asyncio.open_connection(
                host, port, ssl=context, server_hostname=name, limit=READ_AHEAD_BYTES, ssl_shutdown_timeout=GOODBYE_S
            )
    except ssl.SSLError as error:
        raise EngineError(
            f"the relay at {relay} has another secret", "give all nodes of a site the same one"
        ) from error
    except (OSError, TimeoutError) as error:
        raise EngineError(
            f"the relay at {relay} cannot be reached", "is its node running, and its port open?"
        ) from error
    watch_for_silence(writer)
    return reader, writer


async def part(writer: asyncio.StreamWriter) -> None:
    """Close a connection and wait a moment for it."""
    writer.close()
    try:
        async with asyncio.timeout(GOODBYE_S):
            await writer.wait_closed()
    except (OSError, TimeoutError):
        writer.transport.abort()
