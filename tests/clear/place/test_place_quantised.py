"""A codec's coarse step is seen by what jumps alone, and nothing else is taken for one."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.place.grid import Reducer, lay_grid
from groundglass.clear.place.quantised import Quantised
from groundglass.pane.ids import Instant90k
from tests.clear.frost.stillscene import BROAD, HEIGHT, TALL, WIDTH, Picture, Scene

GRID = lay_grid(2 * WIDTH, 2 * HEIGHT)
RNG_SEED = 5


def pressed(plane: npt.NDArray[np.uint8], quality: int = 12) -> npt.NDArray[np.uint8]:
    """A plane as a camera gives it that spends too little on each picture."""
    _, data = cv2.imencode(".jpg", plane, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


def slope(left: float, right: float, height: int, width: int) -> npt.NDArray[np.uint8]:
    falls = np.linspace(left, right, width)[None, :] + np.linspace(0, (right - left) / 6, height)[:, None]
    return np.round(falls).astype(np.uint8)


def wall(width: int = 2 * WIDTH, height: int = 2 * HEIGHT) -> Picture:
    """A smooth wall, lit from one side by a lamp of its own colour: here and there its mean lies between two steps."""
    half = height // 2, width // 2
    return slope(60, 180, height, width), slope(112, 140, *half), slope(144, 116, *half)


def noisy(picture: Picture, rng: np.random.Generator) -> Picture:
    luma, blue, red = (np.clip(plane + rng.normal(0, 2.0, plane.shape), 0, 255).astype(np.uint8) for plane in picture)
    return luma, blue, red


def watched(draw: Callable[[int, np.random.Generator], Picture], pictures: int = 60) -> Quantised:
    quantised, reducer, rng = Quantised(GRID), Reducer(GRID), np.random.default_rng(RNG_SEED)
    for index in range(pictures):
        quantised.watch(reducer.reduce(ClearFrame(*draw(index, rng), Instant90k(0))), 0.1)
    return quantised


def test_the_step_of_a_codec_is_found_in_luma_and_in_chroma() -> None:
    def drawn(_: int, rng: np.random.Generator) -> Picture:
        luma, blue, red = (pressed(plane) for plane in noisy(wall(), rng))
        return luma, blue, red

    def in_luma(_: int, rng: np.random.Generator) -> Picture:
        luma, blue, red = noisy(wall(), rng)
        return pressed(luma), blue, red

    # A quantiser of 67 for a coefficient that is eight times the mean; differences of colour weigh 1.3 times.
    assert 8.3 < watched(in_luma).allowance < 10.5
    assert 8.3 * 1.3 < watched(drawn).allowance < 10.5 * 1.3


def test_of_one_picture_nothing_is_said() -> None:
    assert watched(lambda _, rng: wall(), 1).allowance == 0


def test_noise_is_no_step() -> None:
    assert watched(lambda _, rng: noisy(wall(), rng)).allowance == 0


def test_rain_jumps_by_any_amount_and_is_no_step() -> None:
    def rained(_: int, rng: np.random.Generator) -> Picture:
        luma, blue, red = wall()
        for x, y in zip(rng.integers(0, 2 * WIDTH, 90), rng.integers(0, 2 * HEIGHT, 90), strict=True):
            cv2.line(luma, (int(x), int(y)), (int(x) + 2, int(y) + 16), 215, 1)
        return luma, blue, red

    assert watched(rained).allowance == 0


def test_who_walks_is_no_step_however_plain_their_clothes() -> None:
    def walked(index: int, rng: np.random.Generator) -> Picture:
        luma, blue, red = noisy(wall(), rng)
        left = index * 8
        luma[60 : 60 + 2 * TALL, left : left + 2 * BROAD] = 100
        return luma, blue, red

    assert watched(walked).allowance == 0


class Pressed(Scene):
    """A wall as a camera shows it that compresses heavily, in a light that breathes a little."""

    def draw(self, at: tuple[int, int] | None = None) -> Picture:
        self.room = wall(WIDTH, HEIGHT)
        luma, blue, red = noisy(super().draw(at), self._rng)
        lit = np.asarray(cv2.add(luma, round(3 * np.sin(self.now_s))), np.uint8)
        return pressed(lit, 8), blue, red


def test_behind_a_coarse_codec_the_place_is_shown_and_who_comes_is_not() -> None:
    scene = Pressed(FrostPolicy(evidence_s=4.0))
    scene.run(20.0)
    assert scene.clarity() > 0.9
    assert scene.walk(-BROAD, WIDTH, 90) < 0.02
