"""Claims about the ledger on the web: anybody can check it, and nobody learns from it who worked when."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from groundglass.frosted.people.roles import Role
from groundglass.ledger.canonical import parse_canonical
from groundglass.ledger.checkpoint import open_checkpoint
from groundglass.ledger.merkle import leaf_hash, verify_consistency, verify_inclusion
from groundglass.ledger.note import NoteKey
from groundglass.ledger.proofs import TreeReader
from groundglass.ledger.tiles import unpack_bundle
from tests.frosted.web.stand import Stand

TOLD = 300


@pytest.fixture
async def filled(stand: Stand) -> Stand:
    """A ledger of 300 entries and some that are not for everybody."""
    record = stand.site.record
    await asyncio.gather(*(record.enter("act.failed", of=number) for number in range(TOLD)))
    await record.enter("camera.added", camera="gate", by="anna-secret", style="mosaic", name="Gate")
    await record.enter("camera.watched", by="anna-secret", cameras=["gate"], minute_90k=1)
    return stand


@pytest.fixture
async def auditor(stand: Stand) -> AsyncIterator[httpx.AsyncClient]:
    _, token = await stand.somebody(Role.AUDITOR)
    async with stand.browser(token) as browser:
        yield browser


class Served:
    """Tiles as a stranger's verifier fetches them."""

    def __init__(self, bodies: dict[str, bytes]) -> None:
        self.bodies = bodies

    def read(self, path: str) -> bytes:
        return self.bodies[path]


async def test_a_stranger_can_verify_the_whole_tree_from_what_is_served(
    filled: Stand, stranger: httpx.AsyncClient
) -> None:
    key = NoteKey.parse((await stranger.get("/api/v1/ledger/key")).json()["key"])
    answer = await stranger.get("/ledger/checkpoint")
    assert answer.headers["Cache-Control"] == "no-cache"
    checkpoint = open_checkpoint(answer.text, key)
    assert checkpoint.size == TOLD + 2
    bodies = {}
    for path in ("tile/0/000", f"tile/0/001.p/{TOLD + 2 - 256}", "tile/1/000.p/1"):
        tile = await stranger.get(f"/ledger/{path}")
        assert "immutable" in tile.headers["Cache-Control"]
        bodies[path] = tile.content
    assert TreeReader(Served(bodies), checkpoint.size).root() == checkpoint.root
    narrow = await stranger.get("/ledger/tile/0/001.p/4")
    assert narrow.content == bodies[f"tile/0/001.p/{TOLD + 2 - 256}"][:128]


async def test_tiles_that_no_checkpoint_covers_are_not_there(filled: Stand, stranger: httpx.AsyncClient) -> None:
    for path in ("0/001", "0/002.p/1", "1/000", "7/000", "0/000.p/256", "..%2F..%2Fledger.key", "entries", "9/000"):
        assert (await stranger.get(f"/ledger/tile/{path}")).status_code == 404


async def test_proofs_hold_against_the_checkpoint(filled: Stand, stranger: httpx.AsyncClient) -> None:
    told = (await stranger.get("/api/v1/ledger")).json()
    root = bytes.fromhex(told["root"])
    assert (told["size"], told["trouble"], told["witnesses"]) == (TOLD + 2, None, [])
    proof = (await stranger.get("/api/v1/ledger/proof/inclusion", params={"index": 5})).json()
    hashes = [bytes.fromhex(one) for one in proof["hashes"]]
    verify_inclusion(bytes.fromhex(proof["hash"]), 5, proof["size"], hashes, root)
    assert open_checkpoint(proof["checkpoint"], NoteKey.parse(told["key"])).root == root
    older = (await stranger.get("/api/v1/ledger/proof/inclusion", params={"index": 5, "size": 100})).json()
    verify_inclusion(
        bytes.fromhex(older["hash"]), 5, 100, [bytes.fromhex(h) for h in older["hashes"]], bytes.fromhex(older["root"])
    )
    grown = (await stranger.get("/api/v1/ledger/proof/consistency", params={"old": 100, "new": told["size"]})).json()
    assert grown["old_root"] == older["root"]
    verify_consistency(
        100, told["size"], [bytes.fromhex(h) for h in grown["hashes"]], bytes.fromhex(grown["old_root"]), root
    )
    for path, params in (
        ("inclusion", {"index": TOLD + 2}),
        ("inclusion", {"index": 5, "size": 5}),
        ("inclusion", {"index": 5, "size": 10_000}),
        ("consistency", {"old": 7, "new": 6}),
        ("consistency", {"old": 7, "new": 10_000}),
    ):
        assert (await stranger.get(f"/api/v1/ledger/proof/{path}", params=params)).status_code == 404


