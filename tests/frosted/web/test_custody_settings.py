"""Custodians over HTTP, and what a camera tells of its originals."""

from __future__ import annotations

from typing import Any

import httpx
import pyrage
import pytest

from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.sealing import SealingReport, SealingState
from groundglass.pane.status import CameraState, Cause
from tests.frosted.web.stand import ADDRESS, Stand

GATE = CameraId("gate")
SETTINGS = "/api/v1/custody/settings"


def custodian(name: str) -> dict[str, Any]:
    return {"name": name, "recipient": str(pyrage.x25519.Identity.generate().to_public())}


async def test_a_new_site_says_that_nothing_is_kept_and_what_to_do(viewer: httpx.AsyncClient) -> None:
    told = (await viewer.get(SETTINGS)).json()
    assert (told["custodians"], told["can_seal"], told["quorum"]) == ([], False, 1)
    assert "none is kept" in told["sentence"]
    assert told["hint"]


async def test_custodians_are_put_kept_and_told(admin: httpx.AsyncClient) -> None:
    people = [custodian("Works council"), custodian("Data protection")]
    answer = await admin.put(SETTINGS, json={"custodians": people, "quorum": 2, "keep_days": 3})
    assert answer.status_code == 200
    told = (await admin.get(SETTINGS)).json()
    assert told == answer.json()
    assert [one["name"] for one in told["custodians"]] == ["Works council", "Data protection"]
    assert (told["can_seal"], told["keep_days"]) == (True, 3)
    assert "No camera" in told["sentence"]
    left = await admin.put(SETTINGS, json={"custodians": told["custodians"][:1], "quorum": 2})
    assert [one["active"] for one in left.json()["custodians"]] == [True, False]
    assert (left.json()["can_seal"], left.json()["keep_days"]) == (False, 3)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"custodians": [], "quorum": 0}, 422),
        ({"custodians": [{"name": "", "recipient": "age1"}], "quorum": 1}, 422),
        ({"custodians": [{"name": "One", "recipient": "no recipient"}], "quorum": 1}, 422),
        ({"custodians": []}, 422),
    ],
)
async def test_what_cannot_be_used_is_refused(admin: httpx.AsyncClient, body: dict[str, Any], status: int) -> None:
    answer = await admin.put(SETTINGS, json=body)
    assert answer.status_code == status
    assert (await admin.get(SETTINGS)).json()["custodians"] == []


async def test_cameras_that_seal_follow_a_change_and_the_site_says_what_it_takes(
    stand: Stand, admin: httpx.AsyncClient
) -> None:
    await admin.post("/api/v1/cameras", json={"id": "gate", "name": "Gate", "address": ADDRESS, "seal": True})
    await admin.post("/api/v1/cameras", json={"id": "yard", "name": "Yard", "address": ADDRESS})
    told = (await admin.put(SETTINGS, json={"custodians": [custodian("One")], "quorum": 1})).json()
    assert stand.workers.restarts == 1
    assert told["cameras"] == ["gate"]
    assert "1 of 1" in told["sentence"]


async def test_switching_originals_on_starts_the_worker_anew_and_is_told(
    stand: Stand, admin: httpx.AsyncClient
) -> None:
    camera = (await admin.post("/api/v1/cameras", json={"id": "gate", "name": "Gate", "address": ADDRESS})).json()
    assert (camera["seal"], camera["sound"], camera["sealing"]) == (False, False, None)
    camera = (await admin.patch("/api/v1/cameras/gate", json={"seal": True, "sound": True})).json()
    assert (camera["seal"], camera["sound"], camera["sealing"]["code"]) == (True, True, "starting")
    assert stand.workers.restarts == 1


async def test_a_camera_says_how_its_originals_are(stand: Stand, admin: httpx.AsyncClient) -> None:
    await admin.post("/api/v1/cameras", json={"id": "gate", "name": "Gate", "address": ADDRESS, "seal": True})
    states = stand.site.states
    states.note_not_kept(GATE)  # nothing is known yet, so nothing is said
    for state in SealingState:
        states.note(GATE, SealingReport(Instant90k(0), state, 4, 1))
        sealing = (await admin.get("/api/v1/cameras/gate")).json()["sealing"]
        assert sealing["code"] == state.name.lower()
        assert sealing["sentence"].endswith(".")
        assert (sealing["segments"], sealing["dropped"]) == (4, 1)
    states.note(GATE, SealingReport(Instant90k(0), SealingState.SEALING, 5, 1))
    states.note_not_kept(GATE)
    assert (await admin.get("/api/v1/cameras/gate")).json()["sealing"]["code"] == "not_kept"
    states.set_state(GATE, CameraState.CONNECTING, Cause.FIRST_ATTEMPT)
    assert (await admin.get("/api/v1/cameras/gate")).json()["sealing"]["code"] == "starting"
