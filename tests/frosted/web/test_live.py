"""Live pictures and states over WebSockets."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from groundglass.frosted.people.roles import Role
from groundglass.frosted.people.tokens import Token
from groundglass.frosted.web import sockets
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.pictures import FrostedSample
from groundglass.pane.status import CameraState, Cause
from tests.frosted.footage import STEP, a_run, some_samples
from tests.frosted.web.stand import Stand, open_stand

GATE = CameraId("gate")


def open_socket(stand: Stand, token: Token, path: str, **more: Any) -> connect:
    return connect(
        f"ws://127.0.0.1:{stand.port}/api/v1{path}",
        origin=Origin(stand.origin),
        additional_headers={"Cookie": f"gg_session={token.reveal()}"},
        max_size=None,
        **more,
    )


@pytest.fixture
async def token(stand: Stand) -> Token:
    await stand.camera()
    return (await stand.somebody(Role.VIEWER))[1]


async def viewers(stand: Stand, count: int) -> None:
    while stand.hub.viewers(GATE) != count:
        await asyncio.sleep(0.01)


async def read_run(viewer: ClientConnection) -> tuple[dict[str, Any], bytes]:
    told = json.loads(await viewer.recv())
    assert told["type"] == "run"
    return told, await viewer.recv(decode=False)


async def test_each_picture_is_a_fragment_of_its_own_at_once(stand: Stand, token: Token) -> None:
    samples = some_samples(20)
    async with open_socket(stand, token, "/cameras/gate/live") as viewer:
        await viewers(stand, 1)
        stand.hub.publish(GATE, a_run())
        stand.hub.publish(GATE, samples[0])
        told, body = await read_run(viewer)
        assert (told["codec"][:5], told["width"], told["height"]) == ("avc1.", 128, 96)
        assert viewer.response is not None and "sec-websocket-extensions" not in viewer.response.headers
        body += await viewer.recv(decode=False)
        for sample in samples[1:]:
            stand.hub.publish(GATE, sample)
            piece = await viewer.recv(decode=False)  # nothing waits for the next picture
            assert piece[4:8] == b"moof" and sample.avcc in piece
            body += piece
    with av.open(io.BytesIO(body), "r") as container:
        assert len(list(container.decode(video=0))) == 20


async def test_a_viewer_who_comes_late_begins_with_the_last_key(stand: Stand, token: Token) -> None:
    stand.hub.publish(GATE, a_run())
    for sample in some_samples(20):
        stand.hub.publish(GATE, sample)
    async with open_socket(stand, token, "/cameras/gate/live") as viewer:
        _, body = await read_run(viewer)
        pieces = [await viewer.recv(decode=False) for _ in range(5)]
    with av.open(io.BytesIO(body + b"".join(pieces)), "r") as container:
        assert len(list(container.decode(video=0))) == 5


async def test_a_new_run_begins_anew(stand: Stand, token: Token) -> None:
    async with open_socket(stand, token, "/cameras/gate/live") as viewer:
        await viewers(stand, 1)
        for number, (width, height) in enumerate(((128, 96), (160, 120)), 1):
            stand.hub.publish(GATE, a_run(number, width, height))
            stand.hub.publish(GATE, some_samples(1, run=number, width=width, height=height)[0])
            told, init = await read_run(viewer)
            assert (told["run"], told["width"]) == (number, width)
            assert init[4:8] == b"ftyp"
            assert (await viewer.recv())[4:8] == b"moof"


def at_turn(sample: FrostedSample, turn: int) -> FrostedSample:
    """The sample as it would be `turn` rounds of 60 pictures later."""
    return replace(sample, at=Instant90k(sample.at + turn * 60 * STEP))


def time_of(fragment: bytes) -> int:
    """The time in a fragment's tfdt."""
    assert fragment[4:8] == b"moof"
    return int.from_bytes(fragment[fragment.index(b"tfdt") + 8 :][:8], "big")


async def test_a_slow_viewer_slows_nobody_and_goes_on_at_a_key(stand: Stand, token: Token) -> None:
    samples = some_samples(60)
    big = [replace(sample, avcc=sample.avcc + b"\0\0\0\1\x09" * 20_000) for sample in samples]
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.setblocking(False)
    await asyncio.get_running_loop().sock_connect(narrow, ("127.0.0.1", stand.port))
    async with (
        open_socket(stand, token, "/cameras/gate/live", sock=narrow, max_queue=1, close_timeout=0.2) as slow,
        open_socket(stand, token, "/cameras/gate/live", max_queue=None) as quick,
    ):
        await viewers(stand, 2)
        stand.hub.publish(GATE, a_run())
        published = [at_turn(sample, turn) for turn in range(6) for sample in big] + [at_turn(big[0], 6)]
        stand.hub.publish(GATE, published[0])
        await read_run(quick)
        assert time_of(await quick.recv(decode=False)) == published[0].at
        for sample in published[1:]:
            stand.hub.publish(GATE, sample)
            assert time_of(await quick.recv(decode=False)) == sample.at  # at once, though the other reads nothing
        dropped = stand.hub.dropped_total
        assert dropped > 0
        await read_run(slow)
        got = [time_of(await slow.recv(decode=False)) for _ in range(len(published) - dropped)]
    keys = {sample.at for sample in published if sample.is_key}
    after_gaps = [later for earlier, later in itertools.pairwise(got) if later - earlier > STEP]
    assert after_gaps and keys.issuperset(after_gaps)
    assert got[-1] == published[-1].at


