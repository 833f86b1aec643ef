"""A node whose camera went to another writes nothing of it; what it had recorded before is not lost."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa

from groundglass.clock import SystemClock
from groundglass.frosted.node_archive import NodeArchive, WaitLimits
from groundglass.frosted.playback import Playback
from groundglass.frosted.recorder import Recorder
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease import Lease, Leases, NodeName
from groundglass.frosted.store.run_mint import generation_of
from groundglass.pane.ids import CameraId, Instant90k, RunId
from tests.frosted.footage import START, STEP, a_run, some_samples
from tests.stands.postgres import Postgres

GATE = CameraId("gate")
ROOT = Path(__file__).resolve().parents[3]
LIMITS = WaitLimits(spool_bytes=1 << 30, floor_bytes=2)


@pytest.fixture
async def desk(postgres: Postgres) -> AsyncIterator[tuple[str, Catalog]]:
    url = await postgres.new()
    catalog = await Catalog.open(url)
    yield url, catalog
    await catalog.close()


class Node:
    """One node with one camera, and its part in leases."""

    def __init__(self, catalog: Catalog, leases: Leases, archive: NodeArchive) -> None:
        self.catalog = catalog
        self.leases = leases
        self.archive = archive

    async def take(self) -> Lease:
        lease = await self.leases.take(GATE)
        self.archive.begin(lease)
        return lease

    def recorder(self) -> Recorder:
        recorder = self.archive.recorder(GATE)
        recorder.push(a_run(self.run))
        return recorder

    @property
    def run(self) -> RunId:
        return self.archive.runs(GATE).mint()


MakeNode = Callable[[str], Awaitable[Node]]


@pytest.fixture
async def node(desk: tuple[str, Catalog], tmp_path: Path) -> AsyncIterator[MakeNode]:
    blobs = Blobs.local(tmp_path / "bucket")
    made: list[Node] = []

    async def make(name: str) -> Node:
        catalog = await Catalog.of_node(desk[0])
        leases = await Leases.enter(catalog, NodeName(name), f"{name}:9000", ttl_s=0.3)
        clock = SystemClock()
        archive = await NodeArchive.open(
            tmp_path / name, catalog, blobs, states=StateBoard(clock), clock=clock, limits=LIMITS
        )
        made.append(Node(catalog, leases, archive))
        return made[-1]

    yield make
    for one in made:
        await one.archive.close()
        await one.catalog.close()


def record(recorder: Recorder, run: RunId, count: int, first: int = 0) -> None:
    for sample in some_samples(count, run=run, start=START + first * STEP):
        recorder.push(sample)


async def runs_of(catalog: Catalog) -> list[int]:
    f = schema.fragment.c
    query = sa.select(f.run).where(f.camera == GATE).distinct().order_by(f.run)
    async with catalog.reader.connect() as connection:
        return list((await connection.execute(query)).scalars())


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await holds():
            await asyncio.sleep(0.05)


async def test_a_node_that_lost_its_camera_writes_no_row_and_hands_in_what_it_had(
    node: MakeNode, desk: tuple[str, Catalog], tmp_path: Path
) -> None:
    first, second = await node("first"), await node("second")
    old = await first.take()
    recorder = first.archive.recorder(GATE)
    old_run = first.run
    recorder.push(a_run(old_run))
    record(recorder, old_run, 60)
    await until(lambda: has_runs(desk[1], [old_run]))
    await asyncio.sleep(0.4)  # it is not heard of for longer than its lease
    new = await second.take()
    assert await first.leases.renew([old]) == {old}

    record(recorder, old_run, 60, first=60)  # it has not been told yet, and goes on
    await until(lambda: refused(first))
    new_run = second.run
    follower = second.archive.recorder(GATE)
    follower.push(a_run(new_run))
    record(follower, new_run, 60, first=80)
    await until(lambda: has_runs(desk[1], [old_run, new_run]))
    newest = await newest_of(desk[1], old_run)
    assert newest <= START + 60 * STEP

    await recorder.close()
    first.archive.end(old)
    await until(lambda: is_handed_in(desk[1], old_run))
    await follower.close()
    spans = await Playback(desk[1], None, Blobs.local(tmp_path / "bucket")).spans(
        GATE, START, Instant90k(START + 200 * STEP)
    )
    played = [(span.run, span.start, span.end) for span in spans if not span.is_aside]
    assert played[0] == (old_run, START, Instant90k(played[0][2]))
    assert played[-1][0] == new_run
    assert all(before[2] <= after[1] for before, after in pairwise(played))
    assert generation_of(new_run) == new.generation > generation_of(old_run)


async def has_runs(catalog: Catalog, runs: list[RunId]) -> bool:
    return await runs_of(catalog) == runs


async def refused(node: Node) -> bool:
    return (await node.archive.figures()).refused_rows > 0


async def newest_of(catalog: Catalog, run: RunId) -> int:
    f = schema.fragment.c
    async with catalog.reader.connect() as connection:
        found = await connection.execute(sa.select(sa.func.max(f.end_90k)).where(f.run == run))
        return int(found.scalar_one())


async def is_handed_in(catalog: Catalog, run: RunId) -> bool:
    f = schema.file.c
    async with catalog.reader.connect() as connection:
        states = (await connection.execute(sa.select(f.state).where(f.run == run))).scalars().all()
    return list(states) == ["closed"]


async def test_a_writer_that_was_paused_past_its_lease_writes_nothing_when_it_wakes(
    node: MakeNode, desk: tuple[str, Catalog], tmp_path: Path
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.frosted.store.leased_process", desk[0], str(tmp_path / "paused"),
        str(tmp_path / "bucket"), cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        old_run = RunId(int(await process.stdout.readline()))
        await until(lambda: has_runs(desk[1], [old_run]))
        process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(1.0)
        second = await node("second")
        await second.take()  # its transaction waits for none of the paused one's
        before = await newest_of(desk[1], old_run)
        process.send_signal(signal.SIGCONT)
        said = await process.stdout.readline()
        while not said.startswith(b"refused"):
            assert said, "it ended without having tried"
            said = await process.stdout.readline()
        assert await newest_of(desk[1], old_run) == before
        assert await runs_of(desk[1]) == [old_run]
    finally:
        process.kill()
        await process.wait()


async def test_a_minute_of_a_lease_nobody_ever_gave_is_refused_and_stays(node: MakeNode) -> None:
    first = await node("first")
    await first.take()
    recorder = first.recorder()
    forged = RunId((1 << 40) + 7)
    recorder.push(a_run(forged))
    record(recorder, forged, 30)
    await recorder.close()
    await until(lambda: refused(first))
    assert await runs_of(first.catalog) == []
    assert [name.run for name in first.archive.spool.minutes()] == [forged]
