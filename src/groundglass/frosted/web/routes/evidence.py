"""A frosted recording as evidence: clip, recording, hashes, proofs and a page that explains them, as one zip file."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from groundglass.frosted.custody.evidence import LONGEST_S
from groundglass.frosted.web.camera import known_camera
from groundglass.frosted.web.entry import Exporting, TheSite
from groundglass.frosted.web.instants import parse_range, show_instant
from groundglass.frosted.web.models.evidence import EvidenceAsked
from groundglass.frosted.web.parts import begun
from groundglass.frosted.web.problems import Problem
from groundglass.pane.ids import parse_camera_id

router = APIRouter(prefix="/api/v1/evidence", tags=["recordings"], responses=Problem.answers(401, 403, 404, 422, 503))


@router.post("", summary="Export a range as evidence", response_class=Response)
async def export(asked: EvidenceAsked, who: Exporting, site: TheSite) -> Response:
    """On record before the first byte leaves. Anybody can check it offline: groundglass evidence verify."""
    camera = await known_camera(site, who, parse_camera_id(asked.camera))
    start, until = parse_range(asked.begin, asked.end, longest_s=LONGEST_S)
    evidence = site.archive.evidence
    exported = await evidence.export(camera.id, start, until, who.person.id, site.clock.now_90k())
    name = f"{camera.id}_{show_instant(exported.manifest.start_90k)[:19].replace(':', '-')}Z-evidence.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(await begun(evidence.zip(exported)), media_type="application/zip", headers=headers)
