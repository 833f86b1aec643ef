"""The map in a real browser: a floor is drawn and placed, a camera put on it, an incident found there; and a map file
of the site's own is painted without asking anybody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from bench.browser import signed_in, wait_until
from bench.site import RunningSite, wait_for
from tests.e2e.conftest import Complaints
from tests.stands.floor_plan import write_floor
from tests.stands.pmtiles import write_town

SCENE = "demo:plaza?width=640&height=360&people=2&fps=10"


class Asked:
    """Every address that a page asked for."""

    def __init__(self, page: Page) -> None:
        self.urls: list[str] = []
        page.on("request", lambda request: self.urls.append(request.url))

    def outside(self, site: RunningSite) -> list[str]:
        own = (site.url, site.url.replace("http", "ws"), "blob:", "data:")
        return [url for url in self.urls if not url.startswith(own)]

    def painter(self) -> list[str]:
        return [url for url in self.urls if "/assets/base-" in url or "maplibre" in url]


def stand_of(site: RunningSite, camera: str) -> dict[str, Any] | None:
    stand: dict[str, Any] | None = site.call("GET", "/api/v1/map")["stands"].get(camera)
    return stand


def changed(site: RunningSite, camera: str, before: dict[str, Any]) -> dict[str, Any]:
    """Where the camera stands, once that is elsewhere than before."""

    def look() -> dict[str, Any] | None:
        now = stand_of(site, camera)
        return now if now != before else None

    return wait_for("the camera to stand otherwise", look)


def drag(page: Page, handle: Locator, across_px: float, down_px: float) -> None:
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across_px / 2, y + down_px / 2, steps=4)
    page.mouse.move(x + across_px, y + down_px, steps=4)
    page.mouse.up()


def draw_the_floor(desk: Page, picture: Path) -> None:
    """From an empty map to a floor whose picture is placed."""
    desk.get_by_text("Nothing is on the map yet").wait_for()
    desk.get_by_role("button", name="Arrange").first.click()
    desk.get_by_role("button", name="Add a floor").click()
    floor = desk.get_by_role("dialog")
    floor.get_by_label("Name").fill("Ground floor")
    floor.get_by_role("button", name="Add it").click()
    floor.locator("input[type=file]").set_input_files(picture)
    floor.locator(".map-pinning img").wait_for()
    floor.get_by_role("button", name="Pin A").focus()
    for _ in range(3):
        desk.keyboard.press("Shift+ArrowLeft")
    floor.get_by_label("Apart, m").fill("40")
    floor.get_by_role("button", name="Save").last.click()
    floor.wait_for(state="detached")
    desk.locator(".map-plan").wait_for()


def arrange(desk: Page, site: RunningSite, camera: str) -> None:
    """Put on the map, turned by hand, undone, moved by keys and by numbers."""
    desk.get_by_role("button", name="Put on the map").click()
    first = wait_for("the camera to stand on the floor", lambda: stand_of(site, camera))
    drag(desk, desk.get_by_role("button", name="Turn North gate"), 120, 110)
    turned = changed(site, camera, first)
    assert 30 < turned["azimuth_deg"] < 150
    desk.keyboard.press("Control+z")
    wait_for("the turning to be undone", lambda: stand_of(site, camera) == first)
    desk.locator(".map-handle.stand").focus()
    desk.keyboard.press("Shift+ArrowRight")
    moved = changed(site, camera, first)
    assert moved["x_m"] > first["x_m"] and moved["y_m"] == first["y_m"]
    desk.get_by_label("Looks towards, °").fill("90")
    desk.get_by_label("Sees so far, m").fill("far")
    desk.get_by_role("button", name="Save").click()
    desk.get_by_text("This is not a number in bounds.").wait_for()
    desk.get_by_label("Sees so far, m").fill("18")
    desk.get_by_role("button", name="Save").click()
    wait_for("the numbers to be kept", lambda: (stand_of(site, camera) or {}).get("range_m") == 18)
    desk.get_by_role("button", name="Done").click()


def photograph(chromium: Browser, site: RunningSite, shots: Path, name: str, address: str = "#/map") -> None:
    for scheme, width, height in (("light", 1440, 900), ("dark", 1440, 900), ("light", 390, 844), ("dark", 390, 844)):
        context = signed_in(chromium, site.url, dict(site.http.cookies.items()), width, height)
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{site.url}/{address}")
        page.locator(".pin-camera").first.wait_for()
        page.locator(".map-drawing").wait_for(state="detached", timeout=60_000)
        page.screenshot(path=str(shots / f"{name}-{scheme}-{width}.png"))
        context.close()


def test_an_incident_is_found_on_the_floor_where_it_happens(
    chromium: Browser, site: RunningSite, shots: Path, tmp_path: Path
) -> None:
    site.sign_in()
    camera = site.add_camera("North gate", SCENE)
    site.wait_until_live(camera)
    context = signed_in(chromium, site.url, dict(site.http.cookies.items()))
    desk = context.new_page()
    complaints, asked = Complaints(desk), Asked(desk)
    desk.goto(f"{site.url}/#/map")
    draw_the_floor(desk, write_floor(tmp_path / "floor.png"))
    arrange(desk, site, camera)

    number = site.call("POST", "/api/v1/incidents", {"title": "Smoke by the door", "level": "alarm", "camera": camera})
    desk.locator(".pin-incident").click()
    card = desk.locator(".map-card")
    card.get_by_role("heading", name="Smoke by the door").wait_for()
    card.get_by_role("button", name="Open the incident").click()
    small = desk.locator(".map-mini")
    small.wait_for()
    desk.screenshot(path=str(shots / "incident-with-map.png"))
    small.click()
    desk.locator(".pin-incident[aria-pressed=true]").wait_for()
    assert f"incident%3A{number['number']}" in desk.url

    # The list beside the map does the same by keys.
    desk.locator(".map-item", has_text="North gate").last.focus()
    desk.keyboard.press("Enter")
    wait_until(desk, "() => document.querySelector('.map-picture.showing video')?.readyState >= 2")
    photograph(chromium, site, shots, "map-floor", f"#/map?focus=camera:{camera}")
    assert asked.painter() == [], "the painter is fetched only for a map file"
    assert asked.outside(site) == [] and complaints.heard == []
    context.close()


def test_a_map_file_is_painted_by_this_server_alone(
    chromium: Browser, site: RunningSite, shots: Path, tmp_path: Path
) -> None:
    site.sign_in()
    camera = site.add_camera("North gate", SCENE)
    where = {"latitude": 48.1377, "longitude": 11.5752, "azimuth_deg": 150, "view_deg": 70, "range_m": 70}
    site.call("PUT", f"/api/v1/cameras/{camera}/position", where)
    town = site.data / "map" / "base.pmtiles"
    town.parent.mkdir()
    write_town(town)
    context = signed_in(chromium, site.url, dict(site.http.cookies.items()))
    page = context.new_page()
    complaints, asked = Complaints(page), Asked(page)
    page.goto(f"{site.url}/#/cameras")
    page.get_by_role("heading", name="Cameras").wait_for()
    assert asked.painter() == []
    page.goto(f"{site.url}/#/map")
    page.locator(".map-base canvas").wait_for(timeout=60_000)
    page.locator(".map-drawing").wait_for(state="detached", timeout=60_000)
    assert page.locator(".map-failed").count() == 0
    before = page.locator(".pin-camera").bounding_box()
    page.locator(".map-canvas").focus()
    page.keyboard.press("ArrowLeft")
    wait_until(
        page,
        "x => document.querySelector('.pin-camera').getBoundingClientRect().x > x + 40",
        before["x"] if before else 0,
    )
    photograph(chromium, site, shots, "map-town")
    assert any("base.pmtiles" in url for url in asked.urls)
    assert asked.outside(site) == [] and complaints.heard == []
    context.close()
