"""Which camera addresses this site will open.

A camera's address is a request this machine will make for whoever typed it. Someone who may add cameras must
not thereby reach the cloud's metadata service, this server itself, or any file of this machine.

What this cannot see: a name that means one machine now and another when the worker asks again, and redirects.
The worker's own confinement (network to its camera's port only) is the second wall.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import urlsplit

from groundglass.errors import Refused
from groundglass.frosted.reach import METADATA, IpAddress, Resolve, is_ours, resolve_name, unwrapped
from groundglass.pane.address import DemoAddress, DeviceAddress, FileAddress, NetworkAddress, parse_address
from groundglass.pane.settings import SecretAddress
from groundglass.pane.trust import TrustOrder


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What a site allows. Cameras live on private networks, so those are allowed unless the site says no.

    `own_ports` are the ports this server itself listens on. `authority` signs the certificates of encrypted cameras
    that are not trusted one by one; without it any certificate is taken from those.
    """

    allow_private: bool = True  # loopback, RFC 1918, link-local and the like
    allow_files: bool = False  # a path on this machine, played as if it were a camera
    allow_devices: bool = True  # /dev/video*
    allow_demo: bool = True  # demo:plaza and the like, drawn by the project itself
    own_ports: tuple[int, ...] = ()
    authority: TrustOrder | None = None


async def check_address(secret: SecretAddress, policy: AddressPolicy, resolve: Resolve | None = None) -> None:
    """Return when the site may open this address; `Refused` saying why not, `PaneError` when it is none.

    A name that cannot be resolved passes: the worker will report it with the cause people can act on.
    """
    address = parse_address(secret)
    match address:
        case DemoAddress():
            _require(policy.allow_demo, "this site does not show drawn scenes as cameras")
        case DeviceAddress():
            _require(policy.allow_devices, "this site does not open cameras plugged into this machine")
        case FileAddress():
            _require(
                policy.allow_files,
                "this site does not play files as cameras",
                "use an address such as rtsp://192.0.2.7/stream, or allow files in the site's settings",
            )
        case NetworkAddress():
            for ip in await (resolve or resolve_name)(address.host):
                _check_ip(unwrapped(ip), address.port, policy)
        case _:
            assert_never(address)


async def judge_of(
    untrusted_url: str, policy: AddressPolicy, resolve: Resolve | None = None
) -> Callable[[str, int], str]:
    """For talking to a device's own service: its host is looked up once, here, and each port is judged when it is
    called. The function gives the address to connect to, or raises `Refused`."""
    try:
        host = urlsplit(untrusted_url).hostname or ""
    except ValueError:
        host = ""
    found = await (resolve or resolve_name)(host) if host else ()

    def judge(wanted: str, port: int) -> str:
        if wanted != host or not found:
            raise Refused("the device's name cannot be found on the network", "use its IP address")
        for ip in found:
            _check_ip(unwrapped(ip), port, policy)
        return str(min(found, key=lambda ip: (ip.version, int(ip))))

    return judge


def _check_ip(ip: IpAddress, port: int, policy: AddressPolicy) -> None:
    _require(ip not in METADATA, "this address is not a camera's")
    _require(not (ip.is_multicast or ip == ipaddress.ip_address("255.255.255.255")), "this is no single camera")
    # Our own port is refused on whatever address of this machine: binding tells ours from others' by itself.
    if port in policy.own_ports and (ip.is_loopback or ip.is_unspecified or is_ours(ip)):
        raise Refused("this address is Groundglass itself", "enter the camera's own address")
    if not policy.allow_private:
        _require(ip.is_global, "this site does not open cameras on private networks")


def _require(allowed: bool, message: str, *hints: str) -> None:
    if not allowed:
        raise Refused(message, *hints)
