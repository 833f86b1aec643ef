"""The map of one site, opened as one thing: floors, stands, the file that lies under them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.frosted.map.base import BaseMap
from groundglass.frosted.map.placing import Placing
from groundglass.frosted.map.plans import Plan, PlanId, Plans
from groundglass.frosted.map.stands import Stands
from groundglass.frosted.outbound.geography import Geography


@dataclass(frozen=True, slots=True)
class SiteMap:
    """Floors, cameras on them, and the map of the world."""

    plans: Plans
    stands: Stands
    base: BaseMap

    async def place(self, plan: PlanId, placing: Placing) -> Plan:
        """Place a floor's picture; the floor's cameras go with it. Stopped half-way, some cameras stand where they
        stood: placing it again does not move them, a person does."""
        old = await self.plans.get(plan)
        placed = await self.plans.place(plan, placing)
        if old.placing is not None:
            await self.stands.follow(placed, old.placing, placing)
        return placed

    async def remove(self, plan: PlanId) -> None:
        """Take a floor away, and its cameras off it."""
        await self.stands.leave(plan)
        await self.plans.remove(plan)


def make_map(engine: AsyncEngine, folder: Path, geography: Geography, clock: Clock) -> SiteMap:
    """For the site whose data folder this is."""
    plans = Plans(engine, clock)
    return SiteMap(plans, Stands(engine, geography, plans), BaseMap(folder))
