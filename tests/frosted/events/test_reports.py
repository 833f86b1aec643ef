"""What other systems say, understood or refused with a sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import ConfigError
from groundglass.frosted.events.occurred import Level
from groundglass.frosted.events.reports import MAX_MESSAGE_BYTES, Report, parse_inputs, parse_report
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k

NOW = Instant90k(1_795_000_000 * TICKS_PER_S)
PANIC = "zigbee/panic ; Panic button, ticket office ; alarm ; hall ; action=single"


def test_a_name_is_enough() -> None:
    assert parse_report(b'{"name": " Door 7 "}', NOW) == Report("Door 7")


def test_everything_that_can_be_said_is_understood() -> None:
    told = {
        "name": "Fire panel", "level": "warning", "camera": "hall", "at": "2026-11-18T12:06:40+01:00", "key": "p-1",
        "exercise": True,
    }  # fmt: skip
    report = parse_report(json.dumps(told).encode(), NOW)
    assert report == Report("Fire panel", Level.WARNING, CameraId("hall"), NOW, "p-1", is_exercise=True)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (b"\xff", "JSON object"),
        (b"[" * 100_000, "at most"),
        (b"[" * 9_000, "JSON object"),
        (b"[]", "JSON object of"),
        (b'{"name": "a", "colour": "red"}', "JSON object of"),
        (b'{"name": 7}', "printable"),
        (b'{"name": "a\\nb"}', "printable"),
        (b'{"name": "a", "level": "panic"}', "level"),
        (b'{"name": "a", "level": []}', "level"),
        (b'{"name": "a", "camera": "../x"}', "camera"),
        (b'{"name": "a", "key": "with space"}', "key"),
        (b'{"name": "a", "exercise": 1}', "exercise"),
        (b'{"name": "a", "at": "2026-11-18T10:00:00"}', "zone"),
        (b'{"name": "a", "at": 5}', "zone"),
        (b'{"name": "a", "at": "2020-01-01T00:00:00Z"}', "a day from now"),
    ],
)
def test_what_is_no_report_is_refused_with_a_sentence(told: bytes, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        parse_report(told, NOW)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_report_or_refused(told: bytes) -> None:
    try:
        assert parse_report(told, NOW).name
    except ConfigError as refusal:
        assert refusal.message


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("nab"), inner, max_size=3),
    )
)
def test_any_value_in_any_field_is_understood_or_refused(value: object) -> None:
    for field in ("name", "level", "camera", "at", "key", "exercise"):
        try:
            parse_report(json.dumps({"name": "a", field: value}).encode(), NOW)
        except ConfigError as refusal:
            assert refusal.message


def test_an_input_is_one_line() -> None:
    (one,) = parse_inputs([PANIC, "  "])
    assert one.topic == "zigbee/panic"
    assert one.report() == Report("Panic button, ticket office", Level.ALARM, CameraId("hall"))


@pytest.mark.parametrize(
    ("condition", "message", "is_meant"),
    [
        ("action=single", b'{"action": "single", "battery": 80}', True),
        ("action=single", b'{"action": "hold"}', False),
        ("action=single", b"single", False),
        ("contact=false", b'{"contact": false}', True),
        ("state.alarm=1", b'{"state": {"alarm": 1}}', True),
        ("state.alarm=1", b'{"state": 1}', False),
        ("a=", b'{"a": ""}', True),
        ("a=b", b'{"a": ["b"]}', False),
        ("ON", b" ON\n", True),
        ("ON", b"OFF", False),
        ("ON", b"\xff", False),
        ("ON", b"ON" + b" " * MAX_MESSAGE_BYTES, False),
        ("", b"anything", True),
        ("a=b", b"[" * 9_000, False),
    ],
)
def test_a_condition_says_which_messages_are_meant(condition: str, message: bytes, is_meant: bool) -> None:
    (one,) = parse_inputs([f"door/1 ; Door ; warning ; ; {condition}"])
    assert one.means(message) is is_meant
    assert one.camera is None
    assert one.level is Level.WARNING


@pytest.mark.parametrize(
    "line",
    ["topic only", "a b ; Name", "a/# ; Name", "a/+/b ; Name", "a ; ", "a ; Name ; loud", "a ; N ; ; ../x", "a;b;;;;;"],
)
def test_an_input_that_is_not_understood_is_named_by_its_number(line: str) -> None:
    with pytest.raises(ConfigError, match="input 2"):
        parse_inputs([PANIC, line])


def test_a_broker_has_a_bounded_number_of_inputs() -> None:
    with pytest.raises(ConfigError, match="at most 200"):
        parse_inputs([PANIC] * 201)


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_lines_are_inputs_or_refused(lines: list[str]) -> None:
    try:
        assert len(parse_inputs(lines)) <= len(lines)
    except ConfigError as refusal:
        assert refusal.message
