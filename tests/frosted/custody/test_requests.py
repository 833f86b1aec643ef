"""Claims about the order of the ceremony: what is on record before what happens, and what nobody gets."""

from __future__ import annotations

import asyncio
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from groundglass.custody.bundle_file import BundleFile
from groundglass.custody.ceremony import State
from groundglass.custody.release import open_segment
from groundglass.errors import CustodyError, LedgerUnavailable, NotFound, TooMany
from groundglass.frosted.custody import requests as requests_module
from groundglass.frosted.custody import tables
from groundglass.frosted.custody.bundle import bundle
from groundglass.frosted.custody.requests import Asked
from groundglass.frosted.store import schema
from groundglass.ledger.portable import check_proofs
from groundglass.pane.ids import CameraId, Instant90k
from tests.custody.originals import BEGIN, GATE, SLOT, approved, request_for
from tests.frosted.custody.vault import ADA, HOUR_S, Vault


async def test_a_request_is_on_record_before_anybody_can_see_it(vault: Vault) -> None:
    await vault.keep()
    vault.tiles.is_full = True
    with pytest.raises(LedgerUnavailable):
        await vault.ask()
    assert await vault.custody.requests.page(lambda _: True) == ((), None)
    vault.tiles.is_full = False
    kept = await vault.ask()
    entry = (await vault.entries())[kept.entry]
    assert (entry["kind"], entry["terms"]) == ("unseal.requested", kept.request.terms().hex())
    assert entry["segments"] == [one.id for one in vault.segments[:2]]


async def test_the_free_text_of_a_request_is_not_in_the_ledger(vault: Vault) -> None:
    await vault.keep()
    kept = await vault.ask()
    await vault.approve(kept, 0)
    await vault.custody.requests.refuse(kept.request.id, vault.custodians[1], "not by this basis")
    said = str(await vault.entries())
    assert "bag" not in said
    assert "order 12" not in said
    assert "not by this basis" not in said


async def test_a_request_is_widened_to_whole_segments_and_frozen(vault: Vault) -> None:
    await vault.keep(2)
    kept = await vault.ask(segments=3)
    assert (kept.request.start, kept.request.until) == (BEGIN, BEGIN + 2 * SLOT)
    await vault.keep(3)
    assert len((await vault.custody.requests.get(kept.request.id)).request.segments) == 2


async def test_nothing_sealed_is_nothing_to_ask_for(vault: Vault) -> None:
    with pytest.raises(NotFound):
        await vault.ask()
    with pytest.raises(NotFound):
        await vault.custody.requests.get("no-such")


async def test_two_approvals_release_and_the_requester_opens(vault: Vault, tmp_path: Path) -> None:
    await vault.keep()
    kept = await vault.ask()
    assert (await vault.approve(kept, 0)).state(vault.clock.now_90k()) is State.OPEN
    with pytest.raises(CustodyError, match="open, not released"):
        await vault.custody.requests.fetch(kept.request.id, ADA)
    released = await vault.approve(kept, 2)
    assert released.state(vault.clock.now_90k()) is State.RELEASED
    handed = await vault.custody.requests.fetch(kept.request.id, ADA)
    path = tmp_path / "bundle.zip"
    path.write_bytes(b"".join([part async for part in bundle(handed, vault.custody.shelf, vault.record)]))
    with BundleFile(path) as opened:
        proven = check_proofs(opened.proofs(), vault.record.key)
        assert {"unseal.requested", "unseal.approved", "unseal.released"} <= {str(e.content["kind"]) for e in proven}
        assert opened.checkpoint().decode() == vault.record.signed_checkpoint.encoded()
        for member in opened.segments():
            with opened.open(member) as file:
                assert len(list(open_segment(opened.request(), file, member.shares, vault.requester))) == 62
    await vault.custody.requests.opened(kept.request.id, ADA, "0" * 64)
    kinds = [kind for kind in await vault.kinds() if kind.startswith("unseal")]
    assert kinds == [
        "unseal.requested",
        "unseal.approved",
        "unseal.approved",
        "unseal.released",
        "unseal.downloaded",
        "unseal.opened",
    ]
    assert (await vault.custody.requests.get(kept.request.id)).state(vault.clock.now_90k()) is State.OPENED


