"""Light, separated from content: what a lamp, a cloud or the camera's exposure did to a known look.

Apart because the rule is a privacy rule: light is smooth over many blocks and bounded, content is not.
A person who stands still can therefore not be explained away as light, however long they stand; only
blocks that already match take part in the fit, so what is hidden never bends the estimate towards itself.

Light is judged against the place's usual light: the running median of what it was in each block, which an
exposure that follows a visitor cannot bend. What glides, as daylight does, is followed at once; what jumps
is hidden until it has lasted.
"""

from __future__ import annotations

from math import inf
from typing import Final

import cv2
import numpy as np

from groundglass.clear.place.grid import Grid, Map, Mask
from groundglass.clear.place.middle import median

REACH_BLOCKS: Final = 16
"""Light is estimated over about this many blocks in each direction: more than a person, less than a wall."""

LOCAL_LIMIT: Final = 10.0
"""Grey levels that light may differ locally from the fit over the whole picture."""

USUAL_LIMIT: Final = 15.0
"""Grey levels that a block may be lifted or lowered from its usual light before it counts as changed."""

CAST_LIMIT: Final = 13.0
"""The same for what light does to a block and not to the picture: a shadow with an edge is content."""

GLIDE_LIMIT: Final = 6.0
"""Grey levels that a block may differ from light that glided there, however far that is from the usual light."""

CONTACT: Final = 5.0
"""Grey levels (median) within which light must be found a second later to have glided there and not jumped."""

GLIDE_S: Final = 1.0

USUAL_STEP: Final = 0.04
"""Grey levels per second by which the usual light follows. Whoever stays for a minute moves it by two."""

USUAL_FIRST: Final = 5.0
"""Grey levels by which it follows at first, divided by its age in seconds: so a running median is found."""

KNOWN_S: Final = 100.0
"""Age of the usual light of a place that was known before."""

ROUGH: Final = 3.0
LIFTED_SHARE: Final = 0.2
MULTIPLIED: Final = 0.15
"""Share by which light is multiplied, beyond all that an exposure does, from which it is another light as well."""

LASTING: Final = 1.5
MOST_LASTING_S: Final = 30.0
"""A light that lifts this share of the place, or multiplies, for so many evidence times or so long is usual then."""

GREAT_JUMP: Final = 24.0
GREAT_LASTING_S: Final = 5.0
"""The same for a jump of so many grey levels (median): a lamp, since no exposure answers a visitor by as much."""

WHITE: Final = 235.0
"""Level that a camera may limit at, at the least."""

MOST_LIMITED: Final = 0.3
"""Share of the place that may be limited: of more, a picture that is only bright would pass for it."""

_TRIM = (30.0, 12.0, 8.0)
_MIDDLE: Final = np.float32(128)


