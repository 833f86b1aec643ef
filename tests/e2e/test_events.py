"""A rule is drawn on the picture, tried on what was recorded, made live, and finds something; in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bench.browser import wait_until
from bench.site import RunningSite, wait_for
from tests.e2e.conftest import RECORDING_PLAYS, SETTLED, Complaints


def click_on(page: Page, x: float, y: float) -> None:
    bounds = page.locator(".drawing-box .areas-picture").bounding_box()
    assert bounds is not None
    page.mouse.click(bounds["x"] + x * bounds["width"], bounds["y"] + y * bounds["height"])


def moment_is_seen(page: Page) -> None:
    """What happened is listed with its picture, and the picture leads to the recording, which runs, and back."""
    wait_until(page, "document.querySelector('.event-row .event-still img')?.naturalWidth > 0")
    page.get_by_role("link", name="Watch the recording").first.click()
    wait_until(page, RECORDING_PLAYS)
    page.go_back()
    page.get_by_text("Zone occupied").first.wait_for()


@pytest.fixture
def busy(site: RunningSite) -> RunningSite:
    site.sign_in()
    camera = site.add_camera("Plaza", "demo:plaza?width=640&height=360&people=8&fps=10", evidence_s=5)
    site.wait_until_live(camera)
    return site


def test_a_rule_is_drawn_tried_and_finds_something(chromium: Browser, busy: RunningSite, shots: Path) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 1100})
    context.add_cookies([{"name": key, "value": value, "url": busy.url} for key, value in busy.http.cookies.items()])
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(f"{busy.url}/#/events")
    page.get_by_text("Nothing has happened").wait_for()
    page.get_by_role("link", name="Rules").click()
    page.get_by_role("button", name="Write a rule").click()
    page.get_by_label("Tell me when").select_option("zone_occupied")
    page.locator(".drawing-box").wait_for()
    assert page.get_by_role("button", name="Make it live").is_disabled()
    for corner in ((0.03, 0.1), (0.97, 0.1), (0.97, 0.97), (0.03, 0.97)):
        click_on(page, *corner)
    page.get_by_label("Name").fill("Somebody on the plaza")
    page.get_by_text("At certain hours").click()
    page.screenshot(path=str(shots / "rule-form.png"), full_page=True)
    page.get_by_text("Always").click()
    page.get_by_role("button", name="Try it on the last 24 hours").click()
    page.locator(".trial, .note").first.wait_for()
    page.get_by_role("button", name="Make it live").click()
    page.get_by_text("The rule is live.").wait_for()
    page.get_by_text("Somebody on the plaza").first.wait_for()
    page.screenshot(path=str(shots / "rules.png"))

    page.get_by_role("link", name="What happened").click()
    wait_for("an event", lambda: busy.call("GET", "/api/v1/events")["events"], limit_s=90)
    page.get_by_text("Zone occupied").first.wait_for()  # told over the socket
    for scheme, width in (("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=str(shots / f"events-{scheme}-{width}.png"))
    page.set_viewport_size({"width": 1440, "height": 900})
    moment_is_seen(page)
    page.get_by_role("button", name="Open an incident").first.click()
    page.get_by_role("heading", name="Somebody on the plaza").wait_for()

    page.goto(f"{busy.url}/#/camera/plaza")
    page.locator(".timeline canvas").wait_for()
    wait_until(page, "[...document.querySelectorAll('video')].some(v => v.readyState >= 2)")
    with page.expect_response(re.compile("/api/v1/cameras/plaza/timeline"), timeout=60_000):
        pass  # the archive is asked again every five seconds
    wait_until(page, SETTLED)
    page.screenshot(path=str(shots / "timeline-events.png"))
    page.goto(f"{busy.url}/#/events/rules")
    page.get_by_role("switch", name="Switch “Somebody on the plaza” on or off").uncheck()
    page.get_by_text("Switched off").wait_for()
    page.get_by_role("button", name="Change").click()
    page.get_by_label("Name").fill("Plaza, by day")
    page.get_by_role("button", name="Make it live").click()
    page.get_by_role("button", name="Delete: Plaza, by day").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Plaza, by day", exact=True).wait_for()
    assert [rule["enabled"] for rule in busy.call("GET", "/api/v1/rules")["rules"]] == [False]
    assert complaints.heard == []
    context.close()
