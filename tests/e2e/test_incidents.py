"""A night at the desk in real browsers: opened, sent to a responder's phone, answered, resolved, closed."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from bench.site import RunningSite
from tests.e2e.conftest import Complaints

SCENE = "demo:plaza?width=640&height=360&people=2&fps=10"


def enter(chromium: Browser, site: RunningSite, *, width: int, height: int, scheme: str = "light") -> BrowserContext:
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.add_cookies([{"name": key, "value": value, "url": site.url} for key, value in site.http.cookies.items()])
    return context


def invited(chromium: Browser, site: RunningSite, role: str, name: str) -> Page:
    """Somebody of this role, on their phone."""
    link = site.call("POST", "/api/v1/people", {"role": role})["link"]
    phone = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    phone.goto(site.url + link)
    phone.get_by_label("Your name").fill(name)
    phone.get_by_label("Choose a password").fill("a long enough one")
    phone.get_by_role("button", name="Begin").click()
    phone.locator(".rail").wait_for()
    return phone


def open_and_begin(desk: Page, shots: Path) -> None:
    """From the call to the task that is sent."""
    desk.get_by_role("button", name="Open an incident").click()
    desk.get_by_label("What is it?").fill("Smoke at the north gate")
    desk.get_by_text("Alarm", exact=True).click()
    desk.get_by_role("dialog").get_by_label("Camera").select_option(label="North gate")
    desk.screenshot(path=str(shots / "incidents-opening.png"))
    desk.get_by_role("button", name="Open it").click()

    desk.get_by_role("heading", name="Smoke at the north gate").wait_for()
    desk.get_by_role("button", name="Acknowledge").click()
    desk.get_by_role("button", name="Take it").click()
    desk.get_by_role("button", name="Begin work").click()
    desk.get_by_label("Write a note").fill("Called the fire brigade; they come in six minutes.")
    desk.get_by_role("button", name="Add").click()
    desk.get_by_label("What to do").fill("Keep the gate open, turn people to the south side.")
    desk.get_by_role("button", name="Send a task").click()
    desk.locator(".task .state-tag").wait_for()
    desk.get_by_role("button", name="Attach the minute around it").click()
    desk.get_by_text("The recording is attached.").wait_for()


def photograph(chromium: Browser, site: RunningSite, shots: Path) -> None:
    """The incident and the board by day and by night, on a wide screen and on a phone."""
    for scheme, size in (("light", (1440, 900)), ("dark", (1440, 900)), ("light", (390, 844)), ("dark", (390, 844))):
        look = enter(chromium, site, width=size[0], height=size[1], scheme=scheme)
        page = look.new_page()
        page.goto(f"{site.url}/#/incident/1")
        page.get_by_text("Called the fire brigade").wait_for()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=str(shots / f"incident-{scheme}-{size[0]}.png"), full_page=True)
        page.goto(f"{site.url}/#/incidents")
        page.get_by_text("In hand").first.wait_for()
        page.screenshot(path=str(shots / f"incidents-{scheme}-{size[0]}.png"))
        look.close()


def test_an_incident_lives_from_the_call_to_its_end(chromium: Browser, site: RunningSite, shots: Path) -> None:
    site.sign_in()
    camera = site.call("POST", "/api/v1/cameras", {"name": "North gate", "address": SCENE})["id"]
    site.wait_until_live(camera)
    phone = invited(chromium, site, "responder", "Grace")
    heard = Complaints(phone)
    phone.goto(f"{site.url}/#/tasks")
    phone.get_by_role("button", name="Go on duty").click()
    phone.get_by_role("button", name="Go off duty").wait_for()
    assert phone.get_by_role("link", name="Incidents").count() == 0

    context = enter(chromium, site, width=1440, height=900)
    desk = context.new_page()
    complaints = Complaints(desk)
    desk.goto(f"{site.url}/#/incidents")
    desk.get_by_text("All quiet").wait_for()
    desk.screenshot(path=str(shots / "incidents-empty.png"))
    open_and_begin(desk, shots)
    photograph(chromium, site, shots)

    phone.get_by_text("Keep the gate open").wait_for()
    phone.screenshot(path=str(shots / "tasks-phone.png"))
    phone.get_by_role("button", name="I have it").click()
    phone.get_by_role("link", name="Incident 1").click()
    phone.get_by_role("heading", name="Smoke at the north gate").wait_for()
    phone.get_by_label("Write to the desk").fill("Gate is open, about forty people moved.")
    phone.get_by_role("button", name="Send", exact=True).click()
    phone.get_by_text("about forty people").first.wait_for()
    phone.screenshot(path=str(shots / "incident-responder.png"), full_page=True)
    assert phone.get_by_role("button", name="Resolve").count() == 0

    desk.get_by_text("about forty people").first.wait_for()  # told over the socket, without being asked
    desk.get_by_role("button", name="Resolve").click()
    desk.get_by_label("It was real").check()
    desk.get_by_role("dialog").get_by_role("button", name="Resolve").click()
    resolved = desk.locator(".history li", has_text="made it resolved")
    resolved.get_by_role("button", name="Undo").click()
    desk.get_by_role("button", name="Resolve").wait_for()
    desk.get_by_role("button", name="Resolve").click()
    desk.get_by_role("dialog").get_by_role("button", name="Resolve").click()
    desk.locator(".incident-head .state-tag.resolved").wait_for()
    desk.locator(".incident-acts").get_by_role("button", name="Close").click()
    desk.locator(".incident-head .state-tag.closed").wait_for()
    desk.goto(f"{site.url}/#/incidents/closed")
    desk.get_by_role("link", name="Smoke at the north gate").wait_for()
    assert complaints.heard == [] and heard.heard == []
    phone.context.close()
    context.close()
