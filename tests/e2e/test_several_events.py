"""Several events are chosen by keyboard, reviewed and added to an incident in one act each, and taken back in one."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from bench.site import RunningSite, wait_for
from tests.e2e.conftest import Complaints, look_by_day_and_night

HOW_MANY = 5


def test_several_events_are_reviewed_and_added_to_an_incident(
    chromium: Browser, site: RunningSite, shots: Path
) -> None:
    site.sign_in()
    for number in range(HOW_MANY):
        site.call("POST", "/api/v1/events", {"name": f"Door {number}", "level": "warning"})
    site.call("POST", "/api/v1/incidents", {"title": "Doors at night"})
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": key, "value": value, "url": site.url} for key, value in site.http.cookies.items()])
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(f"{site.url}/#/events")
    expect(page.locator(".event-choose")).to_have_count(HOW_MANY)
    # Rows of one minute are told apart.
    expect(page.locator(".event-row time")).to_have_text([re.compile(r", \d\d:\d\d:\d\d$")] * HOW_MANY)
    review_some(page, site, shots)
    add_all(page, site)
    assert complaints.heard == []
    context.close()


def reviewed(site: RunningSite) -> int:
    return len(site.call("GET", "/api/v1/events")["reviews"])


def undo(page: Page, text: str) -> None:
    """At once: what can be undone stays for a while only."""
    page.locator(".toast", has_text=text).get_by_role("button", name="Undo").click()


def choose_three(page: Page) -> None:
    page.locator(".event-choose").first.focus()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    page.get_by_text("3 chosen").wait_for()


def review_some(page: Page, site: RunningSite, shots: Path) -> None:
    choose_three(page)
    look_by_day_and_night(page, shots / "events-chosen")
    page.keyboard.press("r")
    undo(page, "3 events are reviewed.")
    wait_for("the reviews to be taken back", lambda: reviewed(site) == 0)
    expect(page.locator(".event-review")).to_have_count(0)
    choose_three(page)
    page.keyboard.press("r")
    expect(page.locator(".event-review")).to_have_count(3)
    page.get_by_label("Reviewed or not").select_option("waiting")
    expect(page.locator(".event-choose")).to_have_count(HOW_MANY - 3)
    page.get_by_label("Reviewed or not").select_option("all")
    expect(page.locator(".event-choose")).to_have_count(HOW_MANY)


def add_all(page: Page, site: RunningSite) -> None:
    page.get_by_label("Choose all shown").click()
    page.get_by_text(f"{HOW_MANY} chosen").wait_for()
    page.get_by_role("button", name="Add to an incident").click()
    page.get_by_role("dialog").get_by_role("button", name="Doors at night").click()
    undo(page, f"{HOW_MANY} events belong to incident 1.")
    wait_for("the events to be taken back", lambda: counted(site)["undone"] == HOW_MANY)
    assert counted(site)["event"] == HOW_MANY
    assert site.call("GET", "/api/v1/incidents/1")["events"] == []
    wait_for("the reviews that came with it to be taken back", lambda: reviewed(site) == 3)


def counted(site: RunningSite) -> Counter[str]:
    """The entries of the incident's history, by kind."""
    return Counter(entry["kind"] for entry in site.call("GET", "/api/v1/incidents/1")["history"])
