"""Every page opens without a complaint from the browser, wide and narrow, light and dark; its picture is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.browser import wait_until
from bench.site import RunningSite
from tests.e2e.conftest import SIZES, Complaints, look_by_day_and_night

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


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_complaint(
    chromium: Browser, furnished: RunningSite, shots: Path, name: str, size: str
) -> None:
    context = chromium.new_context(viewport=SIZES[size])
    cookies = furnished.http.cookies.items()
    context.add_cookies([{"name": key, "value": value, "url": furnished.url} for key, value in cookies])
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(f"{furnished.url}/#{PAGES[name]}")
    page.wait_for_selector("#page")
    if name in ("wall", "camera"):
        wait_until(page, "[...document.querySelectorAll('video')].some(v => v.readyState >= 2)")
    else:
        page.wait_for_load_state("networkidle")
    look_by_day_and_night(page, shots / f"{name}-{size}")
    assert complaints.heard == []
    context.close()


def test_somebody_who_is_not_signed_in_is_asked_to(chromium: Browser, furnished: RunningSite, shots: Path) -> None:
    page = chromium.new_context(viewport=SIZES["narrow"]).new_page()
    page.goto(furnished.url)
    page.get_by_label("Password").wait_for()
    page.screenshot(path=str(shots / "sign-in-light-narrow.png"))
    assert page.locator("video").count() == 0
    page.context.close()
