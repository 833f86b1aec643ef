"""The streams of one device, asked with the name and password somebody typed.

    device service: GetSystemDateAndTime (its clock, which the password's digest needs), GetCapabilities
    media service:  GetProfiles, and GetStreamUri of each

Apart from discovery because it talks to one machine that a person chose, with a password, and only there: every address
the device names is judged, and must be the device itself. Nothing is kept.

Source: ONVIF Core and Media Service Specification 2.x; WS-Security UsernameToken Profile 1.0.
"""

from __future__ import annotations

import asyncio
import http.client
import secrets
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from groundglass.errors import ConfigError, Refused
from groundglass.frosted.inventory.certificates import fingerprint, read_certificate, unchecked_context
from groundglass.frosted.inventory.soap import MAX_BYTES, envelope, every, parse_xml, signed_by, text_of

TIMEOUT_S: Final = 5.0
LONGEST_S: Final = 15.0
MAX_PROFILES: Final = 16
_DEVICE: Final = "http://www.onvif.org/ver10/device/wsdl"
_MEDIA: Final = "http://www.onvif.org/ver10/media/wsdl"
_SCHEMA: Final = "http://www.onvif.org/ver10/schema"

Judge = Callable[[str, int], str]
"""Host and port -> the address to connect to; raises `Refused` when this site does not open it."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream a device offers. `address` holds the name and password, so its repr is silent about it."""

    name: str
    encoding: str
    width: int
    height: int
    address: str

    def __repr__(self) -> str:
        return f"<Stream {self.name} {self.width}x{self.height}>"


async def streams_of(
    service: str, user: str, password: str, judge: Judge, trusted: str | None = None
) -> tuple[Stream, ...]:
    """The device's streams, largest first. `ConfigError` for an answer that is none, `Refused` for a wrong password
    or an address this site does not open. An https service is asked once it has shown the certificate `trusted` (PEM);
    to any other nothing is said."""
    return await asyncio.to_thread(_Asking(service, user, password, judge, trusted).streams)


class _Asking:
    """One conversation with one device."""

    def __init__(self, service: str, user: str, password: str, judge: Judge, trusted: str | None) -> None:
        self._service = service
        self._host = _split(service)[0]
        self._user, self._password = user, password
        self._judge = judge
        self._fingerprint = read_certificate(trusted).fingerprint if trusted is not None else ""
        self._ahead = timedelta()

    def streams(self) -> tuple[Stream, ...]:
        """1. Its clock: a camera that thinks it is 2001 refuses today's digest.
        2. Where its media service is.
        3. Its profiles, and where each is streamed.
        """
        self._ahead = self._clock()  # 1
        body = f'<c:GetCapabilities xmlns:c="{_DEVICE}"><c:Category>Media</c:Category></c:GetCapabilities>'
        answer = self._ask(self._service, body)  # 2
        media = self._no_less_safe(next((text_of(one, "XAddr") for one in every(answer, "Media")), "") or self._service)
        profiles = self._ask(media, f'<m:GetProfiles xmlns:m="{_MEDIA}"/>')  # 3
        found = [self._stream(media, one) for one in list(every(profiles, "Profiles"))[:MAX_PROFILES]]
        if not found:
            raise ConfigError("the device offers no stream", "look at its own page: its video may be switched off")
        return tuple(sorted(found, key=lambda one: -one.width * one.height))

    def _no_less_safe(self, media: str) -> str:
        """Who is asked by https is asked on by https: many devices name the plain door of what both doors lead to."""
        _, port, _, is_tls = _split(self._service)
        host, _, target, is_media_tls = _split(media)
        if not is_tls or is_media_tls:
            return media
        return f"https://{f'[{host}]' if ':' in host else host}:{port}{target}"

    def _stream(self, media: str, profile: Element) -> Stream:
        token = "".join(c for c in profile.get("token", "") if c.isprintable())[:128]
        answer = self._ask(
            media,
            f'<m:GetStreamUri xmlns:m="{_MEDIA}"><m:StreamSetup><s:Stream xmlns:s="{_SCHEMA}">RTP-Unicast</s:Stream>'
            f'<s:Transport xmlns:s="{_SCHEMA}"><s:Protocol>RTSP</s:Protocol></s:Transport></m:StreamSetup>'
            f"<m:ProfileToken>{escape(token)}</m:ProfileToken></m:GetStreamUri>",
        )
        encoder = next(every(profile, "VideoEncoderConfiguration"), profile)
        return Stream(
            text_of(profile, "Name")[:120] or token,
            text_of(encoder, "Encoding")[:20].lower(),
            _whole(text_of(encoder, "Width")),
            _whole(text_of(encoder, "Height")),
            self._with_password(text_of(answer, "Uri")),
        )

    def _with_password(self, uri: str) -> str:
        try:
            parts = urlsplit(uri)
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port, parts = None, None, urlsplit("")
        if parts.scheme not in {"rtsp", "rtsps"} or host is None:
            raise ConfigError("the device names no address of its stream", "enter the address by hand")
        if host != self._host:
            # Behind a router a device may name an address it has inside; the one that answered is the one to call.
            host = self._host
        where = f"[{host}]" if ":" in host else host
        who = f"{quote(self._user, safe='')}:{quote(self._password, safe='')}@" if self._user else ""
        netloc = f"{who}{where}:{port}" if port else f"{who}{where}"
        return urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))

    def _clock(self) -> timedelta:
        """How far the device's clock is ahead of ours; nothing where it does not say."""
        answer = self._ask(self._service, f'<c:GetSystemDateAndTime xmlns:c="{_DEVICE}"/>', is_open=True)
        for told in every(answer, "UTCDateTime"):
            parts = ("Year", "Month", "Day", "Hour", "Minute", "Second")
            year, month, day, hour, minute, second = (_whole(text_of(told, part)) for part in parts)
            try:
                return datetime(year, month, day, hour, minute, second, tzinfo=UTC) - datetime.now(UTC)
            except ValueError:
                break  # no date at all: ours is as good
        return timedelta()

    def _ask(self, url: str, body: str, *, is_open: bool = False) -> Element:
        host, port, target, is_tls = _split(url)
        if host != self._host:
            raise ConfigError("the device names a service on another machine", "enter the camera's address by hand")
        if is_tls and not self._fingerprint:
            raise ConfigError(
                "this device's service is encrypted, and none of its certificates is trusted",
                "look at the certificate it shows, and trust it",
            )
        header = ""
        if not is_open and self._user:
            created = (datetime.now(UTC) + self._ahead).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            header = signed_by(self._user, self._password, secrets.token_bytes(16), created)
        door = _Door(self._judge(host, port), host, port, self._fingerprint if is_tls else "")
        status, answer = _post(door, target, envelope(body, header))
        if status in {401, 403} or (status >= 400 and b"NotAuthorized" in answer):
            raise Refused("the device does not accept this name and password", "try again; some need an ONVIF user")
        if status >= 500 and is_open:
            return Element("silent")
        if status >= 400:
            raise ConfigError(f"the device answered {status}", "enter the camera's address by hand")
        return parse_xml(answer)


