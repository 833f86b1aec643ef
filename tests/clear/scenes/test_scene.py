"""Drawn scenes say the truth about what they draw, and draw the same again whenever they are asked."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from groundglass.clear.scenes import FAULTS, Box, Scene, YuvPlanes, open_scene
from groundglass.errors import SourceError

NAMES = ("plaza", "street")
SMALL: dict[str, Any] = {"width": 384, "height": 216, "fps": 10}


def small(name: str, **options: Any) -> Scene:
    return open_scene(name, **{**SMALL, **options})


def kept(planes: YuvPlanes) -> list[bytes]:
    return [np.ascontiguousarray(plane).tobytes() for plane in planes]


def inside(box: Box, shape: tuple[int, ...], grow: int = 0) -> tuple[slice, slice]:
    top, left = max(0, int(box.y) - grow), max(0, int(box.x) - grow)
    return slice(top, min(shape[0], int(box.y + box.h) + 1 + grow)), slice(
        left, min(shape[1], int(box.x + box.w) + 1 + grow)
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_follows_from_name_seed_and_number_alone(name: str) -> None:
    first, second = small(name, seed=4), small(name, seed=4)
    assert all(kept(first.frame(n)) == kept(second.frame(n)) for n in (0, 57, 300))


@pytest.mark.parametrize("name", NAMES)
def test_frames_asked_for_in_any_order_equal_those_in_sequence(name: str) -> None:
    forwards, jumping = small(name), small(name)
    in_order = {n: (kept(forwards.frame(n)), forwards.truth(n)) for n in range(200, 260)}
    for n in (259, 203, 230, 200):
        assert (kept(jumping.frame(n)), jumping.truth(n)) == in_order[n]


@pytest.mark.parametrize("name", NAMES)
def test_another_seed_draws_another_place(name: str) -> None:
    assert kept(small(name, seed=1).empty()) != kept(small(name, seed=2).empty())


def test_frame_number_changes_the_noise_and_nothing_else_in_an_empty_place() -> None:
    scene = small("plaza", people=0)
    quiet = small("plaza", people=0, noise=0.0)
    assert kept(scene.frame(0)) != kept(scene.frame(1))
    assert kept(quiet.frame(0)) == kept(quiet.frame(1)) == kept(quiet.empty())


@pytest.mark.parametrize("name", NAMES)
def test_all_that_is_drawn_lies_in_the_boxes_or_is_shadow(name: str) -> None:
    """Without noise, whatever becomes brighter or changes colour against the empty place is in a true box."""
    scene = small(name, noise=0.0, opening_s=0.0)
    place = [plane.astype(int) for plane in scene.empty()]
    for n in (40, 133, 310):
        planes, truth = scene.frame(n), scene.truth(n)
        brighter = planes[0].astype(int) - place[0] > 12
        coloured = np.abs(planes[1].astype(int) - place[1]) > 12
        assert brighter.any()
        for box in [person.box for person in truth.persons] + [vehicle.box for vehicle in truth.vehicles]:
            rows, cols = inside(box, brighter.shape, grow=3)
            brighter[rows, cols] = False
            coloured[rows.start // 2 : rows.stop // 2 + 1, cols.start // 2 : cols.stop // 2 + 1] = False
        assert not brighter.any()
        assert not coloured.any()


@pytest.mark.parametrize("name", NAMES)
def test_every_person_who_is_not_behind_something_changes_the_picture_in_their_box(name: str) -> None:
    scene = small(name, noise=0.0, opening_s=0.0)
    place = scene.empty()[0].astype(int)
    for n in (40, 133):
        luma = scene.frame(n)[0].astype(int)
        for person in scene.truth(n).persons:
            rows, cols = inside(person.box, luma.shape)
            if person.hidden < 0.5 and person.box.w * person.box.h > 60:
                assert (np.abs(luma - place)[rows, cols] > 8).mean() > 0.15
                assert person.px_per_m > 0


def test_heads_lie_in_the_upper_part_of_upright_people() -> None:
    scene = small("plaza", opening_s=0.0, people=20)
    heads = [
        (p.head, p.box) for n in (0, 90) for p in scene.truth(n).persons if p.head and p.pose == "walk" and p.box.y > 0
    ]
    assert len(heads) > 10
    assert all(head.y + head.h / 2 < box.y + 0.3 * box.h for head, box in heads)


def test_the_plaza_holds_as_many_figures_as_were_asked_for() -> None:
    scene = small("plaza", people=60, opening_s=0.0)
    assert 52 <= len(scene.truth(0).persons) <= 60
    assert len({person.id for person in scene.truth(50).persons}) == len(scene.truth(50).persons)


@pytest.mark.parametrize("name", NAMES)
def test_most_of_the_place_is_seen_empty_in_the_first_ten_seconds(name: str) -> None:
    scene = small(name, noise=0.0)
    place = scene.empty()[0].astype(int)
    seen = np.zeros(place.shape, int)
    for n in range(100):
        seen += np.abs(scene.frame(n)[0].astype(int) - place) < 6
    assert (seen > 80).mean() > 0.9


def test_a_cast_of_numbers_is_the_same_people_in_every_scene() -> None:
    cast = (901, 902, 903)
    for name in NAMES:
        scene = small(name, cast=cast, opening_s=0.0)
        assert {person.id for n in range(0, 400, 20) for person in scene.truth(n).persons} == set(cast)


@pytest.mark.parametrize("pose", ["stand", "sit", "lie"])
def test_who_stays_still_for_ever_is_drawn_alike_in_every_later_frame(pose: str) -> None:
    scene = small("plaza", people=0, noise=0.0, still_after_s=12.0, still_pose=pose)
    [before] = scene.truth(110).persons
    [person] = scene.truth(125).persons
    assert (before.pose, person.pose) == ("walk", pose)
    assert kept(scene.frame(125)) == kept(scene.frame(9_999)) == kept(scene.frame(288_000))


def test_a_person_still_in_the_street_sits_on_its_bench() -> None:
    scene = small("street", people=0, still_after_s=5.0, still_pose="sit")
    [person] = [p for p in scene.truth(60).persons if p.pose == "sit"]
    assert person.footprint_m[0] > 5


def test_the_noise_patch_is_found_byte_for_byte_and_moves() -> None:
    scene = small("plaza", width=640, height=360, pattern=True, opening_s=0.0)
    corners = set()
    for n in range(0, 120, 10):
        luma = scene.frame(n)[0]
        for thing in scene.truth(n).things:
            assert thing.kind == "pattern"
            x, y = int(thing.box.x), int(thing.box.y)
            assert np.array_equal(luma[y : y + 64, x : x + 64], scene.patch())
            corners.add((x, y))
    assert len(corners) > 3


def test_a_patch_that_fits_nobody_is_not_drawn() -> None:
    scene = small("plaza", width=80, height=60, pattern=True, opening_s=0.0)
    scene.frame(0)
    assert scene.truth(0).things == ()


def test_light_changes_slowly_and_only_where_asked_for() -> None:
    scene, steady = small("plaza", people=0, noise=0.0, light=True), small("plaza", people=0, noise=0.0)
    means = [float(scene.frame(n)[0].mean()) for n in range(0, 1800, 10)]
    assert max(means) - min(means) > 10
    assert max(abs(a - b) for a, b in pairwise(means)) < 2
    assert kept(steady.frame(0)) == kept(steady.frame(900))


def test_odd_sizes_keep_the_rounded_up_chroma() -> None:
    luma, blue, red = small("street", width=321, height=181, timecode=True).frame(3)
    assert luma.shape == (181, 321)
    assert blue.shape == red.shape == (91, 161)


def test_vehicles_bear_plates_that_can_be_told_apart() -> None:
    scene = small("street", width=1280, height=720, people=0, noise=0.0)
    plates: dict[str, np.ndarray] = {}
    for n in range(20, 800, 6):
        for vehicle in scene.truth(n).vehicles:
            box = vehicle.plate_box
            if box is not None and box.w > 40 and box.x > 0 and box.x + box.w < 1280 and box.y + box.h < 720:
                rows, cols = inside(box, (720, 1280))
                plates[vehicle.plate] = scene.frame(n)[0][rows, cols].copy()
    assert len(plates) >= 6
    # Dark letters on white: both are there, and in good number.
    assert all((image < 90).mean() > 0.08 and (image > 170).mean() > 0.25 for image in plates.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_fault_happens_and_is_in_the_truth(name: str) -> None:
    scene = small(name, people=0, faults=FAULTS, fault_at_s=15.0)
    assert scene.truth(0).things == ()
    assert [thing.kind for thing in scene.truth(100).things] == ["case"]
    scene.frame(170)
    truth = scene.truth(200)
    kinds = {thing.kind for thing in truth.things}
    assert {"case", "flame", "smoke"} <= kinds
    poses = {person.pose for n in range(150, 260, 5) for person in scene.truth(n).persons}
    assert {"lie", "sit", "run"} <= poses
    left = [thing.box for n in (300, 500) for thing in scene.truth(n).things if thing.kind == "case"]
    assert left[0] == left[1]


def test_fire_is_bright_and_smoke_is_grey_where_the_truth_says() -> None:
    scene = small("plaza", people=0, noise=0.0, faults=("flame", "smoke"), fault_at_s=2.0)
    _, place_blue, place_red = (plane.astype(int) for plane in scene.empty())
    _, blue, red = (plane.astype(int) for plane in scene.frame(150))
    for thing in scene.truth(150).things:
        rows, cols = (slice(part.start // 2, part.stop // 2) for part in inside(thing.box, (216, 384)))
        if thing.kind == "flame":
            assert (red - place_red)[rows, cols].max() > 25
        else:
            assert (np.abs(blue - place_blue)[rows, cols] > 2).any()


def test_someone_goes_against_the_traffic() -> None:
    scene = small("street", people=0, faults=("wrong_way",), fault_at_s=2.0)
    [cyclist] = scene.truth(30).persons
    [later] = scene.truth(50).persons
    assert cyclist.pose == later.pose == "cycle"
    assert later.footprint_m[1] > cyclist.footprint_m[1]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("garden", {}),
        ("plaza", {"faults": ("flood",)}),
        ("plaza", {"width": 63}),
        ("plaza", {"height": 4000}),
        ("plaza", {"fps": 0}),
        ("plaza", {"people": 61}),
        ("plaza", {"cast": tuple(range(61))}),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_hint(name: str, options: dict[str, object]) -> None:
    with pytest.raises(SourceError) as refusal:
        small(name, **options)
    assert refusal.value.hints


def test_a_scene_says_its_size_and_rate() -> None:
    scene = small("plaza", people=0)
    assert (scene.width, scene.height, scene.fps) == (384, 216, 10)
