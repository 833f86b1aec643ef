"""The desk over HTTP: who may do what, and what is told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Origin

from groundglass.frosted.people.roles import Role
from tests.frosted.web.stand import MACHINE, Stand

NEW = {"title": "Two people down", "level": "alarm", "camera": "gate"}


@pytest.fixture
async def operator(stand: Stand) -> AsyncIterator[httpx.AsyncClient]:
    await stand.camera()
    _, token = await stand.somebody(Role.OPERATOR)
    async with stand.browser(token) as browser:
        yield browser


async def opened(browser: httpx.AsyncClient, **more: object) -> int:
    answer = await browser.post("/api/v1/incidents", json={**NEW, **more})
    assert answer.status_code == 201, answer.text
    number = answer.json()["number"]
    assert isinstance(number, int)
    return number


async def test_an_incident_is_opened_moved_on_and_told_with_its_history(operator: httpx.AsyncClient) -> None:
    number = await opened(operator)
    await operator.post(f"/api/v1/incidents/{number}/notes", json={"text": "Fire service called"})
    await operator.post(f"/api/v1/incidents/{number}/state", json={"state": "in_progress"})
    told = (await operator.get(f"/api/v1/incidents/{number}")).json()
    assert (told["state"], told["level"], told["next_states"]) == (
        "in_progress",
        "alarm",
        ["acknowledged", "resolved"],
    )
    assert [entry["kind"] for entry in told["history"]] == ["opened", "note", "state"]
    assert all(len(entry["digest"]) == 64 for entry in told["history"])
    late = await operator.post(f"/api/v1/incidents/{number}/state", json={"state": "closed"})
    assert late.status_code == 409
    assert late.json()["hints"]


async def test_pages_of_incidents_follow_one_another_without_gap_or_repeat(operator: httpx.AsyncClient) -> None:
    numbers = [await opened(operator, exercise=n % 2 == 0) for n in range(7)]
    seen, cursor = [], None
    while True:
        page = (
            await operator.get("/api/v1/incidents", params={"limit": 3, **({"before": cursor} if cursor else {})})
        ).json()
        seen += [line["number"] for line in page["incidents"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == numbers[::-1]
    exercises = (await operator.get("/api/v1/incidents", params={"exercise": True})).json()["incidents"]
    assert [line["number"] for line in exercises] == numbers[::-2]
    assert all(line["exercise"] for line in exercises)


async def test_a_responder_reads_the_incidents_they_have_a_task_in_and_answers(
    stand: Stand, operator: httpx.AsyncClient
) -> None:
    number, other = await opened(operator), await opened(operator)
    person, token = await stand.somebody(Role.RESPONDER)
    async with stand.browser(token) as phone:
        assert (await phone.get("/api/v1/incidents")).status_code == 403
        assert (await phone.get(f"/api/v1/incidents/{number}")).status_code == 404
        task = {"responder": person.id, "text": "Go to platform 3"}
        assert (await operator.post(f"/api/v1/incidents/{number}/tasks", json=task)).status_code == 409
        assert (await phone.post("/api/v1/shifts")).status_code == 201
        sent = await operator.post(f"/api/v1/incidents/{number}/tasks", json=task)
        assert sent.status_code == 201
        mine = (await phone.get("/api/v1/tasks")).json()["tasks"]
        assert [(one["incident"], one["text"], one["state"]) for one in mine] == [(number, "Go to platform 3", "sent")]
        at = f"/api/v1/incidents/{number}/tasks/{mine[0]['id']}"
        assert (await phone.post(f"{at}/state", json={"state": "accepted"})).status_code == 200
        assert (await phone.post(f"{at}/messages", json={"text": "On my way"})).status_code == 201
        assert (await phone.post(f"{at}/state", json={"state": "recalled"})).status_code == 403
        assert (await phone.get(f"/api/v1/incidents/{other}")).status_code == 404
        told = (await phone.get(f"/api/v1/incidents/{number}")).json()
        assert [entry["kind"] for entry in told["history"]][-2:] == ["task_state", "message"]


async def test_a_program_sends_nobody_anything(stand: Stand, operator: httpx.AsyncClient) -> None:
    number = await opened(operator)
    person, _ = await stand.somebody(Role.RESPONDER)
    async with stand.browser(Authorization=f"Bearer {MACHINE.reveal()}") as program:
        del program.headers["Origin"]
        task = {"responder": person.id, "text": "Go"}
        assert (await program.post(f"/api/v1/incidents/{number}/tasks", json=task)).status_code == 403


async def test_positions_are_the_newest_on_shift_and_gone_when_taken_back(
    stand: Stand, operator: httpx.AsyncClient
) -> None:
    _, token = await stand.somebody(Role.RESPONDER)
    here = {"latitude": 48.1, "longitude": 11.5, "error_m": 5}
    async with stand.browser(token) as phone:
        assert (await phone.put("/api/v1/shifts/position", json=here)).status_code == 409
        await phone.post("/api/v1/shifts")
        assert (await phone.put("/api/v1/shifts/position", json=here)).status_code == 200
        assert len((await operator.get("/api/v1/shifts/positions")).json()["positions"]) == 1
        await phone.delete("/api/v1/shifts/position")
        assert (await operator.get("/api/v1/shifts/positions")).json()["positions"] == []
        assert (await phone.get("/api/v1/shifts/positions")).status_code == 403


async def test_a_procedure_is_written_by_a_supervisor_and_followed_at_the_desk(
    stand: Stand, operator: httpx.AsyncClient
) -> None:
    _, token = await stand.somebody(Role.SUPERVISOR)
    written = {"name": "Smoke", "steps": [{"text": "Look"}, {"text": "Call 112", "due_s": 60}], "kinds": ["smoke"]}
    assert (await operator.post("/api/v1/procedures", json=written)).status_code == 403
    async with stand.browser(token) as supervisor:
        made = (await supervisor.post("/api/v1/procedures", json=written)).json()
    number = await opened(operator, event="77", event_kind="smoke")
    told = (await operator.get(f"/api/v1/incidents/{number}")).json()
    assert [one["id"] for one in told["proposed_procedures"]] == [made["id"]]
    await operator.post(f"/api/v1/incidents/{number}/procedure", json={"procedure": made["id"]})
    marked = await operator.patch(f"/api/v1/incidents/{number}/steps/1", json={"mark": "done"})
    assert [step["mark"] for step in marked.json()["steps"]] == ["done", "open"]
    again = await operator.post("/api/v1/incidents", json={**NEW, "event": "77"})
    assert again.status_code == 409


async def watched(stand: Stand, role: Role, operator: httpx.AsyncClient) -> list[str]:
    """The kinds of messages a watcher of this role gets while an incident is opened and a camera changes."""
    _, token = await stand.somebody(role)
    headers = {"Cookie": f"gg_session={token.reveal()}"}
    address = stand.origin.replace("http", "ws") + "/api/v1/watch"
    async with connect(address, origin=Origin(stand.origin), additional_headers=headers) as socket:
        kinds = [json.loads(await socket.recv())["type"]]
        await opened(operator)
        stand.site.states.touch((await stand.site.cameras.list())[0].id)
        while "camera" not in kinds or (role is not Role.VIEWER and "incident" not in kinds):
            kinds.append(json.loads(await socket.recv())["type"])
        return kinds


async def test_the_desk_is_told_of_incidents_as_they_change_and_a_viewer_is_not(
    stand: Stand, operator: httpx.AsyncClient
) -> None:
    assert "incident" in await watched(stand, Role.OPERATOR, operator)
    assert "incident" not in await watched(stand, Role.VIEWER, operator)
