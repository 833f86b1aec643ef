"""A site's detector as it stands in site.toml becomes the workers' order, or a sentence about what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundglass.cli.run import detector_of
from groundglass.config import parse_config
from groundglass.engine.house import ServerPlan
from groundglass.errors import ConfigError
from groundglass.pane.detector import DetectedKind, DetectorOrder
from groundglass.pane.ids import CameraId


def section(more: str) -> str:
    return f'[detector]\nfile = "/srv/m.onnx"\nsha256 = "{"AB" * 32}"\n{more}'


def order(more: str) -> DetectorOrder | None:
    return detector_of(parse_config(section(more)).detector)


def test_a_site_without_a_file_has_no_detector() -> None:
    assert detector_of(parse_config("").detector) is None


def test_a_site_names_a_file_its_hash_and_what_classes_stand_for() -> None:
    made = order('classes = { "0" = "person", "2" = "vehicle" }\nhides = []\nform = "detr"')
    assert made is not None
    assert (made.path, made.sha256, made.form, made.hides) == ("/srv/m.onnx", "ab" * 32, "detr", ())
    assert made.classes == ((0, DetectedKind.PERSON), (2, DetectedKind.VEHICLE))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ('classes = { "0" = "face" }', "stand for"),
        ('classes = { "x" = "person" }', "number from 0"),
        ("classes = {}", "classes"),
        ("width = 100", "multiple of 32"),
        ('hides = ["face"]', "stand for"),
        ('form = "yolov5"', "not one of"),
        ("rate_hz = 100.0", "between"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(more: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        order(more)


def test_a_detector_looks_at_all_cameras_or_at_those_that_are_named(tmp_path: Path) -> None:
    made = order("")
    everywhere = ServerPlan(folder=tmp_path, detector=made)
    hall = ServerPlan(folder=tmp_path, detector=made, detector_at=frozenset({"hall"}))
    assert everywhere.detector_for(CameraId("gate")) is made
    assert hall.detector_for(CameraId("gate")) is None
    assert hall.detector_for(CameraId("hall")) is made
