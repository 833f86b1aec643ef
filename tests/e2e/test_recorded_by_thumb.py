"""A moment of the past on a phone: the picture first, and nothing that a thumb would miss."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser

from bench.browser import signed_in, wait_until
from bench.site import RunningSite, wait_for
from tests.e2e.conftest import NO_SIDEWAYS, Complaints, look_by_day_and_night
from tests.e2e.test_again import recorded_s

RECORDED = """() => {
  const shown = document.querySelector('.stage')?.dataset;
  return shown?.mode === 'recorded' && shown.recorded !== 'seeking';
}"""
STEPS = {"Play", "One picture back (,)", "Next event (N)", "Previous event (P)"}
# What can be pressed, each by its name and its box; what is hidden by the style has none.
TARGETS = """() => [...document.querySelectorAll(
    '.camera-head :is(a, button), .transport :is(button, select), .transport label.choice, .timeline')]
  .filter((one) => getComputedStyle(one).visibility !== 'hidden')
  .map((one) => [one.ariaLabel ?? one.textContent, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0)
  .map(([name, {x, y, width, height}]) => ({name, x, y, width, height}))"""
BOTTOM_PX = "document.querySelector('.rail').getBoundingClientRect().top"
SHOWN_MS = "Date.parse(document.querySelector('.readout time').dateTime)"


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return across > 6 and down > 1  # neighbours in the head share the empty edge of their signs


def test_a_recorded_moment_is_handled_by_thumb_with_nothing_cut_small_or_covered(
    chromium: Browser, furnished: RunningSite, shots: Path
) -> None:
    wait_for("something to be recorded", lambda: recorded_s(furnished) > 15, every_s=0.5)
    context = signed_in(chromium, furnished.url, dict(furnished.http.cookies.items()), width=390, height=844)
    page = context.new_page()
    complaints = Complaints(page)
    at = (datetime.now(UTC) - timedelta(seconds=10)).isoformat().replace("+00:00", "Z")
    page.goto(f"{furnished.url}/#/camera/plaza?at={at}")
    wait_until(page, RECORDED)
    for width, height in ((390, 844), (360, 640)):
        page.set_viewport_size({"width": width, "height": height})
        wait_until(page, NO_SIDEWAYS)
        targets = page.evaluate(TARGETS)
        assert {one["name"] for one in targets} >= STEPS
        assert [one for one in targets if one["width"] < 43.5 or one["height"] < 43.5] == []
        assert [one for one in targets if one["x"] < 0 or one["x"] + one["width"] > width] == []
        assert [(a, b) for i, a in enumerate(targets) for b in targets[:i] if overlap(a, b)] == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert max(one["y"] + one["height"] for one in page.evaluate(TARGETS)) <= page.evaluate(BOTTOM_PX)
    look_by_day_and_night(page, shots / "recorded-narrow")
    before_ms = page.evaluate(SHOWN_MS)
    lane = page.get_by_role("slider").bounding_box()
    assert lane is not None
    page.mouse.click(lane["x"] + lane["width"] * 0.4, lane["y"] + lane["height"] - 24)
    wait_until(page, f"{SHOWN_MS} !== {before_ms}")
    assert complaints.heard == []
    context.close()


def test_the_timeline_of_several_cameras_has_a_ruler_that_a_thumb_takes_hold_of(
    chromium: Browser, furnished: RunningSite
) -> None:
    wait_for("something to be recorded", lambda: recorded_s(furnished) > 15, every_s=0.5)
    context = signed_in(chromium, furnished.url, dict(furnished.http.cookies.items()), width=390, height=844)
    page = context.new_page()
    complaints = Complaints(page)
    at = (datetime.now(UTC) - timedelta(seconds=10)).isoformat().replace("+00:00", "Z")
    page.goto(f"{furnished.url}/#/timeline?cameras=plaza,street&at={at}")
    lanes = page.get_by_role("slider", name="Timeline of the chosen cameras")
    box = lanes.bounding_box()
    assert box is not None
    from_s, shown = (lanes.get_attribute(f"aria-value{name}") for name in ("min", "text"))
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 36)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 90, box["y"] + 36, steps=3)
    page.mouse.up()
    wait_until(page, f"Number(document.querySelector('.lanes .timeline').ariaValueMin) < {from_s}")
    assert lanes.get_attribute("aria-valuetext") == shown
    assert complaints.heard == []
    context.close()
