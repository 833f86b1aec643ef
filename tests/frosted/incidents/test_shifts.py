"""On duty by one's own word; positions only then, only if given, and not for long."""

from __future__ import annotations

import pytest

from groundglass.clock import SimulatedClock
from groundglass.errors import ConfigError, Conflict
from groundglass.frosted.incidents.desk import Desk
from tests.frosted.incidents.happenings import ANNA, BEN


async def test_a_position_is_only_taken_on_shift_and_forgotten_with_it(desk: Desk) -> None:
    shifts = desk.shifts
    with pytest.raises(Conflict, match="on shift"):
        await shifts.share(ANNA, 48.1, 11.5, 8.0)
    await shifts.begin(ANNA)
    await shifts.share(ANNA, 48.1, 11.5, 8.0)
    assert [position.person for position in shifts.positions()] == [ANNA]
    await shifts.end(ANNA)
    assert shifts.positions() == ()


async def test_a_position_is_forgotten_after_five_minutes_and_when_taken_back(
    desk: Desk, clock: SimulatedClock
) -> None:
    for who in (ANNA, BEN):
        await desk.shifts.begin(who)
        await desk.shifts.share(who, 48.1, 11.5, 8.0)
    desk.shifts.take_back(ANNA)
    assert [position.person for position in desk.shifts.positions()] == [BEN]
    clock.advance(301)
    assert desk.shifts.positions() == ()


async def test_only_the_newest_position_is_kept(desk: Desk) -> None:
    await desk.shifts.begin(ANNA)
    for step in range(5):
        await desk.shifts.share(ANNA, 48.1 + step / 1000, 11.5, 8.0)
    assert [position.latitude for position in desk.shifts.positions()] == [48.104]


@pytest.mark.parametrize("where", [(91.0, 0.0, 1.0), (0.0, 181.0, 1.0), (float("nan"), 0.0, 1.0), (0.0, 0.0, -1.0)])
async def test_what_is_no_position_is_refused(desk: Desk, where: tuple[float, float, float]) -> None:
    await desk.shifts.begin(ANNA)
    with pytest.raises(ConfigError):
        await desk.shifts.share(ANNA, *where)


async def test_a_shift_begins_once_and_ends_once(desk: Desk) -> None:
    await desk.shifts.begin(ANNA)
    with pytest.raises(Conflict):
        await desk.shifts.begin(ANNA)
    await desk.shifts.end(ANNA, "quiet night")
    with pytest.raises(Conflict):
        await desk.shifts.end(ANNA)
    assert await desk.shifts.on_duty() == ()
