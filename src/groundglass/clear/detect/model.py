"""The file of a detector -> something that answers a picture.

Apart because the file is not ours: it is read once, compared with the hash that the site pinned, and what was compared
is what is loaded. It runs here, in the confined process, and writes and calls nothing.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final, assert_never

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.causes import Trouble
from groundglass.clear.detect.answers import Found, Unsuitable, read_detr, read_yolox
from groundglass.clear.frame import ClearFrame
from groundglass.pane.detector import DetectorOrder
from groundglass.pane.status import CameraState, Cause

LARGEST_BYTES: Final = 512 * 1024 * 1024
_GREY: Final = 114


class Model:
    """A detector that was loaded and tried. Not for use by two threads."""

    def __init__(self, order: DetectorOrder) -> None:
        """Load it, or raise `Trouble`: a site that pinned a detector does not go without it unnoticed.

        1. Not more bytes are read than a detector has.
        2. They must be those that were pinned; what is loaded is what was compared, not the file once more.
        3. It must answer a grey picture in the form that was said.
        """
        self._order = order
        # 1.
        try:
            with Path(order.path).open("rb") as file:
                body = file.read(LARGEST_BYTES + 1)
        except OSError:
            raise Trouble(CameraState.FAULT, Cause.DETECTOR_MISSING) from None
        # 2.
        if len(body) > LARGEST_BYTES or hashlib.sha256(body).hexdigest() != order.sha256:
            raise Trouble(CameraState.FAULT, Cause.DETECTOR_OTHER)
        # 3.
        self._input = np.full((order.height, order.width, 3), _GREY, np.uint8)
        try:
            self._net = cv2.dnn.readNetFromONNX(np.frombuffer(body, np.uint8))
            self._names = self._net.getUnconnectedOutLayersNames()
            self._answer(1.0, 1.0)
        except (cv2.error, Unsuitable):
            raise Trouble(CameraState.FAULT, Cause.DETECTOR_UNSUITABLE) from None

    def look(self, clear: ClearFrame) -> tuple[Found, ...]:
        """What is found in a picture. Raises `Unsuitable` or `cv2.error`: the caller frosts it whole."""
        order = self._order
        # Colours are made at the size the model takes, not at the camera's: a sixth of the work at 1080p.
        wide, tall = order.width, order.height
        if order.form == "yolox":
            ratio = min(order.width / clear.width, order.height / clear.height)
            wide, tall = max(1, round(clear.width * ratio)), max(1, round(clear.height * ratio))
        self._input.fill(_GREY)
        try:
            self._input[:tall, :wide] = _rgb(clear, wide, tall)
            return self._answer(wide / order.width, tall / order.height)
        finally:
            self._input.fill(_GREY)

    def _answer(self, across: float, down: float) -> tuple[Found, ...]:
        order = self._order
        match order.form:
            case "yolox":
                blob = cv2.dnn.blobFromImage(self._input, swapRB=True)
            case "detr":
                blob = cv2.dnn.blobFromImage(self._input, 1 / 255)
            case _:
                assert_never(order.form)
        self._net.setInput(blob)
        outputs = [np.asarray(one, np.float32) for one in self._net.forward(self._names)]
        return read_yolox(outputs, order, across, down) if order.form == "yolox" else read_detr(outputs, order)


def _rgb(clear: ClearFrame, wide: int, tall: int) -> npt.NDArray[np.uint8]:
    planes = [
        cv2.resize(plane, (wide, tall), interpolation=cv2.INTER_AREA) for plane in (clear.luma, clear.red, clear.blue)
    ]
    return np.asarray(cv2.cvtColor(cv2.merge(planes), cv2.COLOR_YCrCb2RGB), np.uint8)
