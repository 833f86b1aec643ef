"""Looks for the noise of a moving box in anything a site gives out: as bytes, and in every picture they decode to.

Noise is used because nothing else looks like it: an unrelated picture reaches a likeness of about 0.3, the source
more than 0.9.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import av
import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frost.stature import without_scale
from groundglass.clear.place.grid import lay_grid
from groundglass.clear.place.keep import read_places
from tests.stands.clips import box_pixels

NOISE_SEED: Final = 4711
WIDTH, HEIGHT, EDGE = 320, 240, 56
LIKE: Final = 0.45
"""From here on a picture shows the noise."""

Grey = npt.NDArray[np.uint8]
_NOISE: Final = box_pixels(EDGE, NOISE_SEED)
_PNG, _JPEG = b"\x89PNG", b"\xff\xd8\xff"


def likeness(picture: Grey) -> float:
    """How well the noise is found anywhere in a picture of the source's size: 1 is exactly."""
    return float(cv2.matchTemplate(picture, _NOISE, cv2.TM_CCOEFF_NORMED).max())


def is_in_bytes(body: bytes) -> bool:
    """Whether rows or columns of the noise lie in the bytes, as they are or at a quarter of their length."""
    return any(line.tobytes() in body or line[::4].tobytes() in body for line in (*_NOISE[::4], *_NOISE.T[::4]))


def pictures_in(body: bytes) -> Iterator[Grey]:
    """Every picture that the bytes decode to, at the source's size."""
    if body.startswith((_JPEG, _PNG)):
        decoded = cv2.imdecode(np.frombuffer(body, np.uint8), cv2.IMREAD_GRAYSCALE)
        assert decoded is not None
        yield _fitted(np.asarray(decoded, np.uint8))
    elif body[4:8] == b"ftyp":
        with av.open(io.BytesIO(body), "r") as container:
            for frame in container.decode(container.streams.video[0]):
                yield _fitted(frame.to_ndarray(format="gray"))
    elif body.startswith(b"GGPL"):
        for looks in read_places(without_scale(body)[0], lay_grid(WIDTH, HEIGHT)).places:
            yield looks.pictures.luma


def _fitted(picture: Any) -> Grey:
    return np.asarray(cv2.resize(picture, (WIDTH, HEIGHT)), np.uint8)
