"""The clips under change: `./dev bench change`, or `python bench/frost/change.py [--change NAME] [--quick] [--json]`.

Every change is made to the pictures before they are frosted, at the clip's true rate, and the same change to the truth:
whoever is in the unchanged clip (cells that differ from its place, inside the boxes where there are any) is who must
stay hidden, and the place is the unchanged place under the same change. A changed light is therefore not counted as a
person, nor is noise counted as detail that an encoder lost: the frosted picture is scored as it was painted.

`leak` is over the whole clip and judged against twice the goal of the unchanged clip. `recovered` is the clarity of the
last ten of the sixty seconds after a change was done, as a share of what it is in the same seconds without the change;
`back after` is the first second from which five seconds have nine tenths of it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import av
import cv2
import numpy as np

from bench.figures import Figure, figure
from bench.frost.changes import CHANGES, Change, displaced
from bench.frost.clips import CLIPS, Clip, Plane, Planes, find_clips, load_scorer, read
from bench.script import run_script
from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.froster import Froster
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.pane.ids import TICKS_PER_S, Instant90k

PARTS: Final = tuple(clip.name for clip in CLIPS)
BEGINS: Final = 0.45
"""Share of the clip after which a change begins that is not there from the first picture on."""

WITHIN_S: Final = 60.0
LAST_S: Final = 10.0
BACK: Final = 0.9
BACK_S: Final = 5.0

EVERY: Final = 3
"""Every third picture is scored, all are frosted: of four pictures of which three are missing, each in its turn."""

CORNER: Final = ((0.0, 0.0), (0.32, 0.0), (0.32, 0.1), (0.0, 0.1))
"""Where the burnt-in clock is, declared as an overlay."""

_PLACE_OF: Final = 100


@dataclass(frozen=True, slots=True)
class Truth:
    """Who is where in the unchanged clip, and its place: the median of its pictures, at full size.

    `rate` is pictures per second, `evidence_s` the clip's evidence time by that rate.
    """

    scorer: ModuleType
    source: Path
    size: tuple[int, int]
    place: Planes
    boxes: Mapping[int, Sequence[tuple[float, ...]]] | None
    rate: float
    count: int
    evidence_s: float

    def at(self, planes: Planes, index: int, right_px: int) -> tuple[Any, Any, Any]:
        """Place, cells with somebody and cells inside boxes of picture `index`, all displaced to the right."""
        place, plain = (as_scored(displaced(one, right_px), self.size) for one in (self.place, planes))
        person = self.scorer.mean_difference(plain, place) > self.scorer.PERSON_DIFF
        inside = np.full(person.shape, self.boxes is None)
        right = right_px * self.size[0] / planes[0].shape[1]
        for x, *rest in self.boxes.get(index, []) if self.boxes is not None else []:
            for left in (x + right, x + right - self.size[0]):
                rows, columns = self.scorer.span((left, *rest), person.shape[1], person.shape[0])
                inside[rows, columns] = True
        return place, person, inside


@dataclass(slots=True)
class Scored:
    """What was counted of one run, picture by picture: time in seconds, clear cells, cells of the place."""

    leaked: int = 0
    persons: int = 0
    cells: list[tuple[float, int, int]] = field(default_factory=list)

    @property
    def leak(self) -> float:
        return self.leaked / max(self.persons, 1)

    def clarity(self, from_s: float, to_s: float) -> float:
        """Share of the place's cells that were clear within a time."""
        counted = [(clear, of) for at_s, clear, of in self.cells if from_s <= at_s < to_s]
        return sum(clear for clear, _ in counted) / max(sum(of for _, of in counted), 1)


