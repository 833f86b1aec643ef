"""The frosted picture while it is still pixels, and what is said about it.

Apart because these two are all that the encoder and the worker's loop need to know of frosting.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

import numpy as np

from groundglass.clear.frame import ClearFrame, Plane
from groundglass.clear.place.grid import Mask
from groundglass.clear.place.looks import Looks, Pictures
from groundglass.clear.place.view import ViewCode


@final
class FrostedPlanes:
    """One frosted picture, 4:2:0: the same shapes as a ClearFrame's planes, reused from picture to picture."""

    __slots__ = ("blue", "luma", "red")

    def __init__(self, luma: Plane, blue: Plane, red: Plane) -> None:
        self.luma = luma
        self.blue = blue
        self.red = red

    @classmethod
    def allocate(cls, width: int, height: int) -> FrostedPlanes:
        """Return grey planes for a picture of this size."""
        half = ((height + 1) // 2, (width + 1) // 2)
        return cls(np.full((height, width), 128, np.uint8), np.full(half, 128, np.uint8), np.full(half, 128, np.uint8))

    def fits(self, clear: ClearFrame) -> bool:
        """True when all three planes have the sizes of the clear picture's."""
        pairs = ((self.luma, clear.luma), (self.blue, clear.blue), (self.red, clear.red))
        return all(own.shape == other.shape for own, other in pairs)


@dataclass(frozen=True, slots=True)
class FrostReport:
    """What was done to one picture. Shares are 0..1 of the picture's blocks.

    `whole` is true when nothing of the picture is shown; `view` says why, or that all is well.
    """

    whole: bool
    view: ViewCode
    proven_share: float
    hidden_share: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person at the desk is asked to approve, as blocks; no pixel of it is shown before.

    `ready` is true for the blocks that would become sharp, `calm` for those of them that no visitor changed.
    `resting` holds what rested there at that moment, and `looks` is the place it was proposed for: an approval
    takes just these, whatever has come into view since.
    """

    block_px: int
    ready: Mask
    calm: Mask
    resting: Pictures = field(repr=False)
    looks: Looks = field(repr=False)
