"""Marks on a picture -> the scale that a camera keeps.

Apart from the route because it is where shares of a picture become pixels of it, for which the size of the picture
must be known. The arithmetic is pane/scale.py's.
"""

from __future__ import annotations

from typing import assert_never

from groundglass.errors import Conflict
from groundglass.frosted.web.models.scale import ByGround, ByMounting, ByUprights
from groundglass.pane.scale import GroundPoint, PxPerMetre, Upright, from_ground, from_mounting, from_uprights
from groundglass.pane.status import SourceFacts


def scale_of(marked: ByUprights | ByGround | ByMounting, facts: SourceFacts | None) -> PxPerMetre:
    """The scale, or `ConfigError` for marks that give none, `Conflict` while the picture's size is not known."""
    if facts is None:
        raise Conflict("the size of the picture is not known yet", "wait until the camera is live, and save again")
    width_px, height_px = facts.width, facts.height
    match marked:
        case ByUprights():
            first, second = (Upright(m.head * height_px, m.foot * height_px, m.height_m) for m in marked.marks)
            return from_uprights(first, second, height_px)
        case ByGround():
            ground = ((0.0, 0.0), (marked.width_m, 0.0), (marked.width_m, marked.depth_m), (0.0, marked.depth_m))
            one, two, three, four = (
                GroundPoint(x * width_px, y * height_px, east_m, north_m)
                for (x, y), (east_m, north_m) in zip(marked.corners, ground, strict=True)
            )
            return from_ground((one, two, three, four), height_px)
        case ByMounting():
            return from_mounting(
                camera_height_m=marked.camera_height_m,
                tilt_deg=marked.tilt_deg,
                vertical_view_deg=marked.vertical_view_deg,
                height_px=height_px,
            )
        case _:
            assert_never(marked)
