"""Network cameras: real servers on loopback, and what is said when they misbehave."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from groundglass.pane.ids import TICKS_PER_S
from groundglass.pane.pictures import FrostedSample, VideoRun
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts, WorkerFigures, WorkerStatus
from groundglass.pane.wire import Message
from tests.clear.hearing import hear, only, settings_for, states, stop_after, stop_when
from tests.stands.clips import draw_clip
from tests.stands.http_camera import HttpCamera
from tests.stands.rtmp import RtmpCamera
from tests.stands.rtsp import RtspCamera


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_clip(tmp_path_factory.mktemp("camera") / "h264.mp4", pictures=60, b_frames=0)


def ended(message: Message) -> bool:
    """True for the first word that a connection, or the attempt at one, is over."""
    return isinstance(message, WorkerStatus) and message.retry_in_s > 0


def live(message: Message) -> bool:
    return isinstance(message, WorkerStatus) and message.state is CameraState.LIVE


@pytest.mark.parametrize("transport", ["tcp", "udp", "auto"])
@pytest.mark.parametrize("basic", [True, False], ids=["basic", "digest"])
def test_an_rtsp_camera_with_a_password_is_seen(clip: Path, transport: str, basic: bool) -> None:
    with RtspCamera(clip, user="viewer", password="glass", basic=basic) as camera:
        messages = hear(settings_for(camera.url(), transport=transport), on_message=stop_after(20))
    assert states(messages)[:2] == [(CameraState.CONNECTING, Cause.FIRST_ATTEMPT), (CameraState.LIVE, Cause.NONE)]
    facts = only(messages, SourceFacts)[0]
    assert (facts.codec, facts.width, facts.height) == (Codec.H264, 320, 240)
    assert len(only(messages, FrostedSample)) >= 20


def test_an_automatic_camera_that_knows_only_udp_is_seen(clip: Path) -> None:
    with RtspCamera(clip, protocols="udp") as camera:
        messages = hear(settings_for(camera.url(), transport="auto"), on_message=stop_after(5))
    assert only(messages, FrostedSample)


def test_an_h265_camera_is_seen(tmp_path: Path) -> None:
    quiet = {"x265-params": "log-level=none:bframes=0"}
    clip = draw_clip(tmp_path / "h265.mp4", codec="libx265", pictures=45, options=quiet)
    with RtspCamera(clip, codec="h265") as camera:
        messages = hear(settings_for(camera.url()), on_message=stop_after(10))
    assert only(messages, SourceFacts)[0].codec is Codec.H265


def test_live_pictures_keep_the_cameras_spacing_and_none_is_dropped(clip: Path) -> None:
    with RtspCamera(clip) as camera:
        messages = hear(settings_for(camera.url()), on_message=stop_after(45))
    samples = only(messages, FrostedSample)
    steps = [b.at - a.at for a, b in itertools.pairwise(samples)]
    assert all(step > 0 for step in steps)
    span_s = (samples[-1].at - samples[-31].at) / TICKS_PER_S
    assert span_s == pytest.approx(30 / 15, abs=0.2)
    assert only(messages, WorkerFigures)[-1].frames_dropped_total == 0


def test_a_wrong_password_is_refused_and_not_tried_again_soon(clip: Path) -> None:
    with RtspCamera(clip, user="viewer", password="glass") as camera:
        messages = hear(settings_for(camera.url(password="mirror")), on_message=stop_when(ended))
    last = only(messages, WorkerStatus)[-1]
    assert (last.state, last.cause, last.retry_in_s) == (CameraState.REFUSED, Cause.WRONG_PASSWORD, 60)


def test_a_camera_without_this_stream_says_so(clip: Path) -> None:
    with RtspCamera(clip) as camera:
        messages = hear(settings_for(camera.url("/other")), on_message=stop_when(ended))
    assert states(messages)[-1] == (CameraState.REFUSED, Cause.NO_SUCH_STREAM)


def test_a_dead_port_is_tried_again_after_one_and_then_two_seconds() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"rtsp://127.0.0.1:{unused.getsockname()[1]}/cam"
        second = stop_when(lambda m: isinstance(m, WorkerStatus) and m.retry_in_s == 2)
        messages = hear(settings_for(address), on_message=second)
    assert [(m.state, m.cause, m.retry_in_s) for m in only(messages, WorkerStatus)] == [
        (CameraState.CONNECTING, Cause.FIRST_ATTEMPT, 0),
        (CameraState.LOST, Cause.PORT_CLOSED, 1),
        (CameraState.CONNECTING, Cause.PORT_CLOSED, 0),
        (CameraState.LOST, Cause.PORT_CLOSED, 2),
    ]


def test_a_name_that_is_not_found_says_so() -> None:
    messages = hear(settings_for("rtsp://camera.invalid/cam"), on_message=stop_when(ended))
    assert states(messages)[-1] == (CameraState.LOST, Cause.NAME_NOT_FOUND)


def test_a_camera_that_stalls_is_reported_and_found_again(clip: Path) -> None:
    with RtspCamera(clip) as camera:
        steps = iter([(CameraState.LIVE, "stall"), (CameraState.LOST, "go"), (CameraState.LIVE, None)])
        waiting = [next(steps)]

        def play(message: Message, order: object) -> None:
            if isinstance(message, WorkerStatus) and message.state is waiting[0][0]:
                command = waiting[0][1]
                if command is None:
                    stop(message, order)
                else:
                    camera.tell(command)
                    waiting[0] = next(steps)

        stop = stop_when(lambda message: True)
        messages = hear(settings_for(camera.url(), stall_s=1.0), on_message=play)
    assert states(messages)[-4:] == [
        (CameraState.STALLED, Cause.NO_PICTURES),
        (CameraState.LOST, Cause.NO_PICTURES),
        (CameraState.CONNECTING, Cause.NO_PICTURES),
        (CameraState.LIVE, Cause.NONE),
    ]
    assert len(only(messages, VideoRun)) == 2


def test_a_camera_that_hangs_up_is_lost_and_found_again(clip: Path) -> None:
    with RtspCamera(clip) as camera:
        met = [0]

        def play(message: Message, order: object) -> None:
            if live(message):
                met[0] += 1
                if met[0] == 1:
                    camera.tell("hang-up")
                else:
                    stop(message, order)

        stop = stop_when(lambda message: True)
        messages = hear(settings_for(camera.url()), on_message=play)
    assert (CameraState.LOST, Cause.HUNG_UP) in states(messages)


def test_a_camera_that_changes_size_begins_a_new_run_frosted_whole(tmp_path: Path, clip: Path) -> None:
    larger = draw_clip(tmp_path / "larger.mp4", width=480, height=360, pictures=60)
    with RtspCamera(clip) as camera:
        seen = [0]

        def play(message: Message, order: object) -> None:
            seen[0] += isinstance(message, FrostedSample)
            if seen[0] == 10 and isinstance(message, FrostedSample):
                camera.tell(f"play {larger}")
            if isinstance(message, VideoRun) and message.width == 480:
                stop(message, order)

        stop = stop_when(lambda message: True)
        messages = hear(settings_for(camera.url(), stall_s=3.0), on_message=play)
    runs = only(messages, VideoRun)
    assert [run.width for run in (runs[0], runs[-1])] == [320, 480]
    assert only(messages, FrostedSample)[-1].is_key or runs[-1] is messages[-1]


@pytest.mark.parametrize("sign_in", [None, "basic", "digest"])
def test_an_mjpeg_camera_is_seen(sign_in: str | None) -> None:
    with HttpCamera(sign_in=sign_in, size=(322, 242)) as camera:
        messages = hear(settings_for(camera.url()), on_message=stop_after(10))
    facts = only(messages, SourceFacts)[0]
    assert (facts.codec, facts.width, facts.height) == (Codec.MJPEG, 322, 242)


def test_an_mjpeg_camera_that_lies_about_its_rate_is_stamped_by_arrival() -> None:
    with HttpCamera(rate_hz=5.0) as camera:  # FFmpeg assumes 25
        messages = hear(settings_for(camera.url()), on_message=stop_after(12))
    samples = only(messages, FrostedSample)
    assert (samples[-1].at - samples[1].at) / TICKS_PER_S > 1.5


@pytest.mark.parametrize("sign_in", ["basic", "digest"])
def test_a_wrong_http_password_is_refused(sign_in: str) -> None:
    with HttpCamera(sign_in=sign_in) as camera:
        messages = hear(settings_for(camera.url(password="mirror")), on_message=stop_when(ended))
    assert states(messages)[-1] == (CameraState.REFUSED, Cause.WRONG_PASSWORD)


@pytest.mark.parametrize(
    ("path", "state", "cause"),
    [
        ("/403", CameraState.REFUSED, Cause.FORBIDDEN),
        ("/404", CameraState.REFUSED, Cause.NO_SUCH_STREAM),
        ("/400", CameraState.REFUSED, Cause.NO_SUCH_STREAM),
        ("/410", CameraState.REFUSED, Cause.NO_SUCH_STREAM),
        ("/503", CameraState.LOST, Cause.HUNG_UP),
    ],
)
def test_http_answers_that_say_no_are_told_apart(path: str, state: CameraState, cause: Cause) -> None:
    with HttpCamera() as camera:
        messages = hear(settings_for(camera.url(path)), on_message=stop_when(ended))
    assert states(messages)[-1] == (state, cause)


def test_an_mjpeg_camera_that_ends_is_lost() -> None:
    with HttpCamera() as camera:
        camera.pictures_left = 12
        messages = hear(settings_for(camera.url()), on_message=stop_when(ended))
    assert states(messages)[-1] == (CameraState.LOST, Cause.HUNG_UP)


@pytest.fixture(scope="module")
def segments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Twelve HLS segments of one second."""
    folder = tmp_path_factory.mktemp("hls")
    whole = draw_clip(folder / "whole.mp4", pictures=180)
    options = {"hls_time": "1", "hls_segment_filename": str(folder / "seg%d.ts"), "hls_list_size": "0"}
    with av.open(str(whole)) as source, av.open(str(folder / "all.m3u8"), "w", format="hls", options=options) as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    yield folder


