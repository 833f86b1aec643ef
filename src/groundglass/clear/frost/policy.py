"""What a site chose for one camera's frosting, checked once.

Apart because these are the privacy decisions: mode, style, what is always hidden, what is never hidden.
A value that is not known raises `FrostError` here, before a picture is taken; the froster trusts the type.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal, get_args

from groundglass.clear.place.grid import Polygon
from groundglass.clear.place.memory import ProofMode
from groundglass.errors import FrostError
from groundglass.pane.scale import PxPerMetre

Style = Literal["silhouette", "mosaic", "absent"]

MOST_POLYGONS: Final = 64
MOST_CORNERS: Final = 64


@dataclass(frozen=True, slots=True)
class FrostPolicy:
    """How one camera is frosted.

    `evidence_s` is the time a look must have held, 1..86,400 s. `privacy` regions are hidden always,
    `overlays` (the camera's own clock) are shown whenever the rest of the picture can be judged: both in
    0..1 of the picture's width and height. Without `scale` frosting is coarse.
    """

    mode: ProofMode = "proven"
    style: Style = "silhouette"
    evidence_s: float = 30.0
    privacy: tuple[Polygon, ...] = ()
    overlays: tuple[Polygon, ...] = ()
    scale: PxPerMetre | None = None

    def __post_init__(self) -> None:
        if self.mode not in get_args(ProofMode):
            raise FrostError(f"{self.mode!r} is not a mode of proof", "use proven or approved")
        if self.style not in get_args(Style):
            raise FrostError(f"{self.style!r} is not a style of frosting", "use silhouette, mosaic or absent")
        if not 1.0 <= self.evidence_s <= 86_400.0:
            raise FrostError("the evidence time is out of range", "use 1 to 86400 seconds")
        for polygons in (self.privacy, self.overlays):
            _check(polygons)


def _check(polygons: tuple[Polygon, ...]) -> None:
    if len(polygons) > MOST_POLYGONS:
        raise FrostError(f"more than {MOST_POLYGONS} regions are drawn", "join some of them")
    for polygon in polygons:
        if not 3 <= len(polygon) <= MOST_CORNERS:
            raise FrostError(
                f"a region has {len(polygon)} corners", f"draw each region with 3 to {MOST_CORNERS} corners"
            )
        if not all(math.isfinite(value) and 0.0 <= value <= 1.0 for corner in polygon for value in corner):
            raise FrostError("a region lies outside the picture", "give corners in 0..1 of width and height")
