"""Cameras: what is asked for, and how they are."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from groundglass.frosted.web.models.base import Asked, Corners, Corners64, Told, Version, When
from groundglass.frosted.web.models.certificates import CertificateHeldTold, Pem, TrustCode
from groundglass.frosted.web.models.scale import RowTold, ScaleMarked
from groundglass.pane.settings import Mode, Style, Transport

StateCode = Literal["connecting", "live", "stalled", "refused", "lost", "fault", "ended", "off", "removed"]


SealingCode = Literal[
    "starting", "sealing", "waiting", "too_few_custodians", "not_sealable", "falling_behind", "not_kept"
]


ViewCode = Literal[
    "starting",
    "proving",
    "proven",
    "awaiting_approval",
    "moved",
    "covered",
    "blinded",
    "defocused",
    "dark",
    "light_changed",
    "failed",
]


class Retention(Asked):
    """How long this camera's recordings are kept; null = as long as the site's."""

    days: float | None = Field(default=None, gt=0, le=36_500)
    bytes: int | None = Field(default=None, gt=0)


class AreaMarked(Asked):
    """A part of the view in which it is told how full it is. Its number is what rules name it by."""

    number: int = Field(ge=1, le=255)
    polygon: Corners


class SealingTold(Told):
    """How keeping originals stands. `segments` and `dropped` count since the worker started."""

    code: SealingCode
    sentence: str
    hint: str
    segments: int
    dropped: int


class CameraChange(Asked):
    """What to change; absent fields stay as they are. `sub_address` may be null: no sub-stream. So may `certificate`:
    the camera is not held to one of its own.

    `scale` is marked on the picture and becomes px per metre at its top and bottom row; null = uncalibrated, coarse.
    """

    name: str | None = Field(default=None, max_length=200)
    address: str | None = Field(default=None, max_length=2048, repr=False)
    sub_address: str | None = Field(default=None, max_length=2048, repr=False)
    enabled: bool | None = None
    position: int | None = Field(default=None, ge=0, le=1_000_000)
    transport: Transport | None = None
    mode: Mode | None = None
    style: Style | None = None
    evidence_s: float | None = Field(default=None, le=86_400)
    privacy: Corners64 | None = None
    overlays: Corners64 | None = None
    px_per_m_top: float | None = Field(default=None, ge=-100_000, le=100_000)
    px_per_m_bottom: float | None = Field(default=None, ge=0.01, le=100_000)
    scale: ScaleMarked | None = None
    view_deg: float | None = Field(default=None, ge=1, le=175, description="horizontal angle of view")
    areas: list[AreaMarked] | None = Field(default=None, max_length=16)
    max_rate_hz: float | None = Field(default=None, ge=0.1, le=240)
    retention: Retention | None = None
    seal: bool | None = None
    sound: bool | None = None
    certificate: Pem | None = None


class NewCamera(CameraChange):
    """A camera to add. Without an `id` one is made from the name."""

    id: str | None = Field(default=None, max_length=48, examples=["north-gate"])
    name: str = Field(max_length=200, examples=["North gate"])
    address: str = Field(max_length=2048, repr=False, examples=["rtsp://user:password@192.0.2.7/stream1"])


class Trial(Asked):
    """An address to try. Nothing is kept of it. With `certificate`, only whoever shows it is told the password."""

    address: str = Field(max_length=2048, repr=False, examples=["rtsp://user:password@192.0.2.7/stream1"])
    transport: Transport = "auto"
    certificate: Pem | None = None


class StateTold(Told):
    """Where the camera stands, why, and what to do. `retry_in_s` is 0 when no further attempt is planned."""

    code: StateCode
    cause: str = Field(examples=["wrong_password"])
    since: When
    sentence: str
    hint: str
    retry_in_s: int


class ViewTold(Told):
    """What is made of the picture as a whole. `proven` and `hidden` are shares of it, 0 to 1."""

    code: ViewCode
    sentence: str
    hint: str
    proven: float
    hidden: float


class SourceTold(Told):
    """What the camera sends."""

    codec: str = Field(examples=["h264"])
    width: int
    height: int
    rate_hz: float
    has_audio: bool


class FiguresTold(Told):
    """Counted since the worker started, and over its last second."""

    frames_in: int
    frames_out: int
    frames_dropped: int
    latency_ms: float
    rate_hz: float


class RecordingTold(Told):
    """How much of the camera is recorded."""

    oldest: When
    newest: When
    bytes: int


class CameraTold(Told):
    """One camera. Its address is never told, only a form of it with name and password hidden.

    `trust`: whom the site believes to be this camera: whoever shows `certificate`, whoever the site's authority signed
    for, anybody (`unchecked`); `plain`: it is not encrypted.
    """

    id: str
    name: str
    enabled: bool
    address_shown: str
    sub_address_shown: str | None
    transport: Transport
    mode: Mode
    style: Style
    evidence_s: float
    privacy: Corners64
    overlays: Corners64
    px_per_m_top: float | None
    px_per_m_bottom: float | None
    resolution: list[RowTold]
    view_deg: float | None
    areas: list[AreaMarked]
    max_rate_hz: float | None
    retention: Retention
    position: int
    state: StateTold
    view: ViewTold
    source: SourceTold | None
    figures: FiguresTold | None
    recording: RecordingTold | None
    seal: bool
    sound: bool
    sealing: SealingTold | None
    trust: TrustCode
    certificate: CertificateHeldTold | None
    version: Version


class CamerasTold(Told):
    """All cameras, in their order."""

    cameras: list[CameraTold]


class TrialTold(Told):
    """What trying an address showed."""

    ok: bool
    state: StateCode
    cause: str
    sentence: str
    hint: str
    source: SourceTold | None
    address_shown: str


class Removed(Told):
    """The camera is removed and can be brought back until then. Its recordings stay until retention."""

    id: str
    restore_until: When


class Regions(Asked):
    """Parts of one proposal to approve; none = all of it. `proposal` is the name that was told with its picture, in the
    header `X-Groundglass-Proposal` of `proposal.jpg`: what is approved is what was looked at."""

    proposal: str = Field(
        pattern=r"^[0-9a-f]{1,16}-[0-9a-f]{32}$", examples=["8b1c0f3a2d-0123456789abcdef0123456789abcdef"]
    )
    regions: Corners64 = []
