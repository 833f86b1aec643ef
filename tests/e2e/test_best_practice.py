"""What a browser asks of a good application: it can be installed, works on its own, complains of nothing, is small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import cv2
import httpx
import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Response

from bench.browser import signed_in, wait_until
from bench.site import RunningSite
from tests.e2e.conftest import Complaints
from tests.e2e.furnished import OPEN_PAGES, PAGES

FIRST_LOAD_BYTES: Final = 250_000
SMALL_BYTES: Final = 2_000  # a file that one packet carries as it is
NOTE_REFUSALS: Final = """
window.refusals = [];
addEventListener('securitypolicyviolation', (one) => window.refusals.push(one.violatedDirective + one.blockedURI));
"""


@dataclass(frozen=True, slots=True)
class Window:
    """A window in which whatever the browser refuses or complains of is noted."""

    page: Page
    complaints: Complaints


@pytest.fixture(scope="module")
def desk(chromium: Browser, furnished: RunningSite) -> Iterator[Window]:
    context = signed_in(chromium, furnished.url, dict(furnished.http.cookies.items()))
    context.add_init_script(NOTE_REFUSALS)
    page = context.new_page()
    yield Window(page, Complaints(page))
    context.close()


@pytest.fixture(scope="module")
def manifest(furnished: RunningSite) -> dict[str, Any]:
    answer = httpx.get(f"{furnished.url}/manifest.webmanifest")
    assert answer.headers["content-type"].startswith("application/manifest+json")
    said: dict[str, Any] = answer.json()
    return said


@pytest.mark.parametrize("name", PAGES | OPEN_PAGES)
def test_no_page_breaks_its_policy_or_complains(desk: Window, furnished: RunningSite, name: str) -> None:
    page = desk.page
    page.goto(furnished.url + (PAGES | OPEN_PAGES)[name])
    page.locator("#page, main").first.wait_for()
    wait_until(page, "document.querySelectorAll('.waiting').length === 0")
    assert page.evaluate("window.refusals") == []
    assert desk.complaints.heard == []


def test_a_browser_can_install_it(manifest: dict[str, Any]) -> None:
    assert {"name", "short_name", "start_url", "display", "theme_color", "background_color", "icons"} <= set(manifest)
    assert manifest["display"] in ("standalone", "fullscreen", "minimal-ui")
    assert len(manifest["short_name"]) <= 12
    purposes = {icon["purpose"] for icon in manifest["icons"] if icon["sizes"] == "512x512"}
    assert purposes == {"any", "maskable"}


def test_every_icon_is_as_large_as_it_says(manifest: dict[str, Any], furnished: RunningSite) -> None:
    drawn = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in drawn}
    for icon in drawn:
        answer = httpx.get(furnished.url + icon["src"])
        picture = cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_UNCHANGED)
        assert picture is not None
        assert f"{picture.shape[1]}x{picture.shape[0]}" == icon["sizes"]
        assert picture.std() > 1, f"{icon['src']} is one flat tone"


def test_the_page_says_what_a_browser_and_a_reader_need(desk: Window, furnished: RunningSite) -> None:
    page = desk.page
    page.goto(f"{furnished.url}/#/")
    page.locator("#page").wait_for()
    meta = "(name) => document.querySelector(`meta[name=${name}]`)?.content ?? ''"
    assert "width=device-width" in page.evaluate(meta, "viewport")
    assert page.evaluate(meta, "theme-color").startswith("#")
    assert "user-scalable=no" not in page.evaluate(meta, "viewport")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "Groundglass" in page.title()
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    assert page.evaluate("[...document.images].every((one) => one.hasAttribute('alt'))")


def test_the_service_worker_takes_the_page_over(desk: Window, furnished: RunningSite) -> None:
    page = desk.page
    page.goto(f"{furnished.url}/#/tasks")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    wait_until(page, "navigator.serviceWorker.controller !== null")
    assert page.evaluate("navigator.serviceWorker.controller.scriptURL").endswith("/service-worker.js")


def test_the_first_load_is_small_and_comes_from_here(chromium: Browser, furnished: RunningSite) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, service_workers="block")
    cookies = furnished.http.cookies.items()
    context.add_cookies([{"name": name, "value": value, "url": furnished.url} for name, value in cookies])
    page = context.new_page()
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(furnished.url)
    page.locator(".tile").wait_for()
    page.wait_for_load_state("networkidle")
    assert [one.url for one in answers if not one.url.startswith(furnished.url)] == []
    files = [one for one in answers if "/api/" not in one.url and one.status == 200]
    sizes = {one.url: one.request.sizes()["responseBodySize"] for one in files}
    assert {"js", "css"} <= {url.rpartition(".")[2] for url in sizes}
    large = [one for one in files if one.url.endswith((".js", ".css")) and len(one.body()) > SMALL_BYTES]
    assert [one.url for one in large if "content-encoding" not in one.headers] == []
    assert sum(sizes.values()) <= FIRST_LOAD_BYTES, sizes
    context.close()
