"""The command line as people use it: the real program in a process of its own.

A command that is run to its end is forked from a process that has imported them all (tests/stands/warm.py); servers
start from nothing, and so does what `from_nothing` runs.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.stands.warm import Warm

PROGRAM = (sys.executable, "-m", "groundglass")
LIMIT_S = 120.0  # as long as any command here may take on a busy machine
WARM = Warm()


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    status: int
    out: str
    err: str


def groundglass(
    *arguments: object, folder: Path | None = None, given: str = "", environment: Mapping[str, str] | None = None
) -> Ran:
    """Run a command to its end."""
    words = [str(one) for one in arguments]
    if environment is None:
        environment = os.environ
    return Ran(*WARM.run(words, folder=folder or Path.cwd(), environment=environment, given=given, limit_s=LIMIT_S))


def from_nothing(*arguments: object, given: str = "") -> Ran:
    """The same, by an interpreter of its own."""
    command = [*PROGRAM, *map(str, arguments)]
    done = subprocess.run(command, check=False, input=given, capture_output=True, text=True, timeout=LIMIT_S)
    return Ran(done.returncode, done.stdout, done.stderr)


class RunningSite:
    """A server in a process of its own, on a free port, stopped by its number."""

    def __init__(self, data: Path, *arguments: object) -> None:
        self.data = data
        self.process = subprocess.Popen(
            [*PROGRAM, *(map(str, arguments or ("run",))), "--no-browser", "--port", "0", "--data", str(data)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        first, self.second = self.process.stdout.readline(), self.process.stdout.readline()
        found = re.search(r"http://\S+", first)
        assert found is not None, f"the server did not start: {self.process.communicate()}"
        self.address = found.group()

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(self.address + path, timeout=30) as answer:
            body: bytes = answer.read()
            return body

    def workers(self) -> list[int]:
        """The processes this server started."""
        found = []
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(status.read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            if parent == self.process.pid:
                found.append(int(status.parent.name))
        return found

    def stop(self) -> tuple[int, str]:
        """Ask it to stop as an init system would; its status and what it said on standard error."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        _, err = self.process.communicate(timeout=60)
        return self.process.returncode, err

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.communicate(timeout=30)


def until(claim: Callable[[], bool], within_s: float = 60.0) -> None:
    """Wait for something to become true."""
    ends_s = time.monotonic() + within_s
    while not claim():
        assert time.monotonic() < ends_s, "it did not become true in time"
        time.sleep(0.1)
