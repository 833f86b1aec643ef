"""What becomes of a place when its light or its view turns into another."""

from __future__ import annotations

import cv2
import numpy as np

from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.place.grid import lay_grid
from groundglass.clear.place.keep import Kept
from groundglass.clear.place.looks import Looks
from groundglass.clear.place.view import changed_share
from tests.clear.frost.stillscene import WIDTH, Scene, known_place


def lit_from_one_side(scene: Scene) -> None:
    """Another light on the same room, which no gain and offset for the whole picture explain."""
    luma = scene.room[0].astype(np.float64)
    luma[:, : WIDTH // 2] = luma[:, : WIDTH // 2] * 0.8 + 90
    luma[:, WIDTH // 2 :] *= 0.5
    scene.room = (np.clip(luma, 0, 255).astype(np.uint8), scene.room[1], scene.room[2])


def test_structure_carries_its_proof_into_another_light() -> None:
    scene = Scene(FrostPolicy(evidence_s=60.0), known_place())
    scene.run(2.0)
    lit_from_one_side(scene)
    scene.run(20.0)
    assert len(scene.froster._memory.kept.places) == 2
    assert scene.clarity() > 0.3


def test_no_proof_is_carried_into_another_light_where_a_person_approves() -> None:
    scene = Scene(FrostPolicy(mode="approved", evidence_s=60.0), known_place())
    scene.run(2.0)
    assert scene.clarity() > 0.9
    lit_from_one_side(scene)
    assert scene.run(20.0).whole


def test_a_view_left_before_anything_was_proven_is_not_kept_and_a_third_is_told_from_the_second() -> None:
    scene = Scene(FrostPolicy(evidence_s=8.0))
    for seed in (1, 20, 40, 60):
        scene.room = Scene(seed=seed).room
        scene.run(4.0 if seed == 1 else 20.0)
    places = scene.froster._memory.kept.places
    assert len(places) == 3
    assert scene.clarity() > 0.9


def test_a_smooth_view_is_judged_by_all_of_its_blocks() -> None:
    looks = Looks(lay_grid(320, 192))
    looks.has[:] = True
    changed = np.zeros(looks.has.shape, np.bool_)
    changed[:12] = True
    assert changed_share(changed, looks) == 0.25


def test_beside_blocks_without_a_look_nothing_is_counted_as_changed() -> None:
    looks = Looks(lay_grid(320, 192))
    looks.has[:, 4:20] = True
    looks.texture[:, 4] = looks.texture[:, 19] = 90.0
    rim = np.zeros(looks.has.shape, np.bool_)
    rim[:, 4] = rim[:, 19] = True
    assert changed_share(rim, looks) == 0.0
    rim[:, 5:12] = True
    assert changed_share(rim, looks) == 0.5


def test_a_view_of_few_scattered_looks_is_judged_by_those() -> None:
    looks = Looks(lay_grid(320, 192))
    looks.has[::3, ::3] = True
    assert changed_share(np.ones(looks.has.shape, np.bool_), looks) == 1.0


def test_rain_from_the_first_picture_on_does_not_keep_a_place_from_being_proven() -> None:
    scene = Scene(FrostPolicy(evidence_s=4.0))
    rng = np.random.default_rng(5)

    def wet(at: tuple[int, int] | None) -> None:
        luma, blue, red = scene.draw(at)
        for x, y in zip(rng.integers(0, WIDTH, 24), rng.integers(0, luma.shape[0], 24), strict=True):
            cv2.line(luma, (int(x), int(y)), (int(x) + 1, int(y) + 8), 215, 1)
        scene.show((luma, blue, red))

    for _ in range(400):
        wet(None)
    assert scene.clarity() > 0.3
    for x in range(-28, 320, 6):
        wet((x, 70))
        assert scene.leak((x, 70)) < 0.02


def test_who_stands_before_the_little_that_is_known_neither_stops_the_rest_from_being_known_nor_is_shown() -> None:
    scene = Scene(FrostPolicy(evidence_s=4.0))
    (whole,) = Scene(known=known_place()).froster._memory.kept.places
    little = Looks(whole.grid)
    some = np.zeros(whole.grid.shape, np.bool_)
    some[20:38, 36:44] = True
    little.approve(whole.pictures, some)
    little.barred[2:6, 2:6] = True
    scene.froster._memory.recall(Kept((little,), np.zeros(whole.grid.shape, np.bool_)))
    at = (146, 80)
    for _ in range(200):
        report = scene.run(0.1, at)
        assert report.whole or scene.leak(at) < 0.02
    assert report.view == "clear"
    assert scene.clarity() > 0.7
    assert not scene.froster._memory.looks.proven[2:6, 2:6].any()
