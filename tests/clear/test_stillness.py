"""When a picture need not be encoded anew, and when it must."""

from __future__ import annotations

import numpy as np
import pytest

from groundglass.clear.frame import Plane
from groundglass.clear.stillness import Planes, Stillness

WIDTH, HEIGHT = 1280, 720


def picture(seed: int = 0, noise: float = 2.5) -> Planes:
    rng = np.random.default_rng(seed)
    place = np.random.default_rng(99).integers(30, 220, (HEIGHT // 40, WIDTH // 40)).repeat(40, 0).repeat(40, 1)

    def taken(scene: Plane | float, shape: tuple[int, int]) -> Plane:
        return np.clip(scene + rng.normal(0, noise, shape), 0, 255).astype(np.uint8)

    half = (HEIGHT // 2, WIDTH // 2)
    return taken(place.astype(np.uint8), (HEIGHT, WIDTH)), taken(128, half), taken(128, half)


def test_the_first_picture_is_encoded() -> None:
    assert not Stillness().is_still(picture())


def test_the_noise_of_a_sensor_is_stillness() -> None:
    stillness = Stillness()
    assert [stillness.is_still(picture(n)) for n in range(6)] == [False] + [True] * 5


@pytest.mark.parametrize("plane", [0, 1, 2])
def test_a_small_far_figure_is_not_still(plane: int) -> None:
    stillness = Stillness()
    stillness.is_still(picture(0))
    second = picture(1)
    part = 16 if plane == 0 else 8
    second[plane][333 : 333 + part, 141 : 141 + part // 2] += 30
    assert not stillness.is_still(second)


def test_a_change_of_light_is_not_still() -> None:
    stillness = Stillness()
    stillness.is_still(picture(0))
    second = picture(1)
    second[0][:] += 4
    assert not stillness.is_still(second)


def test_a_slow_drift_cannot_creep_past() -> None:
    stillness = Stillness()
    still = []
    for n in range(6):
        drifting = picture(n, noise=0.5)
        drifting[0][:] += np.uint8(n)
        still.append(stillness.is_still(drifting))
    assert not all(still[1:5])


def test_what_cannot_be_compared_is_not_still() -> None:
    stillness = Stillness()
    assert not stillness.is_still(picture(0))
    assert not stillness.is_still(None)
    assert not stillness.is_still(picture(0)), "a picture in between was encoded"


def test_a_picture_of_another_size_is_compared_with_nothing() -> None:
    stillness = Stillness()
    stillness.is_still(picture(0))
    smaller = tuple(plane[: plane.shape[0] // 2] for plane in picture(1))
    assert not stillness.is_still((smaller[0], smaller[1], smaller[2]))
    assert stillness.is_still((smaller[0], smaller[1], smaller[2]))


def test_a_busy_view_is_found_still_again_within_a_few_pictures() -> None:
    stillness = Stillness()
    for n in range(40):
        moving = picture(n)
        moving[0][100:300, 20 * n : 20 * n + 100] //= 2
        assert not stillness.is_still(moving)
    assert sum(stillness.is_still(picture(n)) for n in range(20)) >= 10


def test_small_pictures_are_compared_as_they_are() -> None:
    stillness = Stillness()
    luma, chroma = np.full((48, 64), 90, np.uint8), np.full((24, 32), 128, np.uint8)
    assert not stillness.is_still((luma, chroma, chroma))
    assert stillness.is_still((luma.copy(), chroma, chroma))
    changed = luma.copy()
    changed[20, 30] = 120
    assert not stillness.is_still((changed, chroma, chroma))


def test_pictures_of_almost_the_same_size_are_compared_without_failing() -> None:
    """639 and 640 columns are one geometry: a camera that alternates between them must not end the worker."""
    stillness = Stillness()

    def flat(width: int) -> Planes:
        half = np.full((240, (width + 1) // 2), 128, np.uint8)
        return np.full((480, width), 90, np.uint8), half, half.copy()

    assert not any(stillness.is_still(flat(width)) for width in (640, 639, 640))
    again = Stillness()
    assert [again.is_still(flat(width)) for width in (640, 640, 640)] == [False, True, True]
