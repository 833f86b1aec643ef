"""A detector that a site brings: it is the file that was named, it answers, and it counts."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from groundglass.clear.examine import faces
from groundglass.clear.examine.ending import Ending
from groundglass.clear.examine.faces import FaceCounter
from groundglass.pane.examination import Ended
from tests.clear.examine.detector import FACE, write_detector


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def ending_of(path: Path, sha256: str) -> Ended:
    with pytest.raises(Ending) as caught:
        FaceCounter(str(path), sha256)
    return caught.value.code


def test_faces_are_counted(tmp_path: Path) -> None:
    model = write_detector(tmp_path / "bright.onnx")
    counter = FaceCounter(str(model), digest(model))
    picture = np.zeros((256, 384, 3), np.uint8)
    assert counter.count(picture) == 0
    picture[FACE * 2 : FACE * 3, FACE * 4 : FACE * 5] = 255
    picture[FACE * 6 : FACE * 7, FACE * 10 : FACE * 11] = 255
    assert counter.count(picture) == 2


def test_a_large_picture_is_reduced_before_it_is_searched(tmp_path: Path) -> None:
    model = write_detector(tmp_path / "bright.onnx")
    picture = np.zeros((64, 3840, 3), np.uint8)
    picture[: 2 * FACE, : 2 * FACE] = 255
    assert FaceCounter(str(model), digest(model)).count(picture) == 1


def test_a_file_that_is_not_the_one_named_is_not_loaded(tmp_path: Path) -> None:
    model = write_detector(tmp_path / "bright.onnx")
    assert ending_of(model, "0" * 64) is Ended.DETECTOR_OTHER


def test_a_file_larger_than_any_detector_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = write_detector(tmp_path / "bright.onnx")
    monkeypatch.setattr(faces, "LARGEST_BYTES", 100)
    assert ending_of(model, digest(model)) is Ended.DETECTOR_OTHER


def test_a_detector_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert ending_of(tmp_path / "none.onnx", "0" * 64) is Ended.DETECTOR_UNREADABLE


@pytest.mark.parametrize("kind", ["no model", "another model"])
def test_what_does_not_answer_as_a_detector_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "other.onnx"
    if kind == "no model":
        path.write_bytes(b"not a model")
    else:
        write_detector(path, complete=False)
    assert ending_of(path, digest(path)) is Ended.DETECTOR_UNSUITABLE
