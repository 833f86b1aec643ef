"""MQTT against the mosquitto broker, read back with another client; Home Assistant's discovery."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiomqtt
import pytest

from bench.site import free_port
from groundglass.frosted.events.occurred import EventKind
from groundglass.frosted.outbound.channels import Channel, ChannelKind, Wish
from tests.frosted.incidents.happenings import ANNA, opening
from tests.frosted.outbound.conftest import House
from tests.stands.receivers import broker


@pytest.fixture
async def port(tmp_path: Path) -> AsyncIterator[int]:
    folder = tmp_path / "broker"
    folder.mkdir()
    with broker(folder) as listening:
        yield listening


async def channel_to(house: House, port: int, password: str = "secret") -> Channel:
    values = {
        "host": "127.0.0.1",
        "port": port,
        "user": "desk",
        "password": password,
        "topic": "site/gg",
        "discovery": "homeassistant",
    }
    return await house.outbound.channels.add(ChannelKind.MQTT, "Home", Wish(), values, enabled=True)


async def heard(port: int, wanted: set[str], listens: asyncio.Event | None = None) -> dict[str, Any]:
    """Messages by topic, until every wanted topic was heard; retained ones come at once. `listens` is set when the
    others are kept for us too."""
    found: dict[str, Any] = {}
    async with asyncio.timeout(60), aiomqtt.Client("127.0.0.1", port, username="desk", password="secret") as client:
        await client.subscribe("#", qos=1)
        if listens is not None:
            listens.set()
        async for message in client.messages:
            assert isinstance(message.payload, bytes)
            text = message.payload.decode()
            found[str(message.topic)] = json.loads(text) if text.startswith("{") else text
            if wanted <= found.keys():
                return found
    raise AssertionError("unreachable: the client listens until it is told to stop")


async def test_events_and_incidents_are_published_and_home_assistant_finds_them(house: House, port: int) -> None:
    channel = await channel_to(house, port)
    own = f"homeassistant/event/groundglass-{channel.id}"
    topics = {"site/gg/camera/gate/event", "site/gg/incident", "site/gg/status", f"{own}/gate/config"}
    listens = asyncio.Event()
    hearing = asyncio.create_task(heard(port, topics, listens))
    await listens.wait()
    async with house.running():
        house.events.happen(EventKind.SMOKE)
        number = (await house.desk.open(opening(0), ANNA)).number
        found = await hearing
    assert found["site/gg/status"] == "online"
    event, incident = found["site/gg/camera/gate/event"], found["site/gg/incident"]
    assert (event["event_type"], event["level"], event["camera"]) == ("smoke", "alarm", "gate")
    assert (incident["event_type"], incident["incident"]) == ("opened", number)
    config = found[f"{own}/gate/config"]
    assert config["state_topic"] == "site/gg/camera/gate/event"
    assert config["availability_topic"] == "site/gg/status"
    assert event["event_type"] in config["event_types"]
    assert config["device"]["name"] == "North gate"


async def test_the_broker_says_that_we_are_gone(house: House, port: int) -> None:
    await channel_to(house, port)
    async with house.running():
        await heard(port, {"site/gg/status"})
    assert (await heard(port, {"site/gg/status"}))["site/gg/status"] == "offline"


async def test_a_broker_that_is_away_gets_everything_when_it_is_back(house: House, tmp_path: Path) -> None:
    port = free_port()
    channel = await channel_to(house, port)
    async with house.running():
        for _ in range(5):
            house.events.happen()
        async with asyncio.timeout(60):
            while not [
                one for one in await house.outbound.outbox.list(channel.id, "waiting", None, 10) if one.attempts
            ]:
                await asyncio.sleep(0.02)
        folder = tmp_path / "late"
        folder.mkdir()
        with broker(folder, port):
            async with asyncio.timeout(60):
                while len(await house.outbound.outbox.list(channel.id, "sent", None, 10)) < 5:
                    await asyncio.sleep(0.02)


async def test_a_wrong_password_waits_and_says_so(house: House, port: int) -> None:
    channel = await channel_to(house, port, "wrong")
    async with house.running():
        house.events.happen()
        async with asyncio.timeout(60):
            while (
                not (found := await house.outbound.outbox.list(channel.id, "waiting", None, 1)) or not found[0].trouble
            ):
                await asyncio.sleep(0.02)
    assert "broker" in found[0].trouble
