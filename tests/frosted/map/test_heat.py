"""Cells of a picture lie on the ground where the camera's scale puts them, with what may be told of them."""

from __future__ import annotations

from groundglass.frosted.analytics.reading import HeatCell
from groundglass.frosted.analytics.tallying import COLUMNS, ROWS
from groundglass.frosted.map.heat import ground_before, on_ground


def test_without_a_scale_there_is_no_ground() -> None:
    assert ground_before(None, 100.0, 640, 360, None) is None
    assert ground_before(100.0, None, 640, 360, None) is None


def test_a_cell_in_the_middle_lies_before_the_camera_and_lower_ones_are_nearer() -> None:
    ground = ground_before(5.0, 120.0, 640, 360, 60.0)
    assert ground is not None
    middle = COLUMNS // 2
    far, near = on_ground([HeatCell(middle, ROWS // 2, 9, 3.0), HeatCell(middle, ROWS - 1, None, None)], ground)
    assert max(away for _, away in near.corners) < min(away for _, away in far.corners)
    assert min(across for across, _ in far.corners) == 0
    assert (far.visits, far.stay_s) == (9, 3.0)
    assert (near.visits, near.stay_s) == (None, None)


def test_cells_at_the_horizon_are_left_out() -> None:
    ground = ground_before(0.0, 60.0, 640, 360, 60.0)
    assert ground is not None
    assert on_ground([HeatCell(0, 0, 50, 9.0)], ground) == ()
