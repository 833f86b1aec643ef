"""Attacks by name, over a real socket. Each test is one that a stranger, another site or a colleague would try."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from groundglass.frosted.people.roles import Role
from groundglass.frosted.people.tokens import Token
from tests.frosted.web.stand import Stand, open_stand
from tests.frosted.web.test_routes import TABLE, filled

UNSAFE = [(method, path) for method, path in TABLE if method in {"POST", "PUT", "PATCH", "DELETE"}]
WRONG = {"name": "Ada", "password": "a wrong password"}


async def test_csrf_no_route_that_changes_anything_takes_another_sites_request(stand: Stand) -> None:
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    wrong = {}
    async with stand.browser(token, Origin="http://evil.example") as browser:
        for method, path in UNSAFE:
            if path == "/api/v1/ledger/cosignatures":
                continue  # takes signatures that speak for themselves, and looks at no session
            for kind in ("application/json", "text/plain"):
                answer = await browser.request(method, filled(path), content="{}", headers={"Content-Type": kind})
                if answer.status_code != 403 or "own pages" not in answer.text:
                    wrong[method, path] = answer.status_code
    assert wrong == {}


async def test_session_fixation_a_planted_session_is_worth_nothing_by_any_door(stand: Stand) -> None:
    person, planted = await stand.somebody(Role.VIEWER)
    await stand.site.people.persons.rename(person.id, "Grace")
    codes = await stand.site.people.recovery.make(person.id)
    link = (await stand.site.people.members.invite_again(person.id)).token.reveal()
    for path, body in (
        ("/api/v1/sign-in/recovery", {"name": "grace", "code": codes[0]}),
        ("/api/v1/sign-in/link", {"token": link}),
    ):
        planted = await stand.site.people.sessions.begin(person.id, "planted")
        async with stand.browser(planted) as victim:
            answer = await victim.post(path, json=body)
            assert answer.status_code == 200
            assert planted.reveal() not in answer.headers["set-cookie"]
        async with stand.browser(planted) as attacker:
            assert (await attacker.get("/api/v1/me")).status_code == 401


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v1/sign-in/password", WRONG),
        ("/api/v1/sign-in/recovery", {"name": "Ada", "code": "0000-0000-0000-0000"}),
    ],
)
async def test_brute_force_is_slowed_at_every_door(stand: Stand, path: str, body: dict[str, str]) -> None:
    async with stand.browser() as browser:
        codes = [(await browser.post(path, json=body)).status_code for _ in range(7)]
    assert codes == [401] * 5 + [429] * 2


async def test_brute_force_of_links_is_slowed(stand: Stand) -> None:
    async with stand.browser() as browser:
        codes = [(await browser.post("/api/v1/sign-in/link", json={"token": "A" * 43})).status_code for _ in range(32)]
    assert (codes[0], codes[-1]) == (401, 429)


async def test_limits_count_the_real_client_behind_a_trusted_proxy_and_nobody_else_is_believed(tmp_path: Path) -> None:
    async def tried(stand: Stand, client: str) -> int:
        async with stand.browser() as browser:
            browser.headers["X-Forwarded-For"] = client
            return (await browser.post("/api/v1/sign-in/password", json=WRONG)).status_code

    async with open_stand(tmp_path / "a", proxies=("127.0.0.0/8",)) as behind:
        assert [await tried(behind, "198.51.100.7") for _ in range(6)] == [401] * 5 + [429]
        assert await tried(behind, "198.51.100.8") == 401  # somebody else behind the same proxy
    async with open_stand(tmp_path / "b") as bare:
        assert [await tried(bare, f"198.51.100.{n}") for n in range(6)] == [401] * 5 + [429]  # invented addresses


async def test_open_redirect_no_parameter_leads_elsewhere(stand: Stand) -> None:
    async with stand.browser() as browser:
        for path in ("/", "//evil.example/", "/\\evil.example", "/api/v1/oidc/callback", "/https://evil.example"):
            for name in ("next", "return", "redirect_uri", "state", "url"):
                answer = await browser.get(path, params={name: "https://evil.example/"})
                assert not answer.headers.get("location", "/").startswith(("http", "//", "/\\")), path


async def raw(stand: Stand, path: bytes, token: Token) -> bytes:
    """What the server answers to exactly this path, which no client library would send."""
    reader, writer = await asyncio.open_connection("127.0.0.1", stand.port)
    cookie = f"gg_session={token.reveal()}".encode()
    writer.write(
        b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: " + cookie + b"\r\n\r\n"
    )
    answer = await asyncio.wait_for(reader.read(), 60)
    writer.close()
    return answer


async def test_path_traversal_reaches_no_file(stand: Stand) -> None:
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    for path in (
        b"/../groundglass.db", b"/%2e%2e/groundglass.db", b"/..%2fgroundglass.db", b"/assets/..%2f..%2fgroundglass.db",
        b"/....//groundglass.db", b"/%252e%252e/groundglass.db", b"/api/v1/cameras/..%2f..%2fgroundglass.db",
        b"/ledger/tile/..%2f..%2fgroundglass.db", b"/api/v1/players/..%2f/live.m3u8", b"/%00/groundglass.db",
        b"/assets/../../../../../../../../etc/passwd", b"/..\\..\\etc\\passwd", b"//etc/passwd",
    ):  # fmt: skip
        answer = await raw(stand, path, token)
        assert b"SQLite format 3" not in answer and b"root:" not in answer
        assert answer.split(b" ", 2)[1] in {b"400", b"401", b"404", b"422", b"503"}, path


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data", "rtsp://169.254.169.254/", "http://[::ffff:169.254.169.254]/",
        "http://[fd00:ec2::254]/", "rtsp://[64:ff9b::a9fe:a9fe]/", "http://127.0.0.1:{port}/healthz",
        "http://localhost:{port}/", "http://[::1]:{port}/", "http://0.0.0.0:{port}/", "file:///etc/passwd",
        "/etc/passwd", "rtsp://224.0.0.1/", "gopher://192.0.2.1/", "concat:/etc/passwd",
    ],
)  # fmt: skip
async def test_ssrf_no_camera_address_reaches_metadata_this_server_or_a_file(stand: Stand, address: str) -> None:
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    async with stand.browser(token) as browser:
        for path, body in (("/api/v1/cameras", {"name": "x"}), ("/api/v1/cameras/test", {})):
            answer = await browser.post(path, json=body | {"address": address.format(port=stand.port)})
            assert answer.status_code in {403, 422}, answer.text
        await stand.camera()
        for field in ("address", "sub_address"):
            answer = await browser.patch("/api/v1/cameras/gate", json={field: address.format(port=stand.port)})
            assert answer.status_code in {403, 422}, answer.text


async def test_clickjacking_and_injection_every_page_forbids_frames_and_anything_inline(stand: Stand) -> None:
    async with stand.browser() as browser:
        for method, path in TABLE:
            if method != "GET":
                continue
            headers = (await browser.get(filled(path))).headers
            policy = headers["content-security-policy"]
            assert "frame-ancestors 'none'" in policy, path
            assert headers["x-frame-options"] == "DENY"
            assert "unsafe" not in policy and "*" not in policy, path


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8420",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "a b.example",
        "[::1",
        "",
    ],
)
async def test_dns_rebinding_a_name_of_somebody_else_is_not_answered(stand: Stand, host: str) -> None:
    await stand.camera()
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    async with stand.browser(token) as browser:
        headers = {"Host": host, "Origin": f"http://{host}"}
        for path in ("/", "/api/v1/site", "/api/v1/cameras"):
            assert (await browser.get(path, headers=headers)).status_code in {400, 403}
        answer = await browser.post("/api/v1/sign-in/link", json={"token": "A" * 43}, headers=headers)
        assert answer.status_code in {400, 403}


async def test_dns_rebinding_the_sites_own_names_are_answered(tmp_path: Path) -> None:
    async with (
        open_stand(tmp_path, origins=("https://desk.example.org",)) as stand,
        httpx.AsyncClient(base_url=stand.origin) as browser,
    ):
        for host in ("desk.example.org", "DESK.example.org:443", "localhost", "camera-room", "desk.local", "10.0.0.7"):
            assert (await browser.get("/healthz", headers={"Host": host})).status_code == 200, host
        assert (await browser.get("/healthz", headers={"Host": "other.example.org"})).status_code == 403


async def test_cross_site_sockets_are_refused_for_every_socket_there_is(stand: Stand) -> None:
    await stand.camera()
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    cookie = {"Cookie": f"gg_session={token.reveal()}"}
    for method, path in TABLE:
        if method != "WS":
            continue
        for origin in ("http://evil.example", "null"):
            with pytest.raises(InvalidStatus) as refused:
                async with connect(
                    f"ws://127.0.0.1:{stand.port}{filled(path)}", origin=Origin(origin), additional_headers=cookie
                ):
                    pass
            assert refused.value.response.status_code == 403


async def test_a_stolen_database_signs_nobody_in(stand: Stand) -> None:
    person, token = await stand.somebody(Role.VIEWER)
    codes = await stand.site.people.recovery.make(person.id)
    async with stand.site.archive.engine.connect() as connection:
        rows = [
            *(await connection.exec_driver_sql("SELECT * FROM session")).all(),
            *(await connection.exec_driver_sql("SELECT * FROM recovery_code")).all(),
        ]
    kept = repr(rows)
    assert token.reveal() not in kept
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]
    async with stand.browser(Token(rows[0].token_hash)) as thief:
        assert (await thief.get("/api/v1/me")).status_code == 401
