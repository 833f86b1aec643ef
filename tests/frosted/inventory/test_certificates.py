"""Certificates of cameras: what is seen of them, what is said to whoever shows one, and what a worker is told."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from groundglass.errors import ConfigError, PaneError, Refused, SourceError
from groundglass.frosted.inventory.certificates import certificate_at, fingerprint, read_certificate, trust_of
from groundglass.pane.address import NetworkAddress, parse_address
from groundglass.pane.settings import SecretAddress
from tests.stands.encrypted import Encrypted
from tests.stands.http_camera import HttpCamera
from tests.stands.receivers import certificate_for


def at(url: str) -> NetworkAddress:
    address = parse_address(SecretAddress(url))
    assert isinstance(address, NetworkAddress)
    return address


def anywhere(host: str, port: int) -> str:
    return "127.0.0.1"


async def test_the_certificate_a_camera_shows_is_seen_and_nothing_is_said_to_it(tmp_path: Path) -> None:
    shown = certificate_for("gate.local")
    with HttpCamera(sign_in="basic") as camera, Encrypted(camera.port, shown, tmp_path) as encrypted:
        for url in (f"rtsps://viewer:glass@127.0.0.1:{encrypted.port}/a", f"https://gate.local:{encrypted.port}/a"):
            found = await certificate_at(at(url), anywhere)
            assert found.pem == shown.certificate
            assert found.fingerprint == fingerprint(ssl.PEM_cert_to_DER_cert(shown.certificate))
            assert (found.subject, found.issuer, found.name) == ("gate.local", "gate.local", "gate.local")
            assert found.obstacle(datetime.now(UTC)) == "none"
        assert encrypted.heard == 0


async def test_who_shows_no_certificate_is_told_apart(tmp_path: Path) -> None:
    with HttpCamera() as camera:
        with pytest.raises(SourceError, match="no encrypted connection"):
            await certificate_at(at(f"https://127.0.0.1:{camera.port}/"), anywhere)
        with pytest.raises(ConfigError, match="not encrypted"):
            await certificate_at(at(f"http://127.0.0.1:{camera.port}/"), anywhere)


async def test_an_address_this_site_does_not_open_is_not_looked_at() -> None:
    def nobody(host: str, port: int) -> str:
        raise Refused("not here")

    with pytest.raises(Refused, match="not here"):
        await certificate_at(at("https://169.254.169.254/"), nobody)


def test_a_worker_is_told_to_look_for_what_the_certificate_is_made_out_to() -> None:
    ip = x509.IPAddress(ipaddress.ip_address("10.0.0.7"))
    cases: tuple[tuple[str, list[x509.GeneralName] | None, str], ...] = (
        ("gate", None, "gate"),
        ("ACME camera", [], "ACME camera"),
        ("x", [x509.DNSName("*.cameras.example")], "camera.cameras.example"),
        ("x", [ip], "10.0.0.7"),
        ("x", [ip, x509.DNSName("gate.example")], "gate.example"),
    )
    for name, others, wanted in cases:
        made = certificate_for(name, alternatives=others)
        assert trust_of(made.certificate).name == wanted
        assert trust_of(made.certificate).certificates == made.certificate


def test_what_a_worker_cannot_be_held_to_is_said_beforehand() -> None:
    now = datetime.now(UTC)
    good = read_certificate(certificate_for("gate").certificate)
    assert good.obstacle(now) == "none"
    assert good.obstacle(now + timedelta(days=2)) == "over"
    assert good.obstacle(now - timedelta(days=2)) == "early"
    nameless = certificate_for("", alternatives=[])
    assert read_certificate(nameless.certificate).obstacle(now) == "nameless"
    assert trust_of(nameless.certificate).name == "nobody.invalid"


def test_only_one_certificate_and_nothing_beside_it_is_taken() -> None:
    made = certificate_for("gate")
    for text in (
        "",
        "gate",
        made.key,
        made.certificate + made.key,
        made.certificate + made.certificate,
        made.certificate.replace("MII", "AAA", 1),
        made.certificate + "x" * 300_000,
    ):
        with pytest.raises(PaneError):
            read_certificate(text)
