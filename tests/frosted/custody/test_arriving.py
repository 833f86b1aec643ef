"""From the pane to the shelf: what a worker may send, what is kept, what is lost and said so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from groundglass.clear.original import OriginalPacket
from groundglass.clear.seal import Sealer
from groundglass.clock import SystemClock
from groundglass.errors import PaneError, StoreAway, StoreError
from groundglass.frosted.archive import Archive
from groundglass.frosted.custody import arriving
from groundglass.frosted.custody.arriving import SealedArrivals, empty_arrivals
from groundglass.frosted.custody.shelf import SealedRow
from groundglass.pane.ids import CameraId
from groundglass.pane.sealing import SealedChunk, SealedHeader, SealingOrder, SealingReport
from groundglass.pane.status import Codec
from tests.clear.sealed import IDENTITIES, ORDER, segments_of

CAMERA = CameraId("gate")
FIRST = replace(ORDER, chain=0, previous=bytes(32))
Said = SealedHeader | SealedChunk


def said(segments: int = 1, body_bytes: int = 200_000) -> list[Said]:
    """What a worker sends for that many segments, each from a connection of its own."""
    sealer = Sealer(CAMERA, FIRST, SystemClock())
    messages: list[Said] = []
    for _ in range(segments):
        sealer.begin(Codec.H264, b"avcC", None)
        sealer.take(OriginalPacket("video", 0, 0, True, bytes(body_bytes)))
        sealer.end()
        while (message := sealer.fetch()) is not None:
            if not isinstance(message, SealingReport):
                messages.append(message)
    return messages


def arrivals(archive: Archive, on_lost: Callable[[], None] = lambda: None) -> SealedArrivals:
    custody = archive.custody
    return SealedArrivals(
        CAMERA, FIRST, custody.shelf, archive.record, custody.arriving, SystemClock(), on_lost=on_lost
    )


async def kept(archive: Archive) -> tuple[SealedRow, ...]:
    return await archive.custody.shelf.segments(CAMERA, 0, 1 << 60)


async def test_what_arrives_whole_is_kept_and_its_custodians_can_open_it(archive: Archive) -> None:
    messages = said(3)
    house = arrivals(archive)
    for message in messages:
        house.take(message)
    await house.close()
    rows = await kept(archive)
    assert [row.chain for row in rows] == [0, 1, 2]
    assert house.kept_total == 3
    assert not list(archive.custody.arriving.iterdir())
    for row, (header, _) in zip(rows, segments_of(messages), strict=True):
        assert row.header == header.encoded()
        body = b"".join([part async for part in archive.custody.shelf.read(row)])
        assert len(body) == row.size_bytes
        slots = await archive.custody.shelf.slots([row.segment], str(IDENTITIES[0].to_public()))
        assert slots.keys() == {row.segment}
    chain = await archive.custody.shelf.chain(CAMERA)
    assert (chain.next, chain.previous.hex()[:4] != "0000") == (3, True)


async def test_half_a_segment_leaves_nothing_but_an_entry(archive: Archive) -> None:
    lost: list[bool] = []
    first, second = said()[:3], said()
    house = arrivals(archive, lambda: lost.append(True))
    for message in first:
        house.take(message)
    await house.close()
    assert await kept(archive) == ()
    assert (house.lost_total, lost) == (1, [True])
    assert not list(archive.custody.arriving.iterdir())
    again = arrivals(archive)
    for message in second:
        again.take(message)
    await again.close()
    assert len(await kept(archive)) == 1
    await until_entered(archive, b'"segment.lost"')


async def until_entered(archive: Archive, wanted: bytes) -> None:
    async with asyncio.timeout(60):
        while not any(wanted in entry for entry in await archive.record.entries(0, 100)):
            await asyncio.sleep(0.02)


async def test_every_segment_that_is_kept_is_entered_with_its_hashes(archive: Archive) -> None:
    house = arrivals(archive)
    for message in said(2):
        house.take(message)
    await house.close()
    async with asyncio.timeout(60):
        while not all(row.entry is not None for row in await kept(archive)):
            await asyncio.sleep(0.02)
    for row in await kept(archive):
        entry = (await archive.record.entries(row.entry or 0, (row.entry or 0) + 1))[0]
        assert row.sha256.encode() in entry
        assert row.segment.encode() in entry


async def test_a_header_that_comes_before_the_last_piece_gives_the_segment_before_up(archive: Archive) -> None:
    messages = said(2)
    first = [m for m in messages if isinstance(m, SealedHeader)][1]
    at = messages.index(first)
    house = arrivals(archive)
    for message in messages[: at - 1] + messages[at:]:
        house.take(message)
    await house.close()
    assert [row.chain for row in await kept(archive)] == [1]
    assert house.lost_total == 1


async def test_what_comes_faster_than_the_disk_takes_it_is_lost_by_the_segment(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "MAX_WAITING_BYTES", 100_000)
    house = arrivals(archive)
    for message in said(1):
        house.take(message)
    await house.close()
    assert (await kept(archive), house.lost_total) == ((), 1)


async def test_a_segment_the_disk_refuses_is_lost_and_said(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise StoreError("could not store: the disk is gone")

    monkeypatch.setattr(archive.custody.shelf, "keep", refuse)
    lost: list[bool] = []
    house = arrivals(archive, lambda: lost.append(True))
    for message in said():
        house.take(message)
    await house.close()
    assert lost == [True]


async def test_segments_wait_while_the_bucket_is_away_and_are_kept_in_order(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "_RETRY_S", 0.05)
    put, is_away = archive.custody.shelf._blobs.put, True
    tried: list[str] = []

    async def perhaps(key: str, body: bytes | Path) -> None:
        tried.append(key)
        if is_away:
            raise StoreAway("could not store: the bucket cannot be reached")
        await put(key, body)

    monkeypatch.setattr(archive.custody.shelf._blobs, "put", perhaps)
    house = arrivals(archive)
    for message in said(3):
        house.take(message)
    async with asyncio.timeout(60):
        while len(list(archive.custody.arriving.iterdir())) < 3 or len(tried) < 3:
            await asyncio.sleep(0.02)
    assert (house.kept_total, house.lost_total) == (0, 0)
    is_away = False
    await house.close()
    assert [row.chain for row in await kept(archive)] == [0, 1, 2]
    assert (house.kept_total, house.lost_total) == (3, 0)
    assert not list(archive.custody.arriving.iterdir())


async def test_no_more_segments_wait_than_may_and_none_for_ever_when_the_worker_has_ended(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "MAX_WHOLE_BYTES", 500_000)
    monkeypatch.setattr(arriving, "CLOSE_WITHIN_S", 0.1)
    monkeypatch.setattr(arriving, "_RETRY_S", 0.05)

    async def away(*_: object, **__: object) -> None:
        raise StoreAway("could not store: the bucket cannot be reached")

    monkeypatch.setattr(archive.custody.shelf, "keep", away)
    house = arrivals(archive)
    for message in said(4):
        house.take(message)
    async with asyncio.timeout(60):
        # What is lost is counted first and removed then.
        while house.lost_total < 2 or len(list(archive.custody.arriving.iterdir())) > 2:
            await asyncio.sleep(0.02)
    assert (house.lost_total, len(list(archive.custody.arriving.iterdir()))) == (2, 2)
    await house.close()
    assert (house.kept_total, house.lost_total) == (0, 4)
    assert not list(archive.custody.arriving.iterdir())


async def test_a_folder_that_cannot_be_written_loses_the_segment_and_not_the_worker(
    archive: Archive, tmp_path: Path
) -> None:
    house = SealedArrivals(CAMERA, FIRST, archive.custody.shelf, archive.record, tmp_path / "none", SystemClock())
    for message in said():
        house.take(message)
    await house.close()
    assert (house.kept_total, house.lost_total) == (0, 1)


@pytest.mark.parametrize(
    "order",
    [
        replace(FIRST, recipients=FIRST.recipients[:2]),
        replace(FIRST, needed=1),
        replace(FIRST, policy="30d"),
        replace(FIRST, chain=1),
        replace(FIRST, previous=b"\1" * 32),
    ],
)
async def test_a_header_that_says_other_than_the_order_ends_the_worker(archive: Archive, order: SealingOrder) -> None:
    custody = archive.custody
    house = SealedArrivals(CAMERA, order, custody.shelf, archive.record, custody.arriving, SystemClock())
    with pytest.raises(PaneError):
        house.take(said()[0])
    await house.close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda h: replace(h, header=h.header + b" "),
        lambda h: replace(h, header=b"{}"),
        lambda h: replace(h, header=h.header.replace(b'"gate"', b'"door"')),
        lambda h: replace(h, header=h.header.replace(b":", b": ", 1)),
        lambda h: replace(h, header=h.header.replace(b'"start_90k":16', b'"start_90k":15')),
        lambda h: replace(h, slots=h.slots[:2]),
        lambda h: replace(h, slots=(*h.slots[:2], bytes(20_000))),
    ],
)
async def test_a_header_with_anything_of_the_workers_own_in_it_ends_the_worker(
    archive: Archive, spoil: Callable[[SealedHeader], SealedHeader]
) -> None:
    header = said()[0]
    assert isinstance(header, SealedHeader)
    house = arrivals(archive)
    with pytest.raises(PaneError):
        house.take(spoil(header))
    await house.close()


async def test_a_piece_out_of_order_or_of_another_segment_ends_the_worker(archive: Archive) -> None:
    header, first, second, *_ = said()
    assert isinstance(first, SealedChunk)
    assert isinstance(second, SealedChunk)
    for wrong in (second, replace(first, segment=bytes(16))):
        house = arrivals(archive)
        house.take(header)
        with pytest.raises(PaneError, match="not the next"):
            house.take(wrong)
        await house.close()
    with pytest.raises(PaneError, match="not the next"):
        arrivals(archive).take(first)


async def test_a_segment_larger_than_the_pane_allows_ends_the_worker(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "MAX_SEGMENT_BYTES", 100_000)
    house = arrivals(archive)
    with pytest.raises(PaneError, match="larger"):
        for message in said():
            house.take(message)
    await house.close()


def test_a_start_empties_what_was_arriving(tmp_path: Path) -> None:
    (tmp_path / "half.part").write_bytes(b"half")
    empty_arrivals(tmp_path)
    assert not list(tmp_path.iterdir())
