"""Claims about handing old originals to new custodians."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from groundglass.custody.approval import Offered, approve
from groundglass.custody.bundle_file import BundleFile
from groundglass.custody.ceremony import Request
from groundglass.custody.hand_over import slots_anew
from groundglass.custody.keyring import Keyring
from groundglass.custody.release import open_segment
from groundglass.custody.seats import seats_in
from groundglass.custody.slots import join_shares, parse_share
from groundglass.errors import CustodyError
from groundglass.frosted.custody.bundle import bundle
from groundglass.frosted.custody.request_table import Kept
from groundglass.frosted.custody.requests import Asked
from groundglass.frosted.custody.settings import CustodySettings, made_custodian
from groundglass.pane.ids import Instant90k
from tests.custody.originals import BEGIN, GATE, SLOT, new_keyring
from tests.frosted.custody.vault import ADA, HOUR_S, Vault

EVE = new_keyring()


async def succeed(vault: Vault) -> None:
    """Custodian 1 has lost their key; Eve takes the seat."""
    settings = await vault.custody.book.get()
    eve = made_custodian("Eve", EVE.recipients[0])
    await vault.custody.book.put(settings.retiring(vault.custodians[1].id).adding("Eve", eve.recipient))


async def ask(vault: Vault) -> Kept:
    until = Instant90k(BEGIN + 2 * SLOT)
    asked = Asked(GATE, BEGIN, until, "a key was lost", "", ADA, vault.requester.recipients[0], HOUR_S)
    return await vault.custody.requests.ask(asked, "hand_over")


async def say_yes(vault: Vault, kept: Kept, keyring: Keyring) -> None:
    """As a custodian's machine does, by what the server offers."""
    recipient = keyring.recipients[0]
    slots = await vault.custody.requests.slots(kept.request.id, recipient)
    shares = approve(kept.request, [Offered(row.header, slot) for row, slot in slots], keyring, recipient)
    custodian = next(one for one in (await vault.custody.book.get()).custodians if one.recipient == recipient)
    await vault.custody.requests.approve(kept.request.id, custodian, shares)


async def handed_over(vault: Vault, folder: Path) -> Request:
    """The whole way, by the two custodians who are left."""
    kept = await ask(vault)
    for who in (0, 2):
        await say_yes(vault, kept, vault.keyrings[who])
    handed = await vault.custody.requests.fetch(kept.request.id, ADA)
    path = folder / f"{kept.request.id}.zip"
    path.write_bytes(b"".join([part async for part in bundle(handed, vault.custody.shelf, vault.record)]))
    with BundleFile(path) as opened:
        slots = {
            member.segment: slots_anew(opened.request(), opened.header(member), member.shares, vault.requester)
            for member in opened.segments()
        }
    await vault.custody.requests.hand_over(kept.request.id, ADA, slots)
    return kept.request


async def test_new_custodians_open_what_was_sealed_before_their_time(vault: Vault, tmp_path: Path) -> None:
    await vault.keep(2)
    await succeed(vault)
    request = await handed_over(vault, tmp_path)
    seats = seats_in(request)
    assert EVE.recipients[0] in seats
    assert vault.custodians[1].recipient not in seats
    entry = next(one for one in await vault.entries() if one["kind"] == "segments.handed-over")
    assert entry["segments"] == sorted(one.id for one in vault.segments)
    kept = await vault.ask()
    assert [one.custodians for one in kept.request.segments] == [seats, seats]
    for keyring in (EVE, vault.keyrings[0]):
        await say_yes(vault, kept, keyring)
    handed = await vault.custody.requests.fetch(kept.request.id, ADA)
    for segment in vault.segments:
        shares = list(handed.shares[segment.id].values())
        assert len(list(open_segment(kept.request, io.BytesIO(segment.file), shares, vault.requester))) == 62


async def test_old_shares_are_worth_nothing_after_it(vault: Vault, tmp_path: Path) -> None:
    await vault.keep(2)
    await succeed(vault)
    request = await handed_over(vault, tmp_path)
    lost, segment = vault.custodians[1].recipient, vault.segments[0]
    assert await vault.custody.shelf.slots([segment.id], lost) == {}
    slots = await vault.custody.shelf.slots([segment.id], EVE.recipients[0])
    new = parse_share(EVE.open(slots[segment.id]))
    old = [parse_share(vault.keyrings[who].open(segment.slots[who])) for who in (0, 1, 2)]
    mixed = [share for share in old if share.share.number != new.share.number][:1]
    real = join_shares(old, segment.header, request.segments[0].header_hash)
    assert join_shares([new, *mixed], segment.header, request.segments[0].header_hash) != real


async def test_a_request_from_before_a_hand_over_takes_no_share_from_after_it(vault: Vault, tmp_path: Path) -> None:
    await vault.keep(2)
    before = await vault.ask()
    await succeed(vault)
    await handed_over(vault, tmp_path)
    for who in (0, 2):  # custodian 0 has the seat of before, custodian 2 another one
        with pytest.raises(CustodyError, match="handed over to other custodians after it was made"):
            await vault.custody.requests.slots(before.request.id, vault.custodians[who].recipient)


async def test_a_hand_over_takes_the_old_custodians_quorum(vault: Vault) -> None:
    await vault.keep(2)
    await succeed(vault)
    kept = await ask(vault)
    await say_yes(vault, kept, vault.keyrings[0])
    with pytest.raises(CustodyError, match="not released"):
        await vault.custody.requests.hand_over(kept.request.id, ADA, {vault.segments[0].id: [b""] * 3})


async def test_the_same_seats_are_filled_or_nothing_is(vault: Vault) -> None:
    await vault.keep(2)
    settings = await vault.custody.book.get()
    await vault.custody.book.put(replace(settings, custodians=settings.custodians).adding("Eve", EVE.recipients[0]))
    with pytest.raises(CustodyError, match="3 seats and the site has 4"):
        await ask(vault)
    await vault.custody.book.put(CustodySettings((), 1))
    with pytest.raises(CustodyError, match="fewer custodians"):
        await ask(vault)


async def test_only_slots_of_the_hand_over_replace_others(vault: Vault) -> None:
    await vault.keep(3)
    await succeed(vault)
    kept = await ask(vault)
    for who in (0, 2):
        await say_yes(vault, kept, vault.keyrings[who])
    good = vault.segments[0].slots[0]
    for slots in (
        {vault.segments[2].id: [good] * 3},
        {vault.segments[0].id: [good] * 2},
        {vault.segments[0].id: [b"x"] * 3},
    ):
        with pytest.raises(CustodyError, match="new slots"):
            await vault.custody.requests.hand_over(kept.request.id, ADA, slots)
    with pytest.raises(CustodyError, match="somebody else"):
        await vault.custody.requests.hand_over(kept.request.id, "b" * 16, {vault.segments[0].id: [good] * 3})


async def test_an_unsealing_is_no_hand_over(vault: Vault) -> None:
    await vault.keep(2)
    kept = await vault.ask()
    with pytest.raises(CustodyError, match="no hand-over"):
        seats_in(kept.request)
    twice = replace(kept.request, purpose="hand_over", basis=f"hand-over to {EVE.recipients[0]}, {EVE.recipients[0]}")
    with pytest.raises(CustodyError, match="two seats"):
        seats_in(twice)
    few = replace(kept.request, purpose="hand_over", basis=f"hand-over to {EVE.recipients[0]}")
    with pytest.raises(CustodyError, match="3 seats"):
        slots_anew(few, vault.segments[0].encoded, [], EVE)
