"""What is recorded, by time: the routes behind the timeline and the fragments of other players."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query

from groundglass.frosted.playback import Span
from groundglass.frosted.recorded import Gap
from groundglass.frosted.web.camera import SeenCamera, reached_cameras
from groundglass.frosted.web.entry import Seeing, TheShown
from groundglass.frosted.web.instants import parse_range, show_instant
from groundglass.frosted.web.models.recordings import GapTold, Spans, SpanTold, Timeline, Timelines
from groundglass.frosted.web.problems import Problem

router = APIRouter(prefix="/api/v1", tags=["recordings"], responses=Problem.answers(401, 404, 422))

LONGEST_S: Final = 366 * 86_400
# Gaps narrower than this share of what is asked for are not worth a line on anybody's screen.
_FINEST_SHARE: Final = 1 / 4000

From = Annotated[str, Query(alias="from", max_length=40, examples=["2026-11-21T23:00:00.000Z"])]
To = Annotated[str, Query(alias="to", max_length=40, examples=["2026-11-22T00:00:00.000Z"])]


@router.get("/cameras/{camera}/timeline", summary="What is recorded of one camera")
async def camera_timeline(camera: SeenCamera, site: TheShown, begin: From, end: To) -> Timeline:
    """Stretches of recording and times of thumbnails, over at most a year."""
    start, stop = parse_range(begin, end, longest_s=LONGEST_S)
    spans = await site.playback.spans(camera.id, start, stop, join_s=_join_s(start, stop))
    gaps = await site.playback.gaps(camera.id, start, stop)
    thumbnails = await site.shelf.thumbnail_times(camera.id, start, stop)
    return Timeline(
        spans=[_show(span) for span in spans],
        gaps=[_show_gap(gap) for gap in gaps],
        thumbnails=[show_instant(at) for at in thumbnails],
    )


@router.get("/timeline", summary="What is recorded of every camera")
async def timelines(who: Seeing, site: TheShown, begin: From, end: To) -> Timelines:
    """Stretches of recording of all cameras, over at most a year."""
    start, stop = parse_range(begin, end, longest_s=LONGEST_S)
    told = {}
    for camera in await reached_cameras(site, who):
        spans = await site.playback.spans(camera.id, start, stop, join_s=_join_s(start, stop))
        gaps = await site.playback.gaps(camera.id, start, stop)
        told[str(camera.id)] = Spans(spans=[_show(span) for span in spans], gaps=[_show_gap(gap) for gap in gaps])
    return Timelines(cameras=told)


def _join_s(start: int, stop: int) -> float:
    return max(1.0, (stop - start) / 90_000 * _FINEST_SHARE)


def _show(span: Span) -> SpanTold:
    return SpanTold(start=show_instant(span.start), end=show_instant(span.end), run=span.run, aside=span.is_aside)


def _show_gap(gap: Gap) -> GapTold:
    return GapTold(start=show_instant(gap.start), end=show_instant(gap.end), cause=gap.cause, pictures=gap.pictures)
