"""Reports over the mosquitto broker: kept before the broker hears that they were, and none lost while we are away."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import aiomqtt
import pytest

from groundglass.clock import SystemClock
from groundglass.errors import ConfigError, StoreFull
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.events.occurred import EventId, EventKind, EventOccurred, Level, Phase
from groundglass.frosted.inbound.mqtt import MqttEar, ears
from groundglass.frosted.outbound.channels import Channel, ChannelKind, Wish
from groundglass.frosted.outbound.wire import ReachPolicy
from groundglass.frosted.store.camera_table import CameraTable
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.sitekey import SiteKey
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.settings import SecretAddress
from tests.frosted.outbound.conftest import open_outbound
from tests.stands.receivers import broker

CLOCK = SystemClock()
PANIC = "zigbee/panic ; Panic button ; alarm ; hall ; action=single"


@dataclass
class Events:
    """Events of a site that may be full; the real log's keys are tests/frosted/events' claim."""

    kept: list[EventOccurred] = field(default_factory=list)
    refusals: int = 0

    async def report(
        self, name: str, *, level: Level, camera: CameraId | None, at: Instant90k | None, key: str | None,
        is_exercise: bool,
    ) -> EventOccurred:  # fmt: skip
        if self.refusals:
            self.refusals -= 1
            raise StoreFull("the report cannot be kept", "look at the disk")
        when = at or Instant90k(CLOCK.now_90k())
        number = EventId(len(self.kept) + 1)
        event = EventOccurred(
            number, EventKind.OUTSIDE, Phase.ONCE, when, level, when, name, camera, is_exercise=is_exercise
        )
        self.kept.append(event)
        return event

    async def until(self, count: int) -> list[str]:
        async with asyncio.timeout(60):
            while len(self.kept) < count:
                await asyncio.sleep(0.01)
        return [event.name for event in self.kept]


@pytest.fixture
async def port(tmp_path: Path) -> AsyncIterator[int]:
    folder = tmp_path / "broker"
    folder.mkdir()
    with broker(folder) as listening:
        yield listening


async def known() -> frozenset[str]:
    return frozenset({"hall"})


def channel_to(port: int, **more: object) -> Channel:
    settings = {"host": "127.0.0.1", "port": port, "user": "desk", "reports": "site/report", "inputs": [PANIC], **more}
    return Channel("c1", ChannelKind.MQTT, "Home", True, Wish(), settings, {"password": "secret"})


class Listening:
    """An ear at work for the length of a block."""

    def __init__(self, channel: Channel, events: Events) -> None:
        self.ear = MqttEar(channel, ReachPolicy(), events, known, CLOCK)

    async def __aenter__(self) -> MqttEar:
        self._task = asyncio.create_task(self.ear.listen())
        return self.ear

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


async def say(port: int, *messages: tuple[str, str], retain: bool = False) -> None:
    async with aiomqtt.Client("127.0.0.1", port, username="desk", password="secret") as client:
        for topic, text in messages:
            await client.publish(topic, text, qos=1, retain=retain)


async def say_until(port: int, is_heard: Callable[[], bool], topic: str, text: str) -> None:
    """The broker keeps nothing for whoever has not subscribed yet, so say it until it is heard."""
    async with asyncio.timeout(60):
        while not is_heard():
            await say(port, (topic, text))
            await asyncio.sleep(0.05)


async def listening_to(port: int, events: Events) -> None:
    """Wait until the ear has subscribed, and forget what that took. The broker keeps the order, so nothing is heard
    after the farewell that was said before it."""
    await say_until(port, lambda: bool(events.kept), "site/report", '{"name": "hello"}')
    await say(port, ("site/report", '{"name": "farewell"}'))
    async with asyncio.timeout(60):
        while events.kept[-1].name != "farewell":
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)  # its receipt, sent by this very loop, is on the way
    events.kept.clear()


async def test_reports_and_inputs_become_events(port: int) -> None:
    events = Events()
    async with Listening(channel_to(port), events):
        await listening_to(port, events)
        report = json.dumps({"name": "Fire panel", "level": "warning", "exercise": True})
        await say(port, ("site/report", report), ("zigbee/panic", '{"action": "single"}'), ("zigbee/panic", "{}"))
        assert await events.until(2) == ["Fire panel", "Panic button"]
    panel, panic = events.kept
    assert (panel.level, panel.camera, panel.is_exercise) == (Level.WARNING, None, True)
    assert (panic.level, panic.camera, panic.is_exercise) == (Level.ALARM, "hall", False)


async def test_what_is_no_report_is_counted_and_the_next_one_is_taken(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    events = Events()
    async with Listening(channel_to(port), events) as ear:
        await listening_to(port, events)
        with caplog.at_level(logging.WARNING):
            await say(port, ("site/report", "ring ring"), ("site/report", '{"name": "After it"}'))
            assert await events.until(1) == ["After it"]
    assert ear.refused_total == 1
    assert "no report" in caplog.text
    assert "ring" not in caplog.text


async def test_a_camera_that_is_not_here_does_not_lose_the_alarm(port: int) -> None:
    events = Events()
    async with Listening(channel_to(port), events):
        await listening_to(port, events)
        await say(port, ("site/report", '{"name": "Door", "camera": "gone"}'))
        assert await events.until(1) == ["Door"]
    assert events.kept[0].camera is None


async def test_a_retained_message_is_how_things_stand_and_no_event(port: int) -> None:
    events = Events()
    await say(port, ("zigbee/panic", '{"action": "single"}'), ("site/report", '{"name": "old"}'), retain=True)
    async with Listening(channel_to(port), events):
        await listening_to(port, events)
        await say(port, ("site/report", '{"name": "new"}'))
        assert await events.until(1) == ["new"]


async def test_what_is_said_while_we_are_away_is_heard_when_we_are_back(port: int) -> None:
    events = Events()
    async with Listening(channel_to(port), events):
        await listening_to(port, events)
    await say(port, *(("site/report", json.dumps({"name": f"missed {n}"})) for n in range(30)))
    async with Listening(channel_to(port), events):
        assert await events.until(30) == [f"missed {n}" for n in range(30)]


async def test_a_report_that_could_not_be_kept_is_asked_for_again(port: int) -> None:
    events = Events()
    async with Listening(channel_to(port), events):
        await listening_to(port, events)
        events.refusals = 1
        await say(port, ("site/report", '{"name": "Not lost"}'))
        assert await events.until(1) == ["Not lost"]


async def test_a_broker_that_comes_late_is_listened_to(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    with broker(first) as port:
        pass
    events = Events()
    with caplog.at_level(logging.WARNING):
        async with Listening(channel_to(port), events):
            async with asyncio.timeout(60):
                while "cannot be listened to" not in caplog.text:
                    await asyncio.sleep(0.01)
            with broker(second, port):
                await listening_to(port, events)
                await say(port, ("site/report", '{"name": "Now"}'))
                assert await events.until(1) == ["Now"]


async def test_only_a_broker_with_topics_is_listened_to(tmp_path: Path, port: int) -> None:
    events, catalog = Events(), await Catalog.open(tmp_path / "groundglass.db")
    cameras = CameraTable(catalog, SiteKey.open(tmp_path / "site.key"), CLOCK)
    await cameras.add("Hall", CameraSettings(SecretAddress("demo:plaza")), id=CameraId("hall"))
    listen = ears(ReachPolicy(), events, cameras, CLOCK)
    assert listen(channel_to(port, reports="", inputs=[])) is None
    assert listen(Channel("c2", ChannelKind.COT, "Tak", True, Wish(), {"host": "a", "port": 1}, {})) is None
    hearing = listen(channel_to(port))
    assert hearing is not None
    task = asyncio.create_task(hearing)
    await listening_to(port, events)
    await say(port, ("zigbee/panic", '{"action": "single"}'))
    await events.until(1)
    assert events.kept[0].camera == "hall"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await catalog.close()


async def test_a_broker_is_listened_to_for_as_long_as_its_channel_is_switched_on(tmp_path: Path) -> None:
    heard: list[str] = []

    async def listen(channel: Channel) -> None:
        heard.append(channel.name)
        try:
            await asyncio.Event().wait()
        finally:
            heard.remove(channel.name)

    async def until(names: list[str]) -> None:
        async with asyncio.timeout(60):
            while heard != names:
                await asyncio.sleep(0.01)

    async with open_outbound(tmp_path, listener=listen) as house, house.running():
        values = {"host": "127.0.0.1", "port": 1, "reports": "a", "inputs": [PANIC]}
        channel = await house.outbound.channels.add(ChannelKind.MQTT, "Home", Wish(), values, enabled=True)
        house.outbound.courier.changed()
        await until(["Home"])
        await house.outbound.channels.change(channel.id, name=None, wish=None, values={}, enabled=False)
        house.outbound.courier.changed()
        await until([])


@pytest.mark.parametrize(
    "values", [{"reports": "a/#"}, {"reports": 7}, {"inputs": "a ; b"}, {"inputs": [7]}, {"inputs": ["a"]}]
)
async def test_topics_that_make_no_sense_are_refused_when_they_are_entered(
    tmp_path: Path, values: dict[str, object]
) -> None:
    async with open_outbound(tmp_path) as house:
        with pytest.raises(ConfigError, match=r"report|input"):
            await house.outbound.channels.add(ChannelKind.MQTT, "Home", Wish(), {"host": "a", **values}, enabled=True)
