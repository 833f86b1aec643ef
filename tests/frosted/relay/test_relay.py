"""Between two nodes: who may, what they see and hear, and what happens when either end goes."""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from groundglass.errors import ConfigError, EngineError, GroundglassError, NotFound, PaneError, Refused
from groundglass.frosted.live import LiveHub
from groundglass.frosted.relay.asking import AskChannel, desk_channel, pieces_channel
from groundglass.frosted.relay.frames import parse_relay, part, reach
from groundglass.frosted.relay.pieces import RelayPieces
from groundglass.frosted.relay.reader import RelayReader, open_relay
from groundglass.frosted.relay.secret import AnySecret, ClusterSecret, ViewerSecret
from groundglass.frosted.relay.server import RelayServer
from groundglass.frosted.relay.waiting import Waiting
from groundglass.frosted.relay.wire import VERSION, Numbered, Open, Said
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.observations import Occupancy
from groundglass.pane.pictures import FrostedSample, VideoRun
from tests.frosted.footage import a_run, some_samples

GATE = CameraId("gate")
SECRET = ClusterSecret(b"s" * 32)
MINUTE = bytes(range(256)) * 80_000


@dataclass
class Keeping:
    """A node that keeps one camera and does what it is asked by saying so."""

    asked: list[tuple[str, Mapping[str, Any], bytes]] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def is_kept(self, camera: CameraId) -> bool:
        return camera == GATE

    async def ask(self, do: str, arguments: Mapping[str, Any], untrusted_order: bytes) -> Any:
        if do == "refuse":
            raise NotFound("camera yard is not kept here", "ask another node")
        if do == "break":
            raise ZeroDivisionError
        if do == "take your time":
            self.begun.set()
            await self.go_on.wait()
            self.done.set()
        self.asked.append((do, arguments, untrusted_order))
        return {"done": do}

    async def piece(self, camera: CameraId, file: str, offset: int, length: int) -> bytes:
        if file != "video/gate/open.mp4":
            raise NotFound(f"{file} is not here", "look in the blobs")
        return MINUTE[offset : offset + length]


@dataclass
class Node:
    """A relay on loopback and what is behind it."""

    live: LiveHub
    waiting: Waiting
    keeping: Keeping
    relay: str
    server: RelayServer


@asynccontextmanager
async def a_node(epoch: str = "first", waiting: Waiting | None = None) -> AsyncIterator[Node]:
    live, waiting, keeping = LiveHub(), waiting or Waiting(), Keeping()
    server = RelayServer("north", epoch, SECRET, live, waiting, keeping)
    await server.open("127.0.0.1", 0)
    try:
        yield Node(live, waiting, keeping, f"127.0.0.1:{server.port}", server)
    finally:
        await server.close()


@asynccontextmanager
async def a_desk(node: Node, heard: list[Numbered], *, epoch: str = "", up_to: int = 0) -> AsyncIterator[AskChannel]:
    async with desk_channel(node.relay, SECRET, epoch=epoch, heard=up_to) as channel:
        running = asyncio.create_task(channel.run(heard.append))
        try:
            yield channel
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def until(there: list[Numbered], count: int) -> None:
    async with asyncio.timeout(60):
        while len(there) < count:
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("secret", [SECRET, SECRET.viewer(), ViewerSecret.parse(SECRET.viewer().reveal())])
async def test_who_has_a_secret_sees_the_camera_from_its_newest_key_picture(secret: AnySecret) -> None:
    samples = some_samples(20)
    async with a_node() as node:
        node.live.publish(GATE, a_run())
        for sample in samples[:18]:
            node.live.publish(GATE, sample)
        async with asyncio.timeout(60), RelayReader(node.relay, secret).live(GATE) as pictures:
            seen: list[VideoRun | FrostedSample] = [await anext(pictures) for _ in range(4)]
            assert node.server.watched == {GATE: 1}
            node.live.publish(GATE, samples[18])
            assert [*seen, await anext(pictures)] == [a_run(), *samples[15:19]]


