"""Claims about witnesses by MQTT and e-mail, against the mosquitto broker and a real mail server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import aiomqtt
import pytest

from bench.site import free_port
from groundglass.clock import SimulatedClock, SystemClock
from groundglass.engine.house import ServerPlan, open_house
from groundglass.errors import ConfigError, LedgerError
from groundglass.frosted.archive import Archive
from groundglass.frosted.outbound.channels import Channel
from groundglass.frosted.outbound.wire import ReachPolicy
from groundglass.frosted.outbound.witness import (
    EmailWitness,
    MqttWitness,
    email_channel,
    mqtt_channel,
    witnesses_over,
)
from groundglass.frosted.record.witness import WitnessSettings
from groundglass.frosted.states import StateBoard
from groundglass.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from groundglass.ledger.merkle import Hash
from groundglass.ledger.note import NoteSigner
from tests.frosted.conftest import LIMITS
from tests.stands.receivers import MailServer, broker, certificate_for, mail_server

ANYWHERE = ReachPolicy()
NOTE = sign_checkpoint(Checkpoint("site.example", 7, Hash(bytes(32))), NoteSigner.from_seed("site.example", bytes(32)))


@pytest.fixture
async def port(tmp_path: Path) -> AsyncIterator[int]:
    folder = tmp_path / "broker"
    folder.mkdir()
    with broker(folder) as listening:
        yield listening


@asynccontextmanager
async def archive_with(folder: Path, *channels: Channel, policy: ReachPolicy = ANYWHERE) -> AsyncIterator[Archive]:
    clock = SystemClock()
    settings = WitnessSettings(others=witnesses_over(channels, policy, clock))
    archive = await Archive.open(folder, states=StateBoard(clock), clock=clock, limits=LIMITS, witnesses=settings)
    try:
        yield archive
    finally:
        await archive.close()


async def retained(port: int, topic: str) -> str:
    """What a client is told that comes only now."""
    async with asyncio.timeout(60), aiomqtt.Client("127.0.0.1", port, username="desk", password="secret") as client:
        await client.subscribe(topic, qos=1)
        async for message in client.messages:
            assert message.retain
            assert isinstance(message.payload, bytes)
            return message.payload.decode()
    raise AssertionError("unreachable: the client listens until it is told to stop")


def mail_channel(server: MailServer, more: str = "&security=none") -> Channel:
    return email_channel(
        f"smtp://localhost:{server.port}/?from=site@a.example&to=x@b.example&to=y+ledger@c.example{more}"
    )


def body_of(server: MailServer, number: int = -1) -> str:
    body = server.letters[number].get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode().replace("\r\n", "\n")


async def test_whoever_comes_later_to_the_topic_gets_the_newest_checkpoint(tmp_path: Path, port: int) -> None:
    channel = mqtt_channel(f"mqtt://desk:secret@127.0.0.1:{port}/site/checkpoint")
    async with archive_with(tmp_path / "data", channel) as archive:
        for kind in ("server.started", "server.stopped"):
            await archive.record.enter(kind)
            await archive.witnesses.push()
        assert archive.witnesses.troubles == {}
        told = await retained(port, "site/checkpoint")
        assert told == archive.record.signed_checkpoint.encoded()
        assert open_checkpoint(told, archive.record.key) == archive.record.checkpoint


async def test_a_mailbox_gets_one_letter_an_hour_also_when_two_push_at_once(tmp_path: Path) -> None:
    with mail_server() as server:
        async with archive_with(tmp_path / "data", mail_channel(server)) as archive:
            server.pause_s = 0.3
            await archive.record.enter("server.started")
            await asyncio.gather(archive.witnesses.push(), archive.witnesses.push())
            assert archive.witnesses.troubles == {}
        assert len(server.letters) == 1


async def test_mailboxes_get_the_checkpoint_as_the_whole_body(tmp_path: Path) -> None:
    with mail_server() as server:
        async with archive_with(tmp_path / "data", mail_channel(server)) as archive:
            await archive.record.enter("server.started")
            await archive.witnesses.push()
            assert archive.witnesses.troubles == {}
            checkpoint = archive.record.checkpoint
            assert open_checkpoint(body_of(server), archive.record.key) == checkpoint
            assert body_of(server) == archive.record.signed_checkpoint.encoded()
    letter = server.letters[0]
    assert letter["Subject"] == f"Checkpoint of {checkpoint.origin}: {checkpoint.size} entries"
    assert letter["Content-Type"].startswith("text/plain")
    assert server.recipients == [["x@b.example", "y+ledger@c.example"]]


async def test_a_letter_goes_out_at_most_once_an_hour() -> None:
    clock = SimulatedClock()
    with mail_server() as server:
        witness = EmailWitness(mail_channel(server), ANYWHERE, clock)
        counts = []
        for seconds in (0, 3599, 1):
            clock.advance(seconds)
            await witness.push(NOTE.encoded())
            counts.append(len(server.letters))
    assert counts == [1, 1, 2]


async def test_a_letter_that_was_refused_is_tried_with_the_next_checkpoint() -> None:
    with mail_server() as server:
        witness = EmailWitness(mail_channel(server), ANYWHERE, SimulatedClock())
        server.refusal = "451 try later"
        with pytest.raises(LedgerError, match="refused every recipient"):
            await witness.push(NOTE.encoded())
        server.refusal = ""
        await witness.push(NOTE.encoded())
    assert body_of(server) == NOTE.encoded()


async def test_a_letter_is_sent_over_an_encrypted_connection_unless_told_otherwise(tmp_path: Path) -> None:
    certificate = certificate_for("localhost")
    with mail_server(certificate.server_context(tmp_path)) as server:
        channel = mail_channel(server, more="")
        with pytest.raises(LedgerError, match="certificate"):
            await EmailWitness(channel, ANYWHERE, SimulatedClock()).push(NOTE.encoded())
        trusting = replace(channel, secrets={"ca": certificate.certificate})
        await EmailWitness(trusting, ANYWHERE, SimulatedClock()).push(NOTE.encoded())
    assert server.was_encrypted == [True]


async def test_witnesses_that_cannot_be_reached_are_said_and_the_others_are_told(tmp_path: Path, port: int) -> None:
    wrong = mqtt_channel(f"mqtt://desk:hush@127.0.0.1:{port}/site/checkpoint")
    nobody = email_channel(f"smtp://127.0.0.1:{free_port()}/?from=a@x.example&to=b@y.example")
    async with archive_with(tmp_path / "data", wrong, nobody) as archive:
        await archive.witnesses.push()
        said = {name: error.message for name, error in archive.witnesses.troubles.items()}
    assert said == {
        "mqtt": "the witness's broker did not take the checkpoint",
        "e-mail": "the witness's mailbox: nothing listens at this address",
    }


@pytest.mark.parametrize(
    ("host", "policy", "why"),
    [
        ("169.254.169.254", ANYWHERE, "not sent to this address"),
        ("127.0.0.1", ReachPolicy(own_ports=(4711,)), "Groundglass itself"),
        ("127.0.0.1", ReachPolicy(allow_private=False), "nothing to private networks"),
    ],
)
async def test_addresses_are_judged_as_those_of_channels_are(host: str, policy: ReachPolicy, why: str) -> None:
    with pytest.raises(LedgerError, match=why):
        await MqttWitness(mqtt_channel(f"mqtt://{host}:4711/t"), policy).push(NOTE.encoded())
    mailbox = email_channel(f"smtp://{host}:4711/?from=a@x.example&to=b@y.example")
    with pytest.raises(LedgerError, match=why):
        await EmailWitness(mailbox, policy, SimulatedClock()).push(NOTE.encoded())


async def test_a_house_tells_the_witnesses_of_its_plan(tmp_path: Path, port: int) -> None:
    with mail_server() as server:
        channels = (mqtt_channel(f"mqtt://desk:secret@127.0.0.1:{port}/t"), mail_channel(server))
        plan = ServerPlan(tmp_path / "data", limits=LIMITS, witness_channels=channels)
        async with open_house(plan, SystemClock()) as house:
            await house.archive.record.enter("server.started")
            await house.archive.witnesses.push()
            assert house.archive.witnesses.troubles == {}
            assert open_checkpoint(body_of(server), house.archive.record.key).size >= 1
            assert open_checkpoint(await retained(port, "t"), house.archive.record.key).size >= 1


def test_an_address_says_how_to_connect_and_where_to() -> None:
    encrypted = mqtt_channel("mqtts://desk:p%40ss%2Fw@broker.example/site/gg")
    assert encrypted.settings == {"host": "broker.example", "tls": True, "topic": "site/gg", "user": "desk"}
    assert encrypted.secrets == {"password": "p@ss/w"}
    mailbox = email_channel("smtps://u:p@mail.example:4650/?from=a@x.example&to=b%2Bc@y.example")
    assert mailbox.settings["security"] == "tls"
    assert (mailbox.settings["port"], mailbox.settings["sender"], mailbox.settings["to"]) == (
        4650, "a@x.example", ["b+c@y.example"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "mqtt://u:hush@h",
        "mqtt://u:hush@h/",
        "mqtt://u:hush@h/site/#",
        "mqtt://u:hush@h/site/+",
        "mqtt://u:hush@h/t?tls=1",
        "mqtt://u:hush@h:hush/t",
        "mqtt://u:hush@h:0/t",
        "mqtt://u:hush@[hush/t",
        "mqtt://u:hush@/t",
        "http://u:hush@h/t",
        "hush",
    ],
)
def test_what_is_no_topic_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(ConfigError) as caught:
        mqtt_channel(address)
    assert "hush" not in " ".join([str(caught.value), *caught.value.hints])


@pytest.mark.parametrize(
    "address",
    [
        "smtp://u:hush@h/?from=a@x",
        "smtp://u:hush@h/?to=a@x",
        "smtp://u:hush@h/?from=a@x&from=b@x&to=c@x",
        "smtp://u:hush@h/?from=a@x&to=hush",
        "smtp://u:hush@h/?from=a@x&to=b@x%0D%0ABcc:%20hush@x",
        "smtp://u:hush@h/?from=a@x&to=b@x&cc=c@x",
        "smtp://u:hush@h/?from=a@x&to=b@x&security=hush",
        "smtp://u:hush@h/inbox?from=a@x&to=b@x",
        "smtp://u:hush%C3%A4@h/?from=a@x&to=b@x",
        "mailto:hush@x",
    ],
)
def test_what_is_no_mailbox_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(ConfigError) as caught:
        email_channel(address)
    assert "hush" not in " ".join([str(caught.value), *caught.value.hints])


def test_a_password_shows_in_no_repr() -> None:
    channel = mqtt_channel("mqtt://u:hush@h/t")
    plan = ServerPlan(Path("x"), witness_channels=(channel,))
    assert "hush" not in repr(plan) + repr(MqttWitness(channel, ANYWHERE))
