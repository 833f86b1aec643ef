"""Channels: set up, try, change, remove; messages that were given up, and sending them again.

Whatever changes who is told is on record first. Secrets go in and never come out.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from groundglass.frosted.outbound.channels import Channel, Wish
from groundglass.frosted.outbound.notice import for_channel, trial_notice
from groundglass.frosted.outbound.outbox import Message
from groundglass.frosted.web.entry import SettingUp, TheSite
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.base import Done
from groundglass.frosted.web.models.outbound import (
    ChannelChange,
    ChannelsTold,
    ChannelTold,
    MessagesTold,
    MessageTold,
    NewChannel,
    WishWritten,
)
from groundglass.frosted.web.problems import Problem

router = APIRouter(prefix="/api/v1", tags=["outbound"], responses=Problem.answers(401, 403, 404, 409, 422, 503))

Name = Annotated[str, Path(min_length=1, max_length=16, pattern=r"^[0-9a-f]+$")]
MessageId = Annotated[int, Path(ge=1, le=2**53)]


@router.get("/outbound/channels", summary="Where things are said")
async def get_channels(who: SettingUp, site: TheSite) -> ChannelsTold:
    """With how many messages wait, were sent lately, or were given up."""
    counts = await site.outbound.outbox.counts()
    return ChannelsTold(channels=[_show(channel, counts) for channel in await site.outbound.channels.list()])


@router.post("/outbound/channels", summary="Set up a channel", status_code=201)
async def post_channel(new: NewChannel, who: SettingUp, site: TheSite) -> ChannelTold:
    """It hears what happens from now on."""
    outbound = site.outbound
    await site.record.enter("channel.changed", by=who.person.id, act="added", channel_kind=new.kind.value)
    added = await outbound.channels.add(new.kind, new.name, _wish(new.wish), new.values, enabled=False)
    await outbound.feeder.begin(added, site.archive.events.log.newest, await site.desk.book.newest_sequence())
    if new.enabled:
        added = await outbound.channels.change(added.id, name=None, wish=None, values={}, enabled=True)
        outbound.courier.changed()
    return _show(added, {})


@router.patch("/outbound/channels/{channel}", summary="Change a channel")
async def patch_channel(channel: Name, change: ChannelChange, who: SettingUp, site: TheSite) -> ChannelTold:
    """A secret that is not given stays."""
    old = await site.outbound.channels.get(channel)
    await site.record.enter("channel.changed", by=who.person.id, act="changed", channel=old.id)
    changed = await site.outbound.channels.change(
        channel,
        name=change.name,
        wish=None if change.wish is None else _wish(change.wish),
        values=change.values,
        enabled=change.enabled,
    )
    site.outbound.courier.changed()
    return _show(changed, await site.outbound.outbox.counts())


@router.delete("/outbound/channels/{channel}", summary="Remove a channel")
async def delete_channel(channel: Name, who: SettingUp, site: TheSite) -> Done:
    """What waited for it is forgotten too."""
    old = await site.outbound.channels.get(channel)
    await site.record.enter("channel.changed", by=who.person.id, act="removed", channel=old.id)
    await site.outbound.channels.remove(channel)
    site.outbound.courier.changed()
    return Done()


@router.post("/outbound/channels/{channel}/test", summary="Say something to try a channel")
async def post_test(channel: Name, who: SettingUp, site: TheSite) -> Done:
    """A message marked as a test; whether it was taken is seen in the channel's messages."""
    found = await site.outbound.channels.get(channel)
    now_90k = site.clock.now_90k()
    await site.outbound.outbox.put(found.id, [for_channel(trial_notice(now_90k, site.name, now_90k), found.id)])
    site.outbound.courier.wake()
    return Done()


@router.get("/outbound/channels/{channel}/messages", summary="What was, is, or could not be said")
async def get_messages(
    channel: Name,
    who: SettingUp,
    site: TheSite,
    state: Literal["waiting", "sent", "dead"] | None = None,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> MessagesTold:
    """Newest first."""
    await site.outbound.channels.get(channel)
    found = await site.outbound.outbox.list(channel, state, before, limit)
    return MessagesTold(
        messages=[_show_message(message) for message in found], next=found[-1].id if len(found) == limit else None
    )


@router.post("/outbound/messages/{message}/resend", summary="Send a message again that was given up")
async def post_resend(message: MessageId, who: SettingUp, site: TheSite) -> MessageTold:
    """With the same key, so that whoever took it after all knows it."""
    found = await site.outbound.outbox.get(message)
    await site.record.enter("message.resent", by=who.person.id, channel=found.channel, key=found.key)
    again = await site.outbound.outbox.resend(message)
    site.outbound.courier.wake()
    return _show_message(again)


def _wish(asked: WishWritten) -> Wish:
    return Wish(asked.least, asked.events, asked.incidents, asked.exercises, tuple(asked.kinds), tuple(asked.cameras))


def _show(channel: Channel, counts: dict[tuple[str, str], int]) -> ChannelTold:
    wish = channel.wish
    return ChannelTold(
        id=channel.id,
        kind=channel.kind,
        name=channel.name,
        enabled=channel.is_enabled,
        wish=WishWritten(
            least=wish.least,
            events=wish.events,
            incidents=wish.incidents,
            exercises=wish.exercises,
            kinds=list(wish.kinds),
            cameras=list(wish.cameras),
        ),
        values=dict(channel.settings),
        has=sorted(channel.secrets),
        waiting=counts.get((channel.id, "waiting"), 0),
        dead=counts.get((channel.id, "dead"), 0),
        sent=counts.get((channel.id, "sent"), 0),
    )


def _show_message(message: Message) -> MessageTold:
    return MessageTold.model_validate(
        {
            "id": message.id,
            "key": message.key,
            "state": message.state,
            "what": message.notice.title,
            "made": show_instant(message.made_90k),
            "next": show_instant(message.next_90k) if message.state == "waiting" else None,
            "attempts": message.attempts,
            "trouble": message.trouble,
        }
    )
