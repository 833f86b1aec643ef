"""Charts and files of counts, as they leave the house: small numbers never do."""

from __future__ import annotations

from typing import Any

import httpx

from groundglass.frosted.people.roles import Role
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.observations import Occupancy, TrackBatch
from tests.frosted.events.observing import START, together, walk
from tests.frosted.web.stand import Stand

GATE = CameraId("gate")
LINE: dict[str, Any] = {"kind": "line_crossed", "line": [[0.5, 0.0], [0.5, 1.0]]}
HOUR = {"from": "2027-01-15T08:00:00Z", "to": "2027-01-15T09:00:00Z"}


async def observe(stand: Stand, people: int) -> None:
    """Two minutes in which so many walk over the line in the first."""
    events = stand.site.archive.events
    for second in range(120):
        events.observe(GATE, Occupancy(Instant90k(START + second * TICKS_PER_S), 250_000, 10_000))
    batches: list[TrackBatch] = together(
        *(walk((0.3, 0.5 + n / 20), (0.7, 0.5 + n / 20), since=30.0, track=1 + n) for n in range(people))
    )
    for one in batches:
        events.observe(GATE, one)
    await events.observations.flush()


async def test_a_chart_of_a_camera_comes_from_its_minutes(stand: Stand, viewer: httpx.AsyncClient) -> None:
    await stand.camera()
    await observe(stand, 6)
    told = (await viewer.get("/api/v1/cameras/gate/counts", params=HOUR | {"step_min": "1"})).json()
    assert told["few_below"] == 5
    assert [(one["at"], one["hidden"], one["most"], one["begun"]) for one in told["counts"]] == [
        ("2027-01-15T08:00:00.000Z", 0.25, 6, 6), ("2027-01-15T08:01:00.000Z", 0.25, 0, 0),
    ]  # fmt: skip


async def test_no_route_tells_of_few_people(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    await admin.post("/api/v1/rules", json={"name": "Gate", "camera": "gate", "when": LINE})
    await observe(stand, 4)
    kinds = ("counts", "crossings", "heat")
    counts, crossings, heat = [(await admin.get(f"/api/v1/cameras/gate/{one}", params=HOUR)).json() for one in kinds]
    assert [one["begun"] for one in counts["counts"]] == [None]
    assert [(one["to_left"], one["to_right"]) for one in crossings["lines"][0]["counts"]] == [(None, 0)]
    assert {(cell["visits"], cell["stay_s"]) for cell in heat["cells"]} == {(None, None)}
    for what in kinds:
        file = await admin.get(f"/api/v1/cameras/gate/analytics/{what}.csv", params=HOUR)
        assert file.status_code == 200
        assert file.headers["content-type"].startswith("text/csv")
        assert "<5" in file.text
        assert "\r\n" in file.text


async def test_a_line_is_told_with_its_rule(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    written = await admin.post("/api/v1/rules", json={"name": "Gate", "camera": "gate", "when": LINE})
    await observe(stand, 8)
    (line,) = (await admin.get("/api/v1/cameras/gate/crossings", params=HOUR)).json()["lines"]
    assert (line["name"], line["counts"]) == (
        "Gate", [{"at": "2027-01-15T08:00:00.000Z", "to_left": 8, "to_right": 0}],
    )  # fmt: skip
    await admin.delete(written.headers["Location"])
    (line,) = (await admin.get("/api/v1/cameras/gate/crossings", params=HOUR)).json()["lines"]
    assert line["name"] is None


async def test_a_file_is_for_those_who_may_export_and_is_entered(stand: Stand, viewer: httpx.AsyncClient) -> None:
    await stand.camera()
    where = "/api/v1/cameras/gate/analytics/counts.csv"
    assert (await viewer.get(where, params=HOUR)).status_code == 403
    _, token = await stand.somebody(Role.OPERATOR)
    async with stand.browser(token) as operator:
        before = (await operator.get("/api/v1/ledger")).json()["size"]
        assert (await operator.get(where, params=HOUR)).status_code == 200
        assert (await operator.get("/api/v1/ledger")).json()["size"] > before


async def test_more_steps_than_a_chart_can_show_are_refused(stand: Stand, viewer: httpx.AsyncClient) -> None:
    await stand.camera()
    month = {"from": "2027-01-01T00:00:00Z", "to": "2027-01-31T00:00:00Z", "step_min": "1"}
    refused = await viewer.get("/api/v1/cameras/gate/counts", params=month)
    assert (refused.status_code, refused.json()["hints"]) == (422, ["ask for longer steps or a shorter range"])
