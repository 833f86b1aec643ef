"""Witnesses by MQTT and e-mail: checkpoints of the ledger, handed over by what channels use too.

Apart from record/witness.py, which pushes them, because outbound/ stands on the record and not the other way round:
whoever puts the house together hands these in as `WitnessSettings.others`. They have the shape of its `Witness`.

    mqtt://user:password@host:1883/site/checkpoint          retained: whoever comes later gets the newest
    smtp://user:password@host:587/?from=a@x&to=b@y          plain text, the checkpoint as the body

An address is one secret and becomes the settings of a `Channel`, checked by the same rules as one that people enter;
whom it may reach is judged at every connection (wire.py). These channels are in no list and no outbox: a checkpoint
that could not be handed over is followed by a newer one.
"""

from __future__ import annotations

import email.policy
import hashlib
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, Final
from urllib.parse import SplitResult, unquote, urlsplit

import aiomqtt

from groundglass.clock import Clock
from groundglass.errors import ConfigError, LedgerError, Refused
from groundglass.frosted.outbound.channels import Channel, ChannelKind, Wish, checked
from groundglass.frosted.outbound.instants import moment
from groundglass.frosted.outbound.mail import EmailSender
from groundglass.frosted.outbound.mqtt import client_to
from groundglass.frosted.outbound.outbox import Failed
from groundglass.frosted.outbound.wire import TIMEOUT_S, ReachPolicy, why_not
from groundglass.ledger.checkpoint import parse_checkpoint
from groundglass.ledger.note import parse_note

EMAIL_EVERY_S: Final = 3600.0  # a busy ledger grows every minute, and nobody reads 1440 letters a day
MQTT_FORM: Final = "write it as mqtt://user:password@host:1883/topic, or mqtts:// for TLS"
EMAIL_FORM: Final = "write it as smtp://user:password@host:587/?from=a@x&to=b@y, or smtps:// for TLS from the start"


class MqttWitness:
    """A topic that always holds the newest checkpoint. One connection per checkpoint."""

    def __init__(self, channel: Channel, policy: ReachPolicy) -> None:
        self.name = "mqtt"
        self._channel = channel
        self._policy = policy

    async def push(self, note: str) -> str:
        """QoS 1: returns when the broker has it. `LedgerError` when it has not."""
        try:
            async with await client_to(self._channel, self._policy) as client:
                await client.publish(self._channel.text("topic"), note.encode(), qos=1, retain=True, timeout=TIMEOUT_S)
        except aiomqtt.MqttError as error:
            raise LedgerError("the witness's broker did not take the checkpoint") from error
        except Refused as error:
            raise LedgerError(f"the witness's broker: {error.message}", *error.hints) from error
        except OSError as error:
            raise LedgerError(f"the witness's broker: {why_not(error)}") from error
        return ""


class EmailWitness:
    """Mailboxes that get a checkpoint, at most one an hour."""

    def __init__(self, channel: Channel, policy: ReachPolicy, clock: Clock) -> None:
        self.name = "e-mail"
        self._channel = channel
        self._sender = EmailSender(channel, policy)
        self._clock = clock
        self._next_s = float("-inf")

    async def push(self, note: str) -> str:
        """Nothing is sent within the hour after a letter was; one that was not taken is tried with the next
        checkpoint. `LedgerError` when it was not taken."""
        if self._clock.monotonic_s() < self._next_s:
            return ""
        to: list[str] = list(self._channel.settings["to"])
        letter = checkpoint_letter(note, self._channel.text("sender"), to, self._clock.now_90k())
        (answer,) = await self._sender.deliver([letter])
        if isinstance(answer, Failed):
            raise LedgerError(f"the witness's mailbox: {answer.why}")
        self._next_s = self._clock.monotonic_s() + EMAIL_EVERY_S
        return ""


