"""What a desk tells an outpost, over a real line: one wish where one is enough."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from groundglass.clock import SystemClock
from groundglass.engine.needs import need_of
from groundglass.engine.outpost.desk import DeskParts, OutpostControl
from groundglass.engine.outpost.drained import DrainedNodes
from groundglass.engine.outpost.hearing import Hearing, Keeping
from groundglass.engine.outpost.least_loaded import Candidate, LeastLoaded
from groundglass.engine.placement import Grade, Need, Placement
from groundglass.errors import NotFound
from groundglass.frosted.cameras import CameraRecord, CameraSettings
from groundglass.frosted.intake import ignore_observation
from groundglass.frosted.live import LiveHub
from groundglass.frosted.record.kinds import Field
from groundglass.frosted.relay.heard import HeardMarks
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.relay.server import RelayServer
from groundglass.frosted.relay.waiting import Waiting
from groundglass.frosted.states import CameraReport, StateBoard
from groundglass.frosted.store.camera_table import CameraTable
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease import NodeName
from groundglass.frosted.store.lease_book import Holder, LeaseBook, NodeSeen
from groundglass.frosted.store.sitekey import SiteKey
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.pictures import FrostedStill, PlaceArtefact
from groundglass.pane.settings import SecretAddress, WorkerSettings
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts

GATE, NORTH = CameraId("gate"), NodeName("north")
SECRET = ClusterSecret(b"d" * 32)
FACTS = {
    "version": "1", "cores": 64, "memory_bytes": 1 << 40, "free_bytes": 1, "load": 0.0, "reaches": [], "places": [],
    "waiting": 0, "dropped": 0, "streams": 0, "cameras": [],
}  # fmt: skip


class Machine:
    """A machine that does what it is told by remembering it."""

    def __init__(self, facts: dict[str, Any] = FACTS) -> None:
        self.told: list[str] = []
        self.tag = ""
        self._facts = facts

    def is_kept(self, camera: CameraId) -> bool:
        return False

    async def ask(self, do: str, arguments: Mapping[str, Any], untrusted_order: bytes) -> Any:
        if do == "facts":
            return self._facts
        self.told.append(do)
        self.tag = arguments.get("tag", "")
        return None

    async def piece(self, camera: CameraId, file: str, offset: int, length: int) -> bytes:
        raise NotFound("nothing is here")

    async def until(self, *told: str) -> None:
        async with asyncio.timeout(60):
            while tuple(self.told) != told:
                await asyncio.sleep(0.01)


class OneNode(LeaseBook):
    """A database in which one machine is alive, and keeps what it is said to."""

    def __init__(self, catalog: Catalog, relay: str, kept: tuple[Holder, ...]) -> None:
        super().__init__(catalog)
        self._relay = relay
        self._kept = kept

    async def holders(self, camera: CameraId | None = None) -> tuple[Holder, ...]:
        return self._kept

    async def nodes(self) -> tuple[NodeSeen, ...]:
        return (NodeSeen(NORTH, 1, self._relay, Instant90k(1 << 60), is_alive=True),)


class Forgets:
    """A shelf and a ledger of which nothing is asked here."""

    def put_still(self, camera: CameraId, still: FrostedStill) -> None: ...

    def put_place(self, camera: CameraId, place: PlaceArtefact) -> None: ...

    def forget_proposal(self, camera: CameraId) -> None: ...

    def note(self, kind: str, **fields: Field) -> None: ...


class Stand:
    """A desk with one machine."""

    def __init__(
        self, machine: Machine, cameras: CameraTable, board: StateBoard, control: OutpostControl, waiting: Waiting
    ) -> None:
        self.machine = machine
        self.cameras = cameras
        self.board = board
        self.control = control
        self.waiting = waiting

    @property
    def state(self) -> CameraState | None:
        return self.board.report(GATE).state

    async def show_live(self) -> None:
        """The machine says that its worker is live, and the desk has heard it."""
        self.waiting.tell_state(CameraReport(GATE, CameraState.LIVE, Cause.NONE, Instant90k(1)))
        async with asyncio.timeout(60):
            while self.state is not CameraState.LIVE:
                await asyncio.sleep(0.01)


@asynccontextmanager
async def a_desk(folder: Path, machine: Machine | None = None, *kept: Holder) -> AsyncIterator[Stand]:
    folder.mkdir(exist_ok=True)
    clock, waiting, machine = SystemClock(), Waiting(), machine or Machine()
    server = RelayServer(NORTH, "first", SECRET, LiveHub(), waiting, machine)
    await server.open("127.0.0.1", 0)
    catalog, board = await Catalog.open(folder / "db"), StateBoard(clock)
    cameras, forgets = CameraTable(catalog, SiteKey.open(folder / "site.key"), clock), Forgets()
    await cameras.add("Gate", CameraSettings(SecretAddress("demo:plaza")), id=GATE)

    async def settings(camera: CameraId) -> WorkerSettings:
        return (await cameras.get(camera)).settings.for_worker(camera, None)

    def need(record: CameraRecord) -> Need:
        return need_of(record.id, record.settings, board.report(record.id).facts, ())

    def hearing(keeping: Callable[[CameraId], Keeping | None]) -> Hearing:
        return Hearing(keeping, board, forgets, ignore_observation, forgets, clock)

    async def settle() -> bool:
        return True

    async def placement(candidates: Callable[[], tuple[Candidate, ...]]) -> Placement:
        return LeastLoaded(candidates, clock, {})

    parts = DeskParts(
        book=cameras, board=board, leases=OneNode(catalog, f"127.0.0.1:{server.port}", kept), marks=HeardMarks(catalog),
        drained=DrainedNodes(folder), secret=SECRET, clock=clock, settings=settings, need=need, hearing=hearing,
        settle=settle,
    )  # fmt: skip
    stand = Stand(machine, cameras, board, OutpostControl(parts, placement), waiting)
    try:
        await stand.control.start_all()
        await machine.until(*(() if kept else ("keep",)))
        yield stand
    finally:
        await stand.control.close()
        await server.close()
        await catalog.close()


async def test_a_change_is_one_wish_so_that_the_camera_is_kept_whenever_the_desk_is_killed(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as stand:
        await stand.show_live()
        changed = replace((await stand.cameras.get(GATE)).settings, crf=30)
        await stand.cameras.change(GATE, settings=changed)
        await stand.control.restart(GATE)
        assert stand.machine.told == ["keep", "keep"], "told before the answer, and never to leave it"
        assert stand.state is CameraState.CONNECTING, "what was live is gone"


async def test_a_camera_that_is_restarted_as_it_was_is_left_first(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as stand:
        await stand.control.restart(GATE)
        assert stand.machine.told == ["keep", "leave", "keep"]


async def test_a_camera_that_is_switched_off_is_left_and_not_started_by_a_restart(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as stand:
        await stand.show_live()
        await stand.cameras.change(GATE, enabled=False)
        await stand.control.restart(GATE)
        assert stand.machine.told == ["keep", "leave"]
        assert stand.state is None


async def test_a_desk_that_is_started_again_leaves_a_well_filled_machine_as_it_is(tmp_path: Path) -> None:
    """Its one camera sends small pictures and fits; an ordinary one, for which it is taken at first, would not."""
    async with a_desk(tmp_path / "first") as stand:
        tag = stand.machine.tag
    kept = {"id": GATE, "tag": tag, "generation": 1, "leases": 1, "restarts": 0, "pid": 7}
    machine = Machine({**FACTS, "memory_bytes": 128 * 1024 * 1024, "cameras": [kept]})
    small = SourceFacts(Instant90k(1), Codec.H264, 640, 360, 5_000, has_audio=False)
    async with a_desk(tmp_path / "second", machine, Holder(GATE, NORTH, 1, "", is_alive=True)) as stand:
        live = CameraReport(GATE, CameraState.LIVE, Cause.NONE, Instant90k(1), facts=small)
        stand.waiting.tell_state(live)
        async with asyncio.timeout(60):
            while (placed := stand.control.placed(GATE)) is None:
                await asyncio.sleep(0.01)
        assert (placed.node, placed.step.grade) == (NORTH, Grade.FULL)
        assert machine.told == [] and stand.state is CameraState.LIVE


async def test_a_camera_that_shows_nothing_holds_up_no_placing(tmp_path: Path) -> None:
    async with a_desk(tmp_path, Machine(), Holder(GATE, NORTH, 1, "", is_alive=True)) as stand:
        await stand.machine.until("keep")


async def test_what_no_machine_has_room_for_goes_on_where_it_is(tmp_path: Path) -> None:
    async with a_desk(tmp_path / "first") as stand:
        tag = stand.machine.tag
    kept = {"id": GATE, "tag": tag, "generation": 1, "leases": 1, "restarts": 0, "pid": 7}
    machine = Machine({**FACTS, "memory_bytes": 1024, "cameras": [kept]})
    async with a_desk(tmp_path / "second", machine, Holder(GATE, NORTH, 1, "", is_alive=True)) as stand:
        async with asyncio.timeout(60):
            while (placed := stand.control.placed(GATE)) is None:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)  # time to be told wrongly
        assert placed.node is None and machine.told == []
        await stand.control.drain(NORTH, on=True)
        await machine.until("leave")
