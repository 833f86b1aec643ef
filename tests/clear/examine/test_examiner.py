"""Two files in, numbers out: every picture of a pair is answered for, and every failure has its code."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.stream import VideoStream

from groundglass.clear.examine import examiner
from groundglass.pane.examination import (
    ANSWER_BYTES,
    Answer,
    End,
    Ended,
    Examination,
    FrameFound,
    Length,
    parse_answer,
)
from tests.clear.examine.detector import write_detector
from tests.engine.videos import make_video


def hear(examination: Examination) -> list[Answer]:
    """All answers, read from a pipe that a thread of the kernel's buffer holds: there are few."""
    out, into = os.pipe()
    examiner.main(examination, into, -1)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        heard = pipe.read()
    answers, at = [], 0
    while at < len(heard):
        kind, end = heard[at], at + 1 + ANSWER_BYTES[heard[at]]
        answers.append(parse_answer(kind, heard[at + 1 : end]))
        at = end
    return answers


def grey(path: Path, pictures: int, size: tuple[int, int] = (320, 240)) -> Path:
    """A copy that hides everything, in a size of its own."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=10)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = size
        for number in range(pictures):
            frame = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), 120, np.uint8), format="rgb24")
            frame.pts = number
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def test_a_copy_that_hides_nothing_gives_everything_away(tmp_path: Path) -> None:
    film = str(make_video(tmp_path / "a.mp4", 20, crf="10"))
    length, *frames, end = hear(Examination(film, film))
    assert (length, end) == (Length(20), End(Ended.DONE))
    found = [frame for frame in frames if isinstance(frame, FrameFound)]
    assert [frame.index for frame in found] == list(range(20))
    assert found[10].at_ms == 1000
    assert sum(f.revealed_cells for f in found) == sum(f.person_cells for f in found) > 0
    assert all(f.clear_cells > 0.9 * f.place_cells > 0 and f.faces == 0 for f in found)


def test_a_copy_that_hides_everything_gives_nothing_away(tmp_path: Path) -> None:
    film, copy = make_video(tmp_path / "a.mp4", 20), grey(tmp_path / "b.mp4", 20, (336, 256))
    found = [answer for answer in hear(Examination(str(film), str(copy))) if isinstance(answer, FrameFound)]
    assert len(found) == 20
    assert sum(f.revealed_cells + f.clear_cells for f in found) == 0


def test_faces_are_looked_for_in_both(tmp_path: Path) -> None:
    model = write_detector(tmp_path / "bright.onnx")
    sha256 = hashlib.sha256(model.read_bytes()).hexdigest()
    film = grey(tmp_path / "a.mp4", 2)
    lit = tmp_path / "b.mp4"
    with av.open(str(lit), "w") as out:
        stream = out.add_stream("libx264", rate=10, options={"crf": "5"})
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = 320, 240
        for number in range(2):
            picture = np.full((240, 320, 3), 120, np.uint8)
            picture[48:64, 64:80] = 255
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = number
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    found = [a for a in hear(Examination(str(lit), str(film), str(model), sha256)) if isinstance(a, FrameFound)]
    assert [(f.faces, f.faces_frosted) for f in found] == [(1, 0), (1, 0)]


def test_every_failure_ends_with_its_code(tmp_path: Path) -> None:
    film, short = make_video(tmp_path / "a.mp4", 5), make_video(tmp_path / "b.mp4", 4)
    text, sound = tmp_path / "c.mp4", tmp_path / "d.wav"
    text.write_text("no video")
    with av.open(str(sound), "w") as out:
        stream = out.add_stream("pcm_s16le", rate=8000)
        out.mux(stream.encode(None))
    for original, frosted, code in (
        (film, short, Ended.LENGTHS_DIFFER),
        (text, film, Ended.ORIGINAL_UNREADABLE),
        (sound, film, Ended.ORIGINAL_UNREADABLE),
        (film, text, Ended.FROSTED_UNREADABLE),
    ):
        assert hear(Examination(str(original), str(frosted))) == [End(code)]
    wrong = Examination(str(film), str(film), str(tmp_path / "none"), "0" * 64)
    assert hear(wrong) == [End(Ended.DETECTOR_UNREADABLE)]


def test_a_video_without_pictures_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = make_video(tmp_path / "a.mp4", 3)

    class Empty:
        streams = av.open(str(film)).streams

        def __enter__(self) -> Empty:
            return self

        def __exit__(self, *exc: object) -> None: ...

        def decode(self, stream: object) -> list[av.VideoFrame]:
            return []

    monkeypatch.setattr(av, "open", lambda *_, **__: Empty())
    assert hear(Examination(str(film), str(film))) == [End(Ended.ORIGINAL_UNREADABLE)]


def test_what_nobody_foresaw_ends_with_a_code_and_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = str(make_video(tmp_path / "a.mp4", 3))

    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(examiner, "compare", fail)
    assert hear(Examination(film, film)) == [Length(3), End(Ended.FAILED)]


def test_it_ends_at_once_when_nobody_listens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = str(make_video(tmp_path / "a.mp4", 3))
    compared: list[object] = []
    monkeypatch.setattr(examiner, "compare", lambda *pair: compared.append(pair))
    out, into = os.pipe()
    os.close(out)
    examiner.main(Examination(film, film), into, -1)
    os.close(into)
    assert not compared
