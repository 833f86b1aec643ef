"""Who cannot see, cannot point or wants no movement can use every page: axe-core finds nothing, keys do everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import hatch_build
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bench.browser import signed_in, wait_until
from bench.site import PERSON, RunningSite
from tests.e2e.conftest import NO_SIDEWAYS, SIZES, Complaints
from tests.e2e.furnished import OPEN_PAGES, PAGES

AXE: Final = Path(__file__).resolve().parents[2] / "console" / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL: Final = {"type": "tag", "values": STANDARDS}
COLOURS: Final = {"type": "rule", "values": ["color-contrast"]}
WIDE, NARROW = SIZES["wide"], SIZES["narrow"]
LOOK: Final = """async (only) => {
  const rules = {'target-size': {enabled: true}};  // axe leaves it out unless it is asked for
  const found = await axe.run(document, {runOnly: only, resultTypes: ['violations'], rules});
  const why = (node) => [...node.any, ...node.all, ...node.none].map((one) => one.message).join('; ');
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html} (${why(node)})`));
}"""
STILL: Final = "document.querySelectorAll('.waiting, .spinner').length === 0"
AT_REST: Final = "document.getAnimations().every((one) => one.playState !== 'running')"


@pytest.fixture(scope="module")
def desk(chromium: Browser, furnished: RunningSite) -> Iterator[Page]:
    """One window for all pages, as at a desk. Nothing moves in it, so nothing is looked at half faded."""
    context = signed_in(chromium, furnished.url, dict(furnished.http.cookies.items()))
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")
    yield page
    context.close()


@pytest.fixture(scope="module")
def stranger(chromium: Browser) -> Iterator[Page]:
    """A window of somebody without an account."""
    page = chromium.new_page()
    page.emulate_media(reduced_motion="reduce")
    yield page
    page.close()


def axe() -> str:
    """Its source, fetched with the console's other tools where that was not done yet."""
    if not AXE.is_file():
        hatch_build.run_npm(AXE.parents[2], "ci", "--no-audit", "--no-fund")
    return AXE.read_text()


def look(page: Page, name: str, shots: Path) -> list[str]:
    """What axe-core finds on what is shown: all rules by day, wide and narrow; contrast by night. Keeps pictures."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe())
    found: list[str] = []
    for size, scheme, only in (
        (WIDE, "light", ALL),
        (WIDE, "dark", COLOURS),
        (NARROW, "dark", COLOURS),
        (NARROW, "light", ALL),
    ):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        wait_until(page, AT_REST)
        seen: list[str] = page.evaluate(LOOK, only)
        found += [f"{scheme} {size['width']}: {one}" for one in seen]
        if not page.evaluate(NO_SIDEWAYS):
            found.append(f"{scheme} {size['width']}: the page is wider than the window")
        kept = shots / "pages" / f"{name.replace(' ', '-')}-{'desk' if size is WIDE else 'phone'}-{scheme}.jpeg"
        page.screenshot(path=kept, type="jpeg", quality=75)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_a_page_of_the_desk(desk: Page, furnished: RunningSite, shots: Path, name: str) -> None:
    desk.goto(furnished.url + PAGES[name])
    desk.locator("#page").wait_for()
    wait_until(desk, STILL)
    assert look(desk, name, shots) == []


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_axe_finds_nothing_on_a_page_that_needs_no_account(
    stranger: Page, furnished: RunningSite, shots: Path, name: str
) -> None:
    stranger.goto(furnished.url + OPEN_PAGES[name])
    stranger.locator("h1").first.wait_for()
    assert look(stranger, name, shots) == []


# What opens over a page: where, and the key or the button that opens it.
OPENED: Final = {
    "palette": ("/#/", "/", None),
    "keys": ("/#/", "?", None),
    "arranging the wall": ("/#/", "e", None),
    "opening an incident": ("/#/incidents", None, "Open an incident"),
    "ending the shift": ("/#/incidents", None, "Go off duty"),
    "writing a rule": ("/#/events/rules", None, "Write a rule"),
    "arranging the map": ("/#/map", None, "Arrange"),
    "writing a procedure": ("/#/procedures", None, "Write a procedure"),
    "adding a channel": ("/#/channels", None, "Add a channel"),
    "making a token": ("/#/people/tokens", None, "Make a token"),
    "making a group": ("/#/people/groups", None, "Make a group"),
}


@pytest.mark.parametrize("name", OPENED)
def test_axe_finds_nothing_on_what_opens_over_a_page(
    desk: Page, furnished: RunningSite, shots: Path, name: str
) -> None:
    path, key, button = OPENED[name]
    desk.goto("about:blank")  # whatever was open is gone
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(furnished.url + path)
    desk.locator("#page").wait_for()
    wait_until(desk, STILL)
    if button is not None:
        desk.get_by_role("button", name=button).first.click()
    else:
        desk.locator(".tile").wait_for()
        desk.keyboard.press(str(key))
    desk.wait_for_timeout(300)
    assert look(desk, f"over {name}", shots) == []


FOCUS_IS_SEEN: Final = """(at) => {
  const now = getComputedStyle(at);
  const ringed = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const around = at.parentElement === null ? now : getComputedStyle(at.parentElement);
  return ringed(now) || now.boxShadow !== 'none' || ringed(around);
}"""


def tab_to(page: Page, wanted: Locator, most: int = 80) -> None:
    """Go there as somebody without a mouse does, and see at once where one is."""
    wanted.wait_for()
    for _ in range(most):
        if wanted.evaluate("one => one === document.activeElement"):
            assert wanted.evaluate(FOCUS_IS_SEEN), "the focus cannot be seen"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached in {most} steps")


def test_the_main_tasks_are_done_with_keys_alone(chromium: Browser, furnished: RunningSite, shots: Path) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(30_000)
    page = context.new_page()
    complaints = Complaints(page)
    sign_in(page, furnished)
    scrub(page)
    acknowledge_and_send(page)
    write_a_rule(page, shots)
    assert complaints.heard == []
    context.close()


def sign_in(page: Page, site: RunningSite) -> None:
    page.goto(site.url)
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type(PERSON[0])
    page.keyboard.press("Tab")
    page.keyboard.type(PERSON[1])
    page.keyboard.press("Enter")
    page.locator(".tile").wait_for()


def scrub(page: Page) -> None:
    """From the wall to its camera, a minute back, and out again."""
    tab_to(page, page.get_by_role("link", name="Plaza"))
    page.keyboard.press("Enter")
    line = page.get_by_role("slider", name="Timeline")
    tab_to(page, line)
    assert line.get_attribute("aria-valuetext") == "Live"
    page.keyboard.press("ArrowLeft")
    expect(line).not_to_have_attribute("aria-valuetext", "Live")
    page.keyboard.press("Escape")
    page.locator(".tile").wait_for()


def acknowledge_and_send(page: Page) -> None:
    page.keyboard.press("g")
    page.keyboard.press("i")
    tab_to(page, page.get_by_role("link", name="Smoke at the north gate"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Smoke at the north gate", level=1).wait_for()
    tab_to(page, page.get_by_role("button", name="Acknowledge"))
    page.keyboard.press("Enter")
    page.locator(".incident-head .state-tag.acknowledged").wait_for()
    tab_to(page, page.get_by_label("What to do"))
    page.keyboard.type("Look after whoever stands at the gate.")
    tab_to(page, page.get_by_role("button", name="Send a task"))
    page.keyboard.press("Enter")
    page.locator(".task-text", has_text="Look after whoever stands at the gate.").wait_for()


def write_a_rule(page: Page, shots: Path) -> None:
    """A line is drawn with a cross, and one of its ends is moved; the palette is opened and closed on the way."""
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("rules")
    page.keyboard.press("Enter")
    write = page.get_by_role("button", name="Write a rule")
    tab_to(page, write)
    page.keyboard.press("Enter")
    page.get_by_label("Tell me when").wait_for()
    page.get_by_label("Tell me when").select_option("line_crossed")
    picture = page.locator(".drawing-box .areas-picture")
    tab_to(page, picture)
    for key in ("Shift+ArrowUp", "Space", "Shift+ArrowDown", "Shift+ArrowDown", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(picture.locator("polyline.rule-line")).to_have_attribute("points", "500,400 510,600")
    tab_to(page, page.get_by_role("button", name="Corner 2 of area 1"))
    page.screenshot(path=str(shots / "rule-by-keys.png"))
    page.keyboard.press("ArrowRight")
    expect(picture.locator("polyline.rule-line")).to_have_attribute("points", "500,400 520,600")
    tab_to(page, page.get_by_label("Name"))
    page.keyboard.press("Control+a")
    page.keyboard.type("Over the middle")
    tab_to(page, page.get_by_role("button", name="Make it live"))
    page.keyboard.press("Enter")
    page.get_by_text("The rule is live.").wait_for()


def test_a_dialog_keeps_the_focus_and_gives_it_back(desk: Page, furnished: RunningSite, shots: Path) -> None:
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(f"{furnished.url}/#/people")
    invite = desk.get_by_role("button", name="Invite somebody")
    tab_to(desk, invite)
    desk.keyboard.press("Enter")
    desk.get_by_role("dialog").wait_for()
    for _ in range(25):
        desk.keyboard.press("Tab")
        assert desk.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    assert look(desk, "over people", shots) == []
    desk.keyboard.press("Escape")
    expect(invite).to_be_focused()


def test_an_alarm_on_the_wall_is_said_at_once_and_what_is_less_waits_its_turn(
    desk: Page, furnished: RunningSite
) -> None:
    desk.goto(f"{furnished.url}/#/")
    desk.locator(".tile").wait_for()
    event = {"name": "Gate held open", "camera": "plaza", "level": "warning"}
    furnished.call("POST", "/api/v1/events", event)
    expect(desk.locator("[aria-live=polite].hush")).to_have_text("Plaza: Gate held open")
    furnished.call("POST", "/api/v1/events", {"name": "Panic button", "camera": "plaza", "level": "alarm"})
    expect(desk.locator("[aria-live=assertive].hush")).to_have_text("Plaza: Panic button")


def test_who_wants_no_movement_sees_none(desk: Page, furnished: RunningSite) -> None:
    for path in ("/#/", "/#/cameras", "/#/incidents"):
        desk.goto(furnished.url + path)
        desk.locator("#page").wait_for()
        moving = "document.getAnimations().filter((one) => one.effect.getComputedTiming().activeDuration > 50).length"
        assert desk.evaluate(moving) == 0
