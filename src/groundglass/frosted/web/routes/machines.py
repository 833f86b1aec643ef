"""What runs where: the machines that keep cameras, what they keep, and emptying one for maintenance."""

from __future__ import annotations

import os
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path

from groundglass import __version__
from groundglass.errors import Conflict, NotFound
from groundglass.frosted.machines import Decided, Facts, Kept, Machine, Machines
from groundglass.frosted.site import Site
from groundglass.frosted.store.lease import parse_node_name
from groundglass.frosted.web.entry import SettingUp, TheSite, Visitor
from groundglass.frosted.web.models.base import Done
from groundglass.frosted.web.models.machines import (
    DrainAsked,
    FactsTold,
    KeptTold,
    MachinesTold,
    MachineTold,
    NowhereTold,
)
from groundglass.frosted.web.problems import Problem
from groundglass.pane.ids import CameraId

router = APIRouter(prefix="/api/v1/machines", tags=["machines"], responses=Problem.answers(401, 403, 404, 409, 422))

Name = Annotated[str, Path(max_length=63)]
_KEPT: Final[tuple[Literal["whole", "lowered", "least"], ...]] = ("whole", "lowered", "least")


@router.get("", summary="Which machine keeps which cameras")
async def get_machines(who: SettingUp, site: TheSite) -> MachinesTold:
    """Every machine that was there within a day. A site on one machine tells of that one."""
    control = site.control
    enabled = [record.id for record in await site.cameras.list() if record.enabled and who.may_see(record.id)]
    if not isinstance(control, Machines):
        return MachinesTold(elsewhere=False, machines=[await _own(site, enabled)], nowhere=[])
    nodes = control.nodes()
    kept = {one.camera for node in nodes if node.is_alive and node.facts is not None for one in node.facts.cameras}
    nowhere = [NowhereTold(camera=id, no_room=_has_no_room(control.placed(id))) for id in enabled if id not in kept]
    return MachinesTold(elsewhere=True, machines=[_shown(node, control, who) for node in nodes], nowhere=nowhere)


@router.put("/{node}/drained", summary="Empty a machine, or use it again")
async def put_drained(
    node: Annotated[str, Path(max_length=63)], asked: DrainAsked, who: SettingUp, site: TheSite
) -> Done:
    """Its cameras go to the others, as far as there is room; it keeps none until it is used again."""
    control, name = site.control, parse_node_name(node)
    if not isinstance(control, Machines):
        raise Conflict("this site keeps its cameras on its own machine", "docs/cluster.md says how it gets more")
    if name not in {one.node for one in control.nodes()}:
        raise NotFound(f"there is no machine {name}")
    kind = "node.drained" if asked.drained else "node.filled"
    await site.record.enter(kind, node=name, by=who.person.id)
    await control.drain(name, asked.drained)
    return Done()


def _shown(machine: Machine, control: Machines, who: Visitor) -> MachineTold:
    facts = machine.facts
    cameras = [] if facts is None or not machine.is_alive else facts.cameras
    return MachineTold(
        node=machine.node,
        relay=machine.relay,
        alive=machine.is_alive,
        connected=machine.is_connected,
        drained=machine.is_drained,
        facts=None if facts is None else _facts(facts),
        cameras=[_kept(one, control.placed(one.camera)) for one in cameras if who.may_see(one.camera)],
    )


def _facts(facts: Facts) -> FactsTold:
    return FactsTold(
        version=facts.version,
        cores=facts.cores,
        load=round(facts.load, 2),
        memory_bytes=facts.memory_bytes,
        free_bytes=facts.free_bytes,
        watched=facts.streams,
        waiting=facts.waiting,
        lost=facts.dropped_total,
    )


def _kept(one: Kept, decided: Decided | None) -> KeptTold:
    grade = 0 if decided is None else int(decided.step.grade)
    return KeptTold(camera=one.camera, kept=_KEPT[grade], waits=one.generation is None, restarts=one.restarts_total)


def _has_no_room(decided: Decided | None) -> bool:
    return decided is not None and decided.node is None


async def _own(site: Site, enabled: list[CameraId]) -> MachineTold:
    storage = await site.archive.figures()
    facts = FactsTold(
        version=__version__,
        cores=len(os.sched_getaffinity(0)),
        load=round(os.getloadavg()[0], 2),
        memory_bytes=os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"),
        free_bytes=storage.free_bytes,
        watched=0,
        waiting=0,
        lost=0,
    )
    cameras = [KeptTold(camera=camera, kept="whole", waits=False, restarts=0) for camera in enabled]
    return MachineTold(node="", relay="", alive=True, connected=True, drained=False, facts=facts, cameras=cameras)
