"""A real OpenID provider on loopback, and a browser's way through its pages, without a browser."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import httpx

from bench.site import free_port, wait_for

SCRIPT = Path(__file__).with_name("oidc_provider.mjs")
CLIENT, SECRET = "groundglass", "quiet-secret"


@contextmanager
def provider(port: int, back_to: str) -> Iterator[str]:
    """Run the provider; gives its issuer. Stopped by its process id."""
    running = subprocess.Popen(
        ["node", str(SCRIPT), str(port), back_to], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    issuer = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        assert running.poll() is None, "the provider ended: was `npm ci` run in console/?"
        try:
            return httpx.get(f"{issuer}/.well-known/openid-configuration", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    try:
        wait_for("the provider to answer", answers, every_s=0.2)
        yield issuer
    finally:
        running.terminate()
        running.wait(20)


def issuer_port() -> int:
    return free_port()


async def signed_in_there(url: str, account: str) -> str:
    """Go through the provider's own pages as this account; the address it sends the browser back to."""
    async with httpx.AsyncClient(timeout=30) as browser:
        answer = await browser.get(url)
        for _ in range(12):
            if answer.is_redirect:
                target = urljoin(str(answer.url), answer.headers["location"])
                if "/api/v1/oidc/callback" in target:
                    return target
                answer = await browser.get(target)
                continue
            form = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
            assert form is not None, answer.text[:500]
            prompt = re.search(r'name="prompt" value="([^"]+)"', answer.text)
            fields = {"prompt": prompt[1] if prompt else "", "login": account, "password": "any"}
            answer = await browser.post(urljoin(str(answer.url), form[1]), data=fields)
        raise AssertionError("the provider did not send the browser back")
