"""The place instead of people is shown only where all of it is the place."""

from __future__ import annotations

from typing import Final, get_args

import cv2
import numpy as np
import pytest

from groundglass.clear.frost.absent import emptied
from groundglass.clear.frost.glass import Field, draw_glass
from groundglass.clear.frost.policy import FrostPolicy, Style
from groundglass.clear.place.grid import BLOCK, Mask, lay_grid
from groundglass.clear.place.looks import Looks
from groundglass.pane.scale import PxPerMetre
from tests.clear.frost.stillscene import HEIGHT, TALL, WIDTH, Scene, known_place, textured

GRID = lay_grid(WIDTH, HEIGHT)
STYLES: Final[tuple[Style, ...]] = get_args(Style)
LEFT, RIGHT = np.s_[10:30, 10:30], np.s_[10:30, 50:70]


def _looks(unproven: Mask) -> Looks:
    looks = Looks(GRID)
    looks.pictures.luma[:] = textured(3, GRID.rows * BLOCK, GRID.columns * BLOCK, 40, 220, 3)
    looks.proven = ~unproven
    looks.measure()
    return looks


def _figures() -> Mask:
    figure: Mask = np.zeros(GRID.shape, np.bool_)
    figure[LEFT] = figure[RIGHT] = True
    return figure


def _hole(*blocks: tuple[int, int]) -> Mask:
    hole: Mask = np.zeros(GRID.shape, np.bool_)
    for block in blocks:
        hole[block] = True
    return hole


def _inside(field: Field, region: tuple[slice, slice]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Of a region in luma, all but its rim."""
    rows, columns = (slice((part.start + 1) * BLOCK, (part.stop - 1) * BLOCK) for part in region)
    return field.luma[rows, columns]


def test_a_region_that_is_proven_throughout_shows_the_place() -> None:
    looks = _looks(_hole())
    field = emptied(GRID, draw_glass(GRID), _figures(), looks)
    place = Field(looks.pictures.luma.astype(np.float32), field.blue, field.red)
    for region in (LEFT, RIGHT):
        assert np.array_equal(_inside(field, region), _inside(place, region))


def test_one_unproven_block_keeps_the_place_from_all_of_its_region() -> None:
    glass = draw_glass(GRID)
    field = emptied(GRID, glass, _figures(), _looks(_hole((15, 15))))
    finer = np.asarray(cv2.resize(glass.luma, field.luma.shape[::-1]), np.float32)
    soft = Field(finer, glass.blue, glass.red)
    assert np.array_equal(_inside(field, LEFT), _inside(soft, LEFT))
    assert np.std(_inside(field, RIGHT)) > 10 * np.std(_inside(field, LEFT))


def test_what_is_missing_from_a_place_leaves_no_outline() -> None:
    body = _hole(*((row, column) for row in range(12, 28) for column in range(16, 22)))
    one, other = (emptied(GRID, draw_glass(GRID), _figures(), _looks(hole)) for hole in (body, _hole((20, 25))))
    for a, b in ((one.luma, other.luma), (one.blue, other.blue), (one.red, other.red)):
        assert np.array_equal(a, b)


def test_a_rim_says_that_somebody_is_there_whatever_is_shown_inside() -> None:
    field = emptied(GRID, draw_glass(GRID), _figures(), _looks(_hole((15, 15))))
    for rows, columns in (LEFT, RIGHT):
        for row in (rows.start, rows.stop - 1):
            assert len(np.unique(field.luma[row * BLOCK, columns.start * BLOCK : columns.stop * BLOCK])) == 1


@pytest.mark.parametrize("scale", [None, PxPerMetre(0.0, 60.0)])
def test_a_passer_is_not_in_what_is_shown_instead(scale: PxPerMetre | None) -> None:
    scene = Scene(FrostPolicy(style="absent", evidence_s=4.0, scale=scale), known_place())
    scene.run(3.0)
    at = (140, 80)
    scene.run(1.0, at)
    middle = np.s_[at[1] + 8 : at[1] + TALL - 8, at[0] + 8 : at[0] + 20]
    bare = scene.room[0][middle].astype(int)
    assert np.abs(scene.into.luma[middle] - bare).mean() < 6
    assert np.abs(scene.last[0][middle].astype(int) - bare).mean() > 40


def test_more_room_is_left_around_a_passer_whom_nobody_has_to_find() -> None:
    shares = []
    for style in STYLES:
        scene = Scene(FrostPolicy(style=style, evidence_s=4.0, scale=PxPerMetre(0.0, 60.0)), known_place())
        scene.run(3.0)
        shares.append(scene.run(1.0, (140, 80)).hidden_share)
    hidden = dict(zip(STYLES, shares, strict=True))
    assert hidden["silhouette"] == hidden["mosaic"]
    assert hidden["absent"] > 1.3 * hidden["silhouette"]
