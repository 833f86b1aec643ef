"""What comes out of a real, confined worker: looked at from outside, as bytes and as pictures."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

import groundglass
from groundglass.pane.control import Forget, encode_order
from groundglass.pane.pictures import FrostedSample, FrostedStill, PlaceArtefact, VideoRun
from groundglass.pane.status import CameraState, Cause, View, WorkerFigures, WorkerStatus
from groundglass.pane.wire import Hello, Message
from tests.boundary.process import Heard, hear, run_worker, settings_for, start
from tests.stands.clips import box_pixels, draw_clip

NOISE_SEED = 4711
EDGE = 56


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve seconds in which a box of high-entropy noise moves through a still room."""
    path = tmp_path_factory.mktemp("clips") / "noise.mp4"
    return draw_clip(path, pictures=180, noise_seed=NOISE_SEED, options={"crf": "12"})


@pytest.fixture(scope="module")
def heard(clip: Path) -> Heard:
    return run_worker(settings_for(clip, pace="fast", every_frame=True, evidence_s=2.0))


def decode_samples(messages: list[Message]) -> list[np.ndarray[Any, np.dtype[np.uint8]]]:
    """Every frosted picture as grey levels, decoded as any viewer would."""
    run = next(m for m in messages if isinstance(m, VideoRun))
    context = av.CodecContext.create("h264", "r")
    assert isinstance(context, av.VideoCodecContext)
    config = bytes([1, *run.sps[1:4], 0xFF, 0xE1]) + len(run.sps).to_bytes(2, "big") + run.sps
    context.extradata = config + b"\1" + len(run.pps).to_bytes(2, "big") + run.pps
    pictures = []
    for sample in messages:
        if isinstance(sample, FrostedSample):
            pictures += context.decode(av.Packet(sample.avcc))
    pictures += context.decode(None)
    return [np.asarray(picture.to_ndarray(format="gray"), np.uint8) for picture in pictures]


def best_match(picture: np.ndarray[Any, Any]) -> float:
    """How well the noise is found anywhere in a picture: 1 is exactly, unrelated pictures reach about 0.3."""
    pattern = box_pixels(EDGE, NOISE_SEED)
    return float(cv2.matchTemplate(picture, pattern, cv2.TM_CCOEFF_NORMED).max())


def test_the_hunt_finds_the_noise_in_the_source(clip: Path) -> None:
    """Otherwise not finding it in the output would mean nothing."""
    with av.open(str(clip)) as source:
        found = [best_match(picture.to_ndarray(format="gray")) for picture in source.decode(video=0)]
    assert min(found) > 0.9


def test_noise_in_a_moving_part_is_in_no_frosted_picture(heard: Heard) -> None:
    pictures = decode_samples(heard.messages)
    assert len(pictures) == 180
    assert max(best_match(picture) for picture in pictures) < 0.45


