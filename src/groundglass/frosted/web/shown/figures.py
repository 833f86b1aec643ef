"""The site's figures for Prometheus: cameras, storage, incidents, what waits; and those of its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from groundglass import __version__
from groundglass.frosted.cameras import CameraRecord
from groundglass.frosted.incidents.book import MAX_PAGE, Wanted
from groundglass.frosted.incidents.levels import OPEN
from groundglass.frosted.outbound.metrics import Family, counter, gauge
from groundglass.frosted.site import Site
from groundglass.frosted.web.shown.figures_house import house_families
from groundglass.frosted.web.shown.figures_machines import machine_families
from groundglass.pane.status import CameraState, Cause


async def families(site: Site) -> list[Family]:
    """Everything, as it is now."""
    storage, cameras = await site.archive.figures(), await site.cameras.list()
    return [
        gauge("info", "The running version.", ({"version": __version__}, 1)),
        *_cameras(site, cameras),
        gauge("storage_used_bytes", "Recordings on disk.", ({}, storage.used_bytes)),
        gauge("storage_free_bytes", "Free space where recordings are.", ({}, storage.free_bytes)),
        gauge("storage_floor_bytes", "Free space that recording never touches.", ({}, storage.floor_bytes)),
        gauge("ledger_entries", "Entries in the ledger.", ({}, site.record.checkpoint.size)),
        await _incidents(site),
        await _outbox(site),
        *house_families(site, storage),
        *machine_families(site.control, cameras, storage),
    ]


def _cameras(site: Site, cameras: Sequence[CameraRecord]) -> list[Family]:
    live, recording, dropped, came, latency = [], [], [], [], []
    for record in cameras:
        report, of = site.states.report(record.id), {"camera": str(record.id)}
        is_live = report.state is CameraState.LIVE
        live.append((of, float(is_live)))
        recording.append((of, float(is_live and report.recording_cause is Cause.NONE)))
        if report.figures is not None:
            came.append((of, float(report.figures.frames_in_total)))
            dropped.append((of, float(report.figures.frames_dropped_total)))
            latency.append((of, report.figures.latency_us / 1e6))
    return [
        gauge("camera_live", "1 while a camera sends pictures.", *live),
        gauge("camera_recording", "1 while they are recorded.", *recording),
        counter("camera_pictures_total", "Pictures that came from the camera.", *came),
        counter("camera_dropped_total", "Pictures that were not frosted in time and not shown.", *dropped),
        gauge("camera_latency_seconds", "From the camera's picture to the frosted one.", *latency),
    ]


async def _incidents(site: Site) -> Family:
    lines = await site.desk.book.lines(Wanted(states=OPEN, limit=MAX_PAGE))
    counts = {state: sum(line.state is state and not line.is_exercise for line in lines) for state in sorted(OPEN)}
    return gauge(
        "incidents_open",
        f"Open incidents by state, exercises left out; counted up to {MAX_PAGE}.",
        *(({"state": state.value}, count) for state, count in counts.items()),
    )


async def _outbox(site: Site) -> Family:
    counts = await site.outbound.outbox.counts()
    return gauge(
        "outbound_messages",
        "Messages of each channel by state.",
        *(({"channel": channel, "state": state}, count) for (channel, state), count in sorted(counts.items())),
    )
