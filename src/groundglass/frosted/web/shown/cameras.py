"""A camera as the API tells it: its record, its present state, how much of it is recorded."""

from __future__ import annotations

from groundglass.frosted.cameras import CameraRecord, CameraSettings, Probe
from groundglass.frosted.causes import SEALING_SAID, VIEW_SAID, said_of_attempt, said_of_camera
from groundglass.frosted.playback import Recorded
from groundglass.frosted.states import CameraReport
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.cameras import (
    AreaMarked,
    CameraTold,
    FiguresTold,
    RecordingTold,
    Retention,
    SealingCode,
    SealingTold,
    SourceTold,
    StateCode,
    StateTold,
    TrialTold,
    ViewCode,
    ViewTold,
)
from groundglass.frosted.web.models.scale import RowTold
from groundglass.frosted.web.shown.certificates import show_held, trust_code
from groundglass.pane.address import shown_address
from groundglass.pane.resolution import resolutions
from groundglass.pane.sealing import SealingReport, SealingState
from groundglass.pane.settings import Polygon, SecretAddress
from groundglass.pane.status import CameraState, SourceFacts, View, WorkerFigures

_PPM = 1_000_000

_CODES: dict[CameraState | None, StateCode] = {
    CameraState.CONNECTING: "connecting",
    CameraState.LIVE: "live",
    CameraState.STALLED: "stalled",
    CameraState.REFUSED: "refused",
    CameraState.LOST: "lost",
    CameraState.FAULT: "fault",
    CameraState.ENDED: "ended",
    None: "off",
}

_VIEW_CODES: dict[View, ViewCode] = {
    View.STARTING: "starting",
    View.PROVING: "proving",
    View.PROVEN: "proven",
    View.AWAITING_APPROVAL: "awaiting_approval",
    View.MOVED: "moved",
    View.COVERED: "covered",
    View.BLINDED: "blinded",
    View.DEFOCUSED: "defocused",
    View.DARK: "dark",
    View.LIGHT_CHANGED: "light_changed",
    View.FAILED: "failed",
}

_SEALING_CODES: dict[SealingState | None, SealingCode] = {
    SealingState.SEALING: "sealing",
    SealingState.WAITING: "waiting",
    SealingState.TOO_FEW_CUSTODIANS: "too_few_custodians",
    SealingState.NOT_SEALABLE: "not_sealable",
    SealingState.FALLING_BEHIND: "falling_behind",
    SealingState.NOT_KEPT: "not_kept",
    None: "starting",
}


def show_camera(
    record: CameraRecord,
    report: CameraReport,
    recorded: Recorded | None,
    version: str,
    *,
    has_authority: bool = False,
) -> CameraTold:
    """Everything about one camera that may be told."""
    settings = record.settings
    return CameraTold(
        id=record.id,
        name=record.name,
        enabled=record.enabled,
        address_shown=shown_address(settings.address),
        sub_address_shown=shown_address(settings.sub_address) if settings.sub_address else None,
        transport=settings.transport,
        mode=settings.mode,
        style=settings.style,
        evidence_s=settings.evidence_s,
        privacy=_polygons(settings.privacy),
        overlays=_polygons(settings.overlays),
        px_per_m_top=settings.px_per_m_top,
        px_per_m_bottom=settings.px_per_m_bottom,
        resolution=_resolution(settings),
        view_deg=settings.view_deg,
        areas=[AreaMarked(number=area.number, polygon=list(area.polygon)) for area in settings.areas],
        max_rate_hz=settings.max_rate_hz,
        retention=Retention(days=settings.keep_days, bytes=settings.keep_bytes),
        position=record.position,
        state=_state(record, report),
        view=_view(report),
        source=show_source(report.facts),
        figures=_figures(report.figures),
        recording=_recording(recorded),
        seal=settings.seal,
        sound=settings.sound,
        sealing=_sealing(report.sealing) if settings.seal and record.enabled else None,
        trust=trust_code(settings, has_authority=has_authority),
        certificate=show_held(settings),
        version=version,
    )


def show_probe(address: SecretAddress, probe: Probe) -> TrialTold:
    """What trying an address showed."""
    said = said_of_attempt(probe.state, probe.cause)
    return TrialTold(
        ok=probe.state is CameraState.LIVE,
        state=_CODES[probe.state],
        cause=probe.cause.name.lower(),
        sentence=said.sentence,
        hint=said.hint,
        source=show_source(probe.facts),
        address_shown=shown_address(address),
    )


def show_source(facts: SourceFacts | None) -> SourceTold | None:
    """What the camera sends, where it is known."""
    if facts is None:
        return None
    return SourceTold(
        codec=facts.codec.name.lower(),
        width=facts.width,
        height=facts.height,
        rate_hz=facts.rate_millihertz / 1000,
        has_audio=facts.has_audio,
    )


def _state(record: CameraRecord, report: CameraReport) -> StateTold:
    said = said_of_camera(report)
    return StateTold(
        code="removed" if record.removed_at is not None else _CODES[report.state],
        cause=report.shown_cause.name.lower(),
        since=show_instant(report.since),
        sentence=said.sentence,
        hint=said.hint,
        retry_in_s=report.retry_in_s,
    )


def _view(report: CameraReport) -> ViewTold:
    said = VIEW_SAID[report.view]
    figures = report.figures
    return ViewTold(
        code=_VIEW_CODES[report.view],
        sentence=said.sentence,
        hint=said.hint,
        # Without figures nothing is known, and what is not known to be proven is hidden.
        proven=figures.proven_ppm / _PPM if figures else 0.0,
        hidden=figures.hidden_ppm / _PPM if figures else 1.0,
    )


def _sealing(report: SealingReport | None) -> SealingTold:
    said = SEALING_SAID[report.state if report else None]
    return SealingTold(
        code=_SEALING_CODES[report.state if report else None],
        sentence=said.sentence,
        hint=said.hint,
        segments=report.segments_total if report else 0,
        dropped=report.dropped_total if report else 0,
    )


def _figures(figures: WorkerFigures | None) -> FiguresTold | None:
    if figures is None:
        return None
    return FiguresTold(
        frames_in=figures.frames_in_total,
        frames_out=figures.frames_out_total,
        frames_dropped=figures.frames_dropped_total,
        latency_ms=figures.latency_us / 1000,
        rate_hz=figures.rate_millihertz / 1000,
    )


def _resolution(settings: CameraSettings) -> list[RowTold]:
    return [
        RowTold(
            row=one.row,
            px_per_m=round(one.px_per_m, 1),
            reaches=one.reaches,
            left_px_per_m=round(one.left_px_per_m, 1),
            left_reaches=one.left_reaches,
        )
        for one in resolutions(settings.px_per_m_top, settings.px_per_m_bottom)
    ]


def _recording(recorded: Recorded | None) -> RecordingTold | None:
    if recorded is None:
        return None
    return RecordingTold(
        oldest=show_instant(recorded.oldest), newest=show_instant(recorded.newest), bytes=recorded.size_bytes
    )


def _polygons(polygons: tuple[Polygon, ...]) -> list[list[tuple[float, float]]]:
    return [list(polygon) for polygon in polygons]
