"""A node's relay: shows its cameras live and, to the desk, all else they say; takes what the desk asks.

To serve a connection:

    1. TLS 1.3; the other end proves that it is a desk or a viewer of this site (channel.py), or hears nothing.
    2. It says what it wants within `OPEN_S`, in a version that is spoken here.
    3. Pictures are for both: plain pane wire, each viewer behind a queue of its own (frosted/live.py), and pieces of
       the minutes that nobody else has yet.
    4. All else is for the desk. There is one; a second ends the first, since the first may be a line that is dead.

Nothing here waits for whoever is slow: who does not read for `STUCK_S` is cut off. What was asked is done to its end,
also when whoever asked is gone: half of it would leave a camera that nobody keeps.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Protocol

from groundglass.errors import EngineError, GroundglassError, NotFound, PaneError, Refused, TooMany, error_json
from groundglass.frosted.live import LiveHub
from groundglass.frosted.relay.channel import HANDSHAKE_S, Role, ServerSide, watch_for_silence
from groundglass.frosted.relay.frames import GOODBYE_S, READ_AHEAD_BYTES, part, read_frame
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.relay.waiting import Waiting
from groundglass.frosted.relay.wire import (
    ASK,
    HEARD,
    OLDEST_VERSION,
    OPEN,
    VERSION,
    Answer,
    Ask,
    Declined,
    Heard,
    Open,
    Opened,
    encode_frame,
    parse_piece,
)
from groundglass.pane.ids import CameraId
from groundglass.pane.wire import VERSION as PANE_VERSION
from groundglass.pane.wire import Hello, encode

OPEN_S: Final = 5.0
STUCK_S: Final = 20.0
MAX_CONNECTIONS: Final = 4096
MAX_ASKED_AT_ONCE: Final = 256

_logger: Final = logging.getLogger(__name__)


class Keeps(Protocol):
    """What a relay needs of whoever keeps the node's cameras."""

    def is_kept(self, camera: CameraId) -> bool:
        """Whether this node keeps the camera now."""

    async def ask(self, do: str, arguments: Mapping[str, Any], untrusted_order: bytes) -> Any:
        """Do what the desk asks; JSON, or a `GroundglassError`."""

    async def piece(self, camera: CameraId, file: str, offset: int, length: int) -> bytes:
        """Bytes of a minute that is not closed yet, or `NotFound`."""


