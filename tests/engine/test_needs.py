"""What a camera needs of a node follows from its stream and from the site's rules."""

from __future__ import annotations

from dataclasses import replace

from groundglass.config import PlacingSection
from groundglass.engine.needs import LEAST_HZ, need_of, rule_for
from groundglass.engine.placement import HIGH, NORMAL, Grade, lowered
from groundglass.frosted.cameras import CameraSettings
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.settings import SecretAddress
from groundglass.pane.status import Codec, SourceFacts

QUAY = CameraId("quay-1")
PLAIN = CameraSettings(SecretAddress("rtsp://10.0.0.2/1"))


def sends(width: int, height: int, hz: float) -> SourceFacts:
    return SourceFacts(Instant90k(0), Codec.H264, width, height, round(hz * 1000), has_audio=False)


def test_a_large_stream_needs_more_than_a_small_one() -> None:
    large, small = (need_of(QUAY, PLAIN, sends(w, h, 25), ()) for w, h in ((1920, 1080), (640, 360)))
    assert large.steps[0].cores > 2 * small.steps[0].cores
    assert large.steps[0].memory_bytes > small.steps[0].memory_bytes


def test_each_lower_step_takes_less_and_shows_fewer_pictures() -> None:
    full, half, least = need_of(QUAY, PLAIN, sends(1920, 1080, 25), ()).steps
    assert [one.grade for one in (full, half, least)] == [Grade.FULL, Grade.LOWERED, Grade.LEAST]
    assert full.cores > half.cores > least.cores
    assert (full.max_rate_hz, half.max_rate_hz, least.max_rate_hz) == (None, 12.5, LEAST_HZ)


def test_a_camera_that_nobody_has_seen_yet_is_taken_for_an_ordinary_one() -> None:
    assert need_of(QUAY, PLAIN, None, ()) == need_of(QUAY, PLAIN, sends(1920, 1080, 15), ())
    assert need_of(QUAY, PLAIN, sends(0, 0, 0), ()) == need_of(QUAY, PLAIN, None, ())


def test_a_camera_with_a_small_stream_is_reserved_the_cost_of_the_small_one() -> None:
    both = replace(PLAIN, sub_address=SecretAddress("rtsp://10.0.0.2/2"))
    assert need_of(QUAY, both, None, ()).steps[0].cores < need_of(QUAY, PLAIN, None, ()).steps[0].cores


def test_a_slow_camera_has_nothing_to_give_up() -> None:
    assert len(need_of(QUAY, replace(PLAIN, max_rate_hz=1.0), None, ()).steps) == 1
    assert [one.grade for one in need_of(QUAY, replace(PLAIN, max_rate_hz=3.0), None, ()).steps] == [
        Grade.FULL,
        Grade.LEAST,
    ]


def test_a_camera_that_may_not_be_lowered_has_one_step() -> None:
    assert len(need_of(QUAY, PLAIN, None, (PlacingSection(("quay-*",), may_lower=False),)).steps) == 1


def test_later_rules_add_to_earlier_ones_and_win() -> None:
    rules = (
        PlacingSection(("*",), place="city"),
        PlacingSection(("quay-*", "pier"), reach="harbour", group="quay", may_lower=False),
        PlacingSection(("quay-1",), place="harbour", priority="high"),
        PlacingSection(("hall",), reach="hall-lan", priority="low"),
    )
    assert rule_for(QUAY, rules) == PlacingSection((QUAY,), "harbour", "harbour", "quay", "high", may_lower=False)
    need = need_of(QUAY, PLAIN, None, rules)
    assert (need.reach, need.place, need.group, need.priority) == ("harbour", "harbour", "quay", HIGH)
    assert need_of(CameraId("pier"), PLAIN, None, rules).priority == NORMAL


def test_a_lowered_camera_is_never_given_more_pictures_than_its_settings_allow() -> None:
    full, _, least = need_of(QUAY, PLAIN, None, ()).steps
    told = PLAIN.for_worker(QUAY, None)
    assert lowered(told, full) == told
    assert lowered(told, least).max_rate_hz == LEAST_HZ
    assert lowered(replace(told, max_rate_hz=1.0), least).max_rate_hz == 1.0


def test_a_rate_that_flickers_does_not_change_what_is_asked_for() -> None:
    needs = {need_of(QUAY, PLAIN, sends(1280, 720, 15 + flicker), ()).steps[0] for flicker in (-0.01, 0, 0.02, 0.03)}
    assert len(needs) == 1
