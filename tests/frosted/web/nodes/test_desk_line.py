"""A node's line to its desk: proven at both ends, kept open, and honest about what it does not know."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from groundglass.clock import SystemClock
from groundglass.errors import DeskAway
from groundglass.frosted.relay.channel import ServerSide
from groundglass.frosted.relay.secret import AnySecret, ClusterSecret
from groundglass.frosted.web.nodes.desk_line import DeskLine, nothing

SECRET = ClusterSecret(b"s" * 32)
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"


@dataclass
class Desk:
    """Answers every request on a connection with the same bytes, or hangs up."""

    port: int
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)


@asynccontextmanager
async def a_desk(answer: Callable[[int], bytes | None]) -> AsyncIterator[Desk]:
    """`answer` gives the bytes for the n-th request, None to hang up on it."""
    desk = Desk(0)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        desk.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                size = next((int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length")), 0)
                desk.requests.append(head + await reader.readexactly(size))
                said = answer(len(desk.requests))
                if said is None:
                    break
                writer.write(said)
                await writer.drain()
        except (asyncio.IncompleteReadError, ssl.SSLError, OSError):
            pass  # the line was closed
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=ServerSide(SECRET).context)
    desk.port = server.sockets[0].getsockname()[1]
    try:
        yield desk
    finally:
        server.close()


def a_line(desk: Desk, secret: AnySecret | None = None) -> DeskLine:
    return DeskLine(f"127.0.0.1:{desk.port}", secret or SECRET.viewer(), SystemClock())


async def got(line: DeskLine, method: str = "GET") -> tuple[int, bytes]:
    async with line.asked(method, "/x", [(b"host", b"desk")], nothing()) as answer:
        return answer.status, b"".join([part async for part in answer.parts()])


async def test_a_connection_is_used_again() -> None:
    async with a_desk(lambda _: OK) as desk:
        line = a_line(desk)
        assert [await got(line) for _ in range(3)] == [(200, b"{}")] * 3
        assert desk.connections == 1
        line.close()


async def test_many_at_once_have_a_connection_each() -> None:
    async with a_desk(lambda _: OK) as desk:
        line = a_line(desk)
        assert await asyncio.gather(*(got(line) for _ in range(5))) == [(200, b"{}")] * 5
        assert desk.connections == 5
        line.close()


async def test_what_only_looks_is_asked_anew_where_an_idle_connection_had_ended() -> None:
    async with a_desk(lambda n: None if n == 2 else OK) as desk:
        line = a_line(desk)
        assert [await got(line), await got(line)] == [(200, b"{}")] * 2
        assert (desk.connections, len(desk.requests)) == (2, 3)
        line.close()


async def test_what_changes_something_is_never_sent_twice() -> None:
    async with a_desk(lambda n: None if n == 2 else OK) as desk:
        line = a_line(desk)
        assert (await got(line))[0] == 200
        with pytest.raises(DeskAway, match="not known whether"):
            await got(line, "POST")
        assert len(desk.requests) == 2
        line.close()


async def test_an_answer_cut_short_is_no_answer() -> None:
    async with a_desk(lambda _: OK[:-1]) as desk:
        line = a_line(desk)
        with pytest.raises(DeskAway):
            await asyncio.wait_for(line.told("/nodes/looks", {}, within_s=0.5), 60)
        line.close()


async def test_a_desk_of_another_secret_is_away() -> None:
    async with a_desk(lambda _: OK) as desk:
        line = a_line(desk, ClusterSecret(b"t" * 32).viewer())
        with pytest.raises(DeskAway):
            await got(line)
        assert desk.requests == []
        line.close()


async def test_a_desk_that_is_not_there_is_away() -> None:
    async with a_desk(lambda _: OK) as desk:
        line = a_line(desk)
    with pytest.raises(DeskAway, match="does not answer"):
        await got(line)
