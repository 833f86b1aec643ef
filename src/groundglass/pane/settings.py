"""What a worker is told before it opens its camera.

The engine sends one `WorkerSettings` as the first and only settings message; a change of settings is a
new worker. Unlike everything a worker sends, this direction carries text (addresses), so it is JSON,
bounded, with unknown keys refused. The address may hold a password and never appears in a repr.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from groundglass.pane.detector import DetectorOrder
from groundglass.pane.ids import AreaId, CameraId
from groundglass.pane.sealing import SealingOrder
from groundglass.pane.trust import TrustOrder

Polygon: TypeAlias = tuple[tuple[float, float], ...]
"""Corners as (x, y) shares of the picture's width and height, 0..1; 3 to 64 of them."""

Style: TypeAlias = Literal["silhouette", "mosaic", "absent"]
Mode: TypeAlias = Literal["proven", "approved"]
LEAST_EVIDENCE_S: Final = 5.0
"""The shortest evidence time a camera may be given. People stand still for a second or two all the time; in less than
this, whoever waits for a light to change would be taken for the place."""

Transport: TypeAlias = Literal["tcp", "udp", "auto"]
Pace: TypeAlias = Literal["live", "fast"]


MAX_AREAS: Final = 16


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the view in which the worker says how full it is. `number` is 1..255 and its own in one camera."""

    number: AreaId
    polygon: Polygon


@dataclass(frozen=True, slots=True)
class SecretAddress:
    """A camera's address, password included. Silent; `reveal` it only where it is opened."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "<SecretAddress>"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """Everything one worker needs. Frozen: a section that changed is a section that differs by `!=`."""

    camera: CameraId
    address: SecretAddress
    sub_address: SecretAddress | None = None
    transport: Transport = "auto"
    pace: Pace = "live"
    loop: bool = False  # a file is played again from its start when it ends
    mode: Mode = "proven"
    style: Style = "silhouette"
    evidence_s: float = 20.0
    privacy: tuple[Polygon, ...] = ()
    overlays: tuple[Polygon, ...] = ()
    px_per_m_top: float | None = None  # at the top and bottom row, below 0 above the horizon; None = coarse
    px_per_m_bottom: float | None = None
    view_deg: float | None = None  # horizontal angle of view; None = unknown, see pane/ground.py
    areas: tuple[Area, ...] = ()
    max_rate_hz: float | None = None
    crf: int = 26
    stall_s: float = 5.0
    thumbnails: bool = True
    every_frame: bool = False  # redaction of a file: every frame in, every frame out, never dropped
    place: bytes | None = field(default=None, repr=False)
    sealing: SealingOrder | None = None  # None: no original is kept
    detector: DetectorOrder | None = None  # None: the site brings none
    trust: TrustOrder | None = None  # None: an encrypted camera is believed whatever certificate it shows
