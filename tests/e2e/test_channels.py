"""A channel set up in the browser reaches a real receiver; a procedure is written and followed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.site import RunningSite, wait_for
from tests.e2e.conftest import Complaints


@pytest.fixture
def receiver() -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A real HTTP server on loopback that takes what it is told."""
    heard: list[dict[str, object]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook", heard
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_is_set_up_in_the_browser_is_told_outside(
    chromium: Browser, site: RunningSite, shots: Path, receiver: tuple[str, list[dict[str, object]]]
) -> None:
    url, heard = receiver
    site.sign_in()
    context = chromium.new_context(viewport={"width": 1440, "height": 1000})
    context.add_cookies([{"name": key, "value": value, "url": site.url} for key, value in site.http.cookies.items()])
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(f"{site.url}/#/channels")
    page.get_by_text("Nothing is told outside").wait_for()
    page.get_by_role("button", name="Add a channel").click()
    page.get_by_label("Name", exact=True).fill("Control room")
    page.get_by_label("Address", exact=True).fill(url)
    page.get_by_label("Secret for the signature").fill("sixteen characters or more")
    page.screenshot(path=str(shots / "channel-form.png"))
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Control room").wait_for()
    page.get_by_role("button", name="Say something").click()
    wait_for("the test message", lambda: [one for one in heard if one["source"] == "test"])
    page.get_by_role("button", name="Messages").click()
    page.get_by_text("Sent", exact=True).wait_for()
    page.screenshot(path=str(shots / "channels.png"))
    page.keyboard.press("Escape")

    page.goto(f"{site.url}/#/procedures")
    page.get_by_role("button", name="Write a procedure").click()
    page.get_by_label("Name", exact=True).fill("A call from outside")
    page.get_by_label("Steps, one a line").fill("Look at the picture\nCall back | 5")
    page.get_by_text("Reported", exact=True).click()
    page.screenshot(path=str(shots / "procedure-form.png"))
    page.get_by_role("button", name="Save").click()
    page.get_by_text("within 5 min").wait_for()
    page.screenshot(path=str(shots / "procedures.png"))

    event = site.call("POST", "/api/v1/events", {"name": "Panic button, ticket office"})
    page.goto(f"{site.url}/#/events")
    page.get_by_role("button", name="To the board").click()  # an alarm has opened its incident by itself
    page.locator(".board-card-main").click()
    page.get_by_role("heading", name="Panic button, ticket office").wait_for()
    page.get_by_role("button", name="Follow: A call from outside").click()
    page.get_by_label("Look at the picture").check()
    page.get_by_text("1 of 2 done").wait_for()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Make the report").click()
    assert saved.value.suggested_filename == "incident-1-report.zip"
    wait_for(
        "the event", lambda: [one for one in heard if one["source"] == "event" and str(event["id"]) in str(one["key"])]
    )
    wait_for("the incident", lambda: [one for one in heard if one["source"] == "incident"])
    assert complaints.heard == []
    context.close()
