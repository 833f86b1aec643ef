"""The camera a route is about: its name in the path, and its record for those who may see it.

Apart because every route below /cameras/{camera} begins so. Who is asking is settled before whether the camera
exists, so that a stranger learns nothing from the answer. A camera outside of somebody's reach is not there for them,
in the very words of one that is not there for anybody. One that they see, and may not do this at, is refused.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path

from groundglass.errors import NotFound, PaneError, Refused
from groundglass.frosted.cameras import CameraRecord
from groundglass.frosted.people.roles import Right
from groundglass.frosted.shown import Shown
from groundglass.frosted.store.camera_table import no_such_camera
from groundglass.frosted.web.entry import Exporting, Seeing, SettingUp, TheShown, Visitor
from groundglass.pane.ids import CameraId, parse_camera_id


def _name(camera: Annotated[str, Path(max_length=200, examples=["north-gate"])]) -> CameraId:
    try:
        return parse_camera_id(camera)
    except PaneError as error:
        raise NotFound("there is no camera of this name") from error


CameraName = Annotated[CameraId, Depends(_name)]


async def known_camera(site: Shown, who: Visitor, camera: CameraId) -> CameraRecord:
    """The record, or `NotFound`; of one outside of this visitor's reach too, unless they see it: then `Refused`."""
    if not who.may_see(camera):
        if who.standing.may(Right.SEE, camera):
            raise Refused("your role at this camera does not include this", "ask an administrator of the site")
        raise no_such_camera(camera)
    return await site.cameras.get(camera)


async def reached_cameras(site: Shown, who: Visitor) -> list[CameraRecord]:
    """All cameras that exist for this visitor, in their order."""
    return [record for record in await site.cameras.list() if who.may_see(record.id)]


async def _seen(who: Seeing, camera: CameraName, site: TheShown) -> CameraRecord:
    return await known_camera(site, who, camera)


async def _exported(who: Exporting, camera: CameraName, site: TheShown) -> CameraRecord:
    return await known_camera(site, who, camera)


async def _set_up(who: SettingUp, camera: CameraName, site: TheShown) -> CameraRecord:
    return await known_camera(site, who, camera)


SeenCamera = Annotated[CameraRecord, Depends(_seen)]
ExportedCamera = Annotated[CameraRecord, Depends(_exported)]
SetUpCamera = Annotated[CameraRecord, Depends(_set_up)]
