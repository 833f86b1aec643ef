"""What was recorded is played in step, found again, saved and counted; in a real browser, as a person would do it."""

from __future__ import annotations

import math
import re
import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bench.browser import wait_until
from bench.site import RunningSite, wait_for
from tests.e2e.conftest import SETTLED, Complaints

SMALL = "width=480&height=270&people=6&fps=8"
DAYS = 9
WIDTHS = ((1440, 900), (390, 844))
CLOCKS = "[...document.querySelectorAll('.reel-tile video')].map(v => v.currentTime)"


@pytest.fixture
def lived_in(site: RunningSite) -> RunningSite:
    """Two cameras that record, a rule that finds something, and more than a week of counts of one of them."""
    site.sign_in()
    for name, scene in (("Plaza", "plaza"), ("Street", "street")):
        site.wait_until_live(site.add_camera(name, f"demo:{scene}?{SMALL}", evidence_s=5))
    line = {"kind": "line_crossed", "line": [[0.5, 0.0], [0.5, 1.0]]}
    zone = {"kind": "zone_occupied", "zone": [[0.05, 0.1], [0.95, 0.1], [0.95, 0.97], [0.05, 0.97]]}
    site.call("POST", "/api/v1/rules", {"name": "Over the plaza", "camera": "plaza", "when": line, "level": "info"})
    site.call("POST", "/api/v1/rules", {"name": "Street in use", "camera": "street", "when": zone})
    seed_counts(site.data / "groundglass.db")
    wait_for("something to happen", lambda: len(site.call("GET", "/api/v1/events?camera=plaza")["events"]) >= 2, 120)
    wait_for("a minute of recording", lambda: recorded_s(site, "plaza") > 25 and recorded_s(site, "street") > 25, 120)
    return site


def recorded_s(site: RunningSite, camera: str) -> float:
    oldest = (site.camera(camera)["recording"] or {}).get("oldest")
    return 0.0 if oldest is None else time.time() - _seconds(oldest)


def _seconds(moment: str) -> float:
    return time.mktime(time.strptime(moment[:19], "%Y-%m-%dT%H:%M:%S")) - time.timezone


def seed_counts(database: Path) -> None:
    """Sums of days that nobody waits for: a busy noon, a quiet night, and a quiet corner of the picture."""
    minute = int(time.time()) // 60 * 60
    with sqlite3.connect(database, timeout=20) as connection:
        for back in range(5, DAYS * 24 * 60, 5):
            at = minute - back * 60
            people = max(0, round(9 * math.sin((at / 3600 % 24 - 6) / 14 * math.pi)))
            row = ("plaza", at * 90_000, 60, people * 60_000, people, people, 60 * 9000 * people)
            connection.execute("INSERT OR IGNORE INTO tally VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        for cell in range(18 * 32):
            visits = 60 - abs(cell % 32 - 16) * 4 if cell // 32 > 8 else 2 if cell // 32 == 8 else 0
            if visits > 0:
                hour = minute // 3600 * 3600 * 90_000
                connection.execute(
                    "INSERT OR IGNORE INTO heat_tally VALUES (?, ?, ?, ?, ?)",
                    ("plaza", hour, cell, visits, visits * 4000),
                )
    connection.close()


def window(chromium: Browser, site: RunningSite, width: int = 1440, height: int = 900) -> BrowserContext:
    context = chromium.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
    context.add_cookies([{"name": key, "value": value, "url": site.url} for key, value in site.http.cookies.items()])
    return context


def keep_pictures(page: Page, shots: Path, name: str) -> None:
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            wait_until(page, SETTLED)
            page.screenshot(path=str(shots / f"history-{name}-{scheme}-{width}.png"))
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.set_viewport_size({"width": WIDTHS[0][0], "height": WIDTHS[0][1]})


def test_cameras_are_played_in_step_searched_and_counted(chromium: Browser, lived_in: RunningSite, shots: Path) -> None:
    context = window(chromium, lived_in)
    page = context.new_page()
    complaints = Complaints(page)
    play_in_step(page, lived_in, shots)
    search_and_watch(page, lived_in, shots)
    read_charts(page, lived_in, shots)
    draw_an_area_by_keyboard(page, lived_in)
    assert complaints.heard == []
    context.close()


def play_in_step(page: Page, site: RunningSite, shots: Path) -> None:
    began = max(_seconds(site.camera(camera)["recording"]["oldest"]) for camera in ("plaza", "street"))
    moment = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(began + 6))
    page.goto(f"{site.url}/#/timeline?cameras=plaza,street&at={moment}")
    wait_until(page, "[...document.querySelectorAll('.reel-tile video')].filter(v => v.readyState >= 2).length === 2")
    page.keyboard.press(" ")
    wait_until(page, "[...document.querySelectorAll('.reel-tile')].every(t => t.dataset.shown === 'playing')")
    # Both players count from the same second, so their own clocks can be compared; one that fell behind catches up.
    began = page.evaluate(CLOCKS)
    wait_until(page, f"(began) => {CLOCKS}.every((now, at) => now >= began[at] + 2)", began)
    wait_until(page, f"Math.abs({CLOCKS}.reduce((one, other) => one - other)) < 0.5")
    page.get_by_role("button", name="Pause").click()
    lanes = page.get_by_role("slider", name="Timeline of the chosen cameras")
    bounds = lanes.bounding_box()
    assert bounds is not None
    before = lanes.get_attribute("aria-valuenow")
    page.get_by_role("button", name="Next event").click()
    wait_until(page, f"document.querySelector('.lanes .timeline').getAttribute('aria-valuenow') !== '{before}'")
    page.locator(".reel-events li").first.wait_for()
    low, now, high = (float(lanes.get_attribute(f"aria-value{name}") or 0) for name in ("min", "now", "max"))
    page.mouse.move(bounds["x"] + bounds["width"] * (now - low) / (high - low), bounds["y"] + 44)
    page.locator(".lane-card img").wait_for()
    keep_pictures(page, shots, "timeline")

    page.keyboard.press("c")
    page.locator(".clip-bar .chip").get_by_text("Street").click()
    page.get_by_role("button", name="Start here").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save 1 file").click()
    assert re.fullmatch(r"plaza-.*\.mp4", saved.value.suggested_filename)
    page.get_by_text("1 clip saved.").wait_for()


