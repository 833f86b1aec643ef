"""Rules and events by the API: written, judged live, told at once, found again, tried on the past."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import httpx
from websockets.asyncio.client import connect
from websockets.typing import Origin

from groundglass.frosted.events.occurred import EventId, EventKind, EventOccurred, Level, Phase, Where
from groundglass.frosted.people.roles import Role
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.observations import TrackBatch
from tests.frosted.events.observing import START, walk
from tests.frosted.web.stand import MACHINE, Stand

LINE: dict[str, Any] = {"kind": "line_crossed", "line": [[0.5, 0.0], [0.5, 1.0]]}
GATE = CameraId("gate")


def rule(**more: Any) -> dict[str, Any]:
    return {"name": "Over the line", "camera": "gate", "when": LINE} | more


def observe(stand: Stand, batches: list[TrackBatch], *, now: bool = True) -> None:
    """As the intake does, with the batches' times moved to now."""
    shift = stand.site.clock.now_90k() - START if now else 0
    for one in batches:
        stand.site.archive.events.observe(GATE, TrackBatch(Instant90k(one.at + shift), one.tracks))


async def events_of(browser: httpx.AsyncClient, **asked: Any) -> list[dict[str, Any]]:
    answer = await browser.get("/api/v1/events", params=asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["events"]
    return found


async def until_there_are(browser: httpx.AsyncClient, count: int) -> list[dict[str, Any]]:
    async with asyncio.timeout(60):
        while len(found := await events_of(browser)) < count:
            await asyncio.sleep(0.02)
    return found


async def test_somebody_crosses_a_line_and_everybody_who_watches_is_told(
    stand: Stand, admin: httpx.AsyncClient
) -> None:
    await stand.camera()
    written = await admin.post("/api/v1/rules", json=rule(level="alarm"))
    assert written.status_code == 201
    _, token = await stand.somebody(Role.VIEWER)
    async with connect(
        stand.origin.replace("http", "ws") + "/api/v1/watch",
        origin=Origin(stand.origin),
        additional_headers={"Cookie": f"gg_session={token.reveal()}"},
    ) as socket:
        assert json.loads(await socket.recv())["type"] == "cameras"
        observe(stand, list(walk((0.3, 0.8), (0.7, 0.8))))
        async with asyncio.timeout(60):
            while (told := json.loads(await socket.recv()))["type"] != "event":
                pass
    (kept,) = await until_there_are(admin, 1)
    assert told["event"] == kept
    assert (kept["kind"], kept["detail"], kept["level"], kept["camera"]) == ("line_crossed", "to_left", "alarm", "gate")
    assert (await admin.get(f"/api/v1/events/{kept['id']}")).json() == kept
    counted = (await admin.get(written.headers["Location"])).json()["counted"]
    assert counted == {"to_left": 1}


async def test_pages_of_events_follow_one_another_without_a_gap(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    await admin.post("/api/v1/rules", json=rule())
    for _ in range(7):
        observe(stand, list(walk((0.3, 0.8), (0.7, 0.8))))
    everything = await until_there_are(admin, 7)
    seen, cursor = [], None
    while True:
        page = (await admin.get("/api/v1/events", params={"limit": 3} | ({"cursor": cursor} if cursor else {}))).json()
        seen += page["events"]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == everything
    assert [one["id"] for one in seen] == sorted((one["id"] for one in seen), reverse=True)


async def test_events_are_found_by_kind_camera_level_and_time(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    await admin.post("/api/v1/rules", json=rule(level="info"))
    observe(stand, list(walk((0.3, 0.8), (0.7, 0.8))))
    await until_there_are(admin, 1)
    await admin.post("/api/v1/events", json={"name": "Panic button", "level": "alarm"})
    assert [one["kind"] for one in await events_of(admin)] != []
    assert [one["kind"] for one in await events_of(admin, kind="outside")] == ["outside"]
    assert [one["kind"] for one in await events_of(admin, camera="gate")] == ["line_crossed"]
    assert [one["kind"] for one in await events_of(admin, level="warning")] == ["outside"]
    assert await events_of(admin, to="2020-01-01T00:00:00Z") == []


async def test_the_same_report_from_outside_is_one_event(stand: Stand) -> None:
    async with stand.browser(Authorization=f"Bearer {MACHINE.reveal()}") as panel:
        del panel.headers["Origin"]
        sent = {"name": "Fire panel, zone 4", "key": "panel-7/0001"}
        answers = await asyncio.gather(*(panel.post("/api/v1/events", json=sent) for _ in range(5)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert len(await events_of(panel)) == 1
        late = await panel.post("/api/v1/events", json={"name": "Door", "at": "2001-01-01T00:00:00Z"})
        assert late.status_code == 422


async def test_a_changed_rule_begins_anew_and_a_deleted_one_is_silent(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    where = (await admin.post("/api/v1/rules", json=rule())).headers["Location"]
    observe(stand, list(walk((0.3, 0.8), (0.7, 0.8))))
    await until_there_are(admin, 1)
    changed = (await admin.patch(where, json={"enabled": False, "name": "Asleep"})).json()
    assert (changed["name"], changed["enabled"], changed["counted"], changed["when"]["direction"]) == (
        "Asleep", False, {}, "either",
    )  # fmt: skip
    observe(stand, list(walk((0.3, 0.8), (0.7, 0.8))))
    assert (await admin.delete(where)).status_code == 200
    assert (await admin.get(where)).status_code == 404
    await admin.post("/api/v1/events", json={"name": "Behind all others"})
    assert [one["kind"] for one in await events_of(admin)].count("line_crossed") == 1


async def test_a_rule_tried_on_the_past_finds_what_it_would_have_told(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    observe(stand, list(walk((0.3, 0.8), (0.7, 0.8))), now=False)
    await stand.site.archive.events.observations.flush()
    asked = {"rule": rule(), "from": "2027-01-15T07:00:00Z", "to": "2027-01-15T09:00:00Z"}
    tried = (await admin.post("/api/v1/rules/test", json=asked)).json()
    assert (tried["events_total"], [one["detail"] for one in tried["events"]]) == (1, ["to_left"])
    assert tried["observations"] == 22
    assert await events_of(admin) == []
    nowhere = await admin.post(
        "/api/v1/rules/test", json=asked | {"rule": rule(camera=None, when={"kind": "storage_low"})}
    )
    assert nowhere.status_code == 422


async def test_a_rule_that_cannot_come_true_is_refused(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    crowd = {"kind": "crowd_dense", "area": 1, "alarm_per_m2": 4.0}
    vehicle = {"kind": "vehicle_on_footway", "zone": [[0, 0], [1, 0], [1, 1]]}
    run = {"kind": "running"}
    refusals = [rule(camera="nowhere"), rule(camera=None), *(rule(when=when) for when in (crowd, vehicle, run, {}))]
    for bad in refusals:
        refused = await admin.post("/api/v1/rules", json=bad)
        assert refused.status_code in {404, 422}, bad
        assert refused.json()["title"]
    await admin.patch("/api/v1/cameras/gate", json={"areas": [{"number": 1, "polygon": [[0, 0.5], [1, 0.5], [1, 1]]}]})
    assert (await admin.post("/api/v1/rules", json=rule(when=crowd))).status_code == 422  # no scale
    await admin.patch("/api/v1/cameras/gate", json={"px_per_m_top": 20.0, "px_per_m_bottom": 90.0})
    for good in (rule(when=crowd), rule(when=run), rule(when=vehicle, enabled=False)):
        assert (await admin.post("/api/v1/rules", json=good)).status_code == 201, good


async def test_events_are_found_by_area_hours_and_day_from_either_end(stand: Stand, admin: httpx.AsyncClient) -> None:
    for name in ("gate", "yard"):
        await stand.camera(name)
    areas = [
        {"number": 1, "polygon": [[0, 0.5], [0.5, 0.5], [0.5, 1], [0, 1]]},
        {"number": 2, "polygon": [[0.5, 0.5], [1, 0.5], [1, 1]]},
    ]
    await admin.patch("/api/v1/cameras/gate", json={"areas": areas})
    log = stand.site.archive.events.log
    for hour in range(48):
        when = Instant90k(START + hour * 3600 * TICKS_PER_S)
        where = Where(250_000, 750_000) if hour % 2 else Where(510_000, 990_000)
        camera = CameraId("gate" if hour % 3 else "yard")
        event = EventOccurred(EventId(0), EventKind.DWELL, Phase.ONCE, when, Level.INFO, when, str(hour), camera)
        await log.accept(replace(event, where=where), None)
    days = {"from": "2027-01-15T00:00:00Z", "to": "2027-01-18T00:00:00Z"}  # 2027-01-15 is a Friday
    nights = await events_of(admin, **days, hours="22:00-02:00", day=["fri"], zone="UTC")
    assert [one["at"][:16] for one in nights] == [
        "2027-01-16T01:00", "2027-01-16T00:00", "2027-01-15T23:00", "2027-01-15T22:00",
    ]  # fmt: skip
    assert await events_of(admin, **days, hours="22:00-02:00", day=["fri"], order="oldest") == nights[::-1]
    both = await events_of(admin, **days, camera=["gate", "yard"], limit=500)
    assert len(both) == 48
    inside = await events_of(admin, **days, area="gate:1")
    assert {one["name"] for one in inside} == {str(n) for n in range(48) if n % 2 and n % 3}
    assert await events_of(admin, **days, area="gate:2") == []  # inside the box around it, outside of the area
    assert await events_of(admin, **days, area="gate:1", camera="yard") == []
    assert (await admin.get("/api/v1/events", params={"area": "gate:9"})).status_code == 404
    assert (await admin.get("/api/v1/events", params={"hours": "25:00-26:00"})).status_code == 422
    pages, cursor = [], None
    while True:
        asked: dict[str, Any] = days | {"hours": "08:00-20:00", "limit": 5, "order": "oldest"}
        page = (await admin.get("/api/v1/events", params=asked | ({"cursor": cursor} if cursor else {}))).json()
        pages += page["events"]
        cursor = page["next"]
        if cursor is None:
            break
    assert pages == (await events_of(admin, **days, hours="08:00-20:00", limit=500))[::-1]
