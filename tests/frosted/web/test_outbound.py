"""Channels, exports and figures over HTTP."""

from __future__ import annotations

import csv
import io
import json
import re

import httpx

from groundglass.engine.telling import Telling
from groundglass.frosted.events.occurred import Level
from groundglass.frosted.people.roles import Role
from groundglass.frosted.web.instants import show_instant
from tests.frosted.web.stand import Stand

HOOK = {
    "kind": "webhook",
    "name": "Control room",
    "values": {"url": "https://example.org/T0KEN", "secret": "hidden words"},
}
DAY = {"from": "2020-01-01T00:00:00Z", "to": "2020-12-31T00:00:00Z"}


def this_year(stand: Stand) -> dict[str, str]:
    """A range around now."""
    now, day = stand.site.clock.now_90k(), 86_400 * 90_000
    return {"from": show_instant(now - day), "to": show_instant(now + day)}


async def test_a_channel_is_set_up_tried_changed_and_removed_and_its_secrets_never_come_back(
    admin: httpx.AsyncClient,
) -> None:
    made = await admin.post("/api/v1/outbound/channels", json=HOOK)
    assert made.status_code == 201, made.text
    channel = made.json()["id"]
    assert made.json()["has"] == ["secret", "url"]
    assert (await admin.post(f"/api/v1/outbound/channels/{channel}/test")).status_code == 200
    waiting = (await admin.get(f"/api/v1/outbound/channels/{channel}/messages")).json()["messages"]
    assert [(one["state"], one["what"]) for one in waiting] == [("waiting", "A test of this channel")]
    changed = await admin.patch(
        f"/api/v1/outbound/channels/{channel}", json={"name": "Night desk", "values": {"secret": "other words"}}
    )
    assert (changed.json()["name"], changed.json()["waiting"]) == ("Night desk", 1)
    for answer in (made, changed, await admin.get("/api/v1/outbound/channels")):
        assert "T0KEN" not in answer.text
        assert "words" not in answer.text
    assert (await admin.post(f"/api/v1/outbound/messages/{waiting[0]['id']}/resend")).status_code == 409
    assert (await admin.delete(f"/api/v1/outbound/channels/{channel}")).status_code == 200
    assert (await admin.get("/api/v1/outbound/channels")).json()["channels"] == []


async def test_a_new_channel_does_not_hear_what_happened_before(stand: Stand, admin: httpx.AsyncClient) -> None:
    await admin.post("/api/v1/incidents", json={"title": "Long ago"})
    channel = (await admin.post("/api/v1/outbound/channels", json=HOOK)).json()["id"]
    await admin.post("/api/v1/incidents", json={"title": "Just now"})
    found = await stand.site.outbound.channels.get(channel)
    assert await stand.site.outbound.feeder.feed(found) == 1
    assert await stand.site.outbound.feeder.feed(found) == 0


async def test_a_camera_stands_on_the_map_where_it_was_put(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    spot = {"latitude": 48.137154, "longitude": 11.576124, "azimuth_deg": 135, "view_deg": 70, "range_m": 60}
    assert (await admin.put("/api/v1/cameras/gate/position", json=spot)).status_code == 200
    told = (await admin.get("/api/v1/map")).json()["cameras"]
    assert {name: told["gate"][name] for name in spot} == spot
    assert (await admin.put("/api/v1/cameras/gate/position", json={**spot, "latitude": 91})).status_code == 422
    await admin.delete("/api/v1/cameras/gate/position")
    assert (await admin.get("/api/v1/map")).json()["cameras"] == {}


async def test_incidents_are_exported_without_what_people_wrote(stand: Stand, admin: httpx.AsyncClient) -> None:
    number = (await admin.post("/api/v1/incidents", json={"title": '=1+1, a "formula"'})).json()["number"]
    await admin.post(f"/api/v1/incidents/{number}/notes", json={"text": "Erika was here"})
    files = {
        form: await admin.get(f"/api/v1/exports/incidents.{form}", params=this_year(stand))
        for form in ("csv", "json", "ics")
    }
    assert all(answer.status_code == 200 and "Erika" not in answer.text for answer in files.values())
    rows = list(csv.DictReader(io.StringIO(files["csv"].text)))
    assert [(row["number"], row["title"]) for row in rows] == [(str(number), '\'=1+1, a "formula"')]
    assert json.loads(files["json"].text)[0]["title"] == '=1+1, a "formula"'
    lines = files["ics"].text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert f"UID:incident-{number}@groundglass.invalid" in lines
    assert 'SUMMARY:=1+1\\, a "formula"' in lines
    assert all(len(line.encode()) <= 75 for line in lines)


async def test_an_export_of_another_year_is_empty_and_not_an_error(admin: httpx.AsyncClient) -> None:
    await admin.post("/api/v1/incidents", json={"title": "Now"})
    assert (await admin.get("/api/v1/exports/incidents.json", params=DAY)).json() == []
    assert (await admin.get("/api/v1/exports/events.json", params=DAY)).json() == []
    assert (await admin.get("/api/v1/exports/events.ics", params=DAY)).status_code == 422


async def test_figures_are_read_with_a_token_that_opens_nothing_else(
    stand: Stand, admin: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    await stand.camera()
    token = (await admin.post("/api/v1/outbound/metrics-token")).json()["token"]
    del stranger.headers["Origin"]
    assert (await stranger.get("/metrics")).status_code == 401
    stranger.headers["Authorization"] = f"Bearer {token}"
    page = await stranger.get("/metrics")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'groundglass_camera_live{camera="gate"} 0' in page.text
    sample = re.compile(r'[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? [-0-9.e+]+')
    for line in page.text.splitlines():
        assert line.startswith("# ") or sample.fullmatch(line), line
    assert (await stranger.get("/api/v1/cameras")).status_code == 401
    await admin.post("/api/v1/outbound/metrics-token")
    assert (await stranger.get("/metrics")).status_code == 401


async def test_an_alarm_opens_an_incident_by_itself_and_reaches_a_running_desk(stand: Stand) -> None:
    site = stand.site
    telling = Telling(site.desk, site.outbound, site.archive.events, site.clock)
    try:
        async with site.desk.watch() as changes:
            await site.archive.events.report(
                "Fire panel", level=Level.ALARM, camera=None, at=None, key="panel-1", is_exercise=False
            )
            (number,) = await anext(aiter(changes))
        incident, _ = await site.desk.get(number)
        assert (incident.title, incident.opened_by, incident.state.value) == ("Fire panel", "", "new")
    finally:
        await telling.close()


async def test_only_those_who_set_up_see_channels(stand: Stand) -> None:
    for role in (Role.VIEWER, Role.OPERATOR, Role.SUPERVISOR, Role.RESPONDER):
        _, token = await stand.somebody(role)
        async with stand.browser(token) as browser:
            assert (await browser.get("/api/v1/outbound/channels")).status_code == 403
