"""The whole way of one picture: from a real camera to a person's screen, and into a file that person saved."""

from __future__ import annotations

from pathlib import Path

import av
from playwright.sync_api import Browser, Page, expect

from bench.browser import wait_until
from bench.site import PERSON, RunningSite
from tests.e2e.conftest import Complaints
from tests.stands.rtsp import RtspCamera

LIVE = "Main gate, Live"
RECORDED = "Main gate, Recording"
TILES = "[...document.querySelectorAll('video:not(.tile-again)')]"
PICTURE = """
label => {
  const video = document.querySelector(`video[aria-label="${label}"]`);
  const canvas = new OffscreenCanvas(64, 36);
  const draw = canvas.getContext('2d');
  draw.drawImage(video, 0, 0, 64, 36);
  return Array.from(draw.getImageData(0, 0, 64, 36).data.filter((_, at) => at % 4 === 1));
}
"""


def picture(page: Page, label: str) -> list[int]:
    """The green of a video element's present picture, 64x36."""
    seen: list[int] = page.evaluate(PICTURE, label)
    return seen


def wait_for_video(page: Page, label: str, condition: str) -> None:
    found = "const v = document.querySelector(`video[aria-label='${label}']`)"
    wait_until(page, f"label => {{ {found}; return v && ({condition}) }}", label)


def played_s(page: Page, label: str) -> float:
    """How far a video element has played."""
    seconds: float = page.evaluate("label => document.querySelector(`video[aria-label='${label}']`).currentTime", label)
    return seconds


def sign_in_by_link(page: Page, site: RunningSite) -> None:
    name, password = PERSON
    page.goto(f"{site.url}/#/sign-in/{site.link_token()}")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Choose a password").fill(password)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Leave for now").click()
    expect(page.get_by_role("heading", name="No cameras yet")).to_be_visible()


def add_the_camera(page: Page, camera: RtspCamera) -> None:
    page.get_by_role("button", name="Add a camera").or_(page.get_by_role("link", name="Add a camera")).first.click()
    page.get_by_label("Camera address").fill(camera.url())
    page.get_by_role("button", name="Test").click()
    expect(page.get_by_text("The camera answers")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("1280 × 720")).to_be_visible()
    page.get_by_label("Name").fill("Main gate")
    page.get_by_role("button", name="Add camera").click()


def test_a_person_adds_a_camera_watches_it_scrubs_it_and_saves_a_clip(
    chromium: Browser, site: RunningSite, camera: RtspCamera, tmp_path: Path
) -> None:
    page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
    complaints = Complaints(page)
    sign_in_by_link(page, site)
    add_the_camera(page, camera)

    wait_for_video(page, LIVE, "v.readyState >= 2")
    begun = played_s(page, LIVE)
    wait_for_video(page, LIVE, f"v.currentTime > {begun} + 6")
    shown = picture(page, LIVE)
    assert max(shown) - min(shown) > 20, "the live picture is one flat tone"

    page.get_by_role("slider", name="Timeline").focus()
    page.keyboard.press("ArrowLeft")
    wait_for_video(page, RECORDED, "v.readyState >= 2 && !v.seeking")
    here = picture(page, RECORDED)
    assert max(here) - min(here) > 20, "the recorded picture is one flat tone"
    page.get_by_role("button", name="Play").click()
    resumed = played_s(page, RECORDED)
    wait_for_video(page, RECORDED, f"v.currentTime > {resumed} + 0.5")

    page.keyboard.press("c")
    with page.expect_download(timeout=60_000) as saved:
        page.get_by_role("button", name="Download", exact=True).click()
    clip = tmp_path / "clip.mp4"
    saved.value.save_as(clip)
    assert_whole(clip)
    assert complaints.heard == []
    page.context.close()


def assert_whole(clip: Path) -> None:
    """Every picture of the file can be decoded, in order, at the camera's size, and there is no sound."""
    with av.open(str(clip)) as container:
        assert [stream.type for stream in container.streams] == ["video"]
        frames = list(container.decode(video=0))
        announced = container.streams.video[0].frames
    moments = [frame.time for frame in frames]
    assert len(frames) >= 30
    assert announced in (0, len(frames))
    assert moments == sorted(set(moments))
    assert {(frame.width, frame.height) for frame in frames} == {(1280, 720)}


def test_the_demo_shows_two_moving_pictures(chromium: Browser, tmp_path: Path) -> None:
    with RunningSite(tmp_path / "data", "demo") as demo:
        demo.sign_in()
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies(
            [{"name": name, "value": value, "url": demo.url} for name, value in demo.http.cookies.items()]
        )
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(demo.url)
        wait_until(page, f"{TILES}.filter(v => v.readyState >= 2 && v.currentTime > 0).length === 2")
        before = page.evaluate(f"{TILES}.map(v => v.currentTime)")
        wait_until(page, f"before => {TILES}.every((v, n) => v.currentTime > before[n] + 1)", before)
        assert complaints.heard == []
        context.close()
