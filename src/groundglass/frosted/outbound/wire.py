"""Connections to other machines: judged, bounded, and made in a thread.

The address a name means is judged and then used, so that a name cannot mean one machine when asked and another when
connected to. Redirects are not followed: the other side does not choose whom this machine talks to. Of
what the other side answers only the status is read, within a bound of time, and nothing is repeated to people.
"""

from __future__ import annotations

import asyncio
import http.client
import os
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from groundglass.errors import Refused
from groundglass.frosted.outbound.outbox import Failed, Sent
from groundglass.frosted.reach import METADATA, is_ours, resolve_name, unwrapped

TIMEOUT_S: Final = 10.0
LONGEST_S: Final = 20.0
_LATER: Final = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class ReachPolicy:
    """Whom messages may be sent to. Home automation and mail servers live on private networks, so those are allowed
    unless the site says no. `own_ports` are this server's."""

    allow_private: bool = True
    own_ports: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom an encrypted connection believes. All in PEM; empty: the machine's own list, and no certificate of ours."""

    ca: str = ""
    certificate: str = ""
    key: str = ""


MACHINES_OWN: Final = Trust()


async def judged(host: str, port: int, policy: ReachPolicy) -> str:
    """The address to connect to; `Refused` when nobody may, `ConnectionError` when the name means nothing."""
    found = await resolve_name(host.strip("[]"))
    if not found:
        raise ConnectionError("name not found")
    for ip in map(unwrapped, found):
        if ip in METADATA or ip.is_link_local or ip.is_multicast or ip.is_unspecified:
            raise Refused("messages are not sent to this address", "enter the address of the system to be told")
        if port in policy.own_ports and (ip.is_loopback or is_ours(ip)):
            raise Refused("this address is Groundglass itself", "enter the address of the system to be told")
        if not policy.allow_private and not ip.is_global:
            raise Refused("this site sends nothing to private networks")
    return str(sorted(found, key=lambda ip: (ip.version, int(ip)))[0])


def tls_context(trust: Trust) -> ssl.SSLContext:
    """A context that checks the other side, with a certificate of ours where one is set."""
    context = ssl.create_default_context(cadata=trust.ca or None)
    if trust.certificate and trust.key:
        _load_own(context, trust)
    return context


async def connected(host: str, port: int, policy: ReachPolicy, trust: Trust | None) -> socket.socket:
    """A connection, encrypted when there is `trust`. Raises `OSError`, `ssl.SSLError` or `Refused`.

    Whoever stops waiting while it is made leaves none behind: it is closed when it comes.
    """
    ip = await judged(host, port, policy)
    making = asyncio.ensure_future(asyncio.to_thread(_connect, ip, host, port, trust))
    try:
        return await asyncio.shield(making)
    except asyncio.CancelledError:
        making.add_done_callback(_close_unwanted)
        raise


async def posted(
    url: str, body: bytes, headers: Mapping[str, str], policy: ReachPolicy, trust: Trust = MACHINES_OWN
) -> Sent | Failed:
    """POST once. 2xx is sent; what a repetition may mend is not final. `trust` counts for https."""
    parts = urlsplit(url)
    is_tls = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if is_tls else 80)
    target = parts.path or "/"
    target += f"?{parts.query}" if parts.query else ""

    def post(ip: str) -> Sent | Failed:
        with _connect(ip, host, port, trust if is_tls else None) as wire:
            # Whoever answers a byte at a time must not keep a thread for as long as they like.
            guard = threading.Timer(LONGEST_S, _cut, (wire,))
            guard.start()
            try:
                return _post(wire, parts.netloc, target, body, headers)
            finally:
                guard.cancel()

    try:
        # One step in one thread: stopped in the middle, the thread ends it and closes the connection.
        return await asyncio.to_thread(post, await judged(host, port, policy))
    except Refused as error:
        return Failed(error.message, is_final=True)
    except OSError as error:
        return Failed(why_not(error))


def why_not(error: OSError) -> str:
    """A failure to connect in our words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return "the certificate of the other side is not trusted"
    if isinstance(error, ssl.SSLError):
        return "no encrypted connection could be made"
    if isinstance(error, TimeoutError):
        return "the other side did not answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens at this address"
    if str(error) == "name not found":
        return "the name cannot be found on the network"
    return "the connection failed"


def _post(wire: socket.socket, host: str, target: str, body: bytes, headers: Mapping[str, str]) -> Sent | Failed:
    connection = http.client.HTTPConnection(host, timeout=TIMEOUT_S)
    connection.sock = wire
    try:
        connection.request("POST", target, body, {"Host": host, "Connection": "close", **headers})
        with connection.getresponse() as answer:
            return _judged_status(answer)  # what else they say is not read
    except http.client.HTTPException:
        return Failed("the other side does not speak HTTP")
    finally:
        connection.close()


def _connect(ip: str, host: str, port: int, trust: Trust | None) -> socket.socket:
    plain = socket.create_connection((ip, port), timeout=TIMEOUT_S)
    if trust is None:
        return plain
    try:
        return tls_context(trust).wrap_socket(plain, server_hostname=host.strip("[]"))
    except BaseException:
        plain.close()
        raise


def _cut(wire: socket.socket) -> None:
    try:
        wire.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself


def _close_unwanted(made: asyncio.Future[socket.socket]) -> None:
    if not made.cancelled() and made.exception() is None:
        made.result().close()


def _judged_status(answer: http.client.HTTPResponse) -> Sent | Failed:
    if 200 <= answer.status < 300:
        return Sent()
    why = f"the other side answered {answer.status}"
    if 300 <= answer.status < 400:
        return Failed(f"{why}, a redirect, which is not followed", is_final=True)
    after = answer.headers.get("Retry-After", "")
    retry_after_s = float(after) if after.isascii() and after.isdigit() and len(after) < 7 else None
    return Failed(why, is_final=answer.status < 500 and answer.status not in _LATER, retry_after_s=retry_after_s)


def _load_own(context: ssl.SSLContext, trust: Trust) -> None:
    # The library only takes files; this one exists for the moment of loading, readable for its owner only, in memory.
    descriptor = os.memfd_create("certificate", os.MFD_CLOEXEC)
    try:
        os.write(descriptor, f"{trust.certificate.strip()}\n{trust.key.strip()}\n".encode())
        context.load_cert_chain(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)
