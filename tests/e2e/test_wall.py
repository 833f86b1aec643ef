"""A night at the wall: arranged by hand and by keys, seen by others, heard when something happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from bench.browser import signed_in, wait_until
from bench.site import RunningSite
from tests.e2e.conftest import Complaints

NAMES = ("North gate", "Platform 1", "Platform 2", "Stairs")
ORDER = "[...document.querySelectorAll('.tile')].map(tile => tile.dataset.camera)"
LIVE = "[...document.querySelectorAll('.tile')].filter(tile => tile.dataset.live !== 'idle').length"
# Evaluating a script counts as a click of somebody, which here nobody made yet.
COUNT_NOTES = """
Object.defineProperty(navigator, 'userActivation', {value: {hasBeenActive: false}});
window.notes = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...given) { window.notes += 1; return start.apply(this, given); };
"""


@pytest.fixture
def four(site: RunningSite) -> RunningSite:
    """A site with four small cameras."""
    site.sign_in()
    for seed, name in enumerate(NAMES):
        site.add_camera(name, f"demo:plaza?seed={seed}&width=320&height=180&fps=4")
    return site


def desk_of(chromium: Browser, site: RunningSite, width: int = 1440, height: int = 900) -> BrowserContext:
    context = signed_in(chromium, site.url, dict(site.http.cookies), width=width, height=height)
    context.set_default_timeout(60_000)
    return context


PLAYED_BY = """
(way) => [...document.querySelectorAll('.tile.showing video')]
  .filter(video => (video.srcObject !== null ? 'track' : 'source') === way)
  .filter(video => video.getVideoPlaybackQuality().totalVideoFrames > 8).length === 4
"""
WITHOUT_TRACKS = "delete window.MediaStreamTrackGenerator;"


def order(page: Page) -> list[str]:
    shown: list[str] = page.evaluate(ORDER)
    return shown


def drag(page: Page, what: Locator, onto: Locator) -> None:
    begin, end = what.bounding_box(), onto.bounding_box()
    assert begin is not None
    assert end is not None
    page.mouse.move(begin["x"] + begin["width"] / 2, begin["y"] + begin["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    page.mouse.up()


def test_a_wall_is_arranged_by_keys_and_by_hand_kept_and_seen_by_others(
    chromium: Browser, four: RunningSite, shots: Path
) -> None:
    page = desk_of(chromium, four).new_page()
    complaints = Complaints(page)
    page.goto(four.url)
    wait_until(page, "document.querySelectorAll('.tile').length === 4")
    page.keyboard.press("e")
    first = page.get_by_role("button", name="North gate, place 1 of 4")
    expect(first).to_be_focused()
    page.keyboard.press("s")
    page.get_by_role("button", name="Make North gate smaller").wait_for()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    by_keys = order(page)
    assert by_keys[0] != "north-gate"
    drag(page, page.get_by_role("button", name="Stairs, place"), page.locator(".handle").first)
    assert order(page)[0] == "stairs"
    page.keyboard.press("Control+z")
    wait_until(page, f"before => {ORDER}.join() === before", ",".join(by_keys))
    page.get_by_role("button", name="Take Stairs off the wall").click()
    page.get_by_label("Name", exact=True).fill("Platforms")
    page.locator("label", has_text="Shared with everybody").click()
    page.screenshot(path=str(shots / "wall-arranging.png"))
    page.get_by_role("button", name="Save").click()
    page.get_by_text("“Platforms” is saved.").wait_for()
    arranged = [camera for camera in by_keys if camera != "stairs"]

    other = desk_of(chromium, four, 390, 560).new_page()
    other.goto(four.url)
    wait_until(other, "document.querySelectorAll('.tile').length === 4")
    wait_until(other, f"{LIVE} > 0 && {LIVE} < 4")  # what is not in sight opens no stream
    other.get_by_role("button", name="Wall: All cameras").click()
    other.get_by_role("link", name="Platforms").click()
    wait_until(other, f"wanted => {ORDER}.join() === wanted", ",".join(arranged))
    other.screenshot(path=str(shots / "wall-phone.png"))

    address = page.url
    page.goto(f"{address}?alone&tour=3&through={address.rpartition('/')[2]},all")
    wait_until(page, "document.querySelectorAll('.rail').length === 0")
    wait_until(page, "location.hash.startsWith('#/wall/all?alone&tour=3')")
    wait_until(page, "!location.hash.startsWith('#/wall/all')")
    assert complaints.heard == []
    page.context.close()
    other.context.close()


def test_an_alarm_is_heard_and_marks_its_tile_and_one_tile_fills_the_screen(
    chromium: Browser, four: RunningSite, shots: Path
) -> None:
    page = desk_of(chromium, four).new_page()
    complaints = Complaints(page)
    page.add_init_script(COUNT_NOTES)
    page.goto(four.url)
    wait_until(page, "document.querySelectorAll('.tile').length === 4")
    page.get_by_role("button", name="Sound waits for a click").wait_for()
    page.locator(".wall-area").click(position={"x": 2, "y": 2})
    page.get_by_role("button", name="Sound is on").wait_for()
    four.call("POST", "/api/v1/events", {"name": "Help point", "camera": "platform-1", "level": "alarm"})
    wait_until(page, "document.querySelector('.tile.marked.alarm')?.dataset.camera === 'platform-1'")
    wait_until(page, "window.notes >= 6 && document.title.startsWith('(1) ')")
    page.screenshot(path=str(shots / "wall-alarm.png"))
    page.keyboard.press("m")
    page.get_by_role("button", name="Sound is off").wait_for()

    page.get_by_role("link", name="Platform 2").focus()
    page.keyboard.press("f")
    wait_until(page, f"document.fullscreenElement !== null && {ORDER}.join() === 'platform-2'")
    page.keyboard.press("ArrowRight")
    wait_until(page, f"{ORDER}.join() === 'stairs'")
    page.keyboard.press("Escape")
    wait_until(page, f"document.fullscreenElement === null && {ORDER}.length === 4")

    page.keyboard.press("/")
    page.get_by_role("combobox").fill("light app")
    page.keyboard.press("Enter")
    wait_until(page, "document.documentElement.dataset.theme === 'light'")
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("help point")
    page.keyboard.press("Enter")
    wait_until(page, "location.hash.startsWith('#/incident/')")
    assert complaints.heard == []
    page.context.close()


def test_live_pictures_play_by_the_decoder_alone_and_without_it_by_the_browsers_own_player(
    chromium: Browser, four: RunningSite
) -> None:
    trusted = desk_of(chromium, four).new_page()
    plain = desk_of(chromium, four).new_page()
    plain.add_init_script(WITHOUT_TRACKS)  # as over plain HTTP, and in other browsers
    broken = desk_of(chromium, four).new_page()
    broken.route("**/live-worker-*.js", lambda route: route.abort())
    for page, way in ((trusted, "track"), (plain, "source"), (broken, "source")):
        page.goto(four.url)
        wait_until(page, PLAYED_BY, way, 100)
        page.context.close()
