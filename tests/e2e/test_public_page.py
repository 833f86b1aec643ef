"""A citizen who saw a sign, and the operator who put it up: from an empty form to the page its code leads to."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from bench.browser import signed_in
from bench.site import RunningSite
from tests.e2e.conftest import NO_SIDEWAYS, Complaints
from tests.e2e.furnished import CAMERA


def publish(page: Page, site: RunningSite) -> None:
    page.goto(f"{site.url}/#/public")
    page.get_by_label("Publish the page").click()
    expect(page.get_by_text("fill in operator and contact first")).to_be_visible()
    page.get_by_label("Operator").fill("City of Exampleton\n1 Town Hall Square")
    page.get_by_label("Contact").fill("cameras@exampleton.example")
    page.get_by_label("Purpose").first.fill("See crowding and send help.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Still missing: supervisory authority, legal basis.")).to_be_visible()
    page.get_by_label("Publish the page").click()
    expect(page.get_by_role("link", name="View the public page")).to_be_visible()
    page.locator("summary", has_text="Gate").click()
    row = page.locator("details[open]")
    row.get_by_label("Place").fill("Station hall, north")
    row.get_by_role("button", name="Save").click()
    expect(page.locator("summary", has_text="Station hall, north")).to_be_visible()


def test_what_an_operator_declares_a_citizen_reads_on_the_sign_and_on_the_page(
    chromium: Browser, tmp_path: Path, shots: Path
) -> None:
    with RunningSite(tmp_path / "data") as site:
        site.sign_in()
        site.add_camera("Gate", CAMERA)
        desk = signed_in(chromium, site.url, dict(site.http.cookies.items()))
        page = desk.new_page()
        publish(page, site)

        with desk.expect_page() as opened:
            page.get_by_role("link", name="Sign A4: Gate").click()
        sign = opened.value
        expect(sign.get_by_role("heading", name="Video monitoring")).to_be_visible()
        expect(sign.get_by_text("Still missing on this sign: Legal basis")).to_be_visible()
        printed = sign.pdf(prefer_css_page_size=True, print_background=True)
        assert re.findall(rb"/Count (\d+)", printed) == [b"1"], "a sign is one sheet"
        sign.screenshot(path=str(shots / "sign-light-wide.png"))
        desk.close()

        street = chromium.new_context(
            viewport={"width": 390, "height": 844}, locale="de-DE", java_script_enabled=False, color_scheme="dark"
        )
        citizen = street.new_page()
        complaints = Complaints(citizen)
        citizen.goto(f"{site.url}/public/cameras/gate")
        expect(citizen.get_by_text("Station hall, north")).to_be_visible()
        expect(citizen.get_by_text("Wie Personen verdeckt werden")).to_be_visible()
        citizen.screenshot(path=str(shots / "public-camera-dark-narrow.png"), full_page=True)
        citizen.get_by_role("link", name="Alle Kameras").click()
        expect(citizen.get_by_role("heading", name="Geöffnete Originale")).to_be_visible()
        citizen.get_by_role("link", name="English").click()
        expect(citizen.get_by_role("heading", name="Originals that were opened")).to_be_visible()
        citizen.screenshot(path=str(shots / "public-dark-narrow.png"), full_page=True)
        assert complaints.heard == []
        street.close()
        with_scripts = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
        with_scripts.goto(f"{site.url}/public")
        assert with_scripts.evaluate(NO_SIDEWAYS), "the page can be scrolled sideways"
        with_scripts.context.close()
