"""What frosting costs: processor time per picture at 1080p, with plain decoding and encoding as the unit.

The same film is decoded and encoded plainly by PyAV, with the same preset and quality, and put through the worker's
own darkroom, by turns in one process and one thread. Processor time is compared, not the clock on the wall, and each
picture counts with the fastest of its turns: the work on it is the same each time. The films are drawn: an empty plaza
with sensor noise (quiet), and the same with people all over it (busy). Beginning to know the place is not counted.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import av
import cv2
import numpy as np

from bench.figures import Figure, figure, plain_table
from groundglass.clear.darkroom import Darkroom
from groundglass.clear.encode import SOFTWARE
from groundglass.clear.outlet import Outlet
from groundglass.clear.picture import Picture, view_plane
from groundglass.clear.scenes import open_scene
from groundglass.clear.words import Opened
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.settings import SecretAddress, WorkerSettings
from groundglass.pane.status import Codec, SourceFacts
from groundglass.ticks import SystemTicks

WIDTH: Final = 1920
HEIGHT: Final = 1080
RATE_HZ: Final = 30
CRF: Final = 26
EVIDENCE_S: Final = 2.0
STEP_90K: Final = TICKS_PER_S // RATE_HZ
PRESET: Final = {"preset": "superfast", "tune": "zerolatency", "crf": str(CRF), "g": str(RATE_HZ), "threads": "1"}
CAMERA: Final = {"preset": "veryfast", "crf": "23", "g": str(2 * RATE_HZ), "bf": "0", "threads": "1"}


def new_encoder(options: dict[str, str]) -> av.VideoCodecContext:
    context = av.CodecContext.create(SOFTWARE, "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    context.time_base, context.framerate = Fraction(1, RATE_HZ), Fraction(RATE_HZ)
    context.thread_count = 1
    context.options = options
    context.open()
    return context


def draw(path: Path, people: int, known: int, measured: int) -> None:
    """A film as a camera would send it: the empty place, then `measured` pictures with people."""
    empty = open_scene("plaza", seed=5, width=WIDTH, height=HEIGHT, fps=RATE_HZ, people=0)
    full = open_scene("plaza", seed=5, width=WIDTH, height=HEIGHT, fps=RATE_HZ, people=people, opening_s=0)
    with av.open(str(path), "w", format="mp4") as out:
        stream = out.add_stream(SOFTWARE, rate=RATE_HZ, options=CAMERA)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(known + measured):
            frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
            drawn = (empty if number < known else full).frame(number)
            for index, plane in enumerate(drawn):
                view_plane(frame, index)[:] = plane
            frame.pts = number
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def decoded(path: Path) -> Iterator[av.VideoFrame]:
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        stream.thread_type, stream.codec_context.thread_count = "SLICE", 1
        yield from film.decode(stream)


def plain_s(path: Path, known: int) -> list[float]:
    """Processor seconds per picture of decoding and encoding alone."""
    context = new_encoder(PRESET)
    spent = []
    then = time.thread_time()
    for number, clear in enumerate(decoded(path)):
        clear.pts, clear.pict_type = number, 0
        context.encode(clear)
        now = time.thread_time()
        spent.append(now - then)
        then = now
    return spent[known:]


def frosted_s(path: Path, known: int) -> tuple[list[float], float]:
    """Processor seconds per picture of the worker's own way, and how much was hidden on average."""
    settings = WorkerSettings(
        CameraId("bench"), SecretAddress(str(path)), pace="fast", every_frame=True, evidence_s=EVIDENCE_S, crf=CRF
    )
    spent, hidden = [], 0.0
    with open(os.devnull, "wb") as nowhere:
        clock = SystemTicks()
        darkroom = Darkroom(settings, Outlet(nowhere.fileno()), clock)
        facts = SourceFacts(Instant90k(0), Codec.H264, WIDTH, HEIGHT, RATE_HZ * 1000, False)
        opened = Opened(facts, 1, (1, 1), trust_spacing=True)
        then = time.thread_time()
        for number, clear in enumerate(decoded(path)):
            seen = darkroom.develop(Picture(clear, 1, number * STEP_90K, STEP_90K, 0.0), opened)
            now = time.thread_time()
            spent.append(now - then)
            then = now
            hidden += seen.hidden_ppm / 1e6 if number >= known else 0.0
    return spent[known:], hidden / max(1, len(spent) - known)


def undisturbed_ms(rounds: list[list[float]]) -> float:
    """Milliseconds per picture, each with the fastest of its rounds: what the machine did besides is left out."""
    return 1000 * float(np.mean(np.min(np.asarray(rounds), axis=0)))


def measure(quick: bool) -> list[Figure]:
    """Cost of a quiet and a busy scene."""
    cv2.setNumThreads(1)
    known, measured, rounds = (4 * RATE_HZ, 2 * RATE_HZ, 1) if quick else (6 * RATE_HZ, 6 * RATE_HZ, 5)
    figures = []
    for name, people, goal in (("quiet", 0, "<= 0.4"), ("busy", 14, "<= 0.95")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "film.mp4"
            draw(path, people, known, measured)
            plain, ours = [], []
            hidden = 0.0
            for _ in range(rounds):
                plain.append(plain_s(path, known))
                spent, hidden = frosted_s(path, known)
                ours.append(spent)
        frosted_ms, plain_ms = undisturbed_ms(ours), undisturbed_ms(plain)
        figures += [
            figure(f"{name} scene, frosted, of plain decoding and encoding", frosted_ms / plain_ms, "times", goal),
            figure(f"{name} scene, frosted", frosted_ms, "ms per picture"),
            figure(f"{name} scene, plain", plain_ms, "ms per picture"),
            figure(f"{name} scene, hidden", hidden, "of the picture"),
        ]
    return figures


if __name__ == "__main__":
    print(plain_table(measure("--quick" in sys.argv)))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MiB at most, the drawing included")
