"""uvicorn, set up for live pictures and for being reached by strangers.

One place for it, so that the server people run and the server the tests start are the same.
"""

from __future__ import annotations

import ssl

import uvicorn
from starlette.types import ASGIApp


def server_config(
    app: ASGIApp, *, trusted_proxies: tuple[str, ...] = (), encrypted: ssl.SSLContext | None = None
) -> uvicorn.Config:
    """The settings of the server. The caller binds the socket and runs it: `Server(config).serve(sockets=[...])`.

    `trusted_proxies` are addresses whose word about the client and https is taken. `encrypted`: nobody is heard in
    plain text, and whoever does not prove themselves as it asks is not heard at all.
    """
    return uvicorn.Config(
        app,
        loop="none",  # the caller's own runs it
        lifespan="off",  # the engine opens and closes what the site holds
        ws="websockets-sansio",
        ws_per_message_deflate=False,  # video does not deflate; trying costs time for every picture
        ws_max_size=4096,  # viewers only listen
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=list(trusted_proxies),
        server_header=False,
        access_log=False,  # it would hold tokens of nobody but whereabouts of everybody
        log_config=None,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=3,  # streams do not end by themselves
        h11_max_incomplete_event_size=32 * 1024,
        backlog=1024,
        ssl_context_factory=None if encrypted is None else lambda _config, _default: encrypted,
    )