def checkpoint_letter(note: str, sender: str, to: Sequence[str], now_90k: int) -> EmailMessage:
    """A signed checkpoint as a letter: the body is the note and nothing else, so that it can be saved and verified."""
    checkpoint = parse_checkpoint(parse_note(note).text)
    letter = EmailMessage(policy=email.policy.SMTP)
    letter["Subject"] = f"Checkpoint of {checkpoint.origin}: {checkpoint.size} entries"
    letter["From"] = f"Groundglass <{sender}>"
    letter["To"] = ", ".join(to)
    letter["Date"] = format_datetime(moment(now_90k))
    digest = hashlib.sha256(note.encode()).hexdigest()[:32]
    letter["Message-ID"] = f"<checkpoint-{digest}@{sender.partition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    # A signature line begins with a dash that is not ASCII, and not every server on the way passes eight bits.
    letter.set_content(note, cte="quoted-printable")
    return letter


def witnesses_over(
    channels: Sequence[Channel], policy: ReachPolicy, clock: Clock
) -> tuple[MqttWitness | EmailWitness, ...]:
    """The witnesses behind channels that `mqtt_channel` and `email_channel` made."""
    return tuple(
        MqttWitness(channel, policy) if channel.kind is ChannelKind.MQTT else EmailWitness(channel, policy, clock)
        for channel in channels
    )


def mqtt_channel(untrusted_address: str) -> Channel:
    """Of `mqtt://` or `mqtts://`; `ConfigError` that repeats nothing of it."""
    parts = _split(untrusted_address, ("mqtt", "mqtts"), MQTT_FORM)
    if parts.query or not parts.path.strip("/"):
        raise ConfigError("a witness's broker is an address with a topic", MQTT_FORM)
    values = {**_common(parts), "tls": parts.scheme == "mqtts", "topic": unquote(parts.path[1:])}
    return _channel(ChannelKind.MQTT, values)


def email_channel(untrusted_address: str) -> Channel:
    """Of `smtp://` (STARTTLS, or `security=none` on the way to a server on this machine) or `smtps://`; `ConfigError`
    that repeats nothing of it. `to` may stand more than once."""
    parts = _split(untrusted_address, ("smtp", "smtps"), EMAIL_FORM)
    # Not by parse_qs, which takes the plus of a mailbox for a space.
    asked = [item.partition("=")[::2] for item in parts.query.split("&") if item]
    senders = [unquote(value) for name, value in asked if name == "from"]
    security = [value for name, value in asked if name == "security"] or ["starttls"]
    is_known = all(name in {"from", "to", "security"} for name, _ in asked) and parts.path in {"", "/"}
    if not is_known or len(senders) != 1 or len(security) != 1 or security[0] not in {"starttls", "none"}:
        raise ConfigError("a witness's mailbox is an address with one from and at least one to", EMAIL_FORM)
    common = _common(parts)
    if not all(common.get(name, "").isascii() for name in ("user", "password")):
        raise ConfigError("a mail server's user and password are plain ASCII")  # the library cannot say others
    values = {
        **common,
        "security": "tls" if parts.scheme == "smtps" else security[0],
        "sender": senders[0],
        "to": [unquote(value) for name, value in asked if name == "to"],
    }
    return _channel(ChannelKind.EMAIL, values)


def _split(untrusted_address: str, schemes: tuple[str, ...], form: str) -> SplitResult:
    # Neither the address nor the library's words about it are repeated: both may hold a password.
    refusal = ConfigError("this is not the address of a witness", f"{form}; / ? # @ : in a password as %2F and so on")
    try:
        parts = urlsplit(untrusted_address)
        is_one = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0 and not parts.fragment
    except ValueError:
        raise refusal from None
    if not is_one:
        raise refusal
    return parts


def _common(parts: SplitResult) -> dict[str, Any]:
    values: dict[str, Any] = {"host": parts.hostname}
    if parts.port is not None:
        values["port"] = parts.port
    if parts.username:
        values["user"] = unquote(parts.username)
    if parts.password:
        values["password"] = unquote(parts.password)
    return values


def _channel(kind: ChannelKind, values: dict[str, Any]) -> Channel:
    plain, hidden = checked(kind, values)
    return Channel("witness", kind, "witness", True, Wish(), plain, hidden)
