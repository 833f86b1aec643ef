"""What a real desk answers to nodes at their own port, over the real encrypted connection."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from groundglass.clock import TICKS_PER_S, SystemClock
from groundglass.engine.web_server import WebServer
from groundglass.errors import DeskAway, NotSignedIn
from groundglass.frosted.events.occurred import Level
from groundglass.frosted.live import LiveHub
from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.people.roles import Role
from groundglass.frosted.people.schema import session
from groundglass.frosted.record.trail import trail_of
from groundglass.frosted.relay.channel import ServerSide
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.web.app import create_app
from groundglass.frosted.web.nodes.asked_of_desk import TicketsAtDesk, UsedAtDesk
from groundglass.frosted.web.nodes.desk_line import DeskLine
from groundglass.frosted.web.nodes.feed import EVERYTHING
from groundglass.frosted.web.nodes.hearing import Hearing
from groundglass.frosted.web.nodes.looks import ToldLooks
from groundglass.frosted.web.nodes.routes import door_of
from groundglass.frosted.web.nodes.sockets import desk_pictures
from groundglass.frosted.web.state import WebState
from groundglass.pane.ids import CameraId
from tests.frosted.footage import a_run, some_samples
from tests.frosted.web.stand import Stand

SECRET = ClusterSecret(b"s" * 32)
GATE = CameraId("gate")


@dataclass
class Desk:
    """A desk of `stand`, heard by nodes at `address` until `close`."""

    stand: Stand
    state: WebState
    address: str
    server: WebServer
    serving: asyncio.Task[None]

    def line(self) -> DeskLine:
        return DeskLine(self.address, SECRET.viewer(), SystemClock())

    async def close(self) -> None:
        self.server.stop()
        await asyncio.gather(self.serving, return_exceptions=True)


@pytest.fixture
async def desk(stand: Stand) -> AsyncIterator[Desk]:
    app = create_app(stand.site)
    listener = socket.create_server(("127.0.0.1", 0))
    server = WebServer(door_of(app), encrypted=ServerSide(SECRET).context)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await server.answering.wait()
    made = Desk(stand, app.state.web, f"127.0.0.1:{listener.getsockname()[1]}", server, serving)
    yield made
    await made.close()


async def test_a_camera_that_the_desk_keeps_itself_is_watched_there(desk: Desk) -> None:
    live = desk.stand.site.live
    assert isinstance(live, LiveHub)
    live.publish(GATE, a_run())
    samples = some_samples(3)
    for sample in samples[:2]:
        live.publish(GATE, sample)
    async with asyncio.timeout(60), desk_pictures(desk.address, SECRET.viewer())(GATE) as pictures:
        assert [await anext(pictures) for _ in range(3)] == [a_run(), *samples[:2]]
        live.publish(GATE, samples[2])
        assert await anext(pictures) == samples[2]


async def test_a_players_ticket_opens_at_a_node_what_the_desk_gave_it_for(desk: Desk) -> None:
    line = desk.line()
    tickets = TicketsAtDesk(line, SystemClock())
    token, given = desk.state.tickets.give(GATE, PersonId("a" * 16))
    assert await tickets.look(token.reveal()) == given
    with pytest.raises(NotSignedIn):
        await tickets.look("A" * 43)
    unseen, _ = desk.state.tickets.give(GATE, None)
    line.close()
    await desk.close()
    assert await tickets.look(token.reveal()) == given, "what a ticket opens never changes"
    with pytest.raises(DeskAway):
        await tickets.look(unseen.reveal())


async def test_a_session_that_is_used_at_a_node_only_does_not_end(desk: Desk) -> None:
    people = desk.stand.site.people
    person, token = await desk.stand.somebody(Role.VIEWER)
    (before,) = await people.sessions.list(person.id)
    async with desk.stand.site.archive.engine.begin() as connection:
        await connection.execute(sa.update(session).values(seen_90k=before.seen_90k - 600 * TICKS_PER_S))
    line = desk.line()
    used = UsedAtDesk(line, SystemClock())
    used.session(token)
    used.session(token)
    async with asyncio.timeout(60):
        while (await people.sessions.list(person.id))[0].seen_90k < before.seen_90k:
            await asyncio.sleep(0.02)
    await used.close()
    line.close()


async def test_who_looked_at_a_node_is_entered_by_the_desk(desk: Desk) -> None:
    line = desk.line()
    looks = ToldLooks(line, SystemClock(), lambda size: b"\1" * size)
    looks.live("b" * 16, "gate")
    looks.played("b" * 16, "gate", 90_000, 180_000)
    await looks.tell_rest()
    assert looks.untold == 0
    line.close()
    archive = desk.stand.site.archive
    archive.viewings.flush()
    async with asyncio.timeout(60):
        while {step.kind for step in (await trail_of(archive.record, "b" * 16, None, 50)).steps} != {
            "camera.watched",
            "recording.played",
        }:
            await asyncio.sleep(0.02)


async def test_a_node_that_was_cut_off_hears_what_it_missed_once(desk: Desk) -> None:
    report = desk.stand.site.archive.events.report
    hearing = Hearing(desk.address, SECRET.viewer(), SystemClock())
    hearing.take({"type": "site", "name": "earlier", "newest": 0})
    missed = [
        await report(f"Event {n}", level=Level.INFO, camera=None, at=None, key=None, is_exercise=False)
        for n in range(3)
    ]
    with hearing.listen(EVERYTHING) as browser:
        running = asyncio.create_task(hearing.run())
        told: list[str] = []
        async with asyncio.timeout(60):
            while len(told) < 3:
                told += [text for text in await anext(browser) if '"type":"event"' in text]
            last = await report("After", level=Level.INFO, camera=None, at=None, key=None, is_exercise=False)
            while len(told) < 4:
                told += [text for text in await anext(browser) if '"type":"event"' in text]
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert [f'"id":{event.id},' in text for event, text in zip([*missed, last], told, strict=True)] == [True] * 4
    assert not hearing.is_desk_here
