"""What is said of a scale, row by row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from groundglass.pane.resolution import ROWS, resolutions
from groundglass.pane.scale import FROSTED_PX_PER_M

PX_PER_M = st.floats(1.0, 20_000.0)


@given(PX_PER_M, PX_PER_M)
def test_frosting_leaves_no_more_than_one_cell_for_80_mm(top: float, bottom: float) -> None:
    rows = resolutions(top, bottom)
    assert tuple(one.row for one in rows) == ROWS
    assert all(one.left_px_per_m <= FROSTED_PX_PER_M for one in rows)
    assert all(one.left_reaches in ("monitor", "below monitor") for one in rows)


def test_a_camera_without_a_scale_has_nothing_to_tell() -> None:
    assert resolutions(None, 30.0) == resolutions(30.0, None) == ()


def test_rows_between_lie_on_the_line() -> None:
    assert [one.px_per_m for one in resolutions(100.0, 300.0)] == [100, 150, 200, 250, 300]
    assert [one.reaches for one in resolutions(100.0, 300.0)] == [
        "observe", "recognise", "recognise", "identify", "identify",
    ]  # fmt: skip
