"""The counter: where commands of this machine are handed to the running server.

A Unix socket in the data folder: who may enter the folder may command the server, as design/decisions/0050 says
and as the file permissions enforce. One JSON line asks, one JSON line answers, then the connection ends. What can
be asked is steward.py's; an error keeps its kind, sentence and hints on the way.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias

from groundglass.errors import EngineError, GroundglassError, error_json, error_of

MAX_LINE_BYTES: Final = 16 * 1024 * 1024
ASK_WITHIN_S: Final = 10.0
ANSWER_WITHIN_S: Final = 60.0

Ask: TypeAlias = Callable[[str, Mapping[str, Any]], Awaitable[Any]]
"""Ask the steward of a site to do something: (what, arguments) -> JSON."""

_NAME: Final = "control"
_logger: Final = logging.getLogger(__name__)


class NoServer(EngineError):
    """No server runs on this data folder."""


@asynccontextmanager
async def open_counter(folder: Path, steward: Ask) -> AsyncIterator[None]:
    """Serve the folder's socket. Only whoever holds the folder's lock may call this."""
    with _short_path(folder) as path:
        listener = _bind(path)

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await _serve(reader, writer, steward)

        server = await asyncio.start_unix_server(serve, sock=listener, limit=MAX_LINE_BYTES)
        try:
            yield
        finally:
            server.close()
            _unlink(path)


async def ask_server(folder: Path, what: str, arguments: Mapping[str, Any]) -> Any:
    """Ask the running server, or raise `NoServer` when there is none, or whatever error it answers with."""
    line = json.dumps({"do": what, "with": dict(arguments)}).encode() + b"\n"
    try:
        with _short_path(folder) as path:
            reader, writer = await asyncio.open_unix_connection(path, limit=MAX_LINE_BYTES)
    except (FileNotFoundError, ConnectionRefusedError, NotADirectoryError) as error:
        raise NoServer(f"no server runs on {folder}", "start it: groundglass run") from error
    except OSError as error:
        raise EngineError(f"the server of {folder} cannot be asked: {(error.strerror or '').lower()}") from error
    try:
        writer.write(line)
        async with asyncio.timeout(ANSWER_WITHIN_S):
            await writer.drain()
            return _answer(await reader.readline())
    except (TimeoutError, OSError, ValueError) as error:
        raise EngineError("the server did not answer", "look at its log, or start it again") from error
    finally:
        writer.close()


def _answer(line: bytes) -> Any:
    answer = json.loads(line)
    if "answer" in answer:
        return answer["answer"]
    raise error_of(answer)


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, steward: Ask) -> None:
    try:
        if _may_ask(writer):
            async with asyncio.timeout(ASK_WITHIN_S):
                untrusted_line = await reader.readline()
            writer.write(json.dumps(await _reply(untrusted_line, steward)).encode() + b"\n")
            await writer.drain()
    except (TimeoutError, OSError, ValueError):
        pass  # Whoever asked has gone, or said nothing: there is nobody to tell.
    finally:
        writer.close()


async def _reply(untrusted_line: bytes, steward: Ask) -> dict[str, Any]:
    try:
        untrusted = json.loads(untrusted_line)
        return {"answer": await steward(str(untrusted["do"]), dict(untrusted["with"]))}
    except GroundglassError as error:
        return error_json(error)
    except Exception:
        # The edge of a request: the asker hears that it failed, the log hears why, the server goes on.
        _logger.exception("a local command failed")
        return {"kind": "EngineError", "message": "the server failed at this", "hints": ["look at its log"]}


def _may_ask(writer: asyncio.StreamWriter) -> bool:
    """Whether the other end is this user or root. The file's mode says so already; this is the second lock."""
    peer = writer.get_extra_info("socket")
    raw = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return struct.unpack("3i", raw)[1] in (os.getuid(), 0)


def _bind(path: str) -> socket.socket:
    """A socket at this path that only this user can connect to, not yet listening."""
    _unlink(path)  # A server that was killed left its own. The folder's lock says that none runs.
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    Path(path).chmod(0o600)
    return listener


def _unlink(path: str) -> None:
    Path(path).unlink(missing_ok=True)


@contextmanager
def _short_path(folder: Path) -> Iterator[str]:
    """The socket's path through an open folder: socket addresses hold 107 bytes, data folders may lie deeper."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{fd}/{_NAME}"
    finally:
        os.close(fd)
