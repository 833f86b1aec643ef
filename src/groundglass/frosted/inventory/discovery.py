"""Who answers on this machine's own networks: ONVIF cameras by WS-Discovery, and cameras plugged into the machine.

One question to a group address on each network, and a few seconds of listening. No address is tried one by one, no port
is knocked at and no password is guessed: what does not answer is not found, and that is said. What a device says of
itself is shown as it says it and believed in nothing; the address it is reached by is the one it answered from.

Source: OASIS WS-Discovery (2005-04, as ONVIF Core asks for), sections 4 and 5.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import struct
import uuid
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from groundglass.errors import ConfigError
from groundglass.frosted.inventory.soap import envelope, every, parse_xml, text_of

GROUP: Final = ("239.255.255.250", 3702)
LISTEN_S: Final = 3.0
ASK_TWICE_S: Final = 0.5
MAX_DEVICES: Final = 500
MAX_DATAGRAM: Final = 65_535
_ADDRESSING: Final = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
_DISCOVERY: Final = "http://schemas.xmlsoap.org/ws/2005/04/discovery"
_GET_ADDRESS, _GET_MASK = 0x8915, 0x891B  # SIOCGIFADDR, SIOCGIFNETMASK


@dataclass(frozen=True, slots=True)
class Network:
    """A network this machine is in: the name of its interface, our address there, and how far it goes."""

    interface: str
    own: str
    reach: str


@dataclass(frozen=True, slots=True)
class Device:
    """Something that answered. `service` is where its ONVIF service is, or "" for a camera plugged in; `path` is the
    latter's. `name` and `hardware` are what it says of itself."""

    ip: str
    name: str
    hardware: str
    service: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """What was asked, and who answered. `failed` are networks that could not be asked."""

    networks: tuple[Network, ...]
    failed: tuple[str, ...]
    devices: tuple[Device, ...]


def networks() -> tuple[Network, ...]:
    """The IPv4 networks of this machine, its own loopback among them."""
    import fcntl  # Linux and macOS; there is no discovery elsewhere

    found: list[Network] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            request = struct.pack("256s", name.encode()[:15])
            try:
                own, mask = (
                    socket.inet_ntoa(fcntl.ioctl(asking.fileno(), code, request)[20:24])
                    for code in (_GET_ADDRESS, _GET_MASK)
                )
            except OSError:
                continue  # an interface without an IPv4 address
            reach = str(ipaddress.ip_network(f"{own}/{mask}", strict=False))
            found.append(Network(name, own, reach))
    return tuple(found)


def plugged_in(folder: Path = Path("/sys/class/video4linux")) -> tuple[Device, ...]:
    """Cameras plugged into this machine, by the names their drivers give. Each camera once: its first device."""
    found: dict[str, Device] = {}
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: (len(entry.name), entry.name))
    except OSError:
        return ()
    for entry in entries:
        try:
            name = (entry / "name").read_text(encoding="utf-8", errors="replace").strip()[:120]
        except OSError:
            name = entry.name
        found.setdefault(name, Device("", name, "USB", "", f"/dev/{entry.name}"))
    return tuple(found.values())


async def scan(
    asked: Sequence[Network] | None = None,
    *,
    listen_s: float = LISTEN_S,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Scan:
    """Ask every network and listen. A network that cannot be asked is named in `failed` and stops no other."""
    asked = networks() if asked is None else asked
    answers: dict[str, Device] = {}
    failed: list[str] = []
    with contextlib.ExitStack() as open_sockets:
        ears: list[socket.socket] = []
        for network in asked:
            try:
                ears.append(open_sockets.enter_context(_ask(network.own)))
            except OSError:
                failed.append(network.interface)
        loop = asyncio.get_running_loop()
        for ear in ears:
            loop.add_reader(ear.fileno(), _hear, ear, answers)
        try:
            await sleep(ASK_TWICE_S)
            for ear in ears:  # once more: a datagram may be lost, and some cameras sleep
                with contextlib.suppress(OSError):
                    ear.sendto(_probe(), GROUP)
            await sleep(max(listen_s - ASK_TWICE_S, 0.0))
        finally:
            for ear in ears:
                loop.remove_reader(ear.fileno())
    devices = sorted(answers.values(), key=lambda one: int(ipaddress.IPv4Address(one.ip)))
    return Scan(tuple(asked), tuple(failed), (*plugged_in(), *devices))


def _ask(own: str) -> socket.socket:
    ear = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        ear.setblocking(False)
        ear.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(own))
        ear.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
        ear.bind((own, 0))
        ear.sendto(_probe(), GROUP)
    except OSError:
        ear.close()
        raise
    return ear


def _hear(ear: socket.socket, answers: dict[str, Device]) -> None:
    try:
        untrusted, (ip, _) = ear.recvfrom(MAX_DATAGRAM)
    except OSError:
        return  # the socket told of data and had none
    for device in devices_of(untrusted, ip):
        if len(answers) < MAX_DEVICES or device.ip in answers:
            answers[device.ip] = device


def devices_of(untrusted: bytes, ip: str) -> tuple[Device, ...]:
    """The cameras in an answer that came from `ip`; none where it is no answer. Never raises."""
    try:
        root = parse_xml(untrusted)
    except ConfigError:
        return ()
    found = []
    for match in every(root, "ProbeMatch"):
        services = [one for one in text_of(match, "XAddrs").split() if _is_service(one, ip)]
        if services:
            scopes = text_of(match, "Scopes").split()
            found.append(Device(ip, _scope(scopes, "name"), _scope(scopes, "hardware"), services[0]))
    return tuple(found[:1])


def _is_service(url: str, ip: str) -> bool:
    """Whether a service is where its device answered from: a device speaks for itself and for nobody else."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and parts.hostname == ip and parts.port != 0
    except ValueError:
        return False


def _scope(scopes: Iterable[str], what: str) -> str:
    """`onvif://www.onvif.org/name/Gate%20camera` -> "Gate camera"."""
    for scope in scopes:
        before, _, value = scope.partition(f"/{what}/")
        if before.lower().startswith("onvif://") and value:
            return "".join(c for c in unquote(value, errors="replace") if c.isprintable())[:120]
    return ""


def _probe() -> bytes:
    header = (
        f'<a:Action xmlns:a="{_ADDRESSING}">{_DISCOVERY}/Probe</a:Action>'
        f'<a:MessageID xmlns:a="{_ADDRESSING}">uuid:{uuid.uuid4()}</a:MessageID>'
        f'<a:To xmlns:a="{_ADDRESSING}">urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>'
    )
    kinds = 'xmlns:n="http://www.onvif.org/ver10/network/wsdl">n:NetworkVideoTransmitter'
    return envelope(f'<d:Probe xmlns:d="{_DISCOVERY}"><d:Types {kinds}</d:Types></d:Probe>', header)
