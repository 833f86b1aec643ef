"""Things are followed by where they are and how they move; nobody is measured, and nobody is followed for ever."""

from __future__ import annotations

import numpy as np
import pytest

from groundglass.clear.observe.fit import Fit
from groundglass.clear.observe.parts import MOST_REGIONS, find_regions
from groundglass.clear.observe.report import Reporter
from groundglass.clear.observe.tracker import Tracker, Tracks
from groundglass.pane.ground import ground_of
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.observations import MAX_TRACKS, SIZE_STEP_MM, TrackBatch
from groundglass.pane.scale import PxPerMetre
from tests.clear.observe.drawn import GRID, HEIGHT, RATE, WIDTH, at, ground, mask, person, stature


def tracker(*, scaled: bool = True, first: int = 100) -> Tracker:
    return Tracker(GRID.rows, GRID.columns, stature() if scaled else None, first)


def told(by: Tracker, n: int, *, scaled: bool = True) -> TrackBatch:
    return Reporter(ground() if scaled else None, GRID.block_px, WIDTH, HEIGHT).batch(by.tracks, at(n))


@pytest.mark.parametrize("scaled", [True, False])
def test_one_who_walks_through_is_one_track_with_a_speed(scaled: bool) -> None:
    by = tracker(scaled=scaled)
    numbers = set()
    for n in range(60):
        by.follow(mask(person(10 + n * 0.5, 30)), at(n))
        numbers |= {one.track for one in told(by, n, scaled=scaled).tracks}
    (walker,) = told(by, 59, scaled=scaled).tracks
    assert numbers == {100}
    # Half a block of 16 px a picture, 15 pictures a second, of 1280 px.
    assert abs(walker.dx_ppm_s - 0.5 * 16 * RATE / 1280 * 1e6) < 12_000
    assert abs(walker.dy_ppm_s) < 12_000
    assert walker.still_s == 0
    if scaled:
        assert walker.ground is not None
        assert abs(walker.ground.speed_mm_s - 0.5 * 16 * RATE / ground().px_per_m(30 * 16 / 720) * 1000) < 350
        assert (walker.ground.tall_mm, walker.ground.wide_mm) in {(1500, 500), (1750, 500), (1750, 750)}
    else:
        assert walker.ground is None


