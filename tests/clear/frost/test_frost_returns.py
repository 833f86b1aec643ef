"""When a look that returned is the place, and when it is not."""

from __future__ import annotations

import numpy as np

from groundglass.clear.frost.policy import FrostPolicy
from tests.clear.frost.stillscene import BROAD, HEIGHT, TALL, WIDTH, Scene, figure

SPOT = (146, 90)
WINDOW = np.s_[SPOT[1] + 4 : SPOT[1] + TALL - 4, SPOT[0] + 4 : SPOT[0] + BROAD - 4]


def shown_at_the_spot(scene: Scene) -> float:
    """Share of the pixels at the spot that the frosted picture repeats exactly."""
    return float(np.mean(scene.into.luma[WINDOW] == scene.last[0][WINDOW]))


def visit(scene: Scene, seed: int, stay_s: float) -> float:
    """Another figure comes in, stays at the spot, and leaves on the other side; the worst leak is returned."""
    scene.body = figure(seed)
    worst = scene.walk(-BROAD, SPOT[0], SPOT[1])
    scene.run(stay_s, SPOT)
    worst = max(worst, scene.leak(SPOT))
    return max(worst, scene.walk(SPOT[0], WIDTH, SPOT[1]))


def busy_scene(visits: int, stay_s: float, gap_s: float) -> Scene:
    """A spot where somebody stands for most of the time, never for long; evidence time 3 s."""
    scene = Scene(FrostPolicy(evidence_s=3.0))
    scene.run(2.0)
    for i in range(visits):
        assert visit(scene, 50 + i, stay_s) == 0.0
        scene.run(gap_s)
    return scene


def test_a_spot_where_somebody_mostly_stands_is_proven_once_it_returned_for_minutes() -> None:
    scene = busy_scene(1, stay_s=11.0, gap_s=2.0)
    assert shown_at_the_spot(scene) < 0.2
    for i in range(4):
        assert visit(scene, 70 + i, 11.0) == 0.0
        scene.run(3.0)
    assert shown_at_the_spot(scene) > 0.9


def test_a_spot_is_not_proven_while_something_else_stayed_there_for_longer() -> None:
    scene = busy_scene(1, stay_s=60.0, gap_s=3.0)
    for i in range(6):
        assert visit(scene, 70 + i, 8.0) == 0.0
        scene.run(3.0)
    assert shown_at_the_spot(scene) < 0.2


def test_one_departure_is_not_enough_without_a_majority() -> None:
    scene = Scene(FrostPolicy(evidence_s=3.0))
    scene.run(2.0)
    assert visit(scene, 60, 14.0) == 0.0
    scene.run(19.0)
    looks = scene.froster._memory.looks
    rows, columns = (slice(w.start // 4 + 1, w.stop // 4 - 1) for w in WINDOW)
    assert np.all(looks.returns[rows, columns] <= 1)


def test_somebody_who_sways_at_the_pictures_edge_makes_no_returns() -> None:
    scene = Scene(FrostPolicy(evidence_s=3.0))
    at = (146, HEIGHT - TALL + 8)
    scene.run(2.0, at)
    for _ in range(12):
        scene.run(1.0, (at[0] + 9, at[1]))
        scene.run(0.8, at)
    assert float(scene.froster._memory.looks.returns.max()) == 0.0


def test_somebody_there_from_the_start_who_leaves_and_takes_the_same_place_again_is_hidden() -> None:
    scene = Scene(FrostPolicy(evidence_s=4.0))
    scene.run(3.0, SPOT)
    worst = 0.0
    for _ in range(6):
        worst = max(worst, scene.walk(SPOT[0], WIDTH, SPOT[1]))
        scene.run(4.0)
        worst = max(worst, scene.walk(-BROAD, SPOT[0], SPOT[1]))
        scene.run(3.0, SPOT)
        worst = max(worst, scene.leak(SPOT))
    assert worst < 0.1
