"""uvicorn, without its own signals: serving.py owns those, and the loop.

Apart from front.py because it is about one library and nothing of ours.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from groundglass.frosted.web.server import server_config


class WebServer(uvicorn.Server):
    """uvicorn without its own signals: who stops it calls `stop` and waits for `serve`."""

    def __init__(
        self, app: ASGIApp, trusted_proxies: tuple[str, ...] = (), encrypted: ssl.SSLContext | None = None
    ) -> None:
        self.answering: Final = asyncio.Event()
        super().__init__(server_config(app, trusted_proxies=trusted_proxies, encrypted=encrypted))

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.answering.set()

    def stop(self) -> None:
        """Take no more requests, and end `serve` when those in hand are answered."""
        self.should_exit = True
