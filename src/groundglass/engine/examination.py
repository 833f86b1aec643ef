"""Examines this machine: whether cameras can be watched here, how well workers are confined, what the disk does.

Each examination gives findings and changes nothing that lasts. Apart from the command so that the server can offer
the same. Cameras' protocols are tried with real workers against a port on which nothing answers: what comes back
tells whether the protocol is there at all.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import platform
import shutil
import socket
import sqlite3
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal, TypeAlias

from groundglass import __version__
from groundglass.engine.confine import Level, offered
from groundglass.engine.listening import bind
from groundglass.engine.probe import probe
from groundglass.errors import GroundglassError
from groundglass.frosted.causes import said_of_attempt
from groundglass.pane.settings import SecretAddress
from groundglass.pane.status import CameraState, Cause

Verdict: TypeAlias = Literal["good", "weak", "bad"]

_LIBRARIES: Final = ("av", "opencv-python-headless", "numpy", "sqlalchemy", "uvicorn", "cryptography")
ENCODER: Final = "libx264"
"""The name clear/encode.py opens; a test holds the two equal, since neither side can import the other."""
_PROTOCOLS: Final = ("rtsp", "rtsps", "http", "https", "rtmp")
_TRIAL_BYTES: Final = 32 * 1024 * 1024
_LEAST_FREE_BYTES: Final = 5 * 1024**3
_LEAST_SPEED_MIB_S: Final = 20
_TIME_ERROR: Final = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `hint` says what to do where the verdict is not good."""

    subject: str
    verdict: Verdict
    said: str
    hint: str = ""


def versions() -> list[Finding]:
    """What is installed."""
    found = [
        Finding("groundglass", "good", f"{__version__} on Python {platform.python_version()}, {platform.machine()}")
    ]
    for name in _LIBRARIES:
        try:
            found.append(Finding(name, "good", version(name)))
        except PackageNotFoundError:
            found.append(Finding(name, "bad", "is not installed", "install groundglass again"))
    found.append(Finding("sqlite", "good", sqlite3.sqlite_version))
    cores = len(os.sched_getaffinity(0))
    return [*found, Finding("cores", "good", f"{cores} (about {cores * 2} cameras of 1080p at 15 pictures/s)")]


def confinement() -> list[Finding]:
    """What the kernel adds to a worker's own restraint, step by step."""
    here = offered()
    network = here.landlock >= 4
    return [
        Finding("limits", "good", "a worker cannot write a byte to any file"),
        Finding("seccomp", "good", "no other process, program or socket")
        if here.seccomp
        else Finding("seccomp", "weak", "is not known for this processor", "use x86_64 or aarch64 where it matters"),
        Finding("landlock", "good", f"version {here.landlock}: no file but its own, no port but its camera's")
        if network
        else Finding("landlock", "weak", f"version {here.landlock} of 4 needed", "use Linux 6.7 or newer"),
        Finding("confinement", "good" if here.level is Level.FULL else "weak", f"level {here.level} of {Level.FULL}"),
    ]


async def worker() -> Finding:
    """Whether a worker starts here, draws, frosts and encodes."""
    began_s = time.monotonic()
    try:
        found = await probe(SecretAddress("demo:plaza?width=640&height=360"), "auto")
    except GroundglassError as error:
        return Finding("worker", "bad", error.message, *error.hints[:1])
    if found.state is CameraState.LIVE:
        return Finding("worker", "good", f"first frosted picture after {time.monotonic() - began_s:.1f} s")
    said = said_of_attempt(found.state, found.cause)
    return Finding("worker", "bad", said.sentence, said.hint)


def encoder(worker: Finding) -> Finding:
    """What frosted pictures are encoded with: known by rule, and working since a worker's picture came."""
    if worker.verdict == "good":
        return Finding("encoder", "good", f"{ENCODER}, in software; no hardware is used")
    return Finding("encoder", "weak", f"{ENCODER} could not be tried without a worker", "mend the worker first")


async def protocols() -> list[Finding]:
    """Which ways to cameras this installation knows."""
    with contextlib.closing(socket.socket()) as closed_port:
        closed_port.bind(("127.0.0.1", 0))
        port = closed_port.getsockname()[1]
        return [await _protocol(scheme, port) for scheme in _PROTOCOLS]


async def _protocol(scheme: str, port: int) -> Finding:
    try:
        found = await probe(SecretAddress(f"{scheme}://127.0.0.1:{port}/"), "tcp")
    except GroundglassError as error:
        return Finding(scheme, "bad", error.message)
    if found.cause is Cause.PORT_CLOSED:
        return Finding(scheme, "good", "is known")
    return Finding(
        scheme, "weak", f"cannot be used here ({found.cause.name.lower()})", "install av again from its wheel"
    )


def disk(folder: Path) -> list[Finding]:
    """Free space and speed where the data folder is, or would be."""
    existing = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
    free_bytes = shutil.disk_usage(existing).free
    said = f"{free_bytes / 1024**3:.1f} GiB at {existing}"
    roomy = free_bytes >= _LEAST_FREE_BYTES
    space = Finding("free space", "good" if roomy else "weak", said, "" if roomy else "free some, or keep less")
    try:
        speed = _write_speed(existing)
    except OSError as error:
        refusal = f"{existing} cannot be written: {(error.strerror or 'unknown').lower()}"
        return [space, Finding("disk speed", "bad", refusal, "give this user write permission, or use --data DIR")]
    is_fast = speed >= _LEAST_SPEED_MIB_S
    hint = "" if is_fast else "put the data folder on a faster disk"
    return [space, Finding("disk speed", "good" if is_fast else "weak", f"{speed:.0f} MiB/s written and flushed", hint)]


def _write_speed(folder: Path) -> float:
    """MiB/s, measured with a file that has no name, so that a crash leaves nothing."""
    fd = os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600)
    try:
        block = os.urandom(1024 * 1024)
        began_s = time.monotonic()
        for _ in range(_TRIAL_BYTES // len(block)):
            os.write(fd, block)
        os.fsync(fd)
        return _TRIAL_BYTES / 1024**2 / max(time.monotonic() - began_s, 1e-6)
    finally:
        os.close(fd)


def port(host: str, number: int) -> Finding:
    """Whether the server could listen."""
    try:
        bind(host, number).close()
    except GroundglassError as error:
        return Finding("port", "weak", error.message, *error.hints[:1])
    return Finding("port", "good", f"{number} of {host} is free")


def clock() -> Finding:
    """Whether the machine's clock is kept by somebody; recordings are found by it."""
    answer = ctypes.create_string_buffer(512)  # struct timex, zeroed: modes = 0 asks and sets nothing
    state = ctypes.CDLL(None).adjtimex(answer)
    if state == _TIME_ERROR:
        return Finding("clock", "weak", "is not kept in step with others", "switch on NTP: timedatectl set-ntp true")
    return Finding("clock", "good" if state >= 0 else "weak", "is kept in step" if state >= 0 else "cannot be asked")


async def examine(folder: Path, host: str, number: int) -> list[Finding]:
    """Everything, in the order in which it is best mended."""
    found = [*versions(), *confinement()]
    working = await worker()
    found += [working, encoder(working)]
    found += await protocols()
    found += await asyncio.to_thread(disk, folder)
    found.append(port(host, number))
    found.append(clock())
    return found
