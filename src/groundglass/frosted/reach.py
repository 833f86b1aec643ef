"""Which machines on the network this one will talk to for somebody.

Apart because two kinds of address need the same judgement: a camera's, and where messages are sent. Somebody who may
enter an address must not thereby reach the cloud's metadata service or this server itself.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

IpAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve: TypeAlias = Callable[[str], Awaitable[tuple[IpAddress, ...]]]

# Where clouds tell a machine its secrets. Never a camera, so no setting opens them.
METADATA: Final = frozenset(
    ipaddress.ip_address(text)
    for text in (
        "169.254.169.254", "169.254.170.2", "169.254.170.23", "100.100.100.200", "168.63.129.16", "192.0.0.192",
        "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254",
    )
)  # fmt: skip
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


def unwrapped(ip: IpAddress) -> IpAddress:
    """An IPv4 address in IPv6 clothes is judged as what it reaches."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        return ip.ipv4_mapped or ip.sixtofour or ip
    return ip


def is_ours(ip: IpAddress) -> bool:
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
