"""MQTT, with what Home Assistant needs to find cameras and incidents by itself.

    <topic>/status                          "online", or "offline" by the broker when we are gone; retained
    <topic>/camera/<id>/event               each event of a camera
    <topic>/event                           each event without a camera
    <topic>/incident                        each change of an incident
    <discovery>/event/<channel>/<id>/config one entity per camera, and one for incidents; retained

QoS 1: the broker may get a message twice, with the same `key` in it. Plain connections go to the judged address;
encrypted ones go by name after it was judged, since the certificate must be the name's.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

import aiomqtt

from groundglass import __version__
from groundglass.errors import Refused
from groundglass.frosted.events.occurred import EventKind
from groundglass.frosted.outbound.channels import Channel
from groundglass.frosted.outbound.outbox import Failed, Message, Sent
from groundglass.frosted.outbound.webhook import shown
from groundglass.frosted.outbound.wire import TIMEOUT_S, ReachPolicy, Trust, judged, tls_context, why_not

Cameras = Callable[[], Awaitable[Mapping[str, str]]]
CHANGES: Final = ("opened", "state", "level", "title", "undone")
MOST_WAITING: Final = 1000  # messages that came and were not taken yet; more are dropped, and said again by the broker
_UNFIT: Final = re.compile(r"[^A-Za-z0-9_-]")


async def client_to(
    channel: Channel,
    policy: ReachPolicy,
    identifier: str | None = None,
    will: aiomqtt.Will | None = None,
    *,
    is_remembered: bool = False,
) -> aiomqtt.Client:
    """A client for the channel's broker, not connected yet, after its address was judged (wire.py says what is
    raised). Without `identifier` the broker sees another one each time. Of a client that is remembered the broker
    keeps what comes while it is away."""
    is_tls = channel.settings.get("tls", False) is True
    port = int(channel.settings.get("port") or (8883 if is_tls else 1883))
    ip = await judged(channel.text("host"), port, policy)
    return aiomqtt.Client(
        channel.text("host") if is_tls else ip,
        port,
        username=channel.text("user") or None,
        password=channel.text("password") or None,
        identifier=identifier,
        will=will,
        clean_session=not is_remembered,
        max_queued_incoming_messages=MOST_WAITING,
        tls_context=tls_context(Trust(channel.text("ca"))) if is_tls else None,
        timeout=TIMEOUT_S,
        keepalive=30,
    )


class MqttSender:
    """One connection to one broker, made when needed and kept."""

    def __init__(self, channel: Channel, policy: ReachPolicy, cameras: Cameras, site: str) -> None:
        self._channel = channel
        self._policy = policy
        self._cameras = cameras
        self._site = site
        self._topic = channel.text("topic", "groundglass")
        self._client: aiomqtt.Client | None = None
        self._announced: set[str] = set()

    async def send(self, messages: Sequence[Message]) -> list[Sent | Failed]:
        """All at once, in order over the one connection; what the broker did not confirm waits."""
        try:
            await self._connected()  # once, not once for each
        except Refused as error:
            return [Failed(error.message, is_final=True)] * len(messages)
        except (aiomqtt.MqttError, OSError) as error:
            await self.close()
            why = why_not(error) if isinstance(error, OSError) else "the broker did not take the connection"
            return [Failed(why)] * len(messages)
        answers = await asyncio.gather(*(self._attempt(message) for message in messages))
        if any(isinstance(answer, Failed) for answer in answers):
            await self.close()
        return answers

    async def tick(self) -> None:
        """Stay connected while idle, and tell of cameras that came or went."""
        try:
            await self._announce(await self._connected())
        except (aiomqtt.MqttError, OSError, Refused):
            await self.close()  # tried again at the next tick, and by the next message, which says why

    async def close(self) -> None:
        """Say goodbye, so that nobody waits for the broker to notice."""
        client, self._client = self._client, None
        self._announced = set()
        if client is None:
            return
        try:
            await client.publish(f"{self._topic}/status", "offline", qos=1, retain=True, timeout=2)
        except aiomqtt.MqttError:
            pass  # gone already; the broker says it for us
        try:
            await client.__aexit__(None, None, None)
        except aiomqtt.MqttError:
            pass

    async def _attempt(self, message: Message) -> Sent | Failed:
        body = {**shown(message.notice), "event_type": message.notice.change or message.notice.kind}
        client = self._client
        try:
            if client is None:
                return Failed("the broker closed the connection")
            await client.publish(self._where(message), json.dumps(body), qos=1, timeout=TIMEOUT_S)
        except aiomqtt.MqttError:
            return Failed("the broker did not take it")
        return Sent()

    def _where(self, message: Message) -> str:
        notice = message.notice
        if notice.source == "incident":
            return f"{self._topic}/incident"
        return f"{self._topic}/camera/{notice.camera}/event" if notice.camera else f"{self._topic}/event"

    async def _connected(self) -> aiomqtt.Client:
        if self._client is not None:
            if not self._client._disconnected.done():  # noqa: SLF001 - the library has no public word for it
                return self._client
            await self.close()
        will = aiomqtt.Will(f"{self._topic}/status", "offline", qos=1, retain=True)
        client = await client_to(self._channel, self._policy, f"groundglass-{self._channel.id}", will)
        client.pending_calls_threshold = 10_000  # a batch is published at once, and confirmed one by one
        await client.__aenter__()
        self._client = client
        await client.publish(f"{self._topic}/status", "online", qos=1, retain=True)
        await self._announce(client)
        return client

    async def _announce(self, client: aiomqtt.Client) -> None:
        prefix = self._channel.text("discovery")
        if not prefix:
            return
        cameras = await self._cameras()
        wanted = {f"{prefix}/event/groundglass-{self._channel.id}/{_UNFIT.sub('-', one)}/config" for one in cameras}
        for gone in self._announced - wanted - {self._own(prefix)}:
            await client.publish(gone, b"", qos=1, retain=True)
        for camera, name in cameras.items():
            where = f"{prefix}/event/groundglass-{self._channel.id}/{_UNFIT.sub('-', camera)}/config"
            if where not in self._announced:
                entity = self._entity(f"camera-{camera}", name, f"{self._topic}/camera/{camera}/event", None)
                await client.publish(where, json.dumps(entity), qos=1, retain=True)
        if self._own(prefix) not in self._announced:
            entity = self._entity("incidents", self._site, f"{self._topic}/incident", CHANGES)
            await client.publish(self._own(prefix), json.dumps(entity), qos=1, retain=True)
        self._announced = wanted | {self._own(prefix)}

    def _own(self, prefix: str) -> str:
        return f"{prefix}/event/groundglass-{self._channel.id}/_incidents/config"

    def _entity(self, of: str, device: str, topic: str, kinds: Sequence[str] | None) -> dict[str, Any]:
        unique = f"groundglass-{self._channel.id}-{of}"
        return {
            "name": "Incidents" if kinds else "Events",
            "unique_id": unique,
            "state_topic": topic,
            "event_types": list(kinds or [*(kind.value for kind in EventKind), "test"]),
            "availability_topic": f"{self._topic}/status",
            "device": {"identifiers": [unique], "name": device, "manufacturer": "Groundglass"},
            "origin": {"name": "Groundglass", "sw_version": __version__},
        }
