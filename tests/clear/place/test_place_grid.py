"""The reduced picture and its blocks cover every pixel, whatever the size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.place.grid import REDUCED_WIDTH, Reducer, cover, lay_grid
from groundglass.errors import FrostError
from groundglass.pane.ids import Instant90k


@given(st.integers(16, 4000), st.integers(16, 3000))
def test_blocks_cover_the_picture_and_reach_no_further_than_one_block(width: int, height: int) -> None:
    grid = lay_grid(width, height)
    assert grid.columns * grid.block_px >= width > (grid.columns - 1) * grid.block_px
    assert grid.rows * grid.block_px >= height > (grid.rows - 1) * grid.block_px
    assert width / (1 << grid.halvings) <= REDUCED_WIDTH
    assert grid.block_px % 2 == 0


@settings(max_examples=30, deadline=None)
@given(st.integers(16, 1300), st.integers(16, 800))
def test_a_flat_picture_stays_flat_when_reduced(width: int, height: int) -> None:
    grid = lay_grid(width, height)
    half = ((height + 1) // 2, (width + 1) // 2)
    clear = ClearFrame(
        np.full((height, width), 77, np.uint8),
        np.full(half, 90, np.uint8),
        np.full(half, 160, np.uint8),
        Instant90k(0),
    )
    small = Reducer(grid).reduce(clear)
    assert np.all(small.luma == 77) and np.all(small.blue == 90) and np.all(small.red == 160)


def test_a_region_touches_every_block_it_reaches_into() -> None:
    grid = lay_grid(320, 192)
    region = ((0.1, 0.1), (0.3, 0.1), (0.3, 0.3), (0.1, 0.3))
    touched, inside = cover((region,), grid, whole_blocks=False), cover((region,), grid, whole_blocks=True)
    assert touched.sum() > inside.sum() > 0
    assert not (inside & ~touched).any()
    assert touched[5:14, 9:24].all()


@pytest.mark.parametrize(
    "polygons",
    [
        (((0.0, 0.0), (1.0, 1.0)),),
        (((0.0, 0.0), (1.0, 1.0), (1.5, 0.0)),),
        (((0.0, 0.0), (1.0, float("nan")), (1.0, 0.0)),),
        (((0.0, 0.0), (1.0, 1.0), (1.0, 0.0)),) * 65,
    ],
)
def test_a_region_that_cannot_be_drawn_is_refused(polygons: tuple[tuple[tuple[float, float], ...], ...]) -> None:
    with pytest.raises(FrostError):
        FrostPolicy(privacy=polygons)


@pytest.mark.parametrize("evidence_s", [0.0, float("nan"), 1e9])
def test_an_evidence_time_out_of_range_is_refused(evidence_s: float) -> None:
    with pytest.raises(FrostError):
        FrostPolicy(evidence_s=evidence_s)
