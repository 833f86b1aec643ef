"""Everything that is sent outside, put together over one site's catalog.

The engine makes one and runs `courier`; the web uses the parts. Apart so that neither knows how they hang together.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.frosted.cameras import CameraBook
from groundglass.frosted.incidents.book import IncidentBook
from groundglass.frosted.incidents.rounds import EventsKept
from groundglass.frosted.incidents.shifts import Records
from groundglass.frosted.outbound.cap import CapSender
from groundglass.frosted.outbound.channels import Channel, ChannelKind, Channels
from groundglass.frosted.outbound.cot import CotSender
from groundglass.frosted.outbound.courier import Courier, Listener, Notes, Sender, Standing, silent
from groundglass.frosted.outbound.feeder import Feeder
from groundglass.frosted.outbound.geography import Geography
from groundglass.frosted.outbound.keepsakes import PUSH_KEY, Keepsakes
from groundglass.frosted.outbound.mail import EmailSender
from groundglass.frosted.outbound.mqtt import MqttSender
from groundglass.frosted.outbound.outbox import Outbox
from groundglass.frosted.outbound.push import PushKey, PushSender, Subscriptions
from groundglass.frosted.outbound.push_feeder import PUSH, PushFeeder
from groundglass.frosted.outbound.webhook import WebhookSender
from groundglass.frosted.outbound.wire import MACHINES_OWN, ReachPolicy, Trust
from groundglass.frosted.store.sitekey import SiteKey

PUSH_CONTACT: Final = "https://groundglass.invalid"  # for sites that have no address of their own
PUBLIC_ONLY: Final = ReachPolicy(allow_private=False)


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
    subscriptions: Subscriptions
    push_key: Callable[[], Awaitable[PushKey]]


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
    contact: str = PUSH_CONTACT,
    push_policy: ReachPolicy = PUBLIC_ONLY,
    push_trust: Trust = MACHINES_OWN,
    listener: Listener = silent,
) -> Outbound:
    """Over a catalog's database and a ledger. Nothing runs and nobody is contacted until `courier.run`.

    `contact` is what push services are told to reach the site by. Push services are public, and their addresses come
    from people's browsers, so nothing on a private network is pushed to (`push_policy`). `listener` is
    what a channel is listened to by (inbound/).
    """

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

    keepsakes, subscriptions = Keepsakes(engine, key), Subscriptions(engine, key, clock)

    async def push_key() -> PushKey:
        return PushKey(await keepsakes.get_or_make(PUSH_KEY, PushKey.make))

    pushes = Standing(
        PUSH,
        PushFeeder(outbox, IncidentBook(engine), subscriptions, site).feed,
        PushSender(subscriptions, push_key, clock, contact=contact, policy=push_policy, trust=push_trust),
    )
    courier = Courier(channels, outbox, feeder, make_sender, record, (pushes,), listener)
    return Outbound(channels, outbox, feeder, courier, geography, keepsakes, subscriptions, push_key)
