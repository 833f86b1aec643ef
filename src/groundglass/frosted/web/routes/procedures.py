"""Standard procedures: read by everybody at the desk, written by supervisors of the site."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from groundglass.frosted.incidents.acts import StepPlan
from groundglass.frosted.site import Site
from groundglass.frosted.web.entry import SupervisingTheSite, TheSite, WorkingOnIncidents
from groundglass.frosted.web.models.incidents import ProceduresTold, ProcedureTold, ProcedureWritten
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.incidents import show_procedure
from groundglass.frosted.web.state import TheState
from groundglass.frosted.web.versions import IfMatch, etag, require_version, version_of_procedure

router = APIRouter(
    prefix="/api/v1/procedures", tags=["incidents"], responses=Problem.answers(401, 403, 404, 409, 422, 503)
)

Name = Annotated[str, Path(min_length=1, max_length=16, pattern=r"^[0-9a-f]+$")]


@router.get("", summary="All procedures in use")
async def get_procedures(who: WorkingOnIncidents, site: TheSite) -> ProceduresTold:
    """By name."""
    return ProceduresTold(procedures=[show_procedure(one) for one in await site.desk.procedures.list()])


@router.post("", summary="Write a procedure", status_code=201)
async def post_procedure(
    new: ProcedureWritten, answer: Response, who: SupervisingTheSite, site: TheSite
) -> ProcedureTold:
    """Its steps are copied by each incident that follows it."""
    made = await site.desk.procedures.add(new.name, _plans(new), new.kinds)
    return _tagged(answer, show_procedure(made))


@router.put("/{procedure}", summary="Write a procedure anew", responses=Problem.answers(412))
async def put_procedure(
    procedure: Name,
    new: ProcedureWritten,
    answer: Response,
    who: SupervisingTheSite,
    site: TheSite,
    state: TheState,
    if_match: IfMatch = None,
) -> ProcedureTold:
    """Incidents that follow it already keep their steps."""
    async with state.versions.turn("procedure"):
        await _require(site, procedure, if_match)
        changed = await site.desk.procedures.change(procedure, new.name, _plans(new), new.kinds)
    return _tagged(answer, show_procedure(changed))


@router.delete("/{procedure}", summary="Retire a procedure", responses=Problem.answers(412))
async def delete_procedure(
    procedure: Name, who: SupervisingTheSite, site: TheSite, state: TheState, if_match: IfMatch = None
) -> ProcedureTold:
    """It is proposed no more; histories that name it stay readable."""
    async with state.versions.turn("procedure"):
        await _require(site, procedure, if_match)
        return show_procedure(await site.desk.procedures.retire(procedure))


@router.post("/{procedure}/restore", summary="Bring a retired procedure back")
async def restore_procedure(procedure: Name, who: SupervisingTheSite, site: TheSite, state: TheState) -> ProcedureTold:
    """It can be followed again."""
    async with state.versions.turn("procedure"):
        return show_procedure(await site.desk.procedures.retire(procedure, is_retired=False))


async def _require(site: Site, procedure: str, if_match: str | None) -> None:
    require_version(if_match, version_of_procedure(await site.desk.procedures.get(procedure)), "procedure")


def _tagged(answer: Response, told: ProcedureTold) -> ProcedureTold:
    answer.headers["ETag"] = etag(told.version)
    return told


def _plans(new: ProcedureWritten) -> list[StepPlan]:
    return [StepPlan(step.text, step.due_s) for step in new.steps]
