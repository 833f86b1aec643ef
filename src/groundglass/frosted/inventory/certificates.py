"""The certificates that cameras show: looked at by a handshake of our own, read, and trusted one by one.

Apart from onvif.py, which talks to a device, because here nothing is said: the handshake alone, before a name or a
password leaves this machine. Nearly all cameras sign for themselves, so a certificate is shown to a person once and
kept with the camera. FFmpeg checks it in the worker; what FFmpeg cannot check is said here, beforehand.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from groundglass.errors import ConfigError, PaneError, SourceError
from groundglass.pane.address import NetworkAddress
from groundglass.pane.trust import TrustOrder, is_name, parse_certificates

TIMEOUT_S: Final = 10.0
_MAX_SHOWN: Final = 200

Obstacle: TypeAlias = Literal["none", "early", "over", "nameless"]
"""Why a worker could not be held to a certificate: its time has not come, is over, or it is made out to nobody."""

Judge = Callable[[str, int], str]
"""Host and port -> the address to connect to; raises `Refused` when this site does not open it."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate. `subject` and `issuer` are its own words, cut and cleaned for people; nobody vouches for them.

    `name`: what a worker looks for in it, None where it is made out to nothing that could be looked for.
    """

    pem: str
    fingerprint: str
    subject: str
    issuer: str
    begins: datetime
    ends: datetime
    name: str | None

    def obstacle(self, now: datetime) -> Obstacle:
        """What keeps a worker from being held to it, if anything does."""
        if now < self.begins:
            return "early"
        if now > self.ends:
            return "over"
        return "none" if self.name is not None else "nameless"


def fingerprint(der: bytes) -> str:
    """SHA-256 as browsers and cameras show it: AB:CD:..., 95 characters."""
    return hashlib.sha256(der).digest().hex(":").upper()


@lru_cache(maxsize=1024)
def read_certificate(untrusted_pem: str) -> Certificate:
    """The one certificate in a text, or `PaneError`."""
    parse_certificates(untrusted_pem)
    if untrusted_pem.count("BEGIN") != 1:
        raise PaneError("a camera is trusted by one certificate, its own", "leave the others of its chain out")
    try:
        return _read(x509.load_pem_x509_certificate(untrusted_pem.encode()))
    except ValueError as error:
        raise PaneError("this certificate cannot be read", "fetch it from the camera again") from error


def trust_of(pem: str) -> TrustOrder:
    """What a worker is told of a camera that is trusted by its certificate; `PaneError` for one that is none.

    One that is made out to nothing is passed on under a name it does not have: nobody is believed.
    """
    certificate = read_certificate(pem)
    return TrustOrder(certificate.pem, certificate.name or "nobody.invalid")


async def certificate_at(address: NetworkAddress, judge: Judge) -> Certificate:
    """What the camera shows now. `ConfigError` where the address is not encrypted, `SourceError` for no handshake,
    `Refused` where this site does not open it."""
    if not address.is_encrypted:
        raise ConfigError(
            "this address is not encrypted, so no certificate is shown", "use rtsps or https where the camera has it"
        )
    ip = judge(address.host.lower(), address.port)
    try:
        async with asyncio.timeout(TIMEOUT_S):
            name = "" if address.is_numeric else address.host
            return await _handshake(ip, address.port, unchecked_context(), name)
    except (OSError, TimeoutError) as error:
        raise SourceError(
            "no encrypted connection to the camera could be made", "check address and port, and that the camera is on"
        ) from error


async def is_signed(address: NetworkAddress, judge: Judge, authority: TrustOrder) -> bool:
    """Whether what the camera shows now was signed by this authority for the host in its address."""
    context = ssl.create_default_context(cadata=authority.certificates)
    try:
        async with asyncio.timeout(TIMEOUT_S):
            await _handshake(judge(address.host.lower(), address.port), address.port, context, address.host)
    except (OSError, TimeoutError):
        return False
    return True


def unchecked_context() -> ssl.SSLContext:
    """For looking at a certificate: whatever is shown is taken, since a person or a fingerprint judges it after."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


async def _handshake(ip: str, port: int, context: ssl.SSLContext, name: str) -> Certificate:
    _, writer = await asyncio.open_connection(ip, port, ssl=context, server_hostname=name)
    try:
        shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    finally:
        writer.transport.abort()  # nothing was said, so there is nothing to end in good order
    if not shown:
        raise OSError("no certificate")
    try:
        return _read(x509.load_der_x509_certificate(shown))
    except ValueError as error:
        raise ConfigError("the camera's certificate cannot be read", "make a new one at the camera") from error


def _read(certificate: x509.Certificate) -> Certificate:
    der = certificate.public_bytes(Encoding.DER)
    return Certificate(
        pem=certificate.public_bytes(Encoding.PEM).decode(),
        fingerprint=fingerprint(der),
        subject=_shown(certificate.subject),
        issuer=_shown(certificate.issuer),
        begins=certificate.not_valid_before_utc.astimezone(UTC),
        ends=certificate.not_valid_after_utc.astimezone(UTC),
        name=next((name for name in _names(certificate) if is_name(name)), None),
    )


def _names(certificate: x509.Certificate) -> list[str]:
    """In the order in which GnuTLS looks: names, addresses, and the common name where neither is given."""
    try:
        others = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        others = x509.SubjectAlternativeName([])
    # Whoever is made out to all names below one is asked for one of them.
    named = [name.replace("*", "camera", 1) for name in others.get_values_for_type(x509.DNSName)]
    numbered = [str(ip) for ip in others.get_values_for_type(x509.IPAddress)]
    common = [str(one.value) for one in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    return named or numbered or common[:1]


def _shown(name: x509.Name) -> str:
    wanted = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
    said = [str(one.value) for oid in wanted for one in name.get_attributes_for_oid(oid)]
    return "".join(c for c in ", ".join(said) if c.isprintable())[:_MAX_SHOWN]
