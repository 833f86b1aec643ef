"""The one type that holds a recognisable picture.

It is apart so that its refusals are in one place: a ClearFrame cannot be pickled, copied or printed,
and nothing clear is left in its planes after its `with` block: they are overwritten, unless they were painted over.
Loading (picture.py) makes it, frosting (frost/) reads it and paints. The planes are the worker's own memory, never the
decoder's reference pictures: painting into those would bleed into every later frame that is predicted from them.
"""

from __future__ import annotations

from typing import NoReturn, final

import numpy as np
import numpy.typing as npt

from groundglass.pane.ids import Instant90k

Plane = npt.NDArray[np.uint8]
"""One plane of 4:2:0 video: uint8, shape (height, width), rows may be padded apart in memory."""


@final
class ClearFrame:
    """One decoded picture, 4:2:0, in which people can still be recognised.

    `luma` is (height, width), `blue` and `red` (chroma) are ((height+1)//2, (width+1)//2), all uint8
    and writeable. `taken_at` is UTC in 1/90000 s.
    """

    __slots__ = ("_is_frosted", "blue", "luma", "red", "taken_at")

    def __init__(self, luma: Plane, blue: Plane, red: Plane, taken_at: Instant90k) -> None:
        self.luma = luma
        self.blue = blue
        self.red = red
        self.taken_at = taken_at
        self._is_frosted = False

    @property
    def width(self) -> int:
        return int(self.luma.shape[1])

    @property
    def height(self) -> int:
        return int(self.luma.shape[0])

    def keep_frosted(self) -> None:
        """These very planes were frosted, the whole picture: what lies in them may stay when the block is left.

        To be called after frosting has returned and nowhere else.
        """
        self._is_frosted = True

    def __enter__(self) -> ClearFrame:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._is_frosted:
            return
        self.luma.fill(0)
        self.blue.fill(128)
        self.red.fill(128)

    def __repr__(self) -> str:
        return f"<ClearFrame {self.width}x{self.height} at {self.taken_at}>"

    def _refuse(self, *args: object) -> NoReturn:
        raise TypeError("a ClearFrame never leaves the process that decoded it")

    __reduce_ex__ = __copy__ = __deepcopy__ = _refuse
