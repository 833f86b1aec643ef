"""Counts over time: what charts and heat maps of a camera are drawn from. Nothing here is of few people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from groundglass.errors import ConfigError
from groundglass.frosted.analytics.reading import Analytics
from groundglass.frosted.analytics.tallying import COLUMNS, MINUTE_90K, ROWS
from groundglass.frosted.incidents.tables import as_csv
from groundglass.frosted.web.camera import ExportedCamera, SeenCamera
from groundglass.frosted.web.entry import Exporting, TheSite
from groundglass.frosted.web.instants import parse_range
from groundglass.frosted.web.models.analytics import AreaCountsTold, CountsTold, CrossingsTold, HeatTold
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.analytics import (
    FIELDS,
    Row,
    as_rows,
    show_areas,
    show_heat,
    show_lines,
    show_steps,
)
from groundglass.pane.ids import CameraId, Instant90k

router = APIRouter(prefix="/api/v1/cameras/{camera}", tags=["analytics"], responses=Problem.answers(401, 404, 422))

LONGEST_S: Final = 32 * 86_400
MOST_STEPS: Final = 3000

From = Annotated[str, Query(alias="from", max_length=40, examples=["2026-11-21T00:00:00.000Z"])]
To = Annotated[str, Query(alias="to", max_length=40, examples=["2026-11-22T00:00:00.000Z"])]
StepMin = Annotated[int, Query(ge=1, le=1440, description="minutes gathered into one step")]
What = Literal["counts", "areas", "crossings", "heat"]


@router.get("/counts", summary="How many were in view, over time")
async def camera_counts(camera: SeenCamera, site: TheSite, begin: From, end: To, step_min: StepMin = 5) -> CountsTold:
    """By steps of whole minutes from the first one on, over at most a month."""
    start, stop = _range(begin, end, step_min)
    analytics = site.archive.events.analytics
    steps = await analytics.steps(camera.id, start, stop, step_min * 60)
    return CountsTold(step_s=step_min * 60, few_below=analytics.few_below, counts=show_steps(steps))


@router.get("/areas/counts", summary="How full a camera's areas were, over time")
async def area_counts(camera: SeenCamera, site: TheSite, begin: From, end: To, step_min: StepMin = 5) -> AreaCountsTold:
    """People and people per square metre, as estimated: only where the camera's scale is known."""
    start, stop = _range(begin, end, step_min)
    analytics = site.archive.events.analytics
    steps = await analytics.areas(camera.id, start, stop, step_min * 60)
    return AreaCountsTold(step_s=step_min * 60, few_below=analytics.few_below, areas=show_areas(steps))


@router.get("/crossings", summary="How many went over a camera's lines, over time")
async def line_crossings(
    camera: SeenCamera, site: TheSite, begin: From, end: To, step_min: StepMin = 60
) -> CrossingsTold:
    """Every line that a rule of this camera watches, by direction; counted also while the rule is asleep or muted."""
    start, stop = _range(begin, end, step_min)
    events = site.archive.events
    steps = await events.analytics.crossings(camera.id, start, stop, step_min * 60)
    names = {int(rule.id): rule.draft.name for rule in events.rules.rules()}
    lines = show_lines(steps, names)
    return CrossingsTold(step_s=step_min * 60, few_below=events.analytics.few_below, lines=lines)


@router.get("/heat", summary="Where in the picture people stood")
async def camera_heat(camera: SeenCamera, site: TheSite, begin: From, end: To) -> HeatTold:
    """By coarse cells, over whole hours that touch the range."""
    start, stop = _range(begin, end, 1440)
    analytics = site.archive.events.analytics
    cells = await analytics.heat(camera.id, start, stop)
    return HeatTold(columns=COLUMNS, rows=ROWS, few_below=analytics.few_below, cells=show_heat(cells))


@router.get("/analytics/{what}.csv", summary="Counts as a file", response_class=Response)
async def analytics_file(
    what: Annotated[What, Path()],
    camera: ExportedCamera,
    who: Exporting,
    site: TheSite,
    begin: From,
    end: To,
    step_min: StepMin = 60,
) -> Response:
    """The same numbers as the charts; what is of few people reads `<5`."""
    start, stop = _range(begin, end, step_min)
    analytics = site.archive.events.analytics
    steps = await _steps(analytics, what, camera.id, start, stop, step_min * 60)
    name = f"{camera.id}-{what}.csv"
    await site.record.enter("recording.exported", by=who.person.id, what=name, of=len(steps))
    return Response(
        as_csv(FIELDS[what], as_rows(steps, analytics.few_below)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


async def _steps(
    analytics: Analytics, what: What, camera: CameraId, begin: Instant90k, end: Instant90k, step_s: int
) -> Sequence[Row]:
    match what:
        case "counts":
            return await analytics.steps(camera, begin, end, step_s)
        case "areas":
            return await analytics.areas(camera, begin, end, step_s)
        case "crossings":
            return await analytics.crossings(camera, begin, end, step_s)
        case "heat":
            return await analytics.heat(camera, begin, end)


def _range(untrusted_from: str, untrusted_to: str, step_min: int) -> tuple[Instant90k, Instant90k]:
    """From the beginning of a minute on, and not more steps than a chart can show."""
    begin, end = parse_range(untrusted_from, untrusted_to, longest_s=LONGEST_S)
    begin = Instant90k(begin // MINUTE_90K * MINUTE_90K)
    if (end - begin) / (step_min * MINUTE_90K) > MOST_STEPS:
        raise ConfigError(f"these are more than {MOST_STEPS} steps", "ask for longer steps or a shorter range")
    return begin, end
