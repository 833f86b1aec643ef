"""Somebody who is there from the first picture on, stirs now and then, and is not the place."""

from __future__ import annotations

import numpy as np
import pytest

from groundglass.clear.frost.policy import FrostPolicy
from tests.clear.frost.stillscene import BROAD, HEIGHT, TALL, WIDTH, Scene, passed_by, swayed

EVIDENCE_S = 6.0
STEP_S = 0.1


def dark_scene(seed: int = 1) -> Scene:
    scene = Scene(FrostPolicy(evidence_s=EVIDENCE_S), seed=seed)
    np.minimum(scene.body, 46, out=scene.body)
    return scene


@pytest.mark.parametrize(
    ("spot", "by", "stirs_s", "still_s"),
    [((0, 80), 4, 1.5, 3.0), ((WIDTH - BROAD, 80), 3, 1.0, 4.5), ((150, HEIGHT - TALL), 3, 1.0, 4.5)],
)
def test_who_stirs_at_the_edge_once_in_the_evidence_time_is_not_proven(
    spot: tuple[int, int], by: int, stirs_s: float, still_s: float
) -> None:
    scene = dark_scene()
    worst = 0.0
    for i in range(200):
        at = (spot[0] + swayed(i * STEP_S, by, stirs_s, still_s), spot[1])
        scene.show(scene.draw(at))
        worst = max(worst, scene.leak(at))
    assert worst < 0.05
    assert scene.clarity() > 0.8


@pytest.mark.parametrize(("spot", "every_s"), [((150, 80), 7.0), ((150, HEIGHT - TALL), 3.0)])
def test_who_sways_while_others_pass_by_is_not_proven(spot: tuple[int, int], every_s: float) -> None:
    scene = dark_scene(4)
    worst = 0.0
    for i in range(200):
        at = (spot[0] + swayed(i * STEP_S, 6, 2.0, 0.0), spot[1])
        x = -BROAD + round(i * STEP_S % every_s * 120)
        picture = scene.draw(at)
        passed_by(picture, x, spot[1] + 14)
        scene.show(picture)
        if abs(x - at[0]) > BROAD:
            worst = max(worst, scene.leak(at))
    assert worst < 0.05
    assert scene.clarity() > 0.8


def test_who_was_taken_for_the_place_before_a_restart_is_hidden_once_they_stir() -> None:
    spot = (150, 80)
    before = dark_scene()
    before.run(1.7 * EVIDENCE_S, spot)
    assert before.leak(spot) > 0.9
    after = Scene(FrostPolicy(evidence_s=EVIDENCE_S), before.froster.place_bytes())
    np.minimum(after.body, 46, out=after.body)
    after.run(1.0, spot)
    assert after.leak(spot) > 0.9
    for i in range(20):
        after.show(after.draw((spot[0] + swayed(i * STEP_S, 6, 1.5, 4.0), spot[1])))
    for _ in range(40):
        after.show(after.draw(spot))
        assert after.leak(spot) < 0.05
