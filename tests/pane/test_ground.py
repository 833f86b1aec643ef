"""Where on the ground a point of the picture lies, against a pinhole camera whose mounting is known."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.pane.ground import FARTHEST_M, areas_in_m2, ground_of
from groundglass.pane.ids import AreaId
from groundglass.pane.scale import PxPerMetre, from_mounting
from groundglass.pane.settings import Area

WIDTH, HEIGHT = 1280, 720
VIEW_DEG = 2 * math.degrees(math.atan(WIDTH / HEIGHT * math.tan(math.radians(40) / 2)))


def seen(across_m: float, away_m: float, height_m: float, tilt_deg: float) -> tuple[float, float]:
    """Shares of the picture at which a pinhole shows a point of the ground."""
    focal, tilt = HEIGHT / 2 / math.tan(math.radians(20)), math.radians(tilt_deg)
    depth = away_m * math.cos(tilt) + height_m * math.sin(tilt)
    down = height_m * math.cos(tilt) - away_m * math.sin(tilt)
    return 0.5 + focal * across_m / depth / WIDTH, 0.5 + focal * down / depth / HEIGHT


@given(st.floats(-5, 5), st.floats(8, 60), st.floats(3, 12), st.floats(5, 60))
def test_a_point_is_where_a_camera_of_that_mounting_sees_it(
    across: float, away: float, height: float, tilt: float
) -> None:
    scale = from_mounting(camera_height_m=height, tilt_deg=tilt, vertical_view_deg=40, height_px=HEIGHT)
    ground = ground_of(scale, WIDTH, HEIGHT, VIEW_DEG)
    assert ground is not None
    found = ground.point(*seen(across, away, height, tilt))
    if found is not None:
        assert math.dist(found, (across, away)) < 0.05 * away


def test_an_area_is_as_large_as_it_was_drawn() -> None:
    scale = from_mounting(camera_height_m=6, tilt_deg=25, vertical_view_deg=40, height_px=HEIGHT)
    ground = ground_of(scale, WIDTH, HEIGHT, VIEW_DEG)
    assert ground is not None
    square = tuple(seen(x, z, 6, 25) for x, z in ((-2, 10), (2, 10), (2, 15), (-2, 15)))
    m2 = ground.square_metres(square)
    assert m2 is not None and abs(m2 - 20) < 0.5
    sky = ((0.1, 0.0), (0.9, 0.0), (0.9, 0.01))
    areas = (Area(AreaId(1), square), Area(AreaId(2), sky))
    assert set(areas_in_m2(ground, areas)) == ({1} if ground.square_metres(sky) is None else {1, 2})
    assert areas_in_m2(None, areas) == {}


def test_nothing_is_placed_above_the_horizon_or_farther_than_is_known() -> None:
    ground = ground_of(PxPerMetre(-60.0, 228.0), WIDTH, HEIGHT, None)
    assert ground is not None
    assert ground.point(0.5, 0.2) is None
    assert ground.point(0.5, 0.27) is None or abs((ground.point(0.5, 0.27) or (0, 0))[1]) <= FARTHEST_M
    assert ground.square_metres(((0.0, 0.1), (1.0, 0.1), (1.0, 1.0))) is None


@pytest.mark.parametrize("scale", [None, PxPerMetre(100.0, -20.0)])
def test_without_a_scale_that_grows_downwards_there_is_no_ground(scale: PxPerMetre | None) -> None:
    assert ground_of(scale, WIDTH, HEIGHT, None) is None


def test_straight_down_a_metre_is_a_metre_everywhere() -> None:
    ground = ground_of(PxPerMetre(50.0, 0.0), WIDTH, HEIGHT, None)
    assert ground is not None
    one, other = ground.point(0.25, 0.25), ground.point(0.75, 0.75)
    assert one is not None and other is not None
    assert math.isclose(other[0] - one[0], WIDTH / 2 / 50) and math.isclose(one[1] - other[1], HEIGHT / 2 / 50)
