"""The map: floors and their pictures, cameras on them, the file that lies under them, where people are on the ground.

What is uploaded is a picture of a plan and not of a camera; it is kept as it came, and what serves it lets browsers do
nothing with it but show it. Whatever changes the map is on record first.
"""

from __future__ import annotations

import asyncio
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import FileResponse, Response

from groundglass.errors import ConfigError, NotFound
from groundglass.frosted.map.base import BaseFacts
from groundglass.frosted.map.heat import ground_before, on_ground
from groundglass.frosted.map.placing import Pin, Placing
from groundglass.frosted.map.plans import Plan, PlanId
from groundglass.frosted.map.stands import Stand
from groundglass.frosted.outbound.geography import Spot
from groundglass.frosted.site import Site
from groundglass.frosted.web.camera import SeenCamera, SetUpCamera, reached_cameras
from groundglass.frosted.web.entry import Seeing, SettingUp, TheSite, Visitor
from groundglass.frosted.web.instants import parse_range
from groundglass.frosted.web.models.base import Done
from groundglass.frosted.web.models.map import (
    GroundHeatTold,
    MapTold,
    NewPlan,
    PlacingWritten,
    PlanChange,
    PlanTold,
    SpotWritten,
    StandWritten,
)
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.map import show_base, show_piece, show_plan, show_spot, show_stand

router = APIRouter(prefix="/api/v1", tags=["map"], responses=Problem.answers(401, 403, 404, 409, 422, 503))

LONGEST_S: Final = 32 * 86_400
FOREVER: Final = "private, max-age=31536000, immutable"
ONLY_A_PICTURE: Final = "default-src 'none'; sandbox"

PlanPath = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="A floor's id")]
From = Annotated[str, Query(alias="from", max_length=40, examples=["2026-11-21T00:00:00.000Z"])]
To = Annotated[str, Query(alias="to", max_length=40, examples=["2026-11-22T00:00:00.000Z"])]


@router.get("/map", summary="Where cameras stand and look, and what lies under them")
async def get_map(who: Seeing, site: TheSite) -> MapTold:
    """Those cameras that somebody put there."""
    present = {str(record.id) for record in await reached_cameras(site, who)}
    spots = await site.outbound.geography.all()
    stands, floors = await site.map.stands.all()
    base, trouble = await _base(site)
    return MapTold(
        cameras={name: show_spot(spot, floors.get(name)) for name, spot in spots.items() if name in present},
        stands={name: show_stand(stand) for name, stand in stands.items() if name in present},
        plans=[show_plan(plan) for plan in await site.map.plans.list()],
        base=None if base is None else show_base(base),
        base_trouble=trouble,
    )


@router.put("/cameras/{camera}/position", summary="Enter where on the earth a camera stands and looks")
async def put_position(camera: SetUpCamera, who: SettingUp, spot: SpotWritten, site: TheSite) -> SpotWritten:
    """For the map, and for channels that show one."""
    await _enter(site, who, "camera-placed", camera=camera.id)
    put = Spot(**spot.model_dump(exclude={"plan"}))
    await site.map.stands.put_on_earth(camera.id, put, None if spot.plan is None else PlanId(spot.plan))
    return spot


@router.put("/cameras/{camera}/stand", summary="Enter where on a floor a camera stands and looks")
async def put_stand(camera: SetUpCamera, who: SettingUp, stand: StandWritten, site: TheSite) -> StandWritten:
    """In the floor's own metres. Channels that show a map cannot show it."""
    await _enter(site, who, "camera-placed", camera=camera.id)
    said = stand.model_dump(exclude={"plan"})
    await site.map.stands.put(camera.id, Stand(plan=PlanId(stand.plan), **said))
    return stand


@router.delete("/cameras/{camera}/position", summary="Take a camera off the map")
async def delete_position(camera: SetUpCamera, who: SettingUp, site: TheSite) -> Done:
    """Channels that show a map show it no more."""
    await _enter(site, who, "camera-taken-off", camera=camera.id)
    await site.map.stands.forget(camera.id)
    return Done()


@router.post("/map/plans", summary="Add a floor", status_code=201)
async def post_plan(new: NewPlan, who: SettingUp, site: TheSite) -> PlanTold:
    """A grid of metres, until it is given a picture."""
    await _enter(site, who, "floor-added")
    return show_plan(await site.map.plans.add(new.name))


