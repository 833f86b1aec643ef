"""What the site knows of its cameras, and the protocol by which it asks for their processes.

The book keeps records; it starts and stops nothing. `CameraControl` is what the web and the command line ask of
the engine, which implements it. Addresses hold passwords: on disk they are encrypted with the site's key, in
memory they are `SecretAddress`, and `address_shown` is the only form that may be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from groundglass.frosted.inventory.certificates import trust_of
from groundglass.pane.address import is_encrypted, is_same_view
from groundglass.pane.control import Approve, Forget
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.sealing import SealingOrder
from groundglass.pane.settings import Area, Mode, Polygon, SecretAddress, Style, Transport, WorkerSettings
from groundglass.pane.status import CameraState, Cause, SourceFacts
from groundglass.pane.trust import TrustOrder

RESTORE_WITHIN_S: Final = 600.0


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """What a person decides about one camera. Meanings as in `WorkerSettings`; `keep_*` bound its recordings
    (None = as long as the site keeps them). `certificate`, in PEM: what the camera must show where it is encrypted."""

    address: SecretAddress
    sub_address: SecretAddress | None = None
    transport: Transport = "auto"
    loop: bool = True  # files only: played again from their start
    mode: Mode = "proven"
    style: Style = "silhouette"
    evidence_s: float = 20.0
    privacy: tuple[Polygon, ...] = ()
    overlays: tuple[Polygon, ...] = ()
    px_per_m_top: float | None = None
    px_per_m_bottom: float | None = None
    view_deg: float | None = None
    areas: tuple[Area, ...] = ()
    max_rate_hz: float | None = None
    crf: int = 26
    stall_s: float = 5.0
    keep_days: float | None = None
    keep_bytes: int | None = None
    seal: bool = False  # keep originals, as far as there are custodians to seal them for
    sound: bool = False  # seal the camera's sound too
    certificate: str | None = None

    @property
    def is_encrypted(self) -> bool:
        """Whether any of its addresses is."""
        known = (self.address, self.sub_address)
        return any(is_encrypted(address) for address in known if address is not None)

    def for_worker(self, camera: CameraId, place: bytes | None, sealing: SealingOrder | None = None) -> WorkerSettings:
        """What this camera's worker is told, with the place it proved before and for whom it seals."""
        return WorkerSettings(
            camera=camera,
            address=self.address,
            sub_address=self.sub_address,
            transport=self.transport,
            loop=self.loop,
            mode=self.mode,
            style=self.style,
            evidence_s=self.evidence_s,
            privacy=self.privacy,
            overlays=self.overlays,
            px_per_m_top=self.px_per_m_top,
            px_per_m_bottom=self.px_per_m_bottom,
            view_deg=self.view_deg,
            areas=self.areas,
            max_rate_hz=self.max_rate_hz,
            crf=self.crf,
            stall_s=self.stall_s,
            place=place,
            sealing=sealing,
            trust=trust_of(self.certificate) if self.certificate is not None else None,
        )

    def is_other_for_worker(self, other: CameraSettings) -> bool:
        """Whether a running worker must be started anew to follow a change to `other`."""
        any_one = CameraId("any")
        if (self.seal, self.sound) != (other.seal, other.sound):
            return True
        return self.for_worker(any_one, None) != other.for_worker(any_one, None)


def must_prove_anew(old: CameraSettings, new: CameraSettings) -> bool:
    """Whether a change makes the known place worth nothing: another camera may be in this one's stead, or from now on a
    person must have approved what time alone had proven. Whoever carries the change out stops the worker first, which
    sends its place once more, then forgets the place."""
    is_other = not (is_same_view(old.address, new.address) and is_same_view(old.sub_address, new.sub_address))
    return is_other or (new.mode == "approved" and old.mode != "approved")


@dataclass(frozen=True, slots=True)
class CameraRecord:
    """One camera as recorded. `removed_at` is set from its removal until it is restored or purged."""

    id: CameraId
    name: str
    enabled: bool
    position: int
    settings: CameraSettings
    removed_at: Instant90k | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """What trying an address showed: live with facts, or the state and cause in which it ended."""

    state: CameraState
    cause: Cause
    facts: SourceFacts | None


Order: TypeAlias = Approve | Forget


class CameraControl(Protocol):
    """What is asked of whoever runs the workers. Each call returns when it has been carried out."""

    async def start(self, camera: CameraId) -> None:
        """Run the camera from its record; no effect when it runs."""

    async def stop(self, camera: CameraId) -> None:
        """End its worker and wait for it; no effect when it does not run."""

    async def restart(self, camera: CameraId) -> None:
        """Stop, then start with the record as it is now."""

    async def order(self, camera: CameraId, order: Order) -> None:
        """Pass an order to the running worker. Raises `NotFound` when none runs."""

    async def probe(self, address: SecretAddress, transport: Transport, trust: TrustOrder | None = None) -> Probe:
        """Try an address with a worker of its own for at most 15 s. Nothing is recorded. With `trust`, whoever shows
        another certificate hears neither name nor password."""


class CameraBook(Protocol):
    """The cameras of the site. Implemented by `store.camera_table.CameraTable`.

    Every change is durable when the call returns. Names and ids are checked here (`PaneError` for an id that is
    none, `ConfigError` for a name or value out of range).
    """

    async def list(self, *, removed: bool = False) -> tuple[CameraRecord, ...]:
        """All cameras by position; removed ones only when asked for."""

    async def get(self, camera: CameraId) -> CameraRecord:
        """One camera that is not removed, or `NotFound`."""

    async def add(
        self, name: str, settings: CameraSettings, *, id: CameraId | None = None, enabled: bool = True
    ) -> CameraRecord:
        """Add a camera; without an id one is made from the name. `Conflict` when the id is taken."""

    async def change(
        self,
        camera: CameraId,
        *,
        name: str | None = None,
        enabled: bool | None = None,
        position: int | None = None,
        settings: CameraSettings | None = None,
    ) -> CameraRecord:
        """Change what is given, leave the rest. `NotFound` when the camera is not there."""

    async def remove(self, camera: CameraId) -> CameraRecord:
        """Mark as removed; `restore` undoes it within 10 minutes. Recordings stay until retention."""

    async def restore(self, camera: CameraId) -> CameraRecord:
        """Undo a removal, or `NotFound` when it is too late."""

    async def purge_removed(self) -> tuple[CameraId, ...]:
        """Delete records whose time to restore is over; their recordings wait for retention."""
