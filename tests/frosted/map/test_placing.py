"""Two points of a picture say how it lies; the arithmetic is checked against itself and against known cases."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import ConfigError
from groundglass.frosted.map.placing import M_PER_DEG, GroundKind, Pin, Placing, moved

SHARES = st.floats(0, 1)


def of_metres(a: Pin, b: Pin, width: int = 900, height: int = 600) -> Placing:
    return Placing("metres", a, b, width, height)


UPRIGHT = of_metres(Pin(0, 1, 0, 0), Pin(1, 1, 45, 0))  # 20 pixels to the metre


def test_a_plan_placed_by_its_lower_edge_lies_upright() -> None:
    assert UPRIGHT.to_ground(0, 0) == pytest.approx((0, 30))
    assert UPRIGHT.to_ground(1, 0) == pytest.approx((45, 30))
    assert UPRIGHT.turn_deg() == pytest.approx(0)


def test_a_plan_turned_a_quarter_says_so_clockwise() -> None:
    turned = of_metres(Pin(0, 1, 0, 0), Pin(1, 1, 0, -45))
    assert turned.turn_deg() == pytest.approx(90)
    assert turned.to_ground(0, 0) == pytest.approx((30, 0))


def test_a_plan_in_the_world_is_as_large_as_its_pins_are_apart() -> None:
    north = 48.0
    apart = 45 / (M_PER_DEG * math.cos(math.radians(north)))
    placing = Placing("world", Pin(0, 1, 11.0, north), Pin(1, 1, 11.0 + apart, north), 900, 600)
    east_deg, north_deg = placing.to_ground(0, 0)
    assert east_deg == pytest.approx(11.0)
    assert (north_deg - north) * M_PER_DEG == pytest.approx(30)


@given(SHARES, SHARES, st.sampled_from([UPRIGHT, of_metres(Pin(0.2, 0.3, 5, -7), Pin(0.8, 0.9, -20, 30))]))
def test_there_and_back_is_the_same_point(across: float, down: float, placing: Placing) -> None:
    assert placing.to_picture(*placing.to_ground(across, down)) == pytest.approx((across, down), abs=1e-9)


@given(SHARES, SHARES, st.floats(0, 359), st.floats(-170, 170), st.floats(-80, 80))
def test_a_camera_keeps_its_point_of_the_picture_when_the_plan_moves_to_the_earth(
    across: float, down: float, azimuth_deg: float, east: float, north: float
) -> None:
    new = Placing("world", Pin(0.1, 0.9, east, north), Pin(0.9, 0.1, east + 0.0004, north + 0.0003), 900, 600)
    there = moved(UPRIGHT, new, *UPRIGHT.to_ground(across, down), azimuth_deg)
    assert new.to_picture(*there[:2]) == pytest.approx((across, down), abs=1e-4)
    assert 0 <= there[2] < 360 or math.isclose(there[2], 360)
    assert math.isclose(math.cos(math.radians(there[2] - azimuth_deg - new.turn_deg())), 1, abs_tol=1e-9)


def test_what_was_encoded_is_read_again() -> None:
    assert Placing.decoded(UPRIGHT.encoded()) == UPRIGHT


@pytest.mark.parametrize(
    ("ground", "a", "b"),
    [
        ("metres", Pin(0.5, 0.5, 0, 0), Pin(0.5, 0.505, 9, 0)),  # the same point of the picture
        ("metres", Pin(0, 0, 3, 3), Pin(1, 1, 3, 3)),  # the same place
        ("metres", Pin(0, 0, 0, 0), Pin(1, 1, 60_000, 0)),
        ("metres", Pin(0, 0, math.nan, 0), Pin(1, 1, 9, 0)),
        ("metres", Pin(-0.1, 0, 0, 0), Pin(1, 1, 9, 0)),
        ("world", Pin(0, 0, 0, 89), Pin(1, 1, 0, 89.001)),
        ("world", Pin(0, 0, 181, 1), Pin(1, 1, 181, 1.001)),
    ],
)
def test_pins_that_do_not_tell_how_a_plan_lies_are_refused(ground: GroundKind, a: Pin, b: Pin) -> None:
    with pytest.raises(ConfigError):
        Placing(ground, a, b, 900, 600).checked()
