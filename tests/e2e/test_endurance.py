"""The short form of two benches: every picture of four large cameras is accounted for, and a kill leaves a whole disk.

How much processor time that takes and how much is lost are figures, and belong to bench/; here is what must hold on
the slowest machine.
"""

from __future__ import annotations

import random
from contextlib import ExitStack
from pathlib import Path

from bench.cameras import counted
from bench.film import film
from bench.kill import is_clean, kill_once
from bench.site import RunningSite, wait_for
from tests.stands.rtsp import RtspCamera


def test_every_picture_of_four_large_cameras_is_accounted_for(tmp_path: Path) -> None:
    clip = film("street", width=1920, height=1080, rate_hz=15, seconds=4)
    with ExitStack() as stack:
        cameras = [stack.enter_context(RtspCamera(clip)) for _ in range(4)]
        site = stack.enter_context(RunningSite(tmp_path / "data"))
        site.sign_in()
        names = [site.add_camera(f"Camera {n}", one.url(), transport="tcp") for n, one in enumerate(cameras, 1)]
        for name in names:
            site.wait_until_live(name, 60)
        wait_for("300 pictures to be frosted", lambda: counted(site)["frames_out"] >= 300, 90, 0.5)
        seen = counted(site)
        # What is in the workers' hands at the moment of counting: never more than a second of each camera.
        assert 0 <= seen["frames_in"] - seen["frames_out"] - seen["frames_dropped"] <= 15 * len(names)
        assert len(site.worker_pids()) == len(names)
        wait_for("all four to be recorded", lambda: all(site.camera(name)["recording"] for name in names), 30, 0.5)
    assert is_clean(tmp_path / "data")


def test_recording_resumes_after_a_kill_and_the_disk_is_whole(tmp_path: Path) -> None:
    data = tmp_path / "data"
    clip = film("plaza", width=640, height=360, rate_hz=15, seconds=10)
    with RtspCamera(clip) as camera, RunningSite(data) as site:
        site.sign_in()
        name = site.add_camera("Gate", camera.url(), transport="tcp")
        losses = [kill_once(site, name, chance) for chance in (random.Random(0), random.Random(1))]
    assert {loss.victim for loss in losses} == {"server", "worker"}
    assert is_clean(data)
