"""How a camera's scale is marked, and what is told of it. Positions are shares of the picture, 0 to 1."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from groundglass.frosted.web.models.base import Asked, Corner, Told
from groundglass.pane.scale import Class62676

Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
Metres: TypeAlias = Annotated[float, Field(gt=0, le=1_000)]


class UprightMarked(Asked):
    """Something upright of known height: the rows of its head and its foot."""

    head: Share
    foot: Share
    height_m: Metres


class ByUprights(Asked):
    """Two upright things at different distances."""

    kind: Literal["uprights"]
    marks: tuple[UprightMarked, UprightMarked]


class ByGround(Asked):
    """A rectangle on flat ground: its corners near left, near right, far right, far left."""

    kind: Literal["ground"]
    corners: tuple[Corner, Corner, Corner, Corner]
    width_m: Metres
    depth_m: Metres


class ByMounting(Asked):
    """A lens and its mounting."""

    kind: Literal["mounting"]
    camera_height_m: Annotated[float, Field(ge=0.3, le=500)]
    tilt_deg: Annotated[float, Field(ge=-10, le=90)]
    vertical_view_deg: Annotated[float, Field(ge=1, le=150)]


ScaleMarked: TypeAlias = Annotated[ByUprights | ByGround | ByMounting, Field(discriminator="kind")]


class RowTold(Told):
    """Px per metre at a row (0 top, 1 bottom), its IEC 62676-4 class, and the most that frosting leaves of it."""

    row: float
    px_per_m: float
    reaches: Class62676
    left_px_per_m: float
    left_reaches: Class62676
