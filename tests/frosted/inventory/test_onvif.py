"""A device is asked for its streams with the password somebody typed, and only the device."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from groundglass.errors import ConfigError, GroundglassError, Refused
from groundglass.frosted.inventory.onvif import streams_of
from groundglass.frosted.web.addresses import AddressPolicy, judge_of
from tests.stands.encrypted import Encrypted
from tests.stands.onvif import OnvifCamera
from tests.stands.receivers import certificate_for

STREAMS = [
    ("sub", "H264", 640, 360, "rtsp://127.0.0.1:8554/sub"),
    ("main & more", "H265", 1920, 1080, "rtsp://127.0.0.1:8554/main?a=1"),
]


def anywhere(host: str, port: int) -> str:
    return "127.0.0.1"


async def test_streams_are_told_largest_first_with_the_password_in_their_address() -> None:
    with OnvifCamera([STREAMS[0], ("main", *STREAMS[1][1:])]) as camera:
        main, sub = await streams_of(camera.service, "desk", "correct horse", anywhere)
    assert (main.name, main.encoding, main.width, main.height) == ("main", "h265", 1920, 1080)
    assert main.address == "rtsp://desk:correct%20horse@127.0.0.1:8554/main?a=1"
    assert sub.address == "rtsp://desk:correct%20horse@127.0.0.1:8554/sub"
    assert "horse" not in repr(main)


@pytest.mark.parametrize("clock", [timedelta(days=-9000), timedelta(hours=5)])
async def test_a_camera_whose_clock_is_wrong_is_asked_in_its_own_time(clock: timedelta) -> None:
    with OnvifCamera(STREAMS[:1], clock=clock) as camera:
        (found,) = await streams_of(camera.service, "desk", "correct horse", anywhere)
    assert found.width == 640


@pytest.mark.parametrize(("user", "password"), [("desk", "wrong"), ("nobody", "correct horse"), ("", "")])
async def test_a_wrong_password_is_said_and_asked_once(user: str, password: str) -> None:
    with OnvifCamera(STREAMS) as camera, pytest.raises(Refused, match="name and password"):
        await streams_of(camera.service, user, password, anywhere)
    assert len(camera.asked) == 2  # the clock, which is open, and one question: cameras lock out who asks too often


async def test_an_address_inside_of_a_device_is_called_where_the_device_is() -> None:
    with OnvifCamera([("main", "H264", 640, 360, "rtsp://10.255.0.1/main")]) as camera:
        (found,) = await streams_of(camera.service, "desk", "correct horse", anywhere)
    assert found.address == "rtsp://desk:correct%20horse@127.0.0.1/main"


@pytest.mark.parametrize("uri", ["", "http://127.0.0.1/x", "rtsp://[::1/x"])
async def test_a_stream_without_an_address_is_said(uri: str) -> None:
    with OnvifCamera([("main", "H264", 640, 360, uri)]) as camera, pytest.raises(ConfigError, match="no address"):
        await streams_of(camera.service, "desk", "correct horse", anywhere)


async def test_a_device_without_streams_is_said() -> None:
    with OnvifCamera([]) as camera, pytest.raises(ConfigError, match="offers no stream"):
        await streams_of(camera.service, "desk", "correct horse", anywhere)


async def test_an_encrypted_service_is_asked_when_it_shows_the_certificate_that_is_trusted(tmp_path: Path) -> None:
    shown, other = certificate_for("gate.local"), certificate_for("gate.local")
    streams = [("main", "H264", 640, 360, "rtsps://127.0.0.1:322/main")]
    with OnvifCamera(streams) as camera, Encrypted(camera.port, shown, tmp_path) as encrypted:
        service = f"https://127.0.0.1:{encrypted.port}/onvif/device_service"
        (found,) = await streams_of(service, "desk", "correct horse", anywhere, shown.certificate)
        assert found.address == "rtsps://desk:correct%20horse@127.0.0.1:322/main"
        assert camera.asked == ["GetSystemDateAndTime", "GetCapabilities", "GetProfiles", "GetStreamUri"]
        heard = encrypted.heard
        for trusted, said in (
            (other.certificate, "another certificate"),
            (None, "none of its certificates"),
        ):
            with pytest.raises(GroundglassError, match=said):
                await streams_of(service, "desk", "correct horse", anywhere, trusted)
        assert encrypted.heard == heard and len(camera.asked) == 4


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """Somebody who answers every connection with these bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    wire, _ = server.accept()
                except OSError:
                    return
                with wire:
                    wire.recv(65_536)
                    wire.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/onvif/device_service"
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def http(body: bytes, status: int = 200) -> bytes:
    return f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


@pytest.mark.parametrize(
    "answer",
    [
        b"hello\r\n",
        b"",
        http(b"not xml"),
        http(b"<!DOCTYPE a><a/>"),
        http(b"x" * 300_000),
        http(b"<a/>", 302),
        http(b"<a/>", 500),
        http(b"<a/>", 404),
        http(b"<a><Media><XAddr>http://10.0.0.1/media</XAddr></Media></a>"),
        http(b"<a><Media><XAddr>https://127.0.0.1/media</XAddr></Media></a>"),
        http(b"<a><Media><XAddr>javascript:1</XAddr></Media></a>"),
        http(b"<a><UTCDateTime><Year>0</Year></UTCDateTime></a>"),
    ],
)
async def test_whatever_a_stranger_answers_ends_in_a_sentence(answer: bytes) -> None:
    with answering(answer) as service, pytest.raises(GroundglassError) as caught:
        await streams_of(service, "desk", "x", anywhere)
    assert caught.value.message and caught.value.hints is not None


@pytest.mark.parametrize("service", ["", "ftp://a/", "http://", "http://u:p@a/", "http://a:99999/", "http://a/b c"])
async def test_what_is_no_service_is_refused_before_anybody_is_called(service: str) -> None:
    with pytest.raises(ConfigError, match="no"):
        await streams_of(service, "desk", "x", anywhere)


async def test_nobody_listening_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(ConfigError, match="did not answer"):
        await streams_of(f"http://127.0.0.1:{port}/", "desk", "x", anywhere)


async def test_a_device_is_judged_as_a_camera_is() -> None:
    cloud = "http://169.254.169.254/latest"
    judge = await judge_of(cloud, AddressPolicy())
    with pytest.raises(Refused):
        judge("169.254.169.254", 80)
    ours = await judge_of("http://127.0.0.1:8420/", AddressPolicy(own_ports=(8420,)))
    assert ours("127.0.0.1", 80) == "127.0.0.1"
    with pytest.raises(Refused, match="itself"):
        ours("127.0.0.1", 8420)
    with pytest.raises(Refused):
        ours("127.0.0.2", 80)
    public = await judge_of("http://127.0.0.1/", AddressPolicy(allow_private=False))
    with pytest.raises(Refused, match="private"):
        public("127.0.0.1", 80)
    nowhere = await judge_of("http://[", AddressPolicy())
    with pytest.raises(Refused, match="found"):
        nowhere("a", 80)
