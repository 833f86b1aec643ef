"""Files that are not as `groundglass frost` would like them: what is said, and what is not said without reason."""

from __future__ import annotations

from pathlib import Path

import av

from groundglass.clear.encode import SOFTWARE
from groundglass.engine.examination import ENCODER
from tests.cli.commands import groundglass
from tests.engine.videos import make_video, times_ms
from tests.stands.clips import draw_clip


def test_a_place_of_another_size_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    small = make_video(tmp_path / "small.mp4", 60)
    large = draw_clip(tmp_path / "large.mp4", width=480, height=360, pictures=20)
    place, out = tmp_path / "wall.place", tmp_path / "out.mp4"
    saved = groundglass("frost", small, tmp_path / "cold.mp4", "--after", "1", "--save-place", place)
    assert saved.status == 0, saved.err
    ran = groundglass("frost", large, out, "--place", place)
    assert ran.status == 2
    assert ran.err.splitlines() == [
        "groundglass: error: the place was proven on pictures of 320x240, and those of this video are 480x360",
        "groundglass: hint: use a place that was saved from this camera at this size, or leave --place out",
    ]
    assert not out.exists()
    assert not list(tmp_path.glob("*.part"))


def test_an_avi_whose_recorder_dropped_pictures_is_not_called_cut_off(tmp_path: Path) -> None:
    taken_ms = [0, 100, 200, 600, 700, 1500, 1600]
    clip = draw_clip(tmp_path / "dropped.avi", codec="mpeg4", rate=10, pictures=7, times=taken_ms)
    with av.open(str(clip)) as whole:
        stream = whole.streams.video[0]
        assert stream.frames > sum(packet.size > 0 for packet in whole.demux(stream)), "nothing was dropped in it"
    ran = groundglass("frost", clip, tmp_path / "out.mp4")
    assert ran.status == 0, ran.err
    assert len(times_ms(tmp_path / "out.mp4")) == 7


def test_an_avi_that_is_cut_off_is_still_said_to_be(tmp_path: Path) -> None:
    whole, cut = draw_clip(tmp_path / "whole.avi", codec="mpeg4", pictures=60), tmp_path / "cut.avi"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    ran = groundglass("frost", cut, tmp_path / "out.mp4")
    assert ran.status == 5
    assert "ends in the middle of the video" in ran.err
    assert not (tmp_path / "out.mp4").exists()


def test_the_encoder_that_the_doctor_names_is_the_one_that_workers_open() -> None:
    assert ENCODER == SOFTWARE
