"""The process that frosts one photo: a key out, ciphertext in, a frosted picture out, the end.

It is called by engine/confine.py after every power was given up, as a worker is. The key lives here alone and dies
with the process, so that what somebody recorded on the way stays closed for ever.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import cv2
import numpy as np
import pyrage

from groundglass.clear.orders import read_order
from groundglass.clear.photo.cells import Rgb, frost_photo
from groundglass.clear.photo.header import size_of
from groundglass.errors import PaneError, SourceError
from groundglass.pane.photo import (
    PhotoAnswer,
    PhotoKey,
    PhotoRefused,
    PhotoTask,
    SealedPhoto,
    Unusable,
    encode_photo_answer,
)


def main(task: PhotoTask, pane_fd: int, orders_fd: int) -> None:
    """Frost one photo, or say in a closed code why not; then return.

    1. A key is made, and its public half told.
    2. One order is read: the sealed photo. Nobody sends one: the end.
    3. It is opened, decoded within limits, hidden whole, encoded anew.
    4. The clear picture is blackened, whatever happened.
    5. The answer is sent. There is no second photo.
    """
    cv2.setNumThreads(1)
    # 1.
    key = pyrage.x25519.Identity.generate()
    _send(pane_fd, PhotoKey(str(key.to_public())))
    # 2.
    try:
        order = read_order(orders_fd)
    except PaneError:
        return
    # 3. to 5.
    if isinstance(order, SealedPhoto):
        _send(pane_fd, answer_to(order, lambda sealed: pyrage.decrypt(sealed, [key])))


def answer_to(photo: SealedPhoto, opened: Callable[[bytes], bytes]) -> PhotoAnswer:
    """A frosted photo, or why there is none. Raises nothing: an error's text could quote the picture."""
    try:
        clear_body = opened(photo.body)
    except Exception:  # noqa: BLE001  pyrage raises several of its own; whichever it was, there is no photo
        return PhotoRefused(Unusable.NOT_OPENED)
    try:
        if not size_of(clear_body).is_decoded:
            return PhotoRefused(Unusable.TOO_LARGE)
        clear_rgb = _decoded(clear_body)
    except (SourceError, cv2.error):
        return PhotoRefused(Unusable.NOT_A_PICTURE)
    try:
        return frost_photo(clear_rgb)
    except Exception:  # noqa: BLE001  the edge of a process, as above
        return PhotoRefused(Unusable.FAILED)
    finally:
        clear_rgb.fill(0)


def _decoded(clear_body: bytes) -> Rgb:
    """Turned the way it was held; everything else that a camera writes beside a picture is left behind."""
    clear_bgr = cv2.imdecode(np.frombuffer(clear_body, np.uint8), cv2.IMREAD_COLOR)
    if clear_bgr is None or clear_bgr.size == 0:
        raise SourceError("this picture cannot be decoded")
    return np.asarray(cv2.cvtColor(clear_bgr, cv2.COLOR_BGR2RGB, dst=clear_bgr), np.uint8)


def _send(pane_fd: int, answer: PhotoAnswer) -> None:
    rest = memoryview(encode_photo_answer(answer))
    try:
        while rest:
            rest = rest[os.write(pane_fd, rest) :]
    except BrokenPipeError:
        return  # nobody listens any more
