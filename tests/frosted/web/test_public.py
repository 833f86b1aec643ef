"""Claims about the public page: what it says, in which language, and what it never says."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from groundglass.custody.ceremony import Request
from groundglass.custody.quorum import Needed
from groundglass.frosted.custody.request_table import Answer, RequestTable
from groundglass.frosted.people.roles import Role
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from tests.frosted.web.stand import Stand

SAID = {
    "public": True,
    "operator": "City of Musterstadt\nRathausplatz 1",
    "contact": "cameras@musterstadt.example",
    "authority": "State Commissioner",
    "purpose": "See crowding & send help",
    "basis": "Article 6(1)(e)",
}
NOW = 1_795_000_000 * TICKS_PER_S
SECRETS = (
    "hunter2",
    "192.0.2",
    "guard",
    "rtsp:",
    "Ada Lovelace",
    "Works council",
    "because of Ada",
    "<img",
    ".jpg",
    "age1",
)


async def declared(stand: Stand, browser: httpx.AsyncClient, **values: Any) -> None:
    await stand.camera()
    answer = await browser.put("/api/v1/public/settings", json=SAID | values)
    assert answer.status_code == 200, answer.text


async def unsealed(stand: Stand) -> None:
    """A request that two custodians agreed to, by somebody and for a reason that are not public."""
    archive = stand.site.archive
    table = RequestTable(archive._parts.catalog)
    request = Request(
        "a" * 16, "unseal", CameraId("gate"), Instant90k(NOW), Instant90k(NOW + 30 * TICKS_PER_S), "because of Ada",
        "a warrant for Ada Lovelace", "b" * 16, "age1requester", Instant90k(NOW + 90_000),
        Instant90k(NOW + 3600 * TICKS_PER_S), bytes(16),
        (Needed(bytes(16), bytes(32), 2, ("age1x", "age1y", "age1z")),),
    )  # fmt: skip
    await table.add(request, 7)
    for one in ("age1x", "age1y"):
        await table.answer(Answer(request.id, one, one[-1] * 8, NOW + 180_000, True, request.terms(), "", 8))
    await table.change(request.id, released_90k=NOW + 270_000, opened_90k=NOW + 360_000)


async def test_an_unpublished_site_says_so_and_nothing_else(stand: Stand, stranger: httpx.AsyncClient) -> None:
    await stand.camera()
    for path in ("/public", "/public/cameras/gate", "/public/cameras/none"):
        answer = await stranger.get(path)
        assert answer.status_code == 404
        assert "This site has not published its cameras" in answer.text
        assert "gate" not in answer.text
    assert (await stranger.get("/api/v1/public")).status_code == 404


async def test_whoever_publishes_must_say_who_operates_the_cameras(stand: Stand, admin: httpx.AsyncClient) -> None:
    for missing in ("operator", "contact"):
        answer = await admin.put("/api/v1/public/settings", json=SAID | {missing: " "})
        assert answer.status_code == 422
        assert answer.json()["hints"] == ["fill in operator and contact first"]
    assert (await admin.get("/public")).status_code == 404


async def test_a_citizen_reads_what_the_cameras_are_for(
    stand: Stand, admin: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    await declared(stand, admin)
    said = {"name": "North <gate>", "place": "Station hall", "purpose": "", "basis": ""}
    assert (await admin.put("/api/v1/public/cameras/gate", json=said)).status_code == 200
    page = (await stranger.get("/public")).text
    for sentence in ("City of Musterstadt<br>", "See crowding &amp; send help", "North &lt;gate&gt;", "Station hall"):
        assert sentence in page
    one = await stranger.get("/public/cameras/gate")
    assert one.status_code == 200
    assert "North &lt;gate&gt;" in one.text
    assert "30 days at most" in one.text
    assert (await stranger.get("/public/cameras/none")).status_code == 404
    data = (await stranger.get("/api/v1/public")).json()
    assert data["cameras"][0]["place"] == "Station hall"
    assert data["ledger"]["checkpoint"].startswith(data["ledger"]["origin"])


async def test_nothing_of_people_networks_or_pictures_is_on_any_public_page(
    stand: Stand, admin: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    await declared(stand, admin)
    await unsealed(stand)
    person, token = await stand.somebody(Role.OPERATOR)
    async with stand.browser(token) as operator:
        assert (await operator.put("/api/v1/me", json={"name": "Ada Lovelace"})).status_code == 200
    for path in ("/public", "/public/cameras/gate", "/api/v1/public"):
        text = (await stranger.get(path)).text
        assert [secret for secret in SECRETS if secret in text] == [], path
        assert person.id not in text
        assert "1 " in text or "approvals" in text


async def test_every_unsealing_is_told_with_its_moments_and_approvals(
    stand: Stand, admin: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    await declared(stand, admin)
    await unsealed(stand)
    [told] = (await stranger.get("/api/v1/public")).json()["unsealings"]
    assert told == {
        "camera": "gate", "purpose": "unseal", "start_90k": NOW, "until_90k": NOW + 30 * TICKS_PER_S,
        "asked_90k": NOW + 90_000, "approved_90k": NOW + 270_000, "opened_90k": NOW + 360_000, "approvals": 2,
        "needed": 2,
    }  # fmt: skip
    assert "2 (2 needed)" in (await stranger.get("/public")).text


@pytest.mark.parametrize(
    ("asked", "header", "language", "word"),
    [
        ("", "de-AT,de;q=0.9", "de", "Aufsichtsbehörde"),
        ("", "ja", "es", "Autoridad de control"),
        ("?lang=fr", "de", "fr", "Autorité de contrôle"),
    ],
)
async def test_the_page_is_in_the_readers_language(
    stand: Stand, admin: httpx.AsyncClient, asked: str, header: str, language: str, word: str
) -> None:
    await declared(stand, admin, language="es")
    async with stand.browser(None, **{"Accept-Language": header}) as reader:
        answer = await reader.get(f"/public{asked}")
    assert answer.headers["content-language"] == language
    assert f'<html lang="{language}">' in answer.text
    assert word in answer.text
    assert "Accept-Language" in answer.headers["vary"]


async def test_no_page_has_a_script_or_style_of_its_own(
    stand: Stand, admin: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    await declared(stand, admin)
    papers = ["/api/v1/law/record", "/api/v1/law/assessment?lang=de", "/api/v1/law/signs/gate"]
    for path in ("/public", "/public/cameras/gate", *papers):
        answer = await admin.get(path)
        assert answer.status_code == 200, path
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|src=", answer.text), path
        assert "style-src 'self'" in answer.headers["content-security-policy"]
        assert not re.search(r"""(href|src)=["'](https?:)?//""", answer.text), path
    style = await stranger.get("/public/style.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text


async def test_a_declaration_is_on_record_and_its_words_are_not(stand: Stand, admin: httpx.AsyncClient) -> None:
    await declared(stand, admin)
    before = stand.site.record.checkpoint.size
    assert (await admin.put("/api/v1/public/settings", json=SAID | {"purpose": "other"})).status_code == 200
    entries = await stand.site.record.entries(before, stand.site.record.checkpoint.size)
    [entry] = [one for one in entries if b"public.changed" in one]
    assert b'"changed":["purpose"]' in entry
    assert b"other" not in entry
    assert b'"sha256":"' in entry
    assert (await admin.put("/api/v1/public/settings", json=SAID | {"purpose": "other"})).status_code == 200
    again = await stand.site.record.entries(before, stand.site.record.checkpoint.size)
    assert sum(b"public.changed" in one for one in again) == 1, "nothing changed, and it was entered"


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": "https://user:secret@x.example"},
        {"page": "javascript:alert(1)"},
        {"page": "https://x.example/elsewhere?x"},
        {"operator": "a\x07bell"},
        {"purpose": "x" * 1001},
        {"language": "tlh"},
        {"logo": "x"},
    ],
)
async def test_what_cannot_stand_on_a_page_is_refused(
    stand: Stand, admin: httpx.AsyncClient, wrong: dict[str, str]
) -> None:
    assert (await admin.put("/api/v1/public/settings", json=SAID | wrong)).status_code == 422


async def test_what_is_missing_is_told_to_whoever_declares(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    told = (await admin.get("/api/v1/public/settings")).json()
    assert told["gaps"] == ["operator", "contact", "authority", "purpose", "basis"]
    assert told["cameras"][0]["desk_name"] == "gate"
    sign = (await admin.get("/api/v1/law/signs/gate?lang=en")).text
    assert "Still missing on this sign: Controller, Purpose, Legal basis, Complaints." in sign
    assert "The public page is switched off" in sign