@pytest.mark.parametrize("secret", [ClusterSecret(b"t" * 32), ViewerSecret(b"t" * 32)])
async def test_another_secret_gets_nothing(secret: AnySecret) -> None:
    async with a_node() as node:
        node.live.publish(GATE, a_run())
        with pytest.raises(EngineError, match="another secret"):
            async with RelayReader(node.relay, secret).live(GATE) as pictures:
                await anext(pictures)
        assert node.server.streams_total == 0


async def test_who_shows_no_secret_gets_not_one_byte() -> None:
    async with a_node() as node:
        host, port = parse_relay(node.relay)
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(b"GET / HTTP/1.1\r\n\r\n")
        async with asyncio.timeout(60):
            said = await reader.read()
        assert len(said) <= 7, "an alert of TLS at most"
        writer.close()


async def test_a_viewer_cannot_speak_as_the_desk() -> None:
    async with a_node() as node:
        reader, writer = await reach(node.relay, SECRET.viewer(), "desk")
        try:
            with pytest.raises(Refused, match="watch, and not command"):
                await open_relay(node.relay, reader, writer, Open(VERSION, "desk"))
        finally:
            await part(writer)


async def test_a_camera_that_is_kept_elsewhere_is_not_here() -> None:
    async with a_node() as node:
        with pytest.raises(NotFound, match="does not keep camera yard"):
            async with RelayReader(node.relay, SECRET).live(CameraId("yard")):
                pass


async def test_viewers_are_told_when_the_camera_leaves() -> None:
    async with a_node() as node, asyncio.timeout(60):
        node.live.publish(GATE, a_run())
        async with RelayReader(node.relay, SECRET).live(GATE) as pictures:
            assert await anext(pictures) == a_run()
            node.live.leave(GATE)
            assert [item async for item in pictures] == []


async def test_a_version_that_nobody_speaks_is_declined() -> None:
    async with a_node() as node:
        reader, writer = await reach(node.relay, SECRET, "viewer")
        try:
            with pytest.raises(EngineError, match="version 0"):
                await open_relay(node.relay, reader, writer, Open(0, "live", GATE))
        finally:
            await part(writer)


async def test_a_newer_end_is_answered_in_the_version_that_both_speak() -> None:
    async with a_node() as node:
        reader, writer = await reach(node.relay, SECRET, "viewer")
        try:
            assert (await open_relay(node.relay, reader, writer, Open(VERSION + 1, "live", GATE))).version == VERSION
        finally:
            await part(writer)


async def test_the_desk_asks_and_is_answered_with_what_came_of_it() -> None:
    async with a_node() as node, a_desk(node, []) as desk:
        assert desk.opened.node == "north"
        answer = await desk.ask("keep", {"camera": "gate"}, b"\x00order")
        assert answer.said == {"answer": {"done": "keep"}}
        assert node.keeping.asked == [("keep", {"camera": "gate"}, b"\x00order")]
        with pytest.raises(NotFound, match="yard is not kept here"):
            await desk.ask("refuse", {})
        with pytest.raises(EngineError, match="failed at this"):
            await desk.ask("break", {})
        assert (await desk.ask("still there", {})).said == {"answer": {"done": "still there"}}


async def test_a_desk_that_was_away_hears_all_it_missed_and_nothing_twice() -> None:
    waiting = Waiting()
    async with a_node(waiting=waiting) as node:
        heard: list[Numbered] = []
        waiting.tell(GATE, Occupancy(Instant90k(0), 0, 0))
        async with a_desk(node, heard) as desk:
            waiting.tell(GATE, Occupancy(Instant90k(1), 1, 0))
            await until(heard, 2)
            desk.heard(heard[0].number)
            await desk.ask("anything, so that it was read", {})
        for later in (2, 3):
            waiting.tell(GATE, Occupancy(Instant90k(later), later, 0))
        async with a_desk(node, heard, epoch="first", up_to=heard[1].number):
            await until(heard, 4)
    assert [frame.message.at for frame in heard if isinstance(frame, Said)] == [0, 1, 2, 3]


