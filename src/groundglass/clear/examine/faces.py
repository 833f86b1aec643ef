"""How many faces a detector finds in a picture: a number, never whose.

Apart because the detector is not ours: a site brings an ONNX file that answers as OpenCV's YuNet does (per stride of
8, 16 and 32 pixels a `cls`, `obj`, `bbox` and `kps` output), names it by its SHA-256, and it runs here, confined, on
both sides of the pair alike. It finds faces and cannot tell them apart; no such file is part of this project. Boxes
and landmarks are dropped where they are made.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.examine.ending import Ending
from groundglass.pane.examination import Ended

LARGEST_BYTES: Final = 64 * 1024 * 1024
WIDEST: Final = 1920
_SURE: Final = 0.6
_OVERLAP: Final = 0.3
_MOST: Final = 500


class FaceCounter:
    """A detector that was loaded and tried. Not for use by two threads."""

    def __init__(self, path: str, sha256: str) -> None:
        """Load it, or raise `Ending` with the reason.

        1. Not more bytes are read than a detector has.
        2. They must be those that were named; what is loaded is what was compared, not the file once more.
        3. It must answer on an empty picture.
        """
        # 1.
        try:
            with Path(path).open("rb") as file:
                body = file.read(LARGEST_BYTES + 1)
        except OSError:
            raise Ending(Ended.DETECTOR_UNREADABLE) from None
        # 2.
        if len(body) > LARGEST_BYTES or hashlib.sha256(body).hexdigest() != sha256:
            raise Ending(Ended.DETECTOR_OTHER)
        # 3.
        try:
            buffer = np.frombuffer(body, np.uint8)
            nothing = np.zeros(0, np.uint8)
            self._detector = cv2.FaceDetectorYN.create("onnx", buffer, nothing, (320, 320), _SURE, _OVERLAP, _MOST)
            self.count(np.zeros((320, 320, 3), np.uint8))
        except cv2.error:
            raise Ending(Ended.DETECTOR_UNSUITABLE) from None

    def count(self, rgb: npt.NDArray[np.uint8]) -> int:
        """How many faces are found in a picture (height, width, 3), RGB; it is reduced to at most 1920 wide."""
        height, width = rgb.shape[:2]
        if width > WIDEST:
            size = (WIDEST, max(1, round(height * WIDEST / width)))
            rgb = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
        self._detector.setInputSize((rgb.shape[1], rgb.shape[0]))
        _, found = self._detector.detect(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
        return len(found) if np.ndim(found) else 0  # None where there are none, whatever the stubs say
