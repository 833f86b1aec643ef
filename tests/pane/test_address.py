"""One reading of an address for launcher, worker and desk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import PaneError
from groundglass.pane.address import (
    DemoAddress,
    DeviceAddress,
    FileAddress,
    NetworkAddress,
    is_same_view,
    parse_address,
    shown_address,
)
from groundglass.pane.settings import SecretAddress


@pytest.mark.parametrize(
    ("text", "scheme", "host", "port", "numeric", "encrypted"),
    [
        ("rtsp://10.0.0.7/stream", "rtsp", "10.0.0.7", 554, True, False),
        ("RTSP://user:p%40ss@gate.example:8554/a?b=c", "rtsp", "gate.example", 8554, False, False),
        ("rtsps://[fe80::1%25eth0]:322/x", "rtsps", "fe80::1%25eth0", 322, True, True),
        ("http://user:p:w@cam/mjpg", "http", "cam", 80, False, False),
        ("https://192.168.1.2:8443/x.m3u8", "https", "192.168.1.2", 8443, True, True),
        ("rtmp://cam.local/live/1", "rtmp", "cam.local", 1935, False, False),
        ("rtmps://cam/live", "rtmps", "cam", 443, False, True),
    ],
)
def test_network_addresses_come_apart(
    text: str, scheme: str, host: str, port: int, numeric: bool, encrypted: bool
) -> None:
    address = parse_address(SecretAddress(text))
    assert isinstance(address, NetworkAddress)
    assert (address.scheme, address.host, address.port) == (scheme, host, port)
    assert (address.is_numeric, address.is_encrypted) == (numeric, encrypted)
    assert "p%40ss" not in repr(address)


def test_other_addresses_are_what_they_look_like() -> None:
    assert parse_address(SecretAddress("/dev/video0")) == DeviceAddress("/dev/video0")
    assert parse_address(SecretAddress(" /videos/a:b.mp4 ")) == FileAddress("/videos/a:b.mp4")
    assert parse_address(SecretAddress("demo:plaza")) == DemoAddress("plaza", ())
    assert parse_address(SecretAddress("demo:street?seed=4&faults=smoke.flame&")) == DemoAddress(
        "street", (("seed", "4"), ("faults", "smoke.flame"))
    )


@pytest.mark.parametrize(
    "text",
    [
        "ftp://a/b", "file:///etc/passwd", "concat://a|b", "rtsp://", "rtsp://host:port/", "rtsp://a:99999/",
        "rtsp://a:0/", "rtsp://a b/", "rtsp://[zz]/", "demo:", "demo:Plaza", "demo:plaza?seed=$(x)", "  ", "a\0b",
    ],
)  # fmt: skip
def test_addresses_that_cannot_be_used_are_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(PaneError) as caught:
        parse_address(SecretAddress(text.replace("//", "//user:hunter2@") if "host" in text else text))
    assert caught.value.hints
    assert "hunter2" not in str(caught.value) + "".join(caught.value.hints)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rtsp://user:pass@cam:554/a?token=1", "rtsp://***@cam:554/a?***"),
        ("rtsp://us@er:p@ss@cam/a", "rtsp://***@cam/a"),
        ("HTTP://cam/a", "http://cam/a"),
        ("/videos/a.mp4", "/videos/a.mp4"),
        ("demo:plaza?seed=1", "demo:plaza?seed=1"),
    ],
)
def test_what_is_shown_hides_what_is_secret(text: str, shown: str) -> None:
    assert shown_address(SecretAddress(text)) == shown


@given(st.text(min_size=1, max_size=80))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        parse_address(SecretAddress(text))
    except PaneError:
        pass
    shown_address(SecretAddress(text))


@given(st.text("abc:/@%", max_size=12), st.text("abc:/%", min_size=1, max_size=12))
def test_no_password_is_ever_shown(user: str, password: str) -> None:
    secret = password.replace("/", "%2F") + "S3CRET"
    assert "S3CRET" not in shown_address(SecretAddress(f"rtsp://{user.replace('/', '')}:{secret}@cam/stream"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("rtsp://a:b@cam/1", "RTSP://c:d@CAM/1", True),
        ("rtsp://cam/1", "rtsp://cam/2", False),
        ("rtsp://cam/1", None, False),
        (None, None, True),
        (" /videos/a.mp4", "/videos/a.mp4", True),
        ("/videos/a.mp4", "/videos/A.mp4", False),
    ],
)
def test_the_view_is_the_same_when_only_the_credentials_differ(one: str | None, other: str | None, same: bool) -> None:
    assert is_same_view(*(text if text is None else SecretAddress(text) for text in (one, other))) is same
