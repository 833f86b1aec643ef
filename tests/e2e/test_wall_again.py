"""What was just seen on the wall is seen once more without leaving it, and is never taken for what is live."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from bench.browser import signed_in, wait_until
from bench.site import RunningSite, wait_for
from tests.e2e.conftest import Complaints, look_by_day_and_night
from tests.e2e.test_again import recorded_s

LIVE = "document.querySelector('.tile[data-live=showing]')?.dataset.replay === 'off'"
AGAIN = "document.querySelector('.tile')?.dataset.replay === 'shown'"
SHOWN_MS = "Date.parse(document.querySelector('.tile-not-live time').dateTime)"


def test_a_tile_shows_the_last_seconds_again_says_that_it_is_not_live_and_is_live_by_itself(
    chromium: Browser, furnished: RunningSite, shots: Path
) -> None:
    wait_for("two presses to be recorded", lambda: recorded_s(furnished) > 25, every_s=0.5)
    context = signed_in(chromium, furnished.url, dict(furnished.http.cookies.items()))
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(f"{furnished.url}/#/wall/all")
    wait_until(page, LIVE)
    pressed_ms = page.evaluate("Date.now()")
    page.get_by_role("link", name="Plaza").first.focus()
    page.keyboard.press("r")
    wait_until(page, AGAIN)
    page.get_by_text("Not live", exact=True).last.wait_for()
    first_ms = page.evaluate(SHOWN_MS)
    assert first_ms < pressed_ms
    look_by_day_and_night(page, shots / "wall-again-wide")
    page.locator(".tile").hover()
    page.get_by_role("button", name="The last 10 seconds of Plaza again").click()
    wait_until(page, f"{AGAIN} && {SHOWN_MS} < {first_ms}")  # further back
    page.keyboard.press("Escape")
    wait_until(page, LIVE)
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="The last 10 seconds of Plaza again").click()
    wait_until(page, AGAIN)
    look_by_day_and_night(page, shots / "wall-again-narrow")
    wait_until(page, LIVE)  # by itself, when what had been seen live is over
    assert complaints.heard == []
    context.close()
