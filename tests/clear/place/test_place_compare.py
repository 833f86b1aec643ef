"""What is forgiven to leaves in the wind, and what is not."""

from __future__ import annotations

import cv2
import numpy as np

from groundglass.clear.frame import Plane
from groundglass.clear.place.compare import FAR, Comparison, contrast
from groundglass.clear.place.grid import Map, Mask, Reduced, lay_grid
from groundglass.clear.place.looks import Looks

GRID = lay_grid(320, 192)
INNER = np.s_[1:-1, 1:-1]
DARK = np.zeros(GRID.shape, np.float32)
NO_TINT = (0.0, 0.0)


def _leaves() -> Reduced:
    """Leaves before a wall: texture in luma and in colour."""
    rng = np.random.default_rng(4)
    planes = []
    for step, low, high in ((4, 60, 180), (2, 110, 128), (2, 118, 132)):
        coarse = rng.integers(low, high, (GRID.rows * step // 2, GRID.columns * step // 2), np.uint8)
        size = (GRID.columns * step, GRID.rows * step)
        planes.append(np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_NEAREST), np.uint8))
    return Reduced(*planes)


def _looks(picture: Reduced) -> Looks:
    looks = Looks(GRID)
    everywhere: Mask = np.ones(GRID.shape, np.bool_)
    looks.remember(picture, everywhere, DARK, DARK)
    return looks


def _rough(rng: np.random.Generator, low: int, high: int) -> Looks:
    """A look without colour whose every pixel is by chance."""
    looks = Looks(GRID)
    looks.pictures.luma[:] = rng.integers(low, high, looks.pictures.luma.shape)
    looks.measure()
    return looks


def _swayed(picture: Reduced, luma_px: int) -> Reduced:
    return Reduced(
        np.roll(picture.luma, luma_px, axis=1),
        np.roll(picture.blue, luma_px // 2, axis=1),
        np.roll(picture.red, luma_px // 2, axis=1),
    )


def test_leaves_that_sway_stay_within_their_own_surroundings() -> None:
    leaves = _leaves()
    looks, compare = _looks(leaves), Comparison(GRID)
    swayed = _swayed(leaves, 2)
    compare.rise(swayed, looks.pictures)
    assert compare.distance(swayed, looks.pictures, DARK, NO_TINT, looks.texture)[INNER].mean() > FAR
    assert compare.beyond(swayed, looks.reach, DARK, NO_TINT)[INNER].max() == 0.0


def test_a_coat_as_bright_as_the_leaves_is_none_of_them() -> None:
    leaves = _leaves()
    looks, compare = _looks(leaves), Comparison(GRID)
    for blue, red in ((40, 0), (-40, 0), (0, 40), (0, -40)):
        coat = Reduced(
            leaves.luma, (leaves.blue.astype(np.int16) + blue).astype(np.uint8),
            (leaves.red.astype(np.int16) + red).astype(np.uint8),
        )  # fmt: skip
        assert compare.beyond(coat, looks.reach, DARK, NO_TINT)[INNER].min() > FAR


def test_the_colour_of_the_light_is_taken_from_what_sways_as_well() -> None:
    leaves = _leaves()
    looks, compare = _looks(leaves), Comparison(GRID)
    evening = Reduced(leaves.luma, leaves.blue - np.uint8(9), leaves.red + np.uint8(9))
    assert compare.beyond(evening, looks.reach, DARK, (-9.0, 9.0))[INNER].max() == 0.0
    assert compare.beyond(evening, looks.reach, DARK, NO_TINT)[INNER].mean() > 1.0


def test_brightness_that_leaves_the_range_is_not_forgiven() -> None:
    leaves = _leaves()
    looks, compare = _looks(leaves), Comparison(GRID)
    black = Reduced(np.full_like(leaves.luma, 20), leaves.blue, leaves.red)
    assert compare.beyond(black, looks.reach, DARK, NO_TINT)[INNER].min() > FAR


def test_a_dimmer_light_shrinks_neither_what_a_body_differs_by_nor_the_place() -> None:
    look = _rough(np.random.default_rng(5), 60, 200)
    body = look.pictures.luma.copy()
    body[40:80, 40:80] -= 30
    comparison = Comparison(GRID)

    def distance(luma: Plane, gain: float) -> Map:
        dimmed = np.round(luma * (1 + gain)).astype(np.uint8)
        picture = Reduced(dimmed, look.pictures.blue, look.pictures.red)
        comparison.rise(picture, look.pictures)
        light = np.asarray(look.mean * np.float32(gain), np.float32)
        return comparison.distance(picture, look.pictures, light, NO_TINT, DARK, gain, look.mean)

    for gain in (-0.4, -0.2, 0.2):
        empty, stood = distance(look.pictures.luma, gain), distance(body, gain)
        assert float(empty.max()) < 2.5
        assert float(stood[11:19, 11:19].min()) > 27
    assert contrast(0.3) == contrast(-0.05) == 1.0


def test_where_the_camera_limits_the_place_is_expected_to_be_limited() -> None:
    rng = np.random.default_rng(6)
    look = _rough(rng, 150, 250)
    body = look.pictures.luma.copy()
    body[40:80, 40:80] = rng.integers(20, 60, (40, 40))
    comparison = Comparison(GRID)
    for luma, stood in ((look.pictures.luma, False), (body, True)):
        bright = np.clip(luma * 1.3, 0, 235).astype(np.uint8)
        picture = Reduced(bright, look.pictures.blue, look.pictures.red)
        comparison.rise(picture, look.pictures)
        light = np.asarray(look.mean * np.float32(0.3), np.float32)
        far_off = comparison.distance(picture, look.pictures, light, NO_TINT, DARK, 0.3, look.mean, 235)
        assert float(far_off[:, 20:].max()) < 3
        assert not stood or float(far_off[11:19, 11:19].min()) > 100
