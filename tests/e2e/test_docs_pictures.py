"""The pictures of the documentation are of this very version: taken from a running demo, drawn scenes only.

Every run takes them into test-results/docs. `./dev docs --pictures` says, by GROUNDGLASS_PICTURES, to put them where
the pages show them from.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from bench.browser import signed_in, wait_until
from bench.site import RunningSite, wait_for
from tests.e2e.conftest import SHOTS, Complaints

DOCS = Path(__file__).resolve().parents[2] / "docs"
INTO = Path(os.environ.get("GROUNDGLASS_PICTURES") or SHOTS / "docs")
MAX_BYTES = 200_000
LEARNED = 0.7  # of the view, as it is for most of a day
PLAYS = "[...document.querySelectorAll('video')].filter(v => v.readyState >= 2 && v.currentTime > 4).length >= {count}"


@dataclass(frozen=True)
class Shot:
    """One picture: where it is taken, and what must be seen first. `videos` that play, or a `heading`."""

    name: str
    path: str
    width: int = 1280
    height: int = 800
    videos: int = 0
    shows: str = ""


SHOTS_WANTED = [
    Shot("wall", "/#/", videos=2),
    Shot("camera", "/#/camera/plaza", videos=1),
    Shot("rules", "/#/events/rules", height=640, shows="Across the square"),
    Shot("custody", "/#/custody/custodians", height=640, shows="Custodians"),
    Shot("ledger", "/#/ledger", shows="Ledger"),
    Shot("declare", "/#/public", shows="Publish the page"),
    Shot("public", "/public?lang=en", shows="What is left of a person"),
    Shot("sign", "/api/v1/law/signs/plaza?size=a4&lang=en", width=900, height=1240, shows="Video monitoring"),
    Shot("assessment", "/api/v1/law/assessment?lang=en", shows="To be decided"),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    with RunningSite(tmp_path_factory.mktemp("demo"), "demo") as started:
        started.sign_in()
        for camera in ("plaza", "street"):
            started.wait_until_live(camera)
        declare(started)
        yield started


def declare(site: RunningSite) -> None:
    """As an operator would before anybody reads the page."""
    site.call(
        "PUT",
        "/api/v1/public/settings",
        {
            "public": True,
            "page": "https://cameras.example.org",
            "operator": "City of Exampleton, Safety Office\n1 Town Hall Square",
            "contact": "cameras@exampleton.example",
            "authority": "The national data protection authority",
            "purpose": "See crowding, fire and people who need help, and send help.",
            "basis": "GDPR article 6(1)(e) with the public safety act",
        },
    )
    mounting = {"kind": "mounting", "camera_height_m": 3.2, "tilt_deg": 9.3, "vertical_view_deg": 37.5}
    site.call("PATCH", "/api/v1/cameras/plaza", {"scale": mounting})
    for camera, place, spot in (
        ("plaza", "Town hall square", (52.52, 13.405, 40.0)),
        ("street", "Main street", (52.5204, 13.4062, 250.0)),
    ):
        site.call("PUT", f"/api/v1/public/cameras/{camera}", {"place": place})
        latitude, longitude, azimuth = spot
        where = {"latitude": latitude, "longitude": longitude, "azimuth_deg": azimuth, "view_deg": 70, "range_m": 45}
        site.call("PUT", f"/api/v1/cameras/{camera}/position", where)
    site.wait_until_live("plaza")

    def are_known() -> bool:
        return all(site.camera(camera)["view"]["proven"] > LEARNED for camera in ("plaza", "street"))

    wait_for("both places to be known", are_known, 120, 0.5)


@pytest.mark.parametrize("shot", SHOTS_WANTED, ids=lambda shot: shot.name)
def test_a_page_of_the_documentation_is_pictured_as_it_is(chromium: Browser, demo: RunningSite, shot: Shot) -> None:
    cookies = dict(demo.http.cookies.items())
    context = signed_in(chromium, demo.url, cookies, width=shot.width, height=shot.height)
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(f"{demo.url}{shot.path}")
    if shot.videos:
        wait_until(page, PLAYS.format(count=shot.videos))
    else:
        page.get_by_text(shot.shows, exact=False).first.wait_for()
        page.wait_for_load_state("networkidle")
    kept = keep(page, shot.name)
    assert complaints.heard == []
    assert kept.stat().st_size < MAX_BYTES
    context.close()


def keep(page: Page, name: str) -> Path:
    """The window as a small WebP."""
    picture = cv2.imdecode(np.frombuffer(page.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.std() > 5, "the picture is one flat tone"
    INTO.mkdir(parents=True, exist_ok=True)
    path = INTO / f"{name}.webp"
    assert cv2.imwrite(str(path), picture, [cv2.IMWRITE_WEBP_QUALITY, 84])
    return path


def test_every_picture_that_is_taken_is_shown_and_every_one_shown_is_taken() -> None:
    shown = {
        name for page in DOCS.glob("*.md") for name in re.findall(r"\(pictures/([a-z-]+)\.webp\)", page.read_text())
    }
    assert shown == {shot.name for shot in SHOTS_WANTED}
