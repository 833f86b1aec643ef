"""Two web nodes in front of one desk, all of them real processes: who is let in, what is seen, what is entered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from bench.site import PERSON
from tests.stands.cluster import ClusterStand, WebNode, a_cluster, an_outpost


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClusterStand]:
    with a_cluster(tmp_path_factory.mktemp("cluster")) as made:
        for camera in ("gate", "yard"):
            made.add_camera(camera)
        yield made


@pytest.fixture(scope="module")
def nodes(cluster: ClusterStand) -> Iterator[tuple[WebNode, WebNode]]:
    with cluster.node() as one, cluster.node() as other:
        yield one, other


@asynccontextmanager
async def socket_at(node: WebNode, path: str, session: str) -> AsyncIterator[ClientConnection]:
    address = f"ws://127.0.0.1:{node.port}/api/v1/{path}"
    cookie = {"Cookie": f"gg_session={session}"}
    async with connect(address, origin=Origin(node.url), additional_headers=cookie, max_size=1 << 24) as socket:
        yield socket


async def heard(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """The next message of a kind."""
    async with asyncio.timeout(60):
        while (said := json.loads(await socket.recv()))["type"] != kind:
            continue
    found: dict[str, Any] = said
    return found


async def picture(socket: ClientConnection) -> bytes:
    async with asyncio.timeout(60):
        while not isinstance(said := await socket.recv(), bytes):
            continue
    return said


def report(at: str, session: str, name: str) -> int:
    """An event from outside, through whoever answers `at`."""
    told = {"name": name, "level": "info", "camera": "gate"}
    headers = {"Origin": at, "Cookie": f"gg_session={session}"}
    answer = httpx.post(f"{at}/api/v1/events", json=told, headers=headers, timeout=60)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


def test_who_signs_in_at_one_node_is_signed_in_at_the_other_and_signed_out_there(
    nodes: tuple[WebNode, WebNode],
) -> None:
    one, other = nodes
    with one.browser() as browser:
        name, password = PERSON
        signed_in = browser.post("/api/v1/sign-in/password", json={"name": name, "password": password})
        assert signed_in.status_code == 200, signed_in.text
        session = browser.cookies["gg_session"]
        with other.browser(session) as elsewhere:
            assert elsewhere.get("/api/v1/me").json()["name"] == name
            # Answered by the node itself, from the database.
            assert elsewhere.get("/api/v1/timeline?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z").is_success
            assert browser.post("/api/v1/sign-out", json={}).is_success
            assert elsewhere.get("/api/v1/me").status_code == 401
            refused = elsewhere.get("/api/v1/timeline?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z")
            assert refused.status_code == 401


def test_a_change_goes_to_the_desk_with_its_version_and_another_site_changes_nothing(
    cluster: ClusterStand, nodes: tuple[WebNode, WebNode]
) -> None:
    one, other = nodes
    with one.browser(cluster.session) as browser, other.browser(cluster.session) as elsewhere:
        seen = browser.get("/api/v1/cameras/yard")
        changed = elsewhere.patch(
            "/api/v1/cameras/yard", json={"name": "Back yard"}, headers={"If-Match": seen.headers["ETag"]}
        )
        assert (changed.status_code, changed.json()["address_shown"]) == (200, "rtsp://192.0.2.7/stream1")
        late = browser.patch("/api/v1/cameras/yard", json={"name": "Yard"}, headers={"If-Match": seen.headers["ETag"]})
        assert late.status_code == 412
        page = browser.get("/")
        assert page.headers["content-security-policy"].count("default-src 'self'") == 1
        evil = browser.patch("/api/v1/cameras/yard", json={"name": "Evil"}, headers={"Origin": "http://evil.example"})
        assert evil.status_code == 403
    assert cluster.desk.camera("yard")["name"] == "Back yard"


async def test_a_camera_comes_to_each_node_once_however_many_watch(
    cluster: ClusterStand, nodes: tuple[WebNode, WebNode]
) -> None:
    async with an_outpost(cluster.url, "north", ["gate", "yard"]) as outpost, asyncio.TaskGroup() as watching:
        seen: list[str] = []

        async def watch(node: WebNode, camera: str) -> None:
            async with socket_at(node, f"cameras/{camera}/live", cluster.session) as socket:
                for _ in range(5):
                    await picture(socket)
                seen.append(camera)
                async with asyncio.timeout(60):
                    while len(seen) < 12:
                        await picture(socket)

        for node in nodes:
            for camera in ("gate", "gate", "gate", "gate", "yard", "yard"):
                watching.create_task(watch(node, camera))
        async with asyncio.timeout(60):
            while len(seen) < 12:
                await asyncio.sleep(0.05)
        assert outpost.server.watched == {"gate": 2, "yard": 2}
        assert outpost.server.streams_total == 4


async def test_events_are_heard_once_at_every_node(cluster: ClusterStand, nodes: tuple[WebNode, WebNode]) -> None:
    one, other = nodes
    async with socket_at(one, "watch", cluster.session) as here, socket_at(other, "watch", cluster.session) as there:
        for socket in (here, there):
            assert {camera["id"] for camera in (await heard(socket, "cameras"))["cameras"]} == {"gate", "yard"}
        numbers = [
            await asyncio.to_thread(report, at, cluster.session, f"Report {n}")
            for n, at in enumerate((one.url, other.url, cluster.desk.url))
        ]
        for socket in (here, there):
            assert [(await heard(socket, "event"))["event"]["id"] for _ in numbers] == numbers


async def test_without_the_desk_watching_goes_on_and_when_it_is_back_nothing_is_lost_or_told_twice(
    cluster: ClusterStand, nodes: tuple[WebNode, WebNode]
) -> None:
    node, other = nodes
    session = cluster.session
    async with (
        an_outpost(cluster.url, "south", ["gate", "yard"]),
        socket_at(node, "watch", session) as told,
        socket_at(node, "cameras/gate/live", session) as live,
        socket_at(other, "cameras/gate/live", session) as live_there,
    ):
        await picture(live)
        await picture(live_there)
        first = await asyncio.to_thread(report, node.url, session, "Before")
        assert (await heard(told, "event"))["event"]["id"] == first
        await asyncio.to_thread(cluster.desk.stop)
        assert (await heard(told, "desk"))["here"] is False

        for _ in range(40):
            await picture(live)
        async with socket_at(other, "cameras/yard/live", session) as opened_now:
            await picture(opened_now)
        await asyncio.to_thread(_look_without_a_desk, other, session)

        await asyncio.to_thread(cluster.desk.start)
        second = await asyncio.to_thread(report, cluster.desk.url, session, "After")
        assert (await heard(told, "desk"))["here"] is True
        assert (await heard(told, "event"))["event"]["id"] == second
        await picture(live)
    # What was looked at without the desk reaches it now, and is entered when its minute is over: at the latest when it
    # is stopped.
    await asyncio.sleep(4)
    await asyncio.to_thread(cluster.desk.stop)
    await asyncio.to_thread(cluster.desk.start)
    looks = await asyncio.to_thread(_looks_on_record, cluster.desk.http)
    assert len(looks) == len(set(looks)), "a look was entered twice"
    assert {camera for _, camera in looks} == {"gate", "yard"}


def _look_without_a_desk(node: WebNode, session: str) -> None:
    with node.browser(session) as browser:
        assert browser.get("/").is_success
        site = browser.get("/api/v1/site").json()
        assert (site["signed_in"], site["storage"]) == (True, None)
        assert browser.get("/api/v1/me").json()["name"] == PERSON[0]
        cameras = browser.get("/api/v1/cameras").json()["cameras"]
        assert {camera["id"] for camera in cameras} == {"gate", "yard"}
        assert browser.get("/api/v1/walls").json() == {"walls": []}
        assert browser.get("/api/v1/events").json()["events"][0]["name"] == "Before"
        assert browser.get("/api/v1/incidents").json()["incidents"] == []
        refused = browser.patch("/api/v1/cameras/gate", json={"name": "Nobody's"})
        assert (refused.status_code, refused.json()["type"]) == (503, "urn:groundglass:problem:desk-away")
        assert browser.get("/ledger/checkpoint").status_code == 503
        assert browser.get("/api/v1/cameras/none").status_code == 404
    with node.browser() as stranger:
        assert stranger.get("/api/v1/cameras").status_code == 401


def _looks_on_record(desk: httpx.Client) -> list[tuple[int, str]]:
    """Minute and camera of everything this person watched, as the ledger has it."""
    looks: list[tuple[int, str]] = []
    before: int | None = None
    while True:
        page = desk.get(
            "/api/v1/me/trail", params={"limit": 200, **({} if before is None else {"before": before})}
        ).json()
        for step in page["steps"]:
            if step["kind"] == "camera.watched":
                details = step["details"]
                looks += [(int(details["minute_90k"]), camera) for camera in details["cameras"]]
        before = page["next"]
        if before is None:
            return looks
