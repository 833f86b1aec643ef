"""A moment is marked while it is seen, found again and taken away; a still of it is saved. In a real browser."""

from __future__ import annotations

import struct
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.browser import wait_until
from bench.site import RunningSite
from tests.e2e.conftest import Complaints, look_by_day_and_night

NOTE = "A crate stands before the fountain"


def test_a_moment_is_marked_found_and_a_still_of_it_is_saved(
    chromium: Browser, furnished: RunningSite, shots: Path
) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    cookies = furnished.http.cookies.items()
    context.add_cookies([{"name": key, "value": value, "url": furnished.url} for key, value in cookies])
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(f"{furnished.url}/#/camera/plaza")
    wait_until(page, "document.querySelector('.stage')?.dataset.live === 'showing'")
    mark(page)
    save_a_still(page, shots)
    find_it_again(page, furnished, shots)
    kinds = [step["kind"] for step in furnished.call("GET", "/api/v1/me/trail")["steps"]]
    assert {"still.taken", "bookmark.made", "bookmark.removed", "bookmark.restored"} <= set(kinds)
    assert complaints.heard == []
    context.close()


def mark(page: Page) -> None:
    page.keyboard.press("b")
    page.get_by_label("Note").fill(NOTE)
    page.keyboard.press("Enter")
    page.get_by_text("Marked.", exact=True).wait_for()


def save_a_still(page: Page, shots: Path) -> None:
    page.keyboard.press("k")
    page.get_by_role("dialog", name="Still of the moment").wait_for()
    look_by_day_and_night(page, shots / "still")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as PNG").click()
    assert saved.value.suggested_filename.startswith("plaza-")
    png = Path(saved.value.path()).read_bytes()
    width, height = struct.unpack(">II", png[16:24])
    assert width == 320  # as recorded, however large it is shown
    assert height > 180  # with a margin below


def find_it_again(page: Page, site: RunningSite, shots: Path) -> None:
    page.keyboard.press("k")
    over = page.get_by_role("dialog", name="Still of the moment")
    over.wait_for()
    page.goto(f"{site.url}/#/bookmarks")
    over.wait_for(state="detached")  # what stood over the page left with it
    found = page.locator(".found", has_text=NOTE)
    found.wait_for()
    look_by_day_and_night(page, shots / "bookmarks")
    page.get_by_label("Words in the note").fill("no such words")
    page.get_by_text("No bookmark like this.").wait_for()
    page.get_by_label("Words in the note").fill("FOUNTAIN crate")
    found.get_by_role("button", name="Change the note").click()
    page.get_by_role("dialog").get_by_label("Note").fill(f"{NOTE}, moved later")
    page.keyboard.press("Enter")
    page.get_by_text("moved later").wait_for()
    found.get_by_role("button", name="Remove").click()
    removed = page.locator(".toast", has_text="The bookmark is removed.")
    removed.get_by_role("button", name="Undo").click()
    found.wait_for()
    found.get_by_role("link", name="Go to this moment").first.click()
    wait_until(page, "location.hash.startsWith('#/camera/plaza?at=')")
    page.get_by_role("slider", name="Timeline").wait_for()
