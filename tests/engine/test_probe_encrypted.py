"""An encrypted camera and a worker confined as in life: it finds what it is to believe, and reads nobody else."""

from __future__ import annotations

from pathlib import Path

from groundglass.engine.probe import probe
from groundglass.frosted.inventory.certificates import trust_of
from groundglass.pane.settings import SecretAddress
from groundglass.pane.status import CameraState, Cause
from tests.stands.encrypted import Encrypted
from tests.stands.http_camera import HttpCamera
from tests.stands.receivers import certificate_for


async def test_a_confined_worker_reads_the_camera_that_is_trusted_and_no_other(tmp_path: Path) -> None:
    trusted, other = certificate_for("gate.local"), certificate_for("gate.local")
    with HttpCamera(sign_in="basic") as camera, Encrypted(camera.port, trusted, tmp_path) as encrypted:
        address = SecretAddress(f"https://viewer:glass@127.0.0.1:{encrypted.port}/mjpeg")
        seen = await probe(address, "tcp", trust_of(trusted.certificate))
        assert (seen.state, seen.cause) == (CameraState.LIVE, Cause.NONE)
        encrypted.show(other)
        heard = encrypted.heard
        refused = await probe(address, "tcp", trust_of(trusted.certificate))
        assert (refused.state, refused.cause, refused.facts) == (CameraState.REFUSED, Cause.CERTIFICATE_OTHER, None)
        assert encrypted.heard == heard
