"""The place of a camera: its picture, what is proposed, approval, and forgetting."""

from __future__ import annotations

from fastapi import APIRouter

from groundglass.errors import NotFound
from groundglass.frosted.cameras import CameraControl
from groundglass.frosted.site import Site
from groundglass.frosted.web.acting import control_of
from groundglass.frosted.web.camera import SetUpCamera
from groundglass.frosted.web.entry import SettingUp, TheSite
from groundglass.frosted.web.models.base import Done, Nothing
from groundglass.frosted.web.models.cameras import Regions
from groundglass.frosted.web.problems import Problem
from groundglass.pane.control import Approve, Forget, parse_polygons
from groundglass.pane.ids import CameraId

router = APIRouter(
    prefix="/api/v1/cameras/{camera}/place", tags=["place"], responses=Problem.answers(401, 403, 404, 409, 422)
)


@router.post("/approve", summary="Approve the proposed place")
async def approve(regions: Regions, who: SettingUp, camera: SetUpCamera, site: TheSite) -> Done:
    """These regions of the proposal, or all of it when there are none. The camera must be running. Answers 409 when
    something else is proposed by now."""
    await site.shelf.check_proposal(camera.id, regions.proposal)
    await control_of(site, who).order(camera.id, Approve(regions.proposal, parse_polygons(regions.regions)))
    site.shelf.forget_proposal(camera.id)
    return Done()


@router.post("/forget", summary="Forget the place and prove it anew")
async def forget(nothing: Nothing, who: SettingUp, camera: SetUpCamera, site: TheSite) -> Done:
    """Until it is proven again the whole picture is frosted."""
    site.shelf.forget_place(camera.id)
    await _tell_worker(site, control_of(site, who), camera.id)
    return Done()


async def _tell_worker(site: Site, control: CameraControl, camera: CameraId) -> None:
    try:
        await control.order(camera, Forget())
    except NotFound:
        return  # No worker runs. The next one is given no place, since the shelf has forgotten it.
    # The worker may have sent its place once more between our forgetting and its own.
    site.shelf.forget_place(camera)
