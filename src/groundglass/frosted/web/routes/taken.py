"""A still of the moment, taken in the browser from the frosted picture it shows.

No picture passes here, and nothing on this side decodes one: the browser says that a person is about to take a picture
out of the console, and the act is on record, as a download is, before the browser hands the picture over. A browser
that is made not to ask can keep what it shows, as any screenshot can; what it was shown is entered anyway.
"""

from __future__ import annotations

from fastapi import APIRouter

from groundglass.errors import ConfigError
from groundglass.frosted.bookmarks.bookmarks import AHEAD_90K
from groundglass.frosted.web.camera import ExportedCamera
from groundglass.frosted.web.entry import Exporting, TheSite
from groundglass.frosted.web.instants import parse_instant
from groundglass.frosted.web.models.base import Done
from groundglass.frosted.web.models.taken import StillTaken
from groundglass.frosted.web.problems import Problem

router = APIRouter(
    prefix="/api/v1/cameras/{camera}/stills", tags=["stills"], responses=Problem.answers(401, 403, 404, 422, 503)
)


@router.post("", summary="Enter that a still was taken")
async def post_still(taken: StillTaken, who: Exporting, camera: ExportedCamera, site: TheSite) -> Done:
    """On record when this answers: who took a picture of which moment of which camera, and whether as a file."""
    at = parse_instant(taken.at)
    if at > site.clock.now_90k() + AHEAD_90K:
        raise ConfigError("this moment has not come yet", "look at this machine's clock")
    await site.record.enter("still.taken", by=str(who.person.id), camera=camera.id, moment_90k=at, way=taken.way)
    return Done()
