"""Exactly what the public page may say: the one list of what leaves without a sign-in.

Apart so that this list can be read, and tested, without reading how it is found. No field here is a picture, an address
of a camera, a person, a name of the network, or a moment at which somebody stood in front of a camera. Texts are what
people declared for everybody (declared.py). Times are UTC in 1/90000 s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from groundglass.custody.ceremony import Purpose
from groundglass.frosted.public.declared import Language
from groundglass.pane.scale import Class62676
from groundglass.pane.settings import Mode, Style

FEW = 5
"""A count below this is not told: in a quiet place it would tell of one person."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a camera stands (WGS 84 degrees) and what it looks at: degrees from north, width in degrees, reach."""

    latitude: float
    longitude: float
    azimuth_deg: float
    view_deg: float
    range_m: int


@dataclass(frozen=True, slots=True)
class Left:
    """The most that frosting leaves of a hidden person anywhere in the view, and what the camera itself gives."""

    px_per_m: float
    reaches: Class62676
    camera_px_per_m: float
    camera_reaches: Class62676


@dataclass(frozen=True, slots=True)
class PublicCamera:
    """One camera. `left` is None where the scale of the view was not measured; `keep_days` None where no age ends a
    recording; `is_sealed` whether originals are kept, which only custodians together can open."""

    id: str
    name: str
    place: str
    purpose: str
    basis: str
    is_on: bool
    mode: Mode
    style: Style
    keep_days: float | None
    left: Left | None
    privacy_areas: int
    overlays: int
    is_sealed: bool
    seals_sound: bool
    position: Position | None


@dataclass(frozen=True, slots=True)
class PublicCustody:
    """`quorum` of `custodians` together open an original, which is kept for `keep_days`."""

    quorum: int
    custodians: int
    keep_days: float


Count: TypeAlias = int | Literal["few"]


@dataclass(frozen=True, slots=True)
class EventCounts:
    """Events of one kind in each of the months, `few` where there were less than five (none among them)."""

    kind: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Unsealing:
    """One range that enough custodians agreed to open. Why it was asked for stands in the request, which is not public:
    people write it, and it may name somebody."""

    camera: str
    purpose: Purpose
    start_90k: int
    until_90k: int
    asked_90k: int
    approved_90k: int
    opened_90k: int | None
    approvals: int
    needed: int


@dataclass(frozen=True, slots=True)
class PublicLedger:
    """The record's newest checkpoint (a C2SP signed note) and the key that signs it."""

    origin: str
    size: int
    key: str
    checkpoint: str


@dataclass(frozen=True, slots=True)
class PublicSite:
    """Everything. `months` are those of `events`, oldest first, as 2026-11; only months that are over are counted.
    `more_unsealings` is how many older ones are not listed."""

    name: str
    language: Language
    page: str
    operator: str
    contact: str
    officer: str
    authority: str
    purpose: str
    basis: str
    recipients: str
    transfers: str
    cameras: tuple[PublicCamera, ...]
    custody: PublicCustody
    months: tuple[str, ...]
    events: tuple[EventCounts, ...]
    unsealings: tuple[Unsealing, ...]
    more_unsealings: int
    ledger: PublicLedger
    made_90k: int

    def camera(self, id: str) -> PublicCamera | None:
        """One of them, None when there is no such camera."""
        return next((camera for camera in self.cameras if camera.id == id), None)
