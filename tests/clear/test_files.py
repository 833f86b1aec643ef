"""Files as sources: every picture in is a picture out, and a file that is not one says so."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import av
import pytest

from groundglass.pane.ids import TICKS_PER_S
from groundglass.pane.pictures import FrostedSample, VideoRun
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts, WorkerFigures
from tests.clear.hearing import hear, only, settings_for, states, stop_after
from tests.stands.clips import draw_clip, lay_on_its_side


def test_every_picture_of_a_file_comes_out_in_order_and_at_its_own_distance(tmp_path: Path) -> None:
    steps = random.Random(3).choices([20, 33, 40, 500], k=59)
    times = [0, *itertools.accumulate(steps)]
    clip = draw_clip(tmp_path / "vfr.mkv", pictures=60, times=times, b_frames=2)
    messages = hear(settings_for(clip, pace="fast", every_frame=True))
    samples = only(messages, FrostedSample)
    assert [round((s.at - samples[0].at) * 1000 / TICKS_PER_S) for s in samples] == times
    assert samples[0].is_key
    figures = only(messages, WorkerFigures)[-1]
    assert (figures.frames_in_total, figures.frames_out_total, figures.frames_dropped_total) == (60, 60, 0)
    assert states(messages) == [
        (CameraState.CONNECTING, Cause.FIRST_ATTEMPT),
        (CameraState.LIVE, Cause.NONE),
        (CameraState.ENDED, Cause.END_OF_FILE),
    ]


@pytest.mark.parametrize(
    ("name", "codec", "pixels", "expected"),
    [
        ("a.mp4", "libx264", "yuv420p", Codec.H264),
        ("a.mp4", "libx264", "yuv444p", Codec.H264),
        ("a.mp4", "libx265", "yuv420p10le", Codec.H265),
        ("a.avi", "mjpeg", "yuvj420p", Codec.MJPEG),
        ("a.avi", "mpeg4", "yuv420p", Codec.MPEG4),
        ("a.avi", "rawvideo", "yuv420p", Codec.RAW),
        ("a.avi", "ffv1", "gray", Codec.OTHER),
    ],
)
def test_files_of_many_codecs_are_frosted(tmp_path: Path, name: str, codec: str, pixels: str, expected: Codec) -> None:
    quiet = {"x265-params": "log-level=none"} if codec == "libx265" else None
    clip = draw_clip(tmp_path / name, codec=codec, pixels=pixels, pictures=8, options=quiet)
    messages = hear(settings_for(clip, pace="fast"))
    assert only(messages, SourceFacts)[0].codec is expected
    assert len(only(messages, FrostedSample)) == 8


@pytest.mark.parametrize(("width", "height"), [(321, 241), (322, 243), (17, 16), (15, 9)])
def test_odd_and_tiny_sizes_become_even(tmp_path: Path, width: int, height: int) -> None:
    clip = draw_clip(tmp_path / "odd.avi", codec="rawvideo", pixels="yuv444p", width=width, height=height, pictures=3)
    messages = hear(settings_for(clip, pace="fast"))
    run = only(messages, VideoRun)[0]
    assert (run.width, run.height) == (max(16, width + width % 2), max(16, height + height % 2))
    assert len(only(messages, FrostedSample)) == 3


def test_sound_is_reported_and_dropped(tmp_path: Path) -> None:
    clip = draw_clip(tmp_path / "loud.mp4", pictures=10, sound=True)
    messages = hear(settings_for(clip, pace="fast"))
    assert only(messages, SourceFacts)[0].has_audio
    assert len(only(messages, FrostedSample)) == 10


def test_a_looped_file_goes_on_in_the_same_run(tmp_path: Path) -> None:
    clip = draw_clip(tmp_path / "lap.mp4", pictures=10)
    messages = hear(settings_for(clip, pace="fast", loop=True), on_message=stop_after(35))
    samples = only(messages, FrostedSample)
    assert len(samples) >= 35 and len(only(messages, VideoRun)) == 1
    steps = {b.at - a.at for a, b in itertools.pairwise(samples)}
    assert steps == {TICKS_PER_S // 15}


def test_a_file_paced_as_live_takes_its_time_and_repeats_its_rate(tmp_path: Path) -> None:
    clip = draw_clip(tmp_path / "live.mp4", pictures=12, b_frames=2)
    messages = hear(settings_for(clip, pace="live"), on_message=stop_after(12))
    samples = only(messages, FrostedSample)
    steps = [b.at - a.at for a, b in itertools.pairwise(samples)]
    assert max(abs(step - 6000) for step in steps[3:]) < 900


def _truncated(tmp_path: Path, flags: str) -> Path:
    whole = draw_clip(tmp_path / "whole.mp4", pictures=60)
    with av.open(str(whole)) as source, av.open(str(tmp_path / "m.mp4"), "w", options={"movflags": flags}) as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    body = (tmp_path / "m.mp4").read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(body[: len(body) * 2 // 3])
    return cut


def test_a_file_cut_short_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    messages = hear(settings_for(_truncated(tmp_path, "faststart"), pace="fast"))
    assert 5 < len(only(messages, FrostedSample)) < 60
    assert states(messages)[-1] == (CameraState.FAULT, Cause.FILE_TRUNCATED)


def test_a_file_cut_before_its_index_is_told_from_one_that_is_no_video(tmp_path: Path) -> None:
    messages = hear(settings_for(_truncated(tmp_path, "frag_custom"), pace="fast"))
    plain = tmp_path / "tail.mp4"
    plain.write_bytes((tmp_path / "whole.mp4").read_bytes()[:2000])
    messages = hear(settings_for(plain, pace="fast"))
    assert states(messages)[-1] == (CameraState.FAULT, Cause.FILE_TRUNCATED)


def test_files_that_are_no_video_say_what_they_are(tmp_path: Path) -> None:
    text, empty = tmp_path / "letter.mp4", tmp_path / "empty.mp4"
    text.write_text("dear sir or madam, " * 50)
    empty.write_bytes(b"")
    sound = tmp_path / "sound.wav"
    with av.open(str(sound), "w") as out:
        stream = out.add_stream("pcm_s16le", rate=8000)
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame(format="s16", layout="mono", samples=800)
        frame.planes[0].update(bytes(1600))
        frame.sample_rate = 8000
        out.mux(stream.encode(frame))
    expected = [
        (tmp_path / "missing.mp4", CameraState.REFUSED, Cause.FILE_MISSING),
        (text, CameraState.FAULT, Cause.FILE_NOT_VIDEO),
        (empty, CameraState.FAULT, Cause.FILE_EMPTY),
        (sound, CameraState.FAULT, Cause.FILE_NOT_VIDEO),
        (tmp_path, CameraState.FAULT, Cause.FILE_NOT_VIDEO),
    ]
    for path, state, cause in expected:
        messages = hear(settings_for(path, pace="fast"))
        assert states(messages)[-1] == (state, cause), path
        assert not only(messages, FrostedSample)


def test_pictures_that_cannot_be_decoded_are_counted(tmp_path: Path) -> None:
    clip = draw_clip(tmp_path / "broken.mov", codec="png", pixels="rgb24", pictures=12)
    body = bytearray(clip.read_bytes())
    starts = [at for at in range(len(body)) if body.startswith(b"\x89PNG", at)]
    for at in starts[4:7]:
        body[at : at + 8] = b"not PNG!"
    clip.write_bytes(bytes(body))
    messages = hear(settings_for(clip, pace="fast"))
    figures = only(messages, WorkerFigures)[-1]
    assert (figures.undecodable_total, figures.frames_out_total) == (3, 9)


def test_a_file_of_which_nothing_can_be_decoded_says_so(tmp_path: Path) -> None:
    clip = draw_clip(tmp_path / "broken.mov", codec="png", pixels="rgb24", pictures=12)
    clip.write_bytes(clip.read_bytes().replace(b"\x89PNG\r\n", b"not PN"))
    messages = hear(settings_for(clip, pace="fast"))
    assert states(messages)[-1] == (CameraState.FAULT, Cause.UNDECODABLE)


def test_a_picture_larger_than_the_pane_allows_is_refused(tmp_path: Path) -> None:
    clip = draw_clip(tmp_path / "wide.avi", codec="rawvideo", width=8208, height=16, pictures=2)
    messages = hear(settings_for(clip, pace="fast"))
    assert states(messages)[-1] == (CameraState.FAULT, Cause.PICTURE_TOO_LARGE)


def test_a_picture_on_its_side_is_turned_upright(tmp_path: Path) -> None:
    clip = draw_clip(tmp_path / "phone.mp4", pictures=5, width=320, height=240)
    run = only(hear(settings_for(lay_on_its_side(clip), pace="fast")), VideoRun)[0]
    assert (run.width, run.height) == (240, 320)
