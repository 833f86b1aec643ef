"""A stand-in for a worker: says again, at the right pace and as of now, what a real worker said (desk_film.py).

The server starts it as it starts any worker, orders it through its stdin and hears it over the real pane; only frosting
is spared, since sixteen cameras and a browser do not fit on the two cores that the bench is for. The film is begun at
another place for each camera and repeated without end.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.desk_film import HEIGHT, RATE_HZ, WIDTH, read_film
from groundglass.pane.control import parse_order, parse_order_head
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.pictures import FrostedSample, FrostedStill, VideoRun
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.status import (
    CameraState,
    Cause,
    Codec,
    SourceFacts,
    View,
    WorkerFigures,
    WorkerStatus,
)
from groundglass.pane.wire import HEAD, VERSION, Hello, Message, encode

STEP_90K: Final = TICKS_PER_S // RATE_HZ


def now_90k() -> Instant90k:
    return Instant90k(time.time_ns() * 9 // 100_000)


def say(*messages: Message) -> None:
    os.write(1, b"".join(encode(message) for message in messages))


def told() -> WorkerSettings:
    kind, size = parse_order_head(sys.stdin.buffer.read(HEAD.size))
    order = parse_order(kind, sys.stdin.buffer.read(size))
    if not isinstance(order, WorkerSettings):
        raise SystemExit("the first order of a worker is its settings")
    return order


def end_with_stdin() -> None:
    """The server closes it, or asks to stop: either way nobody listens any more."""
    sys.stdin.buffer.read(1)
    os._exit(0)


def groups_of(messages: list[Message]) -> list[list[Message]]:
    """The film in pieces that begin with a key picture, so that it can be begun at any of them."""
    groups: list[list[Message]] = []
    for message in messages:
        if isinstance(message, FrostedSample) and message.is_key:
            groups.append([])
        if groups:
            groups[-1].append(message)
    return groups


def figures(shown: int) -> WorkerFigures:
    return WorkerFigures(now_90k(), shown, shown, 0, 0, 0, View.PROVEN, 990_000, 40_000, 30_000, RATE_HZ * 1000)


def main() -> None:
    films = [Path(name) for name in sys.argv[1:]]
    camera = told().camera
    number = sum(camera.encode())
    threading.Thread(target=end_with_stdin, daemon=True).start()
    messages = list(read_film(films[number % len(films)]))
    run = next(one for one in messages if isinstance(one, VideoRun))
    say(Hello(VERSION), SourceFacts(now_90k(), Codec.H264, WIDTH, HEIGHT, RATE_HZ * 1000, has_audio=False))
    say(WorkerStatus(now_90k(), CameraState.LIVE, Cause.NONE, 0), run)
    groups = groups_of(messages)
    first = number * 3 % len(groups)
    # Cameras are not in step with each other.
    time.sleep(number * 0.037 % (1 / RATE_HZ))
    play(run, [message for group in groups[first:] + groups[:first] for message in group])


def play(run: VideoRun, messages: list[Message]) -> None:
    began_s, began_90k, shown = time.monotonic(), now_90k(), 0
    while True:
        for message in messages:
            at = Instant90k(began_90k + shown * STEP_90K)
            if isinstance(message, FrostedStill):
                say(replace(message, at=at))
            elif isinstance(message, FrostedSample):
                time.sleep(max(0.0, began_s + shown / RATE_HZ - time.monotonic()))
                say(replace(message, run=run.run, at=at))
                shown += 1
                if shown % RATE_HZ == 0:
                    say(figures(shown))


if __name__ == "__main__":
    main()
