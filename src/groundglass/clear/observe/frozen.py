"""Whether the camera sends the very same picture again and again.

Apart because it is health, not content. A sensor's noise and an encoder's key pictures make two pictures differ in at
least one sample; half a minute without any difference is a camera that hangs. It keeps one number of the last picture.
"""

from __future__ import annotations

import zlib
from typing import Final

from groundglass.clear.frame import ClearFrame
from groundglass.pane.ids import TICKS_PER_S, Instant90k

FROZEN_S: Final = 30.0
_STRIDE: Final = 5
"""Every fifth sample of every fifth row, begun elsewhere each time a row is taken: enough to notice any noise."""


class Frozen:
    """One camera's. `look` answers with a change of state, or None."""

    def __init__(self) -> None:
        self._sum = 0
        self._same_since: Instant90k | None = None
        self._is_frozen = False

    def look(self, clear: ClearFrame, at: Instant90k) -> bool | None:
        """True when the picture has just been found frozen, False when it has come back, None when nothing changed."""
        fresh = zlib.crc32(clear.luma[::_STRIDE, ::_STRIDE].tobytes())
        if fresh != self._sum or self._same_since is None:
            self._sum, self._same_since = fresh, at
            was, self._is_frozen = self._is_frozen, False
            return False if was else None
        if not self._is_frozen and at - self._same_since >= FROZEN_S * TICKS_PER_S:
            self._is_frozen = True
            return True
        return None
