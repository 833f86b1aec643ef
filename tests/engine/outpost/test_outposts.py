"""A desk and outposts, all real processes, over a real PostgreSQL and an S3-speaking server: what is kept is kept."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pyrage
import pytest
import sqlalchemy as sa
from websockets.sync.client import connect
from websockets.typing import Origin

from bench.site import RunningSite, wait_for
from groundglass.clock import SystemClock
from groundglass.errors import EngineError, NotFound
from groundglass.frosted.events.observation_log import ObservationLog
from groundglass.frosted.relay.reader import RelayReader
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.relay.waiting_files import frames_in
from groundglass.frosted.relay.wire import Said
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease_book import LeaseBook, Take, doubles
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.observations import Observation, Occupancy
from groundglass.pane.pictures import FrostedSample, VideoRun
from tests.engine.videos import make_video
from tests.stands import postgres, s3
from tests.stands.outposts import SECRET, OutpostProcess, OutpostSite

GATE = CameraId("gate")
ALL = (Instant90k(0), Instant90k(1 << 60))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OutpostSite]:
    with postgres.running() as database, s3.running() as bucketeer:
        url = asyncio.run(database.new())
        yield OutpostSite(tmp_path_factory.mktemp("site"), url, bucketeer.new(), str(bucketeer.access.endpoint))


@pytest.fixture(scope="module")
def desk(site: OutpostSite) -> Iterator[RunningSite]:
    with site.desk() as running:
        running.sign_in()
        yield running


@pytest.fixture(scope="module")
def north(site: OutpostSite, desk: RunningSite) -> Iterator[OutpostProcess]:
    with site.outpost("north") as outpost:
        yield outpost


@pytest.fixture(scope="module")
def gate(desk: RunningSite, north: OutpostProcess, tmp_path_factory: pytest.TempPathFactory) -> CameraId:
    """One camera, live, kept by the outpost "north"."""
    video = make_video(tmp_path_factory.mktemp("video") / "wall.mp4", 600)
    desk.add_camera("Gate", str(video), id=GATE)
    desk.wait_until_live(GATE, 60)
    return GATE


@dataclass(frozen=True)
class Span:
    start: float
    end: float


def moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def spans(desk: RunningSite) -> list[Span]:
    """What is recorded of the gate, as the timeline shows it."""
    now = time.time()
    begin, end = (datetime.fromtimestamp(at, UTC).isoformat() for at in (now - 3600, now + 60))
    told = desk.http.get(f"/api/v1/cameras/{GATE}/timeline", params={"from": begin, "to": end}).json()
    return [Span(moment(span["from"]), moment(span["to"])) for span in told["spans"]]


def is_recorded(desk: RunningSite, since: float, seconds: float) -> bool:
    """Whether so much has been recorded without a gap after a moment."""
    return any(span.end - max(span.start, since) >= seconds for span in spans(desk))


def takes(site: OutpostSite) -> tuple[Take, ...]:
    async def read() -> tuple[Take, ...]:
        catalog = await Catalog.open(site.url, migrate=False, hold=False)
        try:
            return await LeaseBook(catalog).takes(camera=GATE)
        finally:
            await catalog.close()

    return asyncio.run(read())


def observed(site: OutpostSite) -> list[Observation]:
    async def read() -> list[Observation]:
        catalog = await Catalog.open(site.url, migrate=False, hold=False)
        try:
            log = ObservationLog(catalog.engine, SystemClock())
            return [observation async for some in log.replay(GATE, *ALL) for observation in some]
        finally:
            await catalog.close()

    return asyncio.run(read())


def seen_since(site: OutpostSite, since: float) -> list[Observation]:
    return [one for one in observed(site) if one.at / 90_000 > since]


def twice(seen: list[Observation]) -> list[str]:
    return [one for one, count in Counter(map(repr, seen)).items() if count > 1]


def on_disk(outpost: OutpostProcess, since: float) -> list[Observation]:
    """What waits in the outpost's folder and was seen after a moment."""
    found: list[Observation] = []
    for path in sorted((outpost.data / "waiting").glob("*.said")):
        told = [frame.message for frame in frames_in(path.read_bytes()) if isinstance(frame, Said)]
        found += [one for one in told if isinstance(one, Occupancy) and one.at / 90_000 > since]
    return found


def sealed(site: OutpostSite) -> list[tuple[int, int | None]]:
    """Chain number and ledger entry of every sealed original of the gate."""

    async def read() -> list[tuple[int, int | None]]:
        catalog = await Catalog.open(site.url, migrate=False, hold=False)
        try:
            c = schema.sealed_segment.c
            async with catalog.reader.connect() as connection:
                query = sa.select(c.chain, c.entry).where(c.camera == GATE).order_by(c.chain)
                return [(row.chain, row.entry) for row in await connection.execute(query)]
        finally:
            await catalog.close()

    return asyncio.run(read())


