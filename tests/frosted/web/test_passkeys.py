"""Passkeys with a real browser and its virtual authenticator, over a real server."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright

from bench.browser import CHROMIUM, FLAGS
from groundglass.errors import NotSignedIn
from groundglass.frosted.people.roles import Role
from tests.frosted.web.stand import Stand

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

SEND = """async ([method, path, body]) => {
  const answer = await fetch(path, {
    method, headers: {"content-type": "application/json"}, ...(body === null ? {} : {body: JSON.stringify(body)})
  });
  return [answer.status, await answer.json()];
}"""
CREATE = """async (options) => {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return (await navigator.credentials.create({publicKey})).toJSON();
}"""
GET = """async (options) => {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return (await navigator.credentials.get({publicKey})).toJSON();
}"""


@pytest.fixture
async def page(stand: Stand) -> AsyncIterator[Page]:
    """A page of the site, in a browser with an authenticator; nobody is signed in."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = await chromium.new_page()
        await opened.goto(f"http://localhost:{stand.port}/healthz")
        session = await opened.context.new_cdp_session(opened)
        await session.send("WebAuthn.enable")
        await session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield opened
        await chromium.close()


async def send(page: Page, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    status, answer = await page.evaluate(SEND, [method, f"/api/v1{path}", body])
    return status, answer


async def signed_in(page: Page, stand: Stand) -> dict[str, Any]:
    link = await stand.site.people.sign_in_link()
    me: dict[str, Any]
    status, me = await send(page, "POST", "/sign-in/link", {"token": link.reveal()})
    assert status == 200
    return me


async def add_passkey(page: Page, name: str = "Laptop") -> tuple[int, Any]:
    status, options = await send(page, "POST", "/me/passkeys/options", {})
    assert status == 200
    credential = await page.evaluate(CREATE, options)
    return await send(page, "POST", "/me/passkeys", {"name": name, "credential": credential})


async def test_a_passkey_added_once_signs_in_from_then_on(page: Page, stand: Stand) -> None:
    me = await signed_in(page, stand)
    status, added = await add_passkey(page)
    assert (status, added["name"]) == (201, "Laptop")
    assert not await stand.site.people.needs_link()
    await send(page, "POST", "/sign-out", {})
    for _ in range(2):  # the counter rises and is kept
        _, options = await send(page, "POST", "/sign-in/passkey/options", {})
        credential = await page.evaluate(GET, options)
        status, again = await send(page, "POST", "/sign-in/passkey", {"credential": credential})
        assert (status, again["id"]) == (200, me["id"])
        assert [passkey["name"] for passkey in again["passkeys"]] == ["Laptop"]


async def test_an_answer_is_good_for_one_question_once(page: Page, stand: Stand) -> None:
    await signed_in(page, stand)
    await add_passkey(page)
    _, options = await send(page, "POST", "/sign-in/passkey/options", {})
    credential = await page.evaluate(GET, options)
    assert (await send(page, "POST", "/sign-in/passkey", {"credential": credential}))[0] == 200
    status, problem = await send(page, "POST", "/sign-in/passkey", {"credential": credential})
    assert (status, problem["type"]) == (401, "urn:groundglass:problem:not-signed-in")
    # An answer to one's own registration question does not sign anybody in, nor the other way round.
    _, registration = await send(page, "POST", "/me/passkeys/options", {})
    options["challenge"] = registration["challenge"]
    credential = await page.evaluate(GET, options)
    assert (await send(page, "POST", "/sign-in/passkey", {"credential": credential}))[0] == 401


async def test_a_changed_or_foreign_answer_lets_nobody_in(page: Page, stand: Stand) -> None:
    await signed_in(page, stand)
    await add_passkey(page)
    people = stand.site.people
    origin = f"http://localhost:{stand.port}"
    ways: dict[str, Callable[[dict[str, Any]], object]] = {
        "signature": lambda c: c["response"].update(signature="MEUCIQ" + c["response"]["signature"][6:-4] + "AAAA"),
        "unknown credential": lambda c: c.update(rawId="AAAA", id="AAAA"),
        "no response": lambda c: c.pop("response"),
        "not base64": lambda c: c.update(rawId=5),
        "nothing": lambda c: c.clear(),
    }
    for way, change in ways.items():
        credential = await page.evaluate(GET, people.passkeys.sign_in_options(origin))
        changed = copy.deepcopy(credential)
        change(changed)
        with pytest.raises(NotSignedIn):
            await people.sign_in.by_passkey(origin, changed, f"test {way}")
    credential = await page.evaluate(GET, people.passkeys.sign_in_options(origin))
    with pytest.raises(NotSignedIn):
        await people.sign_in.by_passkey("http://localhost:1", credential, "another origin")


async def test_an_authenticator_is_registered_once(page: Page, stand: Stand) -> None:
    await signed_in(page, stand)
    _, options = await send(page, "POST", "/me/passkeys/options", {})
    credential = await page.evaluate(CREATE, options)
    assert (await send(page, "POST", "/me/passkeys", {"name": "A", "credential": credential}))[0] == 201
    assert (await send(page, "POST", "/me/passkeys", {"name": "A", "credential": credential}))[0] == 401
    _, options = await send(page, "POST", "/me/passkeys/options", {})
    assert [known["id"] for known in options["excludeCredentials"]] == [credential["id"]]


async def test_a_removed_passkey_opens_nothing(page: Page, stand: Stand) -> None:
    await signed_in(page, stand)
    _, added = await add_passkey(page)
    assert (await send(page, "DELETE", f"/me/passkeys/{added['id']}", {}))[0] == 200
    assert (await send(page, "DELETE", f"/me/passkeys/{added['id']}", {}))[0] == 404
    _, options = await send(page, "POST", "/sign-in/passkey/options", {})
    credential = await page.evaluate(GET, options)
    assert (await send(page, "POST", "/sign-in/passkey", {"credential": credential}))[0] == 401


async def test_nobody_registers_a_passkey_for_another(page: Page, stand: Stand) -> None:
    await signed_in(page, stand)
    _, options = await send(page, "POST", "/me/passkeys/options", {})
    credential = await page.evaluate(CREATE, options)
    other, _ = await stand.somebody(Role.VIEWER)
    with pytest.raises(NotSignedIn):
        await stand.site.people.passkeys.register(other, f"http://localhost:{stand.port}", "mine", credential)
    assert await stand.site.people.passkeys.list(other.id) == []
