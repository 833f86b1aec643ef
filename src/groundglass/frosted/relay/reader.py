"""Watching a camera that another node keeps.

One connection is one camera. What comes is the pane's wire, parsed as strictly as a worker's own: runs and samples, in
order, from the newest key picture on. A connection that is lost is not opened again here: which node keeps the camera
now is asked by whoever watches.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from groundglass.errors import EngineError, PaneError, error_of
from groundglass.frosted.intake import read_messages
from groundglass.frosted.relay.frames import part, reach, read_frame
from groundglass.frosted.relay.secret import AnySecret
from groundglass.frosted.relay.wire import DECLINED, OPENED, VERSION, Declined, Open, Opened, encode_frame
from groundglass.pane.ids import CameraId
from groundglass.pane.pictures import FrostedSample, VideoRun

ANSWER_S: Final = 5.0


class RelayReader:
    """Connects to one relay (`host:port`) with the viewers' or the cluster's secret."""

    def __init__(self, relay: str, secret: AnySecret) -> None:
        self._relay = relay
        self._secret = secret

    @asynccontextmanager
    async def live(self, camera: CameraId) -> AsyncIterator[AsyncIterator[VideoRun | FrostedSample]]:
        """The camera's pictures; ends when the node keeps it no longer or is gone. `NotFound` when it does not keep it,
        `EngineError` when it cannot be reached; iterating raises `PaneError` for what is not of the pane."""
        reader, writer = await reach(self._relay, self._secret, "viewer")
        try:
            await open_relay(self._relay, reader, writer, Open(VERSION, "live", camera))
            yield _pictures(reader)
        finally:
            await part(writer)


async def open_relay(relay: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wanted: Open) -> Opened:
    """Say what is wanted, and hear that it is granted; the relay's own error where it is not."""
    writer.write(encode_frame(wanted))
    try:
        async with asyncio.timeout(ANSWER_S):
            await writer.drain()
            answer = await read_frame(reader, frozenset({OPENED, DECLINED}))
    except (TimeoutError, OSError) as error:
        raise EngineError(f"the relay at {relay} did not answer", "look at its node") from error
    match answer:
        case Opened():
            return answer
        case Declined(said):
            try:
                declined = error_of(said)
            except (KeyError, TypeError) as error:
                raise PaneError("the other node declined with something that is no error") from error
            raise declined
        case _:
            # Over TLS 1.3 a client learns only now that its own secret was not taken.
            raise EngineError(f"the relay at {relay} hung up", "give all nodes of a site the same secret")


async def _pictures(reader: asyncio.StreamReader) -> AsyncIterator[VideoRun | FrostedSample]:
    try:
        async for message in read_messages(reader):
            if not isinstance(message, VideoRun | FrostedSample):
                raise PaneError("the other node sent more than pictures to a viewer")
            yield message
    except OSError:
        return
