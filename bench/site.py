"""A real server of Groundglass, started as a person would start it and spoken to over HTTP.

Used by the benches and by the tests in a browser. The server runs in a process group of its own and is stopped by
its process id; nothing else is ever signalled. Its words are kept, so that a failure can show them.
"""

from __future__ import annotations

import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import httpx
import psutil

T = TypeVar("T")

COMMAND: Final = Path(sys.executable).with_name("groundglass")
PERSON: Final = ("Ada", "a calm and long passphrase")
LINK: Final = re.compile(r"http://[^\s]+/#/sign-in/([A-Za-z0-9_-]+)")
# Below what the system hands out by itself (32768 and more): until the server that is told the port has started, which
# takes seconds on a busy machine, no connection of another process can come to lie on it.
PORTS: Final = range(20_000, 32_768)
_given: Final[set[int]] = set()


def free_port() -> int:
    """A port nobody listens on, never the same twice. Other processes that ask at the same time draw others."""
    for port in random.SystemRandom().sample(PORTS, k=200):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in _given:
            _given.add(port)
            return port
    raise RuntimeError("of 200 ports none is free")


def wait_for(what: str, ask: Callable[[], T | None], limit_s: float = 60.0, every_s: float = 0.05) -> T:
    """The first answer that is true. Raises TimeoutError naming what was waited for. The limit is for what hangs: a
    machine that does much else may be slow, and who does not wait for long pays nothing for it."""
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        if answer := ask():
            return answer
        time.sleep(every_s)
    raise TimeoutError(f"waited {limit_s:g} s for {what}")


class RunningSite:
    """`groundglass run` (or `demo`) on a free port with a folder of its own, one person signed in."""

    def __init__(self, data: Path, command: str = "run") -> None:
        self.data = data
        self.program: tuple[str | Path, ...] = (COMMAND,)
        self.arguments: tuple[str, ...] = ()  # more of them for the next start
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.http = httpx.Client(base_url=self.url, headers={"Origin": self.url}, timeout=60)
        self.said: list[str] = []
        self._command = command
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.http.close()

    @property
    def process(self) -> subprocess.Popen[str]:
        if self._process is None:
            raise RuntimeError("the server was not started")
        return self._process

    def start(self) -> float:
        """Start and wait until it is ready; returns the seconds that took."""
        began = time.monotonic()
        self._process = subprocess.Popen(
            [
                *self.program,
                self._command,
                "--data",
                self.data,
                "--port",
                str(self.port),
                "--no-browser",
                *self.arguments,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        wait_for("the server to be ready", self._is_ready, 60)
        return time.monotonic() - began

    def _listen(self, process: subprocess.Popen[str]) -> None:
        if process.stdout is not None:
            with process.stdout:
                self.said.extend(process.stdout)

    def _is_ready(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended with {self.process.returncode}: {''.join(self.said[-20:])}")
        try:
            return self.http.get("/healthz").status_code == 200
        except httpx.TransportError:
            return False

    def link_token(self) -> str:
        """The token of the one-time link that was printed."""

        def look() -> str | None:
            found = LINK.search("".join(self.said))
            return found[1] if found else None

        return wait_for("the one-time link to be printed", look)

    def sign_in(self) -> None:
        """Use the one-time link, and become somebody with a name and a password."""
        name, password = PERSON
        self.call("POST", "/api/v1/sign-in/link", {"token": self.link_token()})
        self.call("PUT", "/api/v1/me", {"name": name})
        self.call("PUT", "/api/v1/me/password", {"password": password})

    def call(self, method: str, path: str, body: object | None = None) -> Any:
        """The JSON of an answer; raises with the server's own words when it refuses."""
        answer = self.http.request(method, path, json=body)
        if answer.is_error:
            raise RuntimeError(f"{method} {path} -> {answer.status_code}: {answer.text[:400]}")
        return answer.json() if answer.content else None

    def add_camera(self, name: str, address: str, **settings: object) -> str:
        """Add a camera; returns its id."""
        camera = self.call("POST", "/api/v1/cameras", {"name": name, "address": address, **settings})
        return str(camera["id"])

    def camera(self, camera: str) -> dict[str, Any]:
        answer: dict[str, Any] = self.call("GET", f"/api/v1/cameras/{camera}")
        return answer

    def wait_until_live(self, camera: str, limit_s: float = 60.0) -> None:
        wait_for(f"camera {camera} to be live", lambda: self.camera(camera)["state"]["code"] == "live", limit_s, 0.2)

    def processes(self) -> list[psutil.Process]:
        """The server first, then its workers."""
        server = psutil.Process(self.process.pid)
        return [server, *server.children(recursive=True)]

    def worker_pids(self) -> list[int]:
        return [process.pid for process in self.processes()[1:]]

    def kill(self) -> None:
        """As a power cut would end it: no chance to finish anything."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(60)

    def stop(self) -> None:
        """As a person would end it; by force when it does not listen."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self.kill()
