"""What was just seen live is seen once more by one key, and the picture is live again after it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser

from bench.browser import signed_in, wait_until
from bench.site import RunningSite, wait_for
from tests.e2e.conftest import RECORDING_PLAYS, Complaints, look_by_day_and_night

LIVE = "document.querySelector('.stage')?.dataset.live === 'showing' && document.querySelector('.badge.live') !== null"
SHOWN_MS = "Date.parse(document.querySelector('.readout time').dateTime)"
NOW_MS = "Date.now()"


def test_the_last_seconds_run_again_by_one_key_and_lead_back_to_live(
    chromium: Browser, furnished: RunningSite, shots: Path
) -> None:
    wait_for("two presses to be recorded", lambda: recorded_s(furnished) > 25, every_s=0.5)
    context = signed_in(chromium, furnished.url, dict(furnished.http.cookies.items()), width=390, height=844)
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(f"{furnished.url}/#/camera/plaza")
    wait_until(page, LIVE)
    pressed_ms = page.evaluate(NOW_MS)
    page.keyboard.press("r")
    wait_until(page, RECORDING_PLAYS)
    assert page.evaluate(SHOWN_MS) < pressed_ms
    first_ms = page.evaluate(SHOWN_MS)
    look_by_day_and_night(page, shots / "again-narrow")
    page.get_by_role("button", name="The last 10 seconds again").click()
    wait_until(page, f"{SHOWN_MS} < {first_ms}")  # further back
    page.set_viewport_size({"width": 1440, "height": 900})
    look_by_day_and_night(page, shots / "again-wide")
    wait_until(page, LIVE)  # by itself, when what had been seen live is over
    assert complaints.heard == []
    context.close()


def recorded_s(site: RunningSite) -> float:
    recording = site.camera("plaza")["recording"]
    if recording is None:
        return 0.0
    return (datetime.fromisoformat(recording["newest"]) - datetime.fromisoformat(recording["oldest"])).total_seconds()
