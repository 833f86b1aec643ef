"""What stands still, how full it is, what burns, how the house is; and when a rule keeps its mouth shut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.errors import ConfigError
from groundglass.frosted.events.facts import DrillMeasured, Fact, RecordingChanged, StateChanged, StorageMeasured
from groundglass.frosted.events.judge.evaluate import evaluate
from groundglass.frosted.events.judge.memory import Memory
from groundglass.frosted.events.occurred import Found, Level, Phase
from groundglass.pane.ids import AreaId
from groundglass.pane.observations import (
    AreaOccupancy,
    Hazard,
    HazardSeen,
    Occupancy,
    PictureFrozen,
    PpmBox,
    ThingKind,
    TrackBatch,
    ViewChanged,
)
from groundglass.pane.status import CameraState, Cause, View
from tests.frosted.events.judging import MIDDLE, judge, phases, rule
from tests.frosted.events.observing import at, batch, called, stand, together, tracked, walk

FIRE = PpmBox(400_000, 400_000, 450_000, 500_000)


def density(*per_m2: float, area: int = 1) -> Iterator[AreaOccupancy]:
    for second, value in enumerate(per_m2):
        yield AreaOccupancy(at(second), AreaId(area), 500_000, 1000, round(value * 1000), False)


def fall() -> list[TrackBatch]:
    upright = [batch(n / 5, tracked(0.5, 0.6, tall_mm=1750)) for n in range(20)]
    low = [
        batch(4 + n / 5, tracked(0.5, 0.6, tall_mm=500, wide_mm=1750, still_s=max(n // 5 - 2, 0))) for n in range(60)
    ]
    return upright + low


def test_somebody_who_falls_and_stays_down_is_told_of() -> None:
    found = judge(rule("person_down", for_s=5), fall())
    assert phases(found) == ["began"]
    assert 9 <= (found[0].at - at(0)) / 90_000 <= 12.5


def test_somebody_down_outside_the_zone_is_not_told_of() -> None:
    assert judge(rule("person_down", for_s=5, zone=[[0, 0], [0.2, 0], [0.2, 1]]), fall()) == []


def test_who_stands_or_sits_is_not_down() -> None:
    assert judge(rule("person_down"), stand(0.5, 0.6, lasts=30)) == []
    assert judge(rule("person_down"), stand(0.5, 0.6, lasts=30, tall_mm=1250, wide_mm=750)) == []


def test_without_a_scale_a_shape_that_was_upright_and_lies_is_down() -> None:
    upright = [batch(n / 5, tracked(0.5, 0.6, tall_mm=None)) for n in range(10)]
    one = tracked(0.5, 0.6, tall_mm=None)
    lying = replace(one, box=PpmBox(400_000, 550_000, 600_000, 600_000), still_s=6)
    assert phases(judge(rule("person_down"), [*upright, *(batch(3 + n / 5, lying) for n in range(20))])) == ["began"]


def put_down(*, leaves: bool = True) -> list[TrackBatch]:
    """A bag for 40 s, and who put it down: they go out of the picture, or stay beside it."""
    bag = stand(0.5, 0.6, lasts=40, tall_mm=500, wide_mm=500, track=1)
    owner = walk((0.52, 0.6), (0.95, 0.6), lasts=6, track=2) if leaves else stand(0.54, 0.6, lasts=40, track=2)
    return together(bag, owner)


def test_a_small_thing_that_stays_is_left_and_ends_when_it_is_taken() -> None:
    facts: list[Fact] = [*put_down(), batch(41), *(Occupancy(at(42 + n), 0, 0) for n in range(9))]
    assert phases(judge(rule("thing_left", for_s=30), facts)) == ["began", "ended"]


def test_what_somebody_stands_beside_or_nobody_put_down_is_not_left() -> None:
    by = rule("thing_left", for_s=15)
    assert judge(by, put_down(leaves=False)) == []
    assert judge(by, stand(0.5, 0.6, lasts=40, tall_mm=500, wide_mm=500)) == []


def test_what_a_detector_calls_by_name_is_no_thing_and_a_vehicle_is_nobody_who_fell() -> None:
    left, down = rule("thing_left", for_s=30), rule("person_down", for_s=5)
    owner = walk((0.52, 0.6), (0.95, 0.6), lasts=6, track=2)
    dog = called(ThingKind.ANIMAL, stand(0.5, 0.6, lasts=40, tall_mm=500, wide_mm=500, track=1))
    assert judge(left, together(dog, owner)) == []
    assert judge(down, called(ThingKind.VEHICLE, fall())) == []
    assert phases(judge(down, called(ThingKind.ANIMAL, fall()))) == ["began"]


def test_a_dog_beside_a_bag_is_nobody_who_is_with_it() -> None:
    dog = called(ThingKind.ANIMAL, stand(0.54, 0.6, lasts=40, track=3))
    assert phases(judge(rule("thing_left", for_s=30), together(put_down(), dog))) == ["began"]


def seated(seen_mm: int, foot: float) -> list[TrackBatch]:
    """Somebody comes and sits down; after a while only so much of them differs from the bench."""
    came = [batch(n / 5, tracked(0.3 + n / 100, 0.6, tall_mm=1750)) for n in range(20)]
    sits = [batch(4 + n / 5, tracked(0.5, foot, tall_mm=seen_mm, still_s=n // 5)) for n in range(150)]
    return came + sits


def test_somebody_of_whom_only_the_lap_is_seen_on_a_bench_is_neither_down_nor_left() -> None:
    facts = seated(750, 0.54)
    assert judge(rule("person_down", for_s=5), facts) == []
    assert judge(rule("thing_left", for_s=15), facts) == []
    assert phases(judge(rule("person_down", for_s=5), seated(750, 0.6))) == ["began"]


def test_a_shadow_beside_somebody_is_not_somebody_down() -> None:
    came = [batch(n / 5, tracked(0.3 + n / 100, 0.6)) for n in range(20)]
    flat = tracked(0.5, 0.6, tall_mm=250, wide_mm=750, still_s=9)
    assert judge(rule("person_down", for_s=5), [*came, *(batch(4 + n / 5, flat) for n in range(60))]) == []


def lying(x: float, *, track: int = 9, tall_mm: int = 500, wide_mm: int = 1250) -> list[TrackBatch]:
    """Something low and long that is there from the tenth second on."""
    return stand(x, 0.6, since=10, lasts=12, track=track, tall_mm=tall_mm, wide_mm=wide_mm)


def test_what_lies_where_nobody_came_is_nobody() -> None:
    by = rule("person_down", for_s=5)
    assert judge(by, [batch(0), *lying(0.5)]) == []
    came = walk((0.2, 0.6), (0.48, 0.6), lasts=9, track=2)
    assert phases(judge(by, together(came, lying(0.5)))) == ["began"]
    assert judge(by, together(walk((0.2, 0.6), (0.48, 0.6), lasts=9, track=2), lying(0.5, wide_mm=2500))) == []
    assert judge(by, together(walk((0.4, 0.6), (0.04, 0.6), lasts=9, track=2), lying(0.04))) == []


def test_a_long_shadow_beside_somebody_who_stands_is_not_somebody_down() -> None:
    facts = together(stand(0.45, 0.6, lasts=22, track=2), lying(0.5))
    assert judge(rule("person_down", for_s=5), facts) == []


def test_a_number_that_is_left_behind_by_somebody_who_walks_on_has_not_fallen() -> None:
    low = [batch(4 + n / 5, tracked(0.5, 0.6, tall_mm=500, wide_mm=750, still_s=n // 5)) for n in range(60)]
    came = [batch(n / 5, tracked(0.3 + n / 100, 0.6)) for n in range(20)]
    by = rule("person_down", for_s=5)
    assert phases(judge(by, [*came, *low])) == ["began"]
    goes_on = walk((0.5, 0.6), (0.9, 0.6), since=4, lasts=6, track=2)
    assert judge(by, together([*came, *low], goes_on)) == []


def test_the_shadow_of_somebody_who_gets_up_and_goes_was_not_left() -> None:
    flat = stand(0.5, 0.6, lasts=29, tall_mm=250, wide_mm=750, track=1)
    sat = stand(0.52, 0.6, lasts=25, track=2)
    goes = walk((0.52, 0.6), (0.95, 0.6), since=25, lasts=6, track=2)
    by = rule("thing_left", for_s=15)
    assert judge(by, together(flat, sat, goes)) == []
    stays = stand(0.5, 0.6, lasts=45, tall_mm=250, wide_mm=750, track=1)
    assert phases(judge(by, together(stays, sat, goes))) == ["began"]


def test_a_shape_that_is_low_for_a_moment_is_not_down() -> None:
    def of(n: int) -> TrackBatch:
        return batch(n / 5, tracked(0.5, 0.6, tall_mm=500 if n % 20 in (5, 6) else 1750, wide_mm=1250, still_s=n // 5))

    assert judge(rule("person_down", for_s=5), [of(n) for n in range(200)]) == []


def test_a_person_who_waits_is_not_a_thing() -> None:
    assert judge(rule("thing_left", for_s=30), stand(0.5, 0.6, lasts=60)) == []
    sat_down = [batch(0, tracked(0.5, 0.6)), *stand(0.5, 0.6, since=1, lasts=60, tall_mm=1250, wide_mm=750)]
    assert judge(rule("thing_left", for_s=30), sat_down) == []


def test_each_level_of_a_crowd_begins_and_ends_by_itself() -> None:
    by = rule("crowd_dense", area=1, warning_per_m2=2.0, alarm_per_m2=4.0, for_s=5)
    rising = [0.5] * 5 + [3.0] * 20 + [5.0] * 20 + [0.2] * 30
    found = judge(by, density(*rising))
    assert [(one.phase.value, one.level) for one in found] == [
        ("began", Level.WARNING), ("began", Level.ALARM), ("ended", Level.ALARM), ("ended", Level.WARNING),
    ]  # fmt: skip
    assert judge(by, density(*rising, area=2)) == []


def test_a_crowd_at_its_limit_does_not_flicker() -> None:
    by = rule("crowd_dense", area=1, alarm_per_m2=4.0, for_s=5)
    assert phases(judge(by, density(*([4.2, 3.9] * 60)))) == ["began"]


def test_a_crowd_that_grows_fast_surges_and_one_that_grows_slowly_does_not() -> None:
    by = rule("crowd_surge", area=1, rise_per_m2=1.5, within_s=20)
    assert phases(judge(by, density(*([0.5] * 10 + [0.5 + 0.2 * n for n in range(15)]))))[:1] == ["began"]
    assert judge(by, density(*(0.5 + 0.02 * n for n in range(200)))) == []


def test_a_surge_that_goes_on_is_told_at_each_graver_level() -> None:
    by = rule("crowd_surge", area=1, rise_per_m2=0.5, warning_rise_per_m2=1.5, alarm_rise_per_m2=3.0, within_s=20)
    rising = density(*([0.5] * 10 + [0.5 + 0.2 * n for n in range(20)] + [4.5] * 40))
    found = judge(by, rising)
    assert [one.level for one in found if one.phase is Phase.BEGAN] == [by.draft.level, Level.WARNING, Level.ALARM]
    assert phases(found)[3:] == ["ended"] * 3
    assert [one.level for one in judge(by, density(*([0.5] * 10 + [1.2] * 10)))] == [by.draft.level]


def test_a_graver_surge_is_a_greater_one() -> None:
    with pytest.raises(ConfigError, match="greater rise"):
        rule("crowd_surge", area=1, rise_per_m2=2, alarm_rise_per_m2=1.5)


@pytest.mark.parametrize(("kind", "hazard"), [("flame", Hazard.FLAME), ("smoke", Hazard.SMOKE)])
def test_a_hazard_is_told_when_it_lasts_and_ends_when_it_is_gone(kind: str, hazard: Hazard) -> None:
    seen: list[Fact] = [HazardSeen(at(n), hazard, FIRE, 800_000) for n in range(8)]
    gone: list[Fact] = [Occupancy(at(8 + n), 0, 0) for n in range(12)]
    assert phases(judge(rule(kind), seen + gone)) == ["began", "ended"]
    assert judge(rule(kind, for_s=2), [HazardSeen(at(0), hazard, FIRE, 800_000), *gone]) == []
    other = "smoke" if kind == "flame" else "flame"
    assert judge(rule(other), seen) == []
    assert judge(rule(kind, sure=0.9), seen) == []


def test_a_covered_frozen_or_lost_camera_is_told_by_its_own_word() -> None:
    def then(*facts: Fact) -> list[tuple[str, str]]:
        return [
            (one.phase.value, one.detail)
            for one in judge(rule("camera_health", for_s=5), [*facts, *(Occupancy(at(2 + n), 0, 0) for n in range(9))])
        ]

    assert then(ViewChanged(at(1), View.COVERED)) == [("began", "covered")]
    assert then(PictureFrozen(at(1), True)) == [("began", "frozen")]
    assert then(StateChanged(at(1), CameraState.LOST)) == [("began", "lost")]
    assert then(ViewChanged(at(1), View.COVERED), ViewChanged(at(2), View.PROVEN)) == []
    assert then(StateChanged(at(1), None)) == []


def looked(*views: tuple[float, View]) -> list[tuple[str, str, float]]:
    """What a rule of the usual ten seconds says of a view that changed so, a minute long."""
    facts: list[Fact] = [*(ViewChanged(at(when), view) for when, view in views)]
    facts += [Occupancy(at(n), 0, 0) for n in range(60)]
    found = judge(rule("camera_health"), sorted(facts, key=lambda fact: fact.at))
    return [(one.phase.value, one.detail, (one.at - at(0)) / 90_000) for one in found]


def test_a_camera_that_was_moved_is_told_when_it_has_a_new_view_and_until_that_is_proven() -> None:
    moved = (1.5, View.PROVEN), (20.5, View.MOVED), (22.9, View.STARTING), (23.9, View.PROVING), (30.5, View.PROVEN)
    assert looked(*moved) == [("began", "moved", 22.9), ("ended", "moved", 33.0)]
    covered = (1.5, View.PROVEN), (20.5, View.MOVED), (22.9, View.STARTING), (24.5, View.COVERED)
    assert [found[:2] for found in looked(*covered)] == [("began", "moved"), ("began", "covered")]


def test_a_camera_that_turns_between_places_it_knows_or_has_just_begun_was_not_moved() -> None:
    assert looked((1.5, View.PROVEN), (20.5, View.MOVED), (22.9, View.PROVEN)) == []
    assert looked((0.5, View.STARTING), (2.5, View.PROVING), (9.5, View.PROVEN)) == []


def test_a_gap_in_the_recording_begins_and_ends() -> None:
    facts: list[Fact] = [
        RecordingChanged(at(1), Cause.DISK_FULL), *(Occupancy(at(2 + n), 0, 0) for n in range(12)),
        RecordingChanged(at(15), Cause.NONE), *(Occupancy(at(16 + n), 0, 0) for n in range(4)),
    ]  # fmt: skip
    assert phases(judge(rule("recording_gap", camera=None), facts)) == ["began", "ended"]


def test_little_room_and_a_late_drill_are_about_the_house() -> None:
    low: list[Fact] = [StorageMeasured(at(0), 100, 100)]
    assert phases(judge(rule("storage_low", camera=None), low)) == ["began"]
    assert judge(rule("storage_low", camera=None), [StorageMeasured(at(0), 1000, 100)]) == []
    never: list[Fact] = [DrillMeasured(at(0), None)]
    assert phases(judge(rule("drill_overdue", camera=None), never)) == ["began"]
    lately: list[Fact] = [DrillMeasured(at(86_400 * 100), at(86_400 * 99))]
    assert judge(rule("drill_overdue", camera=None), lately) == []


def test_a_rule_is_quiet_after_it_spoke_and_says_how_often_it_was() -> None:
    by = rule("line_crossed", line=[[0.5, 0.2], [0.5, 0.9]], quiet_s=60)
    facts = [one for n in range(20) for one in walk((0.3, 0.5), (0.7, 0.5), since=n * 6, track=n + 1)]
    memory, found = Memory(), list[Found]()
    for fact in facts:
        memory, more = evaluate(by, memory, fact)
        found += more
    assert len(found) == 2
    assert (memory.muted_total, memory.counted) == (18, {"to_left": 20})


def test_a_rule_sleeps_outside_its_hours_and_does_not_end_what_it_did_not_begin() -> None:
    # 2027-01-15 is a Friday; the observations begin at 08:00 UTC.
    friday = {"hours": {"fri": [["08:01", "09:00"]]}}
    facts: list[Fact] = [*stand(0.5, 0.6, lasts=50), batch(51), *(Occupancy(at(52 + n), 0, 0) for n in range(40))]
    assert judge(rule("zone_occupied", zone=MIDDLE, schedule=friday), facts) == []
    late: list[Fact] = [
        *stand(0.5, 0.6, since=70, lasts=5),
        batch(76),
        *(Occupancy(at(77 + n), 0, 0) for n in range(9)),
    ]
    assert phases(judge(rule("zone_occupied", zone=MIDDLE, schedule=friday), late)) == ["began", "ended"]
    assert judge(rule("zone_occupied", zone=MIDDLE, enabled=False), late) == []


FACT: st.SearchStrategy[Any] = st.one_of(
    st.builds(
        lambda s, x, y, n: batch(s, tracked(x, y, track=n)),
        st.integers(0, 300),
        st.floats(0, 1),
        st.floats(0.3, 1),
        st.integers(1, 3),
    ),
    st.builds(lambda s, v: AreaOccupancy(at(s), AreaId(1), 0, 0, v, False), st.integers(0, 300), st.integers(0, 9000)),
    st.builds(lambda s: HazardSeen(at(s), Hazard.FLAME, FIRE, 900_000), st.integers(0, 300)),
    st.builds(lambda s, v: ViewChanged(at(s), v), st.integers(0, 300), st.sampled_from(View)),
    st.builds(lambda s, v: StateChanged(at(s), v), st.integers(0, 300), st.sampled_from([*CameraState, None])),
    st.builds(lambda s: Occupancy(at(s), 0, 0), st.integers(0, 300)),
    st.builds(lambda s, f: StorageMeasured(at(s), f, 100), st.integers(0, 300), st.integers(0, 1000)),
)
RULES = [
    rule("line_crossed", line=[[0.5, 0.2], [0.5, 0.9]]),
    rule("zone_occupied", zone=MIDDLE, for_s=2),
    rule("zone_occupied", zone=MIDDLE, quiet_s=30),
    rule("dwell", zone=MIDDLE, for_s=5),
    rule("zone_empty", zone=MIDDLE, for_s=5),
    rule("crowd_dense", area=1, warning_per_m2=1, alarm_per_m2=3),
    rule("crowd_surge", area=1, rise_per_m2=1),
    rule("flame"),
    rule("camera_health", for_s=2),
    rule("storage_low", camera=None),
    rule("person_down"),
    rule("thing_left"),
    rule("running"),
    rule("wrong_way", zone=MIDDLE, way=[1, 0]),
]


@given(st.lists(FACT, max_size=40), st.sampled_from(RULES))
@settings(max_examples=300, deadline=None)
def test_whatever_is_told_what_began_ends_before_it_begins_again(facts: list[Fact], by: Any) -> None:
    in_order = sorted(facts, key=lambda fact: fact.at)
    found = judge(by, in_order)
    assert found == judge(by, in_order)
    lasting: set[str] = set()
    for one in found:
        if one.phase.value == "began":
            assert one.key not in lasting
            lasting.add(one.key)
        elif one.phase.value == "ended":
            lasting.remove(one.key)
        assert one.since <= one.at
