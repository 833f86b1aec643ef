"""The one port: bound before anything else starts, so that a used port is said at once."""

from __future__ import annotations

import errno
import socket
from typing import Final

from groundglass.errors import Conflict, EngineError
from groundglass.frosted.relay.frames import parse_relay

_THIS_MACHINE: Final = frozenset({"127.0.0.1", "0.0.0.0", "::"})  # noqa: S104 - compared, not bound


def bind(host: str, port: int) -> socket.socket:
    """A bound socket, or an error that says what to do. Port 0 takes any free one."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise EngineError(f"{host} is not an address of this machine", "use --host 127.0.0.1 or 0.0.0.0") from error
    family, kind, protocol, _, address = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        # Only so that a restart need not wait for old connections to be forgotten; two servers still cannot bind.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise _refusal(host, port, error) from error
    return listener


def bind_for_nodes(address: str) -> socket.socket:
    """The same for `host:port` of [cluster] web_nodes."""
    return bind(*parse_relay(address))


def _refusal(host: str, port: int, error: OSError) -> Conflict | EngineError:
    match error.errno:
        case errno.EADDRINUSE:
            return Conflict(
                f"port {port} of {host} is in use by another program",
                "use another one with --port, or 0 for any that is free",
                "if it is groundglass, it answers at http://" + _host_and_port(host, port),
            )
        case errno.EACCES:
            return EngineError(f"this user may not use port {port}", "use a port above 1023 with --port")
        case errno.EADDRNOTAVAIL:
            return EngineError(f"{host} is not an address of this machine", "use --host 127.0.0.1 or 0.0.0.0")
        case _:
            return EngineError(f"cannot listen on {host} port {port}: {(error.strerror or 'unknown').lower()}")


def address_text(host: str, listener: socket.socket) -> str:
    """Where a bound socket answers, as it stands in an URL."""
    return _host_and_port(host, int(listener.getsockname()[1]))


def _host_and_port(host: str, port: int) -> str:
    """host:port. This machine, and "everywhere", are shown by the name: browsers give passkeys to names only."""
    shown = "localhost" if host in _THIS_MACHINE else f"[{host}]" if ":" in host else host
    return f"{shown}:{port}"
