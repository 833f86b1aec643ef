"""A webhook: signed, retried, given up visibly, sent again with the same key, and to nobody it must not reach."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from pathlib import Path
from typing import Any

import pytest

from groundglass.errors import ConfigError, Conflict
from groundglass.frosted.events.occurred import EventKind, Level
from groundglass.frosted.incidents.acts import Noted, StateSet
from groundglass.frosted.incidents.levels import Outcome, State
from groundglass.frosted.outbound import wire
from groundglass.frosted.outbound.channels import Channel, ChannelKind, Wish
from groundglass.frosted.outbound.outbox import Message, wait_s
from groundglass.frosted.outbound.wire import ReachPolicy
from tests.frosted.incidents.happenings import ANNA, opening
from tests.frosted.outbound.conftest import House, open_outbound
from tests.stands.receivers import HttpReceiver, http_receiver

SECRET = "a secret of some length"


async def hook(house: House, url: str, wish: Wish | None = None) -> Channel:
    values = {"url": url, "secret": SECRET}
    return await house.outbound.channels.add(ChannelKind.WEBHOOK, "Control room", wish or Wish(), values, enabled=True)


async def until_state(house: House, channel: Channel, state: str, count: int = 1) -> tuple[Message, ...]:
    async with asyncio.timeout(60):
        while len(found := await house.outbound.outbox.list(channel.id, state, None, 100)) < count:
            await asyncio.sleep(0.01)
    return found


def bodies(receiver: HttpReceiver) -> list[dict[str, Any]]:
    return [json.loads(body) for _, body in receiver.got]


async def test_an_event_and_an_incident_arrive_signed_with_time_and_key(house: House) -> None:
    with http_receiver() as receiver:
        await hook(house, receiver.url)
        async with house.running():
            house.events.happen()
            number = (await house.desk.open(opening(0), ANNA)).number
            await receiver.until(2)
        for headers, body in receiver.got:
            parts = dict(part.split("=", 1) for part in headers["groundglass-signature"].split(","))
            wanted = hmac.new(SECRET.encode(), f"{parts['t']}.".encode() + body, hashlib.sha256).hexdigest()
            assert parts["v1"] == wanted
            assert abs(time.time() - int(parts["t"])) < 60
            assert headers["idempotency-key"] == json.loads(body)["key"]
        told = {body["source"]: body for body in bodies(receiver)}
        assert (told["event"]["kind"], told["event"]["camera_name"]) == ("smoke", "North gate")
        assert (told["incident"]["incident"], told["incident"]["change"]) == (number, "opened")


async def test_notes_tasks_and_names_stay_in_the_house(house: House) -> None:
    with http_receiver() as receiver:
        await hook(house, receiver.url)
        async with house.running():
            number = (await house.desk.open(opening(0), ANNA)).number
            await house.desk.act(number, ANNA, Noted("Erika Mustermann was seen"))
            await house.desk.shifts.begin(ANNA)
            await house.desk.send_task(number, ANNA, "Look for Erika", ANNA)
            await house.desk.act(number, ANNA, StateSet(State.RESOLVED, Outcome.REAL))
            await receiver.until(2)
        assert [body["change"] for body in bodies(receiver)] == ["opened", "state"]
        everything = b"".join(body for _, body in receiver.got)
        assert b"Erika" not in everything
        assert ANNA.encode() not in everything


async def test_what_fails_is_tried_again_with_the_same_key(house: House) -> None:
    with http_receiver([503, 429, 204]) as receiver:
        channel = await hook(house, receiver.url)
        async with house.running():
            house.events.happen()
            sent = await until_state(house, channel, "sent")
        assert sent[0].attempts == 3
        assert len({headers["idempotency-key"] for headers, _ in receiver.got}) == 1


@pytest.mark.parametrize("status", [400, 401, 404, 410, 301])
async def test_what_cannot_succeed_is_given_up_shown_and_can_be_sent_again(house: House, status: int) -> None:
    with http_receiver([status, 204], {"Location": "http://127.0.0.1:1/"}) as receiver:
        channel = await hook(house, receiver.url)
        async with house.running():
            house.events.happen()
            dead = (await until_state(house, channel, "dead"))[0]
            assert str(status) in dead.trouble
            await house.outbound.outbox.resend(dead.id)
            house.outbound.courier.wake()
            await until_state(house, channel, "sent")
        assert [headers["idempotency-key"] for headers, _ in receiver.got] == [dead.key, dead.key]
        with pytest.raises(Conflict):
            await house.outbound.outbox.resend(dead.id)


async def test_the_messages_of_an_incident_arrive_in_their_order_though_one_fails(house: House) -> None:
    with http_receiver([500, 204]) as receiver:
        channel = await hook(house, receiver.url)
        number = (await house.desk.open(opening(0), ANNA)).number
        for state in (State.ACKNOWLEDGED, State.IN_PROGRESS):
            await house.desk.act(number, ANNA, StateSet(state, None))
        async with house.running():
            await until_state(house, channel, "sent", 3)
        assert [body["state"] for body in bodies(receiver)] == ["new", "new", "acknowledged", "in_progress"]


async def test_a_channel_hears_what_it_wants_and_follows_what_it_heard_to_its_end(house: House) -> None:
    with http_receiver() as receiver:
        wish = Wish(least=Level.ALARM, exercises=False, kinds=("smoke", "flame"))
        channel = await hook(house, receiver.url, wish)
        for kind, level, exercise in (
            (EventKind.SMOKE, Level.ALARM, False),
            (EventKind.SMOKE, Level.WARNING, False),
            (EventKind.SMOKE, Level.ALARM, True),
            (EventKind.DWELL, Level.ALARM, False),
        ):
            house.events.happen(kind, level, exercise=exercise)
        async with house.running():
            await until_state(house, channel, "sent")
            house.events.happen(EventKind.FLAME)
            await until_state(house, channel, "sent", 2)
        assert [body["kind"] for body in bodies(receiver)] == ["smoke", "flame"]


async def test_nothing_is_lost_and_no_key_is_new_when_the_house_is_killed_and_starts_again(tmp_path: Path) -> None:
    with http_receiver() as receiver:
        async with open_outbound(tmp_path) as house:
            channel = await hook(house, receiver.url)
            for _ in range(200):
                house.events.happen()
            kept = house.events.kept
            async with house.running():
                await receiver.until(20)  # cut in the middle of sending
        async with open_outbound(tmp_path) as house:
            house.events.kept = kept
            async with house.running():
                await until_state(house, channel, "sent", 100)
                async with asyncio.timeout(60):
                    while len({headers["idempotency-key"] for headers, _ in receiver.got}) < 200:
                        await asyncio.sleep(0.01)
        keys = {headers["idempotency-key"] for headers, _ in receiver.got}
        assert keys == {f"{channel.id}-e{number}" for number in range(1, 201)}


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest/", "http://169.254.1.1/", "http://[fd00:ec2::254]/", "http://224.0.0.1/"]
)
async def test_nothing_is_sent_to_where_clouds_keep_secrets(house: House, url: str) -> None:
    channel = await hook(house, url)
    async with house.running():
        house.events.happen()
        dead = await until_state(house, channel, "dead")
    assert "not sent to this address" in dead[0].trouble


async def test_a_site_may_keep_its_messages_off_private_networks_and_always_off_itself(tmp_path: Path) -> None:
    with http_receiver() as receiver:
        for place, policy in enumerate((ReachPolicy(allow_private=False), ReachPolicy(own_ports=(receiver.port,)))):
            folder = tmp_path / str(place)
            folder.mkdir()
            async with open_outbound(folder, policy=policy) as house:
                channel = await hook(house, receiver.url)
                async with house.running():
                    house.events.happen()
                    await until_state(house, channel, "dead")
        assert receiver.got == []


@pytest.mark.parametrize(
    "values",
    [
        {"url": "ftp://example.org/", "secret": "x"},
        {"url": "http://user:pw@example.org/", "secret": "x"},
        {"url": "http://example.org/ x", "secret": "x"},
        {"url": "http://", "secret": "x"},
        {"url": "http://example.org:99999/", "secret": "x"},
        {"url": "http://example.org/"},
        {"url": "http://example.org/", "secret": "x", "more": "y"},
        {"url": 7, "secret": "x"},
    ],
)
async def test_what_is_no_webhook_is_refused_without_repeating_it(house: House, values: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as refused:
        await house.outbound.channels.add(ChannelKind.WEBHOOK, "x", Wish(), values, enabled=True)
    assert "example.org/ x" not in refused.value.message
    assert "pw" not in refused.value.message


async def test_secrets_are_sealed_in_the_catalog_and_silent_in_a_repr(house: House, tmp_path: Path) -> None:
    channel = await hook(house, "https://example.org/T0KEN")
    assert "T0KEN" not in repr(channel)
    assert SECRET not in repr(channel)
    everything = b"".join(path.read_bytes() for path in tmp_path.glob("groundglass.db*"))
    assert b"T0KEN" not in everything
    assert SECRET.encode() not in everything


def test_waiting_grows_to_an_hour_and_no_further() -> None:
    assert all(0.5 <= wait_s(1) <= 1.5 for _ in range(50))
    assert all(1800 <= wait_s(30) <= 5400 for _ in range(50))


async def test_what_was_sent_is_on_record_by_its_key(house: House) -> None:
    with http_receiver() as receiver:
        channel = await hook(house, receiver.url)
        async with house.running():
            house.events.happen()
            key = (await until_state(house, channel, "sent"))[0].key
        async with asyncio.timeout(60):
            while True:
                entries = [json.loads(one) for one in await house.record.entries(0, 100)]
                if sent := [one for one in entries if one["kind"] == "message.sent"]:
                    break
                await asyncio.sleep(0.05)
        assert (sent[0]["channel"], sent[0]["keys"]) == (channel.id, [key])


async def test_whoever_answers_a_byte_at_a_time_is_cut_off(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LONGEST_S", 1.0)

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                writer.write(b"H")
                await writer.drain()
                await asyncio.sleep(0.05)
        except OSError:
            writer.close()
        finally:
            gone.set()

    gone = asyncio.Event()
    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    try:
        channel = await hook(house, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
        async with house.running():
            house.events.happen()
            async with asyncio.timeout(60):
                while (
                    not (found := await house.outbound.outbox.list(channel.id, "waiting", None, 1))
                    or not found[0].trouble
                ):
                    await asyncio.sleep(0.02)
        await gone.wait()
    finally:
        server.close()
