"""Claims about the one writer: what is entered is durable, what cannot be entered is refused, nothing is lost twice."""

from __future__ import annotations

import asyncio

import pytest

from groundglass.clock import SimulatedClock
from groundglass.errors import LedgerError, LedgerUnavailable
from groundglass.frosted.record import recordkeeper
from groundglass.frosted.record.kinds import KINDS, Audience, audience_of, entry_bytes
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.ledger.checkpoint import open_checkpoint
from groundglass.ledger.log import Log
from groundglass.ledger.merkle import leaf_hash, verify_consistency, verify_inclusion
from tests.frosted.record.desk import BreakableTiles, open_desk
from tests.ledger.memory_tiles import SIGNER


async def test_entering_returns_the_index_once_the_entry_is_durable() -> None:
    async with open_desk() as desk:
        assert await desk.keeper.enter("server.started", version="1") == 0
        assert await desk.keeper.enter("camera.removed", camera="gate", by="0" * 16) == 1
        first, second = desk.written()
        assert first == {"kind": "server.started", "version": "1", "v": 1, "at_90k": desk.clock.now_90k()}
        assert second["camera"] == "gate"
        assert len(str(second["salt"])) == 32


async def test_many_who_enter_at_once_share_batches_and_each_gets_their_own_index() -> None:
    async with open_desk() as desk:
        indexes = await asyncio.gather(*(desk.keeper.enter("act.failed", of=n) for n in range(700)))
        assert indexes == list(range(700))
        assert [entry["of"] for entry in desk.written()] == indexes


async def test_an_entry_is_proven_in_the_newest_and_in_older_trees() -> None:
    async with open_desk() as desk:
        await asyncio.gather(*(desk.keeper.enter("act.failed", of=n) for n in range(300)))
        proven = await desk.keeper.prove(7)
        checkpoint = open_checkpoint(proven.checkpoint, SIGNER.key)
        verify_inclusion(leaf_hash(proven.entry), 7, proven.size, proven.hashes, checkpoint.root)
        older = await desk.keeper.prove(7, 100)
        verify_inclusion(leaf_hash(older.entry), 7, 100, older.hashes, await desk.keeper.root(100))
        proof = await desk.keeper.consistency(100, 300)
        verify_consistency(100, 300, proof, await desk.keeper.root(100), await desk.keeper.root(300))
        for wrong in ((300, None), (-1, None), (7, 301), (7, 7)):
            with pytest.raises(LedgerError, match="no entry"):
                await desk.keeper.prove(*wrong)
        for old, new in ((2, 1), (1, 301)):
            with pytest.raises(LedgerError):
                await desk.keeper.consistency(old, new)
        with pytest.raises(LedgerError):
            await desk.keeper.root(301)


async def test_nothing_may_be_entered_that_is_not_described() -> None:
    async with open_desk() as desk:
        with pytest.raises(LedgerError, match="no kind of entry"):
            await desk.keeper.enter("somebody.did-something")
        with pytest.raises(LedgerError, match="set by the record"):
            desk.keeper.note("server.started", salt="mine")
        with pytest.raises(LedgerError, match="at most 65535 bytes"):
            await desk.keeper.enter("server.started", version="x" * 65_535)
        assert desk.written() == []


@pytest.mark.parametrize("persists", [False, True], ids=["failed", "failed_but_persisted"])
@pytest.mark.parametrize("broken", ["tile/entries", "tile/0"])
async def test_an_act_that_cannot_be_entered_is_refused_and_goes_on_when_it_can(broken: str, persists: bool) -> None:
    async with open_desk() as desk:
        desk.tiles.broken, desk.tiles.persists = broken, persists
        with pytest.raises(LedgerUnavailable, match="so it is not done: no space is left"):
            await desk.keeper.enter("server.started")
        assert desk.is_troubled()
        desk.tiles.broken = None
        assert await desk.keeper.enter("server.stopped") == 0
        assert not desk.is_troubled()
        assert desk.kinds() == ["server.stopped"]


async def test_a_checkpoint_that_failed_but_persisted_counts_and_is_not_entered_twice() -> None:
    async with open_desk() as desk:
        desk.tiles.broken, desk.tiles.persists = "checkpoint", True
        assert await desk.keeper.enter("server.started") == 0
        desk.tiles.broken = None
        assert await desk.keeper.enter("server.stopped") == 1
        assert desk.kinds() == ["server.started", "server.stopped"]


async def test_a_checkpoint_that_failed_is_refused_and_the_ledger_goes_on() -> None:
    async with open_desk() as desk:
        desk.tiles.broken = "checkpoint"
        with pytest.raises(LedgerUnavailable):
            await desk.keeper.enter("server.started")
        desk.tiles.broken = None
        assert await desk.keeper.enter("server.stopped") == 0