def test_an_hls_camera_is_paced_evenly(segments: Path) -> None:
    with HttpCamera(hls=segments) as camera:
        messages = hear(settings_for(camera.url("/live.m3u8")), on_message=stop_after(40))
    samples = only(messages, FrostedSample)
    assert (samples[-1].at - samples[0].at) / TICKS_PER_S == pytest.approx(39 / 15, abs=0.7)
    assert only(messages, WorkerFigures)[-1].frames_dropped_total == 0


def test_a_smaller_stream_that_refuses_gives_way_to_the_main_one(clip: Path) -> None:
    with RtspCamera(clip) as camera, HttpCamera() as refusing:
        settings = settings_for(camera.url(), sub_address=settings_for(refusing.url("/404")).address)
        messages = hear(settings, on_message=stop_after(3))
    assert states(messages)[1:3] == [
        (CameraState.REFUSED, Cause.NO_SUCH_STREAM),
        (CameraState.CONNECTING, Cause.NO_SUCH_STREAM),
    ]
    assert only(messages, SourceFacts)[0].codec is Codec.H264


def test_a_smaller_stream_is_the_one_that_is_used(clip: Path) -> None:
    with HttpCamera() as small:
        settings = settings_for("rtsp://127.0.0.1:9/main", sub_address=settings_for(small.url()).address)
        messages = hear(settings, on_message=stop_after(3))
    assert only(messages, SourceFacts)[0].codec is Codec.MJPEG


def test_an_rtmp_camera_is_seen(clip: Path) -> None:
    with RtmpCamera(clip) as camera:
        messages = hear(settings_for(camera.url()), on_message=stop_after(15))
    assert only(messages, SourceFacts)[0].codec is Codec.H264
    assert len(only(messages, FrostedSample)) >= 15
