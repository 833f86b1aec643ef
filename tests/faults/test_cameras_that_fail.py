"""A camera that fails says why and what to do, and nothing else is disturbed by it."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

from bench.site import RunningSite, wait_for
from tests.faults.conftest import ONE_SLICE
from tests.faults.watching import assert_kept, keep, says, undisturbed
from tests.stands.clips import draw_clip
from tests.stands.rtsp import RtspCamera


def test_a_wrong_password_is_said(site: RunningSite, gate: RtspCamera) -> None:
    with undisturbed(site, "gate"):
        camera = site.add_camera("Locked", gate.url(password="wrong-word"))
        says(
            site, camera, "refused",
            "The camera does not accept the name or password.", "Correct them in the camera's address.",
        )  # fmt: skip
        assert "wrong-word" not in site.http.get(f"/api/v1/cameras/{camera}").text
        assert "wrong-word" not in "".join(site.said)
        site.call("DELETE", f"/api/v1/cameras/{camera}")


def test_a_dead_port_is_said(site: RunningSite) -> None:
    with undisturbed(site, "gate"), socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and not listening: whoever calls is refused
        camera = site.add_camera("Dead", f"rtsp://127.0.0.1:{closed.getsockname()[1]}/cam")
        says(
            site, camera, "lost",
            "The device answers, but not on this port.", "Check the port in the address; RTSP is usually 554.",
        )  # fmt: skip
        assert site.camera(camera)["state"]["retry_in_s"] >= 1
        site.call("DELETE", f"/api/v1/cameras/{camera}")


def test_a_camera_that_stalls_is_said_to_and_comes_back(site: RunningSite, clip: Path) -> None:
    with undisturbed(site, "gate"), RtspCamera(clip) as stand:
        camera = site.add_camera("Stalls", stand.url())
        site.wait_until_live(camera)
        kept = keep(site, camera)
        stand.tell("stall")
        says(site, camera, "stalled", "No picture has arrived for a while.", "Check the camera's load and network.")
        says(site, camera, "lost", "No picture has arrived for a while.", "Check the camera's load and network.")
        stand.tell("go")
        site.wait_until_live(camera)
        assert_kept(site, camera, kept)
        site.call("DELETE", f"/api/v1/cameras/{camera}")


def test_a_camera_that_changes_size_and_codec_is_followed(site: RunningSite, clip: Path, tmp_path: Path) -> None:
    larger = draw_clip(tmp_path / "larger.mp4", width=480, height=360, pictures=60, options=ONE_SLICE)
    quiet = {"x265-params": "log-level=none:bframes=0"}
    newer = draw_clip(tmp_path / "newer.mp4", codec="libx265", width=400, height=304, pictures=60, options=quiet)

    def sends(codec: str, width: int) -> bool:
        told = site.camera(camera)
        source = told["source"] or {}
        return told["state"]["code"] == "live" and (source.get("codec"), source.get("width")) == (codec, width)

    with undisturbed(site, "gate"):
        with RtspCamera(clip) as stand:
            camera = site.add_camera("Changes", stand.url(), transport="tcp")
            wait_for("the first size", lambda: sends("h264", 320))
            first, port = keep(site, camera), stand.port
            stand.tell(f"play {larger}")
            wait_for("another size", lambda: sends("h264", 480), 40)
            second = keep(site, camera, since=datetime.now(UTC))
        says(site, camera, "lost", *_said_of_hanging_up(site, camera))
        with RtspCamera(newer, codec="h265", port=port):
            wait_for("another codec", lambda: sends("h265", 400), 40)
            third = keep(site, camera, since=datetime.now(UTC))
            for kept in (first, second, third):
                assert_kept(site, camera, kept)
        listed = site.call("GET", f"/api/v1/cameras/{camera}/fragments?from={first.begin}&to={third.end}")
        assert [run["width"] for run in sorted(listed["init"], key=lambda run: run["run"])] == [320, 480, 400]
        site.call("DELETE", f"/api/v1/cameras/{camera}")


def _said_of_hanging_up(site: RunningSite, camera: str) -> tuple[str, str]:
    """Of a camera that was switched off, first the one and soon the other is true."""
    wait_for("the camera to be missed", lambda: site.camera(camera)["state"]["code"] == "lost", 20)
    return {
        "hung_up": ("The camera closed the connection.", "It is tried again by itself."),
        "port_closed": (
            "The device answers, but not on this port.",
            "Check the port in the address; RTSP is usually 554.",
        ),
    }[site.camera(camera)["state"]["cause"]]
