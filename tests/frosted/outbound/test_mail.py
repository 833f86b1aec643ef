"""E-mail to a real SMTP server: encrypted where it should be, refused where the server refuses."""

from __future__ import annotations

import asyncio
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

from groundglass.frosted.incidents.acts import StateSet
from groundglass.frosted.incidents.levels import Outcome, State
from groundglass.frosted.outbound.channels import Channel, ChannelKind, Wish
from groundglass.frosted.outbound.outbox import Message
from tests.frosted.incidents.happenings import ANNA, opening
from tests.frosted.outbound.conftest import House
from tests.stands.receivers import certificate_for, mail_server


async def channel_to(house: House, port: int, **more: Any) -> Channel:
    values = {
        "host": "localhost",
        "port": port,
        "security": "none",
        "sender": "desk@site.example",
        "to": ["guard@site.example", "chief@site.example"],
        **more,
    }
    return await house.outbound.channels.add(ChannelKind.EMAIL, "Guards", Wish(events=False), values, enabled=True)


async def until(house: House, channel: Channel, state: str, count: int = 1) -> tuple[Message, ...]:
    async with asyncio.timeout(60):
        while len(found := await house.outbound.outbox.list(channel.id, state, None, 10)) < count:
            await asyncio.sleep(0.02)
    return found


async def test_an_incident_is_told_to_everybody_and_later_letters_refer_to_the_first(house: House) -> None:
    with mail_server() as server:
        channel = await channel_to(house, server.port)
        number = (await house.desk.open(opening(0, title="Größeres Gedränge"), ANNA)).number
        await house.desk.act(number, ANNA, StateSet(State.RESOLVED, Outcome.REAL))
        async with house.running():
            await until(house, channel, "sent", 2)
    first, second = server.letters
    assert server.recipients[0] == ["guard@site.example", "chief@site.example"]
    assert str(make_header(decode_header(first["Subject"]))) == f"Incident {number}: Größeres Gedränge (new)"
    assert second["References"] == first["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"
    body = second.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert "Outcome: real" in body.decode()


async def test_an_exercise_says_so_first(house: House) -> None:
    with mail_server() as server:
        channel = await channel_to(house, server.port)
        await house.desk.open(opening(0, is_exercise=True), ANNA)
        async with house.running():
            await until(house, channel, "sent")
    assert server.letters[0]["Subject"].startswith("[Exercise] ")


async def test_a_connection_is_encrypted_before_anything_is_said(house: House, tmp_path: Path) -> None:
    certificate = certificate_for("localhost")
    with mail_server(certificate.server_context(tmp_path)) as server:
        channel = await channel_to(house, server.port, security="starttls", ca=certificate.certificate)
        await house.desk.open(opening(0), ANNA)
        async with house.running():
            await until(house, channel, "sent")
        assert server.was_encrypted == [True]


async def test_a_server_that_cannot_prove_its_name_gets_nothing(house: House, tmp_path: Path) -> None:
    with mail_server(certificate_for("localhost").server_context(tmp_path)) as server:
        other = certificate_for("localhost").certificate
        channel = await channel_to(house, server.port, security="starttls", ca=other)
        await house.desk.open(opening(0), ANNA)
        async with house.running():
            async with asyncio.timeout(60):
                while not (await until(house, channel, "waiting"))[0].trouble:
                    await asyncio.sleep(0.02)
        assert "certificate" in (await until(house, channel, "waiting"))[0].trouble
        assert server.letters == []


async def test_recipients_that_do_not_exist_are_given_up_and_busy_ones_are_not(house: House) -> None:
    for refusal, state in (("550 no such user", "dead"), ("451 try later", "waiting")):
        with mail_server() as server:
            server.refusal = refusal
            channel = await channel_to(house, server.port)
            await house.desk.open(opening(0), ANNA)
            async with house.running():
                async with asyncio.timeout(60):
                    while not (found := await until(house, channel, state))[0].trouble:
                        await asyncio.sleep(0.02)
            assert found[0].trouble == "the mail server refused every recipient"
            await house.outbound.channels.remove(channel.id)
