"""Two people change one rule: the second is told, and nothing is written over."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from bench.site import RunningSite

RULE = {"name": "Disk nearly full", "when": {"kind": "storage_low"}, "level": "warning"}


def test_whoever_is_later_is_told_and_undoes_nothing(chromium: Browser, site: RunningSite, shots: Path) -> None:
    site.sign_in()
    rule = site.call("POST", "/api/v1/rules", RULE)["id"]
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": key, "value": value, "url": site.url} for key, value in site.http.cookies.items()])
    page = context.new_page()
    page.goto(f"{site.url}/#/events/rules")
    page.get_by_role("button", name="Change").first.click()
    page.get_by_label("Name").fill("Disk full soon")
    site.call("PATCH", f"/api/v1/rules/{rule}", {"name": "Disk, as somebody else says"})
    page.get_by_role("button", name="Make it live").click()
    page.get_by_text("Somebody else changed this").first.wait_for()
    page.screenshot(path=str(shots / "somebody-else.png"))
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=str(shots / "somebody-else-dark-390.png"))
    assert site.call("GET", f"/api/v1/rules/{rule}")["name"] == "Disk, as somebody else says"
    context.close()
