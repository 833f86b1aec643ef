"""The map, as the API takes and tells it."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from groundglass.frosted.map.plans import MAX_NAME
from groundglass.frosted.web.models.base import Asked, Told

PlanName: TypeAlias = Annotated[
    str, Field(pattern=r"^(grid|[0-9a-f]{16})$", description="A floor's id, or `grid`: the floor that is always there")
]
Latitude: TypeAlias = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude: TypeAlias = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Metres: TypeAlias = Annotated[float, Field(ge=-100_000, le=100_000, allow_inf_nan=False)]
Height: TypeAlias = Annotated[float, Field(ge=-10_000, le=10_000, allow_inf_nan=False)]
Azimuth: TypeAlias = Annotated[float, Field(ge=0, le=360, allow_inf_nan=False)]
View: TypeAlias = Annotated[float, Field(gt=0, le=360, allow_inf_nan=False)]
Range: TypeAlias = Annotated[int, Field(ge=1, le=100_000)]


class SpotWritten(Asked):
    """Where a camera stands and looks. WGS 84; azimuth from north; the width of the view in degrees; on which floor,
    where it is on one that lies on the earth."""

    latitude: Latitude
    longitude: Longitude
    height_m: Height = 0.0
    azimuth_deg: Azimuth = 0.0
    view_deg: View = 90.0
    range_m: Range = 50
    plan: PlanName | None = None


class StandWritten(Asked):
    """Where a camera stands on a floor that has no place on the earth: metres to the right and up, azimuth from up."""

    plan: PlanName
    x_m: Metres
    y_m: Metres
    height_m: Height = 0.0
    azimuth_deg: Azimuth = 0.0
    view_deg: View = 90.0
    range_m: Range = 20


class PinWritten(Asked):
    """A point of the picture, as shares of its width and height from the top left, and where that is: degrees east and
    north in the world, else metres to the right and up."""

    across: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    down: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    east: Metres
    north: Metres


class PlacingWritten(Asked):
    """How a floor's picture lies: two of its points."""

    ground: Literal["world", "metres"]
    a: PinWritten
    b: PinWritten


class NewPlan(Asked):
    """A floor, without a picture at first."""

    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME)]


class PlanChange(Asked):
    """Absent fields stay as they are."""

    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME)] | None = None
    position: Annotated[int, Field(ge=0, le=10_000)] | None = None
    placing: PlacingWritten | None = None


class PlanPicture(Told):
    """A floor's picture. `url` changes with it."""

    url: str
    width: int
    height: int


class PlanTold(Told):
    """A floor. `placing` is null until somebody placed the picture."""

    id: str
    name: str
    position: int
    picture: PlanPicture | None
    placing: PlacingWritten | None


class BaseTold(Told):
    """The map of the world that this site keeps, as a PMTiles file to be read by byte range."""

    url: str
    tiles: Literal["vector", "png", "jpeg", "webp"]
    least_zoom: int
    most_zoom: int
    bounds: Annotated[tuple[float, float, float, float], Field(description="west, south, east, north in degrees")]
    size_bytes: int


class MapTold(Told):
    """Cameras that have a place on the earth; those that stand on a floor of its own metres; the floors, from the first
    to the last; the map of the world, and where there is a file that is none, what is the matter with it."""

    cameras: dict[str, SpotWritten]
    stands: dict[str, StandWritten]
    plans: list[PlanTold]
    base: BaseTold | None
    base_trouble: str


class GroundCell(Told):
    """A piece of the ground: its corners, as metres across and away from the camera, and how often somebody
    was seen to stand or walk there. Null: fewer than five, and it is not said how many."""

    corners: list[tuple[float, float]]
    visits: int | None
    stay_s: float | None


class GroundHeatTold(Told):
    """Where on the ground before one camera people were, as counts of no one in particular. `calibrated` is false
    where nobody said how large a metre is in its picture; then there are no cells."""

    calibrated: bool
    cells: list[GroundCell]