async def test_a_ledger_in_doubt_is_not_read_until_the_disk_says_what_is_there() -> None:
    async with open_desk() as desk:
        await desk.keeper.enter("server.started")
        desk.tiles.broken, desk.tiles.persists, desk.tiles.blinds = "checkpoint", True, True
        desk.keeper.note("place.forgotten", camera="gate")
        with pytest.raises(LedgerUnavailable):
            await desk.keeper.enter("server.stopped")
        with pytest.raises(LedgerUnavailable):
            await desk.keeper.prove(0)
        desk.tiles.broken, desk.tiles.cannot_read = None, False
        # Both had landed: the refused act stands in the ledger, which is embarrassing and safe. Nothing is there twice.
        await desk.keeper.enter("record.lost", count=1)
        assert sorted(map(str, desk.kinds())) == ["place.forgotten", "record.lost", "server.started", "server.stopped"]


async def test_what_happens_anyway_is_entered_when_the_ledger_can_be_written_again() -> None:
    async with open_desk() as desk:
        desk.tiles.broken = "tile"
        for number in range(5):
            desk.keeper.note("act.failed", of=number)
        with pytest.raises(LedgerUnavailable):
            await desk.keeper.enter("server.started")
        desk.tiles.broken = None
        await desk.until(["act.failed"] * 5)
        assert [entry["of"] for entry in desk.written()] == list(range(5))


async def test_an_act_that_must_not_be_refused_is_entered_later() -> None:
    async with open_desk() as desk:
        await desk.keeper.enter_sometime("camera.removed", camera="a", by="x")
        assert desk.kinds() == ["camera.removed"]
        desk.tiles.broken = "tile"
        await desk.keeper.enter_sometime("camera.removed", camera="b", by="x")
        await desk.keeper.enter_sometime("camera.removed", camera="c", by="x")  # known to be broken: does not wait
        desk.tiles.broken = None
        await desk.until(["camera.removed"] * 3)


async def test_beyond_the_bound_notes_are_dropped_and_that_is_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordkeeper, "MAX_QUEUED", 3)
    async with open_desk() as desk:
        for number in range(5):
            desk.keeper.note("act.failed", of=number)
        with pytest.raises(LedgerUnavailable, match="overwhelmed"):
            await desk.keeper.enter("server.started")
        assert desk.keeper.dropped_total == 2
        await desk.until(["act.failed"] * 3 + ["record.lost"])
        assert desk.written()[3]["count"] == 2


async def test_stopping_writes_what_is_queued_and_refuses_the_rest() -> None:
    async with open_desk() as desk:
        desk.keeper.note("server.stopped")
        desk.keeper.stop()
        await desk.until(["server.stopped"])
        with pytest.raises(LedgerUnavailable, match="closing"):
            await desk.keeper.enter("server.started")


async def test_stopping_with_a_broken_disk_leaves_nobody_waiting() -> None:
    tiles = BreakableTiles()
    keeper = Recordkeeper(Log.create(tiles, SIGNER), lambda: Log.open(tiles, SIGNER), SimulatedClock())
    tiles.broken = "tile"
    keeper.note("server.started")
    waiting = asyncio.create_task(keeper.enter("server.stopped"))
    await asyncio.sleep(0)
    keeper.stop()
    await keeper.run()
    with pytest.raises(LedgerUnavailable):
        await waiting
    assert keeper.dropped_total == 1


async def test_a_recordkeeper_that_dies_leaves_nobody_waiting() -> None:
    class Unexpected(BreakableTiles):
        def write(self, path: str, body: bytes) -> None:
            raise ZeroDivisionError

    made, tiles = BreakableTiles(), Unexpected()
    log = Log.create(made, SIGNER)
    tiles.bodies = made.bodies
    keeper = Recordkeeper(Log.open(tiles, SIGNER), lambda: log, SimulatedClock())
    keeper.note("server.started")
    running = asyncio.create_task(keeper.run())
    with pytest.raises(ZeroDivisionError):
        await running
    with pytest.raises(LedgerUnavailable):
        await keeper.enter("server.stopped")


async def test_whoever_left_before_the_entry_was_durable_disturbs_nobody() -> None:
    async with open_desk() as desk:
        impatient = asyncio.create_task(desk.keeper.enter("server.started"))
        await asyncio.sleep(0)
        impatient.cancel()
        assert await desk.keeper.enter("server.stopped") == 1
        assert desk.kinds() == ["server.started", "server.stopped"]


def test_only_open_entries_go_without_salt() -> None:
    for kind, audience in KINDS.items():
        made = entry_bytes(kind, 1, {}, lambda count: b"\x07" * count)
        assert (b'"salt":"0707' in made) is (audience is not Audience.OPEN)
    assert audience_of("from.tomorrow") is audience_of(None) is Audience.CLOSED
