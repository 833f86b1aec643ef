"""The ceremony over HTTP, as a browser or a command would go through it: real keys, real segments, a real server."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from groundglass.custody.approval import Offered, approve
from groundglass.custody.ceremony import parse_request
from groundglass.custody.entry import answer_to
from groundglass.custody.keyring import Keyring
from groundglass.frosted.custody.settings import CustodySettings, made_custodian
from groundglass.frosted.people.roles import Role
from groundglass.ledger.portable import check_proofs, key_in
from tests.custody.originals import new_keyring, seal
from tests.frosted.web.stand import Stand

KEYRINGS = [new_keyring() for _ in range(3)]
REQUESTER = new_keyring()
ASKED = {
    "camera": "gate",
    "from": "2027-01-15T08:00:01Z",
    "to": "2027-01-15T08:00:19Z",
    "reason": "a bag at the gate",
    "basis": "order 12",
    "recipient": REQUESTER.recipients[0],
}


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


@pytest.fixture
async def vault(stand: Stand) -> Stand:
    """The stand with a camera, three custodians and half a minute of sealed originals."""
    await stand.camera()
    people = tuple(made_custodian(f"c{n}", one.recipients[0]) for n, one in enumerate(KEYRINGS))
    await stand.site.custody.book.put(CustodySettings(people, 2, keep_days=3650))
    for place in range(3):
        one = seal(tuple(person.recipient for person in people), place=place)
        await stand.site.custody.shelf.keep(one.encoded, one.slots, one.file)
    return stand


@asynccontextmanager
async def enter(stand: Stand, keyring: Keyring) -> AsyncIterator[httpx.AsyncClient]:
    async with stand.browser() as browser:
        told = (await browser.post("/api/v1/custody/challenges", json={"recipient": keyring.recipients[0]})).json()
        answer = answer_to(keyring.open(base64.b64decode(told["sealed"])))
        body = {"challenge": told["challenge"], "answer": b64(answer)}
        entered = await browser.post("/api/v1/custody/entries", json=body)
        assert entered.status_code == 200, entered.text
        browser.headers["Authorization"] = f"Bearer {entered.json()['token']}"
        yield browser


async def say_yes(stand: Stand, keyring: Keyring, id: str) -> httpx.Response:
    async with enter(stand, keyring) as custodian:
        shown = (await custodian.get(f"/api/v1/unseal/{id}")).json()
        request = parse_request(base64.b64decode(shown["document"]))
        slots = (await custodian.get(f"/api/v1/unseal/{id}/slots")).json()["segments"]
        offered = [Offered(base64.b64decode(one["header"]), base64.b64decode(one["slot"])) for one in slots]
        shares = approve(request, offered, keyring, keyring.recipients[0])
        body = {"terms": shown["terms"], "shares": {segment.hex(): b64(share) for segment, share in shares.items()}}
        return await custodian.post(f"/api/v1/unseal/{id}/approvals", json=body)


async def test_a_request_goes_from_asking_to_opening(vault: Stand) -> None:
    person, token = await vault.somebody(Role.OPERATOR)
    async with vault.browser(token) as operator:
        asked = await operator.post("/api/v1/unseal", json=ASKED)
        assert asked.status_code == 201, asked.text
        told = asked.json()
        assert (told["from"], told["to"]) == ("2027-01-15T08:00:00.000Z", "2027-01-15T08:00:20.000Z")
        assert (told["state"], told["segments"], told["needed"], told["requester"]) == ("open", 2, 2, person.id)
        id = told["id"]
        assert (await operator.get(f"/api/v1/unseal/{id}/bundle.zip")).status_code == 409
        assert (await say_yes(vault, KEYRINGS[0], id)).json()["state"] == "open"
        assert (await say_yes(vault, KEYRINGS[2], id)).json()["state"] == "released"
        bundle = await operator.get(f"/api/v1/unseal/{id}/bundle.zip")
        assert bundle.headers["content-disposition"] == f'attachment; filename="unseal-{id}.zip"'
        with zipfile.ZipFile(io.BytesIO(bundle.content)) as whole:
            assert len([name for name in whole.namelist() if name.endswith(".age")]) == 4
            proofs = whole.read("proofs.json")
        assert key_in(proofs) == vault.site.record.key
        assert len(check_proofs(proofs, vault.site.record.key)) >= 4
        said = (await operator.post(f"/api/v1/unseal/{id}/opened", json={"manifest_sha256": "ab" * 32})).json()
        assert "unseal.opened" in base64.b64decode(said["entry"]).decode()
        listed = (await operator.get("/api/v1/unseal")).json()["requests"]
        assert [(one["id"], one["state"], len(one["approvals"])) for one in listed] == [(id, "opened", 2)]


async def test_people_see_their_own_requests_and_auditors_all(vault: Stand) -> None:
    _, ada = await vault.somebody(Role.OPERATOR)
    async with vault.browser(ada) as operator:
        id = (await operator.post("/api/v1/unseal", json=ASKED)).json()["id"]
    for role, count, status in ((Role.OPERATOR, 0, 403), (Role.AUDITOR, 1, 200), (Role.ADMINISTRATOR, 1, 200)):
        _, token = await vault.somebody(role)
        async with vault.browser(token) as browser:
            assert len((await browser.get("/api/v1/unseal")).json()["requests"]) == count
            assert (await browser.get(f"/api/v1/unseal/{id}")).status_code == status
            assert (await browser.get(f"/api/v1/unseal/{id}/slots")).status_code == 401


async def test_requests_come_in_pages_of_what_may_be_read(vault: Stand) -> None:
    _, ada = await vault.somebody(Role.OPERATOR)
    _, bob = await vault.somebody(Role.OPERATOR)
    _, auditor = await vault.somebody(Role.AUDITOR)
    asked: list[str] = []
    for token in (ada, bob, ada, ada, bob):
        async with vault.browser(token) as operator:
            asked.insert(0, (await operator.post("/api/v1/unseal", json=ASKED)).json()["id"])
    of_ada, of_bob = [asked[1], asked[2], asked[4]], [asked[0], asked[3]]
    for token, limit, expected in ((ada, 2, of_ada), (bob, 1, of_bob), (auditor, 2, asked), (auditor, 200, asked)):
        found, before = [], ""
        async with vault.browser(token) as browser:
            while True:
                told = (await browser.get(f"/api/v1/unseal?limit={limit}{before}")).json()
                assert len(told["requests"]) <= limit
                found += [one["id"] for one in told["requests"]]
                if told["next"] is None:
                    break
                before = f"&before={told['next']}"
        assert found == expected


async def test_a_custodian_may_refuse_and_do_nothing_else_of_the_sites(vault: Stand) -> None:
    _, token = await vault.somebody(Role.OPERATOR)
    async with vault.browser(token) as operator:
        id = (await operator.post("/api/v1/unseal", json=ASKED)).json()["id"]
    async with enter(vault, KEYRINGS[1]) as custodian:
        refused = await custodian.post(f"/api/v1/unseal/{id}/refusals", json={"why": "too long a range"})
        assert refused.json()["refusals"][0]["why"] == "too long a range"
        again = await custodian.post(f"/api/v1/unseal/{id}/refusals", json={"why": "again"})
        assert again.status_code == 409
        assert (await custodian.get("/api/v1/cameras")).status_code == 401
        assert (await custodian.post("/api/v1/unseal", json=ASKED)).status_code == 401


async def test_what_is_no_answer_lets_nobody_in(vault: Stand) -> None:
    async with vault.browser() as browser:
        told = (await browser.post("/api/v1/custody/challenges", json={"recipient": KEYRINGS[0].recipients[0]})).json()
        for answer in (b64(bytes(32)), "not base64!"):
            sent = {"challenge": told["challenge"], "answer": answer}
            assert (await browser.post("/api/v1/custody/entries", json=sent)).status_code in {401, 422}
        assert (await browser.get("/api/v1/unseal")).status_code == 401
        browser.headers["Authorization"] = "Bearer " + "A" * 43
        assert (await browser.get("/api/v1/unseal")).status_code == 401


async def test_requests_that_cannot_be_are_refused_with_a_sentence(vault: Stand) -> None:
    _, token = await vault.somebody(Role.OPERATOR)
    async with vault.browser(token) as operator:
        for change, status in (
            ({"camera": "nowhere"}, 404),
            ({"camera": "Not A Camera"}, 422),
            ({"recipient": "age1no"}, 409),
            ({"to": "2027-01-15T10:00:00Z"}, 422),
            ({"from": "2027-01-16T08:00:00Z", "to": "2027-01-16T08:00:10Z"}, 404),
            ({"expires_h": 1000}, 422),
            ({"reason": ""}, 422),
        ):
            answer = await operator.post("/api/v1/unseal", json={**ASKED, **change})
            assert answer.status_code == status, (change, answer.text)
            assert answer.json()["detail"]


async def test_drills_are_started_by_administrators_and_shown_to_custodians(vault: Stand) -> None:
    _, token = await vault.somebody(Role.ADMINISTRATOR)
    async with vault.browser(token) as admin:
        before = (await admin.get("/api/v1/drills")).json()
        assert (before["every_days"], before["last"], before["overdue"], before["drills"]) == (90.0, None, False, [])
        started = (await admin.post("/api/v1/drills", json={})).json()
        assert (started["is_drill"], started["camera"], started["purpose"]) == (True, "drill", "drill")
        assert (await admin.post("/api/v1/drills", json={})).status_code == 409
        for keyring in KEYRINGS[:2]:
            assert (await say_yes(vault, keyring, started["id"])).status_code == 200
        await vault.site.custody.rounds.once()
        after = (await admin.get("/api/v1/drills")).json()
        assert (after["last"]["state"], after["drills"][0]["state"]) == ("passed", "opened")
        changed = (await admin.put("/api/v1/drills/settings", json={"every_days": None})).json()
        assert (changed["every_days"], changed["due"]) == (None, None)
    async with enter(vault, KEYRINGS[2]) as custodian:
        assert (await custodian.get("/api/v1/drills")).json()["drills"][0]["id"] == started["id"]
