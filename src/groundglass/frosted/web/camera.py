"""The camera a route is about: its name in the path, and its record for those who may see it.

Apart because every route below /cameras/{camera} begins so. Who is asking is settled before whether the camera
exists, so that a stranger learns nothing from the answer.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path

from groundglass.errors import NotFound, PaneError
from groundglass.frosted.cameras import CameraRecord
from groundglass.frosted.site import Site
from groundglass.frosted.web.entry import Exporting, Seeing, SettingUp, TheSite
from groundglass.pane.ids import CameraId, parse_camera_id


def _name(camera: Annotated[str, Path(max_length=200, examples=["north-gate"])]) -> CameraId:
    try:
        return parse_camera_id(camera)
    except PaneError as error:
        raise NotFound("there is no camera of this name") from error


CameraName = Annotated[CameraId, Depends(_name)]


async def known_camera(site: Site, camera: CameraId) -> CameraRecord:
    """The record, or `NotFound`."""
    return await site.cameras.get(camera)


async def _seen(who: Seeing, camera: CameraName, site: TheSite) -> CameraRecord:
    return await known_camera(site, camera)


async def _exported(who: Exporting, camera: CameraName, site: TheSite) -> CameraRecord:
    return await known_camera(site, camera)


async def _set_up(who: SettingUp, camera: CameraName, site: TheSite) -> CameraRecord:
    return await known_camera(site, camera)


SeenCamera = Annotated[CameraRecord, Depends(_seen)]
ExportedCamera = Annotated[CameraRecord, Depends(_exported)]
SetUpCamera = Annotated[CameraRecord, Depends(_set_up)]
