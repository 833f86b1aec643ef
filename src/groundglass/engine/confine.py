"""Gives up a worker's powers, then runs it by name. `python -I -m groundglass.engine.confine`.

Apart from the clear side because what is given up here must be given up before the first line of it is read. It
reads one message from stdin, the settings, since they name the only port and file the worker may reach.
"""

from __future__ import annotations

import os
import resource
import runpy
from typing import Final

from groundglass.errors import PaneError
from groundglass.pane.control import parse_order, parse_order_head
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.wire import HEAD

_WORKER: Final = "groundglass.clear.worker"
_ORDERS_FD: Final = 0


def main() -> None:
    """Be a worker."""
    pane_fd = os.dup(1)
    null_fd = os.open(os.devnull, os.O_RDWR)
    os.dup2(null_fd, 1)
    os.dup2(null_fd, 2)
    settings = _read_settings()
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    worker = runpy.run_module(_WORKER)
    worker["main"](settings, pane_fd, _ORDERS_FD)
    os._exit(0)


def _read_settings() -> WorkerSettings:
    kind, size = parse_order_head(_read(HEAD.size))
    order = parse_order(kind, _read(size))
    if not isinstance(order, WorkerSettings):
        raise PaneError("the first order of a worker is its settings")
    return order


def _read(size: int) -> bytes:
    parts = []
    while size and (part := os.read(_ORDERS_FD, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


if __name__ == "__main__":
    main()
