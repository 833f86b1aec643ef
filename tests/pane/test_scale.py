"""How large a metre is in the picture: the three ways to say it agree with a camera that is known exactly."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import ConfigError
from groundglass.pane.scale import (
    CEILING_PX_PER_M,
    GroundPoint,
    PxPerMetre,
    Upright,
    class_of,
    from_ground,
    from_mounting,
    from_uprights,
)

HEIGHT_PX, WIDTH_PX = 1080, 1920
CAMERA_M, TILT, VIEW = 5.0, 30.0, 50.0
FOCAL_PX = HEIGHT_PX / 2 / math.tan(math.radians(VIEW) / 2)


def seen(east_m: float, north_m: float) -> tuple[float, float]:
    """Where a ground point appears: a camera 5 m up, 30 degrees down, 50 degrees of view."""
    tilt = math.radians(TILT)
    ahead = north_m * math.cos(tilt) + CAMERA_M * math.sin(tilt)
    down = CAMERA_M * math.cos(tilt) - north_m * math.sin(tilt)
    return WIDTH_PX / 2 + FOCAL_PX * east_m / ahead, HEIGHT_PX / 2 + FOCAL_PX * down / ahead


def true_scale(north_m: float) -> float:
    tilt = math.radians(TILT)
    return FOCAL_PX / (north_m * math.cos(tilt) + CAMERA_M * math.sin(tilt))


def corners() -> tuple[GroundPoint, GroundPoint, GroundPoint, GroundPoint]:
    points = [GroundPoint(*seen(e, n), e, n) for e, n in ((-2.0, 6.0), (2.0, 6.0), (3.0, 14.0), (-3.0, 14.0))]
    return points[0], points[1], points[2], points[3]


@pytest.mark.parametrize("north_m", [6.0, 9.0, 13.0])
def test_four_points_give_the_true_scale(north_m: float) -> None:
    scale = from_ground(corners(), HEIGHT_PX)
    assert scale.at(seen(0.0, north_m)[1] / HEIGHT_PX) == pytest.approx(true_scale(north_m), rel=0.02)


@pytest.mark.parametrize("north_m", [6.0, 9.0, 13.0])
def test_a_lens_and_its_mounting_give_the_true_scale(north_m: float) -> None:
    scale = from_mounting(camera_height_m=CAMERA_M, tilt_deg=TILT, vertical_view_deg=VIEW, height_px=HEIGHT_PX)
    assert scale.at(seen(0.0, north_m)[1] / HEIGHT_PX) == pytest.approx(true_scale(north_m), rel=0.02)


def test_two_uprights_give_a_line_through_both() -> None:
    scale = from_uprights(Upright(100, 300, 1.8), Upright(300, 900, 1.8), 1000)
    assert scale.at(0.3) == pytest.approx(200 / 1.8)
    assert scale.at(0.9) == pytest.approx(600 / 1.8)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Upright(300, 100, 1.8), Upright(300, 900, 1.8)),
        (Upright(100, 300, 0.0), Upright(300, 900, 1.8)),
        (Upright(100, 300, 1.8), Upright(100, 301, 1.8)),
        (Upright(100, 300, 1.8), Upright(899, 900, 1.8)),
    ],
)
def test_uprights_that_cannot_give_a_scale_are_refused(first: Upright, second: Upright) -> None:
    with pytest.raises(ConfigError):
        from_uprights(first, second, 1000)


def test_points_on_a_line_are_refused() -> None:
    line = tuple(GroundPoint(100.0 * i, 100.0 * i, float(i), float(i)) for i in range(4))
    with pytest.raises(ConfigError):
        from_ground((line[0], line[1], line[2], line[3]), HEIGHT_PX)


def test_points_on_one_row_are_refused() -> None:
    near = [(0, 0, 0, 0), (10, 1, 1, 0), (10, 2, 1, 1), (0, 3, 0, 1)]
    points = tuple(GroundPoint(*(float(v) for v in p)) for p in near)
    with pytest.raises(ConfigError):
        from_ground((points[0], points[1], points[2], points[3]), HEIGHT_PX)


def test_points_that_repeat_one_place_on_the_ground_are_refused() -> None:
    points = [GroundPoint(x, y, 1.0, 1.0) for x, y in ((0.0, 0.0), (900.0, 0.0), (900.0, 900.0), (0.0, 900.0))]
    with pytest.raises(ConfigError):
        from_ground((points[0], points[1], points[2], points[3]), HEIGHT_PX)


@pytest.mark.parametrize(
    ("camera_height_m", "tilt_deg", "vertical_view_deg"), [(0.1, 30, 50), (5, 95, 50), (5, 30, 170), (499, -9, 2)]
)
def test_a_mounting_that_sees_no_ground_is_refused(
    camera_height_m: float, tilt_deg: float, vertical_view_deg: float
) -> None:
    with pytest.raises(ConfigError):
        from_mounting(
            camera_height_m=camera_height_m,
            tilt_deg=tilt_deg,
            vertical_view_deg=vertical_view_deg,
            height_px=HEIGHT_PX,
        )


def test_a_picture_of_no_height_is_refused() -> None:
    with pytest.raises(ConfigError):
        from_mounting(camera_height_m=5, tilt_deg=30, vertical_view_deg=50, height_px=0)


def test_classes_follow_the_standard() -> None:
    assert [class_of(v) for v in (1000, 999, 250, 125, 62.5, 25, 12.5, 12.4)] == [
        "inspect", "identify", "identify", "recognise", "observe", "detect", "monitor", "below monitor",
    ]  # fmt: skip


@given(st.floats(-5000, 5000), st.floats(-5000, 5000), st.floats(0, 1))
def test_a_cell_covers_at_least_80_mm(at_top: float, slope: float, row: float) -> None:
    scale = PxPerMetre(at_top, slope)
    assert 1.0 <= scale.at(row) <= CEILING_PX_PER_M
    assert scale.cell_px(row) / scale.at(row) >= 0.08


def test_a_horizon_through_the_corner_of_the_picture_is_no_trouble() -> None:
    corners = ((400, 600, 0, 0), (880, 600, 4, 0), (760, 300, 4, 6), (520, 300, 0, 6))
    one, two, three, four = (GroundPoint(*corner) for corner in corners)
    assert from_ground((one, two, three, four), 720).at(600 / 720) == pytest.approx(120)


@pytest.mark.parametrize(
    "corners",
    [
        ((490, 320, 3, 2), (460, 320, 1, 3), (490, 290, 3, 0), (470, 320, 2, 1)),
        ((510, 310, 1, 1), (490, 310, 2, 3), (540, 300, 2, 1), (490, 280, 1, 1)),
    ],
    ids=["the horizon crosses them", "two at one place"],
)
def test_points_that_lie_on_no_ground_are_refused(corners: tuple[tuple[int, int, int, int], ...]) -> None:
    one, two, three, four = (GroundPoint(*corner) for corner in corners)
    with pytest.raises(ConfigError, match="one plane"):
        from_ground((one, two, three, four), 720)
