"""Claims about opening a site's ledger: it is made once, and a site does not go on with one that was rolled back."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from groundglass.clock import SystemClock
from groundglass.engine.rollback import accept, public_key
from groundglass.errors import LedgerError
from groundglass.frosted.archive import Archive
from groundglass.frosted.record.witness import WitnessSettings
from groundglass.frosted.states import StateBoard
from groundglass.ledger.canonical import parse_canonical
from tests.frosted.conftest import LIMITS


async def opened(folder: Path, witness_file: Path | None = None) -> Archive:
    clock = SystemClock()
    witnesses = WitnessSettings(file=witness_file)
    return await Archive.open(folder, states=StateBoard(clock), clock=clock, limits=LIMITS, witnesses=witnesses)


async def entered(folder: Path, count: int, witness_file: Path | None = None) -> int:
    """Open, enter some, close; the ledger's size."""
    archive = await opened(folder, witness_file)
    for number in range(count):
        await archive.record.enter("act.failed", of=number)
    size = archive.record.checkpoint.size
    await archive.close()
    return size


async def refused(folder: Path, witness_file: Path | None = None) -> LedgerError:
    with pytest.raises(LedgerError) as caught:
        await opened(folder, witness_file)
    return caught.value


async def test_a_site_makes_its_ledger_once_and_goes_on_with_it(tmp_path: Path) -> None:
    assert await entered(tmp_path, 3) == 3
    assert (tmp_path / "ledger.key").stat().st_mode & 0o777 == 0o600
    assert await entered(tmp_path, 2) == 5
    name = public_key(tmp_path).name
    assert name.startswith("groundglass/")
    assert len(name) == len("groundglass/") + 16


async def test_an_older_copy_of_the_ledger_is_refused_until_a_person_accepts_it_on_record(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await entered(folder, 3)
    shutil.copytree(folder / "ledger", tmp_path / "older")
    await entered(folder, 2)
    shutil.rmtree(folder / "ledger")
    shutil.copytree(tmp_path / "older", folder / "ledger")
    error = await refused(folder)
    assert error.message == "the ledger has 3 entries, and 5 were shown before: it was rolled back or forked"
    assert "groundglass ledger accept-rollback" in error.hints[1]
    index = await _accept(folder, "the disk died")
    assert index == 3
    archive = await opened(folder)
    entry = parse_canonical((await archive.record.entries(3, 4))[0])
    await archive.close()
    assert (entry["kind"], entry["reason"]) == ("ledger.rollback-accepted", "the disk died")
    assert (entry["had_size"], entry["published_size"]) == (3, 5)


async def test_a_ledger_that_was_rewritten_is_refused(tmp_path: Path) -> None:
    folder, other = tmp_path / "data", tmp_path / "other"
    await entered(folder, 3)
    other.mkdir()
    shutil.copy(folder / "ledger.key", other / "ledger.key")
    other_archive_size = await _with_key(other, 4)
    assert other_archive_size == 4
    shutil.rmtree(folder / "ledger")
    shutil.copytree(other / "ledger", folder / "ledger")
    assert "the first 3 entries of the ledger are not those that were shown" in (await refused(folder)).message


async def test_a_ledger_that_is_gone_is_refused_and_may_be_begun_anew_on_record(tmp_path: Path) -> None:
    await entered(tmp_path, 3)
    shutil.rmtree(tmp_path / "ledger")
    assert "the ledger is gone" in (await refused(tmp_path)).message
    assert await _accept(tmp_path, "lost") == 0
    assert await entered(tmp_path, 1) == 2


async def test_a_site_restored_whole_from_an_older_copy_is_caught_by_its_witness_on_another_disk(
    tmp_path: Path,
) -> None:
    folder, witness = tmp_path / "data", tmp_path / "elsewhere.txt"
    await entered(folder, 3, witness)
    shutil.copytree(folder, tmp_path / "backup")
    await entered(folder, 2, witness)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "backup", folder)
    assert "3 entries, and 5 were shown" in (await refused(folder, witness)).message
    await (await opened(folder)).close()


async def test_a_key_that_is_gone_or_no_key_is_refused(tmp_path: Path) -> None:
    await entered(tmp_path, 1)
    key = (tmp_path / "ledger.key").read_bytes()
    (tmp_path / "ledger.key").unlink()
    assert "ledger.key is gone" in (await refused(tmp_path)).message
    (tmp_path / "ledger.key").write_bytes(key[:31])
    assert "not a ledger's key" in (await refused(tmp_path)).message
    (tmp_path / "ledger.key").write_bytes(bytes(32))
    assert "not signed by" in (await refused(tmp_path)).message


async def test_a_damaged_tile_at_the_edge_is_refused(tmp_path: Path) -> None:
    await entered(tmp_path, 3)
    tile = tmp_path / "ledger" / "tile" / "0" / "000.p" / "3"
    tile.write_bytes(bytes(96))
    assert "do not add up to its checkpoint" in (await refused(tmp_path)).message


async def test_there_is_nothing_to_accept_where_nothing_was_rolled_back(tmp_path: Path) -> None:
    await entered(tmp_path, 1)
    with pytest.raises(LedgerError, match="nothing to accept"):
        await _accept(tmp_path, "why not")
    with pytest.raises(LedgerError, match="a reason has"):
        await _accept(tmp_path, " ")
    with sqlite3.connect(tmp_path / "groundglass.db") as connection:
        connection.execute("DELETE FROM ledger_checkpoint")
    connection.close()
    with pytest.raises(LedgerError, match="shown no ledger yet"):
        await _accept(tmp_path, "why not")


async def test_a_folder_refused_for_its_ledger_is_not_left_locked(tmp_path: Path) -> None:
    await entered(tmp_path, 1)
    (tmp_path / "ledger.key").rename(tmp_path / "away")
    await refused(tmp_path)
    (tmp_path / "away").rename(tmp_path / "ledger.key")
    assert await entered(tmp_path, 1) == 2


async def test_a_witness_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "witness").mkdir()
    assert "cannot be read" in (await refused(tmp_path / "data", tmp_path / "witness")).message


async def _accept(folder: Path, reason: str) -> int:
    import asyncio

    return await asyncio.to_thread(accept, folder, reason)


async def _with_key(folder: Path, count: int) -> int:
    """A ledger made with a key that is there already, as a forger who has it would."""
    from groundglass.frosted.record.opening import LedgerPlace, read_signer
    from groundglass.ledger.files import FolderTiles
    from groundglass.ledger.log import Log

    log = Log.create(FolderTiles(folder / "ledger"), read_signer(LedgerPlace(folder), make=False))
    log.append([b'{"forged":%d}' % number for number in range(count)])
    return log.checkpoint.size
