"""Rules as people write them: read back as they were, and refused with the reason when they make no sense."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundglass.errors import ConfigError, GroundglassError
from groundglass.frosted.events.occurred import EventKind
from groundglass.frosted.events.parse import draft_json, parse_draft, parse_schedule, schedule_json
from groundglass.frosted.events.rules import HOUSE_KINDS, TRIGGERS
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from tests.frosted.events.judging import MIDDLE

NEEDED: dict[str, Any] = {
    "zone": MIDDLE, "line": [[0.1, 0.1], [0.9, 0.9]], "area": 3, "rise_per_m2": 1.5, "way": [1, 0],
    "warning_per_m2": 2.0,
}  # fmt: skip
HOURS = {"hours": {"mon": [["08:00", "12:00"], ["13:00", "24:00"]], "sun": [["00:00", "00:01"]]}}


def written(kind: EventKind, **more: Any) -> dict[str, Any]:
    when = {"kind": kind.value} | {
        name: value for name, value in NEEDED.items() if name in TRIGGERS[kind].__dataclass_fields__
    }
    return {"name": "A rule", "camera": None if kind in HOUSE_KINDS else "gate", "when": when | more}


def refusal(untrusted: dict[str, Any]) -> str:
    with pytest.raises(GroundglassError) as refused:
        parse_draft(untrusted)
    return refused.value.message


@pytest.mark.parametrize("kind", TRIGGERS)
def test_a_rule_is_read_back_as_it_was_written(kind: EventKind) -> None:
    draft = parse_draft(written(kind) | {"schedule": HOURS, "quiet_s": 30})
    assert draft.kind is kind
    assert parse_draft(draft_json(draft)) == draft


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (written(EventKind.LINE_CROSSED, line=[[0.5, 0.5], [0.5, 0.5]]), "nearly the same"),
        (written(EventKind.LINE_CROSSED, line=[[0.5, 0.5]]), "two points"),
        (written(EventKind.LINE_CROSSED, direction="up"), "direction"),
        (written(EventKind.LINE_CROSSED, colour="red"), "has no 'colour'"),
        (written(EventKind.LINE_CROSSED) | {"camera": None}, "needs a camera"),
        (written(EventKind.STORAGE_LOW) | {"camera": "gate"}, "about the house"),
        (written(EventKind.DWELL, for_s=-1), "between"),
        (written(EventKind.DWELL, for_s="long"), "is a number"),
        (written(EventKind.DWELL, for_s=float("nan")), "is a number"),
        (written(EventKind.ZONE_OCCUPIED, at_least=1.5), "whole number"),
        (written(EventKind.DWELL, zone=[[0, 0], [1, 1]]), "no zone"),
        (written(EventKind.CROWD_DENSE, warning_per_m2=None), "at least one level"),
        (written(EventKind.CROWD_DENSE, alarm_per_m2=1.0), "graver levels are denser"),
        (written(EventKind.WRONG_WAY, way=[0, 0]), "no direction"),
        (written(EventKind.CAMERA_HEALTH, of=["tired"]), "names some of"),
        (written(EventKind.DWELL) | {"name": " "}, "name is"),
        (written(EventKind.DWELL) | {"level": "dire"}, "level"),
        (written(EventKind.DWELL) | {"enabled": 1}, "true or false"),
        (written(EventKind.DWELL) | {"camera": "../gate"}, "camera name"),
        ({"name": "A rule", "camera": "gate"}, "waits for"),
        (written(EventKind.DWELL) | {"owner": "me"}, "has no 'owner'"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_with_the_reason(bad: dict[str, Any], why: str) -> None:
    assert why in refusal(bad)


@pytest.mark.parametrize(
    "bad",
    [
        {"hours": {"mon": [["17:00", "08:00"]]}}, {"hours": {"mon": [["8:00", "17:00"]]}}, {"hours": {"someday": []}},
        {"hours": {"mon": [["08:00"]]}}, {"hours": []}, {"hours": {}, "zone": "Nowhere/Here"}, {"holidays": ["Xmas"]},
        {"hours": {}, "on_holidays": "maybe"}, {"hours": {"mon": [["24:01", "24:02"]]}}, ["mon"],
    ],
)  # fmt: skip
def test_a_schedule_that_makes_no_sense_is_refused(bad: Any) -> None:
    with pytest.raises(ConfigError):
        parse_schedule(bad)


def moment(seconds_since_monday: int) -> Instant90k:
    return Instant90k((1_767_571_200 + seconds_since_monday) * TICKS_PER_S)  # 2026-01-05, a Monday, 00:00 UTC


def test_a_schedule_is_awake_within_its_hours_and_not_at_their_end() -> None:
    schedule = parse_schedule(HOURS)
    awake = [h for h in range(24) if schedule.is_awake(moment(h * 3600))]
    assert awake == [8, 9, 10, 11, *range(13, 24)]
    assert schedule.is_awake(moment(6 * 86_400)) and not schedule.is_awake(moment(6 * 86_400 + 60))
    assert parse_schedule(schedule_json(schedule)) == schedule


@pytest.mark.parametrize(
    ("on_holidays", "at_nine", "at_five"), [("as_usual", True, False), ("asleep", False, False), ("awake", True, True)]
)
def test_a_holiday_is_as_the_schedule_says(on_holidays: str, at_nine: bool, at_five: bool) -> None:
    schedule = parse_schedule(HOURS | {"holidays": ["2026-01-05"], "on_holidays": on_holidays})
    assert (schedule.is_awake(moment(9 * 3600)), schedule.is_awake(moment(5 * 3600))) == (at_nine, at_five)


def test_hours_are_those_of_the_wall_clock_where_the_site_is() -> None:
    schedule = parse_schedule({"hours": {"mon": [["08:00", "09:00"]]}, "zone": "Europe/Vienna"})
    assert schedule.is_awake(moment(7 * 3600)) and not schedule.is_awake(moment(8 * 3600))
    summer = 26 * 7 * 86_400
    assert schedule.is_awake(moment(summer + 6 * 3600)) and not schedule.is_awake(moment(summer + 7 * 3600))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
WORDS = st.sampled_from(["name", "camera", "when", "level", "schedule", "quiet_s", "enabled", "else"])
TRIGGER_WORDS = st.sampled_from(["kind", "zone", "line", "for_s", "of", "at_least", "area", "way", "direction"])


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is slow to draw nested texts
@given(
    st.dictionaries(WORDS, JSON, max_size=7),
    st.dictionaries(TRIGGER_WORDS, JSON, max_size=6),
    st.sampled_from([kind.value for kind in TRIGGERS]),
)
def test_whatever_is_written_is_a_rule_or_refused(body: dict[str, Any], when: dict[str, Any], kind: str) -> None:
    untrusted = {"name": "A rule", "camera": "gate"} | body | {"when": when | {"kind": kind}}
    try:
        draft = parse_draft(untrusted)
    except GroundglassError as error:
        assert error.message
    else:
        assert parse_draft(draft_json(draft)) == draft
