"""Killed with SIGKILL at any moment, nothing that was accepted is lost and nothing is said under two keys."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.stands.receivers import HttpReceiver, http_receiver

KILLS = 4


def started(folder: Path, receiver: HttpReceiver, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.frosted.outbound.sending_process", folder, receiver.url, str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def accepted_before_killed(process: subprocess.Popen[str], after: int) -> list[str]:
    """Kill it when it has accepted so many and a moment more; gives what it said was durable."""
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(after)]
    time.sleep(random.uniform(0, 0.3))
    process.kill()
    rest, _ = process.communicate()
    return [line.strip() for line in [*said, *rest.splitlines()] if line.strip()]


def test_what_was_accepted_is_told_once_per_key_whenever_the_house_is_killed(tmp_path: Path) -> None:
    with http_receiver() as receiver:
        accepted: set[str] = set()
        for _ in range(KILLS):
            process = started(tmp_path, receiver, 1000)
            accepted.update(accepted_before_killed(process, random.randint(1, 25)))
        last = started(tmp_path, receiver, 0)
        try:
            end = time.monotonic() + 60
            while len({told_of(headers) for headers, _ in receiver.got} & accepted) < len(accepted):
                assert time.monotonic() < end, "not everything that was accepted was told"
                time.sleep(0.05)
        finally:
            last.kill()
            last.communicate()
        told: dict[str, set[bytes]] = {}
        for headers, body in receiver.got:
            told.setdefault(headers["idempotency-key"], set()).add(body)
        assert accepted
        assert all(len(bodies) == 1 for bodies in told.values())
        names = [(json.loads(body)["at"], json.loads(body)["zone"]) for bodies in told.values() for body in bodies]
        assert len(names) == len(set(names))


def told_of(headers: dict[str, str]) -> str:
    """The event's id, from the key of a message."""
    return headers["idempotency-key"].partition("-e")[2]