class Light:
    """The light on one place, grey levels to add to a look, per block.

    `now` is the light of the picture, `usual` the running median of it, and `_glided` what it was a second ago unless
    it has jumped since.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._coarse = (max(2, -(-grid.columns // 4)), max(2, -(-grid.rows // 4)))
        self.now: Map = np.zeros(grid.shape, np.float32)
        self.usual: Map = np.zeros(grid.shape, np.float32)
        self._glided: Map = np.zeros(grid.shape, np.float32)
        self._age_s = self._lifted_s = self._multiplied = 0.0
        self._look: Map = np.zeros(grid.shape, np.float32)
        self._trusted: Mask = np.zeros(grid.shape, np.bool_)
        self._rise: Map = np.zeros(grid.shape, np.float32)
        self._lifted: Mask | None = None
        self._cast: Mask | None = None
        self.tint: tuple[float, float] = (0.0, 0.0)
        self.gain = 0.0
        self.white = inf

    def fit(self, look: Map, rise: Map, trusted: Mask, brightest: int = 255) -> None:
        """Estimate the light from block means.

        `look` is the mean luma of the looks, `rise` the picture's mean luma minus it, `trusted` the blocks
        that matched in the picture before. With too few of those (under 2 %) the last estimate stays. Nothing is
        expected to be brighter than the `brightest` that the picture has, or `WHITE`: there the camera limits.
        """
        self._rise, self._look, self._trusted, self.white = rise, look, trusted, max(brightest, WHITE)
        self._forget()
        # Weighted sums instead of picked blocks: the same regression, in a third of the time.
        x, y = look.ravel() - _MIDDLE, rise.ravel()
        squares, products = x * x, x * y
        among = trusted.ravel().astype(np.float32)
        weight, off = among, y
        gain = offset = 0.0
        for trim in _TRIM:
            count = float(weight.sum())
            if count < 0.02 * weight.size:
                return
            x_mean, y_mean = float(weight @ x) / count, float(weight @ y) / count
            spread = max(0.0, float(weight @ squares) / count - x_mean * x_mean)
            gain = (float(weight @ products) / count - x_mean * y_mean) / (spread + 25.0)
            gain = min(max(gain, -0.5), 1.0)
            offset = y_mean - gain * x_mean
            lit = np.float32(gain) * x + np.float32(offset)
            off = y - lit
            weight = among * ((np.abs(off) < trim) & self._below(lit + x, among))
        shape = self._grid.shape
        self.gain = gain
        lit = rise - off.reshape(shape) + self._local(off.reshape(shape), weight.reshape(shape))
        self.now = np.minimum(lit, np.float32(self.white) - look)

    def _below(self, expected: Map, among: Map) -> Mask:
        # What is limited says nothing of the light. Where too much would be, nothing is taken to be.
        below: Mask = expected < self.white - _MIDDLE
        if float(among @ below) < (1 - MOST_LIMITED) * float(among.sum()):
            self.white = inf
            below[:] = True
        return below

    def _local(self, rest: Map, weight: Map) -> Map:
        # A mean over the neighbourhood that only trusted blocks enter, computed on a quarter of the grid.
        span = (REACH_BLOCKS // 4 + 1,) * 2
        sums = []
        for field in (rest * weight, weight):
            coarse = cv2.resize(field, self._coarse, interpolation=cv2.INTER_AREA)
            coarse = cv2.blur(cv2.blur(coarse, span), (3, 3))
            sums.append(cv2.resize(coarse, (self._grid.columns, self._grid.rows), interpolation=cv2.INTER_LINEAR))
        local = sums[0] / (sums[1] + 0.05)
        return np.asarray(np.clip(local, -LOCAL_LIMIT, LOCAL_LIMIT), np.float32)

    def fit_tint(self, blue_rise: Map, red_rise: Map, trusted: Mask, elapsed_s: float) -> None:
        """Follow the colour of the light slowly, within 12 levels: one number for each chroma plane."""
        if np.count_nonzero(trusted) < 0.02 * trusted.size:
            return
        follow = min(1.0, elapsed_s / 2.0)
        new = []
        for old, rise in zip(self.tint, (blue_rise, red_rise), strict=True):
            seen = median(rise[trusted][::4])
            new.append(min(max(old + follow * (seen - old), -12.0), 12.0))
        self.tint = (new[0], new[1])

    def settle(self, elapsed_s: float, matches: Mask, has: Mask, evidence_s: float) -> None:
        """Let the usual light follow: what was seen where the look `matches`, and the fit elsewhere.

        1. What glides is followed; light that jumped is found again once it is as usual.
        2. A light that has lasted over a good part of the place becomes the usual light.
        3. The usual light goes a small step towards the present, so that it stays in the middle of all it was.
        """
        known = int(np.count_nonzero(has))
        lifted = int(np.count_nonzero(self.lifted & has)) > LIFTED_SHARE * known
        self._lifted_s = self._lifted_s + elapsed_s if lifted or abs(self._multiplied) > MULTIPLIED else 0.0
        # 1.
        jump = self._median_off(self.usual, has)
        if self._median_off(self._glided, has) <= CONTACT:
            self._glided = self._glided + (self.now - self._glided) * np.float32(min(1.0, elapsed_s / GLIDE_S))
        elif jump <= CONTACT:
            self._glided = self.now
        # 2.
        if self._lifted_s > min(LASTING * evidence_s, GREAT_LASTING_S if jump > GREAT_JUMP else MOST_LASTING_S):
            self.usual[:] = self._glided = self.now
        # 3.
        self._age_s += elapsed_s
        step = np.float32(max(USUAL_STEP, USUAL_FIRST / max(self._age_s, 1.0)) * elapsed_s)
        self.usual += np.clip(np.where(matches, self._rise, self.now) - self.usual, -step, step)
        self._forget()

    def _median_off(self, reference: Map, has: Mask) -> float:
        off = np.abs(self.now - reference)[::2, ::2][has[::2, ::2]]
        return median(off) if off.size else 0.0

    def restore(self, before: Map, gain: float, tint: tuple[float, float]) -> None:
        """Take back a fit: the light is what it was."""
        self.now, self.gain, self.tint = before, gain, tint
        self._forget()

    def recall(self) -> None:
        """The place is known: it was saved under its usual light."""
        self._age_s = KNOWN_S

    @property
    def lasting(self) -> Map:
        """The usual light to save a place in: smooth but for `ROUGH` levels, so that no content can be in it."""
        smooth = cv2.blur(self.usual, (REACH_BLOCKS + 1, REACH_BLOCKS + 1))
        return np.asarray(smooth + np.clip(self.usual - smooth, -ROUGH, ROUGH), np.float32)

    @property
    def lifted(self) -> Mask:
        """Blocks under a light that is neither usual nor has glided there. Not to be written to."""
        if self._lifted is None:
            unusual = np.abs(self._rise - self.usual) > USUAL_LIMIT
            self._lifted = unusual & (np.abs(self._rise - self._glided) > GLIDE_LIMIT)
        return self._lifted

    @property
    def sudden(self) -> Mask:
        """Blocks whose light may not be shown for either reason."""
        return self.lifted | self.cast

    @property
    def cast(self) -> Mask:
        """Blocks in which light changed by more than in the picture: a shadow. Not to be written to."""
        if self._cast is None:
            off = cv2.blur(self._rise - self.usual - self._common(), (3, 3))
            self._cast = np.asarray(np.abs(off) > CAST_LIMIT, np.bool_)
        return self._cast

    def _common(self) -> Map:
        # What changed everywhere, in proportion to brightness: daylight lifts a pale wall by more than a dark hedge.
        change: Map = (self.now - self.usual)[::2, ::2].ravel()
        weight = (self._trusted & (self._look + self.now < self.white))[::2, ::2].ravel().astype(np.float32)
        x: Map = self._look[::2, ::2].ravel() - _MIDDLE
        count = max(float(weight.sum()), 1.0)
        x_mean, mean = float(weight @ x) / count, float(weight @ change) / count
        spread = float(weight @ (x * x)) / count - x_mean * x_mean
        product = float(weight @ (x * change)) / count - x_mean * mean
        gain = product / (max(0.0, spread) + 25.0)
        self._multiplied = gain
        common = np.float32(gain) * (self._look - _MIDDLE) + np.float32(mean - gain * x_mean)
        return np.asarray(np.minimum(common, np.float32(self.white) - self._look - self.usual), np.float32)

    def _forget(self) -> None:
        self._lifted = self._cast = None