def search_and_watch(page: Page, site: RunningSite, shots: Path) -> None:
    page.get_by_role("link", name="Search", exact=True).first.click()
    page.get_by_role("heading", name="Search").wait_for()
    page.locator(".found-list .found").first.wait_for()
    kinds = page.locator(".conditions .chip")
    kinds.get_by_text("Zone occupied").click()
    wait_until(page, "location.hash.includes('kind=zone_occupied')")
    page.get_by_text("Street in use").first.wait_for()
    wait_until(page, "![...document.querySelectorAll('.found-list b')].some(b => b.textContent === 'Over the plaza')")
    keep_pictures(page, shots, "search")
    other = page.context.new_page()  # whoever is sent the address sees the same
    other.goto(page.url)
    other.get_by_text("Street in use").first.wait_for()
    assert other.get_by_label("Zone occupied").is_checked()
    other.close()
    kinds.get_by_text("Zone occupied").click()
    page.get_by_text("Alarms only").click()
    page.get_by_text("Nothing of this kind happened then.").wait_for()
    page.get_by_role("button", name="Clear").click()
    page.locator(".found-list .found").first.wait_for()
    page.get_by_role("link", name="Watch this moment").first.click()
    wait_until(page, "location.hash.includes('#/camera/')")
    wait_until(page, "[...document.querySelectorAll('video')].some(v => v.readyState >= 2)")


def read_charts(page: Page, site: RunningSite, shots: Path) -> None:
    page.goto(f"{site.url}/#/analytics?camera=plaza&length=week")
    chart = page.get_by_role("slider", name="People in view")
    chart.wait_for()
    page.locator(".heat-cell").first.wait_for()
    assert page.locator(".heat-few").count() >= 32  # a row of cells with two visits each
    page.get_by_role("button", name="With the week before").click()
    page.locator(".line.before").wait_for()
    chart.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert "On average" in (chart.get_attribute("aria-valuetext") or "")
    keep_pictures(page, shots, "charts")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as CSV").nth(2).click()
    lines = Path(saved.value.path()).read_text().splitlines()
    assert lines[0] == "column,row,visits,stay_s"
    assert any(line.endswith(",<5,<5") for line in lines)
    page.get_by_role("button", name="As a table").click()
    page.get_by_role("table", name="People in view").wait_for()


def draw_an_area_by_keyboard(page: Page, site: RunningSite) -> None:
    page.goto(f"{site.url}/#/camera/plaza/settings")
    areas = page.locator("section.card", has=page.get_by_role("heading", name="Areas", exact=True))
    areas.get_by_role("button", name="Draw an area").focus()
    page.keyboard.press("Enter")
    for keys in (
        "Shift+ArrowLeft Space",
        "Shift+ArrowDown Shift+ArrowRight Space",
        "Shift+ArrowRight Shift+ArrowUp Space",
    ):
        for key in keys.split():
            page.keyboard.press(key)
    page.keyboard.press("Enter")
    areas.get_by_role("button", name="Corner 1 of area 1").focus()
    page.keyboard.press("ArrowUp")
    areas.get_by_role("button", name="Save").click()
    wait_for("the area to be kept", lambda: site.camera("plaza")["areas"])
    assert site.camera("plaza")["areas"] == [{"number": 1, "polygon": [[0.4, 0.49], [0.5, 0.6], [0.6, 0.5]]}]
