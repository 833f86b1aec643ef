"""Events are found by what, where and when, in order and without a gap, on every day of the year."""

from __future__ import annotations

import itertools
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import ConfigError
from groundglass.frosted.events.schedule import MINUTES, Hours, local_time, stretches
from groundglass.frosted.web.hours import parse_hours, stretches_of
from groundglass.pane.ids import TICKS_PER_S, Instant90k

VIENNA = "Europe/Vienna"


def moment(year: int, month: int, day: int, hour: int = 0) -> Instant90k:
    return Instant90k(round(datetime(year, month, day, hour, tzinfo=ZoneInfo(VIENNA)).timestamp()) * TICKS_PER_S)


def test_a_night_that_passes_midnight_belongs_to_the_day_it_began() -> None:
    hours = parse_hours("22:00-06:00", ["fri"])
    assert set(hours) == {Hours(4, 22 * 60, MINUTES), Hours(5, 0, 6 * 60)}
    assert parse_hours("22:00-00:00", ["fri"]) == (Hours(4, 22 * 60, MINUTES),)
    assert parse_hours(None, ["sun"]) == (Hours(6, 0, MINUTES),)


@pytest.mark.parametrize("bad", ["", "8-9", "08:00-08:00", "24:00-25:00", "08:00-24:30", "aa:bb-cc:dd"])
def test_what_are_no_hours_of_a_day_are_refused(bad: str) -> None:
    with pytest.raises(ConfigError):
        parse_hours(bad, [])


@pytest.mark.parametrize(("day", "length_h"), [(27, 24), (28, 23), (29, 24)])
def test_a_day_is_as_long_as_the_clocks_make_it(day: int, length_h: int) -> None:
    begin, end = moment(2027, 3, 20), moment(2027, 4, 3)
    whole = list(stretches([Hours(d, 0, MINUTES) for d in range(7)], VIENNA, begin, end))
    (found,) = [one for one in whole if local_time(one[0], VIENNA).day == day and local_time(one[0], VIENNA).month == 3]
    assert (found[1] - found[0]) // (3600 * TICKS_PER_S) == length_h


@given(st.integers(0, 400 * 86_400), st.integers(1, 20 * 86_400), st.sets(st.integers(0, 6), min_size=1), st.data())
def test_a_moment_is_in_a_stretch_exactly_when_the_wall_clock_says_so(
    since_s: int, lasts_s: int, days: set[int], data: st.DataObject
) -> None:
    begin = Instant90k(moment(2027, 1, 1) + since_s * TICKS_PER_S)
    end = Instant90k(begin + lasts_s * TICKS_PER_S)
    hours = [Hours(day, 8 * 60, 17 * 60 + 30) for day in days]  # no clock changes then, so that it is said once
    found = stretches(hours, VIENNA, begin, end)
    assert list(found) == sorted(found, reverse=True)
    assert all(a[0] >= b[1] for a, b in itertools.pairwise(found))
    at = Instant90k(begin + data.draw(st.integers(0, lasts_s - 1)) * TICKS_PER_S)
    local = local_time(at, VIENNA)
    minute = local.hour * 60 + local.minute
    assert any(a <= at < b for a, b in found) == (local.weekday() in days and 480 <= minute < 1050)


def test_a_search_by_hours_looks_back_no_further_than_events_are_kept() -> None:
    now = moment(2027, 6, 1)
    found = stretches_of(parse_hours("08:00-09:00", []), VIENNA, None, None, now)
    assert 399 <= len(found) <= 402
    with pytest.raises(ConfigError):
        stretches_of(parse_hours("08:00-09:00", []), "Nowhere/Atlantis", None, None, now)