@router.patch("/map/plans/{plan}", summary="Change a floor")
async def patch_plan(plan: PlanPath, change: PlanChange, who: SettingUp, site: TheSite) -> PlanTold:
    """Absent fields stay as they are. When its picture is placed anew its cameras go with it."""
    found = await site.map.plans.get(plan)
    await _enter(site, who, "floor-changed", plan=found.id)
    if change.placing is not None:
        if not found.media:
            raise ConfigError("this floor has no picture to be placed", "give it one first")
        found = await site.map.place(found.id, _placing(change.placing, found))
    if change.name is not None or change.position is not None:
        found = await site.map.plans.change(found.id, name=change.name, position=change.position)
    return show_plan(found)


@router.delete("/map/plans/{plan}", summary="Remove a floor")
async def delete_plan(plan: PlanPath, who: SettingUp, site: TheSite) -> Done:
    """Cameras on it are off the map, but for those that have a place on the earth."""
    found = await site.map.plans.get(plan)
    await _enter(site, who, "floor-removed", plan=found.id)
    await site.map.remove(found.id)
    return Done()


@router.put(
    "/map/plans/{plan}/picture",
    summary="Give a floor its picture",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {kind: {} for kind in ("image/png", "image/jpeg", "image/webp")},
            "description": "PNG, JPEG or WebP, at most 8 MiB",
        }
    },
)
async def put_picture(plan: PlanPath, request: Request, who: SettingUp, site: TheSite) -> PlanTold:
    """The file itself is the request's body. It is not decoded here: only its header is read."""
    found = await site.map.plans.get(plan)
    await _enter(site, who, "floor-pictured", plan=found.id)
    return show_plan(await site.map.plans.put_picture(found.id, await request.body()))


@router.get(
    "/map/plans/{plan}/picture",
    summary="A floor's picture",
    response_class=Response,
    responses={200: {"content": {"image/*": {}}, "description": "As it was uploaded"}},
)
async def get_picture(plan: PlanPath, who: Seeing, site: TheSite) -> Response:
    """As it was uploaded: whoever shows it lets it do nothing else."""
    found, body = await site.map.plans.picture(plan)
    headers = {"Cache-Control": FOREVER, "Content-Security-Policy": ONLY_A_PICTURE, "ETag": f'"{found.sha256}"'}
    return Response(body, media_type=found.media, headers=headers)


@router.get(
    "/map/base.pmtiles",
    summary="The map of the world that this site keeps",
    response_class=Response,
    responses={
        200: {"content": {"application/vnd.pmtiles": {}}, "description": "The whole file"},
        206: {"description": "The bytes that Range asked for"},
        416: {"description": "There are no such bytes"},
    },
)
async def get_base(who: Seeing, site: TheSite) -> Response:
    """By byte range, as its readers want it. There is one such file, and no name in the address to choose another."""
    base, trouble = await _base(site)
    if base is None:
        raise NotFound(trouble or "this site has no map of its surroundings", "add one: groundglass map add FILE")
    path = site.map.base.path
    return FileResponse(path, media_type="application/vnd.pmtiles", headers={"Cache-Control": FOREVER})


@router.get("/cameras/{camera}/ground", summary="Where on the ground people were")
async def get_ground(camera: SeenCamera, site: TheSite, begin: From, end: To) -> GroundHeatTold:
    """Counts on pieces of the ground before a camera whose scale is known, over at most a month. Few are not told."""
    start, stop = parse_range(begin, end, longest_s=LONGEST_S)
    settings, facts = camera.settings, site.states.report(camera.id).facts
    ground = None
    if facts is not None:
        ground = ground_before(
            settings.px_per_m_top, settings.px_per_m_bottom, facts.width, facts.height, settings.view_deg
        )
    if ground is None:
        return GroundHeatTold(calibrated=False, cells=[])
    cells = await site.archive.events.analytics.heat(camera.id, start, stop)
    return GroundHeatTold(calibrated=True, cells=[show_piece(piece) for piece in on_ground(cells, ground)])


async def _base(site: Site) -> tuple[BaseFacts | None, str]:
    """The file under the map, or what is the matter with it."""
    try:
        return await asyncio.to_thread(site.map.base.facts), ""
    except ConfigError as error:
        return None, error.message


async def _enter(site: Site, who: Visitor, act: str, **about: str) -> None:
    await site.record.enter("map.changed", by=who.person.id, act=act, **about)


def _placing(said: PlacingWritten, plan: Plan) -> Placing:
    pins = (Pin(**said.a.model_dump()), Pin(**said.b.model_dump()))
    return Placing(said.ground, *pins, plan.width, plan.height).checked()
