"""Cameras on the map: on a floor in its metres, or on the earth, and then perhaps on a floor too.

A camera stands in one place. Where that is on the earth it is in `Geography`, which others' maps are told of; what is
here is the rest. When a floor's picture is placed anew, its cameras stay on their points of the picture.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.errors import ConfigError
from groundglass.frosted.map.placing import Placing, moved
from groundglass.frosted.map.plans import GRID, Plan, PlanId, Plans
from groundglass.frosted.map.schema import stand as table
from groundglass.frosted.outbound.geography import Geography, Spot

MOST_M: Final = 100_000.0


@dataclass(frozen=True, slots=True)
class Stand:
    """A camera on a floor: metres to the right and up in the floor's own frame, the rest as in `Spot` with up for
    north."""

    plan: PlanId
    x_m: float
    y_m: float
    height_m: float = 0.0
    azimuth_deg: float = 0.0
    view_deg: float = 90.0
    range_m: int = 50


class Stands:
    """The table of stands, beside the places on the earth."""

    def __init__(self, engine: AsyncEngine, geography: Geography, plans: Plans) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._geography = geography
        self._plans = plans

    async def all(self) -> tuple[dict[str, Stand], dict[str, PlanId]]:
        """Cameras on floors of their own metres; and the floor of those that have a place on the earth."""
        stands, floors = {}, {}
        async with self._reader.connect() as connection:
            for row in await connection.execute(sa.select(table)):
                if row.x_cm is None:
                    floors[row.camera] = PlanId(row.plan)
                else:
                    stands[row.camera] = _read(row)
        return stands, floors

    async def put(self, camera: str, stand: Stand) -> None:
        """Stand a camera on a floor, or on the grid. Its place on the earth, if it had one, is no more."""
        values = _checked(stand)
        if stand.plan != GRID and (await self._plans.get(stand.plan)).is_in_world:
            raise ConfigError("this floor lies on the earth", "give latitude and longitude")
        await self._write(camera, values)
        await self._geography.forget(camera)

    async def put_on_earth(self, camera: str, spot: Spot, floor: PlanId | None) -> None:
        """Give a camera a place on the earth, and say on which floor it is."""
        if floor is not None and not (await self._plans.get(floor)).is_in_world:
            raise ConfigError("this floor does not lie on the earth", "give its own metres, or place its picture first")
        await self._geography.put(camera, spot)
        if floor is None:
            await self._forget(camera)
            return
        nothing = {"x_cm": None, "y_cm": None, "height_cm": 0, "azimuth_cdeg": 0, "view_cdeg": 0, "range_m": 0}
        await self._write(camera, {"plan": floor, **nothing})

    async def forget(self, camera: str) -> None:
        """Take a camera off the map."""
        await self._geography.forget(camera)
        await self._forget(camera)

    async def leave(self, plan: PlanId) -> None:
        """A floor goes: cameras that stood on it in metres are off the map, the others keep their place on the
        earth."""
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(table).where(table.c.plan == plan))

    async def follow(self, plan: Plan, old: Placing, new: Placing) -> None:
        """Keep a floor's cameras on their points of the picture while it is placed anew."""
        stands, floors = await self.all()
        spots = await self._geography.all()
        for camera, stand in stands.items():
            if stand.plan == plan.id:
                spot = Spot(stand.y_m, stand.x_m, stand.height_m, stand.azimuth_deg, stand.view_deg, stand.range_m)
                await self._carry(camera, plan, spot, old, new)
        for camera, floor in floors.items():
            if floor == plan.id and camera in spots:
                await self._carry(camera, plan, spots[camera], old, new)

    async def _carry(self, camera: str, plan: Plan, spot: Spot, old: Placing, new: Placing) -> None:
        """`spot` with north and east as its placing's ground means them."""
        east, north, azimuth_deg = moved(old, new, spot.longitude, spot.latitude, spot.azimuth_deg)
        if new.ground == "world":
            await self.put_on_earth(
                camera, replace(spot, latitude=north, longitude=east, azimuth_deg=azimuth_deg), plan.id
            )
        else:
            stand = Stand(plan.id, east, north, spot.height_m, azimuth_deg, spot.view_deg, spot.range_m)
            await self.put(camera, stand)

    async def _write(self, camera: str, values: dict[str, Any]) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(table).where(table.c.camera == camera))
            await connection.execute(sa.insert(table).values(camera=camera, **values))

    async def _forget(self, camera: str) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(table).where(table.c.camera == camera))


def _checked(stand: Stand) -> dict[str, Any]:
    numbers = (stand.x_m, stand.y_m, stand.height_m, stand.azimuth_deg, stand.view_deg)
    is_sane = all(math.isfinite(number) for number in numbers)
    is_sane = is_sane and max(abs(stand.x_m), abs(stand.y_m)) <= MOST_M and abs(stand.height_m) <= 10_000
    is_sane = is_sane and 0 <= stand.azimuth_deg <= 360 and 0 < stand.view_deg <= 360 and 1 <= stand.range_m <= MOST_M
    if not is_sane:
        raise ConfigError(
            "this is no place of a camera on a floor", "give metres to the right and up, and 0 to 360 degrees from up"
        )
    return {
        "plan": stand.plan,
        "x_cm": round(stand.x_m * 100),
        "y_cm": round(stand.y_m * 100),
        "height_cm": round(stand.height_m * 100),
        "azimuth_cdeg": round(stand.azimuth_deg * 100),
        "view_cdeg": round(stand.view_deg * 100),
        "range_m": stand.range_m,
    }


def _read(row: sa.Row[Any]) -> Stand:
    return Stand(
        PlanId(row.plan),
        row.x_cm / 100,
        row.y_cm / 100,
        row.height_cm / 100,
        row.azimuth_cdeg / 100,
        row.view_cdeg / 100,
        row.range_m,
    )
