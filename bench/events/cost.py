"""What observing costs: 60 people at 15 pictures a second on one core, frosting included, and a day judged again."""

from __future__ import annotations

import time

import cv2
import numpy as np

from bench.events.camera import Camera, at, rule, scale_of
from bench.figures import Figure, figure, percentile
from groundglass.clear.observe.stature import Stature
from groundglass.clear.observe.tracker import Tracker
from groundglass.clear.place.grid import lay_grid
from groundglass.clear.scenes import open_scene
from groundglass.frosted.events.judge.evaluate import evaluate
from groundglass.frosted.events.judge.memory import Memory
from groundglass.pane.ground import ground_of
from groundglass.pane.scale import PxPerMetre

HZ = 15


def measure(quick: bool) -> list[Figure]:
    """Processor time of this process, on one thread."""
    cv2.setNumThreads(1)
    return _plaza(8 if quick else 30) + _tracks(60 if quick else 600) + _replay(2_000 if quick else 20_000)


def _plaza(seconds: int) -> list[Figure]:
    """The plaza with 60 figures at 720p: pictures are drawn first, then frosted, observed and judged."""
    scene = open_scene("plaza", seed=3, people=60, width=1280, height=720, fps=HZ, opening_s=10.0)
    line = rule(1, "line_crossed", line=((0.5, 0.5), (0.5, 1.0)))
    top, bottom = scale_of("plaza")
    camera = Camera(1280, 720, (2 * top, 2 * bottom), (line,))
    spent = []
    for n in range(seconds * HZ):
        luma, blue, red = (plane.copy() for plane in scene.frame(n))
        begun_s = time.process_time()
        camera.take((luma, blue, red), at(n, HZ))
        spent.append(time.process_time() - begun_s)
    late = spent[len(spent) // 3 :]
    return [
        figure("cost: 60 people at 720p, frosted and observed, mean", float(np.mean(late)) * 1000, "ms of one core"),
        figure("cost: the same, p99", percentile(late, 0.99) * 1000, "ms of one core"),
        figure("cost: share of a core at 15 pictures a second", float(np.mean(late)) * HZ * 100, "%", "<= 100"),
    ]


def _tracks(pictures: int) -> list[Figure]:
    """60 boxes that walk about: following alone."""
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
        tracker.follow(mask, at(n, HZ))
        spent.append(time.process_time() - begun_s)
        most = max(most, int(tracker.tracks.confirmed.sum()))
    return [
        figure(
            "cost: following 60 at 15 pictures a second, per picture", float(np.mean(spent[30:])) * 1000, "ms", "<= 2"
        ),
        figure("cost: followed at once, at most", most, "tracks"),
    ]


def _replay(batches: int) -> list[Figure]:
    """Judging a recorded day of a camera with six people in view all the time."""
    from tests.frosted.events.observing import batch, tracked

    by = rule(1, "zone_occupied", zone=[[0.4, 0.4], [0.6, 0.4], [0.6, 0.9]], at_least=3)
    day = [batch(n / 5, *(tracked(0.3 + (n % 50) / 100, 0.6, track=k) for k in range(6))) for n in range(batches)]
    memory, begun_s = Memory(), time.process_time()
    for one in day:
        memory, _ = evaluate(by, memory, one)
    spent_s = time.process_time() - begun_s
    return [figure("cost: judging a day with six people in view", spent_s / batches * 5 * 86_400, "s", "<= 60")]
