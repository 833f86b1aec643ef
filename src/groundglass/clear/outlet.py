"""The worker's end of the pane: the only place in the clear side that writes a byte anywhere.

Apart so that an auditor can see it is so. It writes messages of the pane's wire to the one descriptor the
launcher left open, and blocks while the reader is busy: then pictures are dropped at the inbox, and counted.
"""

from __future__ import annotations

import os
import select

from groundglass.errors import PaneError
from groundglass.pane.wire import VERSION, Hello, Message, encode


class PaneClosed(PaneError):
    """Nobody reads any more. Not a fault: the worker ends."""


class Outlet:
    """Sends messages. Not thread-safe: the main loop owns it."""

    def __init__(self, pane_fd: int) -> None:
        self._fd = pane_fd
        self._room = select.poll()
        self._room.register(pane_fd, select.POLLOUT)
        self.send(Hello(VERSION))

    def has_room(self) -> bool:
        """Whether the reader keeps up: what can wait is sent only then. A pipe whose reader has gone has room, too."""
        return bool(self._room.poll(0))

    def send(self, message: Message) -> None:
        """Write one message whole, or raise `PaneClosed`."""
        rest = memoryview(encode(message))
        try:
            while rest:
                rest = rest[os.write(self._fd, rest) :]
        except OSError:
            raise PaneClosed("nobody reads the pane any more") from None
