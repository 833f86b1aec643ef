"""`groundglass camera scale`, on a folder on which no server runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import groundglass


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    assert groundglass("camera", "add", "Gate", "demo:plaza", "--data", folder).status == 0
    return folder


def test_two_uprights_give_a_scale_that_is_kept(data: Path) -> None:
    marks = ("--upright", "100", "270", "1.7", "--upright", "300", "640", "1.7", "--height", "720")
    told = groundglass("camera", "scale", "gate", *marks, "--data", data)
    assert told.status == 0
    assert "recognise" in told.out and "12." in told.out
    assert groundglass("camera", "scale", "gate", "--data", data).out == told.out
    forgotten = groundglass("camera", "scale", "gate", "--forget", "--data", data)
    assert "has no scale" in forgotten.err


def test_four_points_and_a_mounting_give_one_too(data: Path) -> None:
    points = [("400", "600", "0", "0"), ("880", "600", "4", "0"), ("780", "300", "4", "6"), ("500", "300", "0", "6")]
    flags = [word for point in points for word in ("--point", *point)]
    assert "140" in groundglass("camera", "scale", "gate", *flags, "--height", "720", "--data", data).out
    told = groundglass("camera", "scale", "gate", "--mounting", "4", "25", "50", "--height", "1080", "--data", data)
    assert told.status == 0 and "100%" in told.out


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (("--upright", "100", "270", "1.7", "--height", "720"), "needs two uprights"),
        (("--point", "1", "2", "0", "0", "--height", "720"), "needs four points"),
        (("--mounting", "4", "25", "50"), "height of the picture is not known"),
        (("--mounting", "4000", "25", "50", "--height", "720"), "gives no scale"),
    ],
)
def test_marks_that_give_none_change_nothing(data: Path, marks: tuple[str, ...], said: str) -> None:
    told = groundglass("camera", "scale", "gate", *marks, "--data", data)
    assert told.status != 0 and said in told.err
    assert "has no scale" in groundglass("camera", "scale", "gate", "--data", data).err


def test_a_camera_that_is_not_there_has_no_scale(data: Path) -> None:
    assert groundglass("camera", "scale", "nowhere", "--data", data).status == 3
