"""What is observed, and what is made of it: counting, planted events, false events, cost, replay.

Drawn scenes go through the worker's own froster and observer and then through the rules, with the scenes' truth
beside them, as fast as the machine allows. Drawn people cast long shadows and walk before each other, which is hard;
they wear flat colours, which is easy. Where real clips are found, people are counted in one of them too.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench.figures import Figure, figure
from bench.frost.change import noisy, rained
from bench.frost.clips import Planes, find_clips, read
from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.froster import Froster
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.observe.observer import Observer
from groundglass.clear.observe.sight import Sight
from groundglass.clear.observe.stature import Stature
from groundglass.clear.observe.tracker import Tracker
from groundglass.clear.place.grid import lay_grid
from groundglass.clear.scenes import Fault, open_scene
from groundglass.frosted.events.judge.evaluate import evaluate
from groundglass.frosted.events.judge.memory import Memory
from groundglass.frosted.events.occurred import Found, RuleId
from groundglass.frosted.events.parse import parse_draft
from groundglass.frosted.events.rules import Rule
from groundglass.frosted.events.shapes import crosses, off_line
from groundglass.pane.ground import ground_of
from groundglass.pane.ids import TICKS_PER_S, AreaId, CameraId, Instant90k
from groundglass.pane.observations import AreaOccupancy, Observation, Occupancy, TrackBatch
from groundglass.pane.scale import PxPerMetre
from groundglass.pane.settings import Area, SecretAddress, WorkerSettings

SIZE: Final = (640, 360)
START: Final = 1_800_000_000 * TICKS_PER_S
PLAZA: Final = (-59.8, 168.1)
"""Px per metre of 1280 wide plaza at the top and the bottom row: its horizon is in view."""

LINE: Final = ((0.5, 0.6), (0.5, 1.0))
"""Across the near half of the square: a line that ends on a way is crossed or not by the breadth of a block."""
SQUARE: Final = ((0.0, 0.5), (1.0, 0.5), (1.0, 0.99), (0.0, 0.99))
PETS_SCALE: Final = (11.2, 88.5)
PETS_HZ: Final = 7.0


@dataclass
class Camera:
    """One camera's froster, observer and rules, fed picture by picture."""

    width: int
    height: int
    px_per_m: tuple[float, float]
    rules: tuple[Rule, ...] = ()
    found: list[Found] = field(default_factory=list)
    observe_s: float = 0.0
    looks: int = 0

    def __post_init__(self) -> None:
        top, bottom = self.px_per_m
        settings = WorkerSettings(
            CameraId("bench"), SecretAddress("demo:plaza"), px_per_m_top=top, px_per_m_bottom=bottom,
            areas=(Area(AreaId(1), SQUARE),),
        )  # fmt: skip
        policy = FrostPolicy(evidence_s=8.0, scale=PxPerMetre(top, bottom - top))
        self._froster = Froster(policy, self.width, self.height)
        self._observer = Observer(settings, self.width, self.height, Instant90k(START))
        self._into = FrostedPlanes.allocate(self.width, self.height)
        self._memories = {rule.id: Memory() for rule in self.rules}
        self._second = 0

    def take(self, planes: Planes, at: Instant90k) -> list[Observation]:
        """Frost, observe and judge one picture."""
        clear = ClearFrame(*planes, at)
        report = self._froster.frost(clear, self._into)
        froster = self._froster
        sight = Sight(froster.changed, froster.unproven, froster.block_px, self.width, self.height, not report.whole)
        begun_s = time.process_time()
        said = list(self._observer.look(clear, sight))
        self.observe_s += time.process_time() - begun_s
        self.looks += 1
        if at // TICKS_PER_S != self._second:
            self._second = at // TICKS_PER_S
            said.append(Occupancy(at, 0, 0))
        for rule in self.rules:
            for observation in said:
                self._memories[rule.id], more = evaluate(rule, self._memories[rule.id], observation)
                self.found += more
        return said


def rule(number: int, kind: str, **when: Any) -> Rule:
    return Rule(RuleId(number), parse_draft({"name": kind, "camera": "bench", "when": {"kind": kind} | when}))


def plaza_scale() -> tuple[float, float]:
    return PLAZA[0] * SIZE[0] / 1280, PLAZA[1] * SIZE[0] / 1280


