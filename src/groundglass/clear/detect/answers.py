"""What a model answers -> boxes of kinds. Arithmetic on arrays, and nothing else.

Apart because it is where a model's conventions end, and pure. Two forms are understood:

    yolox   one array (1, N, 5 + classes): middle x, y as offsets and width, height as logarithms, in units of the
            stride (8, 16, 32, row by row), then how sure a thing is there and of each class, both 0..1 already.
            The picture keeps its shape: it lies at the top left of the input, the rest is grey.
    detr    two arrays (1, N, classes) and (1, N, 4): logits of each class, and middle x, y, width, height as shares
            of the picture, which is stretched to the input.

Sources: Ge et al., YOLOX (2021), section 2.1; Zhao et al., RT-DETR (2023), section 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.errors import SourceError
from groundglass.pane.detector import DetectedKind, DetectorOrder

Floats = npt.NDArray[np.float32]

OVERLAP: Final = 0.5
MOST: Final = 200
"""Boxes of one picture, surest first."""
_STRIDES: Final = (8, 16, 32)
_LARGEST_LOG: Final = 10.0


class Unsuitable(SourceError):
    """A model answered in another form than was said."""

    def __init__(self) -> None:
        super().__init__("the detector answered in another form than was said")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing: edges as shares of the picture's width and height, 0..1, and how sure the model is, 0..1."""

    kind: DetectedKind
    left: float
    top: float
    right: float
    bottom: float
    sure: float


def read_yolox(outputs: Sequence[Floats], order: DetectorOrder, across: float, down: float) -> tuple[Found, ...]:
    """`across`, `down`: which share of the input the picture covers, 0..1. Raises `Unsuitable`."""
    cells = sum((order.width // stride) * (order.height // stride) for stride in _STRIDES)
    if len(outputs) != 1 or outputs[0].ndim != 3 or outputs[0].shape[1] != cells or outputs[0].shape[2] < 6:
        raise Unsuitable
    rows = outputs[0][0]
    grid, stride = _cells(order.width, order.height)
    middle = (rows[:, :2] + grid) * stride
    size = np.exp(np.minimum(rows[:, 2:4], _LARGEST_LOG)) * stride
    scale = np.array([across * order.width, down * order.height], np.float32)
    return _found(middle / scale, size / scale, rows[:, 4:5] * rows[:, 5:], order)


def read_detr(outputs: Sequence[Floats], order: DetectorOrder) -> tuple[Found, ...]:
    """The two arrays in either order. Raises `Unsuitable`."""
    boxes = [one for one in outputs if one.ndim == 3 and one.shape[2] == 4]
    logits = [one for one in outputs if one.ndim == 3 and one.shape[2] != 4] or boxes[1:]
    if len(outputs) != 2 or not boxes or not logits or boxes[0].shape[1] != logits[0].shape[1]:
        raise Unsuitable
    rows = boxes[0][0]
    sure = 1 / (1 + np.exp(-np.clip(logits[0][0], -30, 30)))
    return _found(rows[:, :2], rows[:, 2:4], sure, order)


def _cells(width: int, height: int) -> tuple[Floats, Floats]:
    """Column and row of each cell (N, 2), and its stride (N, 1)."""
    grids, strides = [], []
    for stride in _STRIDES:
        rows, columns = np.mgrid[: height // stride, : width // stride]
        grids.append(np.stack([columns.ravel(), rows.ravel()], axis=1))
        strides.append(np.full((rows.size, 1), stride))
    return np.concatenate(grids).astype(np.float32), np.concatenate(strides).astype(np.float32)


def _found(middle: Floats, size: Floats, sure: Floats, order: DetectorOrder) -> tuple[Found, ...]:
    """The surest class of each row, if it stands for something; of boxes on each other the surest of its kind."""
    kinds = dict(order.classes)
    best = sure.argmax(axis=1)
    score = sure[np.arange(sure.shape[0]), best]
    sound = np.isfinite(middle).all(axis=1) & np.isfinite(size).all(axis=1) & np.isfinite(score)
    rows = [row for row in np.flatnonzero(sound & (score >= order.sure)) if int(best[row]) in kinds]
    rows = sorted(rows, key=lambda row: -float(score[row]))[:MOST]
    found: list[Found] = []
    for kind in DetectedKind:
        of_kind = [row for row in rows if kinds[int(best[row])] is kind]
        corners = [(*(middle[row] - size[row] / 2).tolist(), *size[row].tolist()) for row in of_kind]
        scores = [min(float(score[row]), 1.0) for row in of_kind]
        for kept in np.ravel(cv2.dnn.NMSBoxes(corners, scores, order.sure, OVERLAP)) if corners else ():
            left, top, wide, tall = corners[int(kept)]
            box = [min(max(edge, 0.0), 1.0) for edge in (left, top, left + wide, top + tall)]
            if box[0] < box[2] and box[1] < box[3]:
                found.append(Found(kind, box[0], box[1], box[2], box[3], scores[int(kept)]))
    return tuple(found)
