"""Originals end: shares first, ciphertext after, and a crash anywhere between is finished by the next round."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from groundglass.clock import SystemClock
from groundglass.custody.sealed import preamble_of
from groundglass.errors import CustodyError, NotFound, StoreError
from groundglass.frosted.archive import Archive
from groundglass.frosted.custody.retention import OriginalsRetention, spare_nothing
from groundglass.frosted.custody.settings import CustodySettings
from groundglass.frosted.custody.shelf import SealedRow
from groundglass.frosted.store import schema
from groundglass.frosted.store.fsck import check
from groundglass.pane.ids import CameraId
from groundglass.pane.sealing import SealedHeader
from tests.clear.sealed import IDENTITIES, ORDER
from tests.frosted.custody.test_arriving import CAMERA, arrivals, kept, said


@pytest.fixture
async def rows(archive: Archive) -> tuple[SealedRow, ...]:
    """Three kept segments, entered."""
    house = arrivals(archive)
    for message in said(3, 1000):
        house.take(message)
    await house.close()
    return await kept(archive)


def retention(archive: Archive, *, is_disk_low: bool = False) -> OriginalsRetention:
    parts = archive._parts
    return OriginalsRetention(
        parts.catalog, parts.blobs, archive.custody.book, archive.record, SystemClock(), is_disk_low=lambda: is_disk_low
    )


async def make_old(archive: Archive, *segments: str) -> None:
    s = schema.sealed_segment
    async with archive.engine.begin() as connection:
        await connection.execute(sa.update(s).where(s.c.segment.in_(segments)).values(start_90k=0, until_90k=900_000))


async def slots_left(archive: Archive) -> set[str]:
    async with archive.engine.begin() as connection:
        return set((await connection.execute(sa.select(schema.sealed_slot.c.segment))).scalars())


async def test_what_is_too_old_goes_with_its_shares_and_the_rest_stays(
    archive: Archive, rows: tuple[SealedRow, ...]
) -> None:
    await make_old(archive, rows[0].segment)
    assert await retention(archive).run_once() == 1
    assert [row.segment for row in await kept(archive)] == [row.segment for row in rows[1:]]
    assert await slots_left(archive) == {row.segment for row in rows[1:]}
    with pytest.raises(NotFound):
        await archive._parts.blobs.get(rows[0].blob)


async def test_the_database_file_holds_no_trace_of_a_destroyed_share(
    archive: Archive, rows: tuple[SealedRow, ...], tmp_path: Path
) -> None:
    recipient = str(IDENTITIES[0].to_public())
    share = (await archive.custody.shelf.slots([rows[0].segment], recipient))[rows[0].segment][-60:]
    files = [tmp_path / "data" / "groundglass.db", tmp_path / "data" / "groundglass.db-wal"]
    assert any(share in path.read_bytes() for path in files)
    await make_old(archive, *(row.segment for row in rows))
    await retention(archive).run_once()
    assert not any(share in path.read_bytes() for path in files)


async def test_shares_are_destroyed_before_the_ciphertext(
    archive: Archive, rows: tuple[SealedRow, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(key: str) -> None:
        raise StoreError("could not delete: the disk is gone")

    await make_old(archive, rows[0].segment)
    monkeypatch.setattr(archive._parts.blobs, "delete", fail)
    keeper = retention(archive)
    with pytest.raises(StoreError):
        await keeper.run_once()
    assert rows[0].segment not in await slots_left(archive)
    monkeypatch.undo()
    report = await check(archive._parts.folder.root, repair=False)
    assert [finding.invariant for finding in report.remaining] == [12]
    assert await keeper.run_once() == 1  # the next round ends what this one began


async def test_what_an_open_request_names_is_spared_but_not_from_a_full_disk(
    archive: Archive, rows: tuple[SealedRow, ...]
) -> None:
    async def spared() -> Collection[str]:
        return (rows[0].segment,)

    await make_old(archive, rows[0].segment, rows[1].segment)
    keeper = retention(archive)
    keeper.spare = spared
    assert await keeper.run_once() == 1
    assert {row.segment for row in await kept(archive)} == {rows[0].segment, rows[2].segment}
    low = retention(archive, is_disk_low=True)
    assert await low.run_once() == 2
    assert await kept(archive) == ()
    assert list(await spare_nothing()) == []


async def test_every_destruction_is_entered(archive: Archive, rows: tuple[SealedRow, ...]) -> None:
    await make_old(archive, rows[0].segment)
    await retention(archive).run_once()
    async with asyncio.timeout(60):
        while True:
            entries = b"".join(await archive.record.entries(0, 100))
            if b'"segments.slots-destroyed"' in entries and b'"segments.deleted"' in entries:
                break
            await asyncio.sleep(0.02)


async def test_the_limit_is_what_the_site_set(archive: Archive, rows: tuple[SealedRow, ...]) -> None:
    assert await retention(archive).run_once() == 0
    await archive.custody.book.put(CustodySettings(keep_days=1 / 24))
    s = schema.sealed_segment
    now = SystemClock().now_90k()
    async with archive.engine.begin() as connection:
        await connection.execute(sa.update(s).values(until_90k=now - 2 * 3600 * 90_000, start_90k=0))
    assert await retention(archive).run_once() == 3


async def test_the_chain_goes_on_when_everything_before_is_destroyed(
    archive: Archive, rows: tuple[SealedRow, ...]
) -> None:
    before = await archive.custody.shelf.chain(CAMERA)
    await make_old(archive, *(row.segment for row in rows))
    await retention(archive).run_once()
    assert await archive.custody.shelf.chain(CAMERA) == before
    assert before.next == 3


async def test_a_round_that_fails_says_so_and_the_next_one_clears_it(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = retention(archive)
    results: list[StoreError | None] = [StoreError("could not delete"), None]

    async def once() -> int:
        if (error := results[0]) is not None:
            raise error
        return 0

    def is_in_trouble() -> bool:
        return keeper.trouble is not None

    monkeypatch.setattr(keeper, "run_once", once)
    monkeypatch.setattr("groundglass.frosted.custody.retention.EVERY_S", 0.01)
    task = asyncio.create_task(keeper.run())
    async with asyncio.timeout(60):
        while not is_in_trouble():
            await asyncio.sleep(0.01)
        results.pop(0)
        while is_in_trouble():
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_check_finds_every_way_in_which_an_original_can_be_broken(
    archive: Archive, rows: tuple[SealedRow, ...], tmp_path: Path
) -> None:
    blobs = tmp_path / "data" / "blobs"
    (blobs / rows[0].blob).unlink()
    (blobs / rows[1].blob).write_bytes(b"short")
    stray = blobs / "sealed" / "gate" / "2026-01-01" / "00-00-00-00.gg"
    stray.parent.mkdir()
    stray.write_bytes(b"nobody can open this")
    async with archive.engine.begin() as connection:
        await connection.execute(sa.delete(schema.sealed_slot).where(schema.sealed_slot.c.segment == rows[2].segment))
        await connection.execute(
            sa.insert(schema.sealed_slot).values(segment="00" * 16, number=1, recipient="age1", slot=b"left")
        )
        doomed = {"segment": "11" * 16, "camera": "gate", "start_90k": 0, "until_90k": 1, "chain": 9, "header": b"",
                  "blob": "sealed/gate/2026-01-01/00-00-00-11.gg", "size_bytes": 1, "sha256": "", "is_drill": False,
                  "state": "doomed"}  # fmt: skip
        await connection.execute(sa.insert(schema.sealed_segment).values(**doomed))
    await archive.close()
    report = await check(tmp_path / "data", repair=True)
    repaired = {finding.damage.name for finding in report.repaired}
    remaining = {finding.damage.name for finding in report.remaining}
    assert repaired == {"SEALED_UNKNOWN", "SLOTS_LEFT", "SEALED_DOOMED"}
    assert remaining == {"SEALED_MISSING", "SEALED_SIZE", "SLOTS_MISSING"}
    assert not stray.exists()


async def test_shares_are_replaced_all_at_once_and_only_of_what_is_kept(
    archive: Archive, rows: tuple[SealedRow, ...]
) -> None:
    shelf = archive.custody.shelf
    await shelf.replace_slots(rows[0].segment, {"age1new": b"one", "age1newer": b"two"})
    assert await shelf.slots([rows[0].segment, rows[1].segment], "age1new") == {rows[0].segment: b"one"}
    assert await shelf.slots([rows[0].segment], str(IDENTITIES[0].to_public())) == {}
    with pytest.raises(NotFound):
        await shelf.replace_slots("00" * 16, {"age1new": b"one"})
    with pytest.raises(CustodyError, match="without shares"):
        await shelf.replace_slots(rows[0].segment, {})


async def test_segments_are_found_by_the_range_they_may_hold(archive: Archive, rows: tuple[SealedRow, ...]) -> None:
    shelf, row = archive.custody.shelf, rows[0]
    for start_90k, until_90k in ((row.start_90k, row.start_90k + 1), (row.until_90k - 1, row.until_90k)):
        # By name: the row may be entered into the ledger between two looks.
        assert row.segment in {one.segment for one in await shelf.segments(CAMERA, start_90k, until_90k)}
    assert await shelf.segments(CAMERA, row.until_90k, row.until_90k + 1) == ()
    assert await shelf.segments(CAMERA, 0, row.start_90k) == ()
    assert await shelf.segments(CameraId("door"), 0, 1 << 60) == ()
    assert set(await shelf.find([row.segment, "00" * 16])) == {row.segment}


async def test_a_drill_segment_is_kept_apart_and_leaves_the_chain_alone(archive: Archive) -> None:
    shelf = archive.custody.shelf
    messages = said(1, 1000)
    header = messages[0]
    assert isinstance(header, SealedHeader)
    await shelf.keep(header.header, header.slots, preamble_of(header.header) + b"chunks", is_drill=True)
    assert await shelf.segments(CAMERA, 0, 1 << 60) == ()
    assert len(await shelf.segments(CAMERA, 0, 1 << 60, drills=True)) == 1
    assert (await shelf.chain(CAMERA)).next == 0
    for slots, file in ((header.slots[:1], b""), (header.slots, b"another file")):
        with pytest.raises(CustodyError, match=r"custodians came with|does not begin"):
            await shelf.keep(header.header, slots, file)


def test_the_order_of_a_worker_names_active_custodians_only() -> None:
    settings = CustodySettings().adding("One", ORDER.recipients[0]).adding("Two", ORDER.recipients[1])
    settings = replace(settings, quorum=2)
    assert settings.order(4, bytes(32), sound=False).recipients == ORDER.recipients[:2]
    retired = settings.retiring(settings.custodians[0].id)
    assert retired.order(4, bytes(32), sound=False).recipients == ORDER.recipients[1:2]
    assert (settings.can_seal, retired.can_seal) == (True, False)
