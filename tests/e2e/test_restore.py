"""A lost site is made again of its backup on an empty machine: people sign in as before and see what was recorded."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, expect

from bench.browser import wait_until
from bench.site import COMMAND, PERSON, RunningSite, wait_for
from tests.e2e.conftest import Complaints

VIDEO = (
    "() => { const v = document.querySelector('video[aria-label=\"Gate, Recording\"]'); return v && v.readyState >= 2 }"
)


def command(*arguments: str | Path) -> None:
    subprocess.run([COMMAND, *arguments], check=True, capture_output=True, timeout=120)


def test_a_lost_site_is_restored_and_people_go_on(chromium: Browser, tmp_path: Path) -> None:
    data, saved, again = tmp_path / "data", tmp_path / "saved", tmp_path / "again"
    with RunningSite(data) as site:
        site.sign_in()
        gate = site.add_camera("Gate", "demo:plaza?width=640&height=360&people=2")
        site.wait_until_live(gate)

        def recorded() -> str | None:
            now = datetime.now(UTC)
            asked = {"from": (now - timedelta(hours=1)).isoformat(), "to": now.isoformat()}
            spans = site.http.get(f"/api/v1/cameras/{gate}/timeline", params=asked).json()["spans"]
            return str(spans[0]["from"]) if spans else None

        moment = wait_for("something recorded", recorded, 60, 0.5)
        command("backup", saved, "--data", data)
    command("restore", saved, "--data", again)
    with RunningSite(again) as site:
        name, password = PERSON
        page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
        complaints = Complaints(page)
        page.goto(f"{site.url}/#/camera/{gate}?at={moment}")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", name="Gate")).to_be_visible()
        wait_until(page, VIDEO)
        assert complaints.heard == []
