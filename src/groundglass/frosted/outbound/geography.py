"""Where cameras stand and look, as people entered it: for the site's map and for others'.

Optional: everything works without. A camera's position is no secret of the people in its picture; whether it is one of
the site's is the site's to decide, by entering it or not.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.errors import ConfigError
from groundglass.frosted.outbound.schema import camera_position as table

_E7: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a camera stands (WGS 84 degrees, metres above the ellipsoid) and what it looks at: the direction of the
    middle of its view in degrees from north, the width of the view in degrees, and how far it is of use."""

    latitude: float
    longitude: float
    height_m: float = 0.0
    azimuth_deg: float = 0.0
    view_deg: float = 90.0
    range_m: int = 50


Spots: TypeAlias = Callable[[str], Awaitable[Spot | None]]


class Geography:
    """The table of positions."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)

    async def of(self, camera: str) -> Spot | None:
        """Where a camera is, None when nobody said."""
        return (await self.all()).get(camera)

    async def all(self) -> dict[str, Spot]:
        """Every position that was entered."""
        async with self._reader.connect() as connection:
            return {row.camera: _read(row) for row in await connection.execute(sa.select(table))}

    async def put(self, camera: str, spot: Spot) -> None:
        """Enter or replace a position; `ConfigError` for what is none."""
        values = _checked(spot)
        async with self._engine.begin() as connection:
            change = sa.update(table).where(table.c.camera == camera).values(**values)
            if (await connection.execute(change)).rowcount == 0:
                await connection.execute(sa.insert(table).values(camera=camera, **values))

    async def forget(self, camera: str) -> None:
        """Take a position off the map."""
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(table).where(table.c.camera == camera))


def _checked(spot: Spot) -> dict[str, int]:
    numbers = (spot.latitude, spot.longitude, spot.height_m, spot.azimuth_deg, spot.view_deg, spot.range_m)
    is_sane = all(math.isfinite(number) for number in numbers)
    is_sane = is_sane and abs(spot.latitude) <= 90 and abs(spot.longitude) <= 180 and abs(spot.height_m) <= 10_000
    is_sane = is_sane and 0 <= spot.azimuth_deg <= 360 and 0 < spot.view_deg <= 360 and 1 <= spot.range_m <= 100_000
    if not is_sane:
        raise ConfigError(
            "this is no position of a camera",
            "give latitude, longitude, and an azimuth of 0 to 360 degrees from north",
        )
    return {
        "latitude_e7": round(spot.latitude * _E7),
        "longitude_e7": round(spot.longitude * _E7),
        "height_cm": round(spot.height_m * 100),
        "azimuth_cdeg": round(spot.azimuth_deg * 100),
        "view_cdeg": round(spot.view_deg * 100),
        "range_m": spot.range_m,
    }


def _read(row: sa.Row[Any]) -> Spot:
    return Spot(
        row.latitude_e7 / _E7,
        row.longitude_e7 / _E7,
        row.height_cm / 100,
        row.azimuth_cdeg / 100,
        row.view_cdeg / 100,
        row.range_m,
    )
