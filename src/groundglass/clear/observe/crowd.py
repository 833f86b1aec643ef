"""How many people stand in a part of the ground, from which blocks are covered: for crowds nobody can count one by one.

Apart from areas.py because it is arithmetic without time. The ground is cut into patches a few people wide. If the
people of a patch stood at random, each block would stay uncovered with the probability exp(-sum of people * share of
them that covers it); the most likely numbers of people for what is covered are found by expectation maximisation (a
covered block is handed to the patches in the share they are likely to cover it). So somebody near, who covers much, is
not taken for many far away behind them.

Known weaknesses: the rounds are few on purpose, since more fit chance, not people; where all is covered the answer is
a least; shadows are taken to be those of a low sun (COVERS), so under an even sky about a fifth too few are counted;
things brought along count as people. Lengths in blocks.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from groundglass.clear.observe.stature import FILL, Floats, Stature
from groundglass.clear.place.grid import Mask

ROUNDS: Final = 12
FIRST_GUESS: Final = 0.5
"""People in a patch before anything is known; with few rounds it is part of the estimate."""

PATCH_PEOPLE: Final = 3.0
"""Breadth of a patch in breadths of a person."""

PATCH_DEPTH: Final = 1.25
"""How much larger a person looks at the near edge of a patch than at the far one."""

COVERS: Final = 1.8
"""Blocks that somebody covers with their shadow, per block of their body, as independent coverings: measured on drawn
crowds of 15 to 60 in a low sun (bench: events)."""


class Crowd:
    """The patches of one area. `inside` are the blocks of its ground."""

    def __init__(self, stature: Stature, inside: Mask) -> None:
        columns = inside.shape[1]
        kernels, shares = [], []
        for band in _bands(stature, int(np.flatnonzero(inside.any(axis=1))[0]) - 1):
            breadth = float(np.mean(stature.wide[band])) * PATCH_PEOPLE
            edges = np.linspace(0, columns, max(1, round(columns / breadth)) + 1)
            for left, right in pairwise(edges.tolist()):
                kernel, share = _patch(stature, inside, band, np.arange(left + 0.5, right, 1.0))
                kernels.append(kernel.ravel())
                shares.append(share)
        every = np.array(kernels, np.float32)
        self._shares = np.array(shares, np.float32)
        # Blocks that nobody of the area can cover say nothing about it, nor do patches that cover none of the rest.
        self._reach = every[self._shares > 0].any(axis=0)
        useful = every[:, self._reach].any(axis=1)
        self._kernels = every[useful][:, self._reach] * np.float32(COVERS)
        self._shares = self._shares[useful]

    def people(self, covered: Floats) -> float:
        """How many stand in the area. `covered`: share of the time each block was covered, (rows, columns)."""
        seen = covered.ravel()[self._reach].astype(np.float32)
        kernels = self._kernels
        once = np.maximum(kernels.sum(axis=1), np.float32(1e-6))
        guess = np.full(self._shares.size, FIRST_GUESS, np.float32)
        for _ in range(ROUNDS):
            likely = np.maximum(1.0 - np.exp(-(guess @ kernels)), np.float32(1e-6))
            guess *= (kernels @ (seen / likely)) / once
        return float(guess @ self._shares)


def _bands(stature: Stature, top: int) -> list[list[int]]:
    """Rows of feet from `top` down to below the picture, in bands of nearly one size."""
    bands: list[list[int]] = []
    for foot in range(max(top, 1), stature.tall.size):
        if not bands or stature.per_m[foot] > PATCH_DEPTH * stature.per_m[bands[-1][0]]:
            bands.append([])
        bands[-1].append(foot)
    return bands


def _patch(stature: Stature, inside: Mask, band: list[int], middles: Floats) -> tuple[Floats, float]:
    """How much of each block one person of a patch covers on average, and the share of its ground that is inside."""
    rows, columns = inside.shape
    kernel = np.zeros(inside.shape)
    whole = within = 0.0
    for foot in band:
        # A block far away is more ground: its depth and its breadth grow with the distance, its depth twice over.
        ground = float(stature.per_m[foot]) ** -3
        top, bottom = max(round(foot - float(stature.tall[foot])), 0), min(foot, rows)
        half = float(stature.wide[foot]) / 2
        for middle in middles.tolist():
            whole += ground
            kernel[top:bottom, max(round(middle - half), 0) : round(middle + half)] += ground * FILL
            within += ground * bool(foot <= rows and inside[foot - 1, min(int(middle), columns - 1)])
    return kernel / whole, within / whole
