"""Requests to the provider: judged, bounded, in a thread.

The provider says where its endpoints are, and so chooses whom this machine talks to. Each address is judged like those
messages are sent to (outbound/wire.py): the address a name means is judged and then used, metadata services and this
server are never reached, redirects are not followed, and plain http is for this machine only.
"""

from __future__ import annotations

import asyncio
import http.client
import ipaddress
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from groundglass.errors import GroundglassError, Refused, StoreError
from groundglass.frosted.outbound.wire import MACHINES_OWN, ReachPolicy, connected, why_not

MOST_BYTES: Final = 256 * 1024
TIMEOUT_S: Final = 10.0
LONGEST_S: Final = 20.0


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches JSON objects from a provider under a site's policy."""

    policy: ReachPolicy

    async def fetch(self, url: str, form: bytes | None = None, headers: Mapping[str, str] | None = None) -> Any:
        """The JSON object at this address, by GET, or by POST where there is a form. Raises `StoreError` (try again
        later) or `Refused` (never)."""
        parts = urlsplit(url)
        host, is_tls = parts.hostname or "", parts.scheme == "https"
        if not host or parts.scheme not in {"https", "http"} or (not is_tls and not _is_this_machine(host)):
            raise Refused("the account provider is not reached by https", "look at [oidc] in the site's settings")
        port = parts.port or (443 if is_tls else 80)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            wire = await connected(host, port, self.policy, MACHINES_OWN if is_tls else None)
        except OSError as error:
            raise _trouble(why_not(error)) from error

        def ask() -> Any:
            guard = threading.Timer(LONGEST_S, wire.close)
            guard.start()
            connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT_S)
            connection.sock = wire
            try:
                told = {"Host": parts.netloc, "Accept": "application/json", "Connection": "close", **(headers or {})}
                if form is not None:
                    told["Content-Type"] = "application/x-www-form-urlencoded"
                connection.request("GET" if form is None else "POST", target, form, told)
                return _read(connection)
            except (OSError, http.client.HTTPException) as error:
                raise _trouble("the connection failed") from error
            finally:
                guard.cancel()
                connection.close()

        return await asyncio.to_thread(ask)


def _read(connection: http.client.HTTPConnection) -> Any:
    with connection.getresponse() as answer:
        body = answer.read(MOST_BYTES + 1)
        if answer.status != 200:
            raise _trouble(f"it answered {answer.status}")
    if len(body) > MOST_BYTES:
        raise _trouble("it answered more than anybody would")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _trouble("its answer is no JSON") from error
    if not isinstance(found, dict):
        raise _trouble("its answer is no JSON object")
    return found


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _trouble(why: str) -> GroundglassError:
    return StoreError(f"the account provider could not be asked: {why}", "sign in another way, or try again later")
