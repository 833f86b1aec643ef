"""What two people change at once, and what is asked again and again."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.frosted.web.stand import Stand

RULE = {"name": "Night", "when": {"kind": "storage_low"}}
PROCEDURE = {"name": "Fire", "steps": [{"text": "Call the brigade", "due_s": 0}], "kinds": []}
WALL = {"name": "Gates", "shared": True, "columns": 0, "tiles": [{"camera": "gate", "span": 1}]}


async def test_the_second_of_two_changes_from_one_version_is_refused_and_told_what_to_do(
    stand: Stand, admin: httpx.AsyncClient
) -> None:
    await stand.camera()
    seen = (await admin.get("/api/v1/cameras/gate")).json()["version"]
    mine = await admin.patch("/api/v1/cameras/gate", json={"name": "Mine"}, headers={"If-Match": f'"{seen}"'})
    theirs = await admin.patch("/api/v1/cameras/gate", json={"name": "Theirs"}, headers={"If-Match": f'"{seen}"'})
    assert mine.status_code == 200
    assert theirs.status_code == 412
    assert theirs.json()["type"] == "urn:groundglass:problem:outdated"
    assert "somebody else" in theirs.json()["detail"]
    assert theirs.json()["hints"]
    now = await admin.get("/api/v1/cameras/gate")
    assert now.json()["name"] == "Mine"
    assert now.headers["ETag"] == mine.headers["ETag"] == f'"{now.json()["version"]}"'


async def test_of_many_changes_at_one_moment_from_one_version_one_is_made(
    stand: Stand, admin: httpx.AsyncClient
) -> None:
    await stand.camera()
    tag = (await admin.get("/api/v1/cameras/gate")).headers["ETag"]
    names = [f"Gate {number}" for number in range(6)]
    answers = await asyncio.gather(
        *(admin.patch("/api/v1/cameras/gate", json={"name": name}, headers={"If-Match": tag}) for name in names)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412, 412]


async def test_a_change_of_only_the_password_is_a_new_version_that_tells_nothing_of_it(
    stand: Stand, admin: httpx.AsyncClient
) -> None:
    await stand.camera()
    before = (await admin.get("/api/v1/cameras/gate")).json()["version"]
    changed = await admin.patch("/api/v1/cameras/gate", json={"address": "rtsp://guard:other@192.0.2.7/stream1"})
    assert changed.json()["version"] != before
    assert changed.json()["address_shown"] == (await admin.get("/api/v1/cameras/gate")).json()["address_shown"]


async def test_how_a_camera_is_does_not_change_its_version(stand: Stand, admin: httpx.AsyncClient) -> None:
    camera = await stand.camera()
    before = (await admin.get("/api/v1/cameras")).json()["cameras"][0]["version"]
    stand.site.states.touch(camera)
    assert (await admin.get("/api/v1/cameras")).json()["cameras"][0]["version"] == before


async def test_a_change_that_names_no_version_is_made_as_before(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    for name in ("One", "Two"):
        assert (await admin.patch("/api/v1/cameras/gate", json={"name": name})).status_code == 200
    anyway = await admin.patch("/api/v1/cameras/gate", json={"name": "Three"}, headers={"If-Match": "*"})
    assert anyway.status_code == 200


@pytest.mark.parametrize(
    ("path", "made", "method", "change"),
    [
        ("/api/v1/rules", RULE, "PATCH", {"enabled": False}),
        ("/api/v1/procedures", PROCEDURE, "PUT", PROCEDURE | {"name": "Great fire"}),
        ("/api/v1/procedures", PROCEDURE, "DELETE", {}),
        ("/api/v1/walls", WALL, "PUT", WALL | {"name": "Both gates", "version": 1}),
    ],
)
async def test_rules_procedures_and_walls_are_not_written_over_either(
    stand: Stand, admin: httpx.AsyncClient, path: str, made: dict[str, object], method: str, change: dict[str, object]
) -> None:
    await stand.camera()
    first = await admin.post(path, json=made)
    assert first.status_code == 201, first.text
    where, tag = f"{path}/{first.json()['id']}", {"If-Match": first.headers["ETag"]}
    assert (await admin.request(method, where, json=change, headers=tag)).status_code == 200
    assert (await admin.request(method, where, json=change, headers=tag)).status_code == 412


@pytest.mark.parametrize("path", ["/api/v1/cameras", "/api/v1/rules", "/api/v1/walls", "/api/v1/map", "/api/v1/me"])
async def test_what_has_not_changed_is_not_sent_again(stand: Stand, admin: httpx.AsyncClient, path: str) -> None:
    first = await admin.get(path)
    again = await admin.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "no-store"
    other = await admin.get(path, headers={"If-None-Match": '"something-else"'})
    assert other.json() == first.json()


async def test_what_has_changed_is_sent(stand: Stand, admin: httpx.AsyncClient) -> None:
    first = await admin.get("/api/v1/cameras")
    await stand.camera()
    again = await admin.get("/api/v1/cameras", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert len(again.json()["cameras"]) == 1


async def test_somebody_elses_answer_is_not_mine(
    stand: Stand, admin: httpx.AsyncClient, viewer: httpx.AsyncClient
) -> None:
    tag = (await admin.get("/api/v1/me")).headers["ETag"]
    assert (await viewer.get("/api/v1/me", headers={"If-None-Match": tag})).status_code == 200


async def test_an_error_has_no_tag(stand: Stand, admin: httpx.AsyncClient) -> None:
    assert "ETag" not in (await admin.get("/api/v1/cameras/none")).headers
