"""Alarms are heard once each, also those that were accepted while nobody listened or nothing could be recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from groundglass.clock import SimulatedClock
from groundglass.errors import LedgerUnavailable
from groundglass.frosted.events.occurred import EventId, EventKind, EventOccurred, Level, Phase
from groundglass.frosted.incidents.book import Wanted
from groundglass.frosted.incidents.desk import Desk
from groundglass.frosted.incidents.rounds import Rounds
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.pane.ids import CameraId, Instant90k


@dataclass
class Kept:
    """Events as their store hands them out."""

    events: list[EventOccurred] = field(default_factory=list)

    async def after(self, event: int, limit: int) -> Sequence[EventOccurred]:
        return [one for one in self.events if one.id > event][:limit]

    def happen(self, number: int, camera: str, phase: Phase = Phase.ONCE) -> None:
        at = Instant90k(number * 90_000)
        self.events.append(
            EventOccurred(EventId(number), EventKind.SMOKE, phase, at, Level.ALARM, at, "roof", CameraId(camera))
        )


async def test_each_alarm_is_heard_once_however_often_rounds_begin(desk: Desk, clock: SimulatedClock) -> None:
    kept = Kept()
    kept.happen(5, "gate")
    kept.happen(9, "yard")
    for _ in range(3):
        await Rounds(desk, kept, clock).hear_new()
    assert [line.camera for line in await desk.book.lines(Wanted())] == ["yard", "gate"]
    kept.happen(12, "roof")
    assert await Rounds(desk, kept, clock).hear_new() == 1
    assert len(await desk.book.lines(Wanted())) == 3


async def test_the_end_of_something_opens_no_incident(desk: Desk, clock: SimulatedClock) -> None:
    kept = Kept()
    kept.happen(1, "gate", Phase.ENDED)
    await Rounds(desk, kept, clock).hear_new()
    assert await desk.book.lines(Wanted()) == ()


async def test_an_alarm_that_could_not_be_recorded_is_heard_later(
    desk: Desk, record: Recordkeeper, clock: SimulatedClock
) -> None:
    kept = Kept()
    kept.happen(1, "gate")
    record.stop()
    with pytest.raises(LedgerUnavailable):
        await Rounds(desk, kept, clock).hear_new()
    assert await desk.book.mark("desk") == 0
    assert await desk.book.lines(Wanted()) == ()