def _split(untrusted_url: str) -> tuple[str, int, str, bool]:
    try:
        parts = urlsplit(untrusted_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
            raise ValueError
        is_tls = parts.scheme == "https"
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if not target.isascii() or any(c.isspace() for c in target):
            raise ValueError
        return parts.hostname, parts.port or (443 if is_tls else 80), target, is_tls
    except ValueError:
        raise ConfigError(
            "this is not the address of a device's service", "http://192.0.2.7/onvif/device_service"
        ) from None


@dataclass(frozen=True, slots=True)
class _Door:
    """Where to ask. With a fingerprint the way there is encrypted, and whoever shows another certificate is left."""

    ip: str
    host: str
    port: int
    fingerprint: str


def _post(door: _Door, target: str, body: bytes) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(door.host, door.port, timeout=TIMEOUT_S)
    try:
        connection.sock = _opened(door)
        # Whoever answers a byte at a time must not keep a thread for as long as they like.
        guard = threading.Timer(LONGEST_S, _cut, (connection.sock,))
        guard.start()
        try:
            kind = 'application/soap+xml; charset="utf-8"'
            connection.request("POST", target, body, {"Content-Type": kind, "Connection": "close"})
            with connection.getresponse() as answer:
                return answer.status, answer.read(MAX_BYTES + 1)
        finally:
            guard.cancel()
    except (OSError, http.client.HTTPException) as error:
        raise ConfigError("the device did not answer", "check its power and network; is ONVIF switched on?") from error
    finally:
        connection.close()


def _opened(door: _Door) -> socket.socket:
    plain = socket.create_connection((door.ip, door.port), timeout=TIMEOUT_S)
    if not door.fingerprint:
        return plain
    try:
        wire = unchecked_context().wrap_socket(plain, server_hostname=door.host)
    except BaseException:
        plain.close()
        raise
    if fingerprint(wire.getpeercert(binary_form=True) or b"") == door.fingerprint:
        return wire
    wire.close()
    raise Refused("the device shows another certificate than the one trusted", "look at it again before you trust it")


def _cut(wire: socket.socket) -> None:
    try:
        wire.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
