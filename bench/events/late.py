"""How late the desk is told: from the moment in the source to the event at an open desk, by the whole chain.

A real server with a drawn camera of 15 pictures a second and rules that find something often. An event's own moment is
that of the picture in which it was found, by the clock of this machine; its arrival is when the desk's open connection
has it. What a rule waits for on purpose (`for_s`) lies before that moment.
"""

from __future__ import annotations

import json
import tempfile
import time
from datetime import datetime
from pathlib import Path

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bench.events.camera import scale_of
from bench.figures import Figure, figure, percentile
from bench.site import RunningSite

NEAR = [[0.0, 0.4], [1.0, 0.4], [1.0, 1.0], [0.0, 1.0]]
LINES = ([[0.35, 0.4], [0.35, 1.0]], [[0.5, 0.4], [0.5, 1.0]], [[0.65, 0.4], [0.65, 1.0]])


def measure(quick: bool) -> list[Figure]:
    """Two minutes of a plaza with its twelve people."""
    with tempfile.TemporaryDirectory() as folder, RunningSite(Path(folder) / "data") as site:
        site.sign_in()
        top, bottom = scale_of("plaza")
        scale = {"px_per_m_top": 2 * top, "px_per_m_bottom": 2 * bottom}
        camera = site.add_camera("Plaza", "demo:plaza", evidence_s=8, **scale)
        for number, line in enumerate(LINES):
            when = {"kind": "line_crossed", "line": line}
            site.call("POST", "/api/v1/rules", {"name": f"Line {number}", "camera": camera, "when": when})
        zone = {"kind": "zone_entered", "zone": NEAR}
        site.call("POST", "/api/v1/rules", {"name": "Near half", "camera": camera, "when": zone})
        site.wait_until_live(camera)
        late_s = _listen(site, 40.0 if quick else 120.0)
    return [
        figure("late: events that reached the desk", len(late_s), "events"),
        figure("late: from the source to the desk, p50", percentile(late_s, 0.5) * 1000, "ms"),
        figure("late: from the source to the desk, p95", percentile(late_s, 0.95) * 1000, "ms", "<= 1000"),
        figure("late: the same, worst", max(late_s) * 1000, "ms"),
    ]


def _listen(site: RunningSite, lasts_s: float) -> list[float]:
    """Seconds from each event's moment to its arrival."""
    cookie = "; ".join(f"{name}={value}" for name, value in site.http.cookies.items())
    end, late = time.monotonic() + lasts_s, []
    headers = {"Cookie": cookie, "Origin": site.url}
    with connect(site.url.replace("http", "ws") + "/api/v1/watch", additional_headers=headers, max_size=None) as desk:
        while (left_s := end - time.monotonic()) > 0:
            try:
                said = json.loads(desk.recv(timeout=left_s))
            except TimeoutError:
                break
            except ConnectionClosed as error:
                raise OSError("the desk's connection was closed") from error
            if said["type"] == "event":
                late.append(time.time() - datetime.fromisoformat(said["event"]["at"]).timestamp())
    if not late:
        raise OSError("no event reached the desk")
    return late
