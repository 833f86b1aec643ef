"""A detector's order is read back as it was written, and nothing else is read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import PaneError
from groundglass.pane.detector import DetectedKind, DetectorOrder, detector_json, parse_detector

ORDER = DetectorOrder(
    "/srv/m.onnx", "ab" * 32, "detr", ((0, DetectedKind.PERSON), (7, DetectedKind.SMOKE)), 512, 320, 0.5, 4.0, ()
)
GOOD: Any = detector_json(ORDER)


def test_an_order_is_read_back_the_same() -> None:
    assert parse_detector(json.loads(json.dumps(GOOD))) == ORDER
    assert detector_json(None) is None and parse_detector(None) is None


@pytest.mark.parametrize(
    "change",
    [
        {"path": "m.onnx"}, {"path": "/a\0b"}, {"path": 7}, {"path": "/" * 5000},
        {"sha256": "AB" * 32}, {"sha256": "ab"}, {"sha256": None}, {"form": "yolov8"}, {"form": []},
        {"classes": []}, {"classes": {}}, {"classes": [[0]]}, {"classes": [[-1, "person"]]},
        {"classes": [[True, "person"]]}, {"classes": [[0, "face"]]}, {"classes": [[0, "person"], [0, "smoke"]]},
        {"classes": [[0, ["person"]]]}, {"width": 100}, {"width": 0}, {"width": 4096}, {"height": 64.0},
        {"height": True}, {"sure": 0}, {"sure": "1"}, {"sure": True}, {"rate_hz": 100}, {"hides": "person"},
        {"hides": ["everybody"]}, {"more": 1},
    ],
)  # fmt: skip
def test_anything_else_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(PaneError):
        parse_detector(GOOD | change)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=8), lambda i: st.lists(i, max_size=3)))
def test_any_value_in_any_field_is_refused_or_read(value: object) -> None:
    for name in GOOD:
        try:
            parse_detector(GOOD | {name: value})
        except PaneError as refusal:
            assert refusal.message


def test_no_class_can_stand_for_somebody() -> None:
    assert [kind.value for kind in DetectedKind] == ["person", "vehicle", "animal", "flame", "smoke"]
