"""`groundglass camera certificate` and `camera trust`: here, at a server elsewhere, and in site.toml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from groundglass.frosted.inventory.certificates import read_certificate
from groundglass.pane.ids import CameraId
from tests.cli.commands import groundglass
from tests.cli.test_remote import run, token_for
from tests.frosted.web.stand import open_stand
from tests.stands.encrypted import Encrypted
from tests.stands.http_camera import HttpCamera
from tests.stands.receivers import Certificate, certificate_for

SHOWN = certificate_for("gate.local")
OTHER = certificate_for("gate.local")


def fingerprint(certificate: Certificate) -> str:
    return read_certificate(certificate.certificate).fingerprint


@pytest.fixture
def camera(tmp_path: Path) -> Iterator[Encrypted]:
    with HttpCamera() as inner, Encrypted(inner.port, SHOWN, tmp_path) as encrypted:
        yield encrypted


def test_a_certificate_is_looked_at_kept_and_used_to_try_a_camera(camera: Encrypted, tmp_path: Path) -> None:
    address, kept = f"https://127.0.0.1:{camera.port}/mjpeg", tmp_path / "gate.pem"
    looked = groundglass("camera", "certificate", address, "--save", kept)
    assert looked.status == 0, looked.err
    assert fingerprint(SHOWN) in looked.out.replace("\n", "") and camera.heard == 0
    assert kept.read_text() == SHOWN.certificate
    assert groundglass("camera", "certificate", address, "--save", kept).status != 0, "written over what was there"
    assert groundglass("camera", "test", address, "--certificate", kept).out.startswith("found: MJPEG 320x240")
    camera.show(OTHER)
    refused = groundglass("camera", "test", address, "--certificate", kept)
    assert refused.status == 1 and "another certificate" in refused.out
    assert groundglass("camera", "certificate", "demo:plaza").status != 0


def test_a_camera_is_trusted_by_a_file_and_a_site_file_that_says_nothing_keeps_that(tmp_path: Path) -> None:
    data, first, second = tmp_path / "data", tmp_path / "first.pem", tmp_path / "second.pem"
    first.write_text(SHOWN.certificate)
    second.write_text(OTHER.certificate)
    added = groundglass("camera", "add", "Gate", "rtsps://192.0.2.7/1", "--certificate", first, "--data", data)
    assert added.status == 0, added.err
    site = tmp_path / "site.toml"
    said = '[[camera]]\nid = "gate"\nname = "Gate"\naddress = "rtsps://192.0.2.7/1"\n'
    site.write_text(said)
    assert groundglass("apply", site, "--yes", "--data", data).out == "nothing to change\n"
    site.write_text(said + 'certificate = "second.pem"\n')
    changed = groundglass("apply", site, "--yes", "--data", data).out
    assert f"certificate: {fingerprint(SHOWN)} -> {fingerprint(OTHER)}" in changed
    assert fingerprint(SHOWN) in groundglass("camera", "trust", "gate", first, "--data", data).out
    assert "no certificate" in groundglass("camera", "trust", "gate", "--forget", "--data", data).out
    (tmp_path / "key.pem").write_text(SHOWN.key)
    refused = groundglass("camera", "trust", "gate", tmp_path / "key.pem", "--data", data)
    assert refused.status != 0 and "no certificate" in refused.err


async def test_a_certificate_is_looked_at_and_trusted_at_a_server_elsewhere(camera: Encrypted, tmp_path: Path) -> None:
    address, kept = f"https://127.0.0.1:{camera.port}/mjpeg", tmp_path / "gate.pem"
    async with open_stand(tmp_path / "site") as stand:
        token = await token_for(stand, "see", "set_up")
        looked = await run(stand, token, "camera", "certificate", address, "--save", str(kept))
        assert looked.status == 0, looked.err
        assert (await run(stand, token, "camera", "add", "Gate", address, "--certificate", str(kept))).status == 0
        gate = await stand.site.cameras.get(CameraId("gate"))
        assert gate.settings.certificate == SHOWN.certificate
        assert (await run(stand, token, "camera", "trust", "gate", "--forget")).status == 0
        assert (await stand.site.cameras.get(CameraId("gate"))).settings.certificate is None
