"""Cursor on Target over TCP and TLS: cameras as sensors with their view, markers that go stale."""

from __future__ import annotations

import asyncio
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path
from typing import Any

from groundglass.frosted.outbound.channels import Channel, ChannelKind, Wish
from groundglass.frosted.outbound.geography import Spot
from tests.frosted.incidents.happenings import ANNA, opening
from tests.frosted.outbound.conftest import House
from tests.stands.receivers import certificate_for, listening

GATE = Spot(48.137154, 11.576124, 520.0, 135.0, 70.0, 60)


async def channel_to(house: House, port: int, **more: Any) -> Channel:
    values = {"host": "localhost", "port": port, **more}
    return await house.outbound.channels.add(ChannelKind.COT, "Map", Wish(), values, enabled=True)


def events(stream: bytes) -> dict[str, ET.Element]:
    """The events of a stream by uid; every one must be well formed."""
    parts = [part for part in stream.split(b"<?xml version='1.0' encoding='utf-8'?>") if part.strip()]
    read = [ET.fromstring(part) for part in parts]
    return {event.get("uid", ""): event for event in read}


def lasts_s(event: ET.Element) -> float:
    begin, end = (datetime.fromisoformat(event.get(name, "")) for name in ("start", "stale"))
    return (end - begin).total_seconds()


async def test_a_camera_is_a_sensor_and_an_incident_a_marker_that_goes_stale(house: House) -> None:
    await house.outbound.geography.put("gate", GATE)
    async with listening() as listener:
        await channel_to(house, listener.port)
        async with house.running():
            number = (await house.desk.open(opening(0, is_exercise=True), ANNA)).number
            for mark in (b"groundglass-camera-gate", f"incident-{number}".encode() + b'"'):
                await listener.until(mark)
            async with asyncio.timeout(60):
                while not listener.got.rstrip().endswith(b"</event>"):  # its rest may still be on the way
                    await asyncio.sleep(0.01)
            found = events(bytes(listener.got))
    camera, marker = found["groundglass-camera-gate"], found[f"groundglass-incident-{number}"]
    assert (camera.get("version"), camera.get("type")) == ("2.0", "b-m-p-s-p-loc")
    sensor, point, contact = camera.find("detail/sensor"), camera.find("point"), marker.find("detail/contact")
    assert sensor is not None
    assert point is not None
    assert contact is not None
    assert (sensor.get("azimuth"), sensor.get("fov"), sensor.get("range")) == ("135", "70", "60")
    assert (point.get("lat"), point.get("lon"), point.get("hae")) == ("48.1371540", "11.5761240", "520.0")
    assert contact.get("callsign", "").startswith("EXERCISE ")
    assert lasts_s(camera) == 180
    assert lasts_s(marker) == 120


async def test_a_connection_that_broke_is_made_again(house: House) -> None:
    await house.outbound.geography.put("gate", GATE)
    async with listening() as listener:
        await channel_to(house, listener.port)
        async with house.running():
            house.events.happen()
            await listener.until(b"-e1")
            listener.drop()
            house.events.happen()
            await listener.until(b"-e2")


async def test_over_tls_both_sides_show_who_they_are(house: House, tmp_path: Path) -> None:
    await house.outbound.geography.put("gate", GATE)
    theirs, ours = certificate_for("localhost"), certificate_for("groundglass")
    context = theirs.server_context(tmp_path, clients_of=ours.certificate)
    async with listening(context) as listener:
        await channel_to(
            house, listener.port, tls=True, ca=theirs.certificate, certificate=ours.certificate, key=ours.key
        )
        async with house.running():
            house.events.happen()
            assert b"-e1" in await listener.until(b"-e1")


async def test_a_server_with_another_certificate_gets_nothing(house: House, tmp_path: Path) -> None:
    await house.outbound.geography.put("gate", GATE)
    async with listening(certificate_for("localhost").server_context(tmp_path)) as listener:
        channel = await channel_to(house, listener.port, tls=True, ca=certificate_for("localhost").certificate)
        async with house.running():
            house.events.happen()
            async with asyncio.timeout(60):
                while (
                    not (found := await house.outbound.outbox.list(channel.id, "waiting", None, 1))
                    or not found[0].trouble
                ):
                    await asyncio.sleep(0.02)
        assert "certificate" in found[0].trouble
        assert listener.got == b""


async def test_a_camera_without_a_position_cannot_be_shown_and_says_so(house: House) -> None:
    async with listening() as listener:
        channel = await channel_to(house, listener.port)
        async with house.running():
            house.events.happen()
            async with asyncio.timeout(60):
                while not (found := await house.outbound.outbox.list(channel.id, "dead", None, 1)):
                    await asyncio.sleep(0.02)
    assert "position" in found[0].trouble
