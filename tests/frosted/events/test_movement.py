"""Lines, zones, dwelling, the wrong way, running: found where they are, and not where they are not."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.frosted.events.facts import Fact, StateChanged
from groundglass.frosted.events.shapes import crosses, is_inside, off_line
from groundglass.pane.observations import Occupancy, ThingKind, TrackBatch
from groundglass.pane.status import CameraState
from tests.frosted.events.judging import MIDDLE, judge, phases, rule
from tests.frosted.events.observing import at, batch, called, stand, together, tracked, walk

LINE = [[0.5, 0.2], [0.5, 0.9]]


def test_a_line_counts_who_crosses_it_by_direction() -> None:
    facts = chain(walk((0.3, 0.5), (0.7, 0.5)), walk((0.7, 0.6), (0.3, 0.6), since=10, track=2))
    found = judge(rule("line_crossed", line=LINE), facts)
    assert [(one.detail, one.value) for one in found] == [("to_left", 1.0), ("to_right", 2.0)]


def test_a_line_with_a_direction_is_silent_about_the_other() -> None:
    facts = list(walk((0.3, 0.5), (0.7, 0.5)))
    assert judge(rule("line_crossed", line=LINE, direction="to_right"), facts) == []
    assert len(judge(rule("line_crossed", line=LINE, direction="to_left"), facts)) == 1


def test_who_passes_beyond_the_ends_of_a_line_has_not_crossed_it() -> None:
    assert judge(rule("line_crossed", line=LINE), walk((0.3, 0.95), (0.7, 0.95))) == []


def test_who_stands_on_a_line_and_trembles_has_not_crossed_it() -> None:
    facts = [batch(n / 5, tracked(0.5 + (0.004 if n % 2 else -0.004), 0.5)) for n in range(200)]
    assert judge(rule("line_crossed", line=LINE), facts) == []


def test_every_tenth_crossing_is_told_when_that_is_asked() -> None:
    facts = chain.from_iterable(walk((0.3, 0.5), (0.7, 0.5), since=n * 6, track=n + 1) for n in range(25))
    found = judge(rule("line_crossed", line=LINE, every=10), facts)
    assert [one.value for one in found] == [10.0, 20.0]


def test_a_zone_is_entered_and_left_once_by_who_walks_through_it() -> None:
    facts = list(walk((0.1, 0.6), (0.9, 0.6), lasts=8))
    (entered,) = judge(rule("zone_entered", zone=MIDDLE), facts)
    (left,) = judge(rule("zone_left", zone=MIDDLE), facts)
    assert entered.at < left.at
    assert entered.where is not None and 380_000 < entered.where.x_ppm < 480_000


def test_what_begins_in_a_zone_has_entered_it_when_it_goes_or_stays() -> None:
    by = rule("zone_entered", zone=MIDDLE)
    assert judge(by, [*stand(0.5, 0.6, lasts=1.4), batch(1.6)]) == []
    (stays,) = judge(by, stand(0.5, 0.6, lasts=30))
    assert stays.at == at(2)
    (goes,) = judge(by, walk((0.5, 0.6), (0.9, 0.6), lasts=4))
    assert goes.at < at(1.5)
    twice = [*walk((0.5, 0.6), (0.9, 0.6), lasts=4), *walk((0.9, 0.6), (0.5, 0.6), since=4, lasts=4)]
    one_track = [one for one in twice if one.tracks]
    assert len(judge(by, one_track)) == 2


def test_a_track_that_flickers_at_the_edge_of_a_zone_neither_enters_nor_leaves() -> None:
    facts = [batch(n / 5, tracked(0.395 if n % 2 else 0.405, 0.6)) for n in range(100)]
    assert judge(rule("zone_left", zone=MIDDLE), facts) == []


def test_a_zone_is_occupied_from_when_enough_are_in_it_until_they_are_gone() -> None:
    facts = together(
        stand(0.45, 0.6, lasts=20, track=1), stand(0.5, 0.6, lasts=20, since=5, track=2), [batch(26), batch(30)]
    )
    found = judge(rule("zone_occupied", zone=MIDDLE, at_least=2, for_s=3), facts)
    assert phases(found) == ["began", "ended"]
    assert 7.9 <= (found[0].at - at(0)) / 90_000 <= 9
    assert found[0].value == 2.0


def test_a_zone_is_empty_only_while_somebody_looks() -> None:
    quiet: list[Fact] = [Occupancy(at(n), 0, 0) for n in range(40)]
    assert phases(judge(rule("zone_empty", zone=MIDDLE, for_s=30), quiet)) == ["began"]
    blind: list[Fact] = [Occupancy(at(0), 0, 0), StateChanged(at(1), CameraState.LOST)]
    assert judge(rule("zone_empty", zone=MIDDLE, for_s=30), blind) == []


def test_who_stays_in_a_zone_dwells_and_who_passes_does_not() -> None:
    assert phases(judge(rule("dwell", zone=MIDDLE, for_s=10), stand(0.5, 0.6, lasts=15))) == ["began"]
    assert judge(rule("dwell", zone=MIDDLE, for_s=10), walk((0.1, 0.6), (0.9, 0.6), lasts=8)) == []


@pytest.mark.parametrize(("begin", "end", "told"), [((0.55, 0.6), (0.45, 0.6), 1), ((0.45, 0.6), (0.55, 0.6), 0)])
def test_who_goes_against_the_way_of_a_zone_is_told_of_once(
    begin: tuple[float, float], end: tuple[float, float], told: int
) -> None:
    facts = walk(begin, end, lasts=4)
    assert len(judge(rule("wrong_way", zone=MIDDLE, way=[1, 0]), facts)) == told


def test_who_runs_is_told_of_and_who_walks_or_drives_is_not() -> None:
    def go(speed_m_s: float, wide_mm: int = 500) -> list[TrackBatch]:
        step = speed_m_s / 5 / 20
        return [batch(n / 5, tracked(0.1 + n * step, 0.5, speed_m_s=speed_m_s, wide_mm=wide_mm)) for n in range(20)]

    assert phases(judge(rule("running"), go(4.0))) == ["began"]
    assert judge(rule("running"), go(1.4)) == []
    assert judge(rule("running"), go(9.0, wide_mm=4000)) == []
    assert judge(rule("running", at_least=2), go(4.0)) == []


def test_a_vehicle_on_a_footway_is_told_from_when_it_stays_until_it_is_gone() -> None:
    by = rule("vehicle_on_footway", zone=MIDDLE, for_s=2)
    facts: list[Fact] = [*called(ThingKind.VEHICLE, stand(0.5, 0.6, lasts=10)), batch(11), batch(14)]
    found = judge(by, facts)
    assert (phases(found), found[0].value) == (["began", "ended"], 1.0)
    assert judge(by, stand(0.5, 0.6, lasts=10)) == []
    assert judge(by, called(ThingKind.PERSON, stand(0.5, 0.6, lasts=10))) == []
    assert judge(by, called(ThingKind.VEHICLE, stand(0.9, 0.6, lasts=10))) == []


def test_what_a_detector_calls_a_vehicle_or_an_animal_does_not_run() -> None:
    runs = [batch(n / 5, tracked(0.1 + n * 0.04, 0.5, speed_m_s=4.0)) for n in range(20)]
    assert phases(judge(rule("running"), called(ThingKind.PERSON, runs))) == ["began"]
    assert judge(rule("running"), called(ThingKind.VEHICLE, runs)) == []
    assert judge(rule("running"), called(ThingKind.ANIMAL, runs)) == []


def test_a_leap_of_whoever_is_far_away_is_not_running() -> None:
    def leap(n: int) -> TrackBatch:
        return batch(n / 5, tracked(0.3 + (0.2 if n >= 10 else 0.0), 0.5, speed_m_s=9.0))

    assert judge(rule("running"), [leap(n) for n in range(30)]) == []


def test_tracks_of_a_worker_that_fell_silent_are_forgotten() -> None:
    facts: list[Fact] = [*stand(0.5, 0.6, lasts=3), *(Occupancy(at(4 + n), 0, 0) for n in range(10))]
    found = judge(rule("zone_occupied", zone=MIDDLE), facts)
    assert phases(found) == ["began", "ended"]


POINT = st.tuples(st.floats(0, 1), st.floats(0, 1))


@given(POINT, POINT, st.integers(1, 12))
@settings(max_examples=200, deadline=None)
def test_there_and_back_again_is_two_crossings_or_none(
    begin: tuple[float, float], end: tuple[float, float], steps: int
) -> None:
    line = ((0.5, 0.2), (0.5, 0.9))
    path = [
        (begin[0] + (end[0] - begin[0]) * n / steps, begin[1] + (end[1] - begin[1]) * n / steps)
        for n in range(steps + 1)
    ]
    facts = [batch(n / 5, tracked(x, y)) for n, (x, y) in enumerate([*path, *reversed(path)])]
    found = judge(rule("line_crossed", line=LINE), facts)
    assert len(found) in (0, 2)
    far = min(abs(off_line(begin, line)), abs(off_line(end, line))) > 0.01
    if far and (begin[0] > 0.5) != (end[0] > 0.5):
        # Boxes are whole ppm, so the ends of the line are left out by a hair.
        y = begin[1] + (0.5 - begin[0]) / (end[0] - begin[0]) * (end[1] - begin[1])
        if 0.2001 < y < 0.8999 or not 0.1999 < y < 0.9001:
            assert (len(found) == 2) is crosses(begin, end, line)


def test_the_inside_of_a_zone_is_even_odd() -> None:
    bow = ((0.1, 0.1), (0.9, 0.9), (0.9, 0.1), (0.1, 0.9))
    assert is_inside((0.2, 0.5), bow) and is_inside((0.8, 0.5), bow)
    assert not is_inside((0.5, 0.2), bow) and not is_inside((0.95, 0.5), bow)
