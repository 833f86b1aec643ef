"""`live`: how late is the picture, from the moment it is drawn to the moment it is painted?

A clock is drawn into each picture at the instant it is handed to a real RTSP camera (bench/raw_camera.py); Chromium
shows the console's page of that camera, and the clock is read from the pixels of its video element when they are
painted. So the figure holds everything: the camera's own encoder, the network, decoding, frosting, encoding again, the
server, the browser's buffer and its decoder. The row with the clock is declared an overlay, since it changes in every
picture and could never be proven.

Weakness: camera, server and browser share the machine's cores, which a real site would not ask of them.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Final, Self

import numpy as np
from playwright.sync_api import Page

from bench import timecode
from bench.browser import browser, signed_in, wait_until
from bench.figures import Figure, figure, percentile
from bench.site import RunningSite, wait_for
from groundglass.clear.scenes import open_scene

WIDTH: Final = 1280
HEIGHT: Final = 720
RATE_HZ: Final = 15
ROW: Final = [[0, 0], [1, 0], [1, timecode.ROW_SHARE], [0, timecode.ROW_SHARE]]

VIDEO: Final = "'video[aria-label$=\", Live\"]'"
SHOWN: Final = f"document.querySelector({VIDEO})?.readyState >= 2"
WATCH: Final = (
    """
async () => {
  const video = document.querySelector(VIDEO);
  const canvas = new OffscreenCanvas(640, 16);
  const draw = canvas.getContext('2d', {willReadFrequently: true});
  const read = READ_TIME;
  window.painted = [];
  window.dry = 0;
  video.addEventListener('waiting', () => { window.dry += 1; });
  const step = (now, shown) => {
    const row = video.videoHeight * ROW_SHARE;
    draw.drawImage(video, 0, 0, video.videoWidth, row, 0, 0, 640, 16);
    const ms = read(draw.getImageData(0, 0, 640, 16).data, 640, 16);
    const painted = performance.timeOrigin + Math.max(shown.expectedDisplayTime, performance.now());
    window.painted.push([ms, painted, shown.presentedFrames]);
    video.requestVideoFrameCallback(step);
  };
  video.requestVideoFrameCallback(step);
}
""".replace("VIDEO", VIDEO)
    .replace("READ_TIME", timecode.READ_TIME)
    .replace("ROW_SHARE", str(timecode.ROW_SHARE))
)


class DrawnCamera:
    """A drawn plaza with the clock in it, at a steady rate, through a real RTSP server."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        command = ["/usr/bin/python3", str(Path(__file__).with_name("raw_camera.py"))]
        command += ["--width", str(WIDTH), "--height", str(HEIGHT), "--rate", str(RATE_HZ)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._thread = threading.Thread(target=self._draw, daemon=True)

    def __enter__(self) -> Self:
        if self._process.stdout is None:
            raise RuntimeError("the camera has no output")
        self.address = self._process.stdout.readline().decode().removeprefix("ready ").strip()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(5)
        self._process.kill()
        self._process.wait(10)

    def _draw(self) -> None:
        scene = open_scene("plaza", seed=4, width=WIDTH, height=HEIGHT, fps=RATE_HZ)
        began = time.monotonic()
        number = 0
        while not self._stop.is_set() and self._process.stdin is not None:
            luma, blue, red = (np.array(plane) for plane in scene.frame(number))
            self._stop.wait(max(0.0, began + number / RATE_HZ - time.monotonic()))
            timecode.draw(luma, time.time_ns() // 1_000_000)
            rows = int(HEIGHT * timecode.ROW_SHARE) // 2 + 1
            blue[:rows], red[:rows] = 128, 128
            try:
                self._process.stdin.write(b"".join((luma.tobytes(), blue.tobytes(), red.tobytes())))
                self._process.stdin.flush()
            except BrokenPipeError:
                return
            number += 1


def latencies_ms(page: Page, seconds: float) -> tuple[list[float], int, int]:
    """Read the clock from what is painted for some seconds.

    Gives the lateness of each picture, the pictures not shown, and how often there was nothing left to show.
    """
    wait_until(page, SHOWN)
    page.evaluate(WATCH)
    wait_for("the clock to be readable", lambda: page.evaluate("window.painted.some(p => p[0] !== null)"), 60, 0.5)
    page.evaluate("window.painted.length = window.dry = 0")
    time.sleep(seconds)
    painted, dry = page.evaluate("[window.painted, window.dry]")
    late = [(shown - ms) % timecode.WRAP_MS for ms, shown, _ in painted if ms is not None]
    return late, round(seconds * RATE_HZ) - len({ms for ms, _, _ in painted if ms is not None}), dry


def first_picture_s() -> float:
    """Seconds from starting the demo to its first picture in a browser that was already open."""
    with tempfile.TemporaryDirectory() as folder, browser() as opened:
        demo = RunningSite(Path(folder), "demo")
        began = time.monotonic()
        with demo:
            demo.sign_in()
            page = signed_in(opened, demo.url, dict(demo.http.cookies)).new_page()
            page.goto(demo.url)
            wait_until(page, "document.querySelector('video')?.readyState >= 2")
            return time.monotonic() - began


def measure(quick: bool) -> list[Figure]:
    first_s = first_picture_s()
    with tempfile.TemporaryDirectory() as folder, DrawnCamera() as camera, RunningSite(Path(folder)) as site:
        site.sign_in()
        name = site.add_camera("Clock", camera.address, overlays=[ROW], evidence_s=5)
        site.wait_until_live(name)
        with browser() as opened:
            page = signed_in(opened, site.url, dict(site.http.cookies)).new_page()
            page.goto(f"{site.url}/#/camera/{name}")
            late, missing, dry = latencies_ms(page, 5 if quick else 60)
    return [
        figure("live: demo, start of the server to first picture", first_s, "s", "<= 10"),
        figure("live: capture to paint, median", percentile(late, 0.5), "ms"),
        figure("live: capture to paint, p95", percentile(late, 0.95), "ms", "<= 250"),
        figure("live: capture to paint, worst", max(late), "ms"),
        figure("live: times the player ran dry", dry, ""),
        figure("live: pictures not painted", 100 * max(0, missing) / (len(late) + max(0, missing)), "%"),
    ]
