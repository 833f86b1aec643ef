"""The newest of everything is at hand at once, and still there after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundglass.clock import SimulatedClock, SystemClock
from groundglass.errors import StoreAway
from groundglass.frosted.archive import Archive
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store import keepsakes
from groundglass.frosted.store.fsck import check
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.pictures import FrostedStill, PlaceArtefact, StillPurpose
from groundglass.pane.settings import SecretAddress
from tests.frosted.conftest import LIMITS
from tests.frosted.footage import START

GATE = CameraId("gate")


def jpeg(text: str) -> bytes:
    return b"\xff\xd8" + text.encode() + b"\xff\xd9"


def still(second: float, purpose: StillPurpose = StillPurpose.THUMBNAIL) -> FrostedStill:
    return FrostedStill(Instant90k(START + round(second * TICKS_PER_S)), purpose, 64, 48, jpeg(f"{second} {purpose}"))


async def opened(folder: Path) -> Archive:
    clock = SystemClock()
    return await Archive.open(folder, states=StateBoard(clock), clock=clock, limits=LIMITS)


async def test_a_place_survives_a_restart_and_the_newest_counts(tmp_path: Path) -> None:
    archive = await opened(tmp_path)
    newest = PlaceArtefact(Instant90k(START + 5), 900_000, b"newest")
    for artefact in (PlaceArtefact(START, 10, b"first"), newest):
        archive.shelf.put_place(GATE, artefact)
        await archive._parts.keepsakes.flush()
    archive.shelf.put_still(GATE, still(1, StillPurpose.PLACE))
    archive.shelf.put_still(GATE, still(2, StillPurpose.PROPOSAL))
    assert await archive.shelf.place(GATE) == newest
    await archive.close()
    archive = await opened(tmp_path)
    assert await archive.shelf.place(GATE) == newest
    assert await archive.shelf.still(GATE, StillPurpose.PLACE) == still(1, StillPurpose.PLACE)
    assert await archive.shelf.still(GATE, StillPurpose.PROPOSAL) == still(2, StillPurpose.PROPOSAL)
    assert await archive.shelf.place(CameraId("other")) is None
    assert len(list((tmp_path / "blobs" / "places").rglob("artefact*"))) == 1
    await archive.close()
    assert (await check(tmp_path, repair=False)).is_clean


async def test_stills_and_places_wait_while_the_bucket_is_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keepsakes, "_RETRY_S", 0.05)
    archive = await opened(tmp_path)
    kept = archive._parts.keepsakes
    with monkeypatch.context() as away:

        async def fails(*_: object) -> None:
            raise StoreAway("could not store: the bucket cannot be reached")

        away.setattr(archive._parts.blobs, "put", fails)
        archive.shelf.put_place(GATE, PlaceArtefact(START, 10, b"older"))
        archive.shelf.put_still(GATE, still(1))
        archive.shelf.put_still(GATE, still(20))
        await kept.flush()
        assert kept.trouble is not None
        archive.shelf.put_place(GATE, PlaceArtefact(Instant90k(START + 5), 20, b"newer"))
        await kept.flush()
    await archive.close()
    assert kept.dropped_total == 0
    archive = await opened(tmp_path)
    assert await archive.shelf.place(GATE) == PlaceArtefact(Instant90k(START + 5), 20, b"newer")
    assert len(await kept_times(archive)) == 2
    await archive.close()
    assert (await check(tmp_path, repair=False)).is_clean


async def kept_times(archive: Archive) -> tuple[Instant90k, ...]:
    return await archive.shelf.thumbnail_times(GATE, START, Instant90k(START + 60 * TICKS_PER_S))


async def test_a_forgotten_place_stays_forgotten(tmp_path: Path) -> None:
    archive = await opened(tmp_path)
    archive.shelf.put_place(GATE, PlaceArtefact(START, 10, b"place"))
    archive.shelf.put_still(GATE, still(1, StillPurpose.PLACE))
    await archive._parts.keepsakes.flush()
    archive.shelf.forget_place(GATE)
    assert await archive.shelf.place(GATE) is None
    await archive.close()
    archive = await opened(tmp_path)
    assert await archive.shelf.place(GATE) is None
    assert await archive.shelf.still(GATE, StillPurpose.PLACE) is None
    await archive.close()


async def test_a_camera_by_the_name_of_one_that_is_gone_is_given_none_of_its_place(tmp_path: Path) -> None:
    clock = SimulatedClock(START)
    archive = await Archive.open(tmp_path, states=StateBoard(clock), clock=clock, limits=LIMITS)
    address = CameraSettings(SecretAddress("demo:plaza"))
    await archive.cameras.add("Gate", address, id=GATE)
    archive.shelf.put_place(GATE, PlaceArtefact(START, 10, b"the place of another"))
    for purpose in StillPurpose:
        archive.shelf.put_still(GATE, still(1, purpose))
    await archive.cameras.remove(GATE)
    clock.advance(601)
    await archive.retention.run_once()
    await archive.cameras.add("Gate", address, id=GATE)
    assert await archive.shelf.place(GATE) is None
    await archive._parts.keepsakes.flush()
    assert await archive.shelf.still(GATE, StillPurpose.PLACE) is None
    assert await archive.shelf.still(GATE, StillPurpose.PROPOSAL) is None
    await archive.close()


async def test_one_thumbnail_in_ten_seconds_is_kept_and_found_by_its_time(archive: Archive) -> None:
    for second in range(0, 41, 2):
        archive.shelf.put_still(GATE, still(second))
    await archive._parts.keepsakes.flush()
    assert (archive._parts.keepsakes.dropped_total, archive._parts.keepsakes.trouble) == (0, None)
    shelf = archive.shelf
    times = await shelf.thumbnail_times(GATE, START, Instant90k(START + 100 * TICKS_PER_S))
    assert [(at - START) // TICKS_PER_S for at in times] == [0, 10, 20, 30, 40]
    for moment, found in ((0.0, 0), (9.9, 0), (25.0, 20), (99.0, 40)):
        assert await shelf.thumbnail(GATE, Instant90k(START + round(moment * TICKS_PER_S))) == still(found)
    assert await shelf.thumbnail(GATE, Instant90k(START - 1)) is None
    assert await shelf.thumbnail(GATE, Instant90k(START + 101 * TICKS_PER_S)) is None
    assert await shelf.still(GATE, StillPurpose.THUMBNAIL) == still(40)


async def test_more_stills_than_can_be_written_are_dropped_and_counted(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keepsakes, "MAX_QUEUED", 20)  # 512 of them, each made durable, take a slow disk minutes
    for number in range(23):
        archive._parts.keepsakes.keep_still(GATE, still(number * 10))
    assert archive._parts.keepsakes.dropped_total == 3
    await archive._parts.keepsakes.flush()
    assert (archive._parts.keepsakes.dropped_total, archive._parts.keepsakes.trouble) == (3, None)
    day = Instant90k(START + 86_400 * TICKS_PER_S)
    assert len(await archive.shelf.thumbnail_times(GATE, START, day)) == 20


def test_what_can_wait_to_be_written_can_be_listed() -> None:
    assert keepsakes.MAX_QUEUED <= keepsakes.MAX_TIMES