def test_noise_in_a_moving_part_is_in_no_still(heard: Heard) -> None:
    stills = [m for m in heard.messages if isinstance(m, FrostedStill)]
    assert stills
    for still in stills:
        picture = cv2.imdecode(np.frombuffer(still.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
        assert picture is not None
        assert best_match(cv2.resize(picture, (320, 240))) < 0.45


def test_noise_in_a_moving_part_is_in_no_byte_of_any_message(heard: Heard) -> None:
    for row in box_pixels(EDGE, NOISE_SEED)[::4]:
        assert row.tobytes() not in heard.body
        assert row[::4].tobytes() not in heard.body


def test_part_of_the_place_is_shown_so_the_hunt_was_worth_it(heard: Heard) -> None:
    figures = [m for m in heard.messages if isinstance(m, WorkerFigures)][-1]
    assert figures.view is View.PROVEN
    assert figures.proven_ppm > 300_000
    assert any(isinstance(m, PlaceArtefact) for m in heard.messages)


def test_only_slices_cross_and_never_what_the_source_wrote_beside_them(tmp_path: Path) -> None:
    clip = draw_clip(tmp_path / "talkative.mp4", pictures=20, sound=True)
    assert b"x264 - core" in clip.read_bytes()  # the source carries an SEI message with its encoder's options
    heard = run_worker(settings_for(clip, pace="fast"))
    samples = [m for m in heard.messages if isinstance(m, FrostedSample)]
    assert len(samples) == 20
    assert b"x264" not in heard.body and b"Lavc" not in heard.body and b"crf=" not in heard.body
    for sample in samples:
        at, kinds = 0, set()
        while at < len(sample.avcc):
            kinds.add(sample.avcc[at + 4] & 0x1F)
            at += 4 + int.from_bytes(sample.avcc[at : at + 4], "big")
        assert kinds == ({5} if sample.is_key else {1})


def test_a_worker_leaves_no_file_anywhere_it_could(clip: Path, tmp_path: Path) -> None:
    folders = [Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"), clip.parent, tmp_path]
    process = start(settings_for(clip, pace="fast"))
    open_files = Path(f"/proc/{process.pid}/fd")
    seen_open: set[str] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            try:
                seen_open.update(os.readlink(open_files / fd) for fd in os.listdir(open_files))
            except OSError:
                pass  # it ended between two looks
            time.sleep(0.01)

    watcher = threading.Thread(target=watch)
    watcher.start()
    with process:
        hear(process.stdout)
        assert process.wait(20) == 0
    done.set()
    watcher.join()
    # Where the project itself was unpacked under /tmp, the worker's own code is opened from there, to be read, and the
    # folder it lies in, to be listed.
    code = [Path(sys.prefix), Path(groundglass.__file__).parents[1]]
    outside = {name for name in seen_open if not any(Path(name).is_relative_to(folder) for folder in code)}
    written = {name for name in outside if any(Path(name).is_relative_to(folder) for folder in folders)}
    assert written <= {str(clip)}
    assert list(clip.parent.iterdir()) == [clip]


def test_nothing_is_written_to_standard_error(clip: Path) -> None:
    with start(settings_for(clip, pace="fast"), stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        hear(process.stdout)
        assert process.stderr.read() == b""


def test_an_unconfined_worker_does_not_start(clip: Path) -> None:
    """Each step that must succeed, failing: the camera is never opened and the site is told why."""
    for step in ("confine_limits.forbid_writing_files", "confine_seccomp.install", "refuse_acts"):
        owner = f"c.{step}".rpartition(".")
        script = (
            f"from groundglass.engine import confine as c\n"
            f"def broken(*_): raise OSError('not here')\n"
            f"{owner[0]}.{owner[2]} = broken\nc.main()"
        )
        process = subprocess.run(
            [sys.executable, "-I", "-c", script],
            input=encode_order(settings_for(clip, pace="fast")),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=30,
            check=False,
        )
        messages, _ = hear(io.BytesIO(process.stdout))
        assert process.returncode == 3
        assert [type(m) for m in messages] == [Hello, WorkerStatus]
        status = messages[1]
        assert isinstance(status, WorkerStatus)
        assert (status.state, status.cause) == (CameraState.FAULT, Cause.NOT_CONFINED)


def test_a_worker_ends_when_its_engine_has_gone(clip: Path) -> None:
    with start(settings_for(clip, pace="live", loop=True)) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdout.read(1000)
        process.stdin.close()
        process.stdin = None
        hear_rest = process.stdout.read()
        assert hear_rest
        assert process.wait(20) == 0


def test_a_worker_ends_when_nobody_reads_its_pane(clip: Path) -> None:
    with start(settings_for(clip, pace="live", loop=True)) as process:
        assert process.stdout is not None
        process.stdout.read(1000)
        process.stdout.close()
        assert process.wait(20) == 0


def test_a_second_helping_of_settings_ends_a_worker(clip: Path) -> None:
    settings = settings_for(clip, pace="live", loop=True)
    with start(settings) as process:
        assert process.stdin is not None
        process.stdin.write(encode_order(Forget()) + encode_order(settings))
        process.stdin.flush()
        hear(process.stdout)
        assert process.wait(20) == 0


def test_a_worker_for_1080p_stays_small(tmp_path: Path) -> None:
    """The target is 150 MiB; the limit here leaves room for another allocator's habits."""
    import psutil

    clip = draw_clip(tmp_path / "large.mp4", width=1920, height=1080, pictures=60, rate=Fraction(15))
    with start(settings_for(clip, pace="fast", loop=True)) as process:
        sizes = []
        watched = psutil.Process(process.pid)
        stop = threading.Timer(4.0, process.kill)
        stop.start()
        while process.stdout is not None and process.stdout.read(1 << 16):
            try:
                sizes.append(watched.memory_info().rss)
            except psutil.NoSuchProcess:
                break
        stop.join()
    assert max(sizes) < 200 << 20, max(sizes) >> 20
