"""`groundglass frost`: every picture in, every picture out, or nothing and a sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import numpy as np
import pytest

from tests.cli.commands import PROGRAM, Ran, groundglass
from tests.engine.videos import make_video, times_ms


def refused(ran: Ran, out: Path, status: int, sentence: str) -> None:
    """The command failed as it should: one sentence, the right status, and nothing left behind."""
    assert ran.status == status, ran.err
    lines = ran.err.splitlines()
    assert [line for line in lines if line.startswith("groundglass: error: ")] == lines[:1]
    assert sentence in lines[0]
    assert not out.exists()
    assert not list(out.parent.glob("*.part"))


def test_every_picture_comes_out_in_the_same_order_and_at_the_same_time(tmp_path: Path) -> None:
    source, out = make_video(tmp_path / "in.mp4", 53), tmp_path / "out.mp4"
    ran = groundglass("frost", source, out)
    assert ran.status == 0, ran.err
    assert ran.out == f"frosted 53 pictures (5.3 s) into {out}\n"
    assert times_ms(out) == times_ms(source)
    assert not list(tmp_path.glob("*.part"))


def test_reordered_and_unevenly_spaced_pictures_keep_their_times(tmp_path: Path) -> None:
    spacing = [0, 40, 80, 400, 410, 600, 1600, 1640, 1650, 1700, 3000, 3040]
    source, out = make_video(tmp_path / "in.mkv", 12, spacing=spacing, bf="2"), tmp_path / "out.mp4"
    assert groundglass("frost", source, out).status == 0
    assert times_ms(out) == spacing


@pytest.mark.parametrize(("codec", "suffix"), [("mpeg4", ".avi"), ("libx265", ".mp4"), ("ffv1", ".mkv")])
def test_other_codecs_are_frosted_too(tmp_path: Path, codec: str, suffix: str) -> None:
    source, out = make_video(tmp_path / f"in{suffix}", 12, codec=codec), tmp_path / "out.mp4"
    ran = groundglass("frost", source, out)
    assert ran.status == 0, ran.err
    assert len(times_ms(out)) == 12


def test_sound_does_not_come_out(tmp_path: Path) -> None:
    source, out = tmp_path / "in.mkv", tmp_path / "out.mp4"
    with av.open(str(make_video(tmp_path / "silent.mkv", 10))) as silent, av.open(str(source), "w") as loud:
        video = loud.add_stream_from_template(silent.streams.video[0])
        sound = loud.add_stream("aac", rate=8000)
        for packet in silent.demux(video=0):
            if packet.size:
                packet.stream = video
                loud.mux(packet)
        tone = av.AudioFrame.from_ndarray(np.full((1, 8000), 0.3, np.float32), format="fltp", layout="mono")
        tone.sample_rate, tone.pts = 8000, 0
        loud.mux(sound.encode(tone))
        loud.mux(sound.encode(None))
    assert groundglass("frost", source, out).status == 0
    with av.open(str(out)) as made:
        assert [stream.type for stream in made.streams] == ["video"]


def test_a_place_that_was_saved_is_known_from_the_first_picture(tmp_path: Path) -> None:
    source, place = make_video(tmp_path / "in.mp4", 200), tmp_path / "wall.place"
    ran = groundglass("frost", source, tmp_path / "cold.mp4", "--after", "1", "--save-place", place)
    assert ran.status == 0, ran.err
    assert place.stat().st_size > 0
    ran = groundglass("frost", source, tmp_path / "known.mp4", "--after", "1", "--place", place)
    assert ran.status == 0, ran.err
    assert len(times_ms(tmp_path / "known.mp4")) == 200


def test_without_save_place_no_place_is_kept(tmp_path: Path) -> None:
    source = make_video(tmp_path / "in.mp4", 30)
    assert groundglass("frost", source, tmp_path / "out.mp4", "--after", "1").status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.mp4", "out.mp4"]


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    refused(groundglass("frost", tmp_path / "none.mp4", out), out, 3, "there is no file")


def test_an_empty_file_is_said(tmp_path: Path) -> None:
    source, out = tmp_path / "in.mp4", tmp_path / "out.mp4"
    source.touch()
    refused(groundglass("frost", source, out), out, 5, "is empty")


def test_a_folder_is_said(tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    refused(groundglass("frost", tmp_path, out), out, 5, "is not a file")


def test_a_text_is_said_not_to_be_a_video(tmp_path: Path) -> None:
    source, out = tmp_path / "in.mp4", tmp_path / "out.mp4"
    source.write_text("the quick brown fox\n" * 500)
    refused(groundglass("frost", source, out), out, 5, "not a video")


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
@pytest.mark.parametrize("kept", [0.5, 0.97])
def test_a_file_that_ends_too_soon_gives_no_result(tmp_path: Path, suffix: str, kept: float) -> None:
    whole, out = make_video(tmp_path / f"whole{suffix}", 60), tmp_path / "out.mp4"
    source = tmp_path / f"in{suffix}"
    source.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * kept)])
    ran = groundglass("frost", source, out)
    refused(ran, out, 5, "the file ")


def test_a_file_damaged_in_its_middle_gives_no_result(tmp_path: Path) -> None:
    source, out = make_video(tmp_path / "in.mp4", 60, crf="5"), tmp_path / "out.mp4"
    body = bytearray(source.read_bytes())
    middle = len(body) * 2 // 3
    body[middle : middle + 400] = os.urandom(400)
    source.write_bytes(body)
    ran = groundglass("frost", source, out)
    # A decoder may conceal what it lost; then the pictures are all there. What may not be is a shorter film.
    if ran.status == 0:
        assert len(times_ms(out)) == 60
    else:
        refused(ran, out, 5, "the ")


def test_a_result_that_exists_is_kept_unless_forced(tmp_path: Path) -> None:
    source, out = make_video(tmp_path / "in.mp4", 10), tmp_path / "out.mp4"
    out.write_text("mine")
    ran = groundglass("frost", source, out)
    assert (ran.status, out.read_text()) == (4, "mine")
    assert "--force" in ran.err
    assert groundglass("frost", source, out, "--force").status == 0
    assert len(times_ms(out)) == 10


def test_a_failure_leaves_an_older_result_as_it_was(tmp_path: Path) -> None:
    source, out = tmp_path / "in.mp4", tmp_path / "out.mp4"
    source.write_text("no video")
    out.write_text("mine")
    assert groundglass("frost", source, out, "--force").status == 5
    assert out.read_text() == "mine"


def test_a_file_is_not_frosted_over_itself(tmp_path: Path) -> None:
    source = make_video(tmp_path / "in.mp4", 5)
    before = source.read_bytes()
    (tmp_path / "same.mp4").symlink_to(source)
    for out in (source, tmp_path / "same.mp4"):
        ran = groundglass("frost", source, out, "--force")
        assert ran.status == 4
        assert "is the video to be frosted" in ran.err
    assert source.read_bytes() == before


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    source = make_video(tmp_path / "in.mp4", 5)
    ran = groundglass("frost", source, tmp_path / "none" / "out.mp4")
    assert ran.status in (3, 6)
    assert ran.err.startswith("groundglass: error: ")


def test_a_place_file_that_is_none_is_said(tmp_path: Path) -> None:
    source, out = make_video(tmp_path / "in.mp4", 5), tmp_path / "out.mp4"
    refused(groundglass("frost", source, out, "--place", tmp_path / "none"), out, 3, "there is no place file")
    (tmp_path / "empty").touch()
    refused(groundglass("frost", source, out, "--place", tmp_path / "empty"), out, 2, "is not a place file")


HEARS_INTERRUPTS = "import os, signal, sys; signal.signal(2, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])"


def test_interrupted_work_leaves_nothing_behind(tmp_path: Path) -> None:
    source, out = make_video(tmp_path / "in.mkv", 6000, preset="ultrafast"), tmp_path / "out.mp4"
    # A shell that starts the tests in the background has them ignore Ctrl-C, and with them whatever they start.
    with subprocess.Popen(
        [sys.executable, "-c", HEARS_INTERRUPTS, *PROGRAM, "frost", str(source), str(out)],
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        while not any(part.stat().st_size for part in tmp_path.glob("*.part")):
            assert running.poll() is None
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=120)  # as long as any command here may take on a busy machine
    assert (running.returncode, err) == (130, "groundglass: interrupted\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.mkv"]
