"""Whom the workers of a site are told to believe."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from groundglass.cli.run import authority_of
from groundglass.clock import SystemClock
from groundglass.config.site import AddressSection
from groundglass.engine.house import ServerPlan, open_house
from groundglass.errors import ConfigError
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.inventory.certificates import trust_of
from groundglass.pane.settings import SecretAddress
from tests.stands.receivers import certificate_for

PLAIN = SecretAddress("rtsp://gate.example/1")


async def test_a_cameras_own_certificate_goes_before_the_sites_authority_and_plain_cameras_need_neither(
    tmp_path: Path,
) -> None:
    own, authority = certificate_for("gate"), certificate_for("authority")
    (tmp_path / "cameras-ca.pem").write_text(authority.certificate * 2)
    plan = ServerPlan(
        tmp_path / "data",
        authority=authority_of(AddressSection(authority="cameras-ca.pem"), tmp_path / "site.toml"),
    )
    encrypted = CameraSettings(SecretAddress("rtsps://gate.example/1"))
    async with open_house(plan, SystemClock()) as house:
        cameras = house.archive.cameras
        for name, settings, expected in (
            ("signed", encrypted, plan.authority),
            ("trusted", replace(encrypted, certificate=own.certificate), trust_of(own.certificate)),
            ("plain", CameraSettings(PLAIN), None),
            (
                "small",
                replace(encrypted, address=SecretAddress("rtsp://a/1"), sub_address=encrypted.address),
                plan.authority,
            ),
        ):
            record = await cameras.add(name, settings)
            assert (await house.worker_settings(record.id)).trust == expected, name
    assert plan.authority is not None and plan.authority.name is None


def test_an_authority_that_cannot_be_read_stops_the_server_instead_of_trusting_anybody(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    assert authority_of(AddressSection(), site) is None
    (tmp_path / "key.pem").write_text(certificate_for("authority").key)
    with pytest.raises(ConfigError, match="no certificate"):
        authority_of(AddressSection(authority="key.pem"), site)
