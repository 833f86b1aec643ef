"""The house's own figures for Prometheus: does its work turn, does anything wait or get lost, what does it take.

Apart from figures.py, which is of cameras and of what people work on. `process_*` have the names that every exporter
gives them, so that dashboards of others fit.
"""

from __future__ import annotations

import os
import resource
from pathlib import Path

from groundglass.frosted.archive import StorageFigures
from groundglass.frosted.outbound.metrics import Family, Sample, counter, gauge
from groundglass.frosted.site import Site


def house_families(site: Site, storage: StorageFigures) -> list[Family]:
    """As it is now."""
    archive = site.archive
    hearts = [({"task": name}, heart.age_s()) for name, heart in sorted(archive.heartbeats.items())]
    lost = (
        ({"what": "events"}, archive.events.log.dropped_total),
        ({"what": "observations"}, archive.events.observations.dropped_total),
        ({"what": "ledger entries"}, site.record.dropped_total),
    )
    troubles = (
        ({"what": "storage"}, storage.trouble),
        ({"what": "ledger"}, site.record.trouble),
        ({"what": "events"}, archive.events.log.trouble),
        ({"what": "observations"}, archive.events.observations.trouble),
    )
    return [
        gauge("task_age_seconds", "Since a task of the server last turned; beyond 60 it is not well.", *hearts),
        gauge("trouble", "1 while something cannot be written or deleted.", *_as_ones(troubles)),
        counter("lost_total", "What could not be kept for want of room or time.", *lost),
        counter(
            "retention_files_total", "Recorded files that retention deleted.", ({}, archive.retention.deleted_total)
        ),
        *_process(),
    ]


def _as_ones(troubles: tuple[tuple[dict[str, str], Exception | None], ...]) -> list[tuple[dict[str, str], float]]:
    return [(of, float(trouble is not None)) for of, trouble in troubles]


def _process() -> list[Family]:
    """Of this process and, as far as they have ended, of its workers."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return [
        _plain("process_cpu_seconds_total", "counter", "Processor time.", own.ru_utime + own.ru_stime),
        _plain("process_resident_memory_bytes", "gauge", "Memory that is really there.", _resident_bytes()),
        _plain("process_open_fds", "gauge", "Open files and sockets.", sum(1 for _ in Path("/proc/self/fd").iterdir())),
        counter("worker_cpu_seconds_total", "Of workers that have ended.", ({}, children.ru_utime + children.ru_stime)),
    ]


def _plain(name: str, kind: str, help: str, value: float) -> Family:
    return Family(name, "counter" if kind == "counter" else "gauge", help, [Sample((), float(value))])


def _resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
