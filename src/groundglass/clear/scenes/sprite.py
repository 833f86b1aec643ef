"""Cut-outs ready for 4:2:0 video, kept for reuse.

Drawing a figure costs milliseconds, placing one a few tenths: so figures are drawn at a few scales, headings and
phases, converted to video colours once, and warped into place. What is kept is bounded in bytes; the least
recently used goes first. Whether a sprite was kept or drawn anew never changes a pixel.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from groundglass.clear.scenes.colour import TO_YUV, Bytes
from groundglass.clear.scenes.figure import Cutout, draw_figure
from groundglass.clear.scenes.identity import identity
from groundglass.clear.scenes.skeleton import Pose

HEADINGS: Final = 20
LEVELS_PX_PER_M: Final = (14, 24, 40, 66, 105, 165, 250)
STEPS: Final = {"walk": 12, "run": 12, "cycle": 12, "stand": 20, "sit": 20, "lie": 1}
"""Phases that are drawn for each pose."""

_SHADE_STEP: Final = 4


@dataclass(frozen=True, slots=True)
class SpriteKey:
    """What is drawn: quantised, so that equal keys are equal pictures."""

    who: int
    pose: Pose
    phase: int
    amount: int
    heading: int
    level: int


@dataclass(frozen=True, slots=True)
class Sprite:
    """`luma` (h, w, 2): premultiplied Y, alpha. `chroma` (h/2, w/2, 3): Cb, Cr, alpha. `shade`: small blurred alpha."""

    luma: Bytes
    chroma: Bytes
    shade: Bytes
    foot: tuple[float, float]
    head: tuple[float, float, float, float]
    px_per_m: float

    @property
    def size_bytes(self) -> int:
        return self.luma.nbytes + self.chroma.nbytes + self.shade.nbytes


def key_for(who: int, pose: Pose, phase: float, amount: float, heading: float, px_per_m: float) -> SpriteKey:
    """The nearest drawn picture; its scale is never smaller than nine tenths of what is asked, if one is."""
    level = next((i for i, k in enumerate(LEVELS_PX_PER_M) if k >= 0.9 * px_per_m), len(LEVELS_PX_PER_M) - 1)
    steps = STEPS[pose]
    return SpriteKey(
        who, pose, round(phase * steps) % steps, round(amount * 2),
        round(heading / (2 * math.pi) * HEADINGS) % HEADINGS, level,
    )  # fmt: skip


def to_sprite(cutout: Cutout) -> Sprite:
    """Convert an RGB cut-out. It is padded to even sizes with one clear pixel all round."""
    height, width = cutout.alpha.shape
    pad_h, pad_w = 2 + height % 2, 2 + width % 2
    colour = cv2.copyMakeBorder(cutout.colour, 2, pad_h, 2, pad_w, cv2.BORDER_CONSTANT, value=(0, 0, 0))
    alpha = cv2.copyMakeBorder(cutout.alpha, 2, pad_h, 2, pad_w, cv2.BORDER_CONSTANT, value=(0,))
    four = np.dstack([colour, alpha])
    # Premultiplied: the constant of each row belongs to the covered share only.
    yuva = np.asarray(cv2.transform(four, np.vstack([TO_YUV, [0, 0, 0, 255]]).astype(np.float32)), np.float32)
    half = cv2.resize(yuva, (yuva.shape[1] // 2, yuva.shape[0] // 2), interpolation=cv2.INTER_AREA)
    full = (yuva + 0.5).clip(0, 255).astype(np.uint8)
    small = (half + 0.5).clip(0, 255).astype(np.uint8)
    margin = int(0.12 * cutout.px_per_m)
    step = _SHADE_STEP
    wide = cv2.copyMakeBorder(full[..., 3], margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(0,))
    size = (max(1, wide.shape[1] // step), max(1, wide.shape[0] // step))
    shade = cv2.GaussianBlur(
        cv2.resize(wide, size, interpolation=cv2.INTER_AREA), (0, 0), max(0.5, 0.028 * cutout.px_per_m / step)
    )
    head = (cutout.head[0] + 2, cutout.head[1] + 2, cutout.head[2], cutout.head[3])
    return Sprite(
        np.ascontiguousarray(full[..., [0, 3]]), np.ascontiguousarray(small[..., [1, 2, 3]]),
        np.asarray(shade, np.uint8), (cutout.foot[0] + 2, cutout.foot[1] + 2), head, cutout.px_per_m,
    )  # fmt: skip


def shade_margin_px(sprite: Sprite) -> int:
    """How far `shade` reaches beyond the sprite on each side, in the sprite's pixels."""
    return int(0.12 * sprite.px_per_m)


class SpriteStore:
    """Sprites by key, at most `limit_bytes` of them."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._kept: OrderedDict[SpriteKey, Sprite] = OrderedDict()
        self._held_bytes = 0

    def get(self, key: SpriteKey) -> Sprite:
        """The sprite, drawn now if it is not kept."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        heading = key.heading * 2 * math.pi / HEADINGS
        cutout = draw_figure(
            identity(key.who),
            key.pose,
            key.phase / STEPS[key.pose],
            key.amount / 2,
            heading,
            LEVELS_PX_PER_M[key.level],
        )
        sprite = to_sprite(cutout)
        self._kept[key] = sprite
        self._held_bytes += sprite.size_bytes
        while self._held_bytes > self._limit_bytes and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._held_bytes -= dropped.size_bytes
        return sprite
