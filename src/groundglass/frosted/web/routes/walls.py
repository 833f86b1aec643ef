"""Walls: shared ones are seen by everybody who may watch and arranged by supervisors; own ones are their person's.

Changes of shared walls are entered before they take effect, since what a desk looked at may be asked about later. How
somebody arranges their own is nobody else's.

Whoever is limited to some cameras sees the tiles of those, and arranges no shared wall: they would take off what they
do not see.
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path
from starlette.responses import Response

from groundglass.errors import Refused
from groundglass.frosted.people.roles import Right
from groundglass.frosted.site import Site
from groundglass.frosted.walls.walls import SHARED, Layout, Tile, Wall, check_layout
from groundglass.frosted.web.entry import Seeing, TheShown, TheSite, Visitor
from groundglass.frosted.web.models.base import Done
from groundglass.frosted.web.models.walls import TileTold, WallChange, WallsTold, WallTold, WallWritten
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.versions import IfMatch, etag, require_version
from groundglass.pane.ids import CameraId

router = APIRouter(prefix="/api/v1/walls", tags=["walls"], responses=Problem.answers(401, 403, 404, 409, 422, 503))

_REFUSED: Final = ("shared walls are arranged by supervisors of the site", "save one of your own, or ask a supervisor")

WallName = Annotated[str, Path(min_length=1, max_length=16, pattern=r"^[0-9a-f]+$")]


@router.get("", summary="All walls of the site, and your own")
async def get_walls(who: Seeing, site: TheShown) -> WallsTold:
    """Shared ones first, each by name."""
    return WallsTold(walls=[_show(one, who) for one in await site.walls.list(who.person.id)])


@router.post("", summary="Save a wall", status_code=201)
async def post_wall(new: WallWritten, answer: Response, who: Seeing, site: TheSite) -> WallTold:
    """A shared one needs the right to supervise."""
    layout, owner = check_layout(_layout(new)), _owner(new, who)
    if owner == SHARED:
        await _enter(site, who, "wall.changed", "", layout)
    made = await site.walls.add(owner, layout)
    answer.headers["Location"] = f"/api/v1/walls/{made.id}"
    return _tagged(answer, _show(made, who))


@router.put("/{wall}", summary="Arrange a wall anew", responses=Problem.answers(412))
async def put_wall(
    wall: WallName, change: WallChange, answer: Response, who: Seeing, site: TheSite, if_match: IfMatch = None
) -> WallTold:
    """Replaces all of it: its name, and whether it is shared, too. An old `version` is refused like an old If-Match."""
    walls = site.walls
    found = await walls.get(wall, who.person.id)
    require_version(if_match, str(found.version), "wall")
    if found.is_shared and not _supervises(who):
        raise Refused(*_REFUSED)
    layout, owner = check_layout(_layout(change)), _owner(change, who)
    if SHARED in (owner, found.owner):
        await _enter(site, who, "wall.changed", found.id, layout)
    old = Wall(found.id, found.owner, found.layout, change.version)
    return _tagged(answer, _show(await walls.change(old, owner, layout), who))


@router.delete("/{wall}", summary="Remove a wall")
async def delete_wall(wall: WallName, who: Seeing, site: TheSite) -> Done:
    """The cameras on it are not touched."""
    walls = site.walls
    found = await walls.get(wall, who.person.id)
    if found.is_shared:
        if not _supervises(who):
            raise Refused(*_REFUSED)
        await _enter(site, who, "wall.removed", found.id, found.layout)
    await walls.remove(found)
    return Done()


def _supervises(who: Visitor) -> bool:
    """A shared wall may hold cameras that somebody limited to groups does not see, and must not lose."""
    return who.person.may(Right.SUPERVISE) and who.reach.is_whole


def _owner(written: WallWritten, who: Visitor) -> str:
    """Whose it will be; `Refused` where that is not theirs to say."""
    if written.shared:
        if not _supervises(who):
            raise Refused(*_REFUSED)
        return SHARED
    return str(who.own_session().person)


def _layout(written: WallWritten) -> Layout:
    tiles = tuple(Tile(CameraId(tile.camera), tile.span) for tile in written.tiles)
    return Layout(written.name, tiles, written.columns)


def _show(one: Wall, who: Visitor) -> WallTold:
    return WallTold(
        id=one.id,
        name=one.layout.name,
        shared=one.is_shared,
        columns=one.layout.columns,
        tiles=[TileTold(camera=tile.camera, span=tile.span) for tile in one.layout.tiles if who.may_see(tile.camera)],
        version=one.version,
        may_change=not one.is_shared or _supervises(who),
    )


def _tagged(answer: Response, told: WallTold) -> WallTold:
    answer.headers["ETag"] = etag(str(told.version))
    return told


async def _enter(site: Site, who: Visitor, kind: str, wall: str, layout: Layout) -> None:
    """On record before it takes effect. Its name is free text and is not entered."""
    await site.record.enter(
        kind, by=str(who.person.id), wall=wall, cameras=[str(tile.camera) for tile in layout.tiles]
    )  # fmt: skip
