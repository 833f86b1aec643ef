"""Somebody limited to a camera group: every other camera is not there for them, by whatever route they ask."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Origin

from groundglass.frosted.people.groups import GroupId
from groundglass.frosted.people.roles import Role, may_be_limited
from groundglass.frosted.people.tokens import Token
from groundglass.frosted.web import sockets
from tests.frosted.web.stand import Stand
from tests.frosted.web.test_routes import EVERYBODY, MAY, RANGE, TABLE, TICKET, status

LIMITED = [role for role in Role if may_be_limited(role)]
OPEN = {EVERYBODY, TICKET}


async def limited(stand: Stand, role: Role, *cameras: str) -> Token:
    """Somebody of this role who sees only these cameras, signed in."""
    groups = stand.site.people.groups
    taken = {group.name: group.id for group in await groups.list()}
    name = " and ".join(cameras) or "none"
    group = taken.get(name) or await groups.add(name, cameras)
    person, token = await stand.somebody(role)
    await stand.site.people.members.change_role(person.id, role, [group])
    return token


async def incident_at(stand: Stand, camera: str) -> int:
    _, token = await stand.somebody(Role.OPERATOR)
    async with stand.browser(token) as desk:
        answer = await desk.post("/api/v1/incidents", json={"title": f"At {camera}", "camera": camera})
        assert answer.status_code == 201, answer.text
        number: int = answer.json()["number"]
        return number


@pytest.mark.parametrize("role", LIMITED)
async def test_no_route_knows_a_camera_or_incident_outside_of_the_group(stand: Stand, role: Role) -> None:
    await stand.camera("gate")
    await stand.camera("yard")
    assert await incident_at(stand, "gate") == 1  # what the table's paths are filled with
    token = await limited(stand, role, "yard")
    wrong = {}
    for (method, path), needs in TABLE.items():
        if needs in OPEN or ("{camera}" not in path and "{number}" not in path):
            continue
        async with stand.browser(token) as browser:
            got = await status(stand, browser, method, path)
        if got != 404 if needs in MAY[role] else got not in {403, 404}:
            wrong[method, path] = got
    assert wrong == {}


async def test_the_refusal_is_the_one_of_a_camera_that_never_was(stand: Stand) -> None:
    await stand.camera("gate")
    token = await limited(stand, Role.VIEWER)
    async with stand.browser(token) as browser:
        hidden = (await browser.get("/api/v1/cameras/gate")).json()
        absent = (await browser.get("/api/v1/cameras/gone")).json()
    assert json.dumps(hidden).replace("gate", "gone") == json.dumps(absent)


LISTS = [
    "/api/v1/cameras", "/api/v1/timeline", "/api/v1/map", "/api/v1/rules", "/api/v1/events", "/api/v1/incidents",
    "/api/v1/custody/settings", "/api/v1/drills", "/api/v1/exports/events.csv", "/api/v1/exports/events.json",
    "/api/v1/exports/incidents.csv", "/api/v1/exports/incidents.ics", "/api/v1/unseal", "/api/v1/walls",
    "/api/v1/tasks", "/api/v1/bookmarks",
]  # fmt: skip


async def furnished(stand: Stand) -> None:
    """Two cameras, of each an event, an incident, a rule and a place on the map; and a wall with both."""
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    line = {"kind": "line_crossed", "line": [[0.5, 0.0], [0.5, 1.0]]}
    spot = {"latitude": 48.2, "longitude": 16.4}
    async with stand.browser(token) as admin:
        for camera in ("gate", "yard"):
            await stand.camera(camera)
            for method, path, body in (
                ("POST", "/api/v1/events", {"name": f"Door of {camera}", "camera": camera}),
                ("POST", "/api/v1/incidents", {"title": f"Trouble, {camera}", "camera": camera}),
                ("POST", "/api/v1/rules", {"name": f"Line, {camera}", "camera": camera, "when": line}),
                ("PUT", f"/api/v1/cameras/{camera}/position", spot),
            ):
                answer = await admin.request(method, path, json=body)
                assert answer.is_success, answer.text
        tiles = [{"camera": "gate"}, {"camera": "yard"}]
        answer = await admin.post("/api/v1/walls", json={"name": "Both", "shared": True, "tiles": tiles})
        assert answer.is_success, answer.text
        for camera in ("gate", "yard"):
            marked = {"at": "2020-01-01T00:00:00Z", "cameras": [camera], "note": f"Somebody at the {camera}"}
            answer = await admin.post("/api/v1/bookmarks", json=marked)
            assert answer.is_success, answer.text


@pytest.mark.parametrize("path", LISTS)
async def test_a_list_leaves_out_what_is_outside_of_the_group(stand: Stand, path: str) -> None:
    await furnished(stand)
    at = {"from": "2020-01-01T00:00:00Z", "to": "2020-06-01T00:00:00Z"}
    asked = {} if path in {"/api/v1/events", "/api/v1/incidents"} else at
    if "exports" in path:
        asked = {"from": "2026-01-01T00:00:00Z", "to": "2026-12-31T00:00:00Z"}
    token = await limited(stand, Role.SUPERVISOR, "yard")
    async with stand.browser(token) as browser:
        answer = await browser.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    assert "gate" not in answer.text
    if path not in {"/api/v1/custody/settings", "/api/v1/drills", "/api/v1/unseal", "/api/v1/tasks"}:
        assert "yard" in answer.text


async def test_single_events_and_rules_outside_of_the_group_are_not_there(stand: Stand) -> None:
    await furnished(stand)
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    async with stand.browser(token) as admin:
        events = (await admin.get("/api/v1/events")).json()["events"]
        rules = (await admin.get("/api/v1/rules")).json()["rules"]
    async with stand.browser(await limited(stand, Role.VIEWER, "yard")) as browser:
        for kind, found in (("events", events), ("rules", rules)):
            for one in found:
                expected = 200 if one["camera"] == "yard" else 404
                assert (await browser.get(f"/api/v1/{kind}/{one['id']}")).status_code == expected


async def test_nothing_of_the_whole_site_is_reported_opened_or_counted_by_the_limited(stand: Stand) -> None:
    await furnished(stand)
    async with stand.browser(await limited(stand, Role.SUPERVISOR, "yard")) as browser:
        for path, body in (
            ("/api/v1/events", {"name": "Door"}),
            ("/api/v1/incidents", {"title": "Somewhere"}),
        ):
            answer = await browser.post(path, json=body)
            assert (answer.status_code, answer.json()["hints"]) == (403, ["name a camera"])
            assert (await browser.post(path, json=body | {"camera": "gate"})).status_code == 404
            assert (await browser.post(path, json=body | {"camera": "yard"})).status_code == 201
        clip = RANGE | {"camera": "gate", "caption": ""}
        assert (await browser.post("/api/v1/incidents/2/clips", json=clip)).status_code in {404, 422}
        sent = {"camera": "gate", "from": RANGE["from"], "to": RANGE["to"]}
        assert (await browser.post("/api/v1/evidence", json=sent)).status_code == 404
        assert (await browser.get("/metrics")).status_code == 403


async def watched(stand: Stand, token: Token, kinds: int) -> list[str]:
    cookie = {"Cookie": f"gg_session={token.reveal()}"}
    async with connect(
        f"ws://127.0.0.1:{stand.port}/api/v1/watch", origin=Origin(stand.origin), additional_headers=cookie
    ) as socket:
        said = [str(await socket.recv())]
        await report(stand, "gate")
        await report(stand, "yard")
        while len(said) < kinds:
            said.append(str(await asyncio.wait_for(socket.recv(), 60)))
        return said


async def report(stand: Stand, camera: str) -> None:
    _, token = await stand.somebody(Role.OPERATOR)
    async with stand.browser(token) as desk:
        await desk.post("/api/v1/events", json={"name": f"Bell of {camera}", "camera": camera})
        await desk.post("/api/v1/incidents", json={"title": f"Visit, {camera}", "camera": camera})


async def test_the_watch_tells_only_of_the_group(stand: Stand) -> None:
    await stand.camera("gate")
    await stand.camera("yard")
    said = await watched(stand, await limited(stand, Role.OPERATOR, "yard"), 3)
    assert not [text for text in said if "gate" in text]
    assert {json.loads(text)["type"] for text in said} == {"cameras", "event", "incident"}


async def test_a_socket_ends_when_the_group_changes(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "LOOK_AGAIN_S", 0.05)
    await stand.camera("gate")
    token = await limited(stand, Role.VIEWER, "gate")
    [group] = await stand.site.people.groups.list()
    cookie = {"Cookie": f"gg_session={token.reveal()}"}
    async with connect(
        f"ws://127.0.0.1:{stand.port}/api/v1/cameras/gate/live", origin=Origin(stand.origin), additional_headers=cookie
    ) as socket:
        await stand.site.people.groups.change(GroupId(group.id), None, [])
        await asyncio.wait_for(socket.wait_closed(), 60)
    assert socket.close_code == sockets.SIGNED_OUT


async def test_a_players_address_ends_with_the_reach_of_whoever_gave_it(stand: Stand) -> None:
    await stand.camera("gate")
    token = await limited(stand, Role.VIEWER, "gate")
    async with stand.browser(token) as browser, httpx.AsyncClient(base_url=stand.origin) as player:
        live = (await browser.post("/api/v1/cameras/gate/hls/link", json={})).json()["live"]
        assert (await player.get(live)).status_code == 404  # nothing is recorded yet: but the address opens
        [group] = await stand.site.people.groups.list()
        await stand.site.people.groups.remove(group.id)
        assert (await player.get(live)).status_code == 401


async def test_a_limit_fails_closed_and_only_a_person_lifts_it(stand: Stand) -> None:
    await stand.camera("gate")
    token = await limited(stand, Role.VIEWER, "gate")
    [group] = await stand.site.people.groups.list()
    _, admins = await stand.somebody(Role.ADMINISTRATOR)
    async with stand.browser(token) as browser, stand.browser(admins) as admin:
        assert len((await browser.get("/api/v1/cameras")).json()["cameras"]) == 1
        assert (await admin.delete(f"/api/v1/groups/{group.id}")).status_code == 200
        assert (await browser.get("/api/v1/cameras")).json()["cameras"] == []
        me = (await browser.get("/api/v1/me")).json()
        assert me["limited_to"] == []
        lifted = await admin.patch(f"/api/v1/people/{me['id']}", json={"role": "viewer"})
        assert lifted.status_code == 200
        assert len((await browser.get("/api/v1/cameras")).json()["cameras"]) == 1


async def test_who_acts_for_the_whole_site_cannot_be_limited(stand: Stand) -> None:
    group = await stand.site.people.groups.add("Gates", [])
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    async with stand.browser(token) as admin:
        for role in ("administrator", "auditor"):
            answer = await admin.post("/api/v1/people", json={"role": role, "groups": [group]})
            assert (answer.status_code, "whole site" in answer.text) == (422, True)
        answer = await admin.post("/api/v1/people", json={"role": "viewer", "groups": ["f" * 16]})
        assert answer.status_code == 422
        assert (await admin.post("/api/v1/groups", json={"name": "Yards", "cameras": ["nowhere"]})).status_code == 404
        assert (await admin.post("/api/v1/groups", json={"name": "GATES", "cameras": []})).status_code == 409
