"""The parts of an outpost and of its desk, one by one: what is remembered, what is believed, what is passed on."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.clock import SimulatedClock, SystemClock
from groundglass.engine.outpost.desk_asks import parse_probe, probe_json
from groundglass.engine.outpost.drained import DrainedNodes
from groundglass.engine.outpost.hearing import Hearing, Keeping
from groundglass.engine.outpost.node_facts import parse_facts
from groundglass.engine.outpost.passing_on import KeepsWaiting
from groundglass.engine.outpost.wishes_kept import KeepWish, WishesKept, parse_settings
from groundglass.errors import PaneError, StoreError
from groundglass.frosted.cameras import Probe
from groundglass.frosted.record.kinds import Field
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.relay.waiting import Waiting
from groundglass.frosted.relay.waiting_files import WaitingFiles
from groundglass.frosted.relay.wire import Lost, Numbered, Said, State
from groundglass.frosted.states import CameraReport, StateBoard
from groundglass.frosted.store.lease import NodeName
from groundglass.pane.control import Forget, encode_order
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.observations import Observation, Occupancy
from groundglass.pane.pictures import FrostedStill, PlaceArtefact, StillPurpose
from groundglass.pane.settings import SecretAddress, WorkerSettings
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts

GATE, NORTH, SOUTH = CameraId("gate"), NodeName("north"), NodeName("south")
SECRET = ClusterSecret(b"p" * 32)
SETTINGS = WorkerSettings(GATE, SecretAddress("rtsp://u:hush@10.0.0.2/1"), place=b"a place")


def test_what_is_to_be_kept_is_remembered_and_cannot_be_read_by_others(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    WishesKept(folder, SECRET).keep(KeepWish("tag", SETTINGS))
    [found] = WishesKept(folder, SECRET).all()
    assert found == KeepWish("tag", SETTINGS)
    assert all(b"hush" not in path.read_bytes() for path in folder.iterdir())
    assert list(WishesKept(folder, ClusterSecret(b"q" * 32)).all()) == []
    (folder / "gate.wish").rename(folder / "yard.wish")
    assert list(WishesKept(folder, SECRET).all()) == [], "a file says which camera it is about"
    (folder / "yard.wish").write_bytes(b"torn")
    assert list(WishesKept(folder, SECRET).all()) == []
    WishesKept(folder, SECRET).forget(CameraId("yard"))
    assert not list(folder.iterdir())


def test_only_whole_settings_are_settings() -> None:
    assert parse_settings(encode_order(SETTINGS)) == SETTINGS
    for wrong in (encode_order(Forget()), encode_order(SETTINGS)[:-1], encode_order(SETTINGS) + b" ", b""):
        with pytest.raises(PaneError):
            parse_settings(wrong)


def test_drained_machines_stay_drained_after_a_restart(tmp_path: Path) -> None:
    DrainedNodes(tmp_path).drain(NORTH, True)
    again = DrainedNodes(tmp_path)
    assert again.now == {NORTH}
    again.drain(NORTH, False)
    assert DrainedNodes(tmp_path).now == frozenset()
    (tmp_path / "drained.json").write_text("{")
    with pytest.raises(StoreError, match="cannot be read"):
        DrainedNodes(tmp_path)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["version", "cores", "cameras", "id", "tag", "state", "cause", "facts"]),
                inner,
                max_size=8,
            )
        ),
        max_leaves=12,
    )
)
@settings(max_examples=300, deadline=None)
def test_whatever_an_outpost_tells_is_facts_or_refused(untrusted: Any) -> None:
    for parse in (parse_facts, parse_probe):
        with pytest.raises(PaneError):
            parse(untrusted)


def test_what_a_probe_showed_crosses_whole() -> None:
    facts = SourceFacts(Instant90k(1), Codec.H264, 640, 480, 25_000, True)
    for probe in (Probe(CameraState.LIVE, Cause.NONE, facts), Probe(CameraState.REFUSED, Cause.WRONG_PASSWORD, None)):
        assert parse_probe(probe_json(probe)) == probe


class Desk:
    """A desk's shelf, events and ledger that remember what they were given."""

    def __init__(self) -> None:
        self.got: list[object] = []
        self.clock = SimulatedClock()
        self.board = StateBoard(self.clock)
        self.keeping: dict[CameraId, Keeping] = {GATE: Keeping(NORTH, self.now())}
        self.hearing = Hearing(self.keeping.get, self.board, self, self.observe, self, self.clock)

    def now(self) -> Instant90k:
        return Instant90k(self.clock.now_90k())

    def put_still(self, camera: CameraId, still: FrostedStill) -> None:
        self.got.append(still)

    def put_place(self, camera: CameraId, place: PlaceArtefact) -> None:
        self.got.append(place)

    def forget_proposal(self, camera: CameraId) -> None:
        self.got.append("forgot the proposal")

    def observe(self, camera: CameraId, observation: Observation) -> None:
        self.got.append(observation)

    def note(self, kind: str, **fields: Field) -> None:
        self.got.append((kind, fields["chain"]))

    def hear(self, node: NodeName, *frames: Numbered) -> list[object]:
        self.got.clear()
        for frame in frames:
            self.hearing.take(node, frame)
        return list(self.got)


