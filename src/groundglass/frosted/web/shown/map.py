"""The map as the API tells it. Numbers are rounded to what was entered: centimetres and hundredths of a degree."""

from __future__ import annotations

from dataclasses import asdict

from groundglass.frosted.map.base import BaseFacts
from groundglass.frosted.map.heat import Piece
from groundglass.frosted.map.plans import Plan, PlanId
from groundglass.frosted.map.stands import Stand
from groundglass.frosted.outbound.geography import Spot
from groundglass.frosted.web.models.map import (
    BaseTold,
    GroundCell,
    PinWritten,
    PlacingWritten,
    PlanPicture,
    PlanTold,
    SpotWritten,
    StandWritten,
)


def show_spot(spot: Spot, floor: PlanId | None) -> SpotWritten:
    """A place on the earth."""
    return SpotWritten(**asdict(spot), plan=floor)


def show_stand(stand: Stand) -> StandWritten:
    """A place on a floor."""
    return StandWritten(**asdict(stand))


def show_plan(plan: Plan) -> PlanTold:
    """A floor. Its picture's address changes with the picture, so that browsers may keep it."""
    placing = plan.placing
    return PlanTold(
        id=plan.id,
        name=plan.name,
        position=plan.position,
        picture=None
        if not plan.media
        else PlanPicture(
            url=f"/api/v1/map/plans/{plan.id}/picture?v={plan.sha256[:16]}", width=plan.width, height=plan.height
        ),
        placing=None
        if placing is None
        else PlacingWritten(
            ground=placing.ground, a=PinWritten(**asdict(placing.a)), b=PinWritten(**asdict(placing.b))
        ),
    )


def show_base(base: BaseFacts) -> BaseTold:
    """The file under the map."""
    return BaseTold(
        url=f"/api/v1/map/base.pmtiles?v={base.version}",
        tiles=base.tiles,
        least_zoom=base.least_zoom,
        most_zoom=base.most_zoom,
        bounds=base.bounds,
        size_bytes=base.size_bytes,
    )


def show_piece(piece: Piece) -> GroundCell:
    """A piece of the ground."""
    corners = [(round(across, 2), round(away, 2)) for across, away in piece.corners]
    return GroundCell(corners=corners, visits=piece.visits, stay_s=piece.stay_s)
