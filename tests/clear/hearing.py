"""A worker's loop inside the test's own process, so that its every branch can be seen; unconfined."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from groundglass.clear.feed import Opener
from groundglass.clear.outlet import PaneClosed
from groundglass.clear.source import open_source
from groundglass.clear.worker import Worker
from groundglass.clock import Clock, SystemClock
from groundglass.pane.control import Order, Stop, encode_order
from groundglass.pane.ids import CameraId
from groundglass.pane.pictures import FrostedSample
from groundglass.pane.settings import SecretAddress, WorkerSettings
from groundglass.pane.status import CameraState, Cause, WorkerStatus
from groundglass.pane.wire import HEAD, Message, parse_body, parse_head


def settings_for(address: str | Path, **others: Any) -> WorkerSettings:
    return WorkerSettings(camera=CameraId("gate"), address=SecretAddress(str(address)), **others)


class Ear:
    """Reads a pane in a thread; calls `on_message(message, order)` with each, where `order(o)` orders something."""

    def __init__(self, on_message: Callable[[Message, Callable[[Order], None]], None] | None = None) -> None:
        self.pane_out, self.pane_in = os.pipe()
        self.orders_out, self.orders_in = os.pipe()
        self.messages: list[Message] = []
        self._on_message = on_message
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def order(self, order: Order) -> None:
        os.write(self.orders_in, encode_order(order))

    def close(self) -> None:
        os.close(self.pane_in)
        self._thread.join()
        for fd in (self.pane_out, self.orders_in):
            os.close(fd)

    def _listen(self) -> None:
        with os.fdopen(os.dup(self.pane_out), "rb") as pipe:
            while head := pipe.read(HEAD.size):
                kind, size = parse_head(head)
                message = parse_body(kind, pipe.read(size))
                self.messages.append(message)
                if self._on_message is not None:
                    self._on_message(message, self.order)


def hear(
    settings: WorkerSettings,
    *,
    on_message: Callable[[Message, Callable[[Order], None]], None] | None = None,
    clock: Clock | None = None,
    opener: Opener = open_source,
) -> list[Message]:
    """Run a worker to its end and return all it said."""
    ear = Ear(on_message)
    try:
        Worker(settings, ear.pane_in, ear.orders_out, clock or SystemClock(), opener).run()
    except PaneClosed:
        pass
    finally:
        ear.order(Stop())  # ends the reader of orders, if the worker ended first
        ear.close()
    return ear.messages


def stop_when(condition: Callable[[Message], bool]) -> Callable[[Message, Callable[[Order], None]], None]:
    """Order a stop at the first message of which `condition` is true."""
    stopped: list[bool] = []

    def on_message(message: Message, order: Callable[[Order], None]) -> None:
        if not stopped and condition(message):
            stopped.append(True)
            order(Stop())

    return on_message


def stop_after(samples: int) -> Callable[[Message, Callable[[Order], None]], None]:
    """Order a stop after so many pictures."""
    left = [samples]

    def is_enough(message: Message) -> bool:
        left[0] -= isinstance(message, FrostedSample)
        return left[0] <= 0

    return stop_when(is_enough)


def states(messages: list[Message]) -> list[tuple[CameraState, Cause]]:
    """The states a worker went through, in order."""
    return [(m.state, m.cause) for m in messages if isinstance(m, WorkerStatus)]


def only(messages: list[Message], kind: type[Any]) -> list[Any]:
    """The messages of one kind."""
    return [m for m in messages if isinstance(m, kind)]
