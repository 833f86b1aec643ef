"""Figures of the machines that keep the cameras, for Prometheus.

Apart from figures_house.py, which is of the process that answers. Prometheus asks the desk and not the machines, so a
machine that cannot be reached still has a line that says so. The server's own machine, where it keeps the cameras
itself, has an empty name.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from groundglass.frosted.archive import StorageFigures
from groundglass.frosted.cameras import CameraRecord
from groundglass.frosted.machines import Facts, Machines
from groundglass.frosted.outbound.metrics import Family, counter, gauge


@dataclass(frozen=True, slots=True)
class _Told:
    """What a machine says of itself."""

    cores: int
    load: float
    cameras: int
    free_bytes: int
    spool_bytes: int
    waiting: int
    dropped_total: int


@dataclass(frozen=True, slots=True)
class _Line:
    """One machine. `told` is None unless it is alive and was heard."""

    node: str
    is_alive: bool
    is_connected: bool
    is_drained: bool
    told: _Told | None


def machine_families(control: object, cameras: Sequence[CameraRecord], storage: StorageFigures) -> list[Family]:
    """As it is now. Of a machine that is away only that it is away: what it said last is true no more."""
    lines = _elsewhere(control) if isinstance(control, Machines) else [_own(cameras, storage)]
    named = [({"node": line.node}, line) for line in lines]
    told = [(of, line.told) for of, line in named if line.told is not None]
    return [
        gauge("node_alive", "1 while a machine keeps cameras.", *((of, float(x.is_alive)) for of, x in named)),
        gauge("node_connected", "1 while the desk hears it.", *((of, float(x.is_connected)) for of, x in named)),
        gauge("node_drained", "1 while it is to be empty.", *((of, float(x.is_drained)) for of, x in named)),
        gauge("node_cores", "Its processor cores.", *((of, x.cores) for of, x in told)),
        gauge("node_load", "What runs or waits for a core or disk, over a minute.", *((of, x.load) for of, x in told)),
        gauge("node_cameras", "Cameras that it keeps.", *((of, x.cameras) for of, x in told)),
        gauge("node_free_bytes", "Free space where its recordings wait.", *((of, x.free_bytes) for of, x in told)),
        gauge("node_spool_bytes", "Recordings that wait there.", *((of, x.spool_bytes) for of, x in told)),
        gauge("node_messages_waiting", "What the desk has not heard yet.", *((of, x.waiting) for of, x in told)),
        counter("node_messages_lost_total", "Of that, what gave way.", *((of, x.dropped_total) for of, x in told)),
    ]


def _elsewhere(control: Machines) -> list[_Line]:
    return [
        _Line(
            str(node.node),
            node.is_alive,
            node.is_connected,
            node.is_drained,
            _told(node.facts) if node.is_alive and node.facts is not None else None,
        )
        for node in control.nodes()
    ]


def _told(facts: Facts) -> _Told:
    kept = sum(camera.generation is not None for camera in facts.cameras)
    return _Told(
        facts.cores, facts.load, kept, facts.free_bytes, facts.spool_bytes, facts.waiting, facts.dropped_total
    )  # fmt: skip


def _own(cameras: Sequence[CameraRecord], storage: StorageFigures) -> _Line:
    told = _Told(
        cores=len(os.sched_getaffinity(0)),
        load=os.getloadavg()[0],
        cameras=sum(record.enabled for record in cameras),
        free_bytes=storage.free_bytes,
        spool_bytes=storage.spool_bytes,
        waiting=0,
        dropped_total=0,
    )
    return _Line("", is_alive=True, is_connected=True, is_drained=False, told=told)
