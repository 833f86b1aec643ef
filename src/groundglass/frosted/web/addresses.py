"""Which camera addresses this site will open.

A camera's address is a request this machine will make for whoever typed it. Someone who may add cameras must
not thereby reach the cloud's metadata service, this server itself, or any file of this machine.

What this cannot see: a name that means one machine now and another when the worker asks again, and redirects.
The worker's own confinement (network to its camera's port only) is the second wall.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never

from groundglass.errors import Refused
from groundglass.pane.address import DemoAddress, DeviceAddress, FileAddress, NetworkAddress, parse_address
from groundglass.pane.settings import SecretAddress

IpAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve: TypeAlias = Callable[[str], Awaitable[tuple[IpAddress, ...]]]

# Where clouds tell a machine its secrets. Never a camera, so no setting opens them.
_METADATA: Final = frozenset(
    ipaddress.ip_address(text)
    for text in (
        "169.254.169.254", "169.254.170.2", "169.254.170.23", "100.100.100.200", "168.63.129.16", "192.0.0.192",
        "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254",
    )
)  # fmt: skip
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What a site allows. Cameras live on private networks, so those are allowed unless the site says no.

    `own_ports` are the ports this server itself listens on.
    """

    allow_private: bool = True  # loopback, RFC 1918, link-local and the like
    allow_files: bool = False  # a path on this machine, played as if it were a camera
    allow_devices: bool = True  # /dev/video*
    allow_demo: bool = True  # demo:plaza and the like, drawn by the project itself
    own_ports: tuple[int, ...] = ()


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
                _check_ip(_unwrapped(ip), address.port, policy)
        case _:
            assert_never(address)


def _check_ip(ip: IpAddress, port: int, policy: AddressPolicy) -> None:
    _require(ip not in _METADATA, "this address is not a camera's")
    _require(not (ip.is_multicast or ip == ipaddress.ip_address("255.255.255.255")), "this is no single camera")
    # Our own port is refused on whatever address of this machine: binding tells ours from others' by itself.
    if port in policy.own_ports and (ip.is_loopback or ip.is_unspecified or _is_ours(ip)):
        raise Refused("this address is Groundglass itself", "enter the camera's own address")
    if not policy.allow_private:
        _require(ip.is_global, "this site does not open cameras on private networks")


def _unwrapped(ip: IpAddress) -> IpAddress:
    """An IPv4 address in IPv6 clothes is judged as what it reaches."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        return ip.ipv4_mapped or ip.sixtofour or ip
    return ip


def _is_ours(ip: IpAddress) -> bool:
    """Whether an address is one of this machine's: only then can it be bound. Nothing is sent."""
    family = socket.AF_INET if ip.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as ours:
            ours.bind((str(ip), 0))
    except OSError:
        return False
    return True


async def resolve_name(host: str) -> tuple[IpAddress, ...]:
    """All addresses a name means now; none when it means nothing."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple({ipaddress.ip_address(str(where[4][0]).partition("%")[0]) for where in found})


def _require(allowed: bool, message: str, *hints: str) -> None:
    if not allowed:
        raise Refused(message, *hints)