def seen_live(desk: RunningSite) -> bytes:
    """The first picture that the desk shows of the gate."""
    cookie = "; ".join(f"{name}={value}" for name, value in desk.http.cookies.items())
    address = f"ws://127.0.0.1:{desk.port}/api/v1/cameras/{GATE}/live"
    with connect(address, origin=Origin(desk.url), additional_headers={"Cookie": cookie}, max_size=1 << 24) as socket:
        while not isinstance(said := socket.recv(timeout=30), bytes):
            continue
    return said


async def test_what_an_outpost_keeps_is_live_at_the_desk_and_recorded_by_itself(
    site: OutpostSite, desk: RunningSite, north: OutpostProcess, gate: CameraId
) -> None:
    began = time.time()
    assert desk.worker_pids() == [], "the desk starts no worker"
    assert north.workers()
    assert len(await asyncio.to_thread(seen_live, desk)) > 100
    await asyncio.to_thread(wait_for, "three seconds to be recorded", lambda: is_recorded(desk, began, 3), 40)
    [newest] = spans(desk)[-1:]
    at = datetime.fromtimestamp(newest.end - 2, UTC).isoformat()
    found = await asyncio.to_thread(desk.http.get, f"/api/v1/cameras/{gate}/gop", params={"at": at})
    assert found.status_code == 200, found.text
    assert b"moof" in found.content, "its minute is not closed: the outpost gives the pieces"
    assert list((north.data / "spool").rglob("*.mp4"))
    assert not list((site.folder / "desk" / "spool").rglob("*.mp4"))


async def test_a_viewer_of_the_relay_sees_frosted_pictures_and_another_secret_nothing(
    north: OutpostProcess, gate: CameraId
) -> None:
    async with asyncio.timeout(30), RelayReader(north.relay, SECRET.viewer()).live(gate) as pictures:
        first, second = await anext(pictures), await anext(pictures)
        assert isinstance(first, VideoRun)
        assert isinstance(second, FrostedSample)
        assert second.is_key
    other = ClusterSecret(b"o" * 32)
    with pytest.raises(EngineError, match="another secret"):
        async with RelayReader(north.relay, other).live(gate) as pictures:
            await anext(pictures)
    with pytest.raises(NotFound):
        async with RelayReader(north.relay, SECRET).live(CameraId("elsewhere")):
            pass


def test_a_desk_tries_addresses_from_its_outposts(desk: RunningSite, gate: CameraId) -> None:
    tried = desk.call("POST", "/api/v1/cameras/test", {"address": "demo:street?width=320&height=180&fps=5"})
    assert tried["source"] is not None, json.dumps(tried)


def test_orders_reach_the_worker_and_its_place_comes_back(
    desk: RunningSite, north: OutpostProcess, gate: CameraId
) -> None:
    def place() -> Any:
        return desk.camera(gate)["view"]["proven"]

    wait_for("a place to be proven", lambda: place() > 0.9, 60, 0.5)
    desk.call("POST", f"/api/v1/cameras/{gate}/place/forget", {})
    wait_for("the place to be forgotten", lambda: place() < 0.5, 20, 0.1)


def test_originals_are_sealed_by_the_outpost_and_entered_by_the_desk(
    site: OutpostSite, desk: RunningSite, north: OutpostProcess, gate: CameraId
) -> None:
    recipient = str(pyrage.x25519.Identity.generate().to_public())
    custodian = {"name": "Works council", "recipient": recipient, "active": True}
    desk.call("PUT", "/api/v1/custody/settings", {"custodians": [custodian], "quorum": 1})
    desk.call("PATCH", f"/api/v1/cameras/{gate}", {"seal": True})

    def entered() -> list[int]:
        return [chain for chain, entry in sealed(site) if entry is not None]

    wait_for("two originals to be in the ledger", lambda: len(entered()) >= 2, 90, 0.5)
    assert [chain for chain, _ in sealed(site)] == list(range(len(sealed(site)))), "the chain has no gap and no fork"
    assert not list((site.folder / "desk" / "arriving").iterdir()), "nothing sealed went through the desk"
    changed = desk.call("PATCH", f"/api/v1/cameras/{gate}", {"seal": False})
    assert changed["state"]["code"] == "connecting", "its worker is another one, which has shown nothing yet"
    changed_at = time.time()
    desk.wait_until_live(gate, 60)
    wait_for("the new worker to be heard", lambda: seen_since(site, changed_at), 60, 0.5)