async def test_nobody_but_the_requester_fetches(vault: Vault) -> None:
    await vault.keep()
    kept = await vault.ask()
    for who in (0, 1):
        await vault.approve(kept, who)
    with pytest.raises(CustodyError, match="somebody else"):
        await vault.custody.requests.fetch(kept.request.id, "b" * 16)
    with pytest.raises(CustodyError, match="somebody else"):
        await vault.custody.requests.opened(kept.request.id, "b" * 16, "0" * 64)


async def test_an_approval_that_cannot_be_recorded_is_none(vault: Vault) -> None:
    await vault.keep()
    kept = await vault.ask()
    vault.tiles.is_full = True
    with pytest.raises(LedgerUnavailable):
        await vault.approve(kept, 0)
    assert await vault.custody.requests.shares(kept.request.id) == {}


async def test_a_release_that_could_not_be_recorded_is_made_up_for(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    await vault.keep()
    kept = await vault.ask()
    await vault.approve(kept, 0)
    enter = vault.record.enter

    async def full_when_releasing(kind: str, **fields: int | str | bool | list[str]) -> int:
        if kind == "unseal.released":
            raise LedgerUnavailable("the disk is full")
        return await enter(kind, **fields)

    monkeypatch.setattr(vault.record, "enter", full_when_releasing)
    with pytest.raises(LedgerUnavailable):
        await vault.approve(kept, 1)
    assert (await vault.custody.requests.get(kept.request.id)).progress.released is None
    monkeypatch.setattr(vault.record, "enter", enter)
    await vault.custody.requests.tidy()
    assert (await vault.custody.requests.get(kept.request.id)).progress.released is not None


async def test_two_refusals_of_three_end_a_request_for_two(vault: Vault) -> None:
    await vault.keep()
    kept = await vault.ask()
    for who in (0, 1):
        await vault.custody.requests.refuse(kept.request.id, vault.custodians[who], "no")
    assert (await vault.custody.requests.get(kept.request.id)).state(vault.clock.now_90k()) is State.REFUSED
    with pytest.raises(CustodyError, match="refused"):
        await vault.approve(kept, 2)
    assert await vault.custody.requests.spared() == frozenset()


async def test_a_refusal_says_why(vault: Vault) -> None:
    await vault.keep()
    kept = await vault.ask()
    with pytest.raises(CustodyError, match="says why"):
        await vault.custody.requests.refuse(kept.request.id, vault.custodians[0], "  ")


async def test_at_its_end_a_request_is_entered_and_its_shares_are_gone(vault: Vault) -> None:
    await vault.keep()
    kept = await vault.ask()
    for who in (0, 1):
        await vault.approve(kept, who)
    assert len(await vault.custody.requests.spared()) == 2
    vault.clock.advance(HOUR_S)
    with pytest.raises(CustodyError, match="expired"):
        await vault.custody.requests.fetch(kept.request.id, ADA)
    await vault.custody.requests.tidy()
    await vault.custody.requests.tidy()
    assert (await vault.kinds()).count("unseal.expired") == 1
    assert await vault.custody.requests.shares(kept.request.id) == {}
    assert await vault.custody.requests.spared() == frozenset()


async def test_shares_of_destroyed_segments_are_destroyed_too(vault: Vault) -> None:
    await vault.keep()
    kept = await vault.ask()
    await vault.approve(kept, 0)
    async with vault.custody.requests._table._catalog.engine.begin() as connection:
        gone = vault.segments[0].id
        await connection.execute(
            sa.update(schema.sealed_segment).where(schema.sealed_segment.c.segment == gone).values(state="doomed")
        )
    with pytest.raises(CustodyError, match="end of their keeping"):
        await vault.custody.requests.slots(kept.request.id, vault.custodians[1].recipient)
    await vault.custody.requests.tidy()
    assert list(await vault.custody.requests.shares(kept.request.id)) == [vault.segments[1].id]
    await vault.approve(kept, 1)
    with pytest.raises(CustodyError, match="end of their keeping"):
        await vault.custody.requests.fetch(kept.request.id, ADA)


async def test_a_custodian_is_offered_their_own_slots_and_no_others(vault: Vault) -> None:
    await vault.keep()
    kept = await vault.ask()
    found = await vault.custody.requests.slots(kept.request.id, vault.custodians[1].recipient)
    assert [slot for _, slot in found] == [one.slots[1] for one in vault.segments[:2]]
    with pytest.raises(CustodyError, match="no share"):
        await vault.custody.requests.slots(kept.request.id, vault.requester.recipients[0])


async def test_an_approval_of_more_less_or_other_than_was_asked_is_refused(vault: Vault) -> None:
    await vault.keep()
    kept = await vault.ask()
    requests, custodian = vault.custody.requests, vault.custodians[0]
    good = approved(kept.request, vault.segments[:2], vault.keyrings[0])
    later = approved(
        request_for(vault.segments[2:], vault.requester.recipients[0]), vault.segments[2:], vault.keyrings[0]
    )
    first = vault.segments[0].header.segment
    for shares in ({}, {first: good[first]}, {**good, **later}, {**good, first: b"not age"}):
        with pytest.raises(CustodyError):
            await requests.approve(kept.request.id, custodian, shares)
    with pytest.raises(CustodyError, match="not the one that was read"):
        await requests.approve(kept.request.id, custodian, good, terms=bytes(32))
    assert (await requests.approve(kept.request.id, custodian, good, kept.request.terms())).progress.approvals


async def test_two_answers_at_once_count_once(vault: Vault) -> None:
    await vault.keep()
    kept = await vault.ask()
    answers = await asyncio.gather(vault.approve(kept, 0), vault.approve(kept, 0), return_exceptions=True)
    assert [isinstance(one, CustodyError) for one in answers].count(True) == 1
    assert (await vault.kinds()).count("unseal.approved") == 1


async def test_a_request_that_was_changed_in_the_database_has_lost_its_approvals(vault: Vault) -> None:
    """Whoever can write the database can change a request; what custodians approved does not go along."""
    await vault.keep()
    kept = await vault.ask()
    await vault.approve(kept, 0)
    changed = replace(kept.request, reason="another reason")
    async with vault.custody.requests._table._catalog.engine.begin() as connection:
        await connection.execute(sa.update(tables.unseal_request).values(document=changed.encoded()))
    after = await vault.approve(await vault.custody.requests.get(kept.request.id), 1)
    assert after.state(vault.clock.now_90k()) is State.OPEN


async def test_too_many_requests_under_way_are_refused(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    await vault.keep()
    monkeypatch.setattr(requests_module, "MAX_UNDER_WAY", 1)
    await vault.ask()
    with pytest.raises(TooMany):
        await vault.ask()


async def test_a_cameras_original_is_never_asked_for_as_a_drill(vault: Vault) -> None:
    await vault.keep()
    asked = Asked(GATE, BEGIN, Instant90k(BEGIN + SLOT), "x", "y", ADA, vault.requester.recipients[0], HOUR_S)
    with pytest.raises(NotFound):
        await vault.custody.requests.ask(asked, "drill")
    with pytest.raises(NotFound):
        await vault.custody.requests.ask(replace(asked, camera=CameraId("yard")))


def damaged(folder: Path, *, drop: str = "", compress: object = False, grow: str = "") -> Path:
    path = folder / "damaged.zip"
    kind = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(folder / "whole.zip") as whole, zipfile.ZipFile(path, "w", kind) as made:
        for name in whole.namelist():
            if not drop or drop not in name:
                made.writestr(name, whole.read(name) + bytes(20_000 if grow and grow in name else 0))
    return path


async def test_a_bundle_that_is_not_whole_is_refused(vault: Vault, tmp_path: Path) -> None:
    await vault.keep(1)
    kept = await vault.ask(segments=1)
    for who in (0, 1):
        await vault.approve(kept, who)
    handed = await vault.custody.requests.fetch(kept.request.id, ADA)
    body = b"".join([part async for part in bundle(handed, vault.custody.shelf, vault.record)])
    (tmp_path / "whole.zip").write_bytes(body)
    (tmp_path / "half.zip").write_bytes(body[: len(body) // 2])
    with pytest.raises(CustodyError, match="not a bundle"):
        BundleFile(tmp_path / "half.zip")
    for wrong, said in (
        ({"drop": "sealed/"}, "missing"),
        ({"drop": "request.json"}, "has no request.json"),
        ({"compress": True}, "compressed"),
        ({"grow": ".age"}, "larger"),
    ):
        with BundleFile(damaged(tmp_path, **wrong)) as opened, pytest.raises(CustodyError, match=said):
            list(opened.segments())
    flipped = bytearray(body)
    flipped[body.index(b'{"basis"') + 5] ^= 1
    (tmp_path / "flipped.zip").write_bytes(flipped)
    with BundleFile(tmp_path / "flipped.zip") as opened, pytest.raises(CustodyError, match="damaged"):
        opened.request()
    assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None
