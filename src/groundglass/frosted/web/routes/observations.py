"""Counts over time: what charts of a camera are drawn from."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query

from groundglass.frosted.web.camera import SeenCamera
from groundglass.frosted.web.entry import TheSite
from groundglass.frosted.web.instants import parse_range
from groundglass.frosted.web.models.events import CountsTold
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.events import show_counts

router = APIRouter(prefix="/api/v1", tags=["events"], responses=Problem.answers(401, 404, 422))

LONGEST_S: Final = 32 * 86_400

From = Annotated[str, Query(alias="from", max_length=40, examples=["2026-11-21T00:00:00.000Z"])]
To = Annotated[str, Query(alias="to", max_length=40, examples=["2026-11-22T00:00:00.000Z"])]
Step = Annotated[int, Query(ge=1, le=1440, description="minutes gathered into one step")]


@router.get("/cameras/{camera}/counts", summary="How many were in view, over time")
async def camera_counts(camera: SeenCamera, site: TheSite, begin: From, end: To, step_min: Step = 5) -> CountsTold:
    """By steps of whole minutes, over at most a month."""
    start, stop = parse_range(begin, end, longest_s=LONGEST_S)
    minutes = await site.archive.events.observations.minutes(camera.id, start, stop)
    return CountsTold(step_s=step_min * 60, counts=show_counts(minutes, step_min * 60))
