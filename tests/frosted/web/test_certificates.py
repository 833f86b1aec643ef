"""Certificates of cameras over HTTP: looked at, trusted, changed, accepted anew; on record, and never an address."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest

from groundglass.frosted.people.roles import Role
from groundglass.ledger.canonical import parse_canonical
from groundglass.pane.ids import CameraId
from groundglass.pane.trust import TrustOrder
from tests.frosted.web.stand import Stand, open_stand
from tests.stands.encrypted import Encrypted
from tests.stands.http_camera import HttpCamera
from tests.stands.receivers import certificate_for

GATE = CameraId("gate")


async def test_a_certificate_is_looked_at_trusted_and_accepted_anew_when_it_changes(
    stand: Stand, admin: httpx.AsyncClient, tmp_path: Path
) -> None:
    first, second = certificate_for("gate.local"), certificate_for("gate.local")
    with HttpCamera(sign_in="basic") as camera, Encrypted(camera.port, first, tmp_path) as encrypted:
        address = f"https://viewer:glass@127.0.0.1:{encrypted.port}/mjpeg"
        seen = (await admin.post("/api/v1/discovery/certificate", json={"address": address})).json()
        assert (seen["certificate"], seen["subject"], seen["obstacle"]) == (first.certificate, "gate.local", "none")
        told = {"id": "gate", "name": "Gate", "address": address, "certificate": seen["certificate"]}
        tried = {"address": address, "certificate": first.certificate}
        assert (await admin.post("/api/v1/cameras/test", json=tried)).json()["ok"]
        added = (await admin.post("/api/v1/cameras", json=told)).json()
        assert (added["trust"], added["certificate"]["fingerprint"]) == ("certificate", seen["fingerprint"])
        kept = await stand.site.cameras.get(GATE)
        assert kept.settings.for_worker(GATE, None).trust == TrustOrder(first.certificate, "gate.local")
        encrypted.show(second)
        now = (await admin.post("/api/v1/cameras/gate/certificate", json={})).json()
        assert now["fingerprint"] != seen["fingerprint"] and "glass@" not in str(now)
        assert encrypted.heard == 0
    restarts = stand.workers.restarts
    accepted = (await admin.patch("/api/v1/cameras/gate", json={"certificate": now["certificate"]})).json()
    assert accepted["certificate"]["fingerprint"] == now["fingerprint"] and stand.workers.restarts == restarts + 1
    left = (await admin.patch("/api/v1/cameras/gate", json={"certificate": None})).json()
    assert (left["trust"], left["certificate"]) == ("unchecked", None)
    record = stand.site.archive.record
    entries = [parse_canonical(entry) for entry in await record.entries(0, record.checkpoint.size)]
    told_of = [entry["certificate"] for entry in entries if str(entry["kind"]).startswith("camera.")]
    assert told_of == [seen["fingerprint"], now["fingerprint"], ""]


async def test_a_camera_that_is_not_encrypted_has_nothing_to_show(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    assert (await admin.get("/api/v1/cameras/gate")).json()["trust"] == "plain"
    for path, body in (("/cameras/gate/certificate", {}), ("/discovery/certificate", {"address": "rtsp://192.0.2.7/"})):
        answer = await admin.post(f"/api/v1{path}", json=body)
        assert answer.status_code == 422 and "not encrypted" in answer.json()["detail"]
    assert (await admin.post("/api/v1/discovery/certificate", json={"address": "demo:plaza"})).status_code == 422


async def test_only_addresses_that_the_site_opens_are_looked_at(stand: Stand, admin: httpx.AsyncClient) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        for address, status in (
            (f"https://127.0.0.1:{stand.port}/", 403),
            ("https://169.254.169.254/", 403),
            (f"https://127.0.0.1:{unused.getsockname()[1]}/", 502),
        ):
            answer = await admin.post("/api/v1/discovery/certificate", json={"address": address})
            assert answer.status_code == status, address
            assert answer.headers["content-type"] == "application/problem+json"


BROKEN = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"


@pytest.mark.parametrize("wrong", ["gate", "", BROKEN, "x" * 20_000])
async def test_what_is_no_certificate_is_not_kept(stand: Stand, admin: httpx.AsyncClient, wrong: str) -> None:
    await stand.camera()
    kept = await stand.site.cameras.get(GATE)
    answer = await admin.patch("/api/v1/cameras/gate", json={"certificate": wrong})
    assert answer.status_code == 422
    tried = await admin.post("/api/v1/cameras/test", json={"address": "rtsps://192.0.2.7/", "certificate": wrong})
    assert tried.status_code == 422
    assert (await stand.site.cameras.get(GATE)) == kept


async def test_a_playlist_and_a_certificate_whose_time_is_over_are_told_as_they_are(
    admin: httpx.AsyncClient, tmp_path: Path
) -> None:
    for path, ends_h, obstacle in (("live.m3u8", 24, "playlist"), ("mjpeg", -1, "over")):
        shown = certificate_for("gate.local", begins_h=-48, ends_h=ends_h)
        with HttpCamera() as camera, Encrypted(camera.port, shown, tmp_path) as encrypted:
            address = f"https://127.0.0.1:{encrypted.port}/{path}"
            answer = await admin.post("/api/v1/discovery/certificate", json={"address": address})
        assert answer.json()["obstacle"] == obstacle


async def test_a_site_with_an_authority_says_so_of_cameras_without_a_certificate_of_their_own(tmp_path: Path) -> None:
    signed, other = certificate_for("localhost"), certificate_for("localhost")
    async with open_stand(tmp_path / "site", authority=TrustOrder(signed.certificate)) as stand:
        _, token = await stand.somebody(Role.ADMINISTRATOR)
        async with stand.browser(token) as admin:
            answer = await admin.post("/api/v1/cameras", json={"name": "Gate", "address": "rtsps://192.0.2.7/1"})
            with HttpCamera() as camera, Encrypted(camera.port, signed, tmp_path) as encrypted:
                for shown, host, is_signed in (
                    (signed, "localhost", True),
                    (signed, "127.0.0.1", False),
                    (other, "localhost", False),
                ):
                    encrypted.show(shown)
                    asked = {"address": f"https://{host}:{encrypted.port}/mjpeg"}
                    told = (await admin.post("/api/v1/discovery/certificate", json=asked)).json()
                    assert (told["is_signed"], told["certificate"]) == (is_signed, shown.certificate)
    assert (answer.json()["trust"], answer.json()["certificate"]) == ("authority", None)
