"""Inviting somebody, from the page to their first look at the wall, and what somebody is offered who may only look."""

from __future__ import annotations

from pathlib import Path

import httpx
from playwright.sync_api import Browser, expect

from bench.browser import signed_in, wait_until
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


def test_a_viewer_is_offered_nothing_that_their_role_does_not_include(
    chromium: Browser, furnished: RunningSite
) -> None:
    link = furnished.call("POST", "/api/v1/people", {"role": "viewer"})["link"]
    with httpx.Client(base_url=furnished.url, headers={"Origin": furnished.url}, timeout=60) as guest:
        entered = guest.post("/api/v1/sign-in/link", json={"token": link.rpartition("/")[2]})
        assert entered.status_code == 200, entered.text
        assert guest.put("/api/v1/me", json={"name": "Viola"}).status_code == 200
        assert guest.put("/api/v1/me/password", json={"password": "a long enough one"}).status_code == 200
        page = signed_in(chromium, furnished.url, dict(guest.cookies.items())).new_page()
    complaints = Complaints(page)
    page.goto(f"{furnished.url}/#/camera/plaza")
    page.get_by_role("button", name="Play", exact=True).or_(page.get_by_role("button", name="Pause")).wait_for()
    assert [page.get_by_role("button", name=name).count() for name in ("Clip", "Settings")] == [0, 0]
    page.keyboard.press("c")
    page.keyboard.press("p")
    page.get_by_text("Recording", exact=True).wait_for()
    assert page.locator(".clip-bar").count() == 0
    page.goto(f"{furnished.url}/#/cameras")
    page.get_by_role("link", name="Plaza").wait_for()
    assert page.get_by_role("button", name="Add camera").count() == 0
    page.goto(f"{furnished.url}/#/custody")
    page.get_by_text("Data protection officer").wait_for()
    expect(page.locator("nav.tabs a")).to_have_text(["Custodians"])
    for path in ("people", "channels", "incidents", "camera/plaza/settings"):
        page.goto(f"{furnished.url}/#/{path}")
        page.get_by_text("Your role does not include this.").wait_for()
        page.goto(f"{furnished.url}/#/me")
        page.get_by_role("heading", name="You", exact=True).wait_for()
    assert complaints.heard == []
    page.context.close()


def test_a_closer_look_is_taken_and_left_and_the_page_stays(chromium: Browser, furnished: RunningSite) -> None:
    page = signed_in(chromium, furnished.url, dict(furnished.http.cookies.items())).new_page()
    page.goto(f"{furnished.url}/#/camera/plaza")
    wait_until(page, "[...document.querySelectorAll('.stage video')].some(v => v.readyState >= 2)")
    picture = page.locator(".stage-picture")
    assert picture.get_attribute("style") in {None, ""}
    page.locator(".stage").hover()
    page.mouse.wheel(0, -400)
    page.get_by_role("button", name="Whole picture").wait_for()
    expect(page.locator(".stage-lens output")).to_have_text("2.1×")
    assert "scale(2.0" in (picture.get_attribute("style") or "")
    page.keyboard.press("Escape")
    expect(picture).to_have_attribute("style", "")
    assert page.url.endswith("/#/camera/plaza")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.get_by_role("heading", name="Cameras", exact=True).wait_for()
    page.context.close()
