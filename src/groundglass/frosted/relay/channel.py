"""The encrypted connection between nodes: TLS 1.3, both ends proven by the site's secret.

Apart because it knows nothing of what is said. There are no certificates to make, renew or lose: the key of each role
(desk, viewer) follows from the secret, and so does a certificate that never ends. Whoever can present it knows the
secret. A client says by the name it asks for which role it speaks to (a viewer does not know the desk's key); the role
that counts is read from the certificate it then proves.
"""

from __future__ import annotations

import os
import socket
import ssl
from datetime import UTC, datetime
from typing import Any, Final, Literal, TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

from groundglass.frosted.relay.secret import AnySecret, ClusterSecret

Role: TypeAlias = Literal["desk", "viewer"]

DESK_NAME: Final = "desk.groundglass"
VIEWER_NAME: Final = "viewer.groundglass"
HANDSHAKE_S: Final = 10.0

_BEGINS: Final = datetime(2000, 1, 1, tzinfo=UTC)
_ENDS: Final = datetime(9999, 12, 31, tzinfo=UTC)


class _Identity:
    """A key that follows from a secret, and the certificate that says its name."""

    def __init__(self, seed: bytes, name: str) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._certificate = (
            x509.CertificateBuilder()
            .subject_name(named)
            .issuer_name(named)
            .public_key(self._key.public_key())
            .serial_number(1)
            .not_valid_before(_BEGINS)
            .not_valid_after(_ENDS)
            .sign(self._key, None)
        )
        self.public = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.pem = self._certificate.public_bytes(Encoding.PEM).decode()

    def present(self, context: ssl.SSLContext) -> None:
        """Have a context present it. The library reads keys from files only, so this one is in memory."""
        file = os.memfd_create("relay", os.MFD_CLOEXEC)
        try:
            key = self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            os.write(file, key + self.pem.encode())
            context.load_cert_chain(f"/proc/self/fd/{file}")
        finally:
            os.close(file)


def _desk(secret: ClusterSecret) -> _Identity:
    return _Identity(secret.key("relay/desk/v1"), DESK_NAME)


def _viewer(secret: AnySecret) -> _Identity:
    seed = secret.viewer() if isinstance(secret, ClusterSecret) else secret
    return _Identity(seed.key("relay/viewer/v1"), VIEWER_NAME)


def _context(side: int, presented: _Identity, *trusted: _Identity) -> ssl.SSLContext:
    context = ssl.SSLContext(side)
    context.check_hostname = False  # whoever has the key is the one; where it runs is nobody's name
    context.verify_mode = ssl.CERT_REQUIRED
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    presented.present(context)
    context.load_verify_locations(cadata="".join(identity.pem for identity in trusted))
    return context


class ServerSide:
    """What a relay accepts connections with, and whom it finds at the other end."""

    def __init__(self, secret: ClusterSecret) -> None:
        desk, viewer = _desk(secret), _viewer(secret)
        for_desks = _context(ssl.PROTOCOL_TLS_SERVER, desk, desk)
        self.context: Final = _context(ssl.PROTOCOL_TLS_SERVER, viewer, viewer)
        self._desk_key = desk.public

        def choose(connection: ssl.SSLSocket | ssl.SSLObject, name: str | None, _given: object) -> None:
            if name == DESK_NAME:
                connection.context = for_desks

        self.context.set_servername_callback(choose)

    def role_of(self, transport: Any) -> Role:
        """Who proved themselves on a connection (an asyncio transport or stream writer)."""
        proven = transport.get_extra_info("ssl_object").getpeercert(binary_form=True)
        key = x509.load_der_x509_certificate(proven).public_key()
        return "desk" if key.public_bytes(Encoding.Raw, PublicFormat.Raw) == self._desk_key else "viewer"


def client_side(secret: AnySecret, role: Role) -> tuple[ssl.SSLContext, str]:
    """The context and the name to ask for, for one who speaks in this role."""
    if role == "desk" and isinstance(secret, ClusterSecret):
        identity = _desk(secret)
        return _context(ssl.PROTOCOL_TLS_CLIENT, identity, identity), DESK_NAME
    identity = _viewer(secret)
    return _context(ssl.PROTOCOL_TLS_CLIENT, identity, identity), VIEWER_NAME


def watch_for_silence(connection: Any) -> None:
    """Have the kernel notice within half a minute that the other machine is gone."""
    line = connection.get_extra_info("socket")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in ((socket.TCP_KEEPIDLE, 10), (socket.TCP_KEEPINTVL, 5), (socket.TCP_KEEPCNT, 3)):
        line.setsockopt(socket.IPPROTO_TCP, option, value)
