"""When a picture was taken, whatever the source says."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from groundglass.clear.stamp import FileStamper, LiveStamper
from groundglass.clock import SimulatedClock
from groundglass.pane.ids import Instant90k

SECOND = 90_000


def test_arrival_counts_where_the_source_is_not_trusted() -> None:
    clock = SimulatedClock(0)
    stamper = LiveStamper(clock, trust_spacing=False)
    assert [stamper.stamp(0, s) for s in (0.0, 0.5, 2.0)] == [0, SECOND // 2, 2 * SECOND]


def test_a_bunch_is_spread_to_when_it_was_taken() -> None:
    stamper = LiveStamper(SimulatedClock(0), trust_spacing=True)
    stamper.stamp(0, 0.30)
    stamper.stamp(9_000, 0.30)
    got = [stamper.stamp(source, 0.30 + 0.01) for source in (18_000, 27_000)]
    assert got[1] - got[0] <= 9_000
    later = [stamper.stamp(n * 9_000, 0.6 + n // 3 * 0.3) for n in range(4, 22)]
    steps = [b - a for a, b in itertools.pairwise(later)]
    assert max(abs(step - 9_000) for step in steps[6:]) < 60


def test_no_stamp_lies_in_the_future() -> None:
    stamper = LiveStamper(SimulatedClock(0), trust_spacing=True)
    for n in range(100):
        assert stamper.stamp(n * 9_000, n * 0.05) <= n * 0.05 * SECOND + 90 * (n + 1)


def test_a_nonsense_stamp_starts_the_spacing_anew() -> None:
    stamper = LiveStamper(SimulatedClock(0), trust_spacing=True)
    stamper.stamp(0, 0.0)
    assert stamper.stamp(-(10**9), 1.0) == SECOND
    assert stamper.stamp(10**9, 2.0) == 2 * SECOND
    assert stamper.stamp(None, 3.0) == 3 * SECOND


def test_a_clock_that_was_set_ends_the_run() -> None:
    clock = SimulatedClock(0)
    stamper = LiveStamper(clock, trust_spacing=True)
    clock.advance(3600)
    assert not stamper.clock_jumped()
    clock.jump(1.5)
    assert not stamper.clock_jumped()
    clock.jump(1.0)
    assert stamper.clock_jumped()


@given(
    st.lists(st.tuples(st.none() | st.integers(-(10**12), 10**12), st.floats(0, 1e6)), min_size=2, max_size=40),
    st.booleans(),
)
def test_live_stamps_always_rise(pictures: list[tuple[int | None, float]], trust: bool) -> None:
    stamper = LiveStamper(SimulatedClock(), trust_spacing=trust)
    stamps = [stamper.stamp(source, arrived) for source, arrived in pictures]
    assert all(b > a for a, b in itertools.pairwise(stamps))


@given(st.lists(st.tuples(st.none() | st.integers(-(10**9), 10**9), st.integers(1, 10**6)), min_size=2, max_size=40))
def test_file_stamps_always_rise(pictures: list[tuple[int | None, int]]) -> None:
    stamper = FileStamper(Instant90k(0))
    stamps = [stamper.stamp(source, duration) for source, duration in pictures]
    assert all(b > a for a, b in itertools.pairwise(stamps))


def test_a_files_own_spacing_is_kept_exactly() -> None:
    stamper = FileStamper(Instant90k(1000))
    assert not stamper.clock_jumped()
    got = [stamper.stamp(source, 3000) for source in (500, 3500, 3501, None, 90_000)]
    assert got == [1000, 4000, 4001, 7001, 90_500]


def test_a_file_without_stamps_is_spaced_by_its_lengths() -> None:
    stamper = FileStamper(Instant90k(0))
    assert [stamper.stamp(None, 3000) for _ in range(3)] == [0, 3000, 6000]
