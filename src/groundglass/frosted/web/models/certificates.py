"""What is asked and told of cameras' certificates. They are public; addresses are not, and are never told."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from groundglass.frosted.web.models.base import Asked, Told, When

_PEM = "-----BEGIN CERTIFICATE-----\nMIIBdjCCARygAwIBAgIUOq0...\n-----END CERTIFICATE-----\n"
_FINGERPRINT = ":".join(["9F", "2C", "4E", "6A", "8B", "0D", "1F", "3E"] * 4)

Pem: TypeAlias = Annotated[
    str, Field(max_length=16_384, examples=[_PEM], description="one certificate in PEM, the camera's own")
]
Fingerprint: TypeAlias = Annotated[str, Field(examples=[_FINGERPRINT], description="SHA-256 of the certificate")]
ObstacleCode = Literal["none", "early", "over", "nameless", "playlist"]
TrustCode = Literal["plain", "unchecked", "certificate", "authority"]


class LookAsked(Asked):
    """A camera's address, or a device's service, by rtsps or https. Nothing is kept of it, and nothing is said there:
    neither the name nor the password in it."""

    address: str = Field(max_length=2048, repr=False, examples=["rtsps://192.0.2.7:322/stream1"])


class CertificateHeldTold(Told):
    """A certificate as people compare it. `subject` is what it says of itself; nobody vouches for it."""

    fingerprint: Fingerprint
    subject: str = Field(examples=["Gate camera"])
    begins: When
    ends: When


class CertificateTold(CertificateHeldTold):
    """The certificate a camera shows now. `certificate` is what to send to have it trusted.

    `obstacle`: why a worker could not be held to it: its time has not come (`early`) or is over, it is made out to
    nobody (`nameless`), or the address is a playlist, whose files are not checked. `none`: it can. `is_signed`: the
    site's authority signed it for this address, so that it needs no trust of its own.
    """

    certificate: Pem
    issuer: str = Field(examples=["Gate camera"])
    obstacle: ObstacleCode
    is_signed: bool
