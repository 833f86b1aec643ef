"""A detector adds frost and shows nothing; one that is not the pinned file, or fails, costs pictures and no privacy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from groundglass.clear.causes import Trouble
from groundglass.clear.detect import model as model_module
from groundglass.clear.detect.answers import Found
from groundglass.clear.detect.detector import HOLD_LOOKS, Detector
from groundglass.clear.detect.model import Model
from groundglass.clear.encode import FrostedCanvas
from groundglass.clear.frame import ClearFrame
from groundglass.clear.glass import FAILED, Glass
from groundglass.clear.picture import Geometry
from groundglass.clear.whole import paint_whole
from groundglass.pane.detector import DetectedKind, DetectorOrder
from groundglass.pane.ids import Instant90k
from groundglass.pane.pictures import FrostedSample
from groundglass.pane.status import CameraState, Cause, WorkerStatus
from tests.clear.detect.drawn_models import bright_detr, bright_yolox, order_for
from tests.clear.hearing import hear, only, settings_for, states, stop_after, stop_when

SIZE = Geometry(320, 240, full_range=False, aspect=(1, 1))
CELL = (slice(96, 128), slice(160, 192))
"""A square of 32 pixels that lies on the cells of the drawn models."""


def picture(at_s: float = 0.0, *, lit: bool = False, level: int = 40) -> ClearFrame:
    luma = np.full((240, 320), level, np.uint8)
    luma[::8] += 20
    if lit:
        luma[CELL] = 235
    half = np.full((120, 160), 128, np.uint8)
    return ClearFrame(luma, half, half.copy(), Instant90k(round(at_s * 90_000)))


def detector(folder: Path, **others: Any) -> tuple[DetectorOrder, Detector]:
    order = order_for(bright_yolox(folder / "m.onnx"), **others)
    return order, Detector(order, Model(order), SIZE.width, SIZE.height)


def test_a_thing_is_found_where_it_is(tmp_path: Path) -> None:
    _, by = detector(tmp_path)
    by.look(picture(lit=True))
    (found,) = by.found
    assert found.kind is DetectedKind.PERSON
    assert (found.left, found.top, found.right, found.bottom) == pytest.approx((0.5, 0.4, 0.6, 0.533), abs=0.01)
    assert by.look(picture(1.0)).any()  # held
    assert by.found == ()


def test_a_detr_is_understood_too(tmp_path: Path) -> None:
    order = order_for(bright_detr(tmp_path / "d.onnx"), "detr")
    model = Model(order)
    assert model.look(picture()) == ()
    (found,) = model.look(picture(level=220))
    assert (found.left, found.top, found.right, found.bottom) == pytest.approx((0.4, 0.3, 0.6, 0.7), abs=0.01)


def test_the_picture_does_not_stay_in_the_models_input(tmp_path: Path) -> None:
    model = Model(order_for(bright_yolox(tmp_path / "m.onnx")))
    model.look(picture(lit=True))
    assert np.unique(model._input).tolist() == [114]


def test_what_was_found_is_hidden_with_a_margin_and_held(tmp_path: Path) -> None:
    _, by = detector(tmp_path, rate_hz=2.0)
    hidden = by.look(picture(lit=True))
    block = 240 // hidden.shape[0]
    assert hidden[96 // block : 128 // block, 160 // block : 192 // block].all()
    assert hidden[96 // block - 1, 160 // block] and not hidden[0].any() and hidden.mean() < 0.05
    assert by.look(picture(0.4)).any()  # not looked at: held
    assert by.look(picture(0.5 * HOLD_LOOKS - 0.1)).any()
    assert not by.look(picture(0.5 * HOLD_LOOKS + 0.1)).any()


def test_pictures_between_two_looks_cost_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, by = detector(tmp_path, rate_hz=2.0)
    looks: list[int] = []

    def look(clear: ClearFrame) -> tuple[Found, ...]:
        looks.append(clear.taken_at)
        return ()

    monkeypatch.setattr(by._model, "look", look)
    for n in range(30):
        by.look(picture(n / 15))
    assert len(looks) == 4


def test_only_kinds_that_are_to_be_hidden_are(tmp_path: Path) -> None:
    _, by = detector(tmp_path, hides=(DetectedKind.VEHICLE,))
    assert not by.look(picture(lit=True)).any()
    assert len(by.found) == 1


def test_a_clock_that_goes_back_lets_nothing_out(tmp_path: Path) -> None:
    _, by = detector(tmp_path)
    by.look(picture(1000.0, lit=True))
    assert by.look(picture(0.0)).any()
    assert not by.look(picture(10.0)).any()


def proven(glass: Glass, canvas: FrostedCanvas, *, lit: bool) -> None:
    seen = [glass.frost(picture(n / 5, lit=lit), canvas) for n in range(100)]
    assert seen[-1].proven_ppm > 900_000


def test_what_a_detector_finds_is_hidden_even_where_the_place_is_proven(tmp_path: Path) -> None:
    _, by = detector(tmp_path)
    settings = settings_for("demo:plaza", evidence_s=1.0)
    with_it, without = FrostedCanvas(SIZE), FrostedCanvas(SIZE)
    proven(Glass(settings, SIZE, None, by), with_it, lit=True)
    proven(Glass(settings, SIZE, None), without, lit=True)
    assert without.luma[CELL].mean() > 220  # stillness alone took it for the place
    assert abs(with_it.luma[CELL].astype(int) - 235).min() > 20
    shown = with_it.luma[:80], without.luma[:80]
    assert np.array_equal(*shown)


def test_a_detector_shows_nothing_that_would_be_hidden_without_it(tmp_path: Path) -> None:
    _, by = detector(tmp_path)
    settings = settings_for("demo:plaza", evidence_s=1.0)
    glass, other = Glass(settings, SIZE, None, by), Glass(settings, SIZE, None)
    rng = np.random.default_rng(3)
    for n in range(60):
        clear = picture(n / 5, lit=n > 40)
        clear.luma[200:220, 4 * n : 4 * n + 20] = rng.integers(0, 255, (20, 20), np.uint8)
        a, b = FrostedCanvas(SIZE), FrostedCanvas(SIZE)
        other.frost(clear, b)
        glass.frost(clear, a)
        is_clear_with = (a.luma == clear.luma).reshape(60, 4, 80, 4).all(axis=(1, 3))
        is_clear_without = (b.luma == clear.luma).reshape(60, 4, 80, 4).all(axis=(1, 3))
        assert not (is_clear_with & ~is_clear_without).any()


@pytest.mark.parametrize("error", [cv2.error("x"), MemoryError(), ValueError("x")])
def test_a_detector_that_fails_frosts_the_picture_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    _, by = detector(tmp_path)
    canvas, whole = FrostedCanvas(SIZE), FrostedCanvas(SIZE)
    paint_whole(whole)
    glass = Glass(settings_for("demo:plaza", evidence_s=1.0), SIZE, None, by)
    proven(glass, canvas, lit=False)

    def fail(clear: ClearFrame) -> tuple[Found, ...]:
        raise error

    monkeypatch.setattr(by._model, "look", fail)
    assert glass.frost(picture(30.0), canvas) is FAILED
    assert np.array_equal(canvas.luma, whole.luma)


def cause_of(order: DetectorOrder) -> Cause:
    with pytest.raises(Trouble) as caught:
        Model(order)
    return caught.value.cause


def test_a_missing_detector_is_named(tmp_path: Path) -> None:
    assert cause_of(order_for(tmp_path / "none.onnx")) is Cause.DETECTOR_MISSING


def test_another_file_than_the_pinned_one_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bright_yolox(tmp_path / "m.onnx")
    order = order_for(path)
    path.write_bytes(path.read_bytes() + b"\0")
    monkeypatch.setattr(cv2.dnn, "readNetFromONNX", lambda _: pytest.fail("it was loaded"))
    assert cause_of(order) is Cause.DETECTOR_OTHER


def test_a_file_too_large_for_a_detector_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "LARGEST_BYTES", 100)
    assert cause_of(order_for(bright_yolox(tmp_path / "m.onnx"))) is Cause.DETECTOR_OTHER


def test_what_is_no_network_or_answers_otherwise_is_refused(tmp_path: Path) -> None:
    junk = tmp_path / "junk.onnx"
    junk.write_bytes(b"not a network")
    assert cause_of(order_for(junk)) is Cause.DETECTOR_UNSUITABLE
    assert cause_of(order_for(bright_yolox(tmp_path / "m.onnx"), "detr")) is Cause.DETECTOR_UNSUITABLE
    assert cause_of(order_for(bright_detr(tmp_path / "d.onnx"))) is Cause.DETECTOR_UNSUITABLE
    assert cause_of(order_for(bright_yolox(tmp_path / "s.onnx", side=160))) is Cause.DETECTOR_UNSUITABLE


def test_a_worker_with_its_detector_watches_and_one_without_it_waits_to_be_stopped(tmp_path: Path) -> None:
    order = order_for(bright_yolox(tmp_path / "m.onnx"))
    scene = "demo:plaza?width=320&height=240&people=1"
    watching = hear(settings_for(scene, evidence_s=5.0, detector=order), on_message=stop_after(3))
    assert only(watching, FrostedSample)
    (tmp_path / "m.onnx").unlink()
    waiting = hear(
        settings_for(scene, detector=order), on_message=stop_when(lambda message: isinstance(message, WorkerStatus))
    )
    assert states(waiting) == [(CameraState.FAULT, Cause.DETECTOR_MISSING)]
    assert only(waiting, FrostedSample) == []
