"""Standard procedures: read by everybody at the desk, written by supervisors."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from groundglass.frosted.incidents.acts import StepPlan
from groundglass.frosted.web.entry import Supervising, TheSite, WorkingOnIncidents
from groundglass.frosted.web.models.incidents import ProceduresTold, ProcedureTold, ProcedureWritten
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.incidents import show_procedure

router = APIRouter(
    prefix="/api/v1/procedures", tags=["incidents"], responses=Problem.answers(401, 403, 404, 409, 422, 503)
)

Name = Annotated[str, Path(min_length=1, max_length=16, pattern=r"^[0-9a-f]+$")]


@router.get("", summary="All procedures in use")
async def get_procedures(who: WorkingOnIncidents, site: TheSite) -> ProceduresTold:
    """By name."""
    return ProceduresTold(procedures=[show_procedure(one) for one in await site.desk.procedures.list()])


@router.post("", summary="Write a procedure", status_code=201)
async def post_procedure(new: ProcedureWritten, who: Supervising, site: TheSite) -> ProcedureTold:
    """Its steps are copied by each incident that follows it."""
    return show_procedure(await site.desk.procedures.add(new.name, _plans(new), new.kinds))


@router.put("/{procedure}", summary="Write a procedure anew")
async def put_procedure(procedure: Name, new: ProcedureWritten, who: Supervising, site: TheSite) -> ProcedureTold:
    """Incidents that follow it already keep their steps."""
    return show_procedure(await site.desk.procedures.change(procedure, new.name, _plans(new), new.kinds))


@router.delete("/{procedure}", summary="Retire a procedure")
async def delete_procedure(procedure: Name, who: Supervising, site: TheSite) -> ProcedureTold:
    """It is proposed no more; histories that name it stay readable."""
    return show_procedure(await site.desk.procedures.retire(procedure))


@router.post("/{procedure}/restore", summary="Bring a retired procedure back")
async def restore_procedure(procedure: Name, who: Supervising, site: TheSite) -> ProcedureTold:
    """It can be followed again."""
    return show_procedure(await site.desk.procedures.retire(procedure, is_retired=False))


def _plans(new: ProcedureWritten) -> list[StepPlan]:
    return [StepPlan(step.text, step.due_s) for step in new.steps]
