"""Inviting somebody, from the page to their first look at the wall, in two real browsers."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from bench.browser import signed_in
from bench.site import RunningSite
from tests.e2e.conftest import Complaints


def test_an_invited_operator_comes_in_by_the_link_and_is_removed_again(
    chromium: Browser, site: RunningSite, shots: Path
) -> None:
    site.sign_in()
    desk = signed_in(chromium, site.url, dict(site.http.cookies.items())).new_page()
    complaints = Complaints(desk)
    desk.goto(f"{site.url}/#/site")
    desk.get_by_role("link", name="Open: People").click()
    desk.get_by_text("You are alone here").wait_for()
    desk.get_by_role("button", name="Invite somebody").click()
    desk.get_by_role("dialog").get_by_role("radio", name="Operator Works").check()
    desk.screenshot(path=str(shots / "people-invite.png"))
    desk.get_by_role("button", name="Make the link").click()
    link = desk.locator(".link-shown").input_value()
    desk.screenshot(path=str(shots / "people-link.png"))
    desk.get_by_role("button", name="Done").click()
    desk.get_by_text("Invited, not here yet").wait_for()

    guest = chromium.new_context(viewport={"width": 390, "height": 844})
    phone = guest.new_page()
    phone.goto(link)
    phone.get_by_label("Your name").fill("Grace")
    phone.get_by_label("Choose a password").fill("a long enough one")
    phone.get_by_role("button", name="Begin").click()
    phone.locator(".rail").wait_for()
    assert "sign-in" not in phone.url
    phone.goto(f"{site.url}/#/site")
    phone.get_by_text("About").wait_for()
    assert phone.get_by_text("Invite people").count() == 0

    desk.reload()
    desk.get_by_text("Grace").wait_for()
    desk.screenshot(path=str(shots / "people-two.png"))
    desk.get_by_label("Role of Grace").select_option("supervisor")
    desk.get_by_text("Grace is supervisor now.").wait_for()
    desk.get_by_role("button", name="Remove Grace").click()
    desk.get_by_role("button", name="Remove", exact=True).click()
    desk.get_by_text("Grace is removed.").wait_for()
    phone.reload()
    phone.get_by_label("Password").wait_for()
    assert complaints.heard == []
    guest.close()
    desk.context.close()
