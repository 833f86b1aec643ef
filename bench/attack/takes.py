"""What an attacker gets: windows of original and frosted pictures around people it may learn from.

An attacker is told more than any real one could know: where each person's feet are, how many pixels a metre has
there, and what the empty place looks like. Windows are cut in metres, so that height is not lost by scaling.
Frosting runs on every frame in order, after it has seen the empty place and been told to trust it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.froster import Froster
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.frost.policy import FrostPolicy, Style
from groundglass.clear.frost.stature import LEAST_PASSERS, LEAST_S, Stature
from groundglass.clear.place.grid import lay_grid
from groundglass.clear.scenes import PersonTruth, YuvPlanes, open_scene
from groundglass.clear.scenes.cast import Actor
from groundglass.clear.scenes.identity import identity
from groundglass.clear.scenes.route import Route
from groundglass.clear.scenes.scene import DrawnScene
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.scale import PxPerMetre, Upright, from_uprights

FPS: Final = 10
# 960 wide is the worst case among usual sizes: blocks are finest against people there.
WIDTH, HEIGHT = 960, 540
WINDOW: Final = (96, 64)
"""Rows and columns of a window: 2.4 m x 1.6 m at 40 pixels per metre, the feet 0.2 m above its lower edge."""

_WINDOW_PX_PER_M: Final = 40.0
_SEED: Final = 224
"""Of what boxes are put to one side by: the same in each run, so that figures are."""

_BEGIN_90K: Final = 1_700_000_000 * TICKS_PER_S

_TOGETHER: Final = 3
_ROUNDS: Final = range(1000, 1000 + -(-LEAST_PASSERS // _TOGETHER) + 1)

Window = npt.NDArray[np.uint8]
"""(96, 64, 3): Y, Cb, Cr. Thousands are kept, so not in wider numbers."""

Sizes = Literal["typed", "learned", "none"]
"""How the frosting knows how tall people are: by a scale, by others who passed before, or not yet."""

_NAMES: Final = {"typed": "scale known", "learned": "no scale", "none": "no scale, first minutes"}


@dataclass(frozen=True, slots=True)
class Hiding:
    """One way of frosting that is attacked."""

    style: Style
    sizes: Sizes

    @property
    def name(self) -> str:
        return f"{self.style}, {_NAMES[self.sizes]}"


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One person at one moment, as the camera saw it and under each hiding.

    `take` numbers the unbroken walk it belongs to, `role` the part that this person plays in this scene: somebody who
    sits on the same bench all along looks alike in all takes of it. `bare` is the empty place.
    """

    who: int
    take: int
    role: int
    original: Window
    frosted: tuple[Window, ...]
    bare: Window
    rightwards: bool


class _Frosting:
    """A froster that has been shown the empty place and told to trust it."""

    def __init__(self, style: Style, empty: YuvPlanes, scale: PxPerMetre | None, learned: Stature | None) -> None:
        policy = FrostPolicy(style=style, evidence_s=2.0, scale=scale)
        self._froster = Froster(policy, WIDTH, HEIGHT, chance=np.random.default_rng(_SEED).random)
        if scale is None:
            # None: these are its first minutes, however long the bench goes on.
            self._froster._stature = copy.deepcopy(learned)
        self._into = FrostedPlanes.allocate(WIDTH, HEIGHT)
        self._at = _BEGIN_90K
        self.hidden_share = 1.0
        for _ in range(6 * FPS):
            self.next(empty)
        if proposal := self._froster.proposal():
            self._froster.approve(proposal, None)
        self.next(empty)

    def next(self, planes: YuvPlanes) -> YuvPlanes:
        self._at += TICKS_PER_S // FPS
        luma, blue, red = (plane.copy() for plane in planes)
        with ClearFrame(luma, blue, red, Instant90k(self._at)) as clear:
            report = self._froster.frost(clear, self._into)
        self.hidden_share = report.hidden_share
        return self._into.luma, self._into.blue, self._into.red


