"""Cameras are found by asking, and a device speaks for itself and for nobody else."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.frosted.inventory.discovery import (
    MAX_DEVICES,
    Device,
    Network,
    _hear,
    devices_of,
    networks,
    plugged_in,
    scan,
)
from tests.stands.onvif import OnvifCamera

LOOPBACK = Network("lo", "127.0.0.1", "127.0.0.0/8")


async def test_a_camera_that_answers_is_found_with_its_name() -> None:
    with OnvifCamera([], is_found=True) as camera:
        found = await scan([LOOPBACK], listen_s=1.0)
        (device,) = [one for one in found.devices if one.ip]
    assert (device.ip, device.name, device.hardware) == ("127.0.0.1", "Gate camera", "Drawn-1")
    assert device.service == camera.service
    assert found.networks == (LOOPBACK,)


async def test_a_network_that_cannot_be_asked_stops_no_other() -> None:
    with OnvifCamera([], is_found=True):
        found = await scan([Network("gone", "203.0.113.9", "203.0.113.0/24"), LOOPBACK], listen_s=1.0)
    assert found.failed == ("gone",)
    assert [one.ip for one in found.devices if one.ip] == ["127.0.0.1"]


def test_this_machines_networks_are_known() -> None:
    assert "127.0.0.1" in {one.own for one in networks()}
    assert all("/" in one.reach for one in networks())


def test_a_camera_plugged_in_is_shown_once(tmp_path: Path) -> None:
    for number, name in enumerate(["HD Webcam", "HD Webcam", "Capture"]):
        (tmp_path / f"video{number}").mkdir()
        (tmp_path / f"video{number}" / "name").write_text(name + "\n")
    (tmp_path / "video10").mkdir()
    found = [(one.name, one.path) for one in plugged_in(tmp_path)]
    assert found == [("HD Webcam", "/dev/video0"), ("Capture", "/dev/video2"), ("video10", "/dev/video10")]
    assert plugged_in(tmp_path / "none") == ()


def match(services: str, scopes: str = "") -> bytes:
    return f"<a><ProbeMatch><Scopes>{scopes}</Scopes><XAddrs>{services}</XAddrs></ProbeMatch></a>".encode()


@pytest.mark.parametrize(
    "services",
    [
        "", "http://192.0.2.8/onvif", "ftp://192.0.2.7/", "http://169.254.169.254/latest", "http://[192.0.2.7/",
        "http://192.0.2.7:0/",
    ],
)  # fmt: skip
def test_a_device_that_names_somebody_else_is_not_shown(services: str) -> None:
    assert devices_of(match(services), "192.0.2.7") == ()


def test_names_are_bounded_and_printable() -> None:
    scopes = "onvif://www.onvif.org/name/%00%1b" + "a" * 500
    (device,) = devices_of(match("http://192.0.2.7/onvif", scopes), "192.0.2.7")
    assert device.name == "a" * 120


def test_one_answer_is_one_device() -> None:
    twice = b"<a>" + match("http://192.0.2.7/1") + match("http://192.0.2.7/2") + b"</a>"
    assert [one.service for one in devices_of(twice, "192.0.2.7")] == ["http://192.0.2.7/1"]


@pytest.mark.parametrize(
    "untrusted",
    [
        b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>',
        b"<a" + b"x" * 300_000,
        b"<a>" + b"<b/>" * 20_000 + b"</a>",
        b"<a",
        b"",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
    ],
)
def test_what_is_no_answer_is_nobody(untrusted: bytes) -> None:
    assert devices_of(untrusted, "192.0.2.7") == ()


@given(st.binary(max_size=300))
def test_any_bytes_are_an_answer_or_nobody(untrusted: bytes) -> None:
    for device in devices_of(untrusted, "192.0.2.7"):
        assert device.ip == "192.0.2.7"


def test_a_flood_of_answers_is_bounded() -> None:
    answers = {
        f"10.0.{n // 250}.{n % 250}": Device(f"10.0.{n // 250}.{n % 250}", "", "", "x") for n in range(MAX_DEVICES)
    }
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mouth,
    ):
        ear.bind(("127.0.0.1", 0))
        mouth.sendto(match("http://127.0.0.1/onvif"), ear.getsockname())
        _hear(ear, answers)
    assert len(answers) == MAX_DEVICES
