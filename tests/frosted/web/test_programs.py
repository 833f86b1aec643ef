"""API tokens, recovery codes and one's own trail over HTTP."""

from __future__ import annotations

import json

import httpx
import pytest
from websockets.asyncio.client import connect

from groundglass.frosted.people.roles import Role
from tests.frosted.web.stand import Stand
from tests.frosted.web.test_people import entries


async def make(stand: Stand, rights: list[str], **more: object) -> tuple[str, str]:
    """A token of a new administrator's: its id, and itself."""
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    async with stand.browser(token) as admin:
        answer = await admin.post("/api/v1/tokens", json={"name": "Door control", "rights": rights, **more})
        assert answer.status_code == 201, answer.text
        return answer.json()["id"], answer.json()["token"]


def program(stand: Stand, token: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=stand.origin, headers={"Authorization": f"Bearer {token}"}, timeout=60)


async def test_a_program_may_what_its_token_says_and_nothing_that_is_a_persons_own(stand: Stand) -> None:
    await stand.camera()
    _, token = await make(stand, ["see", "set_up", "incidents"])
    assert token.startswith("gg_")
    async with program(stand, token) as script:
        assert len((await script.get("/api/v1/cameras")).json()["cameras"]) == 1
        assert (await script.post("/api/v1/events", json={"name": "Door"})).status_code == 201
        assert (await script.patch("/api/v1/cameras/gate", json={"name": "Gate"})).status_code == 200
        for method, path in (
            ("GET", "/api/v1/people"), ("POST", "/api/v1/people"), ("GET", "/api/v1/tokens"), ("POST",
            "/api/v1/tokens"), ("GET", "/api/v1/groups"), ("PUT", "/api/v1/me"), ("PUT", "/api/v1/me/password"),
            ("POST", "/api/v1/unseal"), ("POST", "/api/v1/me/recovery-codes"), ("GET", "/api/v1/me/trail"), ("DELETE",
            "/api/v1/me/sessions"), ("GET", "/api/v1/exports/events.csv"), ("POST", "/api/v1/shifts"),
        ):  # fmt: skip
            body = {"name": "x", "password": "x" * 12} if path.endswith(("password", "me")) else {}
            answer = await script.request(method, path, json=body if method != "GET" else None)
            assert answer.status_code in {403, 422}, (method, path, answer.status_code)
            assert answer.status_code == 403 or method != "GET"
    async with connect(
        f"ws://127.0.0.1:{stand.port}/api/v1/watch", additional_headers={"Authorization": f"Bearer {token}"}
    ) as socket:
        assert json.loads(await socket.recv())["type"] == "cameras"


async def test_a_token_limited_to_a_group_reaches_nothing_else(stand: Stand) -> None:
    await stand.camera("gate")
    await stand.camera("yard")
    group = await stand.site.people.groups.add("Yards", ["yard"])
    _, token = await make(stand, ["see"], groups=[group])
    async with program(stand, token) as script:
        assert [one["id"] for one in (await script.get("/api/v1/cameras")).json()["cameras"]] == ["yard"]
        assert (await script.get("/api/v1/cameras/gate")).status_code == 404
    _, admins = await stand.somebody(Role.ADMINISTRATOR)
    async with stand.browser(admins) as admin:
        asked = {"name": "x", "rights": ["see", "set_up"], "groups": [group]}
        answer = await admin.post("/api/v1/tokens", json=asked)
        assert (answer.status_code, "whole site" in answer.text) == (422, True)
        for right in ("people", "request", "respond", "fly"):
            answer = await admin.post("/api/v1/tokens", json={"name": "x", "rights": [right]})
            assert answer.status_code == 422, right


async def test_a_token_ends_when_revoked_when_its_time_comes_and_with_its_maker(stand: Stand) -> None:
    which, token = await make(stand, ["see"])
    maker, admins = await stand.somebody(Role.ADMINISTRATOR)
    async with stand.browser(admins) as admin, program(stand, token) as script:
        assert (await script.get("/api/v1/cameras")).status_code == 200
        [told] = (await admin.get("/api/v1/tokens")).json()["tokens"]
        assert (told["id"], told["rights"], told["groups"], told["last_used"] is None) == (which, ["see"], None, False)
        assert token not in json.dumps(told)
        assert (await admin.delete(f"/api/v1/tokens/{which}")).status_code == 200
        assert (await script.get("/api/v1/cameras")).status_code == 401
        second = (await admin.post("/api/v1/tokens", json={"name": "Night", "rights": ["see"], "days": 1})).json()
        async with program(stand, second["token"]) as night:
            assert (await night.get("/api/v1/cameras")).status_code == 200
            await stand.site.people.persons.set_password_hash((await stand.somebody(Role.ADMINISTRATOR))[0].id, "set")
            await stand.site.people.members.change_role(maker.id, Role.AUDITOR)
            assert (await night.get("/api/v1/cameras")).status_code == 403
            await stand.site.people.members.remove(maker.id)
            assert (await night.get("/api/v1/cameras")).status_code == 401
    assert [entry["token"] for entry in await entries(stand, "token.made")] == [which, second["id"]]
    assert [entry["token"] for entry in await entries(stand, "token.revoked")] == [which]


