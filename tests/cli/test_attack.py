"""`groundglass attack`: what a frosted copy gives away, picture by picture."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from tests.clear.examine.detector import write_detector
from tests.cli.commands import groundglass
from tests.engine.videos import make_video


def test_what_a_frosted_copy_gives_away_is_said_in_shares(tmp_path: Path) -> None:
    film, copy = make_video(tmp_path / "a.mp4", 60, crf="12"), tmp_path / "b.mp4"
    assert groundglass("frost", film, copy, "--after", "1").status == 0
    ran = groundglass("attack", film, copy)
    assert ran.status == 0, ran.err
    told = re.search(r"repeated of people +([\d.]+) %", ran.out)
    assert told is not None and float(told.group(1)) < 1.0
    assert "60 pictures, " in ran.out


def test_an_unfrosted_copy_is_found_out_frame_by_frame(tmp_path: Path) -> None:
    film = make_video(tmp_path / "a.mp4", 12, crf="10")
    model = write_detector(tmp_path / "bright.onnx")
    sha256 = hashlib.sha256(model.read_bytes()).hexdigest()
    ran = groundglass("attack", film, film, "--all", "--detector", model, "--sha256", sha256)
    assert ran.status == 0, ran.err
    assert "repeated of people    100.000 %" in ran.out
    assert "faces found           0 in the original, 0 in the copy" in ran.out
    assert ran.out.count(" cells") == 24
    lines = [json.loads(line) for line in groundglass("attack", film, film, "--json").out.splitlines()]
    assert lines[-1]["frames"] == 12 and lines[-1]["leak"] == 1.0
    assert "faces" not in lines[-1]
    assert all(line["revealed_cells"] for line in lines[:-1])


def test_a_detector_that_is_another_file_is_refused(tmp_path: Path) -> None:
    film = make_video(tmp_path / "a.mp4", 3)
    model = write_detector(tmp_path / "bright.onnx")
    ran = groundglass("attack", film, film, "--detector", model, "--sha256", "0" * 64)
    assert ran.status == 2
    assert ran.err.startswith("groundglass: error: the detector is not the file whose SHA-256 was given")
    assert groundglass("attack", film, film, "--detector", model).status == 2
    assert groundglass("attack", film, tmp_path / "none").status == 3