async def test_everybody_sees_open_entries_whole_and_of_others_no_person(
    filled: Stand, stranger: httpx.AsyncClient, viewer: httpx.AsyncClient
) -> None:
    for reader in (stranger, viewer):
        answer = await reader.get("/api/v1/ledger/entries", params={"from": TOLD - 1, "to": TOLD + 50})
        assert "anna-secret" not in answer.text
        told = answer.json()
        assert told["size"] == TOLD + 2
        opened, short, closed = told["entries"]
        assert leaf_hash(opened["text"].encode()).hex() == opened["hash"]
        assert opened["fields"] == {"of": TOLD - 1}
        assert (short["kind"], short["text"]) == ("camera.added", None)
        assert short["fields"] == {"camera": "gate", "style": "mosaic"}
        assert (closed["kind"], closed["at"], closed["text"], closed["fields"]) == (None, None, None, {})
        assert len(closed["hash"]) == 64


async def test_an_auditor_reads_every_entry_and_bundle(
    filled: Stand, auditor: httpx.AsyncClient, viewer: httpx.AsyncClient
) -> None:
    told = (await auditor.get("/api/v1/ledger/entries", params={"from": TOLD, "to": TOLD + 2})).json()["entries"]
    for entry in told:
        assert leaf_hash(entry["text"].encode()).hex() == entry["hash"]
        assert parse_canonical(entry["text"].encode())["by"] == "anna-secret"
        assert "salt" not in entry["fields"]
    body = (await auditor.get("/ledger/tile/entries/000")).content
    assert [parse_canonical(entry)["of"] for entry in unpack_bundle(body, 256)] == list(range(256))
    assert (await viewer.get("/ledger/tile/entries/000")).status_code == 403


async def test_nothing_is_asked_for_without_bounds(filled: Stand, stranger: httpx.AsyncClient) -> None:
    told = (await stranger.get("/api/v1/ledger/entries", params={"from": 9, "to": 3})).json()
    assert told["entries"] == []
    assert (await stranger.get("/api/v1/ledger/entries", params={"from": -1, "to": 3})).status_code == 422
    told = (await stranger.get("/api/v1/ledger/entries", params={"from": 0, "to": 2**53 - 1})).json()
    assert len(told["entries"]) == TOLD + 2


async def test_cosignatures_of_strangers_are_refused(filled: Stand, stranger: httpx.AsyncClient) -> None:
    del stranger.headers["Origin"]
    size = filled.site.record.checkpoint.size
    sent = {"size": size, "signatures": ["\u2014 somebody AAAA"]}
    answer = await stranger.post("/api/v1/ledger/cosignatures", json=sent)
    assert answer.status_code == 404
    assert answer.json()["detail"] == "this witness is not known here"
    assert (await stranger.get("/api/v1/ledger/witnessed")).status_code == 404


async def test_what_people_do_on_the_web_is_on_record_by_id(stand: Stand) -> None:
    await stand.camera()
    person, token = await stand.somebody(Role.ADMINISTRATOR)
    async with stand.browser(token) as browser:
        added = await browser.post("/api/v1/cameras", json={"name": "Yard", "address": "rtsp://u:hush@192.0.2.9/1"})
        assert added.status_code == 201
        await browser.patch("/api/v1/cameras/yard", json={"style": "mosaic"})
        await browser.post("/api/v1/cameras/yard/place/forget", json={})
        await browser.delete("/api/v1/cameras/yard")
        await browser.get("/api/v1/cameras/gate/thumbnail.jpg")
        await browser.post("/api/v1/cameras/gate/hls/link", json={})
        await browser.post("/api/v1/sign-in/password", json={"name": "nobody", "password": "hush-hush-hush"})
        await browser.post("/api/v1/sign-out", json={})
    stand.site.archive.viewings.flush()
    wanted = {
        "camera.added",
        "camera.changed",
        "place.forgotten",
        "camera.removed",
        "camera.watched",
        "player.issued",
        "person.sign-in-failed",
        "person.signed-out",
    }
    async with asyncio.timeout(60):
        while True:
            size = stand.site.record.checkpoint.size
            found = [parse_canonical(entry) for entry in await stand.site.record.entries(0, size)]
            if wanted <= {str(entry["kind"]) for entry in found}:
                break
            await asyncio.sleep(0.02)
    assert all(entry["by"] == person.id for entry in found if entry["kind"] != "person.sign-in-failed")
    assert "hush" not in str(found)


async def test_a_download_is_refused_when_it_cannot_be_recorded(stand: Stand, admin: httpx.AsyncClient) -> None:
    await stand.camera()
    stand.site.record.stop()  # as when the ledger cannot be written: nothing is entered any more
    params = {"from": "2026-11-21T23:00:00Z", "to": "2026-11-21T23:01:00Z"}
    answer = await admin.post("/api/v1/cameras/gate/hls/link", json={})
    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:groundglass:problem:ledger-unavailable"
    assert (await admin.get("/api/v1/cameras/gate/timeline", params=params)).status_code == 200
