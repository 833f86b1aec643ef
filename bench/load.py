"""Load: a thousand events a second for a minute through store, desk and channels; and how late others are told.

One process holds the archive, the rounds of the desk and the couriers, as a running server does, without the web. The
receivers are real (an HTTP server, mosquitto, a TCP listener) and share the machine: their cost is in the figures.
Latency is from accepting an event to the other side having it. Parts are run by name: `./dev bench load --only stored`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import aiomqtt

from bench.figures import Figure, figure, percentile
from bench.stored import stored, stored_in_postgres
from groundglass.clock import SystemClock
from groundglass.engine.telling import Telling
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.events.occurred import EventId, EventKind, EventOccurred, Level, Phase
from groundglass.frosted.incidents.acts import IncidentNumber, Noted, Opened
from groundglass.frosted.incidents.book import Wanted
from groundglass.frosted.incidents.desk import Desk, make_desk
from groundglass.frosted.outbound.channels import ChannelKind, Wish
from groundglass.frosted.outbound.geography import Spot
from groundglass.frosted.outbound.outbound import Outbound, make_outbound
from groundglass.frosted.outbound.wire import ReachPolicy
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.sitekey import SiteKey
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.settings import SecretAddress
from tests.stands.receivers import HttpReceiver, Listener, broker, http_receiver, listening

RATE_HZ: Final = 1000
SLICE_S: Final = 0.02
PERSON: Final = "a" * 16
GATE: Final = CameraId("gate")


@dataclass
class House:
    """The parts that are under load."""

    archive: Archive
    desk: Desk
    outbound: Outbound
    accepted: dict[str, float] = field(default_factory=dict)

    def happen(self, name: str, level: Level = Level.WARNING) -> None:
        """An event that a rule found."""
        at = Instant90k(time.time_ns() * 9 // 100_000)
        self.accepted[name] = time.monotonic()
        self.archive.events.log.put(
            EventOccurred(EventId(0), EventKind.ZONE_ENTERED, Phase.ONCE, at, level, at, name, GATE)
        )


def measure(quick: bool, only: Sequence[str]) -> list[Figure]:
    """The figures of the parts that are asked for, each name beginning with its part; seconds with `quick`."""
    logging.disable(logging.CRITICAL)
    try:
        return [replace(one, name=f"{part}: {one.name}") for part in only for one in _part(part, quick)]
    finally:
        logging.disable(logging.NOTSET)


def _part(part: str, quick: bool) -> list[Figure]:
    observations = 200_000 if quick else 10_000_000
    with tempfile.TemporaryDirectory() as folder:
        match part:
            case "told":
                return asyncio.run(_latency(Path(folder), 8 if quick else 30))
            case "rush":
                return asyncio.run(_load(Path(folder), 10 if quick else 60))
            case "stored":
                return stored(Path(folder), observations)
            case _:
                return stored_in_postgres(observations)


@asynccontextmanager
async def _house(folder: Path) -> AsyncIterator[House]:
    clock = SystemClock()
    archive = await Archive.open(
        folder / "data", states=StateBoard(clock), clock=clock, limits=StorageLimits(free_floor_bytes=1 << 20)
    )
    await archive.cameras.add("Gate", CameraSettings(SecretAddress("demo:plaza")), id=GATE)
    desk = make_desk(archive.engine, archive.record, clock)
    key = SiteKey.open(folder / "data" / "site.key")
    outbound = make_outbound(
        archive.engine,
        key,
        archive.events.log,
        archive.cameras,
        archive.record,
        clock,
        site="Bench",
        policy=ReachPolicy(),
    )
    telling = Telling(desk, outbound, archive.events, clock)
    try:
        yield House(archive, desk, outbound)
    finally:
        await telling.close()
        await archive.close()


async def _latency(folder: Path, seconds: int) -> list[Figure]:
    """Five events a second: what a site lives with. Every channel is told of each."""
    heard: dict[str, dict[str, float]] = {"webhook": {}, "mqtt": {}, "cot": {}}
    with http_receiver() as hook, broker(folder) as port:
        async with listening() as tak, _house(folder) as house:
            await house.outbound.geography.put(GATE, Spot(48.1, 11.5))
            await _channels(house, hook, port, tak)
            watching = [
                asyncio.create_task(_hear_mqtt(port, heard["mqtt"])),
                asyncio.create_task(_hear(lambda: _hook_names(hook), heard["webhook"])),
                asyncio.create_task(_hear(lambda: _tak_names(tak), heard["cot"])),
            ]
            await asyncio.sleep(2)
            for number in range(seconds * 5):
                house.happen(f"event {number}.")
                await asyncio.sleep(0.2)
            await _until(lambda: all(len(names) == seconds * 5 for names in heard.values()), 20)
            for task in watching:
                task.cancel()
            await asyncio.gather(*watching, return_exceptions=True)
            return [
                figure(
                    f"from the event to the {name}, p95",
                    1000 * percentile([at - house.accepted[one] for one, at in found.items()], 0.95),
                    "ms",
                    "<= 2000",
                )
                for name, found in heard.items()
            ]


async def _load(folder: Path, seconds: int) -> list[Figure]:
    """A thousand a second into the store and out by MQTT, while somebody works at the desk."""
    heard: dict[str, float] = {}
    lists: list[float] = []
    acts: list[float] = []
    with broker(folder) as port:
        async with _house(folder) as house:
            values = {"host": "127.0.0.1", "port": port, "user": "desk", "password": "secret"}
            wish = Wish(least=Level.INFO)
            await house.outbound.channels.add(ChannelKind.MQTT, "Broker", wish, values, enabled=True)
            house.outbound.courier.changed()
            hearing = asyncio.create_task(_hear_mqtt(port, heard))
            opened = Opened("Work goes on", Level.WARNING, "", "", 0, "", "", False)
            number = (await house.desk.open(opened, PERSON)).number
            await asyncio.sleep(1)
            working = asyncio.create_task(_work(house.desk, number, lists, acts))
            began = time.monotonic()
            for sent in range(int(RATE_HZ * seconds)):
                house.happen(f"event {sent}.")
                ahead_s = sent / RATE_HZ - (time.monotonic() - began)
                if ahead_s > SLICE_S:
                    await asyncio.sleep(ahead_s)
            took_s = time.monotonic() - began
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
            await _until(lambda: len(heard) == len(house.accepted), 240)
            drained_s = time.monotonic() - began
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)
            total = RATE_HZ * seconds
            return [
                figure("events accepted per second", total / took_s, "/s", f">= {0.97 * RATE_HZ:g}"),
                figure("events lost on the way to the broker", len(house.accepted) - len(heard), "events", "= 0"),
                figure("until the broker had the last one", drained_s - took_s, "s"),
                figure("a page of incidents under load, p95", 1000 * percentile(lists, 0.95), "ms", "<= 250"),
                figure("an act at the desk under load, p95", 1000 * percentile(acts, 0.95), "ms", "<= 1000"),
            ]


async def _work(desk: Desk, number: IncidentNumber, lists: list[float], acts: list[float]) -> None:
    """What a desk does: look at the list, write something down."""
    while True:
        began = time.monotonic()
        await desk.book.lines(Wanted())
        lists.append(time.monotonic() - began)
        began = time.monotonic()
        await desk.act(number, PERSON, Noted("still looking"))
        acts.append(time.monotonic() - began)
        await asyncio.sleep(0.5)


async def _channels(house: House, hook: HttpReceiver, port: int, tak: Listener) -> None:
    broker_values = {"host": "127.0.0.1", "port": port, "user": "desk", "password": "secret"}
    for kind, values in (
        (ChannelKind.WEBHOOK, {"url": hook.url, "secret": "x"}),
        (ChannelKind.MQTT, broker_values),
        (ChannelKind.COT, {"host": "127.0.0.1", "port": tak.port}),
    ):
        await house.outbound.channels.add(kind, kind.value, Wish(least=Level.INFO), values, enabled=True)
    house.outbound.courier.changed()


async def _hear_mqtt(port: int, heard: dict[str, float]) -> None:
    async with aiomqtt.Client("127.0.0.1", port, username="desk", password="secret") as client:
        await client.subscribe("groundglass/camera/gate/event", qos=1)
        async for message in client.messages:
            assert isinstance(message.payload, bytes)
            heard.setdefault(json.loads(message.payload)["zone"], time.monotonic())


async def _hear(names: Callable[[], list[str]], heard: dict[str, float]) -> None:
    while True:
        for name in names():
            heard.setdefault(name, time.monotonic())
        await asyncio.sleep(0.005)


def _hook_names(hook: HttpReceiver) -> list[str]:
    return [json.loads(body)["zone"] for _, body in hook.got[-20:]]


def _tak_names(tak: Listener) -> list[str]:
    return re.findall(r"event \d+\.", bytes(tak.got[-20_000:]).decode(errors="ignore"))


async def _until(is_so: Callable[[], bool], limit_s: float) -> None:
    end = time.monotonic() + limit_s
    while not is_so() and time.monotonic() < end:
        await asyncio.sleep(0.02)
