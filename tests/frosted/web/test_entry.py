"""Signing in over HTTP, cookies, origins and headers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from groundglass.frosted.people.tokens import Token
from tests.frosted.web.stand import Stand, open_stand

PASSWORD = "correct horse battery"


async def link(stand: Stand) -> dict[str, str]:
    return {"token": (await stand.site.people.sign_in_link()).reveal()}


async def test_the_first_person_signs_in_by_link_then_by_password(stand: Stand, stranger: httpx.AsyncClient) -> None:
    told = (await stranger.get("/api/v1/site")).json()
    assert told["needs_first_person"] and not told["signed_in"] and told["storage"] is None
    me = (await stranger.post("/api/v1/sign-in/link", json=await link(stand))).json()
    assert (me["name"], me["role"], me["has_password"]) == ("", "administrator", False)
    assert [session["current"] for session in me["sessions"]] == [True]
    assert (await stranger.put("/api/v1/me", json={"name": "Ada"})).json()["name"] == "Ada"
    assert (await stranger.put("/api/v1/me/password", json={"password": PASSWORD})).json()["has_password"]
    told = (await stranger.get("/api/v1/site")).json()
    assert told["signed_in"] and told["storage"]["free_bytes"] > 0
    assert (await stranger.post("/api/v1/sign-out", json={})).status_code == 200
    assert (await stranger.get("/api/v1/me")).status_code == 401
    again = await stranger.post("/api/v1/sign-in/password", json={"name": "ada", "password": PASSWORD})
    assert again.json()["id"] == me["id"]


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(stand: Stand, stranger: httpx.AsyncClient) -> None:
    answer = await stranger.post("/api/v1/sign-in/link", json=await link(stand))
    flags = {flag.strip().lower() for flag in answer.headers["set-cookie"].split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/", "max-age=43200"} <= flags
    assert "secure" not in flags  # plain http on loopback


async def test_the_cookie_is_secure_where_people_come_by_https(tmp_path: Path) -> None:
    async with open_stand(tmp_path, origins=("https://desk.example.org",)) as stand:
        async with stand.browser(Origin="https://desk.example.org") as browser:
            answer = await browser.post("/api/v1/sign-in/link", json=await link(stand))
            assert "secure" in answer.headers["set-cookie"].lower()
        async with stand.browser() as browser:  # its own address is not one of the site's
            assert (await browser.post("/api/v1/sign-in/link", json=await link(stand))).status_code == 403


async def test_signing_in_never_keeps_the_session_the_browser_came_with(stand: Stand) -> None:
    async with stand.browser() as attacker:
        await attacker.post("/api/v1/sign-in/link", json=await link(stand))
        planted = attacker.cookies["gg_session"]
    async with stand.browser(Token.parse(planted)) as victim:
        await victim.post("/api/v1/sign-in/link", json=await link(stand))
        assert victim.cookies.jar is not None
        assert planted not in [cookie.value for cookie in victim.cookies.jar if cookie.domain == "127.0.0.1"]
    async with stand.browser(Token.parse(planted)) as attacker:
        assert (await attacker.get("/api/v1/me")).status_code == 401


async def test_another_site_changes_nothing(stand: Stand) -> None:
    _, token = await stand.somebody_signed_in()
    for origin in ("http://evil.example", "null", "", "https://127.0.0.1", "http://127.0.0.1:1", "http://[", "://"):
        async with stand.browser(token, Origin=origin) as browser:
            assert (await browser.get("/api/v1/me")).status_code == 200
            for method, path in (
                ("POST", "/api/v1/sign-out"),
                ("POST", "/api/v1/cameras"),
                ("PUT", "/api/v1/me"),
                ("DELETE", "/api/v1/cameras/gate"),
                ("PATCH", "/api/v1/cameras/gate"),
                ("POST", "/api/v1/sign-in/link"),
            ):
                answer = await browser.request(method, path, json={})
                assert answer.status_code == 403, (origin, path)
                assert "own pages" in answer.json()["detail"]


async def test_a_cookie_without_an_origin_changes_nothing(stand: Stand) -> None:
    _, token = await stand.somebody_signed_in()
    async with stand.browser(token) as program:
        del program.headers["Origin"]
        assert (await program.post("/api/v1/sign-out", json={})).status_code == 403
        program.headers["Authorization"] = "Bearer " + "A" * 43
        assert (await program.post("/api/v1/sign-out", json={})).status_code == 403


async def test_another_site_opens_no_socket(stand: Stand) -> None:
    await stand.camera()
    _, token = await stand.somebody_signed_in()
    cookie = {"Cookie": f"gg_session={token.reveal()}"}
    for path in ("/api/v1/watch", "/api/v1/cameras/gate/live"):
        for origin in (Origin("http://evil.example"), None):
            with pytest.raises(InvalidStatus) as refused:
                async with connect(f"ws://127.0.0.1:{stand.port}{path}", origin=origin, additional_headers=cookie):
                    pass
            assert refused.value.response.status_code == 403
            assert b"own pages" in refused.value.response.body


async def test_every_answer_carries_the_security_headers(stranger: httpx.AsyncClient) -> None:
    for path in ("/", "/healthz", "/api/v1/site", "/api/v1/me", "/api/nothing", "/api/v1/openapi.json"):
        headers = (await stranger.get(path)).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        for rule in ("frame-ancestors 'none'", "default-src 'self'", "object-src 'none'", "base-uri 'none'"):
            assert rule in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers
        assert headers["cache-control"] in {"no-store", "no-cache"}


async def test_a_strange_host_does_not_enter_the_policy(stranger: httpx.AsyncClient) -> None:
    for host in ("evil.example; script-src *", "a b", "x" * 300):
        policy = (await stranger.get("/healthz", headers={"Host": host})).headers["content-security-policy"]
        assert host not in policy


async def test_preflights_of_other_sites_are_not_answered(stranger: httpx.AsyncClient) -> None:
    asked = {"Origin": "http://evil.example", "Access-Control-Request-Method": "DELETE"}
    answer = await stranger.options("/api/v1/cameras", headers=asked)
    assert answer.status_code in {404, 405}
    assert "access-control-allow-origin" not in answer.headers


async def test_brute_force_is_slowed_down(stand: Stand, stranger: httpx.AsyncClient) -> None:
    guess = {"name": "Ada", "password": "a wrong password"}
    codes = [(await stranger.post("/api/v1/sign-in/password", json=guess)).status_code for _ in range(7)]
    assert codes == [401] * 5 + [429] * 2


async def test_a_body_larger_than_anything_asked_for_is_refused(stranger: httpx.AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 65_536

    for body in (b" " * 300_000, endless()):
        answer = await stranger.post("/api/v1/sign-in/link", content=body)
        assert answer.status_code == 422
        assert "KiB" in answer.json()["detail"]


async def test_a_refusal_never_repeats_a_secret(stranger: httpx.AsyncClient) -> None:
    for body in (
        {"name": "Ada", "password": "hunter2" * 300},
        {"name": "Ada", "password": ["hunter2"]},
        {"name": "Ada", "password": "hunter2", "hunter3": "hunter2"},
    ):
        answer = await stranger.post("/api/v1/sign-in/password", json=body)
        assert "hunter2" not in answer.text


async def test_an_end_of_ones_own_session_elsewhere_is_felt_here(stand: Stand) -> None:
    person, token = await stand.somebody_signed_in()
    other = await stand.site.people.sessions.begin(person.id, "elsewhere")
    async with stand.browser(token) as browser:
        sessions = (await browser.get("/api/v1/me")).json()["sessions"]
        elsewhere = next(session for session in sessions if not session["current"])
        assert elsewhere["agent"] == "elsewhere"
        assert (await browser.delete(f"/api/v1/me/sessions/{elsewhere['id']}")).status_code == 200
    async with stand.browser(other) as browser:
        assert (await browser.get("/api/v1/me")).status_code == 401


async def test_passkeys_at_a_bare_address_say_how_to_get_one(stranger: httpx.AsyncClient) -> None:
    answer = await stranger.post("/api/v1/sign-in/passkey/options", json={})
    assert answer.status_code == 422
    assert "http://localhost:" in answer.json()["hints"][0]
