"""Fragments are short, never cross a key or a gap, and never overlap."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.frosted.grouping import LONGEST_90K, FragmentGroups
from groundglass.frosted.media.boxes import durations_90k
from groundglass.pane.ids import TICKS_PER_S, Duration90k, Instant90k, RunId
from groundglass.pane.pictures import FrostedSample

STEPS = st.lists(
    st.tuples(st.integers(1, 90 * TICKS_PER_S), st.integers(1, 60 * TICKS_PER_S), st.booleans()),
    min_size=1,
    max_size=60,
)
SHORT_STEPS = st.lists(st.tuples(st.integers(900, 12_000), st.integers(900, 12_000), st.booleans()), min_size=1)


def samples(steps: list[tuple[int, int, bool]]) -> list[FrostedSample]:
    at, out = 0, []
    for number, (step, duration, is_key) in enumerate(steps):
        at += step
        out.append(FrostedSample(RunId(1), Instant90k(at), Duration90k(duration), is_key or number == 0, b""))
    return out


def grouped(given_samples: list[FrostedSample]) -> list[list[FrostedSample]]:
    groups = FragmentGroups()
    closed = [groups.take(sample) for sample in given_samples]
    return [group for group in [*closed, groups.finish()] if group]


@given(STEPS | SHORT_STEPS)
@settings(max_examples=300, deadline=None)
def test_every_picture_is_in_exactly_one_fragment_and_none_overlap(steps: list[tuple[int, int, bool]]) -> None:
    given_samples = samples(steps)
    groups = grouped(given_samples)
    assert [replace(s, duration=Duration90k(0)) for g in groups for s in g] == [
        replace(s, duration=Duration90k(0)) for s in given_samples
    ]
    for group, after in pairwise(groups):
        assert group[0].at + sum(durations_90k(group)) <= after[0].at
    for group in groups:
        assert not any(sample.is_key for sample in group[1:])
        assert len(group) == 1 or sum(durations_90k(group)) <= LONGEST_90K + 60 * TICKS_PER_S
        assert group[-1].at - group[0].at <= LONGEST_90K
        assert max(durations_90k(group)) <= 60 * TICKS_PER_S


@given(SHORT_STEPS)
@settings(max_examples=100, deadline=None)
def test_pictures_without_gaps_make_fragments_without_gaps(steps: list[tuple[int, int, bool]]) -> None:
    for group, after in pairwise(grouped(samples(steps))):
        assert group[0].at + sum(durations_90k(group)) == after[0].at


def test_when_nothing_comes_all_but_the_newest_is_given_out() -> None:
    groups = FragmentGroups()
    first, second = samples([(6000, 6000, True), (6000, 6000, False)])
    assert (groups.take(first), groups.take(second)) == ([], [])
    assert groups.idle() == [first]
    assert groups.idle() == []
    assert groups.finish() == [second]
