"""Real workers as real processes, and intruders in a worker's place, for looking at the wall from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from groundglass.pane.control import Stop, encode_order
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress, WorkerSettings
from groundglass.pane.wire import HEAD, Message, parse_body, parse_head

HERE = Path(__file__).parent


def settings_for(address: str | Path, **others: Any) -> WorkerSettings:
    return WorkerSettings(camera=CameraId("gate"), address=SecretAddress(str(address)), **others)


@dataclass(frozen=True, slots=True)
class Heard:
    """All that came out of a worker: messages, their bytes, and how it ended."""

    messages: list[Message]
    body: bytes
    status: int


def run_worker(settings: WorkerSettings, *, stop_after_s: float | None = None) -> Heard:
    """Run a confined worker to its end, or until told to stop."""
    with start(settings) as process:
        timer = None
        if stop_after_s is not None:
            timer = threading.Timer(stop_after_s, _stop, (process,))
            timer.start()
        messages, body = hear(process.stdout)
        if timer is not None:
            timer.cancel()
        return Heard(messages, body, process.wait(20))


def start(settings: WorkerSettings, *, stderr: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """A confined worker with its settings already given."""
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "groundglass.engine.confine"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        cwd="/",
    )
    assert process.stdin is not None
    process.stdin.write(encode_order(settings))
    process.stdin.flush()
    return process


def read_message(pipe: IO[bytes] | None) -> tuple[Message, bytes] | None:
    """The next message and its bytes, or None at the end."""
    assert pipe is not None
    head = pipe.read(HEAD.size)
    if not head:
        return None
    kind, size = parse_head(head)
    body = pipe.read(size)
    return parse_body(kind, body), head + body


def hear(pipe: IO[bytes] | None) -> tuple[list[Message], bytes]:
    messages, bodies = [], []
    while (heard := read_message(pipe)) is not None:
        messages.append(heard[0])
        bodies.append(heard[1])
    return messages, b"".join(bodies)


def intrude(act: str, settings: WorkerSettings, *, by_python: bool, **facts: Any) -> dict[str, Any]:
    """Confine a process exactly as a worker, let `intruder.py` try one act in it, and return what came of it.

    With `by_python` false the layers inside Python are left out, so that only the kernel can refuse.
    """
    without = "" if by_python else "c.refuse_acts = lambda: None; c.refuse_imports = lambda names: None; "
    script = (
        f"import sys; sys.path.insert(0, {str(HERE)!r}); from groundglass.engine import confine as c; "
        f"c._WORKER = 'intruder'; {without}c.main()"
    )
    environment = {**os.environ, "SITE_SECRET": "x"}
    process = subprocess.run(
        [sys.executable, "-I", "-c", script],
        input=encode_order(settings) + json.dumps({"act": act, **facts}).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=60,
        env=environment,
        cwd="/",
        check=False,
    )
    answer: dict[str, Any] = json.loads(process.stdout)
    return answer


def _stop(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(encode_order(Stop()))
        process.stdin.flush()
    except OSError:
        pass  # it ended by itself
