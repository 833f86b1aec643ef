"""The desk's door for web nodes: a port of its own, on which both ends have proven that they are of this site.

Whoever speaks here is a node (frosted/relay/channel.py saw to that before the first byte), so its word is taken about
where a person's request came from: their address, which counts failures to sign in, and whether they came by https.
Everything else about the request is judged as if the person had come here: host, origin, session, rights. On the port
that faces people nobody listens to these words.

To serve a request:

    1. Below /nodes it is the node's own, and answered by routes.py.
    2. Otherwise it is a person's. What the node says of them is put in the place of its own address.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from groundglass.errors import ConfigError
from groundglass.frosted.web.nodes.models import CLIENT, PREFIX, SCHEME
from groundglass.frosted.web.problems import refuse

_MAX_CLIENT: Final = 64
_OWN: Final = frozenset({CLIENT.encode(), SCHEME.encode()})


class NodeDoor:
    """An application for the nodes' port: `own` answers nodes, `people` whoever they speak for."""

    def __init__(self, own: ASGIApp, people: ASGIApp) -> None:
        self._own = own
        self._people = people

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            return
        if scope["path"].startswith(f"{PREFIX}/"):  # 1
            await self._own(scope, receive, send)
            return
        headers = Headers(scope=scope)
        client, scheme = headers.get(CLIENT, ""), headers.get(SCHEME, "")
        if scope["type"] != "http" or not 0 < len(client) <= _MAX_CLIENT or scheme not in {"http", "https"}:
            error = ConfigError("a web node did not say for whom it asks", "run the same version on node and desk")
            await refuse(error, scope, receive, send)
            return
        kept = [(name, value) for name, value in scope["headers"] if name not in _OWN]
        await self._people({**scope, "headers": kept, "client": (client, 0), "scheme": scheme}, receive, send)  # 2
