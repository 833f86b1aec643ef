"""Which camera addresses a site opens, and which it does not."""

from __future__ import annotations

import ipaddress

import pytest

from groundglass.errors import GroundglassError, Refused
from groundglass.frosted.reach import IpAddress, is_ours, resolve_name
from groundglass.frosted.web.addresses import AddressPolicy, check_address
from groundglass.pane.settings import SecretAddress

OPEN = AddressPolicy(own_ports=(8420,))
CLOSED = AddressPolicy(allow_private=False, allow_devices=False, allow_demo=False, own_ports=(8420,))

NAMES = {
    "cam.example": "203.0.113.7",
    "cam.public": "8.8.8.8",
    "cam.private": "10.1.2.3",
    "rebound.example": "127.0.0.1",
    "metadata.example": "169.254.169.254",
}


async def resolve(host: str) -> tuple[IpAddress, ...]:
    if host in NAMES:
        return (ipaddress.ip_address(NAMES[host]),)
    return await resolve_name(host) if host.replace(".", "").replace(":", "").isalnum() else ()


@pytest.mark.parametrize(
    "address",
    [
        "rtsp://10.0.0.9/stream",
        "rtsp://user:secret@192.168.1.20:554/Streaming/Channels/101",
        "rtsps://cam.private/1",
        "http://127.0.0.1:8421/mjpeg",
        "https://cam.public/hls.m3u8",
        "rtmp://[fd00::7]/live",
        "demo:plaza?seed=1",
        "/dev/video0",
        "rtsp://no-such-name.invalid/stream",
    ],
)
async def test_a_camera_is_opened(address: str) -> None:
    await check_address(SecretAddress(address), OPEN, resolve)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8420/api/v1/site",
        "http://localhost:8420/",
        "http://[::1]:8420/",
        "http://[::ffff:127.0.0.1]:8420/",
        "http://0.0.0.0:8420/",
        "http://2130706433:8420/",
        "http://rebound.example:8420/",
    ],
)
async def test_the_server_never_opens_itself(address: str) -> None:
    with pytest.raises(Refused, match="Groundglass itself"):
        await check_address(SecretAddress(address), OPEN, resolve)


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://metadata.example/latest",
        "http://[::ffff:169.254.169.254]/latest",
        "http://[fd00:ec2::254]/latest",
        "http://[64:ff9b::a9fe:a9fe]/latest",
        "http://169.254.170.2/v2/credentials",
        "http://100.100.100.200/latest/meta-data/",
        "rtsp://239.1.2.3/stream",
        "rtsp://[ff02::1]/stream",
        "rtsp://255.255.255.255/stream",
    ],
)
async def test_what_is_never_a_camera_is_never_opened(address: str) -> None:
    with pytest.raises(Refused):
        await check_address(SecretAddress(address), OPEN, resolve)


@pytest.mark.parametrize(
    "address", ["/etc/passwd", "file:///etc/passwd", "../secret.mp4", "file:/etc/passwd", "/dev/mem", "gopher://x/1"]
)
async def test_files_are_not_opened_unless_the_site_says_so(address: str) -> None:
    with pytest.raises(GroundglassError):
        await check_address(SecretAddress(address), OPEN, resolve)


async def test_a_site_may_allow_files() -> None:
    await check_address(SecretAddress("/srv/footage.mp4"), AddressPolicy(allow_files=True), resolve)


@pytest.mark.parametrize(
    "address",
    [
        "rtsp://10.0.0.9/stream",
        "rtsp://cam.private/stream",
        "rtsp://127.0.0.1/stream",
        "rtsp://[::ffff:10.0.0.9]/stream",
        "rtsp://[fe80::1]/stream",
        "rtsp://100.64.0.1/stream",
        "demo:plaza",
        "/dev/video0",
    ],
)
async def test_a_site_may_close_private_networks_devices_and_scenes(address: str) -> None:
    with pytest.raises(Refused):
        await check_address(SecretAddress(address), CLOSED, resolve)


async def test_a_public_camera_passes_a_closed_site() -> None:
    await check_address(SecretAddress("rtsp://cam.public/stream"), CLOSED, resolve)


async def test_no_refusal_quotes_the_password() -> None:
    for address in ("http://u:hunter2@127.0.0.1:8420/", "gopher://u:hunter2@x/", "rtsp://u:hunter2@/"):
        with pytest.raises(GroundglassError) as refused:
            await check_address(SecretAddress(address), OPEN, resolve)
        assert "hunter2" not in str(refused.value) + "".join(refused.value.hints)


async def test_our_port_on_another_machine_is_a_camera() -> None:
    assert is_ours(ipaddress.ip_address("127.0.0.1"))
    assert not is_ours(ipaddress.ip_address("192.0.2.7"))
    assert not is_ours(ipaddress.ip_address("2001:db8::7"))
    await check_address(SecretAddress("http://192.0.2.7:8420/mjpeg"), OPEN, resolve)


async def test_a_name_means_its_addresses_or_nothing() -> None:
    assert ipaddress.ip_address("127.0.0.1") in await resolve_name("127.0.0.1")
    assert await resolve_name("no-such-name.invalid") == ()
    assert await resolve_name("." * 300) == ()