def find_truth(scorer: ModuleType, clip: Clip, folder: Path) -> Truth:
    """The truth of a clip."""
    source = folder / clip.path
    with av.open(str(source)) as container:
        stream = container.streams.video[0]
        count, header = stream.frames, float(stream.average_rate or 25)
    rate = clip.fps or header
    few = [planes for planes, _ in islice(read(source), 0, None, max(1, count // _PLACE_OF))]
    luma, blue, red = (_median([planes[i] for planes in few]) for i in range(3))
    first = next(iter(scorer.frames(str(source))))
    size = (first.shape[1], first.shape[0])
    boxes = str(folder / clip.boxes) if clip.boxes else None
    gt = scorer.load_boxes(boxes, size[0] / luma.shape[1], size[1] / luma.shape[0])["person"]
    evidence_s = clip.evidence_s * header / rate
    return Truth(scorer, source, size, (luma, blue, red), gt if boxes else None, rate, count, evidence_s)


def _median(planes: Sequence[Plane]) -> Plane:
    middle = len(planes) // 2
    return np.asarray(np.partition(np.stack(planes), middle, axis=0)[middle], np.uint8)


def as_scored(planes: Planes, size: tuple[int, int]) -> Any:
    """A picture as the scorer would read it from a file."""
    height, width = planes[0].shape
    flat: Plane = np.concatenate([plane.ravel() for plane in planes]).reshape(height * 3 // 2, width)
    bgr = av.VideoFrame.from_ndarray(flat, format="yuv420p").to_ndarray(format="bgr24")
    return cv2.cvtColor(cv2.resize(bgr, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2YCrCb)


def play(truth: Truth, change: Change) -> Scored:
    """Frost a clip under a change and score every `EVERY`th picture."""
    height, width = truth.place[0].shape
    policy = FrostPolicy(evidence_s=truth.evidence_s, overlays=(CORNER,) if change.overlay else ())
    froster, into = Froster(policy, width, height), FrostedPlanes.allocate(width, height)
    begin_s, scored = begins_s(truth), Scored()
    held, held_index = truth.place, 0
    for index, (planes, _) in enumerate(read(truth.source)):
        if index % change.holds == 0:
            held, held_index = planes, index
        at_s = index / truth.rate
        strength = change.strength(at_s, begin_s)
        right_px = change.moves_px if strength else 0
        changed = displaced(held, right_px)
        if strength:
            changed = change.apply(changed, index, strength)
        froster.frost(ClearFrame(*changed, Instant90k(round(at_s * TICKS_PER_S))), into)
        if index % EVERY == 0:
            shown = as_scored((into.luma, into.blue, into.red), truth.size)
            _count(scored, truth, at_s, as_scored(changed, truth.size), shown, truth.at(held, held_index, right_px))
    return scored


def _count(scored: Scored, truth: Truth, at_s: float, changed: Any, shown: Any, at: tuple[Any, Any, Any]) -> None:
    place, person, inside = at
    show, detailed = truth.scorer.revealed(changed, shown, place)
    scored.persons += int((person & inside).sum())
    scored.leaked += int((show & person & inside & detailed).sum())
    outside = ~person & detailed & (~person if truth.boxes is None else ~inside)
    scored.cells.append((at_s, int((show & outside).sum()), int(outside.sum())))


def begins_s(truth: Truth) -> float:
    return BEGINS * truth.count / truth.rate


def judge(title: str, truth: Truth, change: Change, scored: Scored, usual: Scored, goal: float) -> Iterable[Figure]:
    """The figures of one change, `usual` being the run without any."""
    yield figure(f"{title}: leak", scored.leak, "share", f"<= {goal:g}")
    done_s = change.done_s(begins_s(truth))
    end_s = min(done_s + WITHIN_S, truth.count / truth.rate)

    def recovered(from_s: float, to_s: float) -> float:
        return scored.clarity(from_s, to_s) / max(usual.clarity(from_s, to_s), 1e-6)

    yield figure(f"{title}: recovered", recovered(end_s - LAST_S, end_s), "of clarity", f">= {BACK:g}")
    if not change.always and scored is not usual:
        waits = range(int(end_s - BACK_S - done_s) + 1)
        back = (wait for wait in waits if recovered(done_s + wait, done_s + wait + BACK_S) >= BACK)
        yield from (figure(f"{title}: back after", wait, "s") for wait in islice(back, 1))


def chosen(name: str) -> Sequence[Change]:
    """The changes whose names begin so, after the one that all are measured by."""
    return [one for one in CHANGES if one is CHANGES[0] or one.name.startswith(name)]


def measure(quick: bool, only: Sequence[str] = PARTS, changes: Sequence[Change] = CHANGES) -> list[Figure]:
    """The changes on the clips that are asked for; with `quick` two changes on the shorter clip."""
    cv2.setNumThreads(1)
    folder, scorer = find_clips(), load_scorer()
    if folder is None or scorer is None:
        print("bench: no clips or no scorer (GROUNDGLASS_CLIPS, GROUNDGLASS_SCORE): nothing measured", file=sys.stderr)
        return []
    figures: list[Figure] = []
    for clip in CLIPS:
        if clip.name in only and (clip is CLIPS[-1] or not quick):
            figures += _clip(find_truth(scorer, clip, folder), clip, changes[:4:3] if quick else changes)
    return figures


def _clip(truth: Truth, clip: Clip, changes: Sequence[Change]) -> list[Figure]:
    goal = 2 * float(clip.goals_cold["leak"].split()[1])
    usual = play(truth, changes[0])
    figures: list[Figure] = []
    for change in changes:
        scored = usual if change is changes[0] else play(truth, change)
        done = list(judge(f"{clip.name}: {change.name}", truth, change, scored, usual, goal))
        print("bench: " + ", ".join(f"{one.name} {one.value:g}" for one in done), file=sys.stderr, flush=True)
        figures += done
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--change", default="")
    own, others = parser.parse_known_args()
    asked = partial(measure, changes=chosen(own.change))
    raise SystemExit(run_script(others, "Score the frost under change; --change NAME scores one alone.", asked))
