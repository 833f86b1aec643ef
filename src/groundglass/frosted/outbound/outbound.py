"""Everything that is sent outside, put together over one site's catalog.

The engine makes one and runs `courier`; the web uses the parts. Apart so that neither knows how they hang together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.frosted.cameras import CameraBook
from groundglass.frosted.incidents.book import IncidentBook
from groundglass.frosted.incidents.rounds import EventsKept
from groundglass.frosted.incidents.shifts import Records
from groundglass.frosted.outbound.cap import CapSender
from groundglass.frosted.outbound.channels import Channel, ChannelKind, Channels
from groundglass.frosted.outbound.cot import CotSender
from groundglass.frosted.outbound.courier import Courier, Notes, Sender
from groundglass.frosted.outbound.feeder import Feeder
from groundglass.frosted.outbound.geography import Geography
from groundglass.frosted.outbound.keepsakes import Keepsakes
from groundglass.frosted.outbound.mail import EmailSender
from groundglass.frosted.outbound.mqtt import MqttSender
from groundglass.frosted.outbound.outbox import Outbox
from groundglass.frosted.outbound.webhook import WebhookSender
from groundglass.frosted.outbound.wire import ReachPolicy
from groundglass.frosted.store.sitekey import SiteKey


class Ledger(Records, Notes, Protocol):
    """What is put on record before it happens, and what after."""


@dataclass(frozen=True, slots=True)
class Outbound:
    """The parts."""

    channels: Channels
    outbox: Outbox
    feeder: Feeder
    courier: Courier
    geography: Geography
    keepsakes: Keepsakes


def make_outbound(
    engine: AsyncEngine,
    key: SiteKey,
    events: EventsKept,
    cameras: CameraBook,
    record: Ledger,
    clock: Clock,
    *,
    site: str,
    policy: ReachPolicy,
) -> Outbound:
    """Over a catalog's database and a ledger. Nothing runs and nobody is contacted until `courier.run`."""

    async def names() -> Mapping[str, str]:
        return {camera.id: camera.name for camera in await cameras.list()}

    channels, outbox, geography = Channels(engine, key, clock), Outbox(engine, clock), Geography(engine)
    feeder = Feeder(outbox, IncidentBook(engine), events, names, site, clock)

    def make_sender(channel: Channel) -> Sender:
        match channel.kind:
            case ChannelKind.WEBHOOK:
                return WebhookSender(channel, policy, clock)
            case ChannelKind.MQTT:
                return MqttSender(channel, policy, names, site)
            case ChannelKind.EMAIL:
                return EmailSender(channel, policy)
            case ChannelKind.CAP:
                return CapSender(channel, policy, geography.of)
            case ChannelKind.COT:
                return CotSender(channel, policy, geography.all, names, clock)

    courier = Courier(channels, outbox, feeder, make_sender, record)
    return Outbound(channels, outbox, feeder, courier, geography, Keepsakes(engine, key))
