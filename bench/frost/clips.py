"""The clips that frosting is measured on, where they are, and how they are read, frosted, written and scored.

Apart because both benches of frosting use it. Clips show real people: they are read where they lie, frosted
files go to a temporary folder, and nothing of a picture is kept. The scorer is an independent program that looks
at two videos only; it is loaded from GROUNDGLASS_SCORE or ../shared/score/leak.py beside the repository.
"""

from __future__ import annotations

import importlib.util
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import av
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.froster import Froster
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.pane.ids import Instant90k

ROOT: Final = Path(__file__).resolve().parents[2]
ENCODER: Final = {"preset": "superfast", "crf": "26", "tune": "zerolatency", "threads": "1"}
Plane = npt.NDArray[np.uint8]
Planes = tuple[Plane, Plane, Plane]


@dataclass(frozen=True, slots=True)
class Clip:
    """One measured clip. `fps` is the true rate where the header's is wrong; goals as in issue terms."""

    name: str
    path: str
    boxes: str | None
    evidence_s: float
    warm_s: float
    fps: float | None
    goals_cold: dict[str, str]
    goals_known: dict[str, str]


CLIPS: Final = (
    Clip(
        "one_by_one",
        "one_by_one/one-by-one-person-detection.mp4",
        None,
        20.0,
        60.0,
        None,
        {"leak": "<= 0.001", "leak_worst": "<= 0.02", "clarity": ">= 0.9", "presence": ">= 0.99"},
        {"leak": "<= 0.0005", "leak_worst": "<= 0.01", "clarity": ">= 0.97", "presence": ">= 0.99"},
    ),
    Clip(
        "pets09_s2l1",
        "pets09_s2l1/View_001.mp4",
        "pets09_s2l1/gt_persons.csv",
        8.0,
        60.0,
        7.0,
        {
            "leak": "<= 0.0001",
            "leak_worst": "<= 0",
            "head_leak": "<= 0",
            "clarity": ">= 0.965",
            "presence": ">= 0.99",
        },
        {
            "leak": "<= 0.0001",
            "leak_worst": "<= 0",
            "head_leak": "<= 0",
            "clarity": ">= 0.975",
            "presence": ">= 0.99",
        },
    ),
)


def find_clips() -> Path | None:
    """The folder of clips, or None."""
    named = os.environ.get("GROUNDGLASS_CLIPS")
    folder = Path(named) if named else ROOT.parent / "shared" / "clips"
    return folder if folder.is_dir() else None


def load_scorer() -> ModuleType | None:
    """The outside scorer as a module, or None where it is absent."""
    named = os.environ.get("GROUNDGLASS_SCORE")
    path = Path(named) if named else ROOT.parent / "shared" / "score" / "leak.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("leak", path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path, most: int | None = None) -> Iterator[tuple[Planes, int]]:
    """Planes of each picture (own memory) and its time in 1/90000 s."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_count = 1
        rate = float(stream.average_rate or 25)
        for index, frame in enumerate(container.decode(stream)):
            if most is not None and index >= most:
                return
            yuv = frame if frame.format.name == "yuv420p" else frame.reformat(format="yuv420p")
            yield planes_of(yuv), round(index * 90_000 / rate)


def planes_of(frame: av.VideoFrame) -> Planes:
    """Copies of the three planes of a 4:2:0 picture."""
    copies = []
    for plane in frame.planes:
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        copies.append(rows[: plane.height, : plane.width].copy())
    return copies[0], copies[1], copies[2]


class Writer:
    """An H.264 file, with the settings in which costs are compared if no others are given."""

    def __init__(self, path: Path, width: int, height: int, rate: int, options: Mapping[str, str] = ENCODER) -> None:
        self._out = av.open(str(path), "w")
        self._stream: Any = self._out.add_stream("libx264", rate=rate)
        self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, "yuv420p"
        self._stream.options = dict(options)
        self._frame = av.VideoFrame(width, height, "yuv420p")
        self._at = 0

    def write(self, planes: Planes) -> None:
        frame = self._frame
        frame.make_writable()
        for plane, pixels in zip(frame.planes, planes, strict=True):
            rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            rows[: plane.height, : plane.width] = pixels
        frame.pts = self._at
        self._at += 1
        for packet in self._stream.encode(frame):
            self._out.mux(packet)

    def close(self) -> None:
        for packet in self._stream.encode(None):
            self._out.mux(packet)
        self._out.close()


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over a clip: the place at its end, and processor time of frosting per picture."""

    place: bytes | None
    frost_ms: float


def frost_clip(
    source: Path,
    target: Path,
    policy: FrostPolicy,
    known: bytes | None = None,
) -> Pass:
    """Frost a clip to a file."""
    froster: Froster | None = None
    writer: Writer | None = None
    into: FrostedPlanes | None = None
    spent_s, count = 0.0, 0
    for planes, taken_at in read(source):
        height, width = planes[0].shape
        if froster is None or writer is None or into is None:
            froster = Froster(policy, width, height, known=known)
            into = FrostedPlanes.allocate(width, height)
            writer = Writer(target, width, height, 25)
        clear = ClearFrame(*planes, Instant90k(taken_at))
        started_s = time.process_time()
        froster.frost(clear, into)
        spent_s += time.process_time() - started_s
        count += 1
        writer.write((into.luma, into.blue, into.red))
    if writer is None or froster is None:
        raise SystemExit(f"{source} holds no picture")
    writer.close()
    return Pass(froster.place_bytes(), spent_s / max(count, 1) * 1000)
