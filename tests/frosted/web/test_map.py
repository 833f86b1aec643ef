"""The map over HTTP: floors, their pictures, cameras on them, and a file that is read by byte range and by no name."""

from __future__ import annotations

import random
from pathlib import Path

import httpx
import pytest

from groundglass.frosted.map.picture import MAX_PICTURE_BYTES
from tests.frosted.web.stand import Stand
from tests.stands.floor_plan import floor_png
from tests.stands.pmtiles import write_town

BASE = "/api/v1/map/base.pmtiles"
METRES = {
    "ground": "metres",
    "a": {"across": 0, "down": 1, "east": 0, "north": 0},
    "b": {"across": 1, "down": 1, "east": 45, "north": 0},
}
WORLD = {
    "ground": "world",
    "a": {"across": 0, "down": 1, "east": 11.0, "north": 48.0},
    "b": {"across": 1, "down": 1, "east": 11.0006, "north": 48.0},
}


async def floor(admin: httpx.AsyncClient, body: bytes | None = None) -> str:
    """A floor with a picture of 900 by 600 pixels."""
    plan = (await admin.post("/api/v1/map/plans", json={"name": "Ground floor"})).json()["id"]
    put = await admin.put(f"/api/v1/map/plans/{plan}/picture", content=body or floor_png(900, 600))
    assert put.status_code == 200, put.text
    return str(plan)


async def test_a_floor_is_added_pictured_placed_and_removed(stand: Stand, admin: httpx.AsyncClient) -> None:
    plan = await floor(admin)
    (told,) = (await admin.get("/api/v1/map")).json()["plans"]
    assert (told["name"], told["picture"]["width"], told["placing"]) == ("Ground floor", 900, None)
    placed = await admin.patch(f"/api/v1/map/plans/{plan}", json={"placing": METRES, "name": "Hall"})
    assert (placed.json()["name"], placed.json()["placing"]) == ("Hall", METRES)
    await stand.camera()
    where = {"plan": plan, "x_m": 12.5, "y_m": 3, "azimuth_deg": 90, "view_deg": 60, "range_m": 18, "height_m": 2.5}
    assert (await admin.put("/api/v1/cameras/gate/stand", json=where)).status_code == 200
    assert (await admin.get("/api/v1/map")).json()["stands"] == {"gate": where}
    assert (await admin.delete(f"/api/v1/map/plans/{plan}")).status_code == 200
    gone = (await admin.get("/api/v1/map")).json()
    assert (gone["plans"], gone["stands"]) == ([], {})


async def test_a_plans_picture_can_do_nothing_but_be_seen(admin: httpx.AsyncClient, viewer: httpx.AsyncClient) -> None:
    body = floor_png(900, 600)
    await floor(admin, body)
    (told,) = (await viewer.get("/api/v1/map")).json()["plans"]
    answer = await viewer.get(told["picture"]["url"])
    assert answer.content == body
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_drawings_that_hold_programs_are_refused_whatever_they_say_they_are(admin: httpx.AsyncClient) -> None:
    plan = (await admin.post("/api/v1/map/plans", json={"name": "Hall"})).json()["id"]
    for body in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"%PDF-1.7", b""):
        answer = await admin.put(
            f"/api/v1/map/plans/{plan}/picture", content=body, headers={"Content-Type": "image/png"}
        )
        assert answer.status_code == 422
    assert (await admin.get("/api/v1/map")).json()["plans"][0]["picture"] is None
    assert (await admin.get(f"/api/v1/map/plans/{plan}/picture")).status_code == 404


async def test_a_picture_is_the_only_large_thing_that_is_taken(admin: httpx.AsyncClient) -> None:
    plan = await floor(admin)
    too_large = await admin.put(f"/api/v1/map/plans/{plan}/picture", content=bytes(MAX_PICTURE_BYTES + 1))
    assert too_large.status_code == 422 and "KiB" in too_large.json()["detail"]
    elsewhere = await admin.put(f"/api/v1/map/plans/{plan}/pictures", content=bytes(300_000))
    assert elsewhere.status_code == 422 and "256 KiB" in elsewhere.json()["detail"]


async def test_cameras_keep_their_point_of_the_picture_when_the_plan_is_placed_on_the_earth(
    stand: Stand, admin: httpx.AsyncClient
) -> None:
    plan = await floor(admin)
    await stand.camera()
    await admin.patch(f"/api/v1/map/plans/{plan}", json={"placing": METRES})
    middle = {"plan": plan, "x_m": 22.5, "y_m": 15, "azimuth_deg": 90}
    await admin.put("/api/v1/cameras/gate/stand", json=middle)
    await admin.patch(f"/api/v1/map/plans/{plan}", json={"placing": WORLD})
    told = (await admin.get("/api/v1/map")).json()
    assert told["stands"] == {}
    spot = told["cameras"]["gate"]
    assert (spot["plan"], spot["azimuth_deg"]) == (plan, 90)
    assert spot["longitude"] == pytest.approx(11.0003, abs=1e-7)
    assert (await admin.put("/api/v1/cameras/gate/stand", json=middle)).status_code == 422
    await admin.patch(f"/api/v1/map/plans/{plan}", json={"placing": METRES})
    back = (await admin.get("/api/v1/map")).json()
    assert back["cameras"] == {}
    assert back["stands"]["gate"]["x_m"] == pytest.approx(22.5, abs=0.02)


