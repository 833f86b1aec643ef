"""What waits for the desk outlives the node's process, under the numbers it had."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundglass.errors import PaneError, StoreError
from groundglass.frosted.relay import waiting_files as module
from groundglass.frosted.relay.waiting import Waiting
from groundglass.frosted.relay.waiting_files import WaitingFiles, frames_in
from groundglass.frosted.relay.wire import Lost, Said
from groundglass.frosted.states import CameraReport
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.observations import Occupancy
from groundglass.pane.pictures import PlaceArtefact
from groundglass.pane.status import CameraState, Cause

GATE = CameraId("gate")


def seen(number: int) -> Occupancy:
    return Occupancy(Instant90k(number), number, 0)


class Node:
    """One life of a node's process."""

    def __init__(self, folder: Path) -> None:
        self.files = WaitingFiles(folder)
        self.waiting = Waiting(self.files.first, is_kept=True)
        self.restored = list(self.files.restored())
        for frame in self.restored:
            self.waiting.restore(frame)

    def keep(self) -> None:
        self.files.keep(self.waiting.unkept(self.waiting.newest), self.waiting.oldest)


def messages(node: Node) -> list[object]:
    return [frame.message for frame in node.restored if isinstance(frame, Said)]


def test_what_waits_waits_in_the_next_life_too_and_what_comes_has_higher_numbers(tmp_path: Path) -> None:
    first = Node(tmp_path / "waiting")
    lost = Lost(0, GATE, bytes(16), 7, Instant90k(1), Instant90k(2), bytes(32))
    first.waiting.tell(GATE, seen(1))
    first.waiting.tell_lost(lost)
    first.waiting.tell_state(CameraReport(GATE, CameraState.LIVE, Cause.NONE, Instant90k(1)))
    first.keep()
    first.waiting.tell(GATE, seen(2))
    first.keep()
    second = Node(tmp_path / "waiting")
    assert messages(second) == [seen(1), seen(2)]
    assert [frame.chain for frame in second.restored if isinstance(frame, Lost)] == [7]
    assert second.files.epoch == first.files.epoch
    assert second.waiting.newest > first.waiting.newest
    assert second.waiting.count == 3
    second.waiting.tell(GATE, seen(3))
    second.keep()
    assert messages(Node(tmp_path / "waiting")) == [seen(1), seen(2), seen(3)]


def test_what_the_desk_has_does_not_come_back(tmp_path: Path) -> None:
    node = Node(tmp_path / "waiting")
    for number in range(3):
        node.waiting.tell(GATE, seen(number))
    node.waiting.heard(1)
    node.keep()
    assert messages(Node(tmp_path / "waiting")) == [seen(1), seen(2)]
    node.waiting.heard(node.waiting.newest)
    node.keep()
    assert messages(Node(tmp_path / "waiting")) == []
    assert not list((tmp_path / "waiting").glob("*.said"))


def test_a_newer_place_takes_the_place_of_one_of_an_earlier_life(tmp_path: Path) -> None:
    node = Node(tmp_path / "waiting")
    node.waiting.tell(GATE, PlaceArtefact(Instant90k(1), 10, b"old"))
    node.keep()
    node = Node(tmp_path / "waiting")
    node.waiting.tell(GATE, PlaceArtefact(Instant90k(2), 20, b"new"))
    assert node.waiting.count == 1


def test_a_torn_end_costs_the_frame_that_was_being_written(tmp_path: Path) -> None:
    node = Node(tmp_path / "waiting")
    for number in range(3):
        node.waiting.tell(GATE, seen(number))
        node.keep()
    [path] = (tmp_path / "waiting").glob("*.said")
    whole = path.read_bytes()
    for cut in (1, 4, 20):
        path.write_bytes(whole[:-cut])
        with pytest.raises(PaneError):
            list(frames_in(path.read_bytes()))
        assert messages(Node(tmp_path / "waiting")) == [seen(0), seen(1)]
    node = Node(tmp_path / "waiting")
    node.waiting.tell(GATE, seen(3))
    node.keep()
    assert messages(Node(tmp_path / "waiting")) == [seen(0), seen(1), seen(3)], "it is not written behind a torn end"


def test_numbers_of_an_epoch_that_cannot_be_read_are_forgotten(tmp_path: Path) -> None:
    before = Node(tmp_path / "waiting")
    before.waiting.tell(GATE, seen(1))
    before.keep()
    (tmp_path / "waiting" / "life").write_bytes(b"\xff torn")
    after = Node(tmp_path / "waiting")
    assert (messages(after), after.files.epoch == before.files.epoch) == ([], False)


def test_beyond_the_bound_the_oldest_waits_in_memory_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILE_BYTES", 1)
    monkeypatch.setattr(module, "MAX_FOLDER_BYTES", 200)
    node = Node(tmp_path / "waiting")
    for number in range(20):
        node.waiting.tell(GATE, seen(number))
        node.keep()
    assert node.waiting.count == 20
    left = messages(Node(tmp_path / "waiting"))
    assert 0 < len(left) < 20
    assert left == [seen(number) for number in range(20 - len(left), 20)]
    assert sum(path.stat().st_size for path in (tmp_path / "waiting").glob("*.said")) <= 200


def test_a_folder_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "waiting").write_text("a file stands here")
    with pytest.raises(StoreError, match="what waits for the desk"):
        WaitingFiles(tmp_path / "waiting")
