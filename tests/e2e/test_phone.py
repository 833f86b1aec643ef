"""A responder's phone in a real browser: answers, a network that goes and comes back, a photo, a notice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from bench.browser import wait_until
from bench.site import RunningSite
from tests.e2e.conftest import SETTLED, Complaints
from tests.e2e.test_incidents import invited

SCENE = "demo:plaza?width=640&height=360&people=2&fps=10"
CAMERA = "north-gate"
TURNS = count(1)
TASK = "Keep the north gate open, turn people to the south side."

# By the browser's own player, as on phones that have no other: its socket is the page's, and can be cut here.
WITHOUT_VIDEO = """
    delete window.MediaStreamTrackGenerator;
    const Real = WebSocket;
    window.made = [];
    window.WebSocket = class extends Real {
        constructor(url) {
            super(window.noVideo && String(url).includes('/live') ? 'ws://127.0.0.1:1/' : url);
            window.made.push(this);
        }
    };"""
KEPT = """async () => {
    const open = indexedDB.open('groundglass-phone');
    await new Promise((done) => { open.onsuccess = done; });
    const all = open.result.transaction('kept').objectStore('kept').getAllKeys();
    await new Promise((done) => { all.onsuccess = done; });
    open.result.close();
    return all.result;
}"""
CACHED = """async () => {
    const paths = [];
    for (const name of await caches.keys())
        for (const one of await (await caches.open(name)).keys()) paths.push(new URL(one.url).pathname);
    return paths;
}"""


class Field:
    """A desk that has sent a task to a responder who is new, in an incident of their own; and their phone."""

    def __init__(self, chromium: Browser, site: RunningSite, name: str) -> None:
        self.site, self.name = site, name
        self.phone = invited(chromium, site, "responder", name)
        self.phone.goto(f"{site.url}/#/tasks")
        self.phone.get_by_role("button", name="Go on duty").click()
        self.phone.get_by_role("button", name="Go off duty").wait_for()
        opened = {"title": "Smoke at the north gate", "level": "alarm", "camera": CAMERA}
        self.number = site.call("POST", "/api/v1/incidents", opened)["number"]
        on_duty = [one["person"] for one in site.call("GET", "/api/v1/shifts")["on_duty"]]
        (responder,) = [person["id"] for person in on_duty if person["name"] == name]
        site.call("POST", f"/api/v1/incidents/{self.number}/tasks", {"responder": responder, "text": TASK})

    def history(self, *kinds: str) -> list[dict[str, object]]:
        told = self.site.call("GET", f"/api/v1/incidents/{self.number}")["history"]
        return [entry["what"] for entry in told if entry["kind"] in kinds]

    def task(self) -> dict[str, object]:
        task: dict[str, object] = self.site.call("GET", f"/api/v1/incidents/{self.number}")["tasks"][0]
        return task

    def open_incident(self) -> None:
        self.phone.goto(f"{self.site.url}/#/tasks/{self.number}")
        self.phone.get_by_role("heading", name="Smoke at the north gate").wait_for()


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """One site with one camera: what is asked of a phone here disturbs no other."""
    with RunningSite(tmp_path_factory.mktemp("gate") / "data") as started:
        started.sign_in()
        assert started.add_camera("North gate", SCENE) == CAMERA
        started.wait_until_live(CAMERA)
        yield started


@pytest.fixture
def field(chromium: Browser, gate: RunningSite) -> Field:
    return Field(chromium, gate, f"Grace {next(TURNS)}")


def photograph(page: Page, shots: Path, name: str) -> None:
    """By day and by night, on a phone and on a wide screen."""
    for scheme, size in (("light", (390, 844)), ("dark", (390, 844)), ("dark", (1440, 900))):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": size[0], "height": size[1]})
        wait_until(page, SETTLED)
        page.screenshot(path=str(shots / f"phone-{name}-{scheme}-{size[0]}.png"))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})


def test_a_responder_answers_on_the_phone_until_it_is_done(field: Field, shots: Path) -> None:
    phone, heard = field.phone, Complaints(field.phone)
    phone.reload()
    phone.get_by_text(TASK).wait_for()
    photograph(phone, shots, "tasks")
    for answer in ("I have it", "On my way"):
        phone.get_by_role("button", name=answer).click()
    phone.get_by_role("link", name=f"Incident {field.number}").click()
    phone.locator('.field-picture[data-shows="video"]').wait_for(timeout=60_000)
    phone.get_by_role("button", name="I am there").click()
    phone.get_by_role("button", name="The way is blocked").click()
    phone.get_by_label("Write to the desk").fill("About forty people, calm.")
    phone.get_by_role("button", name="Send", exact=True).click()
    phone.get_by_text("About forty people").wait_for()
    said = {"text": "Well done, stay there."}
    field.site.call("POST", f"/api/v1/incidents/{field.number}/tasks/{field.task()['id']}/messages", said)
    phone.get_by_text("Well done, stay there.").wait_for(timeout=60_000)
    photograph(phone, shots, "incident")
    phone.get_by_role("button", name="I need help").click()
    phone.get_by_role("dialog").get_by_role("button", name="Call for help").click()
    phone.get_by_text("You asked for help").wait_for()
    photograph(phone, shots, "help")
    expect(phone.locator(".unsent")).to_have_count(0)
    helps = {one["number"]: one["helps"] for one in field.site.call("GET", "/api/v1/incidents")["incidents"]}
    assert helps[field.number] == 1
    phone.get_by_role("button", name="I am all right").click()
    phone.get_by_role("button", name="Done", exact=True).click()
    phone.get_by_role("dialog").get_by_role("button", name="Done").click()
    phone.locator(".phone-task .state-tag.done").wait_for()
    expect(phone.locator(".unsent")).to_have_count(0)
    assert field.task()["state"] == "done"
    assert [what["state"] for what in field.history("task_state")] == ["accepted", "on_way", "arrived", "done"]
    assert heard.heard == []


def test_what_is_answered_without_a_network_is_sent_when_it_returns(field: Field, shots: Path) -> None:
    phone = field.phone
    phone.reload()
    phone.get_by_text(TASK).wait_for()
    wait_until(phone, "() => navigator.serviceWorker.controller !== null")
    field.open_incident()
    phone.locator('.field-picture[data-shows="video"]').wait_for(timeout=60_000)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="I have it").click()
    phone.get_by_role("button", name="On my way").click()
    phone.get_by_role("button", name="Understood").click()
    expect(phone.get_by_text("3 answers wait to be sent.")).to_be_visible(timeout=60_000)
    phone.locator(".bubble.unsent-bubble", has_text="Understood").wait_for()
    photograph(phone, shots, "offline")
    phone.goto(f"{field.site.url}/")  # opened anew in the middle of nowhere
    phone.goto(f"{field.site.url}/#/tasks/{field.number}")
    phone.get_by_role("heading", name="Smoke at the north gate").wait_for()
    phone.get_by_text("3 answers wait to be sent.").wait_for()
    phone.get_by_role("button", name="I am there").wait_for()  # as it will be
    assert field.task()["state"] == "sent" and field.history("message") == []
    phone.context.set_offline(False)
    expect(phone.locator(".unsent, .unsent-bubble")).to_have_count(0, timeout=60_000)
    assert [what["state"] for what in field.history("task_state")] == ["accepted", "on_way"]
    assert [what["text"] for what in field.history("message")] == ["Understood"]
    expect(phone.get_by_text("No connection", exact=True)).to_have_count(0, timeout=60_000)


def test_what_the_desk_changed_meanwhile_is_told(field: Field, shots: Path) -> None:
    phone = field.phone
    phone.reload()
    phone.get_by_text(TASK).wait_for()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="On my way").click()
    phone.get_by_text("Waiting to be sent").first.wait_for()
    at = f"/api/v1/incidents/{field.number}/tasks/{field.task()['id']}/state"
    field.site.call("POST", at, {"state": "recalled"})
    phone.context.set_offline(False)
    phone.get_by_text("“On my way” was not taken").wait_for(timeout=60_000)
    phone.screenshot(path=str(shots / "phone-refused.png"))
    phone.get_by_role("button", name="Put it away").click()
    phone.get_by_text("was not taken").wait_for(state="detached")
    phone.get_by_text("Nothing to do").wait_for()


def test_the_picture_falls_to_stills_and_back_and_never_to_nothing(field: Field, shots: Path) -> None:
    phone = field.phone
    phone.add_init_script(WITHOUT_VIDEO)
    phone.reload()
    field.open_incident()
    shown = phone.locator(".field-picture")
    phone.locator('.field-picture[data-shows="video"]').wait_for(timeout=60_000)
    phone.evaluate(
        "() => { window.noVideo = true; window.made.forEach((one) => one.url.includes('/live') && one.close()); }"
    )
    phone.locator('.field-picture[data-shows="still"]').wait_for(timeout=60_000)
    expect(shown.locator("figcaption")).to_contain_text("Still,")
    phone.screenshot(path=str(shots / "phone-still.png"))
    phone.context.set_offline(True)
    expect(shown.locator("figcaption")).to_contain_text("No connection. The last picture is", timeout=60_000)
    phone.screenshot(path=str(shots / "phone-old-still.png"))
    phone.evaluate("() => { window.noVideo = false; }")
    phone.context.set_offline(False)
    phone.locator('.field-picture[data-shows="video"]').wait_for(timeout=60_000)


def test_a_photo_is_coarse_before_it_leaves_the_phone(field: Field, shots: Path, tmp_path: Path) -> None:
    phone = field.phone
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.post_data or "") if "/photos" in request.url else None)
    picture = np.random.default_rng(7).integers(0, 256, (1200, 1600, 3), np.uint8)
    picture[300:900, 500:1100] = (20, 110, 250)  # a fire, in BGR
    assert cv2.imwrite(str(tmp_path / "fire.jpg"), picture)
    field.open_incident()
    phone.get_by_label("Send a photo").click()
    phone.screenshot(path=str(shots / "phone-photo-begin.png"))
    phone.locator("input[type=file]").set_input_files(tmp_path / "fire.jpg")
    phone.get_by_alt_text("The frosted photo, in coarse cells").wait_for()
    phone.get_by_label("What does it show?").fill("Fire behind the kiosk")
    phone.screenshot(path=str(shots / "phone-photo.png"))
    phone.get_by_role("button", name="Send it").click()
    shown = phone.get_by_alt_text(f"Frosted photo from {field.name}")
    shown.wait_for(timeout=60_000)
    wait_until(phone, "() => document.querySelector('.bubble.said-photo img').naturalWidth === 960")
    phone.screenshot(path=str(shots / "phone-photo-sent.png"))
    (what,) = field.history("photo")
    assert what["text"] == "Fire behind the kiosk"
    (body,) = [json.loads(text) for text in sent if "sealed" in text]
    assert len(body["sealed"]) < 4000  # cells, not a photo
    jpeg = field.site.http.get(f"/api/v1/incidents/{field.number}/photos/{what['photo']}.jpg").content
    decoded = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None and decoded.shape == (720, 960, 3)
    blue, _, red = decoded[360, 480].astype(int)
    assert red - blue > 120  # the fire is seen


def test_a_pushed_notice_opens_its_task(field: Field) -> None:
    """The browser's push service cannot be reached here, so the message is delivered to the worker as it would be."""
    phone = field.phone
    phone.reload()
    phone.get_by_text(TASK).wait_for()
    wait_until(phone, "() => navigator.serviceWorker.controller !== null")
    phone.context.grant_permissions(["notifications"], origin=field.site.url)
    chrome = phone.context.new_cdp_session(phone)
    found: list[str] = []
    chrome.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(one["registrationId"] for one in told["registrations"]),
    )
    chrome.send("ServiceWorker.enable")
    while not found:
        phone.wait_for_timeout(20)  # Playwright hears only while it waits
    pushed = {"incident": field.number, "title": "Smoke at the north gate", "change": "task", "exercise": False}
    for data in ("no JSON at all", json.dumps(pushed)):
        message = {"origin": field.site.url, "registrationId": found[0], "data": data}
        chrome.send("ServiceWorker.deliverPushMessage", message)
    script = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
        .map((one) => [one.title, one.body, one.tag, one.data.incident])"""
    wait_until(phone, "async () => (await (await navigator.serviceWorker.ready).getNotifications()).length === 2")
    told = sorted(phone.evaluate(script))
    assert told == [
        ["Groundglass", "Something changed", "incident-0", 0],
        ["Smoke at the north gate", "New task", f"incident-{field.number}", field.number],
    ]


def test_signing_out_leaves_nothing_on_the_phone(field: Field) -> None:
    phone = field.phone
    phone.reload()
    phone.get_by_text(TASK).wait_for()
    wait_until(phone, f"async () => (await ({KEPT})()).includes('tasks')")
    phone.goto(f"{field.site.url}/#/me")
    phone.get_by_role("button", name="Sign out", exact=True).click()
    phone.locator(".door").get_by_label("Password").wait_for()  # of the page that was loaded anew
    assert phone.evaluate(KEPT) == []
    paths = phone.evaluate(CACHED)
    assert paths and not any(path.startswith("/api/") for path in paths)


def test_the_application_can_be_installed(field: Field) -> None:
    phone = field.phone
    chrome = phone.context.new_cdp_session(phone)
    manifest = json.loads(chrome.send("Page.getAppManifest")["data"])
    assert (manifest["display"], manifest["start_url"]) == ("standalone", "/#/tasks")
    for icon in manifest["icons"]:
        answer = field.site.http.get(icon["src"])
        assert answer.status_code == 200 and answer.headers["content-type"] == icon["type"]
    errors = chrome.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [one["errorId"] for one in errors if one["errorId"] != "in-incognito"] == []
