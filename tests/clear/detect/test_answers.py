"""What models answer becomes boxes inside the picture, or is refused; nothing a model says can do more."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from groundglass.clear.detect.answers import MOST, Found, Unsuitable, read_detr, read_yolox
from groundglass.pane.detector import DetectedKind, DetectorOrder

YOLOX = DetectorOrder("/m", "0" * 64, "yolox", ((0, DetectedKind.PERSON), (2, DetectedKind.VEHICLE)), 64, 64)
DETR = DetectorOrder("/m", "0" * 64, "detr", ((0, DetectedKind.PERSON), (2, DetectedKind.VEHICLE)), 64, 64)
CELLS = 64 + 16 + 4


def rows(*things: tuple[int, list[float]], classes: int = 3) -> np.ndarray[Any, np.dtype[np.float32]]:
    out = np.zeros((1, CELLS, 5 + classes), np.float32)
    for row, values in things:
        out[0, row] = values
    return out


def test_a_yolox_row_is_an_offset_from_its_cell() -> None:
    # Row 64 + 16 + 1 is the second cell of stride 32: its corner lies at (32, 0).
    (found,) = read_yolox([rows((81, [0.5, 0.5, 0.0, np.log(2), 0.9, 0.0, 0.0, 1.0]))], YOLOX, 1.0, 1.0)
    assert found.kind is DetectedKind.VEHICLE
    assert (found.left, found.top, found.right, found.bottom) == pytest.approx((0.5, 0.0, 1.0, 0.75))
    assert found.sure == pytest.approx(0.9)


def test_the_grey_beside_a_picture_is_not_part_of_it() -> None:
    (found,) = read_yolox([rows((80, [0.5, 0.5, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0]))], YOLOX, 1.0, 0.5)
    assert (found.right, found.bottom) == pytest.approx((0.5, 1.0))


def test_a_detr_row_is_a_share_of_the_picture() -> None:
    logits = np.array([[[3.0, -3.0, -3.0], [-9.0, 4.0, -9.0]]], np.float32)
    boxes = np.array([[[0.5, 0.5, 0.2, 0.4], [0.1, 0.1, 0.1, 0.1]]], np.float32)
    for outputs in ([logits, boxes], [boxes, logits]):
        (found,) = read_detr(outputs, DETR)
        assert found.kind is DetectedKind.PERSON
        assert (found.left, found.top, found.right, found.bottom) == pytest.approx((0.4, 0.3, 0.6, 0.7), abs=1e-6)


def test_classes_that_stand_for_nothing_are_ignored() -> None:
    assert read_yolox([rows((80, [0.5, 0.5, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0]))], YOLOX, 1.0, 1.0) == ()


def test_of_boxes_on_each_other_the_surest_of_its_kind_stays() -> None:
    box = [0.5, 0.5, 0.0, 0.0]
    sure, less = [*box, 0.9, 1.0, 0.0, 0.0], [0.6, *box[1:], 0.6, 1.0, 0.0, 0.0]
    other = [*box, 0.5, 0.0, 0.0, 1.0]
    # The same cell of stride 32 as three rows: two of one kind, one of another.
    outputs = np.concatenate([rows(), np.zeros((1, 0, 8), np.float32)], axis=1)
    outputs[0, 80], outputs[0, 81], outputs[0, 82] = sure, [-0.4, *less[1:]], [0.5, -0.5, *other[2:]]
    found = read_yolox([outputs], YOLOX, 1.0, 1.0)
    assert sorted((one.kind, round(one.sure, 1)) for one in found) == [("person", 0.9), ("vehicle", 0.5)]


@pytest.mark.parametrize(
    "outputs",
    [
        [],
        [np.zeros((1, CELLS, 5), np.float32)],
        [np.zeros((1, CELLS - 1, 8), np.float32)],
        [np.zeros((CELLS, 8), np.float32)],
        [rows(), rows()],
    ],
)
def test_another_form_than_yolox_is_refused(outputs: list[Any]) -> None:
    with pytest.raises(Unsuitable):
        read_yolox(outputs, YOLOX, 1.0, 1.0)


@pytest.mark.parametrize(
    "outputs",
    [
        [],
        [np.zeros((1, 5, 4), np.float32)],
        [np.zeros((1, 5, 3), np.float32), np.zeros((1, 5, 3), np.float32)],
        [np.zeros((1, 5, 3), np.float32), np.zeros((1, 6, 4), np.float32)],
        [np.zeros((1, 5, 3), np.float32), np.zeros((1, 5, 4), np.float32), np.zeros((1, 5, 4), np.float32)],
    ],
)
def test_another_form_than_detr_is_refused(outputs: list[Any]) -> None:
    with pytest.raises(Unsuitable):
        read_detr(outputs, DETR)


def test_a_model_of_four_classes_is_told_from_its_boxes() -> None:
    logits = np.full((1, 2, 4), -9, np.float32)
    boxes = np.full((1, 2, 4), 0.25, np.float32)
    assert read_detr([boxes, logits], DETR) == ()


def check(found: tuple[Found, ...]) -> None:
    assert len(found) <= MOST
    for one in found:
        assert 0 <= one.left < one.right <= 1
        assert 0 <= one.top < one.bottom <= 1
        assert 0 <= one.sure <= 1


ANY = st.floats(width=32, allow_nan=True, allow_infinity=True)


@settings(max_examples=60, deadline=None)
@given(arrays(np.float32, (1, CELLS, 7), elements=ANY))
def test_whatever_a_yolox_says_is_boxes_in_the_picture(answer: np.ndarray[Any, np.dtype[np.float32]]) -> None:
    with np.errstate(all="ignore"):
        check(read_yolox([answer], YOLOX, 1.0, 0.75))


@settings(max_examples=60, deadline=None)
@given(arrays(np.float32, (1, 9, 3), elements=ANY), arrays(np.float32, (1, 9, 4), elements=ANY))
def test_whatever_a_detr_says_is_boxes_in_the_picture(
    logits: np.ndarray[Any, np.dtype[np.float32]], boxes: np.ndarray[Any, np.dtype[np.float32]]
) -> None:
    with np.errstate(all="ignore"):
        check(read_detr([logits, boxes], DETR))