async def test_a_camera_stands_in_one_place(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    await admin.put("/api/v1/cameras/gate/position", json={"latitude": 48.1, "longitude": 11.5})
    await admin.put("/api/v1/cameras/gate/stand", json={"plan": "grid", "x_m": 1, "y_m": 2})
    told = (await admin.get("/api/v1/map")).json()
    assert (set(told["cameras"]), set(told["stands"])) == (set(), {"gate"})
    await admin.put("/api/v1/cameras/gate/position", json={"latitude": 48.1, "longitude": 11.5})
    told = (await admin.get("/api/v1/map")).json()
    assert (set(told["cameras"]), set(told["stands"])) == ({"gate"}, set())
    unknown = {"latitude": 48.1, "longitude": 11.5, "plan": "00" * 8}
    assert (await admin.put("/api/v1/cameras/gate/position", json=unknown)).status_code == 404


async def test_what_is_put_on_the_map_is_on_record(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    plan = await floor(admin)
    await admin.put("/api/v1/cameras/gate/stand", json={"plan": "grid", "x_m": 1, "y_m": 2})
    await admin.delete("/api/v1/cameras/gate/position")
    await admin.delete(f"/api/v1/map/plans/{plan}")
    size = (await admin.get("/api/v1/ledger")).json()["size"]
    entries = (await admin.get(f"/api/v1/ledger/entries?from=0&to={size}")).json()["entries"]
    acts = [entry["fields"]["act"] for entry in entries if entry["kind"] == "map.changed"]
    assert acts == ["floor-added", "floor-pictured", "camera-placed", "camera-taken-off", "floor-removed"]


async def test_any_byte_range_of_the_map_is_the_same_bytes_as_in_the_file(
    stand: Stand, viewer: httpx.AsyncClient, tmp_path: Path
) -> None:
    assert (await viewer.get(BASE)).status_code == 404
    body = write_town(tmp_path / "town.pmtiles").read_bytes()
    stand.site.map.base.add(tmp_path / "town.pmtiles")
    choose = random.Random(7)
    for _ in range(120):
        begin = choose.randrange(len(body))
        end = choose.choice([begin, choose.randrange(begin, len(body)), len(body) - 1, len(body) + 500])
        answer = await viewer.get(BASE, headers={"Range": f"bytes={begin}-{end}"})
        assert answer.status_code == 206
        assert answer.content == body[begin : end + 1]
        last = min(end, len(body) - 1)
        assert answer.headers["content-range"] == f"bytes {begin}-{last}/{len(body)}"
    tail = await viewer.get(BASE, headers={"Range": "bytes=-100"})
    assert tail.content == body[-100:]
    beyond = await viewer.get(BASE, headers={"Range": f"bytes={len(body)}-"})
    assert beyond.status_code == 416
    whole = await viewer.get(BASE)
    assert (whole.status_code, whole.content) == (200, body)
    assert "etag" in whole.headers


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/map/../../groundglass.db",
        "/api/v1/map/..%2f..%2fgroundglass.db",
        "/api/v1/map/base.pmtiles/..%2f..%2fsite.key",
        "/api/v1/map/%2e%2e%2fsite.key",
        "/api/v1/map/plans/..%2f..%2f..%2fsite.key/picture",
        "/api/v1/map/base.pmtiles?file=../site.key",
    ],
)
async def test_no_address_reaches_another_file(stand: Stand, admin: httpx.AsyncClient, path: str) -> None:
    answer = await admin.get(path)
    assert answer.status_code in {404, 422, 503}  # 503: the console's own page, which is not built here
    assert b"SQLite" not in answer.content and b"AGE-SECRET" not in answer.content


async def test_a_file_that_is_no_map_is_said_and_never_served(stand: Stand, admin: httpx.AsyncClient) -> None:
    path = stand.site.map.base.path
    path.parent.mkdir()
    path.write_bytes(b"PMTiles? no: " + bytes(500))
    told = (await admin.get("/api/v1/map")).json()
    assert told["base"] is None
    assert "PMTiles" in told["base_trouble"]
    assert (await admin.get(BASE)).status_code == 404


async def test_without_a_scale_nothing_is_said_of_the_ground(stand: Stand, viewer: httpx.AsyncClient) -> None:
    await stand.camera()
    times = {"from": "2026-11-21T00:00:00Z", "to": "2026-11-21T12:00:00Z"}
    answer = await viewer.get("/api/v1/cameras/gate/ground", params=times)
    assert answer.json() == {"calibrated": False, "cells": []}
    month = {**times, "to": "2026-12-31T00:00:00Z"}
    assert (await viewer.get("/api/v1/cameras/gate/ground", params=month)).status_code == 422