def _window(planes: YuvPlanes, foot: tuple[float, float], px_per_m: float) -> Window:
    scale = _WINDOW_PX_PER_M / px_per_m
    rows, columns = WINDOW
    layers = []
    for plane, step in zip(planes, (1, 2, 2), strict=True):
        matrix = np.array(
            [[scale * step, 0, columns / 2 - foot[0] * scale], [0, scale * step, rows - 8 - foot[1] * scale]]
        )
        soft = plane if scale * step >= 1 else cv2.blur(plane, (max(1, round(0.7 / (scale * step))),) * 2)
        layers.append(
            cv2.warpAffine(soft, matrix, (columns, rows), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        )
    return np.asarray(np.dstack(layers), np.uint8)


def scale_of(scene: DrawnScene) -> PxPerMetre:
    """The scale that somebody measures who marks a 1.7 m post near the camera and one further away."""
    posts = np.array([[0.0, y, z] for z in (5.0, 14.0) for y in (1.7, 0.0)])
    rows = scene._camera.project(posts)[:, 1]
    return from_uprights(Upright(rows[0], rows[1], 1.7), Upright(rows[2], rows[3], 1.7), HEIGHT)


def _foot(scene: DrawnScene, person: PersonTruth) -> tuple[float, float]:
    x, z = person.footprint_m
    at = scene._camera.project(np.array([[x, 0.0, z]]))[0]
    return float(at[0]), float(at[1])


def _clean(person: PersonTruth, others: tuple[PersonTruth, ...]) -> bool:
    """Whole in the picture, near enough, and not overlapped by another."""
    box = person.box
    if (
        person.hidden > 0.05
        or box.x < 2
        or box.x + box.w > WIDTH - 2
        or box.y + box.h > HEIGHT - 2
        or person.px_per_m < 36
    ):
        return False
    for other in others:
        b = other.box
        wide = min(box.x + box.w, b.x + b.w) - max(box.x, b.x)
        tall = min(box.y + box.h, b.y + b.h) - max(box.y, b.y)
        if other.id != person.id and wide > 0 and tall > 0 and wide * tall > 0.08 * box.w * box.h:
            return False
    return True


def _glimpses(
    scene: DrawnScene, frostings: Sequence[_Frosting], frames: range, every: int, role_of: int, first_take: int
) -> Iterator[Glimpse]:
    empty = scene.empty()
    takes: dict[int, tuple[int, int]] = {}
    count = first_take
    before: dict[int, float] = {}
    for n in frames:
        planes = scene.frame(n)
        frosted = [frosting.next(planes) for frosting in frostings]
        persons = scene.truth(n).persons
        for person in persons:
            who, x = int(person.id), person.footprint_m[0]
            rightwards = x >= before.get(who, x)
            before[who] = x
            if n % every or not _clean(person, persons):
                continue
            take, last = takes.get(who, (-1, -99))
            if n - last > every:
                count += 1
                take = count
            takes[who] = (take, n)
            foot = _foot(scene, person)
            seen, bare = (_window(p, foot, person.px_per_m) for p in (planes, empty))
            hidden = tuple(_window(p, foot, person.px_per_m) for p in frosted)
            yield Glimpse(who, take, role_of * 1000 + who % 1000, seen, hidden, bare, rightwards)


def _frostings(hidings: Sequence[Hiding], scene: DrawnScene) -> list[_Frosting]:
    scale, empty, learned = scale_of(scene), scene.empty(), _learned()
    return [
        _Frosting(
            hiding.style,
            empty,
            scale if hiding.sizes == "typed" else None,
            learned if hiding.sizes == "learned" else None,
        )
        for hiding in hidings
    ]


@lru_cache(maxsize=1)
def _learned() -> Stature:
    """What a froster has learned of the sizes in a plaza from others who crossed it before, at all distances.

    Regions are the true boxes with the blocks around them: nothing is drawn for it. All plazas have the same camera.
    """
    scene = open_scene("plaza", seed=1, width=WIDTH, height=HEIGHT, fps=FPS, people=0)
    assert isinstance(scene, DrawnScene)
    grid = lay_grid(WIDTH, HEIGHT)
    stature = Stature(grid, None, np.random.default_rng(_SEED).random)
    for turn in _ROUNDS:
        others = tuple(range(80_000 + _TOGETHER * turn, 80_000 + _TOGETHER * (turn + 1)))
        scene._actors, end_s = _lane(others, turn, 0.0, 5.5, 13.0)
        begin_90k = _BEGIN_90K + round((turn - _ROUNDS.stop) * LEAST_S * TICKS_PER_S)
        for n in range(round(end_s * FPS) + 2):
            visitors = np.zeros(grid.shape, np.int32)
            for person in scene.truth(n).persons:
                box, px = person.box, grid.block_px
                top, left = max(int(box.y // px) - 1, 0), max(int(box.x // px) - 1, 0)
                rows, columns = slice(top, int((box.y + box.h) // px) + 2), slice(left, int((box.x + box.w) // px) + 2)
                visitors[rows, columns] = int(person.id)
            stature.cover(visitors > 0, visitors, Instant90k(begin_90k + n * TICKS_PER_S // FPS))
    return stature


def strolling(cast: tuple[int, ...], seeds: range, seconds: int, hidings: Sequence[Hiding]) -> list[Glimpse]:
    """The cast walks, stands and sits in plazas that differ by seed, each time in other roles: two looks a second."""
    found: list[Glimpse] = []
    for seed in seeds:
        order = tuple(int(k) for k in np.random.default_rng(seed).permutation(cast))
        scene = open_scene("plaza", seed=seed, width=WIDTH, height=HEIGHT, fps=FPS, cast=order, opening_s=0.0)
        assert isinstance(scene, DrawnScene)
        frames = range(seconds * FPS)
        found += _glimpses(scene, _frostings(hidings, scene), frames, FPS // 2, seed, len(found) + seed * 100_000)
    return found


def _lane(
    cast: tuple[int, ...], turn: int, begin_s: float, nearest: float = 7.6, farthest: float = 10.5
) -> tuple[list[Actor], float]:
    """One after the other along one line; the next sets out when the one before is half-way. Returns the end too.

    Nobody walks at exactly the same pace every time, so each walk has its own, up to a fifth faster or slower.
    """
    rng = np.random.default_rng((0x6A17, turn))
    z = float(rng.uniform(nearest, farthest))
    line = np.array([[-0.6 * z - 0.6, z], [0.6 * z + 0.6, z + float(rng.uniform(-0.4, 0.4))]])
    if turn % 2:
        line = line[::-1].copy()
    actors: list[Actor] = []
    end_s = begin_s
    for who in rng.permutation(cast):
        gait = identity(int(who)).gait
        route = Route(line, gait.speed_m_s * float(rng.uniform(0.8, 1.2)), gait.speed_m_s / gait.cadence_hz)
        actors.append(Actor(int(who), route, begin_s, 1e9, "cross"))
        end_s = begin_s + route.lasts_s
        begin_s += 0.5 * route.lasts_s
    return actors, end_s


def crossing(cast: tuple[int, ...], rounds: range, hidings: Sequence[Hiding]) -> list[Glimpse]:
    """As in a gait laboratory: all cross the view at right angles, at another distance in each round, both ways."""
    found: list[Glimpse] = []
    scene = open_scene("plaza", seed=1, width=WIDTH, height=HEIGHT, fps=FPS, people=0)
    assert isinstance(scene, DrawnScene)
    frostings = _frostings(hidings, scene)
    end_s = 0.0
    for turn in rounds:
        begin = int(end_s * FPS) + 1
        scene._actors, end_s = _lane(cast, turn, begin / FPS)
        found += _glimpses(scene, frostings, range(begin, int(end_s * FPS) + 6), 1, turn, turn * 1000)
    return found