async def test_what_waits_is_put_on_the_disk_until_the_desk_has_it(tmp_path: Path) -> None:
    files = WaitingFiles(tmp_path / "waiting")
    waiting = Waiting(files.first, is_kept=True)
    keeps = KeepsWaiting(waiting, files, SystemClock(), every_s=0.01)
    running = asyncio.create_task(keeps.run())

    async def until(there: int) -> None:
        async with asyncio.timeout(60):
            while len(list((tmp_path / "waiting").glob("*.said"))) != there:
                await asyncio.sleep(0.01)

    waiting.tell(GATE, Occupancy(Instant90k(1), 1, 0))
    await until(1)
    waiting.heard(waiting.newest)
    await until(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    waiting.tell(GATE, Occupancy(Instant90k(2), 2, 0))
    await keeps.finish()
    await until(1)
    shutil.rmtree(tmp_path / "waiting")
    waiting.tell(GATE, Occupancy(Instant90k(3), 3, 0))
    await keeps.finish()
    assert waiting.count == 2, "a disk that fails takes nothing from the memory"


def report(desk: Desk, state: CameraState | None, cause: Cause = Cause.NONE) -> State:
    return State(1, CameraReport(GATE, state, cause, desk.now()))


def test_how_a_camera_is_says_the_machine_that_keeps_it_and_no_other() -> None:
    desk = Desk()
    desk.hear(SOUTH, report(desk, CameraState.LOST, Cause.HUNG_UP))
    assert desk.board.report(GATE).state is None
    desk.hear(NORTH, report(desk, CameraState.LIVE))
    assert desk.board.report(GATE).state is CameraState.LIVE
    desk.hear(NORTH, report(desk, None))
    assert desk.board.report(GATE).state is CameraState.CONNECTING, "between two workers: neither live nor switched off"
    desk.hear(NORTH, report(desk, CameraState.LOST, Cause.TIMED_OUT), report(desk, None))
    assert desk.board.report(GATE).cause is Cause.TIMED_OUT
    desk.keeping[GATE] = Keeping(NORTH, desk.now(), is_lowered=True)
    desk.hear(NORTH, report(desk, CameraState.LIVE))
    assert desk.board.report(GATE).shown_cause is Cause.LOWERED


def test_a_new_worker_has_proposed_nothing() -> None:
    desk = Desk()
    assert desk.hear(NORTH, report(desk, CameraState.CONNECTING, Cause.FIRST_ATTEMPT)) == ["forgot the proposal"]


def test_what_was_seen_before_a_camera_moved_is_taken_and_after_that_is_not() -> None:
    desk = Desk()
    moved = desk.now()
    before, after = Occupancy(Instant90k(moved - 90_000), 1, 0), Occupancy(Instant90k(moved + 90_000), 2, 0)
    assert desk.hear(NORTH, Said(1, GATE, before), Said(2, GATE, after)) == [before, after]
    assert desk.hear(SOUTH, Said(1, GATE, before), Said(2, GATE, after)) == [before]
    place = PlaceArtefact(Instant90k(moved - 90_000), 1, b"x")
    assert desk.hear(SOUTH, Said(1, GATE, place)) == [], "the place is the present machine's"
    assert desk.hear(NORTH, Said(1, GATE, place)) == [place]
    thumbnail = FrostedStill(moved, StillPurpose.THUMBNAIL, 16, 16, b"\xff\xd8\xff\xd9")
    assert desk.hear(NORTH, Said(1, GATE, thumbnail), Said(2, CameraId("unknown"), thumbnail)) == [thumbnail]
    assert desk.hearing.refused_total == 3


def test_a_time_that_is_not_yet_or_long_ago_is_nobodys() -> None:
    desk = Desk()
    for off_s in (120, -8 * 86_400):
        assert desk.hear(NORTH, Said(1, GATE, Occupancy(Instant90k(desk.now() + off_s * 90_000), 1, 0))) == []


def test_a_lost_original_is_put_on_record_whoever_lost_it() -> None:
    desk = Desk()
    lost = Lost(1, GATE, bytes(16), 7, Instant90k(1), Instant90k(2), bytes(32))
    assert desk.hear(SOUTH, lost) == [("segment.lost", 7)]