async def test_a_node_that_was_started_again_numbers_anew_and_is_heard_from_the_start() -> None:
    waiting, heard = Waiting(), list[Numbered]()
    waiting.tell(GATE, Occupancy(Instant90k(0), 0, 0))
    async with a_node("second", waiting) as node, a_desk(node, heard, epoch="first", up_to=100):
        await until(heard, 1)
    assert len(heard) == 1


async def test_a_second_desk_takes_over_and_the_first_is_told() -> None:
    async with a_node() as node, desk_channel(node.relay, SECRET) as first:
        ended = asyncio.create_task(first.run(lambda _: None))
        async with a_desk(node, []) as second:
            async with asyncio.timeout(60):
                await ended
            assert (await second.ask("go on", {})).said == {"answer": {"done": "go on"}}


async def test_pieces_of_a_minute_that_is_being_written_are_read_elsewhere() -> None:
    async with a_node() as node:

        async def find(camera: CameraId) -> str | None:
            return node.relay if camera == GATE else None

        pieces, file = RelayPieces(SECRET.viewer(), find), "video/gate/open.mp4"
        try:
            assert await pieces.piece(GATE, file, 5, 300) == MINUTE[5:305]
            assert await pieces.piece(GATE, file, 7, len(MINUTE) - 7) == MINUTE[7:], "more than one frame holds"
            for camera, name, offset in ((GATE, "video/gate/other.mp4", 0), (GATE, file, len(MINUTE)), ("x", file, 0)):
                with pytest.raises(NotFound):
                    await pieces.piece(CameraId(camera), name, offset, 10)
            await node.server.close()
            with pytest.raises(NotFound, match="cannot be read"):
                await pieces.piece(GATE, file, 5, 300)
        finally:
            await pieces.close()


async def test_a_viewer_is_given_pieces_and_nothing_else() -> None:
    async with a_node() as node, pieces_channel(node.relay, SECRET.viewer()) as channel:
        running = asyncio.create_task(channel.run(lambda _: None))
        with pytest.raises(PaneError, match="more than a piece"):
            await channel.ask("order", {"camera": "gate", "file": "x", "offset": 0, "length": 1})
        assert node.keeping.asked == []
        running.cancel()


async def test_what_a_desk_asked_is_done_to_its_end_though_the_desk_is_replaced() -> None:
    async with a_node() as node:
        keeping = node.keeping
        async with a_desk(node, []) as first:
            asking = asyncio.create_task(first.ask("take your time", {}))
            async with asyncio.timeout(60):
                await keeping.begun.wait()
                async with a_desk(node, []):
                    with pytest.raises(EngineError, match="gone"):
                        await asking
                    with pytest.raises(EngineError, match="gone"):
                        await first.ask("anything", {})
                    keeping.go_on.set()
                    await keeping.done.wait()


async def test_who_asks_a_node_that_goes_is_told_so() -> None:
    async with a_node() as node, a_desk(node, []) as desk:
        await node.server.close()
        with pytest.raises(EngineError, match="north"):
            await desk.ask("keep", {}, within_s=5)


async def test_a_node_that_is_not_there_is_said_to_be_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        relay = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(EngineError, match="cannot be reached"):
            async with RelayReader(relay, SECRET).live(GATE):
                pass


@pytest.mark.parametrize("text", ["", "host", "host:", ":1", "host:0", "host:99999", "host:1x"])
def test_what_is_no_address_of_a_relay_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_relay(text)


def test_a_secret_is_read_back_and_never_shown() -> None:
    secret = ClusterSecret.new(secrets.token_bytes)
    assert ClusterSecret.parse(secret.reveal() + "\n").key("x") == secret.key("x")
    assert secret.reveal()[11:] not in f"{secret!r} {secret} {secret.viewer()!r}"
    assert secret.viewer().reveal()[10:] != secret.reveal()[11:]
    with pytest.raises(GroundglassError) as refused:
        ClusterSecret.parse(secret.viewer().reveal())
    assert secret.viewer().reveal() not in str(refused.value)
