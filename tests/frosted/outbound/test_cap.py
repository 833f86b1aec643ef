"""CAP 1.2: Alert, Update, Cancel and Exercise, judged by a reader written from the standard."""

from __future__ import annotations

import asyncio
import os
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from groundglass.frosted.events.occurred import EventKind, Level
from groundglass.frosted.incidents.acts import LevelSet, StateSet
from groundglass.frosted.incidents.levels import Outcome, State
from groundglass.frosted.outbound.cap import alert
from groundglass.frosted.outbound.channels import ChannelKind, Wish
from groundglass.frosted.outbound.geography import Spot
from groundglass.frosted.outbound.notice import trial_notice
from tests.frosted.incidents.happenings import ANNA, opening
from tests.frosted.outbound.conftest import House
from tests.stands.cap_reader import read_alert, text
from tests.stands.receivers import http_receiver

SCHEMA = os.environ.get("GROUNDGLASS_CAP_SCHEMA")


def judged(body: bytes, folder: Path) -> ET.Element:
    """Read by our reader, and by libxml2 with the OASIS schema where this machine has it."""
    if SCHEMA:
        path = folder / "alert.xml"
        path.write_bytes(body)
        answer = subprocess.run(["xmllint", "--noout", "--schema", SCHEMA, path], capture_output=True, check=False)
        assert answer.returncode == 0, answer.stderr
    return read_alert(body)


async def alerts(house: House, folder: Path, outcome: Outcome, *, exercise: bool) -> list[ET.Element]:
    """What a warning system gets of an incident that is opened, made graver and resolved."""
    await house.outbound.geography.put("gate", Spot(48.137154, 11.576124))
    with http_receiver() as receiver:
        values = {"url": receiver.url, "sender": "desk@site.example", "token": "let me in"}
        await house.outbound.channels.add(ChannelKind.CAP, "Warning system", Wish(), values, enabled=True)
        number = (await house.desk.open(opening(0, title="Smoke <at> the & gate", is_exercise=exercise), ANNA)).number
        await house.desk.act(number, ANNA, LevelSet(Level.ALARM))
        await house.desk.act(number, ANNA, StateSet(State.RESOLVED, outcome))
        async with house.running():
            got = await receiver.until(3)
    assert {headers["content-type"] for headers, _ in got} == {"application/cap+xml"}
    assert {headers["authorization"] for headers, _ in got} == {"Bearer let me in"}
    return [judged(body, folder) for _, body in got]


async def test_an_incident_is_an_alert_then_updates_that_refer_to_all_before(house: House, tmp_path: Path) -> None:
    first, second, third = await alerts(house, tmp_path, Outcome.REAL, exercise=False)
    assert [text(one, "msgType") for one in (first, second, third)] == ["Alert", "Update", "Update"]
    assert {text(one, "status") for one in (first, second, third)} == {"Actual"}
    named = [f"{text(one, 'sender')},{text(one, 'identifier')},{text(one, 'sent')}" for one in (first, second)]
    assert text(third, "references").split(" ") == named
    assert text(first, "info/headline") == "Smoke <at> the & gate"
    assert text(second, "info/severity") == "Severe"
    assert (text(third, "info/urgency"), text(third, "info/responseType")) == ("Past", "AllClear")
    assert text(first, "info/area/circle") == "48.137154,11.576124 0.05"


async def test_a_false_alarm_is_cancelled_and_an_exercise_is_one_throughout(house: House, tmp_path: Path) -> None:
    found = await alerts(house, tmp_path, Outcome.FALSE_ALARM, exercise=True)
    assert [text(one, "msgType") for one in found] == ["Alert", "Update", "Cancel"]
    assert {text(one, "status") for one in found} == {"Exercise"}


@pytest.mark.parametrize("kind", list(EventKind))
async def test_every_kind_of_event_makes_a_valid_alert(house: House, tmp_path: Path, kind: EventKind) -> None:
    with http_receiver() as receiver:
        values = {"url": receiver.url, "sender": "a name, with <odd> characters"}
        await house.outbound.channels.add(ChannelKind.CAP, "Warning system", Wish(), values, enabled=True)
        house.events.happen(kind)
        async with house.running():
            got = await receiver.until(1)
    read = await asyncio.to_thread(judged, got[0][1], tmp_path)
    assert text(read, "info/event") == kind.value.replace("_", " ")


def test_a_trial_of_a_channel_is_a_test_and_nothing_else(tmp_path: Path) -> None:
    assert text(judged(alert(trial_notice(1, "Site", 90_000), "desk", None), tmp_path), "status") == "Test"
