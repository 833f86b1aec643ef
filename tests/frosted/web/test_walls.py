"""Walls over HTTP: whose they are, who may arrange them, and what is on record of it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from groundglass.frosted.people.roles import Role
from groundglass.frosted.walls import walls as walls_module
from tests.frosted.web.stand import Stand
from tests.frosted.web.test_reach import limited

PLATFORMS: dict[str, Any] = {
    "name": "  Platforms  1 to 4 ",
    "columns": 3,
    "tiles": [{"camera": "gate", "span": 2}, {"camera": "yard"}],
}


async def made(browser: httpx.AsyncClient, **other: Any) -> dict[str, Any]:
    answer = await browser.post("/api/v1/walls", json=PLATFORMS | other)
    assert answer.status_code == 201, answer.text
    wall: dict[str, Any] = answer.json()
    return wall


def body(wall: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {key: wall[key] for key in ("name", "shared", "columns", "tiles", "version")} | other


async def names(browser: httpx.AsyncClient) -> list[str]:
    return [wall["name"] for wall in (await browser.get("/api/v1/walls")).json()["walls"]]


async def kinds(stand: Stand) -> list[str]:
    size = stand.site.record.checkpoint.size
    async with stand.browser((await stand.somebody(Role.AUDITOR))[1]) as auditor:
        told = await auditor.get("/api/v1/ledger/entries", params={"from": 0, "to": size})
    return [entry["kind"] for entry in told.json()["entries"] if entry["kind"].startswith("wall.")]


async def test_an_own_wall_keeps_its_arrangement_and_is_nobody_elses(
    stand: Stand, viewer: httpx.AsyncClient, admin: httpx.AsyncClient
) -> None:
    wall = await made(viewer)
    assert (wall["name"], wall["columns"], wall["shared"], wall["may_change"]) == ("Platforms 1 to 4", 3, False, True)
    assert wall["tiles"] == [{"camera": "gate", "span": 2}, {"camera": "yard", "span": 1}]
    assert await names(viewer) == ["Platforms 1 to 4"]
    assert await names(admin) == []
    assert (await admin.put(f"/api/v1/walls/{wall['id']}", json=body(wall))).status_code == 404
    assert (await admin.delete(f"/api/v1/walls/{wall['id']}")).status_code == 404
    turned = body(wall, tiles=[{"camera": "yard"}, {"camera": "gate"}])
    changed = (await viewer.put(f"/api/v1/walls/{wall['id']}", json=turned)).json()
    assert [tile["camera"] for tile in changed["tiles"]] == ["yard", "gate"]
    assert (await viewer.delete(f"/api/v1/walls/{wall['id']}")).status_code == 200
    assert await names(viewer) == []


async def test_a_shared_wall_is_seen_by_all_and_arranged_by_supervisors_on_record(
    stand: Stand, viewer: httpx.AsyncClient
) -> None:
    _, token = await stand.somebody(Role.SUPERVISOR)
    async with stand.browser(token) as supervisor:
        own = await made(supervisor, name="Mine")
        wall = await made(supervisor, shared=True)
        assert await names(supervisor) == ["Platforms 1 to 4", "Mine"]
        [seen] = (await viewer.get("/api/v1/walls")).json()["walls"]
        assert seen["may_change"] is False
        path = f"/api/v1/walls/{wall['id']}"
        assert (await viewer.put(path, json=body(wall))).status_code == 403
        assert (await viewer.delete(path)).status_code == 403
        assert (await viewer.post("/api/v1/walls", json=PLATFORMS | {"shared": True})).status_code == 403
        assert (await supervisor.delete(f"/api/v1/walls/{own['id']}")).status_code == 200
        assert (await supervisor.put(path, json=body(wall, columns=0))).json()["columns"] == 0
        assert (await supervisor.delete(path)).status_code == 200
    assert await kinds(stand) == ["wall.changed", "wall.changed", "wall.removed"]


async def test_somebody_limited_to_a_group_sees_its_cameras_on_a_shared_wall_and_arranges_none(
    stand: Stand, admin: httpx.AsyncClient
) -> None:
    wall = await made(admin, shared=True)
    async with stand.browser(await limited(stand, Role.SUPERVISOR, "yard")) as supervisor:
        [seen] = (await supervisor.get("/api/v1/walls")).json()["walls"]
        assert (seen["tiles"], seen["may_change"]) == ([{"camera": "yard", "span": 1}], False)
        assert (await supervisor.put(f"/api/v1/walls/{wall['id']}", json=body(seen))).status_code == 403


async def test_of_two_who_arrange_the_same_wall_the_later_is_told(stand: Stand, admin: httpx.AsyncClient) -> None:
    wall = await made(admin, shared=True)
    path = f"/api/v1/walls/{wall['id']}"
    assert (await admin.put(path, json=body(wall, columns=4))).json()["version"] == 2
    late = await admin.put(path, json=body(wall, columns=5))
    assert late.status_code == 412
    assert late.json()["hints"]
    assert (await admin.get("/api/v1/walls")).json()["walls"][0]["columns"] == 4


@pytest.mark.parametrize(
    "other",
    [
        {"name": " "},
        {"name": "Gate \u202eetag"},
        {"columns": 13},
        {"tiles": [{"camera": "gate", "span": 4}]},
        {"tiles": [{"camera": "../gate"}]},
        {"tiles": [{"camera": "gate"}, {"camera": "gate"}]},
        {"tiles": [{"camera": f"c{number}"} for number in range(201)]},
    ],
)
async def test_what_is_no_wall_is_refused(admin: httpx.AsyncClient, other: dict[str, Any]) -> None:
    assert (await admin.post("/api/v1/walls", json=PLATFORMS | other)).status_code == 422
    assert await names(admin) == []


async def test_nobody_keeps_walls_without_end(viewer: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walls_module, "MAX_OWN", 2)
    await made(viewer, name="One")
    await made(viewer, name="Two")
    assert (await viewer.post("/api/v1/walls", json=PLATFORMS)).status_code == 409
    assert await names(viewer) == ["One", "Two"]
