"""`kill`: what is lost when the server or a worker is killed at a random moment?

A real RTSP camera is recorded; at a moment nobody chose, the server or the camera's worker gets SIGKILL; a killed
server is started again at once, as a service manager would. Lost is what had been captured before the kill and is not
in the index afterwards; resumed is when the next recorded picture was captured. At the end `groundglass check` must
find nothing wrong.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.figures import Figure, figure
from bench.film import film
from bench.site import COMMAND, RunningSite, wait_for
from tests.stands.rtsp import RtspCamera


@dataclass(frozen=True, slots=True)
class Loss:
    """What one kill cost."""

    victim: str
    lost_s: float
    resumed_s: float


def fragments(site: RunningSite, camera: str, since: datetime) -> list[tuple[float, float]]:
    """Recorded stretches as (begin, end) in Unix seconds, oldest first."""
    to = datetime.now(UTC) + timedelta(seconds=60)
    span = f"from={stamp(since)}&to={stamp(to)}"
    found: list[dict[str, Any]] = site.call("GET", f"/api/v1/cameras/{camera}/fragments?{span}")["fragments"]
    begins = [(datetime.fromisoformat(one["at"]).timestamp(), float(one["duration_s"])) for one in found]
    return sorted((begin, begin + length) for begin, length in begins)


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def kill_once(site: RunningSite, camera: str, chance: random.Random) -> Loss:
    site.wait_until_live(camera)
    time.sleep(1.5 + chance.random() * 1.5)
    since = datetime.now(UTC) - timedelta(seconds=10)
    victim = chance.choice(["server", "worker"])
    if victim == "server":
        killed_at = time.time()
        site.kill()
        site.start()
    else:
        pid = site.worker_pids()[0]
        killed_at = time.time()
        os.kill(pid, signal.SIGKILL)

    def resumed() -> list[tuple[float, float]]:
        return [one for one in fragments(site, camera, since) if one[0] > killed_at]

    after = wait_for("recording to resume", resumed, 30, 0.2)
    kept = [end for begin, end in fragments(site, camera, since) if begin <= killed_at]
    lost_s = max(0.0, killed_at - max(kept)) if kept else 10.0
    return Loss(victim, lost_s, after[0][0] - killed_at)


def is_clean(data: Path) -> bool:
    answer = subprocess.run([COMMAND, "check", "--data", data], capture_output=True, text=True, check=False)
    if answer.returncode:
        print(answer.stdout + answer.stderr, file=sys.stderr)
    return answer.returncode == 0


def measure(quick: bool) -> list[Figure]:
    rounds = 4 if quick else 50
    chance = random.Random(20_26)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        source = film("plaza", width=640, height=360, rate_hz=15, seconds=10)
        with RtspCamera(source) as camera, RunningSite(data) as site:
            site.sign_in()
            name = site.add_camera("Gate", camera.url(), transport="tcp")
            losses = [kill_once(site, name, chance) for _ in range(rounds)]
        clean = is_clean(data)
    rows = []
    for victim in ("server", "worker"):
        of = [loss for loss in losses if loss.victim == victim]
        if of:
            rows += [
                figure(f"kill: {victim} killed", len(of), "times"),
                figure(f"kill: {victim}, recording lost at most", max(loss.lost_s for loss in of), "s", "<= 1"),
                figure(
                    f"kill: {victim}, recording again after at most", max(loss.resumed_s for loss in of), "s", "<= 5"
                ),
            ]
    return [*rows, figure("kill: check ends clean", int(clean), "yes = 1", "= 1")]
