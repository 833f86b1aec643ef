"""An encrypted camera: its certificate is shown before a password is sent, trusted, and again when it has changed."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from bench.site import RunningSite
from groundglass.frosted.inventory.certificates import read_certificate
from tests.e2e.conftest import Complaints, look_by_day_and_night
from tests.e2e.test_first_light import sign_in_by_link
from tests.stands.encrypted import Encrypted
from tests.stands.http_camera import HttpCamera
from tests.stands.receivers import Certificate, certificate_for


def first_pairs(certificate: Certificate) -> str:
    """The first line of its fingerprint, as the console writes it."""
    return " ".join(read_certificate(certificate.certificate).fingerprint.split(":")[:8])


def test_a_certificate_is_trusted_once_and_again_when_the_camera_has_a_new_one(
    chromium: Browser, site: RunningSite, tmp_path: Path, shots: Path
) -> None:
    first, second = certificate_for("gate.local"), certificate_for("gate.local")
    page = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    complaints = Complaints(page)
    sign_in_by_link(page, site)
    with HttpCamera(sign_in="basic") as camera, Encrypted(camera.port, first, tmp_path) as encrypted:
        page.goto(f"{site.url}/#/cameras/add")
        page.get_by_label("Camera address").fill(f"https://viewer:glass@127.0.0.1:{encrypted.port}/mjpeg")
        page.get_by_role("button", name="Test").click()
        expect(page.get_by_text(first_pairs(first))).to_be_visible()
        assert encrypted.heard == 0, "something was said to a camera that nobody trusts yet"
        look_by_day_and_night(page, shots / "certificate-first-narrow")
        page.get_by_role("button", name="Trust this certificate").click()
        expect(page.get_by_text("The camera answers")).to_be_visible()
        page.get_by_label("Name").fill("Gate")
        page.get_by_role("button", name="Add camera").click()
        expect(page.get_by_role("heading", name="Gate")).to_be_visible()
        page.goto(f"{site.url}/#/camera/gate/settings")
        own = page.get_by_role("region", name="Certificate")
        expect(own.get_by_text(first_pairs(first))).to_be_visible()
        encrypted.show(second)
        encrypted.hang_up()
        page.goto(f"{site.url}/#/cameras")
        expect(page.get_by_text("The camera shows another certificate than one that is trusted")).to_be_visible()
        page.goto(f"{site.url}/#/camera/gate/settings")
        own.get_by_role("button", name="Look at what it shows now").click()
        expect(own.get_by_text("It shows another certificate now")).to_be_visible()
        own.get_by_text(first_pairs(second)).scroll_into_view_if_needed()
        look_by_day_and_night(page, shots / "certificate-changed-narrow")
        own.get_by_role("button", name="Trust this certificate").click()
        expect(own.get_by_text(first_pairs(second))).to_be_visible()
        expect(own.get_by_text(first_pairs(first))).to_be_hidden()
        expect(page.get_by_text("Live", exact=True).first).to_be_visible()
    assert complaints.heard == []
