"""What the desk tells a node, told on: to each what is theirs to know, each event once."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from groundglass.clock import SimulatedClock
from groundglass.errors import PaneError
from groundglass.frosted.people.persons import Person, PersonId
from groundglass.frosted.people.reach import WHOLE_SITE, Reach, reach_of
from groundglass.frosted.people.roles import Role
from groundglass.frosted.people.standing import InGroups, Standing
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.web.entry import Visitor
from groundglass.frosted.web.nodes.hearing import MOST_TOLD, Browser, Hearing


def visitor(role: Role = Role.ADMINISTRATOR, reach: Reach = WHOLE_SITE) -> Visitor:
    return Visitor(Standing(Person(PersonId("a" * 16), "Ada", role, True), reach), None, reach)


def a_hearing() -> Hearing:
    return Hearing("127.0.0.1:1", ClusterSecret(b"s" * 32).viewer(), SimulatedClock())


def tell(hearing: Hearing, *messages: dict[str, Any]) -> None:
    for message in messages:
        hearing.take(message)


async def waiting(browser: Browser) -> list[dict[str, Any]]:
    async with asyncio.timeout(60):
        return [json.loads(text) for text in await anext(browser)]


SITE = {"type": "site", "name": "Pier", "newest": 5}
BOTH = {"type": "cameras", "cameras": [{"id": "gate", "n": 1}, {"id": "yard", "n": 1}]}


def event(number: int, camera: str | None = "gate") -> dict[str, Any]:
    return {"type": "event", "event": {"id": number, "camera": camera}}


async def test_an_event_that_comes_again_after_a_break_is_told_once() -> None:
    hearing = a_hearing()
    tell(hearing, SITE, BOTH)
    with hearing.listen(visitor()) as browser:
        await waiting(browser)
        tell(hearing, event(6), event(7))
        tell(hearing, {**SITE, "newest": 7}, BOTH, event(6), event(7), event(8))
        told = [said["event"]["id"] for said in await waiting(browser) if said["type"] == "event"]
    assert told == [6, 7, 8]


async def test_each_hears_only_of_the_cameras_that_exist_for_them() -> None:
    hearing = a_hearing()
    tell(hearing, SITE, BOTH)
    line = {"type": "incident", "incident": {"number": 1, "camera": "gate"}}
    with hearing.listen(visitor(reach=reach_of(["yard"]))) as limited, hearing.listen(visitor()) as whole:
        assert [camera["id"] for camera in (await waiting(limited))[0]["cameras"]] == ["yard"]
        await waiting(whole)
        for camera in ("gate", "yard"):
            tell(hearing, {"type": "camera", "camera": {"id": camera, "n": 2}})
        tell(hearing, event(6, "gate"), event(7, "yard"), event(8, None), line, {"type": "removed", "id": "gate"})
        assert [said["type"] for said in await waiting(limited)] == ["event", "camera"]
        assert [said["type"] for said in await waiting(whole)] == ["event"] * 3 + ["incident", "removed", "camera"]


async def test_incidents_are_told_to_whoever_works_on_them_in_a_group_and_those_of_the_group_alone() -> None:
    hearing = a_hearing()
    tell(hearing, SITE, BOTH)
    viewer = visitor(Role.VIEWER)
    at_yard = replace(viewer.standing, in_groups=(InGroups(Role.OPERATOR, reach_of(["yard"])),))
    with hearing.listen(replace(viewer, standing=at_yard)) as browser:
        await waiting(browser)
        for number, camera in enumerate(("gate", "yard", None)):
            tell(hearing, {"type": "incident", "incident": {"number": number, "camera": camera}})
        assert [said["incident"]["camera"] for said in await waiting(browser)] == ["yard"]


async def test_incidents_are_told_to_those_who_work_on_them() -> None:
    hearing = a_hearing()
    tell(hearing, SITE, BOTH)
    with hearing.listen(visitor(Role.VIEWER)) as viewer, hearing.listen(visitor(Role.OPERATOR)) as operator:
        await waiting(viewer)
        await waiting(operator)
        tell(hearing, {"type": "incident", "incident": {"number": 1, "camera": "gate"}}, event(6))
        assert [said["type"] for said in await waiting(viewer)] == ["event"]
        assert [said["type"] for said in await waiting(operator)] == ["incident", "event"]


async def test_who_opens_a_page_while_the_desk_is_away_sees_how_it_last_was_and_is_told() -> None:
    hearing = a_hearing()
    hearing.presume([{"id": "gate", "n": 0}])
    with hearing.listen(visitor()) as early:
        assert [said["type"] for said in await waiting(early)] == ["cameras", "desk"]
        tell(hearing, SITE, BOTH)
        (cameras, desk) = await waiting(early)
        assert (len(cameras["cameras"]), desk) == (2, {"type": "desk", "here": True})
    assert hearing.site_name == "Pier"


async def test_a_slow_browser_gets_the_newest_state_and_loses_the_oldest_events() -> None:
    hearing = a_hearing()
    tell(hearing, SITE, BOTH)
    with hearing.listen(visitor()) as browser:
        await waiting(browser)
        for number in range(6, 6 + MOST_TOLD + 10):
            tell(hearing, event(number), {"type": "camera", "camera": {"id": "gate", "n": number}})
        told = await waiting(browser)
    events = [said["event"]["id"] for said in told if said["type"] == "event"]
    assert (len(events), events[-1]) == (MOST_TOLD, 5 + MOST_TOLD + 10)
    assert [said["camera"]["n"] for said in told if said["type"] == "camera"] == [5 + MOST_TOLD + 10]


@pytest.mark.parametrize("message", [{"type": "song"}, {"type": "event", "event": {}}, {}])
async def test_what_cannot_be_read_is_refused(message: dict[str, Any]) -> None:
    with pytest.raises((PaneError, KeyError)):
        tell(a_hearing(), message)
