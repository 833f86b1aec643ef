"""What is said of a picture: at bounded rates, of areas, hazards and a frozen camera."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from groundglass.clear.frame import ClearFrame
from groundglass.clear.observe.colours import Colours
from groundglass.clear.observe.hazards import Hazards
from groundglass.clear.observe.observer import Observer
from groundglass.clear.place.grid import Map, Mask, lay_grid
from groundglass.clear.scenes import Box, Fault, open_scene
from groundglass.pane.ids import AreaId, Instant90k
from groundglass.pane.observations import (
    AreaOccupancy,
    Hazard,
    HazardSeen,
    Observation,
    PictureFrozen,
    TrackBatch,
)
from groundglass.pane.settings import Area
from tests.clear.observe.drawn import GRID, HEIGHT, RATE, WIDTH, at, frame, ground, mask, person, settings, sight

LOWER = Area(AreaId(7), ((0.0, 0.5), (1.0, 0.5), (1.0, 0.99), (0.0, 0.99)))


def observer(*, scaled: bool = True, areas: tuple[Area, ...] = ()) -> Observer:
    return Observer(settings(scaled=scaled, areas=areas), WIDTH, HEIGHT, at(0))


def look(by: Observer, pictures: list[Mask], *, is_judged: bool = True, since: int = 0) -> list[Observation]:
    said: list[Observation] = []
    for n, changed in enumerate(pictures):
        said += by.look(frame(since + n), sight(changed, is_judged=is_judged))
    return said


def test_tracks_are_told_five_times_a_second_and_once_that_nobody_is_left() -> None:
    walk = [mask(person(10 + n * 0.3, 30)) for n in range(4 * RATE)]
    said = look(observer(), walk + [mask()] * 4 * RATE)
    batches = [one for one in said if isinstance(one, TrackBatch)]
    assert 19 <= len([one for one in batches if one.tracks]) <= 26
    assert [one.tracks for one in batches].count(()) == 1


def test_an_empty_scene_says_nothing_of_tracks() -> None:
    assert [one for one in look(observer(), [mask()] * 60) if isinstance(one, TrackBatch)] == []


def test_a_faster_camera_is_not_followed_more_often() -> None:
    by = observer()
    for n in range(4):
        clear = frame(n)
        clear.taken_at = Instant90k(at(0) + n * 1500)
        by.look(clear, sight(mask(person(20, 30))))
    assert by._tracker.tracks.count == 1
    assert float(by._tracker.tracks.seen_s[0]) == 0.0


def test_a_view_that_cannot_be_judged_is_waited_out_and_then_everybody_is_new() -> None:
    by = observer()
    look(by, [mask(person(20, 30))] * 20)
    look(by, [mask()] * RATE, is_judged=False, since=20)
    assert by._tracker.tracks.count == 1
    look(by, [mask()] * 4 * RATE, is_judged=False, since=20 + RATE)
    assert by._tracker.tracks.count == 0


def test_an_area_says_each_second_how_many_are_in_it() -> None:
    pictures = [mask(*(person(15 + 12 * k, 34) for k in range(4)))] * 4 * RATE
    said = [one for one in look(observer(areas=(LOWER,)), pictures) if isinstance(one, AreaOccupancy)]
    assert 3 <= len(said) <= 5
    newest = said[-1]
    assert newest.area == 7 and newest.people_milli is not None and newest.per_m2_milli is not None
    assert 3_000 <= newest.people_milli <= 5_200
    m2 = ground().square_metres(LOWER.polygon)
    assert m2 is not None and abs(newest.per_m2_milli - newest.people_milli / m2) <= 1
    assert not newest.is_least


def test_an_area_that_is_full_says_that_there_may_be_more() -> None:
    said = [one for one in look(observer(areas=(LOWER,)), [~mask()] * 2 * RATE) if isinstance(one, AreaOccupancy)]
    assert said[-1].is_least and (said[-1].people_milli or 0) > 20_000


def test_an_area_without_a_scale_or_above_the_horizon_has_no_density() -> None:
    sky = Area(AreaId(1), ((0.0, 0.0), (1.0, 0.0), (1.0, 0.2), (0.0, 0.2)))
    flat = look(observer(scaled=False, areas=(LOWER,)), [~mask()] * 2 * RATE)
    (first, *_) = [one for one in flat if isinstance(one, AreaOccupancy)]
    assert (first.people_milli, first.per_m2_milli, first.hidden_ppm) == (None, None, 1_000_000)
    by = Observer(settings(areas=(sky,)), WIDTH, HEIGHT, at(0))
    assert by._areas.report(at(1)) == ()


def test_the_very_same_picture_for_half_a_minute_is_frozen_until_it_changes() -> None:
    by = observer()
    said: list[Observation] = []
    for n in range(0, 40 * RATE, 3):
        clear = frame(n, noise=0)
        said += by.look(clear, sight(mask()))
    said += by.look(frame(41 * RATE, luma=91, noise=0), sight(mask()))
    assert [one.is_frozen for one in said if isinstance(one, PictureFrozen)] == [True, False]


SMALL = lay_grid(640, 360)


def drawn(faults: tuple[Fault, ...], *, seconds: int = 20, people: int = 0) -> list[HazardSeen]:
    """What is proposed of a drawn plaza in which all that is not the place counts as changed."""
    scene = open_scene("plaza", seed=1, people=people, faults=faults, fault_at_s=4.0, width=640, height=360)
    hazards, said, block = Hazards(SMALL), list[HazardSeen](), SMALL.block_px
    for n in range(0, seconds * 15, 2):
        changed = np.zeros(SMALL.shape, np.bool_)
        truth = scene.truth(n)
        boxes: list[Box] = [one.box for one in truth.things]
        boxes += [one.box for one in truth.persons]
        for box in boxes:
            rows = slice(int(box.y) // block, int(box.y + box.h) // block + 1)
            changed[rows, int(box.x) // block : int(box.x + box.w) // block + 1] = True
        luma, blue, red = (plane.copy() for plane in scene.frame(n))
        said += hazards.look(ClearFrame(luma, blue, red, at(n)), sight(changed))
    return said


@pytest.mark.parametrize(("fault", "hazard"), [("flame", Hazard.FLAME), ("smoke", Hazard.SMOKE)])
def test_a_drawn_fire_is_proposed_where_it_burns(fault: Fault, hazard: Hazard) -> None:
    said = drawn((fault,))
    assert {one.hazard for one in said} == {hazard}
    assert all(one.at >= at(4 * 15) for one in said)
    middle = (said[-1].box.left + said[-1].box.right) / 2
    assert 500_000 < middle < 900_000
    assert all(second.at - first.at >= 90_000 for first, second in pairwise(said))


def test_people_who_walk_are_not_on_fire() -> None:
    assert drawn((), people=12) == []


def test_the_place_is_never_on_fire() -> None:
    hazards = Hazards(GRID)
    said = [one for n in range(0, 90, 2) for one in hazards.look(blazing(n), sight(mask()))]
    assert said == []
    anew = Hazards(GRID)
    said = [one for n in range(0, 90, 2) for one in anew.look(blazing(n), sight(~mask(), is_judged=False))]
    assert {one.hazard for one in said} == {Hazard.FLAME}


def blazing(n: int) -> ClearFrame:
    """Half of the picture in the colour of flame, restless."""
    clear = frame(n)
    clear.luma[:, : WIDTH // 2] = 210 if n % 4 else 180
    clear.red[:, : WIDTH // 4], clear.blue[:, : WIDTH // 4] = 170, 90
    return clear


def test_an_area_smaller_than_a_block_hides_nothing_of_its_own() -> None:
    speck = Area(AreaId(9), ((0.999, 0.999), (0.9991, 0.999), (0.9991, 0.9991)))
    by = observer(areas=(speck,))
    by._areas._watched = tuple(replace(one, inside=np.zeros(GRID.shape, np.bool_)) for one in by._areas._watched)
    said = look(by, [mask(person(20, 30))] * 2 * RATE)
    assert {one.hidden_ppm for one in said if isinstance(one, AreaOccupancy)} == {0}


def flat(value: float) -> Map:
    return np.full(GRID.shape, value, np.float32)


def hazes(patches: list[tuple[int, int]]) -> int:
    """How many looks, five a second, find smoke in grey patches of so many blocks (wide, tall) about one middle."""
    hazards, found = Hazards(GRID), 0
    hazards._place = (flat(90), flat(128), flat(128), flat(9))
    for wide, tall in patches:
        grey = mask((24, 26, wide, tall))
        seen = Colours(np.where(grey, 140, 90).astype(np.float32), flat(128), flat(128),
                       np.where(grey, 2, 9).astype(np.float32), flat(0), flat(0), flat(0), flat(0))  # fmt: skip
        found += hazards._smoke(seen, grey, 0.2) is not None
    return found


def test_smoke_is_a_growing_column_and_no_upright_figure() -> None:
    assert hazes([(1 + n // 6, 4 + n // 3) for n in range(40)] + [(7, 17)] * 20) > 30
    assert hazes([(6, 15)] * 60) == 0
    assert hazes([(1 + n // 20, 4 + n // 3) for n in range(40)] + [(3, 17)] * 20) == 0


def test_smoke_that_is_no_longer_where_it_was_seen_is_none() -> None:
    hazards = Hazards(GRID)
    still = np.ones(GRID.shape, np.bool_)
    hazards._place = (flat(90), flat(128), flat(128), flat(9))
    hazards._smoke_s[10:20, 10:30] = 5.0
    hazards._smoke_first = 4
    gone = Colours(flat(90), flat(128), flat(128), flat(9), flat(0), flat(0), flat(0), flat(0))
    assert hazards._smoke(gone, still, 0.0) is None
