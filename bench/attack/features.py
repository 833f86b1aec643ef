"""What the attackers look at: appearance in one window, and the way of walking over two seconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from bench.attack.learn import Features, Labels
from bench.attack.takes import Glimpse, Window

GAIT_FRAMES: Final = 20
_STEP: Final = 5
_DIFFERS: Final = 12.0
_BINS: Final = 9


@dataclass(frozen=True, slots=True)
class Samples:
    """What an attacker learns from or guesses at: features, whose they are, and the role in which they were seen."""

    features: Features
    who: Labels
    roles: Labels


def _gradients(luma: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Histograms of oriented gradients in cells of 8 x 8, each cell normalised with its row."""
    dx = cv2.Sobel(luma, cv2.CV_32F, 1, 0)
    dy = cv2.Sobel(luma, cv2.CV_32F, 0, 1)
    size, turn = np.hypot(dx, dy), np.mod(np.arctan2(dy, dx), np.pi)
    which = np.minimum((turn / np.pi * _BINS).astype(int), _BINS - 1)
    rows, columns = luma.shape[0] // 8, luma.shape[1] // 8
    cells = np.zeros((rows, columns, _BINS))
    for k in range(_BINS):
        cells[..., k] = np.where(which == k, size, 0).reshape(rows, 8, columns, 8).sum(axis=(1, 3))
    norm = np.sqrt((cells**2).sum(axis=2, keepdims=True) + 1e3)
    return np.asarray((cells / norm).ravel())


def silhouette(window: Window, bare: Window) -> npt.NDArray[np.float32]:
    """Where the picture differs from the empty place, 0 or 1."""
    apart = cv2.absdiff(window, bare).max(axis=2)
    return np.asarray(apart > _DIFFERS, np.float32)


def look(window: Window, bare: Window) -> npt.NDArray[np.float64]:
    """Colours in cells of 8 x 8 and edges of what is not the place: what a still picture says about somebody."""
    shown = np.where(silhouette(window, bare)[..., None] > 0, window, 128).astype(np.float32)
    colours = cv2.resize(shown, (shown.shape[1] // 8, shown.shape[0] // 8), interpolation=cv2.INTER_AREA)
    middle = cv2.resize(shown[:, 16:48], (8, 24), interpolation=cv2.INTER_AREA)
    return np.concatenate([colours.ravel() / 20, middle.ravel() / 20, _gradients(shown[..., 0]) * 2])


def _walk(masks: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Energy image, its change over time, and the rhythm of the widths of eight bands of the body."""
    mean, change = masks.mean(axis=0), masks.std(axis=0)
    small = [cv2.resize(m, (32, 48), interpolation=cv2.INTER_AREA).ravel() for m in (mean, change)]
    widths = masks.reshape(len(masks), 8, -1).sum(axis=2)
    tops = masks.any(axis=2).argmax(axis=1)[:, None]
    signal = np.concatenate([widths / 40, tops / 2.0], axis=1)
    rhythm = np.abs(np.fft.rfft(signal - signal.mean(axis=0), n=64, axis=0))[:22]
    return np.concatenate([*small, 0.15 * rhythm.ravel(), signal.mean(axis=0)])


def gaits(glimpses: Sequence[Glimpse], hiding: int | None) -> Samples:
    """Every two seconds of walking under a hiding, by its number; None for the originals. All walk to the right."""
    by_take: dict[int, list[Glimpse]] = defaultdict(list)
    for glimpse in glimpses:
        by_take[glimpse.take].append(glimpse)
    rows, who, roles = [], [], []
    for run in by_take.values():
        masks = np.stack([silhouette(_shown(g, hiding), g.bare) for g in run])
        if sum(g.rightwards for g in run) < len(run) / 2:
            masks = masks[:, :, ::-1]
        for begin in range(0, len(run) - GAIT_FRAMES + 1, _STEP):
            rows.append(_walk(masks[begin : begin + GAIT_FRAMES]))
            who.append(run[0].who)
            roles.append(run[0].role)
    return Samples(np.stack(rows), np.array(who), np.array(roles))


def looks(glimpses: Sequence[Glimpse], hiding: int | None) -> Samples:
    """Every glimpse under a hiding, by its number; None for the originals."""
    rows = np.stack([look(_shown(g, hiding), g.bare) for g in glimpses])
    return Samples(rows, np.array([g.who for g in glimpses]), np.array([g.role for g in glimpses]))


def _shown(glimpse: Glimpse, hiding: int | None) -> Window:
    return glimpse.original if hiding is None else glimpse.frosted[hiding]
