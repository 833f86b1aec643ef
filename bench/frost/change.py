"""The clips under change: `python bench/frost/change.py [--quick] [--json]`.

Every change is applied to the pictures before they are frosted, and the same change to the truth: whoever is in
the unchanged clip (cells that differ from its place, inside the boxes where there are any) is who must stay
hidden, and the place is the unchanged place under the same change. A changed light is therefore not counted as a
person. `leak` is judged against twice the goal of the unchanged clip; `recovered` is clarity in the last part of the
clip as a share of what it is there without the change.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import av
import cv2
import numpy as np

from bench.figures import Figure, figure
from bench.frost.clips import CLIPS, Clip, Plane, Planes, find_clips, frost_clip, load_scorer, read
from bench.script import run_script
from groundglass.clear.frost.policy import FrostPolicy

Change = Callable[[Planes, int, int], Planes]
BEGINS: Final = 0.45
"""Share of the clip after which a lasting change begins."""

LAST: Final = 0.25
"""Share of the clip at its end in which recovery is judged."""

EVERY: Final = 4
"""Every fourth picture is scored, which are those that `Held` does not repeat; all of them are frosted."""


def gained(planes: Planes, gain: float, offset: float = 0.0) -> Planes:
    luma = cv2.convertScaleAbs(planes[0], alpha=gain, beta=offset)
    return np.asarray(luma, np.uint8), planes[1], planes[2]


def shifted(planes: Planes, px: int) -> Planes:
    moved = [np.roll(plane, px if i == 0 else px // 2, axis=1) for i, plane in enumerate(planes)]
    return moved[0], moved[1], moved[2]


def blurred(planes: Planes) -> Planes:
    luma = cv2.GaussianBlur(planes[0], (0, 0), 6)
    return np.asarray(luma, np.uint8), planes[1], planes[2]


def noisy(planes: Planes, index: int) -> Planes:
    rng = np.random.default_rng(index)
    noise = rng.normal(0, 5, planes[0].shape)
    return np.clip(planes[0] + noise, 0, 255).astype(np.uint8), planes[1], planes[2]


def rained(planes: Planes, index: int) -> Planes:
    rng = np.random.default_rng(index)
    luma = planes[0].copy()
    height, width = luma.shape
    for x, y in zip(rng.integers(0, width, 90), rng.integers(0, height, 90), strict=True):
        cv2.line(luma, (int(x), int(y)), (int(x) + 2, int(y) + 16), 215, 1)
    return luma, planes[1], planes[2]


def clocked(planes: Planes, index: int) -> Planes:
    luma = planes[0].copy()
    cv2.rectangle(luma, (8, 8), (230, 34), 0, -1)
    cv2.putText(luma, f"12:{index // 600:02}:{index // 10 % 60:02}.{index % 10}", (12, 30), 0, 0.8, 255, 2)
    return luma, planes[1], planes[2]


def pressed(planes: Planes, quality: int = 12) -> Planes:
    out = []
    for plane in planes:
        _, data = cv2.imencode(".jpg", plane, [cv2.IMWRITE_JPEG_QUALITY, quality])
        out.append(np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8))
    return out[0], out[1], out[2]


def tinted(planes: Planes) -> Planes:
    blue, red = (
        np.clip(plane.astype(np.int16) + by, 0, 255).astype(np.uint8)
        for plane, by in zip(planes[1:], (8, -8), strict=True)
    )
    return planes[0], blue, red


@dataclass(frozen=True, slots=True)
class Named:
    """A change by name: `make(begin, rate)` gives what is done to each picture from `begin` on."""

    name: str
    make: Callable[[int, float], Change]
    overlay: bool = False
    moves_px: int = 0


def ramp(target: float) -> Callable[[int, float], Change]:
    def make(begin: int, rate: float) -> Change:
        def change(planes: Planes, index: int, _: int) -> Planes:
            share = min(max((index - begin) / (10 * rate), 0.0), 1.0)
            return gained(planes, 1.0 + (target - 1.0) * share) if share else planes

        return change

    return make


def from_then(apply: Callable[[Planes, int], Planes], seconds: float | None = None) -> Callable[[int, float], Change]:
    def make(begin: int, rate: float) -> Change:
        end = 10**9 if seconds is None else begin + round(seconds * rate)

        def change(planes: Planes, index: int, _: int) -> Planes:
            return apply(planes, index) if begin <= index < end else planes

        return change

    return make


def always(apply: Callable[[Planes, int], Planes]) -> Callable[[int, float], Change]:
    return lambda _begin, _rate: lambda planes, index, _at: apply(planes, index)


def covered(planes: Planes, _: int) -> Planes:
    return np.full_like(planes[0], 70), np.full_like(planes[1], 128), np.full_like(planes[2], 128)


class Held:
    """Repeats each fourth picture twice: dropped and repeated pictures."""

    def __init__(self) -> None:
        self._held: Planes | None = None

    def __call__(self, planes: Planes, index: int, _: int) -> Planes:
        if index % 4 and self._held is not None:
            return self._held
        self._held = planes
        return planes


CHANGES: Final = (
    Named("none", always(lambda planes, _: planes)),
    Named("brightness +30 % in 10 s", ramp(1.3)),
    Named("brightness -30 % in 10 s", ramp(0.7)),
    Named("lamp switched", from_then(lambda planes, _: gained(planes, 1.2, 6))),
    Named("colour shifted", from_then(lambda planes, _: tinted(planes))),
    Named("sensor noise", always(noisy)),
    Named("shifted 5 px", from_then(lambda planes, _: shifted(planes, 5)), moves_px=5),
    Named("shifted 40 px", from_then(lambda planes, _: shifted(planes, 40)), moves_px=40),
    Named("out of focus for 8 s", from_then(lambda planes, _: blurred(planes), 8)),
    Named("covered for 8 s", from_then(covered, 8)),
    Named("dropped and repeated", lambda _begin, _rate: Held()),
    Named("heavy compression", always(lambda planes, _: pressed(planes))),
    Named("burnt-in clock", always(clocked), overlay=True),
    Named("rain", always(rained)),
)


@dataclass(frozen=True, slots=True)
class Truth:
    """Who is where in the unchanged clip, for every `EVERY`th picture: boolean cells (rows, columns) each."""

    scorer: ModuleType
    source: Path
    size: tuple[int, int]
    place: Any
    originals: list[Any]
    boxes: Mapping[int, Sequence[tuple[float, ...]]] | None
    scale: float

    def at(self, index: int, right_px: int) -> tuple[Any, Any, Any]:
        """Place, cells with somebody and cells inside boxes of a picture that was shifted by pixels of the clip."""
        right = round(right_px * self.scale)
        place = np.roll(self.place, right, axis=1)
        plain = np.roll(self.originals[index // EVERY], right, axis=1)
        person = self.scorer.mean_difference(plain, place) > self.scorer.PERSON_DIFF
        inside = np.full(person.shape, self.boxes is None)
        for x, *rest in self.boxes.get(index, []) if self.boxes is not None else []:
            rows, columns = self.scorer.span((x + right, *rest), person.shape[1], person.shape[0])
            inside[rows, columns] = True
        return place, person, inside


def find_truth(scorer: ModuleType, clip: Clip, folder: Path, most: int | None) -> Truth:
    """The truth of a clip; the place is the median of its pictures."""
    source = folder / clip.path
    originals = list(islice(scorer.frames(str(source)), 0, most, EVERY))
    size = (originals[0].shape[1], originals[0].shape[0])
    place = np.median(np.stack(originals[:: max(1, len(originals) // 100)]), axis=0).astype(np.uint8)
    first = next(read(source))[0][0]
    scale = size[0] / first.shape[1]
    boxes = str(folder / clip.boxes) if clip.boxes else None
    gt = scorer.load_boxes(boxes, scale, size[1] / first.shape[0])["person"]
    return Truth(scorer, source, size, place, originals, gt if boxes else None, scale)


def score(truth: Truth, frosted: Path, change: Change, moved: tuple[int, int], most: int | None) -> tuple[float, float]:
    """Leak over the whole clip and clarity over its last part; `moved` is by how many pixels, and from which on.

    Whoever is in the unchanged clip is who must stay hidden; where the camera moved they are displaced with it.
    """
    scorer = truth.scorer
    leaked = persons = clear = clear_of = 0
    pairs = zip(scorer.frames(str(frosted), truth.size), read(truth.source, most), strict=False)
    for index, (shown, (planes, taken_at)) in enumerate(pairs):
        changed = change(planes, index, taken_at)
        if index % EVERY:
            continue
        place, person, inside = truth.at(index, moved[0] if index >= moved[1] else 0)
        show, detailed = scorer.revealed(as_scored(changed, truth.size), shown, place)
        persons += int((person & inside).sum())
        leaked += int((show & person & inside & detailed).sum())
        if index > (1 - LAST) * EVERY * len(truth.originals):
            outside = ~person & detailed & (~person if truth.boxes is None else ~inside)
            clear_of += int(outside.sum())
            clear += int((show & outside).sum())
    return leaked / max(persons, 1), clear / max(clear_of, 1)


def as_scored(planes: Planes, size: tuple[int, int]) -> Any:
    """A changed picture as the scorer would read it from a file."""
    height, width = planes[0].shape
    flat: Plane = np.concatenate([plane.ravel() for plane in planes]).reshape(height * 3 // 2, width)
    bgr = av.VideoFrame.from_ndarray(flat, format="yuv420p").to_ndarray(format="bgr24")
    return cv2.cvtColor(cv2.resize(bgr, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2YCrCb)


def measure(quick: bool) -> list[Figure]:
    """All changes on all clips; with `quick` three changes on the first pictures of one clip."""
    cv2.setNumThreads(1)
    folder, scorer = find_clips(), load_scorer()
    if folder is None or scorer is None:
        print("bench: no clips or no scorer (GROUNDGLASS_CLIPS, GROUNDGLASS_SCORE): nothing measured", file=sys.stderr)
        return []
    figures: list[Figure] = []
    clips = CLIPS[1:] if quick else CLIPS
    for clip in clips:
        figures += _clip(clip, folder, scorer, CHANGES[:4:3] if quick else CHANGES, 500 if quick else None)
    return figures


def _clip(clip: Clip, folder: Path, scorer: ModuleType, changes: Sequence[Named], most: int | None) -> list[Figure]:
    with av.open(str(folder / clip.path)) as container:
        stream = container.streams.video[0]
        count, rate = most or stream.frames, float(stream.average_rate or 25)
    goal = 2 * float(clip.goals_cold["leak"].split()[1])
    figures: list[Figure] = []
    usual, truth = 0.0, find_truth(scorer, clip, folder, most)
    with tempfile.TemporaryDirectory() as out:
        for named in changes:
            target = Path(out) / "changed.mp4"
            begin = round(BEGINS * count)
            corner = ((0.0, 0.0), (0.32, 0.0), (0.32, 0.1), (0.0, 0.1))
            policy = FrostPolicy(evidence_s=clip.evidence_s, overlays=(corner,) if named.overlay else ())
            frost_clip(folder / clip.path, target, policy, None, named.make(begin, rate), most)
            leak, clarity = score(truth, target, named.make(begin, rate), (named.moves_px, begin), most)
            usual = usual or clarity
            title = f"{clip.name}, {named.name}"
            figures.append(figure(f"{title}: leak", leak, "share", f"<= {goal:g}"))
            figures.append(figure(f"{title}: recovered", clarity / max(usual, 1e-6), "of clarity", ">= 0.9"))
    return figures


if __name__ == "__main__":
    raise SystemExit(run_script(sys.argv[1:], "Score the frost under change.", measure))
