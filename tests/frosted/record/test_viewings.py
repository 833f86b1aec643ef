"""Claims about looking: on record by person, camera and minute, and never one entry per picture."""

from __future__ import annotations

import asyncio

import pytest

from groundglass.frosted.record import viewings as module
from groundglass.frosted.record.viewings import MINUTE_90K, Viewings
from tests.frosted.record.desk import open_desk


async def test_a_minute_of_live_pictures_is_one_entry_for_each_person() -> None:
    async with open_desk() as desk:
        seen = Viewings(desk.keeper, desk.clock)
        minute_90k = desk.clock.now_90k() // MINUTE_90K * MINUTE_90K
        for _ in range(500):
            seen.live("anna", "gate")
            seen.live("anna", "yard")
            seen.live("ben", "gate")
        desk.clock.advance(60)
        seen.live("anna", "gate")
        await desk.until(["camera.watched"] * 2)
        found = [(e["by"], e["cameras"], e["minute_90k"]) for e in desk.written()]
        assert found == [("anna", ["gate", "yard"], minute_90k), ("ben", ["gate"], minute_90k)]
        seen.flush()
        await desk.until(["camera.watched"] * 3)


async def test_a_look_is_entered_once_also_when_the_server_is_started_again_in_its_minute() -> None:
    async with open_desk() as desk:
        seen = Viewings(desk.keeper, desk.clock)
        minute = desk.clock.now_90k() // MINUTE_90K
        seen.live("anna", "gate")
        seen.flush()
        await desk.until(["camera.watched"])
        again = Viewings(desk.keeper, desk.clock)
        await again.recall()
        again.watched_in(minute, "anna", "gate")
        again.watched_in(minute, "anna", "yard")
        again.watched_in(minute - 1, "anna", "gate")
        again.flush()
        await desk.until(["camera.watched"] * 3)
        found = [(e["minute_90k"], e["cameras"]) for e in desk.written()]
        start = minute * MINUTE_90K
        assert found == [(start, ["gate"]), (start - MINUTE_90K, ["gate"]), (start, ["yard"])]


async def test_what_was_played_is_told_in_minutes_neighbours_joined() -> None:
    async with open_desk() as desk:
        seen = Viewings(desk.keeper, desk.clock)
        start = 1000 * MINUTE_90K
        seen.played("anna", "gate", start + 5, start + 6)
        seen.played("anna", "gate", start + MINUTE_90K, start + 2 * MINUTE_90K)
        seen.played("anna", "gate", start + 9 * MINUTE_90K, start + 9 * MINUTE_90K + 1)
        seen.flush()
        await desk.until(["recording.played"])
        assert desk.written()[0]["minutes_90k"] == [
            start,
            start + 2 * MINUTE_90K,
            start + 9 * MINUTE_90K,
            start + 10 * MINUTE_90K,
        ]


async def test_failures_to_sign_in_are_counted_without_a_name() -> None:
    async with open_desk() as desk:
        seen = Viewings(desk.keeper, desk.clock)
        for _ in range(3):
            seen.failed_to_sign_in("password")
        seen.flush()
        await desk.until(["person.sign-in-failed"])
        entry = desk.written()[0]
        assert (entry["way"], entry["count"]) == ("password", 3)
        assert "by" not in entry


async def test_what_is_gathered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PAIRS", 2)
    monkeypatch.setattr(module, "MAX_MINUTES", 10)
    async with open_desk() as desk:
        seen = Viewings(desk.keeper, desk.clock)
        for number in range(3):
            seen.live(f"person-{number}", "gate")
        await desk.until(["camera.watched"] * 3)
        seen.played("anna", "gate", 0, 11 * MINUTE_90K)
        await desk.until(["camera.watched"] * 3 + ["recording.played"])
        seen.played("ben", "gate", 0, 1 << 60)
        await desk.until(["camera.watched"] * 3 + ["recording.played"] * 2)
        told = desk.written()[-1]["minutes_90k"]
        assert isinstance(told, list)
        first, until = map(int, map(str, told))
        assert until - first <= 86_400 * 90_000 + 2 * MINUTE_90K


async def test_a_minute_is_entered_also_when_nobody_looks_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY_S", 0.01)
    async with open_desk() as desk:
        seen = Viewings(desk.keeper, desk.clock)
        running = asyncio.create_task(seen.run())
        seen.live("anna", "gate")
        desk.clock.advance(60)
        await desk.until(["camera.watched"])
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_what_a_web_node_tells_late_is_entered_once_under_the_minute_in_which_it_was() -> None:
    async with open_desk() as desk:
        seen = Viewings(desk.keeper, desk.clock)
        minute = desk.clock.now_90k() // MINUTE_90K
        seen.watched_in(minute, "anna", "gate")
        seen.live("anna", "gate")
        desk.clock.advance(600)
        for _ in range(2):
            seen.watched_in(minute, "anna", "gate")
            seen.watched_in(minute, "anna", "yard")
            seen.watched_in(minute - 5, "ben", "gate")
        await desk.until(["camera.watched"] * 3)
        found = [(e["by"], e["cameras"], e["minute_90k"]) for e in desk.written()]
        assert found == [
            ("anna", ["gate"], minute * MINUTE_90K),
            ("anna", ["yard"], minute * MINUTE_90K),
            ("ben", ["gate"], (minute - 5) * MINUTE_90K),
        ]