def at(n: int, rate: int) -> Instant90k:
    return Instant90k(START + n * TICKS_PER_S // rate)


Change = Callable[[Planes, int], Planes]


def drawn(
    seconds: int, rate: int, *, people: int, seed: int, faults: tuple[Fault, ...] = (), fault_at_s: float = 15.0,
    light: bool = False, change: Change | None = None, scene: str = "plaza",
) -> Iterator[tuple[Planes, Instant90k, Any]]:  # fmt: skip
    """Pictures of a drawn scene at a rate, with the time of each and its truth."""
    drawing = open_scene(
        scene, seed=seed, people=people, faults=faults, fault_at_s=fault_at_s, light=light, width=SIZE[0],
        height=SIZE[1], fps=rate, opening_s=30.0,
    )  # fmt: skip
    for n in range(seconds * rate):
        luma, blue, red = (plane.copy() for plane in drawing.frame(n))
        planes = (luma, blue, red)
        yield change(planes, n) if change is not None else planes, at(n, rate), drawing.truth(n)


def counting(seconds: int) -> list[Figure]:
    """People who cross a line, against the feet of the drawn people, from 20 s on: before, the place is not known."""
    camera = Camera(*SIZE, plaza_scale(), (rule(1, "line_crossed", line=LINE),))
    true, sides, apart = 0, dict[int, tuple[float, float]](), list[float]()
    for planes, moment, truth in drawn(seconds, 5, people=5, seed=11):
        for person in truth.persons:
            box = person.box
            foot = ((box.x + box.w / 2) / SIZE[0], (box.y + box.h) / SIZE[1])
            if abs(off_line(foot, LINE)) < 0.008:
                continue
            before = sides.get(person.id)
            sides[person.id] = foot
            if before is not None and (off_line(before, LINE) > 0) != (off_line(foot, LINE) > 0):
                # Whoever left the picture and comes back elsewhere has not crossed.
                true += moment > at(20 * 5, 5) and abs(before[0] - foot[0]) < 0.15 and crosses(before, foot, LINE)
        for observation in camera.take(planes, moment):
            if isinstance(observation, TrackBatch):
                apart.append(abs(len(observation.tracks) - len(truth.persons)))
    counted = sum(one.at > at(20 * 5, 5) for one in camera.found)
    return [
        figure(f"drawn crossings in {seconds // 60} min", true, "people"),
        figure("counting error of a line", abs(counted - true) / max(true, 1) * 100, "%", "<= 5"),
        figure("people followed at once, mean absolute error", float(np.mean(apart)), "people"),
        figure("observing, per picture of 360p with 5 people", camera.observe_s / camera.looks * 1000, "ms"),
    ]


PLANTED: Final[tuple[tuple[Fault, str, dict[str, Any]], ...]] = (
    ("lie", "person_down", {"for_s": 5}),
    ("leave", "thing_left", {"for_s": 15}),
    ("run", "running", {"speed_m_s": 2.6}),
    ("flame", "flame", {}),
    ("smoke", "smoke", {}),
)


def planted(runs: int) -> list[Figure]:
    """Faults of the drawn plaza among a few people: how many are found, within 40 s of their beginning."""
    figures = []
    for fault, kind, when in PLANTED:
        hits = 0
        for seed in range(runs):
            camera = Camera(*SIZE, plaza_scale(), (rule(1, kind, **when),))
            for planes, moment, _ in drawn(70, 6, people=2, seed=30 + seed, faults=(fault,), fault_at_s=28.0):
                camera.take(planes, moment)
            begun = at(28 * 6 - 12, 6)
            hits += any(one.phase.value != "ended" and one.at >= begun for one in camera.found)
        figures.append(figure(f"planted: {fault} found", hits / runs * 100, "%", ">= 95"))
    return figures


def quiet(seconds: int) -> list[Figure]:
    """An empty plaza: clouds all the time, rain and a worse sensor in turns. Every event is false."""
    rules = tuple(rule(n, kind, **when) for n, (_, kind, when) in enumerate(PLANTED, 1))
    everywhere = [[0, 0], [1, 0], [1, 1], [0, 1]]
    rules += (rule(10, "zone_entered", zone=everywhere), rule(11, "line_crossed", line=LINE))
    camera = Camera(*SIZE, plaza_scale(), rules)

    def weather(planes: Planes, n: int) -> Planes:
        third = seconds * 5 // 3
        return planes if n < third else rained(planes, n) if n < 2 * third else noisy(planes, n)

    for planes, moment, _ in drawn(seconds, 5, people=0, seed=5, light=True, change=weather):
        camera.take(planes, moment)
    per_hour = len(camera.found) * 3600 / seconds
    return [figure(f"false events per hour, from {seconds // 60} empty minutes", per_hour, "events", "<= 1")]


def crowd(seconds: int) -> list[Figure]:
    """A plaza with 60 people: how many are estimated in the lower half, against the drawn feet."""
    camera = Camera(*SIZE, plaza_scale())
    errors, truths = [], []
    for planes, moment, truth in drawn(seconds, 5, people=60, seed=3):
        inside = sum((person.box.y + person.box.h) / SIZE[1] > 0.5 for person in truth.persons)
        for observation in camera.take(planes, moment):
            if isinstance(observation, AreaOccupancy) and observation.people_milli is not None and inside >= 15:
                errors.append(observation.people_milli / 1000 - inside)
                truths.append(inside)
    mean = float(np.mean(truths)) if truths else 0.0
    return [
        figure("crowd: people in the area, mean", mean, "people"),
        figure("crowd: mean error of the estimate", float(np.mean(errors)) / max(mean, 1) * 100, "%"),
        figure("crowd: mean absolute error", float(np.mean(np.abs(errors))) / max(mean, 1) * 100, "%", "<= 15"),
    ]


def cost(pictures: int) -> list[Figure]:
    """60 people who walk about, 15 pictures a second: processor time of following them."""
    grid, scale = lay_grid(1280, 720), PxPerMetre(5.0, 40.0)
    ground = ground_of(scale, 1280, 720, None)
    assert ground is not None
    stature = Stature(ground, grid.block_px, grid.rows)
    tracker = Tracker(grid.rows, grid.columns, stature, 1)
    rng = np.random.default_rng(6)
    x, y = rng.uniform(2, 78, 60), rng.uniform(14, 44, 60)
    dx, dy = rng.normal(0, 0.1, 60), rng.normal(0, 0.05, 60)
    spent, most = [], 0
    for n in range(pictures):
        x, y = np.clip(x + dx, 1, 79), np.clip(y + dy, 12, 45)
        mask = np.zeros(grid.shape, np.bool_)
        for one in range(60):
            foot, tall, wide = int(y[one]), int(stature.tall[int(y[one])]), int(stature.wide[int(y[one])])
            mask[foot - tall : foot, int(x[one]) - wide // 2 - 1 : int(x[one]) + wide // 2 + 2] = True
        begun_s = time.process_time()
        tracker.follow(mask, at(n, 15))
        spent.append(time.process_time() - begun_s)
        most = max(most, int(tracker.tracks.confirmed.sum()))
    return [
        figure("60 people at 15 pictures a second, per picture", float(np.mean(spent[30:])) * 1000, "ms", "<= 1.5"),
        figure("tracks at once, at most", most, "tracks"),
    ]


def replay(batches: int) -> list[Figure]:
    """Judging a recorded day of a camera with six people in view all the time."""
    from tests.frosted.events.observing import batch, tracked

    by = rule(1, "zone_occupied", zone=[[0.4, 0.4], [0.6, 0.4], [0.6, 0.9]], at_least=3)
    day = [batch(n / 5, *(tracked(0.3 + (n % 50) / 100, 0.6, track=k) for k in range(6))) for n in range(batches)]
    memory, begun_s = Memory(), time.process_time()
    for one in day:
        memory, _ = evaluate(by, memory, one)
    spent_s = time.process_time() - begun_s
    return [figure("judging a day with six people in view", spent_s / batches * 5 * 86_400, "s", "<= 60")]


def clip() -> list[Figure]:
    """People per picture of a real clip, against boxes drawn by hand."""
    folder = find_clips()
    source = None if folder is None else folder / "pets09_s2l1"
    if source is None or not source.is_dir():
        print("observe: the clip pets09_s2l1 is not here; people in it are not counted", file=sys.stderr)
        return []
    truth: defaultdict[int, int] = defaultdict(int)
    with (source / "gt_persons.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            truth[int(row["frame"])] += 1
    errors = _count(source / "View_001.mp4", truth)
    return [figure("pets09_s2l1: people per picture, mean absolute error", float(np.mean(errors)), "people", "<= 1")]


def _count(film: Path, truth: dict[int, int]) -> list[float]:
    """The clip twice: once to know the place, once to count."""
    errors: list[float] = []
    camera: Camera | None = None
    here = 0
    for turn in range(2):
        for n, (planes, _) in enumerate(read(film)):
            camera = camera or Camera(planes[0].shape[1], planes[0].shape[0], PETS_SCALE)
            moment = Instant90k(START + round((turn * 900 + n) / PETS_HZ * TICKS_PER_S))
            for observation in camera.take(planes, moment):
                if isinstance(observation, TrackBatch):
                    here = len(observation.tracks)
            if turn and n >= 14:
                errors.append(abs(here - truth[n]))
    return errors


def measure(quick: bool) -> list[Figure]:
    """All figures; quick ones are of a minute instead of an hour, and of one run instead of ten."""
    figures = cost(60 if quick else 600) + replay(2_000 if quick else 20_000)
    figures += counting(60 if quick else 3600) + planted(1 if quick else 8)
    figures += quiet(60 if quick else 3600) + crowd(40 if quick else 180)
    return figures if quick else figures + clip()
