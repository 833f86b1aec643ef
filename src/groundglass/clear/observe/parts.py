"""From blocks that are not the place to the things they may be: one box for each.

Apart from tracker.py because it has no memory. Where no scale is known, a region that several followed things claim is
parted among them: each takes the blocks nearest to where it should be (where a scale is known, fit.py does better).
All lengths in blocks; arrays of one row per part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.observe.stature import Floats, Stature
from groundglass.clear.place.grid import Mask

Ints = npt.NDArray[np.intp]
Labels = npt.NDArray[np.int32]

LEAST_BLOCKS: Final = 4
MOST_REGIONS: Final = 128

_JOIN = np.ones((5, 1), np.uint8)
"""Legs and head of one person are often parted where the coat is like the wall; people side by side are not joined."""

_SLIM = np.ones((1, 2), np.uint8)
_SLIMMER = np.ones((1, 3), np.uint8)
SLIMMER_FROM: Final = 3.0
"""What changed reaches a block beyond what is there, on either side. That is taken off across, where a person is at
least so many blocks wide; of somebody smaller half of it, so that nobody far away is lost."""


@dataclass(frozen=True, slots=True)
class Regions:
    """Connected regions: `labels` per block (0 is none), and per region (index = label - 1) its box and blocks."""

    labels: Labels
    boxes: Floats
    blocks: Floats

    @property
    def count(self) -> int:
        return int(self.blocks.size)


def slimmed(changed: Mask, stature: Stature | None) -> Mask:
    """Changed blocks without the rim that is not part of anything, across."""
    raw = changed.astype(np.uint8)
    slim = cv2.erode(raw, _SLIM, borderType=cv2.BORDER_REPLICATE)
    if stature is not None:
        near = stature.wide[1 : stature.rows + 1] >= SLIMMER_FROM
        slim[near] = cv2.erode(raw, _SLIMMER, borderType=cv2.BORDER_REPLICATE)[near]
    return np.asarray(slim > 0)


def find_regions(slim: Mask) -> Regions:
    """Regions of at least `LEAST_BLOCKS`, the largest `MOST_REGIONS` of them. Boxes are left, top, right, bottom."""
    joined = cv2.morphologyEx(slim.astype(np.uint8), cv2.MORPH_CLOSE, _JOIN)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8, ltype=cv2.CV_32S)
    blocks = stats[1:, cv2.CC_STAT_AREA]
    keep = np.flatnonzero(blocks >= LEAST_BLOCKS)
    if keep.size > MOST_REGIONS:
        keep = keep[np.argsort(-blocks[keep], kind="stable")[:MOST_REGIONS]]
    renamed = np.zeros(stats.shape[0], np.int32)
    renamed[keep + 1] = np.arange(1, keep.size + 1)
    kept = stats[keep + 1].astype(np.float64)
    boxes = np.stack([kept[:, 0], kept[:, 1], kept[:, 0] + kept[:, 2], kept[:, 1] + kept[:, 3]], axis=1)
    return Regions(renamed[labels], boxes, kept[:, cv2.CC_STAT_AREA])


def regions_at(regions: Regions, boxes: Floats) -> Ints:
    """For each box the label of the region it lies on: at its middle, else low in it, else high in it; 0 for none."""
    rows, columns = regions.labels.shape
    x = np.clip((boxes[:, 0] + boxes[:, 2]) / 2, 0, columns - 1).astype(np.intp)
    found = np.zeros(boxes.shape[0], np.intp)
    for share in (0.2, 0.8, 0.5):
        y = np.clip(boxes[:, 1] + (boxes[:, 3] - boxes[:, 1]) * share, 0, rows - 1).astype(np.intp)
        here = regions.labels[y, x]
        found = np.where(here > 0, here, found)
    return found


@dataclass(frozen=True, slots=True)
class Shared:
    """A region parted among those followed: `boxes` of the parts, and for each which of the claimants has it."""

    boxes: Floats
    owners: Ints
    rest: Mask


def part_by_claims(regions: Regions, labels: Ints, boxes: Floats, crowded: Mask) -> Shared:
    """Give the blocks of crowded regions (`crowded` by label) to the boxes that claim them (`labels` by box).

    A box takes the blocks nearest to it, in its own widths and heights, and none further than its own size. Blocks that
    nobody takes are `rest`.
    """
    inside = crowded[regions.labels]
    rest = np.zeros(regions.labels.shape, np.bool_)
    y, x = np.nonzero(inside)
    mine = np.flatnonzero(crowded[labels])
    if not mine.size or not y.size:
        return Shared(np.zeros((0, 4)), np.zeros(0, np.intp), inside)
    claims = boxes[mine]
    half = np.maximum((claims[:, 2:] - claims[:, :2]) / 2, 0.8)
    middle = (claims[:, 2:] + claims[:, :2]) / 2
    away_x = (x[:, None] + 0.5 - middle[None, :, 0]) / half[None, :, 0]
    away_y = (y[:, None] + 0.5 - middle[None, :, 1]) / half[None, :, 1]
    away = np.maximum(np.abs(away_x), np.abs(away_y)) + 0.25 * np.abs(away_x)
    away[regions.labels[y, x][:, None] != labels[mine][None, :]] = np.inf
    nearest = away.argmin(axis=1)
    taken = away[np.arange(y.size), nearest] <= 1.6
    rest[y[~taken], x[~taken]] = True
    who, x, y = nearest[taken], x[taken], y[taken]
    low = np.full((mine.size, 2), np.inf)
    high = np.full((mine.size, 2), -np.inf)
    np.minimum.at(low, who, np.stack([x, y], axis=1).astype(np.float64))
    np.maximum.at(high, who, np.stack([x, y], axis=1).astype(np.float64))
    held = np.bincount(who, minlength=mine.size) >= 2
    return Shared(np.concatenate([low[held], high[held] + 1], axis=1), mine[held], rest)
