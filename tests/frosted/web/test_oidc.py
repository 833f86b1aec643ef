"""Signing in with an account kept elsewhere, at a real provider on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from groundglass.frosted.oidc.settings import OidcSettings
from groundglass.frosted.people.roles import Role
from tests.frosted.web.stand import Stand, open_stand
from tests.stands.oidc import CLIENT, SECRET, issuer_port, provider, signed_in_there


@pytest.fixture
async def house(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Stand]:
    """A site that knows the provider; parametrised with the roles it gives to groups."""
    roles: dict[str, Role] = getattr(request, "param", {})
    port = issuer_port()
    oidc = OidcSettings(
        f"http://127.0.0.1:{port}", CLIENT, "the city's account", SECRET, claim="groups" if roles else "", roles=roles
    )
    async with open_stand(tmp_path, oidc=oidc) as stand:
        with provider(port, f"{stand.origin}/api/v1/oidc/callback"):
            yield stand


async def through(browser: httpx.AsyncClient, account: str, begin: str = "/api/v1/oidc/begin") -> httpx.Response:
    """Begin here, sign in there, come back here."""
    begun = await browser.post(begin, json={})
    assert begun.status_code == 200, begun.text
    return await browser.get(await signed_in_there(begun.json()["url"], account))


async def invited(stand: Stand, email: str) -> str:
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    async with stand.browser(token) as admin:
        answer = await admin.post("/api/v1/people", json={"role": "operator", "email": email})
        assert answer.status_code == 201, answer.text
        person: str = answer.json()["person"]
        return person


async def test_an_invited_address_enters_once_and_the_account_stays_theirs(house: Stand) -> None:
    person = await invited(house, "grace@EXAMPLE.org")
    for _ in range(2):
        async with house.browser() as browser:
            assert (await browser.get("/api/v1/site")).json()["account_label"] == "the city's account"
            answer = await through(browser, "grace")
            assert (answer.status_code, answer.headers["location"]) == (303, "/")
            me = (await browser.get("/api/v1/me")).json()
            assert (me["id"], me["name"], me["role"], len(me["accounts"])) == (person, "Grace", "operator", 1)
    [member] = [one for one in await house.site.people.members.list() if one.person.id == person]
    assert (member.email, member.has_way_in, member.invited_until_90k) == (None, True, None)


async def test_nobody_enters_uninvited_or_by_an_address_that_is_not_verified(house: Stand) -> None:
    for account in ("grace", "mallory"):
        if account == "mallory":
            await invited(house, "grace@example.org")
        async with house.browser() as browser:
            answer = await through(browser, account)
            assert answer.headers["location"] == "/#/sign-in-failed/not-invited"
            assert (await browser.get("/api/v1/me")).status_code == 401


@pytest.mark.parametrize("house", [{"security desk": Role.OPERATOR, "canteen": Role.VIEWER}], indirect=True)
async def test_a_role_is_given_to_what_the_provider_says_and_the_greater_one_wins(house: Stand) -> None:
    async with house.browser() as browser:
        assert (await through(browser, "grace")).headers["location"] == "/"
        assert (await browser.get("/api/v1/me")).json()["role"] == "operator"
    async with house.browser() as browser:
        assert (await through(browser, "mallory")).headers["location"] == "/#/sign-in-failed/not-invited"


async def test_a_sign_in_is_finished_once_and_by_the_browser_that_began(house: Stand) -> None:
    await invited(house, "grace@example.org")
    async with house.browser() as attacker, house.browser() as victim:
        begun = (await attacker.post("/api/v1/oidc/begin", json={})).json()["url"]
        back = await signed_in_there(begun, "grace")
        # Login CSRF: the victim is sent the address with which the attacker's sign-in would be finished.
        assert (await victim.get(back)).headers["location"] == "/#/sign-in-failed/again"
        assert (await victim.get("/api/v1/me")).status_code == 401
        assert (await attacker.get(back)).headers["location"] == "/#/sign-in-failed/again"  # used up by it


async def test_a_callback_nobody_asked_for_leads_to_the_door_and_nowhere_else(house: Stand) -> None:
    async with house.browser() as browser:
        for query in (
            "", "?state=x&code=y", f"?state={'A' * 43}&code=y", "?error=access_denied",
            f"?state={'A' * 43}&code=y&iss=http://evil.example", "?state=%0d%0aLocation:%20http://evil.example",
        ):  # fmt: skip
            answer = await browser.get(f"/api/v1/oidc/callback{query}")
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/#/sign-in-failed/")


async def test_somebody_signed_in_connects_and_disconnects_their_account(house: Stand) -> None:
    person, token = await house.somebody(Role.VIEWER)
    async with house.browser(token) as browser:
        answer = await through(browser, "mallory", "/api/v1/oidc/link")
        assert answer.headers["location"] == "/#/me"
        refused = await browser.delete("/api/v1/oidc/link")
        assert (refused.status_code, "only way in" in refused.text) == (409, True)
    async with house.browser() as elsewhere:
        assert (await through(elsewhere, "mallory")).headers["location"] == "/"
        assert (await elsewhere.get("/api/v1/me")).json()["id"] == person.id
        await house.site.people.persons.set_password_hash(person.id, "set")
        assert (await elsewhere.delete("/api/v1/oidc/link")).status_code == 200
    async with house.browser() as elsewhere:
        assert (await through(elsewhere, "mallory")).headers["location"] == "/#/sign-in-failed/not-invited"


async def test_the_way_back_carries_a_cookie_of_its_own_and_gives_the_strict_one(house: Stand) -> None:
    await invited(house, "grace@example.org")
    async with house.browser() as browser:
        begun = await browser.post("/api/v1/oidc/begin", json={})
        flags = begun.headers["set-cookie"].lower()
        assert "samesite=lax" in flags and "httponly" in flags and "path=/api/v1/oidc" in flags
        answer = await browser.get(await signed_in_there(begun.json()["url"], "grace"))
        cookies = answer.headers.get_list("set-cookie")
        assert any("gg_session=" in one and "samesite=strict" in one.lower() for one in cookies)
