"""Every page opens without a complaint from the browser, wide and narrow, light and dark; its picture is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.browser import wait_until
from bench.site import RunningSite
from tests.e2e.conftest import Complaints

PAGES = {
    "wall": "/",
    "cameras": "/cameras",
    "add": "/cameras/add",
    "camera": "/camera/plaza",
    "settings": "/camera/plaza/settings",
    "site": "/site",
    "people": "/people",
    "me": "/me",
}
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
NO_SIDEWAYS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    with RunningSite(tmp_path_factory.mktemp("demo"), "demo") as started:
        started.sign_in()
        ids = [camera["id"] for camera in started.call("GET", "/api/v1/cameras")["cameras"]]
        assert sorted(ids) == ["plaza", "street"]
        for camera in ids:
            started.wait_until_live(camera)
        yield started


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_complaint(
    chromium: Browser, demo: RunningSite, shots: Path, name: str, scheme: str, size: str
) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.add_cookies([{"name": key, "value": value, "url": demo.url} for key, value in demo.http.cookies.items()])
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(f"{demo.url}/#{PAGES[name]}")
    page.wait_for_selector("#page")
    if name in ("wall", "camera"):
        wait_until(page, "[...document.querySelectorAll('video')].some(v => v.readyState >= 2)")
    else:
        page.wait_for_load_state("networkidle")
    page.screenshot(path=str(shots / f"{name}-{scheme}-{size}.png"))
    assert page.evaluate(NO_SIDEWAYS), "the page can be scrolled sideways"
    assert complaints.heard == []
    context.close()


def test_somebody_who_is_not_signed_in_is_asked_to(chromium: Browser, demo: RunningSite, shots: Path) -> None:
    page = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(demo.url)
    page.get_by_label("Password").wait_for()
    page.screenshot(path=str(shots / "sign-in-light-narrow.png"))
    assert page.locator("video").count() == 0
    page.context.close()
