"""What an outpost says of its machine and its cameras, parsed at the desk.

Apart because the page of what runs where, placement and the desk read it, and it comes from another machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from groundglass.errors import PaneError
from groundglass.pane.ids import CameraId, parse_camera_id

MAX_CAMERAS: Final = 100_000
MAX_LABELS: Final = 64


@dataclass(frozen=True, slots=True)
class KeptCamera:
    """One camera that an outpost keeps, or waits to keep. `generation` of its lease, None while it has none."""

    camera: CameraId
    tag: str
    generation: int | None
    leases_total: int
    restarts_total: int
    pid: int | None


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """One machine. `waiting` messages wait for the desk, `dropped_total` gave way; `streams` are being watched. Free is
    the disk where recordings wait; `spool_bytes` of them do, 0 where an older outpost does not say."""

    version: str
    cores: int
    memory_bytes: int
    free_bytes: int
    load: float
    reaches: frozenset[str]
    places: frozenset[str]
    waiting: int
    dropped_total: int
    streams: int
    cameras: tuple[KeptCamera, ...]
    spool_bytes: int = 0


def parse_facts(untrusted: Any) -> NodeFacts:
    """The facts, or `PaneError`."""
    try:
        cameras = untrusted["cameras"]
        if not isinstance(cameras, list) or len(cameras) > MAX_CAMERAS:
            raise TypeError("not a list of cameras")
        return NodeFacts(
            version=_word(untrusted["version"]),
            cores=_whole(untrusted["cores"]),
            memory_bytes=_whole(untrusted["memory_bytes"]),
            free_bytes=_whole(untrusted["free_bytes"]),
            load=min(1e6, max(0.0, float(untrusted["load"]))),
            reaches=_labels(untrusted["reaches"]),
            places=_labels(untrusted["places"]),
            waiting=_whole(untrusted["waiting"]),
            dropped_total=_whole(untrusted["dropped"]),
            streams=_whole(untrusted["streams"]),
            cameras=tuple(_camera(camera) for camera in cameras),
            spool_bytes=_whole(untrusted.get("spool_bytes", 0)),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise PaneError("an outpost told what it keeps in a way that cannot be read") from error


def _camera(untrusted: Any) -> KeptCamera:
    return KeptCamera(
        camera=parse_camera_id(_word(untrusted["id"])),
        tag=_word(untrusted["tag"]),
        generation=None if untrusted["generation"] is None else _whole(untrusted["generation"]),
        leases_total=_whole(untrusted["leases"]),
        restarts_total=_whole(untrusted["restarts"]),
        pid=None if untrusted["pid"] is None else _whole(untrusted["pid"]),
    )


def _whole(untrusted: object) -> int:
    if not isinstance(untrusted, int) or isinstance(untrusted, bool) or not 0 <= untrusted < 1 << 63:
        raise TypeError("not a number")
    return untrusted


def _word(untrusted: object) -> str:
    if not isinstance(untrusted, str) or not 1 <= len(untrusted) <= 64 or not untrusted.isprintable():
        raise TypeError("not a word")
    return untrusted


def _labels(untrusted: object) -> frozenset[str]:
    if not isinstance(untrusted, list) or len(untrusted) > MAX_LABELS:
        raise TypeError("not a list of labels")
    return frozenset(map(_word, untrusted))
