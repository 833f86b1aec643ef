"""Who is at the wall sees what has just happened without leaving it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from bench.browser import signed_in, wait_until
from bench.site import RunningSite
from tests.e2e.conftest import Complaints, look_by_day_and_night

LISTED = "[...document.querySelectorAll('.wall-newest .event-said b')].map(one => one.textContent)"


def test_what_just_happened_comes_to_the_wall_by_itself_opens_its_recording_and_stays_as_it_was_left(
    chromium: Browser, furnished: RunningSite, shots: Path
) -> None:
    context = signed_in(chromium, furnished.url, dict(furnished.http.cookies.items()))
    page = context.new_page()
    complaints = Complaints(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/v1/events?" in request.url else None)
    page.goto(f"{furnished.url}/#/wall/all")
    wait_until(page, "document.querySelectorAll('.tile').length === 1")
    expect(page.locator(".wall-newest")).to_have_count(0)  # one picture would be smaller for it
    page.keyboard.press("h")
    wait_until(page, f"{LISTED}.includes('Help point')")
    before = len(asked)
    furnished.call("POST", "/api/v1/events", {"name": "Door of the kiosk", "camera": "plaza", "level": "warning"})
    wait_until(page, f"{LISTED}.slice(0, 5).includes('Door of the kiosk')")
    assert len(asked) == before  # it came over the socket that is open anyway
    look_by_day_and_night(page, shots / "wall-newest-wide")
    page.reload()
    wait_until(page, f"{LISTED}.includes('Door of the kiosk')")  # as it was left
    page.set_viewport_size({"width": 390, "height": 844})
    wait_until(page, "document.querySelector('.wall-newest') === null")
    page.set_viewport_size({"width": 1440, "height": 900})
    row = page.locator(".wall-newest .event-row", has_text="Door of the kiosk")
    row.get_by_role("link").click()
    wait_until(page, "location.hash.startsWith('#/camera/plaza?from=')")
    assert complaints.heard == []
    context.close()
