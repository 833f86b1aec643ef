"""What trembles, for how long it is taken to, and that a restart does not forget it."""

from __future__ import annotations

import numpy as np

from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.place.grid import lay_grid
from groundglass.clear.place.trembling import Trembling
from tests.clear.frost.stillscene import Scene

GRID = lay_grid(320, 192)
STEP_S = 0.1
NONE = np.zeros(GRID.shape, np.bool_)
TAPE = NONE.copy()
TAPE[20, 10:30] = True


def seen(trembling: Trembling, every: int, seconds: float) -> None:
    for step in range(round(seconds / STEP_S)):
        trembling.watch(TAPE if step % every < every // 2 else NONE, STEP_S)


def test_what_changes_again_and_again_trembles_and_what_changed_once_does_not() -> None:
    trembling = Trembling(GRID)
    trembling.watch(TAPE, STEP_S)
    assert not trembling.blocks.any()
    seen(trembling, 6, 6.0)
    assert np.array_equal(trembling.blocks, TAPE)
    seen(trembling, 1, 20.0)
    assert not trembling.blocks.any()


def test_what_trembled_when_the_place_was_saved_is_believed_for_some_seconds() -> None:
    trembling = Trembling(GRID)
    trembling.recall(TAPE)
    seen(trembling, 1, 6.0)
    assert np.array_equal(trembling.blocks, TAPE)
    seen(trembling, 1, 4.0)
    assert not trembling.blocks.any()
    assert TAPE.any()


def test_a_camera_that_is_started_again_knows_what_trembled() -> None:
    scene = Scene(FrostPolicy(evidence_s=4.0))
    scene.run(6.0)
    still = scene.room[0].copy()
    swung = still.copy()
    swung[80:84, 40:120] = np.roll(still[80:84, 40:120], 3, axis=1)
    for step in range(120):
        scene.room = (swung if step % 6 < 3 else still, *scene.room[1:])
        scene.run(0.1)
    trembles = scene.froster._memory.kept.trembling
    assert trembles[20, 10:30].any()
    again = Scene(scene.policy, scene.froster.place_bytes())
    assert np.array_equal(again.froster._memory.kept.trembling, trembles & scene.froster._memory.looks.proven)
    assert again.froster._memory.kept.trembling.any()
