"""Signing in with an organisation's account, in a real browser at a real provider: away from the site, and back."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from bench.site import RunningSite
from tests.e2e.conftest import Complaints
from tests.e2e.furnished import CAMERA
from tests.stands.oidc import CLIENT, SECRET, issuer_port, provider


def test_an_invited_colleague_signs_in_with_their_own_account(chromium: Browser, tmp_path: Path, shots: Path) -> None:
    site = RunningSite(tmp_path / "data")
    port = issuer_port()
    settings = tmp_path / "site.toml"
    settings.write_text(
        f'[oidc]\nissuer = "http://127.0.0.1:{port}"\nclient = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
        'label = "the city\'s account"\n',
        "utf-8",
    )
    site.arguments = ("--config", str(settings))
    with provider(port, f"{site.url}/api/v1/oidc/callback"), site:
        site.sign_in()
        site.add_camera("North gate", CAMERA)
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        complaints = Complaints(page)

        def enter() -> None:
            page.goto(site.url)
            page.get_by_role("button", name="Sign in with the city's account").click()
            page.locator("input[name=login]").fill("grace")
            page.locator("input[name=password]").fill("any")
            page.locator("button[type=submit]").click()
            page.locator("button[type=submit]").click()  # the provider asks whether this site may know who they are

        enter()
        expect(page.get_by_text("This account is not invited here.")).to_be_visible()
        page.screenshot(path=str(shots / "oidc-not-invited.png"))
        context.clear_cookies()
        site.call("POST", "/api/v1/people", {"role": "operator", "email": "grace@example.org"})
        enter()
        expect(page.locator(".tile")).to_be_visible()
        page.goto(f"{site.url}/#/me")
        expect(page.get_by_text("Your account signs you in here.")).to_be_visible()
        # The provider's own pages want fonts and an icon that nobody has; what is said of ours counts.
        theirs = ("googleapis", f"127.0.0.1:{port}/")
        assert [said for said in complaints.heard if not any(part in said for part in theirs)] == []
        context.close()
