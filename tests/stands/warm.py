"""Groundglass, imported once and forked for each command: a test of many commands does not pay for a hundred imports.

Both ends of it: a process that has imported every command and waits (this file as a program), and `Warm`, who asks it.
What is forked is a process of its own in every other way: its arguments, environment, folder and standard streams are
those it was given, it runs the program's own `main`, and it ends as the program ends. How the program starts from
nothing is what tests/cli/test_command.py and all that start servers see.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
MAX_ORDER_BYTES: Final = 128 * 1024


class Warm:
    """The waiting process, started at the first question. One command at a time; it ends with whoever asks."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    def run(
        self, arguments: Sequence[str], *, folder: Path, environment: Mapping[str, str], given: str, limit_s: float
    ) -> tuple[int, str, str]:
        """A command's status, and what it wrote to standard output and to standard error."""
        with (
            self._turn,
            tempfile.TemporaryFile() as stdin,
            tempfile.TemporaryFile() as stdout,
            tempfile.TemporaryFile() as stderr,
        ):
            stdin.write(given.encode())
            stdin.seek(0)
            order = json.dumps({"do": list(arguments), "in": str(folder), "with": dict(environment)}).encode()
            assert len(order) < MAX_ORDER_BYTES
            line = self._line or self._start()
            line.settimeout(limit_s)
            try:
                socket.send_fds(line, [order], [stdin.fileno(), stdout.fileno(), stderr.fileno()])
                status = json.loads(line.recv(64))
            except TimeoutError as error:
                self._end()
                raise AssertionError(f"{arguments} did not end within {limit_s:g} s") from error
            except (OSError, ValueError) as error:
                self._end()
                raise AssertionError("what forks commands has ended: can all of them be imported?") from error
            stdout.seek(0)
            stderr.seek(0)
            return status, stdout.read().decode(), stderr.read().decode()

    def _start(self) -> socket.socket:
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.stands.warm", str(its.fileno())],
                pass_fds=[its.fileno()], cwd=ROOT, start_new_session=True,
            )  # fmt: skip
        self._line = ours
        atexit.register(self._end)
        return ours

    def _end(self) -> None:
        """With the command that is running, if one is. After this the next one starts another."""
        atexit.unregister(self._end)
        if self._line is not None and self._process is not None:
            self._line.close()
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._line = self._process = None


def _import_all() -> None:
    """What a command imports, whichever it is and whether or not a server runs."""
    from groundglass.cli.command import COMMANDS

    for name in (*(f"cli.{command}" for command in COMMANDS), "engine.offline"):
        import_module(f"groundglass.{name}")


def _wait(line: socket.socket) -> None:
    """Fork for each order. In the parent this ends when whoever asks is gone; in a child it returns to run."""
    while True:
        order, given, _, _ = socket.recv_fds(line, MAX_ORDER_BYTES, 3)
        if not order:
            sys.exit()
        child = os.fork()
        if child == 0:
            told = json.loads(order)
            for place, descriptor in enumerate(given):
                os.dup2(descriptor, place)
                os.close(descriptor)
            line.close()
            os.chdir(told["in"])
            os.environ.clear()
            os.environ.update(told["with"])
            sys.argv = ["groundglass", *told["do"]]
            return
        for descriptor in given:
            os.close(descriptor)
        _, status = os.waitpid(child, 0)
        line.send(json.dumps(os.waitstatus_to_exitcode(status)).encode())


if __name__ == "__main__":
    _import_all()
    assert len(os.listdir("/proc/self/task")) == 1, "a process with threads cannot be forked safely"
    gc.freeze()
    _wait(socket.socket(fileno=int(sys.argv[1])))
    from groundglass.cli import main

    main()