def test_what_is_small_and_never_went_anywhere_is_an_edge_in_changing_light() -> None:
    by = tracker()
    for n in range(20 * RATE):
        by.follow(mask((30 + (n // 20) % 2, 20, 2.0, 4.0)), at(n))
    assert told(by, 20 * RATE).tracks == ()


def test_what_is_small_and_was_put_down_by_somebody_is_followed() -> None:
    by = tracker()
    for n in range(9 * RATE):
        bag = [(30.0, 30.0, 2.0, 3.0)] if n > RATE else []
        by.follow(mask(person(26 + n / 8, 30), *bag), at(n))
    assert len(told(by, 9 * RATE).tracks) == 2


def test_what_flickers_for_a_moment_is_never_told_of() -> None:
    by = tracker()
    for n in range(60):
        by.follow(mask(person(20, 30)) if n % 20 < 3 else mask(), at(n))
        assert told(by, n).tracks == ()


def test_a_track_ends_soon_after_its_thing_is_gone_and_its_number_never_comes_back() -> None:
    by = tracker()
    seen = []
    for n in range(120):
        here = n < 30 or n >= 75
        by.follow(mask(person(20, 30)) if here else mask(), at(n))
        seen.append({one.track for one in told(by, n).tracks})
    assert seen[29] == {100} and seen[74] == set()
    assert seen[119] and seen[119].isdisjoint({100})


def test_no_track_lives_for_more_than_an_hour() -> None:
    by = tracker()
    numbers = set()
    for minute in range(130):
        for n in range(8):
            moment = Instant90k(at(0) + minute * 60 * TICKS_PER_S + n * TICKS_PER_S // 5)
            by.follow(mask(person(20, 30)), moment)
        assert all(at(0) + minute * 60 * TICKS_PER_S - born <= 3600 * TICKS_PER_S for born in by.tracks.born)
        numbers |= set(by.tracks.number[by.tracks.confirmed].tolist())
    assert len(numbers) >= 3


def test_who_stands_is_still_and_who_goes_on_is_not() -> None:
    by = tracker()
    for n in range(20 * RATE):
        x = 20 if n < 15 * RATE else 20 + (n - 15 * RATE) * 0.3
        by.follow(mask(person(x, 30)), at(n))
        if n == 15 * RATE - 1:
            (waiting,) = told(by, n).tracks
            assert 13 <= waiting.still_s <= 15
            assert (waiting.dx_ppm_s, waiting.dy_ppm_s) == (0, 0)
    (going,) = told(by, 20 * RATE - 1).tracks
    assert going.still_s == 0


@pytest.mark.parametrize("scaled", [True, False])
def test_two_who_pass_each_other_stay_two(scaled: bool) -> None:
    by = tracker(scaled=scaled)
    counts = []
    for n in range(90):
        by.follow(mask(person(20 + n * 0.3, 30), person(50 - n * 0.3, 31)), at(n))
        counts.append(len(told(by, n, scaled=scaled).tracks))
    # While one is before the other only one can be seen, and for about a second the other is waited for.
    assert counts[30] == 2 and counts[-1] == 2
    assert max(counts) == 2


def test_people_in_a_row_are_counted_one_by_one_where_a_scale_is_known() -> None:
    by = tracker()
    for n in range(30):
        by.follow(mask(*(person(10 + 5 * k, 30) for k in range(6))), at(n))
    assert len(told(by, 29).tracks) == 6


def test_a_shadow_is_not_another_person() -> None:
    by = tracker()
    for n in range(30):
        body, shadow = person(30, 30), (36, 30, 11, 2)
        by.follow(mask(body, shadow), at(n))
    (one,) = told(by, 29).tracks
    assert abs((one.box.left + one.box.right) / 2 / 1e6 * 80 - 30) < 1.5


def test_a_wall_that_flickers_in_the_rain_is_nobody_and_who_passes_it_is_followed() -> None:
    by, rng = tracker(), np.random.default_rng(4)
    wall, numbers = np.zeros(GRID.shape, np.bool_), set[int]()
    for n in range(450):
        if n % 3 == 0:
            wall[4:12, 10:18] = rng.random((8, 8)) < 0.7
        by.follow(wall.copy(), at(n))
        numbers |= set(by.tracks.number[by.tracks.confirmed].tolist())
    assert not numbers
    for n in range(450, 510):
        by.follow(wall | mask(person(30 - (n - 450) * 0.3, 12)), at(n))
    assert by.tracks.confirmed.any()


def test_sixty_at_once_are_followed() -> None:
    by = tracker()
    places = [(3 + 5 * (k % 15), 14 + 8 * (k // 15)) for k in range(60)]
    for n in range(45):
        boxes = [(x + n // 9, y, 1.5, 3.0) for x, y in places]
        by.follow(mask(*boxes), at(n))
    assert len(told(by, 44).tracks) == 60


def test_nobody_is_measured_more_finely_than_a_quarter_of_a_metre() -> None:
    by = tracker()
    said = set()
    for n in range(200):
        x, y, wide, tall = person(20 + n * 0.2, 30)
        by.follow(mask((x, y, wide * (1 + 0.3 * np.sin(n)), tall * (1 + 0.1 * np.cos(n)))), at(n))
        for one in told(by, n).tracks:
            assert one.ground is not None
            said.add((one.ground.tall_mm, one.ground.wide_mm))
    assert all(tall % SIZE_STEP_MM == 0 and wide % SIZE_STEP_MM == 0 for tall, wide in said)
    assert len(said) <= 4


def test_a_view_that_was_lost_is_followed_anew() -> None:
    by = tracker()
    for n in range(20):
        by.follow(mask(person(20, 30)), at(n))
    by.lose_all()
    assert told(by, 20).tracks == ()
    for n in range(20, 40):
        by.follow(mask(person(20, 30)), at(n))
    assert [one.track for one in told(by, 40).tracks] == [101]


def standing(*boxes: tuple[float, float, float, float]) -> Tracks:
    """Confirmed tracks, numbered from 100 on, of boxes (left, top, right, bottom)."""
    tracks = Tracks.none().and_new(np.array(boxes), 100, at(0))
    tracks.confirmed[:] = True
    return tracks


def test_more_than_can_be_told_are_told_by_size() -> None:
    sizes = [1 + k * 7 % 150 / 10 for k in range(150)]
    batch = Reporter(None, GRID.block_px, WIDTH, HEIGHT).batch(standing(*((20, 20 - s, 25, 20) for s in sizes)), at(1))
    least = sorted(sizes)[-MAX_TRACKS]
    assert [one.track for one in batch.tracks] == [100 + k for k, size in enumerate(sizes) if size >= least]
    assert len(batch.tracks) == MAX_TRACKS


def test_nobody_is_found_where_nothing_changed() -> None:
    fit = Fit(stature(), GRID.rows, GRID.columns)
    assert fit.people(mask(), np.zeros((0, 2))).shape == (0, 4)


def test_what_lies_outside_the_picture_is_not_told() -> None:
    inside, outside = (20, 20, 22, 25), (520, 20, 522, 25)
    told_of = Reporter(ground(), GRID.block_px, WIDTH, HEIGHT).batch(standing(inside, outside), at(1))
    assert [one.track for one in told_of.tracks] == [100]


def test_what_stands_above_the_horizon_is_told_without_a_place_on_the_ground() -> None:
    with_horizon = ground_of(PxPerMetre(-40.0, 160.0), WIDTH, HEIGHT, None)
    below, above = (20, 25, 22, 30), (40, 2, 42, 7)
    told_of = Reporter(with_horizon, GRID.block_px, WIDTH, HEIGHT).batch(standing(below, above), at(1))
    assert [(one.track, one.ground is None) for one in told_of.tracks] == [(100, False), (101, True)]


def test_what_is_farther_than_the_pane_can_say_is_told_without_a_place_on_the_ground() -> None:
    width, height = 8192, 1024
    from_high_above = ground_of(PxPerMetre(1.5, 0.0), width, height, None)  # 2.7 km to either side of the middle
    tracks = standing((256, 30, 258, 32), (505, 30, 507, 32))
    told_of = Reporter(from_high_above, 16, width, height).batch(tracks, at(1))
    assert [(one.track, one.ground is None) for one in told_of.tracks] == [(100, False), (101, True)]


def test_of_more_regions_than_are_looked_at_the_largest_are() -> None:
    slim, places = mask(), [(8 * (k // 26), 3 * (k % 26)) for k in range(156)]
    for k, (row, column) in enumerate(places):
        slim[row : row + (3 if k >= 116 else 2), column : column + 2] = True
    regions = find_regions(slim)
    assert regions.count == MOST_REGIONS
    assert np.count_nonzero(regions.blocks > 4) == 40
    assert np.unique(regions.labels).tolist() == list(range(MOST_REGIONS + 1))
