"""A site moves from its folder to PostgreSQL and S3 and back, whole, and is in one of the two at every moment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from groundglass.clock import SystemClock
from groundglass.errors import StoreConflict, StoreDamaged, StoreError
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store import moving_rows
from groundglass.frosted.store.backup import back_up
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.fsck import check
from groundglass.frosted.store.kept import IN_FOLDER, KeptAt
from groundglass.frosted.store.moving import Moved, move
from groundglass.frosted.store.moving_rows import tables_of
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.pictures import FrostedStill, StillPurpose
from tests.frosted.footage import START, a_run, some_samples
from tests.stands.postgres import Postgres
from tests.stands.s3 import Bucketeer

GATE = CameraId("gate")
LIMITS = StorageLimits(free_floor_bytes=1, keep_days=None)
JPEG = b"\xff\xd8 a picture \xff\xd9"


async def opened(folder: Path, kept: KeptAt = IN_FOLDER) -> Archive:
    clock = SystemClock()
    return await Archive.open(folder, states=StateBoard(clock), clock=clock, limits=LIMITS, kept=kept)


async def recorded(archive: Archive, run: int) -> None:
    recorder = archive.recorder(GATE)
    recorder.push(a_run(run))
    for sample in some_samples(60, run=run, start=START + 90_000 * 100 * run):
        recorder.push(sample)
    await recorder.close()
    archive.shelf.put_still(GATE, FrostedStill(Instant90k(START + run), StillPurpose.THUMBNAIL, 64, 48, JPEG))


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    archive = await opened(tmp_path / "data")
    await recorded(archive, 1)
    await archive.close()
    return tmp_path / "data"


@pytest.fixture
async def elsewhere(postgres: Postgres, s3: Bucketeer) -> KeptAt:
    return KeptAt(await postgres.new(), s3.new(), s3.access, "/somewhere/site.toml")


async def moved(folder: Path, old: KeptAt, new: KeptAt) -> Moved:
    return await move(folder, old, new, lambda _what, _done, _all: None)


async def contents(at: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    catalog = await Catalog.open(at)
    rows = {}
    async with catalog.reader.connect() as connection:
        for table in await tables_of(catalog):
            found = (await connection.execute(sa.select(table))).all()
            rows[table.name] = sorted((tuple(row) for row in found), key=repr)
    await catalog.close()
    return rows


async def test_a_new_site_is_kept_in_a_database_and_a_bucket(tmp_path: Path, elsewhere: KeptAt) -> None:
    archive = await opened(tmp_path / "data", elsewhere)
    await recorded(archive, 1)
    await archive.close()
    assert not (tmp_path / "data" / "groundglass.db").exists()
    assert not any((tmp_path / "data" / "blobs").iterdir())
    report = await check(tmp_path / "data", repair=False, kept=elsewhere)
    assert (report.is_clean, report.files > 0) == (True, True)
    assert "quiet" not in (tmp_path / "data" / "kept.json").read_text()


async def test_a_site_moves_there_and_back_with_all_it_has(folder: Path, elsewhere: KeptAt) -> None:
    before = await contents(folder / "groundglass.db")
    first = await moved(folder, IN_FOLDER, elsewhere)
    assert first.copied_blobs == first.blobs > 0
    assert first.copied_rows >= first.rows == sum(map(len, before.values())) > 0
    assert await contents(elsewhere.state) == before

    archive = await opened(folder, elsewhere)
    await recorded(archive, 2)
    await archive.close()
    assert (await check(folder, repair=False, kept=elsewhere)).remaining == ()
    there = await contents(elsewhere.state)
    assert len(there["file"]) > len(before["file"])

    back = await moved(folder, elsewhere, IN_FOLDER)
    assert 0 < back.copied_blobs < back.blobs
    assert await contents(folder / "groundglass.db") == there
    assert (await check(folder, repair=False)).remaining == ()
    archive = await opened(folder)
    await recorded(archive, 3)
    await archive.close()


async def test_a_site_that_moved_is_not_begun_again_where_it_was(folder: Path, elsewhere: KeptAt) -> None:
    with pytest.raises(StoreConflict, match="in its data folder"):
        await opened(folder, elsewhere)
    await moved(folder, IN_FOLDER, elsewhere)
    with pytest.raises(StoreConflict, match="the settings say otherwise"):
        await opened(folder)
    with pytest.raises(StoreError, match="kept elsewhere"):
        back_up(folder, folder.parent / "backup", SystemClock(), lambda _what, _done, _all: None)


async def test_an_interrupted_move_goes_on_and_copies_the_rest(
    folder: Path, elsewhere: KeptAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving_rows, "_AT_ONCE", 7)

    def break_off(what: str, _done: int, _all: int) -> None:
        if what == "ledger_checkpoint":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await move(folder, IN_FOLDER, elsewhere, break_off)
    archive = await opened(folder)  # the site is where it was, and goes on
    await recorded(archive, 2)
    await archive.close()
    after = await contents(folder / "groundglass.db")
    second = await moved(folder, IN_FOLDER, elsewhere)
    assert 0 < second.copied_blobs < second.blobs
    assert 0 < second.copied_rows < second.rows
    assert await contents(elsewhere.state) == after


async def test_nothing_moves_under_a_running_server(folder: Path, elsewhere: KeptAt) -> None:
    archive = await opened(folder)
    with pytest.raises(StoreConflict, match="a server runs"):
        await moved(folder, IN_FOLDER, elsewhere)
    await archive.close()


async def test_a_blob_that_reads_otherwise_than_it_was_written_stops_the_move(
    folder: Path, elsewhere: KeptAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Blobs.put

    async def put_something_else(self: Blobs, key: str, body: bytes | Path) -> None:
        await put(self, key, b"x" * len(body) if isinstance(body, bytes) else body)

    monkeypatch.setattr(Blobs, "put", put_something_else)
    with pytest.raises(StoreDamaged, match="what was written is not what is read"):
        await moved(folder, IN_FOLDER, elsewhere)
    monkeypatch.undo()
    assert (await check(folder, repair=False)).remaining == ()


async def test_a_number_that_was_given_once_is_not_given_again_after_a_move(folder: Path, elsewhere: KeptAt) -> None:
    rule = sa.table("rule", sa.column("id"))
    add = sa.text("INSERT INTO rule (body, changed_90k) VALUES ('{}', 1) RETURNING id")
    catalog = await Catalog.open(folder / "groundglass.db")
    async with catalog.engine.begin() as connection:
        given = (await connection.execute(add)).scalar_one()
        await connection.execute(sa.delete(rule))
    await catalog.close()
    for old, new in ((IN_FOLDER, elsewhere), (elsewhere, IN_FOLDER)):
        await moved(folder, old, new)
        catalog = await Catalog.open(new.state or folder / "groundglass.db")
        async with catalog.engine.begin() as connection:
            again = (await connection.execute(add)).scalar_one()
            await connection.execute(sa.delete(rule))
        await catalog.close()
        assert again == given + 1
        given = again
