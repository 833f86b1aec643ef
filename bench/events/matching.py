"""Whose box is whose: the figures by which followers are compared (IDF1, after Ristani and others, 2016).

Apart because it is arithmetic on boxes that anybody can check: every followed number is given to at most one true one,
over the whole clip, so that the pictures in which the two overlap by half are as many as possible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

Boxes = Mapping[int, Box]


def overlap(one: Box, other: Box) -> float:
    """Intersection over union."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or tall <= 0:
        return 0.0
    size = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return wide * tall / (size - wide * tall)


def idf1(truth: Sequence[Boxes], found: Sequence[Boxes], least: float = 0.5) -> float:
    """2 * agreed / (all true boxes + all found boxes), under the best assignment of numbers. One mapping a picture."""
    together: defaultdict[tuple[int, int], int] = defaultdict(int)
    for true, seen in zip(truth, found, strict=True):
        for number, box in true.items():
            for other, its in seen.items():
                together[number, other] += overlap(box, its) >= least
    trues = sorted({key[0] for key in together})
    others = sorted({key[1] for key in together})
    everything = sum(map(len, truth)) + sum(map(len, found))
    if not trues or not others or not everything:
        return 0.0
    gain = np.array([[together.get((one, other), 0) for other in others] for one in trues], np.float64)
    return 2 * _most(gain) / everything


def _most(gain: npt.NDArray[np.float64]) -> float:
    """The largest sum of one entry a row and a column at most: shortest augmenting paths (Hungarian method)."""
    if gain.shape[0] > gain.shape[1]:
        gain = gain.T
    rows, columns = gain.shape
    cost = gain.max() - gain
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, np.intp)
    way = np.zeros(columns + 1, np.intp)
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        least = np.full(columns + 1, np.inf)
        used = np.zeros(columns + 1, np.bool_)
        while owner[column]:
            used[column] = True
            mine = owner[column]
            reduced = np.concatenate([[np.inf], cost[mine - 1] - row_price[mine] - column_price[1:]])
            better = ~used & (reduced < least)
            least[better], way[better] = reduced[better], column
            nearest = int(np.where(used, np.inf, least).argmin())
            step = least[nearest]
            row_price[owner[used]] += step
            column_price[used] -= step
            least[~used] -= step
            column = nearest
        while column:
            owner[column] = owner[way[column]]
            column = int(way[column])
    taken = np.flatnonzero(owner[1:])
    return float(gain[owner[1:][taken] - 1, taken].sum())
