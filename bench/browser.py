"""Debian's Chromium, driven by Playwright, as a desk would show Groundglass."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM: Final = Path("/usr/bin/chromium")
FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]


@contextmanager
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        raise FileNotFoundError(f"no browser at {CHROMIUM}; as root on Debian: apt install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield opened
        finally:
            opened.close()


def signed_in(
    opened: Browser, url: str, cookies: dict[str, str], width: int = 1440, height: int = 900
) -> BrowserContext:
    """A window that carries the session of somebody who signed in over HTTP."""
    context = opened.new_context(viewport={"width": width, "height": height})
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    return context


def wait_until(page: Page, script: str, argument: object = None, limit_s: float = 60.0) -> None:
    """Wait until a script in the page is true.

    Playwright's own waiting evaluates text inside the page, which the console's security policy forbids; the policy
    is part of what is tested, so it is not switched off.
    """
    end = time.monotonic() + limit_s
    while not page.evaluate(script, argument):
        if time.monotonic() > end:
            raise TimeoutError(f"waited {limit_s:g} s in the browser for {script}")
        page.wait_for_timeout(50)