async def test_a_wrong_token_opens_nothing(stand: Stand) -> None:
    await make(stand, ["see"])
    for wrong in ("gg_", "gg_" + "A" * 43, "gg_" + "A" * 4000, "gg_ä", "GG_" + "A" * 43):
        async with httpx.AsyncClient(base_url=stand.origin) as script:
            headers = {b"Authorization": f"Bearer {wrong}".encode()}
            assert (await script.get("/api/v1/cameras", headers=headers)).status_code == 401


async def test_each_recovery_code_opens_once_and_new_ones_replace_the_old(stand: Stand) -> None:
    person, token = await stand.somebody(Role.VIEWER)
    await stand.site.people.persons.rename(person.id, "Grace")
    async with stand.browser(token) as browser:
        old = (await browser.post("/api/v1/me/recovery-codes", json={})).json()["codes"]
        codes = (await browser.post("/api/v1/me/recovery-codes", json={})).json()["codes"]
        assert len(set(codes)) == 10 and all(len(code) == 19 for code in codes)
        assert (await browser.get("/api/v1/me")).json()["recovery_codes"] == 10
    typed = {"name": "grace", "code": codes[3].upper().replace("-", " ").replace("0", "O")}
    async with stand.browser() as browser:
        answer = await browser.post("/api/v1/sign-in/recovery", json=typed)
        assert (answer.status_code, answer.json()["recovery_codes"]) == (200, 9)
        assert (await browser.put("/api/v1/me/password", json={"password": "x" * 12})).status_code == 200
    for code in (typed["code"], old[0], "", "x"):
        async with stand.browser() as browser:
            answer = await browser.post("/api/v1/sign-in/recovery", json={"name": "grace", "code": code})
            assert answer.status_code == 401
    await stand.site.people.persons.set_password_hash((await stand.somebody(Role.ADMINISTRATOR))[0].id, "set")
    await stand.site.people.members.remove(person.id)
    async with stand.browser() as browser:
        answer = await browser.post("/api/v1/sign-in/recovery", json={"name": "grace", "code": codes[0]})
        assert answer.status_code in {401, 429}


async def test_every_other_browser_is_signed_out_at_a_word(stand: Stand) -> None:
    person, token = await stand.somebody(Role.VIEWER)
    other = await stand.site.people.sessions.begin(person.id, "elsewhere")
    async with stand.browser(token) as here, stand.browser(other) as there:
        assert (await here.delete("/api/v1/me/sessions")).status_code == 200
        assert (await here.get("/api/v1/me")).status_code == 200
        assert (await there.get("/api/v1/me")).status_code == 401


async def test_a_person_sees_their_own_trail_and_nobody_elses(stand: Stand) -> None:
    person, token = await stand.somebody(Role.OPERATOR)
    admin, admins = await stand.somebody(Role.ADMINISTRATOR)
    await stand.camera()
    async with stand.browser(admins) as browser:
        assert (await browser.patch(f"/api/v1/people/{person.id}", json={"role": "supervisor"})).status_code == 200
        assert (await browser.patch("/api/v1/cameras/gate", json={"name": "Gate"})).status_code == 200
    async with stand.browser(token) as browser:
        made = await browser.post("/api/v1/incidents", json={"title": "Smoke", "camera": "gate"})
        assert made.status_code == 201
        trail = (await browser.get("/api/v1/me/trail")).json()
        assert [(step["kind"], step["own"]) for step in trail["steps"]] == [
            ("incident.opened", True),
            ("person.role-changed", False),
        ]
        assert trail["next"] is None
        first = (await browser.get("/api/v1/me/trail", params={"limit": 1})).json()
        rest = (await browser.get("/api/v1/me/trail", params={"before": first["next"]})).json()
        assert first["steps"] + rest["steps"] == trail["steps"]
        assert admin.id not in json.dumps(trail)


@pytest.mark.parametrize("path", ["/api/v1/tokens", "/api/v1/me/recovery-codes"])
async def test_a_desk_left_open_makes_no_way_in_for_good(stand: Stand, path: str) -> None:
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    long_ago_90k = stand.site.clock.now_90k() - 3600 * 90_000
    async with stand.site.archive.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE session SET created_90k = ?", (long_ago_90k,))
    async with stand.browser(token) as browser:
        body = {"name": "x", "rights": ["see"]} if path.endswith("tokens") else {}
        answer = await browser.post(path, json=body)
        assert (answer.status_code, "recent sign-in" in answer.text) == (403, True)
