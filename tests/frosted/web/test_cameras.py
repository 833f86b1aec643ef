"""Cameras over HTTP: what changes, what restarts, what is never told."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import httpx
import pytest

from groundglass.pane.control import Approve, Forget
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.pictures import FrostedStill, PlaceArtefact, StillPurpose, proposal_token
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts
from tests.frosted.web.stand import ADDRESS, Stand

GATE = CameraId("gate")
NEW = {"id": "gate", "name": "North gate", "address": ADDRESS}
TRIANGLE = [[0.0, 0.0], [0.5, 0.0], [0.0, 0.5]]


async def test_a_camera_is_added_started_and_told_without_its_password(stand: Stand, admin: httpx.AsyncClient) -> None:
    answer = await admin.post("/api/v1/cameras", json={**NEW, "privacy": [TRIANGLE]})
    assert answer.status_code == 201
    assert answer.headers["location"] == "/api/v1/cameras/gate"
    camera = answer.json()
    assert camera["name"] == "North gate"
    assert camera["privacy"] == [TRIANGLE]
    assert camera["state"]["code"] == "off"  # nobody has reported yet
    assert "192.0.2.7" in camera["address_shown"]
    assert GATE in stand.workers.running
    for text in (
        answer.text,
        (await admin.get("/api/v1/cameras")).text,
        (await admin.get("/api/v1/cameras/gate")).text,
    ):
        assert "hunter2" not in text and "guard" not in text


async def test_a_camera_added_switched_off_is_not_started(stand: Stand, admin: httpx.AsyncClient) -> None:
    await admin.post("/api/v1/cameras", json={**NEW, "enabled": False})
    assert stand.workers.running == set()


async def test_two_cameras_cannot_have_one_id(admin: httpx.AsyncClient) -> None:
    assert (await admin.post("/api/v1/cameras", json=NEW)).status_code == 201
    assert (await admin.post("/api/v1/cameras", json=NEW)).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Not A Name"},
        {"id": "../etc"},
        {"evidence_s": 4.9},
        {"evidence_s": "NaN"},
        {"privacy": [[[0, 0], [1, 1]]]},
        {"privacy": [[[0, 0], [2, 0], [0, 1]]]},
        {"mode": "off"},
        {"style": "none"},
        {"adress": "x"},
        {"address": "x" * 3000},
        {"address": "gopher://x"},
        {"name": ""},
        {"retention": {"days": -1}},
    ],
)
async def test_a_value_out_of_range_adds_nothing(admin: httpx.AsyncClient, wrong: dict[str, object]) -> None:
    answer = await admin.post("/api/v1/cameras", json={**NEW, **wrong})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await admin.get("/api/v1/cameras")).json()["cameras"] == []


async def test_an_address_the_site_does_not_allow_is_neither_kept_nor_tried(
    stand: Stand, admin: httpx.AsyncClient
) -> None:
    await stand.camera()
    for address in (f"http://127.0.0.1:{stand.port}/", "/etc/passwd", "http://169.254.169.254/"):
        for field in ("address", "sub_address"):
            assert (await admin.patch("/api/v1/cameras/gate", json={field: address})).status_code == 403
        assert (await admin.post("/api/v1/cameras/test", json={"address": address})).status_code == 403
    kept = await stand.site.cameras.get(GATE)
    assert kept.settings.address.reveal() == ADDRESS


async def test_a_change_of_name_does_not_disturb_the_worker(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    assert (await admin.patch("/api/v1/cameras/gate", json={"name": "Yard"})).json()["name"] == "Yard"
    assert (await admin.patch("/api/v1/cameras/gate", json={"retention": {"days": 3}})).json()["retention"] == {
        "days": 3,
        "bytes": None,
    }
    assert stand.workers.restarts == 0
    told = (await admin.patch("/api/v1/cameras/gate", json={"style": "mosaic"})).json()
    assert told["style"] == "mosaic" and told["name"] == "Yard"
    assert stand.workers.restarts == 1


async def test_switching_off_and_on_stops_and_starts(stand: Stand, admin: httpx.AsyncClient) -> None:
    await admin.post("/api/v1/cameras", json=NEW)
    await admin.patch("/api/v1/cameras/gate", json={"enabled": False})
    assert stand.workers.running == set()
    await admin.patch("/api/v1/cameras/gate", json={"enabled": True})
    assert stand.workers.running == {GATE}


async def test_a_removed_camera_can_be_brought_back(stand: Stand, admin: httpx.AsyncClient) -> None:
    await admin.post("/api/v1/cameras", json=NEW)
    removed = await admin.delete("/api/v1/cameras/gate")
    assert removed.status_code == 200 and removed.json()["restore_until"].endswith("Z")
    assert stand.workers.running == set()
    assert (await admin.get("/api/v1/cameras/gate")).status_code == 404
    assert (await admin.post("/api/v1/cameras/gate/restore", json={})).json()["name"] == "North gate"
    assert stand.workers.running == {GATE}
    assert (await admin.post("/api/v1/cameras/nobody/restore", json={})).status_code == 404


async def test_trying_an_address_says_what_was_found(stand: Stand, admin: httpx.AsyncClient) -> None:
    found = (await admin.post("/api/v1/cameras/test", json={"address": ADDRESS})).json()
    assert found["ok"] and found["source"]["width"] == 1280 and "hunter2" not in str(found)
    refused = (await admin.post("/api/v1/cameras/test", json={"address": "rtsp://a:wrong@192.0.2.7/"})).json()
    assert not refused["ok"]
    assert (refused["state"], refused["cause"]) == ("refused", "wrong_password")
    assert refused["sentence"] and refused["hint"]


async def test_only_two_addresses_are_tried_at_once(stand: Stand, admin: httpx.AsyncClient) -> None:
    stand.workers.probe_gate.clear()
    trials = [asyncio.create_task(admin.post("/api/v1/cameras/test", json={"address": ADDRESS})) for _ in range(4)]
    done, waiting = await asyncio.wait(trials, return_when=asyncio.FIRST_COMPLETED)
    while len(done) < 2:
        more, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        done |= more
    assert [task.result().status_code for task in done] == [429, 429]
    stand.workers.probe_gate.set()
    assert [(await task).status_code for task in waiting] == [200, 200]


async def test_the_state_is_told_with_a_sentence_and_a_hint(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    stand.site.states.set_state(GATE, CameraState.REFUSED, Cause.WRONG_PASSWORD, retry_in_s=60)
    state = (await admin.get("/api/v1/cameras/gate")).json()["state"]
    assert (state["code"], state["cause"], state["retry_in_s"]) == ("refused", "wrong_password", 60)
    assert state["sentence"].endswith(".") and state["hint"]


async def test_every_state_cause_and_view_can_be_told(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    for state in CameraState:
        for cause in Cause:
            stand.site.states.set_state(GATE, state, cause)
            told = (await stand.site.cameras.get(GATE), stand.site.states.report(GATE))
            assert told[1].shown_cause is cause
    assert (await admin.get("/api/v1/cameras/gate")).json()["state"]["sentence"]


async def test_approving_and_forgetting_a_place_reach_the_worker(stand: Stand, admin: httpx.AsyncClient) -> None:
    await admin.post("/api/v1/cameras", json=NEW)
    stand.site.shelf.put_place(GATE, PlaceArtefact(Instant90k(stand.site.clock.now_90k()), 10, b"place"))
    named = []
    for at, regions in ((90_000, [TRIANGLE]), (180_000, [])):
        stand.site.shelf.put_still(GATE, FrostedStill(Instant90k(at), StillPurpose.PROPOSAL, 2, 2, b"jpeg"))
        shown = await admin.get("/api/v1/cameras/gate/proposal.jpg")
        named.append(shown.headers["x-groundglass-proposal"])
        said = {"proposal": named[-1], "regions": regions}
        assert (await admin.post("/api/v1/cameras/gate/place/approve", json=said)).status_code == 200
    assert (await admin.post("/api/v1/cameras/gate/place/forget", json={})).status_code == 200
    polygon = tuple((x, y) for x, y in TRIANGLE)
    first, second = named
    assert stand.workers.orders == [(GATE, Approve(first, (polygon,))), (GATE, Approve(second, ())), (GATE, Forget())]
    assert await stand.site.shelf.place(GATE) is None


async def test_a_place_is_forgotten_though_no_worker_runs(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    stand.site.shelf.put_place(GATE, PlaceArtefact(Instant90k(stand.site.clock.now_90k()), 10, b"place"))
    assert (await admin.post("/api/v1/cameras/gate/place/forget", json={})).status_code == 200
    assert await stand.site.shelf.place(GATE) is None
    stand.site.shelf.put_still(GATE, FrostedStill(Instant90k(90_000), StillPurpose.PROPOSAL, 2, 2, b"jpeg"))
    named = (await admin.get("/api/v1/cameras/gate/proposal.jpg")).headers["x-groundglass-proposal"]
    assert (await admin.post("/api/v1/cameras/gate/place/approve", json={"proposal": named})).status_code == 404


async def test_only_the_proposal_that_was_looked_at_can_be_approved(stand: Stand, admin: httpx.AsyncClient) -> None:
    await admin.post("/api/v1/cameras", json=NEW)
    path = "/api/v1/cameras/gate/place/approve"
    assert (await admin.post(path, json={})).status_code == 422
    still = FrostedStill(Instant90k(90_000), StillPurpose.PROPOSAL, 2, 2, b"jpeg")
    refused = await admin.post(path, json={"proposal": proposal_token(still)})
    assert (refused.status_code, "nothing is proposed" in refused.text) == (409, True)
    stand.site.shelf.put_still(GATE, still)
    stand.site.shelf.put_still(GATE, replace(still, at=Instant90k(180_000)))
    refused = await admin.post(path, json={"proposal": proposal_token(still)})
    assert (refused.status_code, "has changed since you looked" in refused.text) == (409, True)
    assert stand.workers.orders == []


async def test_a_still_is_sent_once_while_it_does_not_change(stand: Stand, viewer: httpx.AsyncClient) -> None:
    await stand.camera()
    for purpose, name in (
        (StillPurpose.THUMBNAIL, "thumbnail"),
        (StillPurpose.PLACE, "place"),
        (StillPurpose.PROPOSAL, "proposal"),
    ):
        path = f"/api/v1/cameras/gate/{name}.jpg"
        assert (await viewer.get(path)).status_code == 404
        now = Instant90k(stand.site.clock.now_90k())
        stand.site.shelf.put_still(
            GATE, FrostedStill(now, purpose, 320, 180, b"\xff\xd8" + name.encode() + b"\xff\xd9")
        )
        first = await viewer.get(path)
        assert first.status_code == 200 and first.headers["content-type"] == "image/jpeg"
        assert first.content == b"\xff\xd8" + name.encode() + b"\xff\xd9"
        again = await viewer.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304 and again.content == b""
        other = await viewer.get(path, headers={"If-None-Match": '"1-2-3"'})
        assert other.status_code == 200


UPRIGHTS = {
    "kind": "uprights",
    "marks": [{"head": 0.1, "foot": 0.3, "height_m": 1.7}, {"head": 0.4, "foot": 0.9, "height_m": 1.7}],
}
GROUND = {
    "kind": "ground",
    "corners": [[0.3, 0.8], [0.7, 0.8], [0.6, 0.4], [0.4, 0.4]],
    "width_m": 4,
    "depth_m": 8,
}
MOUNTING = {"kind": "mounting", "camera_height_m": 4, "tilt_deg": 25, "vertical_view_deg": 50}


async def _live(stand: Stand) -> None:
    await stand.camera()
    stand.site.states.note(GATE, SourceFacts(Instant90k(1), Codec.H264, 1280, 720, 15_000, False))


@pytest.mark.parametrize("marked", [UPRIGHTS, GROUND, MOUNTING])
async def test_a_marked_scale_is_kept_as_px_per_metre_and_told_row_by_row(
    stand: Stand, admin: httpx.AsyncClient, marked: dict[str, object]
) -> None:
    await _live(stand)
    told = (await admin.patch("/api/v1/cameras/gate", json={"scale": marked})).json()
    # The horizon may be at the top row or in view: there the line of the scale is at or below 0.
    assert -2_000 < told["px_per_m_top"] < told["px_per_m_bottom"] < 2_000
    assert all(row["px_per_m"] >= 1 for row in told["resolution"])
    assert [row["row"] for row in told["resolution"]] == [0, 0.25, 0.5, 0.75, 1]
    assert all(row["left_px_per_m"] <= 12.5 for row in told["resolution"])
    assert (await stand.site.cameras.get(GATE)).settings.px_per_m_top == told["px_per_m_top"]
    told = (await admin.patch("/api/v1/cameras/gate", json={"scale": None})).json()
    assert (told["px_per_m_top"], told["px_per_m_bottom"], told["resolution"]) == (None, None, [])


async def test_a_scale_waits_for_the_size_of_the_picture(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    assert (await admin.patch("/api/v1/cameras/gate", json={"scale": MOUNTING})).status_code == 409


async def test_marks_that_give_no_scale_change_nothing(stand: Stand, admin: httpx.AsyncClient) -> None:
    await _live(stand)
    level = {**UPRIGHTS, "marks": [UPRIGHTS["marks"][0]] * 2}
    answer = await admin.patch("/api/v1/cameras/gate", json={"scale": level})
    assert 400 <= answer.status_code < 500
    assert (await stand.site.cameras.get(GATE)).settings.px_per_m_top is None
