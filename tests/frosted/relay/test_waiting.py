"""What a desk that was away is told: all that was seen, the newest of what is, and nothing twice."""

from __future__ import annotations

from groundglass.clock import SimulatedClock
from groundglass.frosted.relay import waiting as module
from groundglass.frosted.relay.waiting import Listening, Waiting
from groundglass.frosted.relay.wire import Numbered, Said, State, parse_frame, parse_frame_head
from groundglass.frosted.states import StateBoard
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.observations import Occupancy
from groundglass.pane.pictures import FrostedStill, PlaceArtefact, StillPurpose
from groundglass.pane.status import CameraState, Cause
from groundglass.pane.wire import HEAD

GATE, HALL = CameraId("gate"), CameraId("hall")
JPEG = b"\xff\xd8\xff\xd9"


def seen(number: int) -> Occupancy:
    return Occupancy(Instant90k(number), number, 0)


async def told(listening: Listening, count: int) -> list[Numbered]:
    frames: list[Numbered] = []
    async for frame in listening:
        kind, _ = parse_frame_head(frame[: HEAD.size], frozenset(range(16, 22)))
        parsed = parse_frame(kind, frame[HEAD.size :])
        assert isinstance(parsed, Said | State)
        frames.append(parsed)
        if len(frames) == count:
            break
    return frames


def messages(frames: list[Numbered]) -> list[object]:
    return [frame.message for frame in frames if isinstance(frame, Said)]


async def test_what_was_seen_while_the_desk_was_away_comes_first_and_in_order() -> None:
    waiting = Waiting()
    for number in range(3):
        waiting.tell(GATE, seen(number))
    listening = waiting.listen(0)
    waiting.tell(HALL, seen(3))
    assert messages(await told(listening, 4)) == [seen(number) for number in range(4)]


async def test_what_was_heard_is_not_told_again_and_what_was_not_is() -> None:
    waiting = Waiting()
    first = waiting.listen(0)
    for number in range(4):
        waiting.tell(GATE, seen(number))
    frames = await told(first, 3)
    waiting.heard(frames[1].number)
    assert messages(await told(waiting.listen(0), 2)) == [seen(2), seen(3)]
    assert messages(await told(waiting.listen(frames[2].number), 1)) == [seen(3)]
    assert waiting.count == 1


async def test_a_second_desk_ends_the_first() -> None:
    waiting = Waiting()
    first = waiting.listen(0)
    waiting.listen(0)
    assert [frame async for frame in first] == []


async def test_of_what_a_camera_is_only_the_newest_waits() -> None:
    waiting, board = Waiting(), StateBoard(SimulatedClock())
    for cause in (Cause.FIRST_ATTEMPT, Cause.TIMED_OUT, Cause.HUNG_UP):
        board.set_state(GATE, CameraState.LOST, cause)
        waiting.tell_state(board.report(GATE))
    waiting.tell(GATE, PlaceArtefact(Instant90k(1), 10, b"old"))
    waiting.tell(GATE, PlaceArtefact(Instant90k(2), 20, b"new"))
    for second in (0, 4, 9, 10):
        waiting.tell(GATE, FrostedStill(Instant90k(second * TICKS_PER_S), StillPurpose.THUMBNAIL, 16, 16, JPEG))
    frames = await told(waiting.listen(0), 4)
    assert isinstance(frames[0], State)
    assert frames[0].report.cause is Cause.HUNG_UP
    assert messages(frames)[0] == PlaceArtefact(Instant90k(2), 20, b"new")
    assert [m.at // TICKS_PER_S for m in messages(frames) if isinstance(m, FrostedStill)] == [9, 10]
    assert waiting.dropped_total == 0


async def test_a_camera_that_says_too_much_loses_its_oldest_and_is_counted() -> None:
    waiting = Waiting()
    waiting.tell(HALL, seen(0))
    jpeg = b"\xff\xd8" + bytes(1 << 20) + b"\xff\xd9"
    most = module.MAX_CAMERA_BYTES >> 20
    for slot in range(most + 8):
        at = Instant90k(slot * 10 * TICKS_PER_S)
        waiting.tell(GATE, FrostedStill(at, StillPurpose.THUMBNAIL, 16, 16, jpeg))
    assert waiting.dropped_total == len(range(most + 8)) - (waiting.count - 1) > 0
    frames = await told(waiting.listen(0), waiting.count)
    assert messages(frames)[0] == seen(0), "another camera lost nothing by it"
    assert frames[-1].number == most + 9, "the newest is always there"
