"""The first steps: from the printed link to a camera that learns its place; and a colleague who sees one group."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from bench.browser import signed_in
from bench.site import PERSON, RunningSite
from tests.e2e.conftest import Complaints
from tests.e2e.furnished import CAMERA


def test_the_first_person_is_led_to_a_picture_leaves_and_goes_on(
    chromium: Browser, site: RunningSite, shots: Path
) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(f"{site.url}/#/sign-in/{site.link_token()}")
    page.get_by_label("Your name").fill(PERSON[0])
    page.get_by_label("Choose a password").fill(PERSON[1])
    page.get_by_role("button", name="Begin").click()

    expect(page.get_by_role("heading", name=f"Welcome, {PERSON[0]}")).to_be_visible()
    page.get_by_role("button", name="Make recovery codes").click()
    code = page.locator(".codes li").first.inner_text()
    page.screenshot(path=str(shots / "start-codes.png"))
    page.get_by_role("button", name="I have kept them").click()

    expect(page.get_by_role("heading", name="Your first camera")).to_be_visible()
    page.screenshot(path=str(shots / "start-camera.png"))
    page.get_by_role("button", name="Add the drawn plaza").click()
    expect(page.get_by_role("heading", name="It is learning the place")).to_be_visible()
    expect(page.locator(".start-picture [data-live=showing]")).to_be_visible(timeout=60_000)
    page.screenshot(path=str(shots / "start-place.png"))
    page.get_by_role("button", name="Leave for now").click()

    steps = page.get_by_label("First steps")
    expect(steps).to_be_visible()
    steps.get_by_role("button", name="Go on").click()
    for name in ("Its place", "Custodians", "Others"):
        page.get_by_role("button", name=name).click()
        page.get_by_role("button", name="Not now").click()
    expect(page.get_by_role("heading", name="You are set")).to_be_visible()
    page.get_by_role("button", name="Open the live view").click()
    expect(page.locator(".tile")).to_be_visible()
    expect(steps).to_have_count(0)

    page.goto(f"{site.url}/#/me")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Use a recovery code").click()
    page.get_by_label("Name").fill(PERSON[0])
    page.get_by_label("Recovery code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".tile")).to_be_visible()
    assert complaints.heard == []
    context.close()


def test_a_colleague_limited_to_a_group_sees_that_group_and_nothing_else(
    chromium: Browser, site: RunningSite, shots: Path
) -> None:
    site.sign_in()
    site.add_camera("North gate", CAMERA)
    site.add_camera("Office", CAMERA)
    desk = signed_in(chromium, site.url, dict(site.http.cookies.items())).new_page()
    complaints = Complaints(desk)
    desk.goto(f"{site.url}/#/people/groups")
    desk.get_by_role("button", name="Make a group").click()
    desk.get_by_label("Name").fill("Gates")
    desk.get_by_label("North gate").check()
    desk.get_by_role("button", name="Save").click()
    desk.get_by_text("Gates is saved.").wait_for()
    desk.goto(f"{site.url}/#/people")
    desk.get_by_role("button", name="Invite somebody").click()
    desk.get_by_text("Some camera groups").click()
    desk.get_by_label("Gates").check()
    desk.screenshot(path=str(shots / "people-limited.png"))
    desk.get_by_role("button", name="Make the link").click()
    link = desk.locator(".link-shown").input_value()
    desk.get_by_role("button", name="Done").click()
    expect(desk.get_by_role("button", name="Which cameras Invited, not here yet sees")).to_have_text("Gates")

    desk.get_by_role("button", name="Roles of Invited, not here yet in camera groups").click()
    desk.get_by_role("dialog").get_by_label("Gates").select_option("Supervisor")
    desk.screenshot(path=str(shots / "people-roles-in-groups.png"))
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("button", name="Roles of Invited, not here yet in camera groups")).to_have_text(
        "Supervisor: Gates"
    )

    guest = chromium.new_context(viewport={"width": 390, "height": 844})
    phone = guest.new_page()
    phone.goto(link)
    phone.get_by_label("Your name").fill("Grace")
    phone.get_by_label("Choose a password").fill("a long enough one")
    phone.get_by_role("button", name="Begin").click()
    expect(phone.locator(".tile")).to_have_count(1)
    expect(phone.locator(".tile")).to_contain_text("North gate")
    phone.goto(f"{site.url}/#/camera/office")
    expect(phone.get_by_text("There is no such camera")).to_be_visible()
    phone.goto(f"{site.url}/#/me")
    expect(phone.get_by_text("In Gates")).to_be_visible()
    expect(phone.get_by_text("Supervisor")).to_be_visible()
    phone.screenshot(path=str(shots / "me-limited-phone.png"))
    assert complaints.heard == []
    guest.close()
    desk.context.close()
