"""What frosting knows of one picture and observing needs: which blocks are not the place, and how large a block is.

Apart because it is all that observing sees of frosting, and frosting nothing of observing.
"""

from __future__ import annotations

from dataclasses import dataclass

from groundglass.clear.place.grid import Mask


@dataclass(frozen=True, slots=True)
class Sight:
    """One judged picture of `width` x `height` pixels. `changed` has one truth per block of `block_px` pixels.

    `unproven` is true wherever the proven place is not seen: what changed, and what was never proven. `is_judged` is
    false where the picture could not be judged block by block: then `changed` says nothing.
    """

    changed: Mask
    unproven: Mask
    block_px: int
    width: int
    height: int
    is_judged: bool