async def test_signing_out_ends_the_live_picture(stand: Stand, token: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "LOOK_AGAIN_S", 0.05)
    async with open_socket(stand, token, "/cameras/gate/live") as viewer:
        await viewers(stand, 1)
        await stand.site.people.sessions.end(token)
        with pytest.raises(ConnectionClosed) as closed:
            await viewer.recv()
        assert closed.value.rcvd is not None and closed.value.rcvd.code == sockets.SIGNED_OUT
    await viewers(stand, 0)


async def test_a_viewer_who_leaves_is_forgotten(stand: Stand, token: Token) -> None:
    async with open_socket(stand, token, "/cameras/gate/live"):
        await viewers(stand, 1)
    await viewers(stand, 0)


async def test_a_viewer_whose_network_dies_leaves_no_trace(
    stand: Stand, token: Token, caplog: pytest.LogCaptureFixture
) -> None:
    stand.hub.publish(GATE, a_run())
    for _ in range(3):
        viewer = await open_socket(stand, token, "/cameras/gate/live").__aenter__()
        await viewers(stand, 1)
        viewer.transport.abort()
        number = 0
        while stand.hub.viewers(GATE):
            stand.hub.publish(GATE, some_samples(60)[number % 60])
            number += 1
            await asyncio.sleep(0.001)
    assert [record.getMessage() for record in caplog.records if record.levelname in {"ERROR", "CRITICAL"}] == []


async def test_the_server_stops_though_people_watch(tmp_path: Path) -> None:
    async with open_stand(tmp_path) as stand:
        await stand.camera()
        _, token = await stand.somebody(Role.VIEWER)
        watcher = await open_socket(stand, token, "/watch").__aenter__()
        viewer = await open_socket(stand, token, "/cameras/gate/live").__aenter__()
        await watcher.recv()
        await viewers(stand, 1)
    for left in (watcher, viewer):
        with pytest.raises(ConnectionClosed):
            await left.recv()


async def test_what_a_viewer_says_is_ignored_and_bounded(stand: Stand, token: Token) -> None:
    async with open_socket(stand, token, "/cameras/gate/live") as viewer:
        await viewers(stand, 1)
        await viewer.send("hello")
        stand.hub.publish(GATE, a_run())
        stand.hub.publish(GATE, some_samples(1)[0])
        assert json.loads(await viewer.recv())["type"] == "run"
        await viewer.send("x" * 100_000)
        with pytest.raises(ConnectionClosed):
            while True:
                await viewer.recv()
    await viewers(stand, 0)


async def test_there_are_at_most_as_many_viewers_as_the_site_allows(stand: Stand, token: Token) -> None:
    async with asyncio.TaskGroup() as group:
        opened = [group.create_task(open_socket(stand, token, "/cameras/gate/live").__aenter__()) for _ in range(12)]
    with pytest.raises(InvalidStatus) as refused:
        async with open_socket(stand, token, "/watch"):
            pass
    assert refused.value.response.status_code == 429
    for task in opened:
        await task.result().close()
    await viewers(stand, 0)
    async with open_socket(stand, token, "/watch") as watcher:
        assert json.loads(await watcher.recv())["type"] == "cameras"


async def test_a_watcher_is_told_all_then_what_changes(stand: Stand, token: Token) -> None:
    async with open_socket(stand, token, "/watch") as watcher:
        first = json.loads(await watcher.recv())
        assert [camera["id"] for camera in first["cameras"]] == ["gate"]
        stand.site.states.set_state(GATE, CameraState.LOST, Cause.TIMED_OUT)
        told = json.loads(await watcher.recv())
        assert told["type"] == "camera"
        assert told["camera"]["state"]["code"] == "lost"
        await stand.site.cameras.remove(GATE)
        stand.site.states.remove(GATE)
        assert json.loads(await watcher.recv()) == {"type": "removed", "id": "gate"}


async def test_changes_in_a_hurry_are_told_together(stand: Stand, token: Token) -> None:
    async with open_socket(stand, token, "/watch") as watcher:
        await watcher.recv()
        for turn in range(200):
            state = CameraState.LOST if turn % 2 else CameraState.CONNECTING
            stand.site.states.set_state(GATE, state, Cause.TIMED_OUT)
            await asyncio.sleep(0)  # lets the server look, however slow the machine is
        told: list[dict[str, Any]] = []
        while not told or told[-1]["camera"]["state"]["code"] != "lost":
            told.append(json.loads(await watcher.recv()))
        assert len(told) <= 10


async def test_a_live_socket_of_no_camera_is_not_opened(stand: Stand, token: Token) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with open_socket(stand, token, "/cameras/nowhere/live"):
            pass
    assert refused.value.response.status_code == 404
    assert refused.value.response.headers["content-type"] == "application/problem+json"
