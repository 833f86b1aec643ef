"""A role in a camera group: what it gives at the group's cameras, by every route, and nowhere else."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.typing import Origin

from groundglass.frosted.people.groups import GroupId
from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.people.roles import Right, Role
from groundglass.frosted.people.standing import IN_GROUPS
from groundglass.frosted.people.tokens import Token
from groundglass.frosted.web import sockets
from tests.frosted.web.stand import Stand
from tests.frosted.web.test_people import entries
from tests.frosted.web.test_reach import OPEN, incident_at, report
from tests.frosted.web.test_routes import EITHER, MAY, RANGE, TABLE, status


async def in_group(
    stand: Stand, role: Role, camera: str, *, at_site: Role = Role.VIEWER, groups: list[str] | None = None
) -> tuple[PersonId, GroupId, Token]:
    """Somebody of one role at the site, and of another in a group of this camera; signed in."""
    group = await stand.site.people.groups.add(f"Of {camera}", [camera])
    person, token = await stand.somebody(at_site)
    await stand.site.people.members.change_role(person.id, at_site, groups)
    await stand.site.people.members.give_role(person.id, group, role)
    return person.id, group, token


@pytest.mark.parametrize("at_site", [Role.VIEWER, Role.AUDITOR])
@pytest.mark.parametrize("role", IN_GROUPS)
async def test_each_route_allows_at_the_groups_cameras_what_the_better_role_includes(
    stand: Stand, role: Role, at_site: Role
) -> None:
    await stand.camera("gate")
    await stand.camera("yard")
    assert await incident_at(stand, "gate") == 1  # what the table's paths are filled with
    _, _, inside = await in_group(stand, role, "gate", at_site=at_site)
    _, _, outside = await in_group(stand, role, "yard", at_site=at_site)
    wrong = {}
    for (method, path), needs in TABLE.items():
        if needs in OPEN or ("{camera}" not in path and "{number}" not in path):
            continue
        wanted = EITHER.get(needs, {needs})
        for where, token, may in (
            ("inside", inside, wanted & (MAY[at_site] | MAY[role])),
            ("outside", outside, wanted & MAY[at_site]),
        ):
            async with stand.browser(token) as browser:
                got = await status(stand, browser, method, path)
            if got in {401, 403, 500} if may else got not in {403, 404}:
                wrong[where, method, path] = got
    assert wrong == {}


async def test_a_viewer_of_the_site_works_at_the_cameras_of_their_group_and_at_no_other(stand: Stand) -> None:
    await stand.camera("gate")
    await stand.camera("yard")
    assert (await incident_at(stand, "gate"), await incident_at(stand, "yard")) == (1, 2)
    _, _, token = await in_group(stand, Role.OPERATOR, "gate")
    async with stand.browser(token) as browser:
        assert len((await browser.get("/api/v1/cameras")).json()["cameras"]) == 2
        listed = (await browser.get("/api/v1/incidents")).json()["incidents"]
        assert [one["number"] for one in listed] == [1]
        assert (await browser.patch("/api/v1/incidents/1", json={"title": "Seen"})).status_code == 200
        assert (await browser.patch("/api/v1/incidents/2", json={"title": "Seen"})).status_code == 404
        for body, expected in (({"camera": "gate"}, 201), ({"camera": "yard"}, 403), ({}, 403)):
            for path, named in (("/api/v1/incidents", "title"), ("/api/v1/events", "name")):
                assert (await browser.post(path, json={named: "A bell", **body})).status_code == expected
        saved = await browser.get("/api/v1/cameras/yard/download.mp4", params=RANGE)
        assert (saved.status_code, saved.json()["detail"]) == (403, "your role at this camera does not include this")
        evidence = {"camera": "yard", "from": RANGE["from"], "to": RANGE["to"]}
        assert (await browser.post("/api/v1/evidence", json=evidence)).status_code == 403


async def test_a_supervisor_of_a_group_exports_its_incidents_and_writes_nothing_for_all_of_it(stand: Stand) -> None:
    await stand.camera("gate")
    await stand.camera("yard")
    await incident_at(stand, "gate")
    await incident_at(stand, "yard")
    _, _, token = await in_group(stand, Role.SUPERVISOR, "gate")
    year = {"from": "2026-01-01T00:00:00Z", "to": "2026-12-31T00:00:00Z"}
    wall = {"name": "All", "shared": True, "tiles": [{"camera": "gate"}]}
    async with stand.browser(token) as browser:
        exported = (await browser.get("/api/v1/exports/incidents.csv", params=year)).text
        assert ("At gate" in exported, "At yard" in exported) == (True, False)
        assert (await browser.post("/api/v1/incidents/2/report", json={})).status_code == 404
        procedure = {"name": "Fire", "steps": [{"text": "Call"}], "kinds": []}
        assert (await browser.post("/api/v1/procedures", json=procedure)).status_code == 403
        assert (await browser.post("/api/v1/walls", json=wall)).status_code == 403
        assert (await browser.get("/api/v1/procedures")).status_code == 200


async def test_with_no_camera_at_the_site_there_are_those_of_the_group(stand: Stand) -> None:
    await stand.camera("gate")
    await stand.camera("yard")
    _, _, token = await in_group(stand, Role.OPERATOR, "gate", groups=[])
    async with stand.browser(token) as browser:
        assert [camera["id"] for camera in (await browser.get("/api/v1/cameras")).json()["cameras"]] == ["gate"]
        assert (await browser.get("/api/v1/cameras/yard")).status_code == 404
        assert (await browser.get("/metrics")).status_code == 403


async def test_a_role_ends_at_once_with_its_group_its_camera_and_itself(stand: Stand) -> None:
    await stand.camera("gate")
    person, group, token = await in_group(stand, Role.OPERATOR, "gate")
    people = stand.site.people
    async with stand.browser(token) as browser:

        async def opens() -> int:
            return (await browser.post("/api/v1/incidents", json={"title": "A", "camera": "gate"})).status_code

        assert await opens() == 201
        await people.groups.change(group, None, [])
        assert await opens() == 403
        assert (await browser.get("/api/v1/incidents")).json()["incidents"] == []
        await people.groups.change(group, None, ["gate"])
        assert await opens() == 201
        await people.members.take_role(person, group)
        assert await opens() == 403
        await people.members.give_role(person, group, Role.OPERATOR)
        assert await opens() == 201
        await people.groups.remove(group)
        assert await opens() == 403
        assert (await browser.get("/api/v1/incidents")).status_code == 403


async def test_a_live_picture_ends_when_its_camera_leaves_the_group(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "LOOK_AGAIN_S", 0.05)
    await stand.camera("gate")
    _, group, token = await in_group(stand, Role.VIEWER, "gate", groups=[])
    async with connect(
        f"ws://127.0.0.1:{stand.port}/api/v1/cameras/gate/live", origin=Origin(stand.origin),
        additional_headers={"Cookie": f"gg_session={token.reveal()}"},
    ) as socket:  # fmt: skip
        await stand.site.people.groups.change(group, None, [])
        await asyncio.wait_for(socket.wait_closed(), 60)
    assert socket.close_code == sockets.SIGNED_OUT


async def test_the_watch_tells_of_incidents_of_the_group_and_of_all_that_is_seen(stand: Stand) -> None:
    await stand.camera("gate")
    await stand.camera("yard")
    _, _, token = await in_group(stand, Role.OPERATOR, "yard")
    said: list[dict[str, Any]] = []
    async with connect(
        f"ws://127.0.0.1:{stand.port}/api/v1/watch", origin=Origin(stand.origin),
        additional_headers={"Cookie": f"gg_session={token.reveal()}"},
    ) as socket:  # fmt: skip
        await socket.recv()
        for camera in ("yard", "gate", "yard"):  # in whichever order they are told, the gate's is not the last
            await report(stand, camera)
        while not {"event of gate", "event of yard"} <= set(map(_about, said)) or len(_incidents(said)) < 2:
            said.append(json.loads(await asyncio.wait_for(socket.recv(), 60)))
    assert _incidents(said) == {1: "yard", 3: "yard"}


def _incidents(said: list[dict[str, Any]]) -> dict[int, str]:
    told = [one["incident"] for one in said if one["type"] == "incident"]
    return {one["number"]: one["camera"] for one in told}


def _about(said: dict[str, Any]) -> str:
    kind = str(said["type"])
    return f"{kind} of {said[kind]['camera']}" if kind in said and "camera" in said[kind] else kind


async def test_a_task_elsewhere_is_read_and_answered_and_its_incident_is_not_worked_on(stand: Stand) -> None:
    await stand.camera("gate")
    await stand.camera("yard")
    await incident_at(stand, "yard")
    person, _, token = await in_group(stand, Role.OPERATOR, "gate")
    _, desks = await stand.somebody(Role.OPERATOR)
    async with stand.browser(token) as browser, stand.browser(desks) as desk:
        assert (await browser.get("/api/v1/incidents/1")).status_code == 404
        assert (await browser.post("/api/v1/shifts", json={})).status_code == 201
        sent = await desk.post("/api/v1/incidents/1/tasks", json={"responder": person, "text": "Please look."})
        [task] = sent.json()["tasks"]
        assert (await browser.get("/api/v1/incidents/1")).status_code == 200
        state = f"/api/v1/incidents/1/tasks/{task['id']}/state"
        assert (await browser.post(state, json={"state": "accepted"})).status_code == 200
        assert (await browser.post(state, json={"state": "recalled"})).status_code in {403, 409}
        assert (await browser.patch("/api/v1/incidents/1", json={"title": "Mine"})).status_code == 404


async def test_a_token_may_do_at_each_camera_what_its_maker_may_there_and_its_rights_say(stand: Stand) -> None:
    for name in ("gate", "yard", "dock"):
        await stand.camera(name)
    assert (await incident_at(stand, "gate"), await incident_at(stand, "yard")) == (1, 2)
    owner, _ = await stand.somebody_signed_in()
    await stand.site.people.persons.set_password_hash(owner.id, "set")
    maker, _ = await stand.somebody(Role.ADMINISTRATOR)
    programs, members, groups = stand.site.people.programs, stand.site.people.members, stand.site.people.groups
    gates, docks = await groups.add("Gates", ["gate"]), await groups.add("Docks", ["dock"])
    made = {
        name: await programs.add(programs.new_id(), name, maker, rights, within, None)
        for name, rights, within in (
            ("both", [Right.SEE, Right.INCIDENTS], None),
            ("looks", [Right.SEE], None),
            ("works", [Right.INCIDENTS], None),
            ("at docks", [Right.SEE, Right.INCIDENTS], [docks]),
        )
    }
    await members.change_role(maker.id, Role.VIEWER, [docks])
    await members.give_role(maker.id, gates, Role.OPERATOR)

    async def reached(name: str) -> tuple[object, ...]:
        async with stand.browser(Authorization=f"Bearer gg_{made[name].reveal()}") as program:
            del program.headers["Origin"]
            cameras, incidents = await program.get("/api/v1/cameras"), await program.get("/api/v1/incidents")
            seen = cameras.json().get("cameras", cameras.status_code)
            worked = incidents.json().get("incidents", incidents.status_code)
        return (
            sorted(camera["id"] for camera in seen) if isinstance(seen, list) else seen,
            [one["number"] for one in worked] if isinstance(worked, list) else worked,
        )

    assert await reached("both") == (["dock", "gate"], [1])
    assert await reached("looks") == (["dock", "gate"], 403)
    assert await reached("works") == (403, [1])
    assert await reached("at docks") == (["dock"], [])
    await members.take_role(maker.id, gates)
    assert await reached("both") == (["dock"], 403)


async def test_roles_in_groups_are_given_and_taken_on_record_and_told_to_whoever_has_them(stand: Stand) -> None:
    await stand.camera("gate")
    owner, admins = await stand.somebody_signed_in()
    guest, theirs = await stand.somebody(Role.VIEWER)
    group = await stand.site.people.groups.add("Gates", ["gate"])
    path = f"/api/v1/people/{guest.id}/roles/{group}"
    async with stand.browser(admins) as admin, stand.browser(theirs) as browser:
        people = (await admin.put(path, json={"role": "operator"})).json()["people"]
        [told] = [one["group_roles"] for one in people if one["id"] == guest.id]
        assert told == [{"group": group, "role": "operator"}]
        me = (await browser.get("/api/v1/me")).json()
        assert [(held["role"], held["group"], held["cameras"]) for held in me["roles"]] == [
            ("viewer", None, None),
            ("operator", "Gates", ["gate"]),
        ]
        assert "incidents" in me["rights"]
        assert (await admin.delete(path)).status_code == 200
        assert (await admin.delete(path)).status_code == 404
        assert (await browser.get("/api/v1/me")).json()["rights"] == ["see"]
        for role in ("administrator", "auditor", "responder", "emperor"):
            assert (await admin.put(path, json={"role": role})).status_code == 422
        other = f"/api/v1/people/{owner.id}/roles/{group}"
        assert (await admin.put(other, json={"role": "operator"})).status_code == 422
        missing = f"/api/v1/people/{guest.id}/roles/{'0' * 16}"
        assert (await admin.put(missing, json={"role": "operator"})).status_code == 404
    given = (await entries(stand, "person.role-given"))[0]
    assert (given["by"], given["person"], given["group"], given["role"]) == (owner.id, guest.id, group, "operator")
    [taken] = await entries(stand, "person.role-taken")
    assert (taken["by"], taken["person"], taken["group"]) == (owner.id, guest.id, group)
