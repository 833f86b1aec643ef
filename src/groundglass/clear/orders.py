"""Reads the engine's orders and passes them to the main loop: a thread that only ever reads one pipe.

Apart from worker.py because reading blocks. The end of the pipe means the engine has gone, and so does an
order that cannot be read: a worker nobody can stop must stop itself.
"""

from __future__ import annotations

import os

from groundglass.clear.inbox import Inbox
from groundglass.clear.picture import Picture
from groundglass.clear.words import Word
from groundglass.errors import PaneError
from groundglass.pane.control import Order, Stop, parse_order, parse_order_head
from groundglass.pane.examination import Examination
from groundglass.pane.photo import PhotoTask, SealedPhoto
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.wire import HEAD


def read_order(orders_fd: int) -> Order:
    """The next order, or `Stop` at the end of the pipe; raises `PaneError` for anything unreadable."""
    head = _read(orders_fd, HEAD.size)
    if not head:
        return Stop()
    kind, size = parse_order_head(head)
    return parse_order(kind, _read(orders_fd, size))


def pass_orders(orders_fd: int, inbox: Inbox[Picture, Word]) -> None:
    """Put every order into the inbox until `Stop`. Never returns before it."""
    while True:
        try:
            order = read_order(orders_fd)
        except (PaneError, OSError):
            order = Stop()
        # Settings come once, to the launcher. A second helping means the engine is not what we think it is.
        if isinstance(order, WorkerSettings | Examination | PhotoTask | SealedPhoto):
            order = Stop()
        inbox.put_word(order)
        if isinstance(order, Stop):
            return


def _read(orders_fd: int, size: int) -> bytes:
    parts = []
    while size and (part := os.read(orders_fd, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
