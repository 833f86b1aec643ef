"""Webhook: each notice as JSON to one address, signed so that the receiver knows who sent it and when.

    Groundglass-Signature: t=<seconds since 1970>,v1=<hex HMAC-SHA256 of "<t>.<body>" with the channel's secret>
    Idempotency-Key: <key of the message; the same whenever it is sent again>

A receiver refuses a signature older than five minutes, and a key it has taken before (docs/integrations.md).
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any, Final

from groundglass import __version__
from groundglass.clock import TICKS_PER_S, Clock
from groundglass.frosted.outbound.channels import Channel
from groundglass.frosted.outbound.instants import rfc3339
from groundglass.frosted.outbound.notice import Notice
from groundglass.frosted.outbound.outbox import Failed, Message, Sent
from groundglass.frosted.outbound.wire import ReachPolicy, posted

SIDE_BY_SIDE: Final = 8


class WebhookSender:
    """Sends to one webhook. Holds no connection between messages."""

    def __init__(self, channel: Channel, policy: ReachPolicy, clock: Clock) -> None:
        self._url = channel.secrets["url"]
        self._secret = channel.secrets["secret"].encode()
        self._policy = policy
        self._clock = clock
        self._turns = asyncio.Semaphore(SIDE_BY_SIDE)

    async def send(self, messages: Sequence[Message]) -> list[Sent | Failed]:
        """Each on its own, several at a time."""
        return list(await asyncio.gather(*(self._one(message) for message in messages)))

    async def tick(self) -> None:
        """Nothing to keep alive."""

    async def close(self) -> None:
        """Nothing is held."""

    async def _one(self, message: Message) -> Sent | Failed:
        body = json.dumps(shown(message.notice), separators=(",", ":")).encode()
        at_s = self._clock.now_90k() // TICKS_PER_S
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"Groundglass/{__version__}",
            "Idempotency-Key": message.key,
            "Groundglass-Signature": f"t={at_s},v1={signature(self._secret, at_s, body)}",
        }
        async with self._turns:
            return await posted(self._url, body, headers, self._policy)


def signature(secret: bytes, at_s: int, body: bytes) -> str:
    """Hex HMAC-SHA256 over the time and the body."""
    return hmac.new(secret, f"{at_s}.".encode() + body, hashlib.sha256).hexdigest()


def shown(notice: Notice) -> dict[str, Any]:
    """A notice as others read it: times as RFC 3339, nothing that is empty left in by accident."""
    return {
        "key": notice.key,
        "source": notice.source,
        "site": notice.site,
        "kind": notice.kind,
        "phase": notice.phase,
        "level": notice.level,
        "exercise": notice.is_exercise,
        "title": notice.title,
        "camera": notice.camera or None,
        "camera_name": notice.camera_name or None,
        "zone": notice.zone or None,
        "at": rfc3339(notice.at_90k),
        "until": None if notice.until_90k is None else rfc3339(notice.until_90k),
        "incident": notice.incident,
        "change": notice.change or None,
        "state": notice.state or None,
        "outcome": notice.outcome or None,
        "said": rfc3339(notice.said_90k),
        "values": dict(notice.values),
    }
