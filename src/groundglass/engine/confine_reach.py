"""From a worker's settings to what it may reach: files to read, a device, ports, kinds of socket.

Apart from the launcher because it is pure, and the part to check when a camera cannot be opened or a worker could
open too much. The camera's address is taken apart by the same code the worker uses.
"""

from __future__ import annotations

import site
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, assert_never

from groundglass.pane.address import DemoAddress, DeviceAddress, FileAddress, NetworkAddress, parse_address
from groundglass.pane.examination import Examination
from groundglass.pane.photo import PhotoTask
from groundglass.pane.settings import WorkerSettings

_LIBRARIES: Final = ("/lib", "/lib64", "/lib32", "/usr/lib", "/usr/lib64", "/usr/local/lib")
_SYSTEM: Final = (
    "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/dev/null", "/dev/urandom",
    "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system/cpu", "/sys/fs/cgroup",
)  # fmt: skip
_NAMES: Final = (
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/host.conf",
    "/etc/nsswitch.conf",
    "/etc/gai.conf",
    "/run/systemd/resolve",
)
# What says whom to trust, and nothing beside it: /etc/ssl and /etc/pki also hold this machine's own keys.
_CERTIFICATES: Final = (
    "/etc/ssl/certs", "/etc/ssl/cert.pem", "/etc/ssl/openssl.cnf", "/etc/pki/tls/certs", "/etc/pki/tls/cert.pem",
    "/etc/pki/tls/openssl.cnf", "/etc/pki/ca-trust/extracted", "/usr/share/ca-certificates", "/usr/lib/ssl",
)  # fmt: skip
_DEVICES: Final = ("/sys/class/video4linux", "/sys/dev/char")
_DNS_PORT: Final = 53


@dataclass(frozen=True, slots=True)
class Reach:
    """All a worker may touch. `ports` are TCP ports that may be called; UDP cannot be narrowed to one."""

    readable: tuple[Path, ...]
    devices: tuple[Path, ...] = ()
    ports: tuple[int, ...] = ()
    tcp: bool = False
    udp: bool = False


def reach_of(task: WorkerSettings | Examination | PhotoTask) -> Reach:
    """What this needs, and no more; raises `PaneError` for an address that cannot be read."""
    readable = [*_python_paths(), *map(Path, _LIBRARIES + _SYSTEM)]
    if isinstance(task, PhotoTask):
        return Reach(tuple(readable))
    if isinstance(task, Examination):
        named = (task.original, task.frosted, task.detector)
        return Reach((*readable, *(Path(path) for path in named if path is not None)))
    settings = task
    if settings.detector is not None:
        readable.append(Path(settings.detector.path))
    devices: list[Path] = []
    ports: list[int] = []
    tcp = udp = False
    for secret in (settings.address, settings.sub_address):
        if secret is None:
            continue
        match parse_address(secret):
            case NetworkAddress() as address:
                is_open = address.is_encrypted and settings.trust is None  # else it brings its certificates along
                readable += map(Path, _CERTIFICATES if is_open else ())
                ports.append(address.port)
                tcp = True
                udp |= address.scheme == "rtsp" and settings.transport != "tcp"
                if not address.is_numeric:
                    # A name must be looked up: over UDP, or over TCP when the answer is long.
                    readable += map(Path, _NAMES)
                    ports.append(_DNS_PORT)
                    udp = True
            case FileAddress(path):
                readable.append(Path(path))
            case DeviceAddress(path):
                devices.append(Path(path))
                readable += map(Path, _DEVICES)
            case DemoAddress():
                pass
            case _ as never:
                assert_never(never)
    return Reach(tuple(readable), tuple(devices), tuple(ports), tcp, udp)


def _python_paths() -> list[Path]:
    """Where Python and the packages lie; never the current folder."""
    named = [*sys.path, sys.prefix, sys.base_prefix, sys.exec_prefix, *site.getsitepackages()]
    return [Path(entry) for entry in dict.fromkeys(named) if entry and Path(entry).is_absolute()]
