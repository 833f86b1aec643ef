"""A real RTSP camera on loopback, as somebody meets it who adds it by command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import RunningSite, groundglass, until
from tests.engine.videos import make_video
from tests.stands.rtsp import RtspCamera


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RtspCamera]:
    # The stand sends an elementary stream as it is; short groups of pictures, so that each viewer begins soon.
    clip = make_video(tmp_path_factory.mktemp("clip") / "clip.mp4", 60, g="10", bf="0")
    with RtspCamera(clip, user="desk", password="hush") as stand:
        yield stand


def test_a_test_of_a_camera_says_what_it_found(camera: RtspCamera) -> None:
    ran = groundglass("camera", "test", "-", given=camera.url() + "\n")
    assert ran.status == 0, ran.out + ran.err
    assert ran.out.startswith("found: H264 320x240")


def test_a_wrong_password_is_said_and_not_shown(camera: RtspCamera) -> None:
    ran = groundglass("camera", "test", camera.url(password="wrong-hush"))
    assert ran.status == 1
    assert "does not accept the name or password" in ran.out
    assert "hush" not in ran.out + ran.err


def test_one_refused_camera_leaves_the_others_running(camera: RtspCamera, tmp_path: Path) -> None:
    site = RunningSite(tmp_path / "data")
    try:
        groundglass("camera", "add", "Good", "-", "--data", site.data, given=camera.url())
        groundglass("camera", "add", "Bad", "-", "--data", site.data, given=camera.url(password="wrong"))
        groundglass("camera", "add", "Dead", "rtsp://127.0.0.1:9/x", "--data", site.data)

        def states() -> dict[str, str]:
            lines = groundglass("camera", "list", "--data", site.data).out.splitlines()[1:]
            return {line.split()[0]: line.split()[2] for line in lines}

        until(lambda: states() == {"good": "live", "bad": "refused", "dead": "lost"})
        listed = groundglass("camera", "list", "--data", site.data).out
        assert "hush" not in listed
        assert "wrong" not in listed
    finally:
        status, _ = site.stop()
    assert status == 0
