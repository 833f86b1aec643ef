"""Certificates of cameras as the API tells them."""

from __future__ import annotations

from datetime import UTC, datetime

from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.inventory.certificates import Certificate, read_certificate
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.certificates import CertificateHeldTold, CertificateTold, TrustCode
from groundglass.pane.address import NetworkAddress
from groundglass.pane.ids import TICKS_PER_S, Instant90k


def show_certificate(found: Certificate, address: NetworkAddress, now: Instant90k, *, signed: bool) -> CertificateTold:
    """What a camera shows now, and whether a worker can be held to it."""
    obstacle = found.obstacle(datetime.fromtimestamp(now / TICKS_PER_S, UTC))
    return CertificateTold(
        fingerprint=found.fingerprint,
        subject=found.subject,
        begins=_shown(found.begins),
        ends=_shown(found.ends),
        certificate=found.pem,
        issuer=found.issuer,
        obstacle="playlist" if address.is_playlist else obstacle,
        is_signed=signed and not address.is_playlist,
    )


def show_held(settings: CameraSettings) -> CertificateHeldTold | None:
    """The certificate a camera is held to, if it is to any of its own."""
    if settings.certificate is None:
        return None
    held = read_certificate(settings.certificate)
    return CertificateHeldTold(
        fingerprint=held.fingerprint, subject=held.subject, begins=_shown(held.begins), ends=_shown(held.ends)
    )


def trust_code(settings: CameraSettings, *, has_authority: bool) -> TrustCode:
    """Whom the site believes to be this camera. `plain`: nothing of it is encrypted, so nobody can be told apart."""
    if not settings.is_encrypted:
        return "plain"
    if settings.certificate is not None:
        return "certificate"
    return "authority" if has_authority else "unchecked"


def _shown(at: datetime) -> str:
    return show_instant(Instant90k(round(at.timestamp()) * TICKS_PER_S))