class RelayServer:
    """One node's. `await open`, later `await close`. `epoch` names this life of the node."""

    def __init__(
        self, node: str, epoch: str, secret: ClusterSecret, live: LiveHub, waiting: Waiting, keeps: Keeps
    ) -> None:
        self.streams_total = 0
        self._node = node
        self._epoch = epoch
        self._side = ServerSide(secret)
        self._live = live
        self._waiting = waiting
        self._keeps = keeps
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._doing: set[asyncio.Task[None]] = set()
        self._watched: dict[CameraId, int] = {}

    @property
    def port(self) -> int:
        """Where it listens."""
        if self._server is None:
            raise EngineError("the relay is not open")
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def watched(self) -> Mapping[CameraId, int]:
        """How many streams of each camera are open."""
        return dict(self._watched)

    async def open(self, host: str, port: int) -> None:
        """Listen, or `EngineError`. Port 0 takes any free one."""
        try:
            self._server = await asyncio.start_server(
                self._accept, host, port, ssl=self._side.context, ssl_handshake_timeout=HANDSHAKE_S,
                ssl_shutdown_timeout=GOODBYE_S, limit=READ_AHEAD_BYTES,
            )  # fmt: skip
        except OSError as error:
            raise EngineError(
                f"the relay cannot listen on {host}:{port}: {(error.strerror or 'unknown').lower()}",
                'choose another port with relay = "host:port"',
            ) from error

    async def close(self) -> None:
        """Hang up on everybody, and wait."""
        if self._server is not None:
            self._server.close()
        tasks = (*self._connections, *self._doing)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._connections.add(task)
        try:
            await self._serve(reader, writer)
        except (PaneError, TimeoutError, ssl.SSLError, OSError) as error:
            _logger.info("a connection to the relay ended: %s", error)
        except asyncio.CancelledError:
            pass  # the relay closes; asyncio would log a task of its own that was cancelled
        except Exception:
            # The edge of a connection: whatever went wrong in it must not end the relay.
            _logger.exception("a connection to the relay failed")
        finally:
            if task is not None:
                self._connections.discard(task)
            await part(writer)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        role = self._side.role_of(writer)  # 1
        watch_for_silence(writer)
        async with asyncio.timeout(OPEN_S):
            wanted = await read_frame(reader, frozenset({OPEN}))  # 2
        if not isinstance(wanted, Open):
            return
        refusal = self._refusal(wanted, role)
        if refusal is not None:
            await _send(writer, encode_frame(Declined(error_json(refusal))))
            return
        version = min(wanted.version, VERSION)
        await _send(writer, encode_frame(Opened(version, self._node, self._epoch)))
        match wanted.want:
            case "live" if wanted.camera is not None:
                await self._show(wanted.camera, reader, writer)  # 3
            case "pieces":
                await self._answer_all(reader, writer, self._piece)
            case "desk":
                await self._report(wanted, reader, writer)  # 4
            case _:
                raise PaneError("a viewer named no camera")

    def _refusal(self, wanted: Open, role: Role) -> GroundglassError | None:
        if wanted.version < OLDEST_VERSION:
            return EngineError(
                f"node {self._node} does not speak version {wanted.version} of the relay's wire",
                "upgrade the older end: one version apart is fine",
            )
        if len(self._connections) > MAX_CONNECTIONS:
            return TooMany(f"node {self._node} has too many connections", "spread its cameras over more nodes")
        if wanted.want == "desk" and role != "desk":
            return Refused("a viewer may watch, and not command", "the desk needs the secret of the cluster")
        if wanted.want == "live" and wanted.camera is not None and not self._keeps.is_kept(wanted.camera):
            return NotFound(f"node {self._node} does not keep camera {wanted.camera}", "ask again which node does")
        return None

    async def _show(self, camera: CameraId, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """The camera's pictures until it is kept here no longer, or the viewer goes."""

        async def send() -> None:
            await _send(writer, encode(Hello(PANE_VERSION)))
            async with self._live.subscribe(camera) as viewer:
                async for item in viewer:
                    await _send(writer, encode(item))

        self.streams_total += 1
        self._watched[camera] = self._watched.get(camera, 0) + 1
        try:
            await _until_first(send(), _gone(reader))
        finally:
            self._watched[camera] -= 1
            if not self._watched[camera]:
                del self._watched[camera]

    async def _report(self, wanted: Open, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """What waits, in order, and what the desk asks, until it goes or another one comes."""
        listening = self._waiting.listen(wanted.heard if wanted.epoch == self._epoch else 0)

        async def send() -> None:
            async for frame in listening:
                await _send(writer, frame)

        try:
            await _until_first(send(), self._answer_all(reader, writer, self._do, self._waiting.heard))
        finally:
            self._waiting.leave(listening)

    async def _answer_all(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        do: Callable[[Ask], Awaitable[Answer]],
        heard: Callable[[int], None] | None = None,
    ) -> None:
        """Take what is asked, each as it comes and answered when it is done, until the other end goes. Then what a desk
        asked goes on; nobody needs a piece that nobody reads."""
        expected = frozenset({ASK} if heard is None else {ASK, HEARD})
        asked: set[asyncio.Task[None]] = set()
        try:
            while (frame := await read_frame(reader, expected)) is not None:
                if isinstance(frame, Heard) and heard is not None:
                    heard(frame.number)
                elif isinstance(frame, Ask):
                    if len(asked) >= MAX_ASKED_AT_ONCE:
                        raise PaneError("the other node asked for more at once than a relay takes")
                    task = asyncio.create_task(self._answer(frame, writer, do))
                    for tasks in (asked, self._doing):
                        tasks.add(task)
                        task.add_done_callback(tasks.discard)
        finally:
            if heard is None:
                for task in asked:
                    task.cancel()

    async def _do(self, asked: Ask) -> Answer:
        return Answer(asked.number, {"answer": await self._keeps.ask(asked.do, asked.arguments, asked.body)})

    async def _piece(self, asked: Ask) -> Answer:
        camera, file, offset, length = parse_piece(asked)
        return Answer(asked.number, {"answer": None}, await self._keeps.piece(camera, file, offset, length))

    async def _answer(self, asked: Ask, writer: asyncio.StreamWriter, do: Callable[[Ask], Awaitable[Answer]]) -> None:
        try:
            frame = encode_frame(await do(asked))
        except GroundglassError as error:
            frame = encode_frame(Answer(asked.number, error_json(error)))
        except Exception:
            # The edge of a request: the desk hears that it failed, the log hears why, the node goes on.
            _logger.exception("what another node asked for failed: %s", asked.do)
            failed = EngineError(f"node {self._node} failed at this", "look at its log")
            frame = encode_frame(Answer(asked.number, error_json(failed)))
        try:
            await _send(writer, frame)
        except (OSError, TimeoutError):
            _logger.info("another node went before it was answered")


async def _send(writer: asyncio.StreamWriter, body: bytes) -> None:
    writer.write(body)
    async with asyncio.timeout(STUCK_S):
        await writer.drain()


async def _gone(reader: asyncio.StreamReader) -> None:
    """Returns when a viewer ends; one that speaks is none."""
    if await reader.read(1):
        raise PaneError("a viewer said more than what it wants to see")


async def _until_first(*works: Any) -> None:
    """Run all until the first ends; whatever it raised is raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
