"""Several events at once: looked through, taken back, added to an incident; on record, and only what one may see."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from groundglass.frosted.events.occurred import EventId
from groundglass.frosted.people.roles import Role
from groundglass.pane.ids import Instant90k
from tests.frosted.web.stand import Stand
from tests.frosted.web.test_reach import limited

REVIEWS = "/api/v1/events/reviews"


async def happened(browser: httpx.AsyncClient, count: int = 3, camera: str = "gate") -> list[int]:
    """Events of outside systems, the oldest first; none of them opens an incident."""
    made = []
    for number in range(count):
        event = {"name": f"Door {number}", "level": "warning", "camera": camera}
        answer = await browser.post("/api/v1/events", json=event)
        assert answer.status_code == 201, answer.text
        made.append(answer.json()["id"])
    return made


@pytest.fixture
async def events(stand: Stand, admin: httpx.AsyncClient) -> list[int]:
    await stand.camera("gate")
    await stand.camera("yard")
    return await happened(admin)


async def page(browser: httpx.AsyncClient, **asked: str) -> dict[str, Any]:
    told: dict[str, Any] = (await browser.get("/api/v1/events", params=asked)).json()
    return told


async def test_what_was_looked_through_is_told_with_its_page_and_left_out_when_asked(
    admin: httpx.AsyncClient, viewer: httpx.AsyncClient, events: list[int]
) -> None:
    answer = await admin.post(REVIEWS, json={"events": [*events[:2], 7]})
    assert answer.json() == {"changed": events[:2]}
    assert (await admin.post(REVIEWS, json={"events": events[:2]})).json() == {"changed": []}
    told = await page(viewer)
    assert {one["event"] for one in told["reviews"]} == set(events[:2])
    assert [one["id"] for one in (await page(viewer, reviewed="false"))["events"]] == events[2:]
    assert [one["id"] for one in (await page(viewer, reviewed="true"))["events"]] == events[1::-1]


async def test_it_can_be_taken_back_and_both_are_on_record(
    stand: Stand, admin: httpx.AsyncClient, events: list[int]
) -> None:
    await admin.post(REVIEWS, json={"events": events})
    taken_back = await admin.post(REVIEWS, json={"events": events[1:], "reviewed": False})
    assert taken_back.json() == {"changed": events[1:]}
    assert {one["event"] for one in (await page(admin))["reviews"]} == {events[0]}
    trail = (await admin.get("/api/v1/me/trail")).json()["steps"]
    entered = [one["details"] for one in trail if one["kind"] == "events.reviewed"]
    assert [(one["events"], one["is_reviewed"]) for one in entered] == [(events[1:], False), (events, True)]


async def test_nobody_reviews_or_adds_what_they_do_not_work_at(
    stand: Stand, admin: httpx.AsyncClient, events: list[int]
) -> None:
    [yard] = await happened(admin, 1, "yard")
    opened = await admin.post("/api/v1/incidents", json={"title": "Yard", "camera": "yard"})
    number = opened.json()["number"]
    async with stand.browser(await limited(stand, Role.OPERATOR, "yard")) as operator:
        assert (await operator.post(REVIEWS, json={"events": [*events, yard]})).json() == {"changed": [yard]}
        answer = await operator.post(f"/api/v1/incidents/{number}/events", json={"events": [*events, yard]})
        assert [one["event"] for one in answer.json()["linked"]] == [yard]


async def test_events_are_added_to_an_incident_once_and_each_can_be_undone(
    admin: httpx.AsyncClient, events: list[int]
) -> None:
    first = {"title": "Doors", "camera": "gate", "event": str(events[0]), "event_kind": "outside"}
    path = f"/api/v1/incidents/{(await admin.post('/api/v1/incidents', json=first)).json()['number']}"
    linked = (await admin.post(f"{path}/events", json={"events": [*events, 7]})).json()["linked"]
    assert [one["event"] for one in linked] == events[1:]
    assert (await admin.post(f"{path}/events", json={"events": events})).json() == {"linked": []}
    for one in linked:
        assert (await admin.post(f"{path}/undo", json={"sequence": one["sequence"]})).status_code == 200
    again = (await admin.post(f"{path}/events", json={"events": events})).json()["linked"]
    assert [one["event"] for one in again] == events[1:]


async def test_a_review_ends_with_its_event(stand: Stand, admin: httpx.AsyncClient, events: list[int]) -> None:
    await admin.post(REVIEWS, json={"events": events})
    log = stand.site.event_log
    await log.forget_before(Instant90k(stand.site.clock.now_90k() + 1))
    assert await log.reviews.of([EventId(event) for event in events]) == {}
    assert (await page(admin))["reviews"] == []


@pytest.mark.parametrize("events", [[], [-1], list(range(501))])
async def test_no_more_are_taken_at_once_than_is_said(admin: httpx.AsyncClient, events: list[int]) -> None:
    assert (await admin.post(REVIEWS, json={"events": events})).status_code == 422
