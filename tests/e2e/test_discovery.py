"""A person looks for cameras, signs in at one that answers, takes its stream and adds it without typing an address."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from bench.site import RunningSite
from tests.e2e.conftest import Complaints
from tests.e2e.test_first_light import sign_in_by_link
from tests.stands.onvif import OnvifCamera
from tests.stands.rtsp import RtspCamera


def test_a_camera_is_found_on_the_network_and_added(chromium: Browser, site: RunningSite, camera: RtspCamera) -> None:
    page = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    complaints = Complaints(page)
    sign_in_by_link(page, site)
    page.goto(f"{site.url}/#/cameras/add")
    stream = urlsplit(camera.url())
    bare = f"rtsp://127.0.0.1:{stream.port}{stream.path}"
    user, password = stream.username or "desk", stream.password or "secret"
    with OnvifCamera([("mainStream", "H264", 1280, 720, bare)], user=user, password=password, is_found=True):
        page.get_by_role("button", name="Look", exact=True).click()
        expect(page.get_by_text("1 camera answered")).to_be_visible(timeout=60_000)
        expect(page.get_by_text("127.0.0.0/8")).to_be_visible()
        page.get_by_role("button", name="Choose").click()
        page.get_by_label("Name").fill(user)
        page.get_by_label("Password", exact=True).fill("not this one")
        page.get_by_role("button", name="Ask for its streams").click()
        expect(page.get_by_role("alert").get_by_text("does not accept this name and password")).to_be_visible()
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Ask for its streams").click()
        expect(page.get_by_text("1280 × 720 · H264")).to_be_visible()
        page.get_by_role("button", name="Use this stream").click()
    expect(page.get_by_text("The camera answers")).to_be_visible(timeout=60_000)
    page.get_by_label("Name").fill("Gate")
    page.get_by_role("button", name="Add camera").click()
    expect(page.get_by_role("heading", name="Gate")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the phone"
    assert complaints.heard == []
