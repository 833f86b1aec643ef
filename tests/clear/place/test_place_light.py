"""Light against the place's usual light: what glides is followed, what jumps is hidden, and nobody bends it."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from groundglass.clear.place.grid import Map, Mask, lay_grid
from groundglass.clear.place.light import CAST_LIMIT, ROUGH, USUAL_LIMIT, Light

GRID = lay_grid(320, 192)
STEP_S = 0.1
EVIDENCE_S = 20.0
ALL: Mask = np.ones(GRID.shape, np.bool_)
LOOK: Map = np.tile(np.linspace(40, 200, GRID.columns, dtype=np.float32), (GRID.rows, 1))


def lit(level: float) -> Map:
    return np.full(GRID.shape, level, np.float32)


def seen(light: Light, rise: Map, seconds: float = STEP_S) -> float:
    """Show this rise over the look for a while; return the largest share of blocks that was lifted in a picture."""
    most = 0.0
    for _ in range(round(seconds / STEP_S)):
        light.fit(LOOK, rise, ALL)
        most = max(most, float(np.mean(light.lifted)))
        light.settle(STEP_S, ~light.sudden, ALL, EVIDENCE_S)
    return most


def settled() -> Light:
    light = Light(GRID)
    assert seen(light, lit(0), 60) == 0
    return light


def test_an_exposure_that_follows_a_visitor_is_hidden_and_does_not_bend_the_usual_light() -> None:
    light = settled()
    for _ in range(3):
        assert seen(light, lit(USUAL_LIMIT + 2), 8) == 1
        assert seen(light, lit(0), 4) == 0
    assert float(np.abs(light.usual).max()) < 1.5


def test_daylight_that_glides_is_followed_however_far_it_goes() -> None:
    light = settled()
    for level in np.arange(0, 50, 0.2):
        assert seen(light, lit(float(level))) == 0
    assert float(light.usual.max()) < 10  # the usual light is where it was for most of the time


def test_after_a_jump_and_back_light_glides_again() -> None:
    light = settled()
    assert seen(light, lit(30), 1) == 1
    assert seen(light, lit(0), 2) == 0
    for level in np.arange(0, 30, 0.2):
        assert seen(light, lit(float(level))) == 0


def test_a_lamp_that_stays_on_is_the_usual_light_after_some_seconds() -> None:
    light = settled()
    assert seen(light, lit(40), 4) == 1
    seen(light, lit(40), 3)
    assert seen(light, lit(40), 1) == 0


def test_a_smaller_jump_lasts_longer_before_it_is_usual() -> None:
    light = settled()
    assert seen(light, lit(18), 20) == 1
    seen(light, lit(18), 15)
    assert seen(light, lit(18), 1) == 0


def test_a_shadow_in_one_part_is_content_and_the_same_shade_everywhere_is_not() -> None:
    light = settled()
    shade = lit(0)
    shade[8:16, 10:18] = -CAST_LIMIT - 1
    light.fit(LOOK, shade, ALL)
    assert light.cast[10:14, 12:16].all()
    assert not light.cast[20:, 25:].any()
    assert light.cast is light.cast
    light.fit(LOOK, lit(-CAST_LIMIT - 1), ALL)
    assert not light.cast.any()


def test_daylight_that_lifts_what_is_pale_by_more_casts_no_shadow() -> None:
    light = settled()
    light.fit(LOOK, np.asarray((LOOK - 40) * np.float32(0.2), np.float32), ALL)
    assert float(light.now.max() - light.now.min()) > 2 * CAST_LIMIT
    assert not light.cast.any()


def test_a_light_that_multiplies_is_the_usual_light_in_time_however_little_of_the_place_it_lifts() -> None:
    light = settled()
    brighter = np.asarray((LOOK - 100) * np.float32(0.18), np.float32)
    assert 0 < seen(light, brighter, 20) < 0.2
    seen(light, brighter, 15)
    assert seen(light, brighter, 1) == 0


def test_what_the_camera_limits_is_no_shadow() -> None:
    light = settled()
    light.fit(LOOK, np.minimum(LOOK * np.float32(1.5), 235) - LOOK, ALL, 235)
    assert not light.cast.any()
    assert float((LOOK + light.now).max()) < 235.5


def test_a_picture_that_is_white_nearly_everywhere_is_not_taken_for_a_limited_place() -> None:
    light = settled()
    light.fit(LOOK, lit(235) - LOOK, ALL, 235)
    assert light.white == inf
    assert light.sudden.any()


def test_the_light_that_a_place_is_saved_in_holds_no_outline() -> None:
    light = settled()
    light.usual[10:14, 12:16] = 60
    smooth = light.lasting
    light.usual[10:14, 12:16] = 0
    assert float(smooth.max() - light.lasting.max()) < ROUGH + 6


@pytest.mark.parametrize("share", [0.0, 0.01])
def test_with_next_to_nothing_that_matches_the_light_stays(share: float) -> None:
    light = settled()
    few = np.zeros(GRID.shape, np.bool_)
    few.flat[: round(share * few.size)] = True
    light.fit(LOOK, lit(25), few)
    assert float(np.abs(light.now).max()) < 0.5
    light.settle(STEP_S, few, np.zeros(GRID.shape, np.bool_), EVIDENCE_S)
    assert float(np.abs(light.usual).max()) < 0.5


def test_the_usual_light_of_a_place_known_before_follows_slowly_at_once() -> None:
    cold, known = Light(GRID), Light(GRID)
    known.recall()
    for light in (cold, known):
        seen(light, lit(10), 5)
    assert float(cold.usual.mean()) > 5
    assert float(known.usual.mean()) < 1
