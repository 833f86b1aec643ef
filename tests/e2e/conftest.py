"""A real server, a real RTSP camera, a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect

from bench.browser import browser
from bench.film import film
from bench.site import RunningSite
from tests.e2e.furnished import furnish
from tests.stands.rtsp import RtspCamera

SHOTS = Path(__file__).resolve().parents[2] / "test-results"
PATIENCE_MS = 60_000  # a browser, a server, cameras and another test share what may be two cores
SIZES: dict[str, ViewportSize] = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}
# Sizes are answered and colours have faded: two pictures were drawn, and nothing that ends is still moving.
SETTLED = """async () => {
  for (let drawn = 0; drawn < 2; drawn += 1) await new Promise((done) => requestAnimationFrame(done));
  return document.getAnimations().every(
    (one) => one.playState !== 'running' || one.effect?.getComputedTiming().endTime === Infinity);
}"""
RECORDING_PLAYS = """() => {
  const video = document.querySelector('video[aria-label$="Recording"]');
  return video !== null && !video.paused && video.currentTime > 0 && document.querySelector('.badge.live') === null;
}"""
NO_SIDEWAYS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with browser() as opened:
        yield opened


@pytest.fixture(autouse=True)
def nothing_left_open(chromium: Browser) -> Iterator[None]:
    """Windows of a test that failed are closed, so that they do not slow down those that follow."""
    before = set(chromium.contexts)
    yield
    for context in set(chromium.contexts) - before:
        context.close()


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where screenshots are kept for people to look at."""
    SHOTS.mkdir(exist_ok=True)
    return SHOTS


@pytest.fixture
def camera() -> Iterator[RtspCamera]:
    clip = film("plaza", width=1280, height=720, rate_hz=15, seconds=10)
    with RtspCamera(clip, user="viewer", password="quiet-secret") as started:
        yield started


@pytest.fixture
def site(tmp_path: Path) -> Iterator[RunningSite]:
    with RunningSite(tmp_path / "data") as started:
        yield started


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """One site for all who only look at pages, or do what disturbs nobody else who looks."""
    with RunningSite(tmp_path_factory.mktemp("furnished") / "data") as started:
        furnish(started)
        yield started


class Complaints:
    """What the browser itself found wrong with a page: errors of scripts, missing files, refusals of the policy.

    An answer of the API that says 404 is none: a camera without a picture yet is not a mistake of the page.
    """

    def __init__(self, page: Page) -> None:
        self.heard: list[str] = []
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        # Of a socket that is refused the page's own address is given as the place, and the socket's in the text.
        if said.type == "error" and "/api/v1/" not in said.location["url"] + said.text:
            self.heard.append(f"{said.text} ({said.location['url']})")


def look_by_day_and_night(page: Page, kept: Path) -> None:
    """What is open fits its window in both schemes; `kept` is where the two pictures go, without their endings."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.screenshot(path=kept.with_name(f"{kept.name}-{scheme}.png"))
        assert page.evaluate(NO_SIDEWAYS), f"the page can be scrolled sideways: {scheme}"
