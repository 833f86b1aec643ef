"""Whether the picture as a whole can be judged, and if not, why.

Apart because it decides to frost everything, which needs no knowledge of blocks. It says what is wrong
in a closed code; what to do about it (wait, prove anew, return to a place known before) is memory.py's.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import Plane
from groundglass.clear.place.grid import Grid, Map, Mask, Reduced, block_mean
from groundglass.clear.place.looks import Looks

ViewCode: TypeAlias = Literal[
    "starting", "proving", "clear", "moved", "light", "covered", "blinded", "defocused", "dark", "failed"
]

DISTURBED: Final = 0.5
"""Share of changed blocks (of all, or of those with texture) from which the picture is not judged."""

GONE: Final = 0.8
"""Share of lost structure from which the camera looks elsewhere. Below it something stands before the lens."""

CALM: Final = 0.35
TEXTURED: Final = 20.0
"""Grey levels of local contrast from which a look has texture that another place would not repeat."""

LIKE: Final = 0.8
"""Correlation over 5 x 5 blocks from which two pictures show the same structure."""

_NEAR: Final = np.ones((3, 3), np.uint8)


def changed_share(changed: Mask, looks: Looks) -> float:
    """The larger of the shares of changed blocks: of all that have a look, and of the textured among them.

    Counted are blocks all of whose neighbours have a look as well, where there are enough of them: beside a block
    without one both difference and texture are against nothing, and while looks come patch by patch most are there.
    """
    known = cv2.erode(looks.has.astype(np.uint8), _NEAR) > 0
    if np.count_nonzero(known) < 0.02 * changed.size:
        known = looks.has
    count = np.count_nonzero(known)
    if count == 0:
        return 0.0
    of_all = np.count_nonzero(changed & known) / count
    textured = known & (looks.texture > TEXTURED)
    count = np.count_nonzero(textured)
    if count < 0.02 * changed.size:
        return of_all
    return max(of_all, np.count_nonzero(changed & textured) / count)


def likeness(picture: Reduced, looks: Looks, grid: Grid) -> Map:
    """Correlation of picture and look in the 5 x 5 blocks around each block, -1..1; light does not matter.

    Where the look is flat there is nothing to correlate and the answer is 0.
    """
    a, b = picture.luma.astype(np.float32), looks.pictures.luma.astype(np.float32)

    def local(values: Map) -> Map:
        return np.asarray(cv2.blur(block_mean(values, grid), (5, 5)), np.float32)

    a_mean, b_mean = local(a), local(b)
    a_var, b_var = local(a * a) - a_mean * a_mean, local(b * b) - b_mean * b_mean
    both = local(a * b) - a_mean * b_mean
    flat = b_var < 60.0
    like = both / np.sqrt(np.maximum(a_var * b_var, 1.0))
    return np.where(flat, np.float32(0), like).astype(np.float32)


def looks_elsewhere(picture: Reduced, looks: Looks, grid: Grid) -> bool:
    """True when the camera was turned: its old view is gone nearly everywhere, or is all there but displaced.

    Judged by structure alone, since the light cannot be estimated while most of the picture is strange.
    """
    like = likeness(picture, looks, grid)
    judged = looks.has & (like != 0)
    if np.count_nonzero(judged) > 0.02 * judged.size and float(np.mean(like[judged] < 0.5)) >= GONE:
        return True
    now, then = (fine(luma) for luma in (picture.luma, looks.pictures.luma))
    (x, y), response = cv2.phaseCorrelate(now, then)
    return response > 0.25 and float(np.hypot(x, y)) > 0.7


def fine(luma: Plane) -> npt.NDArray[np.float32]:
    """Luma without its coarse part: structure that light leaves as it is."""
    values = luma.astype(np.float32)
    return np.asarray(values - cv2.blur(values, (9, 9)), np.float32)


def name_disturbance(picture: Reduced, looks: Looks, grid: Grid) -> ViewCode:
    """What happened to a picture that mostly does not match its place."""
    luma = picture.luma
    mean, deviation = (float(np.asarray(v).item()) for v in cv2.meanStdDev(luma))
    if mean < 24 and deviation < 16:
        return "dark"
    if mean > 228 and deviation < 32:
        return "blinded"
    if deviation < 10:
        return "covered"
    like = likeness(picture, looks, grid)
    judged = looks.has & (like != 0)
    if np.count_nonzero(judged) > 0.05 * judged.size and float(np.mean(like[judged] > LIKE)) > 0.6:
        return "light"
    if _sharpness(luma) < 0.45 * _sharpness(looks.pictures.luma):
        return "covered" if deviation < 20 else "defocused"
    return "moved"


def _sharpness(luma: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> float:
    # Fine detail relative to coarse contrast, so that a dimmer picture is not taken for a blurred one.
    fine = float(np.mean(np.abs(cv2.Laplacian(luma, cv2.CV_16S))))
    coarse = float(np.std(cv2.resize(luma, (32, 18), interpolation=cv2.INTER_AREA)))
    return fine / (coarse + 4.0)
