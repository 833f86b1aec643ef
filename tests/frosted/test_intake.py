"""The reader of the pane believes nothing that a sequence of messages can make false."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.clock import SimulatedClock
from groundglass.errors import PaneError
from groundglass.frosted import allowance
from groundglass.frosted.intake import MAX_RUNS_PER_WORKER, Intake
from groundglass.frosted.live import LiveHub
from groundglass.frosted.shelf import Shelf
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.keepsakes import KeepsakeStore
from groundglass.frosted.store.run_mint import RunMint
from groundglass.pane.ids import TICKS_PER_S, CameraId, Duration90k, Instant90k, RunId
from groundglass.pane.observations import Observation, Occupancy, ViewChanged
from groundglass.pane.pictures import (
    FrostedSample,
    FrostedStill,
    PlaceArtefact,
    StillPurpose,
    VideoRun,
)
from groundglass.pane.sealing import SealedChunk, SealedHeader, SealingReport, SealingState
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts, View, WorkerFigures, WorkerStatus
from groundglass.pane.wire import VERSION, Hello, Message, encode
from tests.frosted.footage import START, a_run, some_samples

GATE = CameraId("gate")
HELLO = Hello(VERSION)


class Recorded:
    """Stands for the recorder: keeps what it is given."""

    def __init__(self) -> None:
        self.items: list[VideoRun | FrostedSample] = []

    def push(self, item: VideoRun | FrostedSample) -> None:
        self.items.append(item)


class House:
    """An intake with real parts around it."""

    def __init__(self, *, drift_limit_s: float | None = 60.0) -> None:
        self.clock = SimulatedClock(START)
        self.live, self.states, self.recorder = LiveHub(), StateBoard(self.clock), Recorded()
        self.shelf = Shelf(KeepsakeStore(Catalog.__new__(Catalog), Blobs.memory()))
        self.observed: list[Observation] = []
        self.intake = Intake(
            GATE, live=self.live, recorder=self.recorder, states=self.states, shelf=self.shelf,
            runs=RunMint(self.clock, 0), clock=self.clock, observe=lambda _, o: self.observed.append(o),
            drift_limit_s=drift_limit_s,
        )  # fmt: skip

    async def read(self, untrusted: bytes) -> None:
        reader = asyncio.StreamReader()
        reader.feed_data(untrusted)
        reader.feed_eof()
        await self.intake.run(reader)


def spoken(*messages: Message) -> bytes:
    return b"".join(encode(message) for message in (HELLO, *messages))


async def test_what_a_worker_says_reaches_whom_it_concerns() -> None:
    house, samples = House(), some_samples(3)
    figures = WorkerFigures(START, 1, 2, 3, 4, 5, View.PROVING, 6, 7, 8, 9)
    facts = SourceFacts(START, Codec.H264, 1280, 720, 15000, True)
    still = FrostedStill(START, StillPurpose.THUMBNAIL, 2, 2, b"\xff\xd8\xff\xd9")
    place = PlaceArtefact(START, 5, b"place")
    await house.read(
        spoken(
            WorkerStatus(START, CameraState.LIVE, Cause.NONE, 0),
            facts,
            a_run(),
            *samples,
            figures,
            still,
            place,
            ViewChanged(START, View.MOVED),
            Occupancy(START, 1, 2),
        )
    )
    run, *recorded = house.recorder.items
    assert isinstance(run, VideoRun)
    assert recorded == [replace(sample, run=run.run) for sample in samples]
    report = house.states.report(GATE)
    assert (report.state, report.facts, report.figures, report.view) == (CameraState.LIVE, facts, figures, View.MOVED)
    assert await house.shelf.still(GATE, StillPurpose.THUMBNAIL) == still
    assert await house.shelf.place(GATE) == place
    assert house.observed == [ViewChanged(START, View.MOVED), Occupancy(START, 1, 2)]


async def test_a_run_gets_a_number_of_the_site_whatever_the_worker_calls_it() -> None:
    house = House()
    await house.read(spoken(a_run(1), replace(a_run(), run=RunId(9))))
    numbers = [item.run for item in house.recorder.items]
    assert numbers[0] == START // 90
    assert numbers[1] == numbers[0] + 1


def moved(sample: FrostedSample, **changes: Any) -> FrostedSample:
    return replace(sample, **changes)


KEY, DELTA, *_ = some_samples(3)
LIES: dict[str, tuple[bytes, str]] = {
    "no hello": (encode(a_run()), "hello first"),
    "hello twice": (spoken(HELLO), "hello first"),
    "another version": (encode(Hello(VERSION + 1)), "version"),
    "a picture before a run": (spoken(KEY), "no current run"),
    "a picture of another run": (spoken(a_run(), moved(KEY, run=RunId(2))), "no current run"),
    "a run without a key": (spoken(a_run(), DELTA), "without a key"),
    "a run whose number does not rise": (spoken(a_run(2), a_run(2)), "does not rise"),
    "a group without end": (
        spoken(a_run(), KEY, moved(DELTA, at=Instant90k(KEY.at + 10 * TICKS_PER_S + 1))),
        "without a key picture",
    ),
    "the same time twice": (spoken(a_run(), KEY, moved(DELTA, at=KEY.at)), "not later"),
    "a picture of an hour": (spoken(a_run(), moved(KEY, duration=Duration90k(3600 * TICKS_PER_S))), "lasts longer"),
    "a picture of no time": (spoken(a_run(), moved(KEY, duration=Duration90k(0))), "lasts longer"),
    "a time far ahead": (spoken(a_run(), moved(KEY, at=Instant90k(START + 61 * TICKS_PER_S))), "too far"),
    "a time far behind": (spoken(a_run(), moved(KEY, at=Instant90k(START - 61 * TICKS_PER_S))), "too far"),
    "a time before 1970": (spoken(PlaceArtefact(Instant90k(-1), 0, b"")), "none"),
    "a still from elsewhen": (
        spoken(FrostedStill(Instant90k(5), StillPurpose.PLACE, 2, 2, b"\xff\xd8\xff\xd9")),
        "too far",
    ),
    "a sealed piece": (spoken(SealedChunk(bytes(16), 0, True, b"x")), "nobody asked"),
    "a report of sealing": (spoken(SealingReport(START, SealingState.SEALING, 0, 0)), "nobody asked"),
    "a sealed header": (spoken(SealedHeader(b"{}", (b"slot",))), "nobody asked"),
    "half a head": (spoken(a_run()) + b"\0\0", "middle of a message"),
    "half a body": (spoken(a_run())[:-1], "middle of a message"),
    "an unknown kind": (spoken() + b"\0\0\0\1\xff", "unknown kind"),
    "an enormous length": (spoken() + b"\xff\xff\xff\xff\2", "announced"),
}


@pytest.mark.parametrize("lie", LIES)
async def test_a_worker_that_lies_is_refused(lie: str) -> None:
    untrusted, reason = LIES[lie]
    with pytest.raises(PaneError, match=reason):
        await House().read(untrusted)


async def test_a_file_read_as_fast_as_possible_may_have_any_time() -> None:
    house = House(drift_limit_s=None)
    await house.read(spoken(a_run(), moved(KEY, at=Instant90k(5))))
    assert len(house.recorder.items) == 2


async def test_a_worker_may_not_begin_runs_without_end() -> None:
    house = House()
    runs = b"".join(encode(a_run(number)) for number in range(1, MAX_RUNS_PER_WORKER + 2))
    with pytest.raises(PaneError, match="more runs"):
        await house.read(spoken() + runs)


async def test_each_message_is_heard() -> None:
    house = House()
    house.clock.advance(30)
    await house.read(spoken(a_run()))
    assert house.intake.heard_at_s == 30


async def test_when_a_worker_ends_its_pictures_are_no_longer_live() -> None:
    house = House()
    await house.read(spoken(a_run(), KEY))
    async with house.live.subscribe(GATE) as viewer:
        house.live.close()
        assert [item async for item in viewer] == []


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=4), st.binary(max_size=60))
@settings(max_examples=150, deadline=None)
def test_whatever_the_bytes_reading_ends_in_peace_or_a_pane_error(changes: list[tuple[int, int]], tail: bytes) -> None:
    stream = bytearray(spoken(a_run(), KEY, Occupancy(START, 1, 2)) + tail)
    for place, value in changes:
        stream[min(place, len(stream) - 1)] = value
    try:
        asyncio.run(House().read(bytes(stream)))
    except PaneError as error:
        assert error.message


def heavy(number: int) -> FrostedSample:
    size_bytes = 7 * 1024 * 1024
    avcc = size_bytes.to_bytes(4, "big") + bytes([0x65 if number == 0 else 0x41]) + bytes(size_bytes - 1)
    return FrostedSample(RunId(1), Instant90k(START + number), Duration90k(1), number == 0, avcc)


async def test_pictures_without_a_key_do_not_gather_in_memory() -> None:
    house = House()
    with pytest.raises(PaneError, match="without a key picture"):
        await house.read(spoken(a_run(), *(heavy(number) for number in range(12))))
    assert sum(isinstance(item, FrostedSample) for item in house.recorder.items) == 9  # 63 MiB


STILL = FrostedStill(START, StillPurpose.PLACE, 2, 2, b"\xff\xd8\xff\xd9")
FLOODS: dict[str, tuple[Message, float]] = {
    "stills": (STILL, allowance.STILLS.at_once),
    "places": (PlaceArtefact(START, 5, b"place"), allowance.PLACES.at_once),
    "reports": (Occupancy(START, 1, 2), allowance.WORDS.at_once),
}


@pytest.mark.parametrize("what", FLOODS)
async def test_a_worker_that_floods_the_house_is_refused(what: str) -> None:
    message, at_once = FLOODS[what]
    await House().read(spoken(*[message] * int(at_once)))
    with pytest.raises(PaneError, match=f"more {what}"):
        await House().read(spoken(*[message] * (int(at_once) + 1)))


async def test_a_worker_that_begins_runs_without_end_is_refused() -> None:
    with pytest.raises(PaneError, match="more runs"):
        await House().read(spoken(*(a_run(number) for number in range(1, 70))))


def test_an_allowance_grows_again_with_time() -> None:
    clock = SimulatedClock(START)
    allowed = allowance.Allowance(clock)
    for _ in range(int(allowance.STILLS.at_once)):
        allowed.take(STILL)
    clock.advance(3.0)
    for _ in range(3):
        allowed.take(STILL)
    with pytest.raises(PaneError, match="more stills"):
        allowed.take(STILL)


def test_pictures_are_bounded_by_number_and_by_bytes() -> None:
    by_number, by_bytes = allowance.Allowance(SimulatedClock(START)), allowance.Allowance(SimulatedClock(START))
    for _ in range(int(allowance.PICTURES.at_once)):
        by_number.take(DELTA)
    with pytest.raises(PaneError, match="more pictures"):
        by_number.take(DELTA)
    one = heavy(0)
    for _ in range(int(allowance.PICTURE_BYTES.at_once) // len(one.avcc)):
        by_bytes.take(one)
    with pytest.raises(PaneError, match="more bytes of video"):
        by_bytes.take(one)
