"""A camera that was knocked shows its known place again, and nothing else."""

from __future__ import annotations

import cv2
import numpy as np

from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.place.displaced import Displacement, displace, displace_mask, find_displacement
from groundglass.clear.place.grid import Reducer, lay_grid
from groundglass.clear.place.looks import Looks
from tests.clear.frost.stillscene import HEIGHT, WIDTH, Picture, Scene, known_place, textured

LONG = FrostPolicy(evidence_s=60.0)
SPOT = (140, 80)


def knock(scene: Scene, right_px: int, seed: int = 300) -> None:
    """Everything appears further to the right, and at the left something that was never in view."""
    planes = []
    for plane in scene.room:
        by = right_px * plane.shape[1] // WIDTH
        moved = np.roll(plane, by, axis=1)
        moved[:, :by] = textured(seed, plane.shape[0], by, 60, 200, 2)
        planes.append(moved)
    scene.room = planes[0], planes[1], planes[2]


def newly_in_view(scene: Scene, px: int) -> float:
    """Share of the strip that the camera had never seen, which is shown."""
    return float(np.mean(scene.into.luma[:, : px - 4] == scene.last[0][:, : px - 4]))


def test_a_knocked_camera_shows_its_place_again_within_seconds_and_was_told_of_as_moved() -> None:
    scene = Scene(LONG, known_place())
    scene.run(2.0)
    knock(scene, 24)
    views = [scene.show(scene.draw()).view for _ in range(60)]
    assert views[0] == "moved"
    assert views.index("starting") == len([view for view in views if view == "moved"])
    assert scene.clarity() > 0.85
    assert newly_in_view(scene, 24) < 0.02


def test_whoever_stands_there_when_a_camera_is_knocked_stays_hidden() -> None:
    scene = Scene(LONG, known_place())
    scene.walk(-28, SPOT[0], SPOT[1])
    scene.run(3.0, SPOT)
    knock(scene, 8)
    there = (SPOT[0] + 8, SPOT[1])
    for _ in range(300):
        scene.show(scene.draw(there))
        assert scene.leak(there) < 0.02
    assert scene.clarity() > 0.75


def test_of_somebody_at_the_rim_nothing_is_proven_that_a_knock_brought_into_view() -> None:
    scene = Scene(FrostPolicy(evidence_s=6.0), known_place())
    scene.run(1.0, (-14, 80))
    scene.run(2.0, (-14, 80))
    knock(scene, 12)
    for _ in range(200):
        scene.show(scene.draw((-2, 80)))
        assert scene.leak((-2, 80)) < 0.02


def test_somebody_who_crosses_is_no_knock() -> None:
    scene = Scene(LONG, known_place())
    scene.run(2.0)
    assert scene.walk(-28, 320, 70) == 0.0
    assert len(scene.froster._memory.kept.places) == 1


def test_where_a_person_approves_a_knocked_camera_begins_anew() -> None:
    scene = Scene(FrostPolicy(mode="approved", evidence_s=60.0), known_place())
    scene.run(2.0)
    knock(scene, 24)
    assert scene.run(10.0).whole


def test_a_place_that_is_mostly_out_of_view_is_proven_anew() -> None:
    scene = Scene(LONG, known_place())
    scene.run(2.0)
    knock(scene, 120)
    assert scene.run(10.0).whole


def test_another_place_of_the_same_lines_is_not_the_known_one() -> None:
    scene = Scene(LONG, known_place())
    scene.run(2.0)
    knock(scene, 24)
    inside = np.clip(scene.room[0].astype(np.int16) - cv2.blur(scene.room[0], (60, 60)) + 20, 0, 255)
    scene.room = inside.astype(np.uint8), scene.room[2], scene.room[1]
    assert scene.run(10.0).whole


def _looks(planes: Picture) -> Looks:
    grid = lay_grid(WIDTH, HEIGHT)
    looks = Looks(grid)
    for own, plane in zip((looks.pictures.luma, looks.pictures.blue, looks.pictures.red), planes, strict=True):
        np.copyto(own, plane)
    looks.has[:] = looks.proven[:] = True
    looks.held_s[:] = 100.0
    looks.judged_s[:] = 100.0
    looks.measure()
    return looks


def test_evidence_is_the_least_of_what_a_block_is_made_of() -> None:
    looks = _looks(Scene().room)
    looks.held_s[20, 30], looks.rival_s[20, 30], looks.proven[20, 30], looks.barred[20, 30] = 5.0, 40.0, False, True
    moved = displace(looks, Displacement(6.0, 0.0))
    assert moved is not None
    for column in (31, 32):
        assert moved.held_s[20, column] == 5.0
        assert moved.rival_s[20, column] == 40.0
        assert moved.barred[20, column] and not moved.proven[20, column]
    assert moved.held_s[20, 36] == 100.0 and moved.proven[20, 36]
    assert not moved.has[:, 0].any()


def test_a_mask_reaches_every_block_that_it_moved_into() -> None:
    grid = lay_grid(WIDTH, HEIGHT)
    mask = np.zeros(grid.shape, np.bool_)
    mask[10, 10] = True
    assert np.argwhere(displace_mask(mask, Displacement(2.0, 0.0), grid)).tolist() == [[10, 10], [10, 11]]


def test_a_picture_that_is_not_displaced_has_no_displacement() -> None:
    scene = Scene()
    grid = lay_grid(WIDTH, HEIGHT)
    luma, blue, red = scene.room
    from_here = Reducer(grid)._out
    for own, plane in zip((from_here.luma, from_here.blue, from_here.red), (luma, blue, red), strict=True):
        np.copyto(own, plane)
    assert find_displacement(from_here, _looks(scene.room)) is None
    assert find_displacement(from_here, _looks(Scene(seed=80).room)) is None


def test_who_came_before_a_knock_and_leaves_after_it_was_no_stir() -> None:
    scene = Scene(FrostPolicy(evidence_s=10.0))
    scene.run(12.0)
    scene.walk(-28, SPOT[0], SPOT[1])
    scene.run(1.0, SPOT)
    knock(scene, 16)
    there = SPOT[0] + 16, SPOT[1]
    scene.run(5.0, there)
    # They are gone between two pictures: from the middle, as another who passes in front would take them along.
    scene.run(1.0)
    left = scene.into.luma[SPOT[1] : SPOT[1] + 72, there[0] : there[0] + 28]
    seen = scene.last[0][SPOT[1] : SPOT[1] + 72, there[0] : there[0] + 28]
    assert np.mean(left == seen) > 0.9
