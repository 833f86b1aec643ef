"""Whom a worker believes to be its camera, where the connection is encrypted.

Apart from settings.py because it decides who may show us pictures. Certificates are public: nothing here is a secret.
A worker cannot look into one; whoever writes the order (frosted/inventory/certificates.py) has done so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from groundglass.errors import PaneError

MAX_CERTIFICATES_CHARACTERS: Final = 256 * 1024
MAX_NAME_CHARACTERS: Final = 253

_PEM: Final = re.compile(
    r"(-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=]{1,76}\r?\n)+-----END CERTIFICATE-----[ \t]*(\r?\n)*)+"
)


@dataclass(frozen=True, slots=True)
class TrustOrder:
    """`certificates` in PEM: the camera's own must be one of them or signed by one of them.

    `name`: what the camera's certificate must be made out to. None: the host in the camera's address, as with an
    authority of the site; a certificate that is trusted itself is made out to whatever it says.
    `file`: where FFmpeg reads the certificates. The launcher sets it (engine/confine.py); it never crosses the pane.
    """

    certificates: str
    name: str | None = None
    file: str = ""


def trust_json(order: TrustOrder | None) -> dict[str, Any] | None:
    """The form in which an order reaches a worker."""
    return None if order is None else {"certificates": order.certificates, "name": order.name}


def parse_trust(untrusted: Any) -> TrustOrder | None:
    """The order, every field checked, or `PaneError`."""
    if untrusted is None:
        return None
    if not isinstance(untrusted, dict) or set(untrusted) != {"certificates", "name"}:
        raise PaneError("what a worker trusts has other fields than this version knows")
    name = untrusted["name"]
    if name is not None and not is_name(name):
        raise PaneError(f"a certificate is made out to a name of 1 to {MAX_NAME_CHARACTERS} printable characters")
    return TrustOrder(parse_certificates(untrusted["certificates"]), name)


def parse_certificates(untrusted: object) -> str:
    """One certificate or more in PEM, each line of it looked at, or `PaneError`."""
    if not isinstance(untrusted, str) or len(untrusted) > MAX_CERTIFICATES_CHARACTERS:
        raise PaneError("certificates are a text of at most 256 KiB")
    if _PEM.fullmatch(untrusted) is None:
        raise PaneError("this is no certificate", "give it in PEM: it begins with -----BEGIN CERTIFICATE-----")
    return untrusted


def is_name(value: object) -> bool:
    """Whether a worker can be told to look for this name. FFmpeg is given it as it is."""
    return isinstance(value, str) and 1 <= len(value) <= MAX_NAME_CHARACTERS and value.isascii() and value.isprintable()
