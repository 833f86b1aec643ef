"""SOAP as cameras speak it: XML from strangers, within limits, and the password digest they ask for.

Apart because a parser of what strangers send is one thing to audit. Documents that define types or entities are refused
unread; names are looked at without their namespaces, which vendors get wrong.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from groundglass.errors import ConfigError

MAX_BYTES: Final = 262_144
MAX_ELEMENTS: Final = 10_000
_ENVELOPE: Final = "http://www.w3.org/2003/05/soap-envelope"
_SECURITY: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
_UTILITY: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
_DIGEST: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest"


def parse_xml(untrusted: bytes) -> ET.Element:
    """The root element, or `ConfigError`."""
    if len(untrusted) > MAX_BYTES:
        raise ConfigError("the device answered more than a device has to say")
    if b"<!" in untrusted.replace(b"<!--", b"").replace(b"<![CDATA[", b""):
        raise ConfigError("the device answered with a document that defines types of its own")
    try:
        root = ET.fromstring(untrusted)  # noqa: S314 - bounded, and without definitions, as checked above
    except (ET.ParseError, ValueError, LookupError) as error:
        raise ConfigError("the device did not answer in XML") from error
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise ConfigError("the device answered more than a device has to say")
    return root


def every(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """All elements called so, in whatever namespace."""
    return (one for one in root.iter() if one.tag.rpartition("}")[2] == name)


def text_of(root: ET.Element, name: str) -> str:
    """The text of the first element called so, at most 2048 printable characters; "" when there is none."""
    for one in every(root, name):
        text = "".join(c for c in (one.text or "") if c.isprintable())
        return text.strip()[:2048]
    return ""


def envelope(body: str, header: str = "") -> bytes:
    """A SOAP 1.2 message."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="{_ENVELOPE}"><s:Header>{header}</s:Header>'
        f"<s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


def signed_by(user: str, password: str, nonce: bytes, created: str) -> str:
    """The header that shows knowledge of a password: UsernameToken with a digest (WS-Security 1.0), which is
    base64(SHA-1(nonce + created + password)). SHA-1 because that is the standard cameras implement."""
    digest = hashlib.sha1(nonce + created.encode() + password.encode()).digest()  # noqa: S324
    return (
        f'<w:Security xmlns:w="{_SECURITY}" xmlns:u="{_UTILITY}"><w:UsernameToken>'
        f"<w:Username>{escape(user)}</w:Username>"
        f'<w:Password Type="{_DIGEST}">{base64.b64encode(digest).decode()}</w:Password>'
        f"<w:Nonce>{base64.b64encode(nonce).decode()}</w:Nonce><u:Created>{escape(created)}</u:Created>"
        "</w:UsernameToken></w:Security>"
    )