def test_a_desk_that_was_killed_finds_all_recorded_and_is_told_what_it_missed(
    site: OutpostSite, desk: RunningSite, north: OutpostProcess, gate: CameraId
) -> None:
    workers = {process.pid for process in north.workers()}
    before = takes(site)[-1:]
    killed = time.time()
    desk.kill()
    time.sleep(6)
    back = time.time()
    desk.start()
    desk.wait_until_live(gate, 40)
    wait_for("the stretch without a desk", lambda: is_recorded(desk, killed - 2, back - killed + 4), 40, 0.5)
    said = "".join(north.said[-40:])
    assert takes(site)[-1:] == before, f"the lease stayed where it was\n{said}"
    assert workers <= {process.pid for process in north.workers()}, f"nobody was started again\n{said}"

    def missed() -> list[Observation]:
        return [one for one in observed(site) if killed + 1 < one.at / 90_000 < back - 1]

    wait_for("what was seen without a desk to arrive", missed, 40, 0.5)
    assert twice(observed(site)) == []


def test_what_an_outpost_saw_without_a_desk_outlives_its_process(
    site: OutpostSite, desk: RunningSite, north: OutpostProcess, gate: CameraId
) -> None:
    killed = time.time()
    desk.kill()
    waiting = wait_for("what it saw to be on its disk", lambda: on_disk(north, killed + 1), 60, 0.5)
    north.kill()
    north.start()
    desk.start()
    wait_for("the desk to be told", lambda: not set(map(repr, waiting)) - set(map(repr, observed(site))), 60, 0.5)
    assert twice(observed(site)) == []
    desk.wait_until_live(gate, 60)


def test_an_outpost_that_is_killed_is_followed_by_another_within_seconds(
    site: OutpostSite, desk: RunningSite, north: OutpostProcess, gate: CameraId
) -> None:
    with site.outpost("south") as south:
        before = len(takes(site))
        killed = time.time()
        north.kill()
        wait_for("another outpost to record", lambda: is_recorded(desk, killed + 1, 1), 60, 0.2)
        desk.wait_until_live(gate, 40)
        assert south.workers()
        history = takes(site)
        assert [take.node for take in history[before:]] == ["south"]
        assert doubles(history) == ()
        shown = spans(desk)
        gap_s = shown[-1].start - shown[-2].end
        assert 1 < gap_s < 30, "the gap is on the timeline"

        # Back under its name, with the camera remembered: the lease says that it is another's now.
        north.start()
        time.sleep(3)
        assert [take.node for take in takes(site)[before:]] == ["south"]
        assert not north.workers()

        # In order: the outpost closes its minutes and lets go, and the first takes over at once.
        south.stop()
        wait_for("the first outpost to keep it again", north.workers, 40, 0.2)
        desk.wait_until_live(gate, 40)
        assert doubles(takes(site)) == ()


def test_an_outpost_that_stood_still_past_its_lease_keeps_nothing_when_it_wakes(
    site: OutpostSite, desk: RunningSite, north: OutpostProcess, gate: CameraId
) -> None:
    with site.outpost("west") as west:
        stood = time.time()
        north.signal(signal.SIGSTOP)
        try:
            wait_for("another outpost to record", lambda: is_recorded(desk, stood + 1, 2), 60, 0.2)
        finally:
            north.signal(signal.SIGCONT)
        wait_for("the one that woke to let go", lambda: not north.workers(), 40, 0.2)
        assert west.workers()
        assert takes(site)[-1].node == "west"
        assert doubles(takes(site)) == ()


def test_a_camera_that_is_switched_off_is_kept_by_nobody(
    site: OutpostSite, desk: RunningSite, north: OutpostProcess, gate: CameraId
) -> None:
    wait_for("it to be kept", north.workers, 60, 0.2)
    desk.call("PATCH", f"/api/v1/cameras/{gate}", {"enabled": False})
    # Where the desk cannot reach the outpost at that moment, it is told at the next round.
    wait_for("it to be left", lambda: not north.workers(), 30, 0.2)
    assert desk.camera(gate)["state"]["code"] == "off"
    assert not list((north.data / "kept").glob("*.wish"))
    desk.call("PATCH", f"/api/v1/cameras/{gate}", {"enabled": True})
    desk.wait_until_live(gate, 60)


def test_an_outpost_with_another_secret_is_given_nothing(site: OutpostSite, desk: RunningSite, gate: CameraId) -> None:
    with site.outpost("stranger", ClusterSecret(b"o" * 32).reveal()) as stranger:
        time.sleep(4)
        assert not stranger.workers()
        assert not list((stranger.data / "kept").glob("*.wish"))
        assert all("Traceback" not in line for line in stranger.said)
