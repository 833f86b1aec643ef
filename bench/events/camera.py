"""One camera of the bench: froster, observer and rules, fed picture by picture; and where its pictures come from."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from bench.events.sights import Seen
from bench.frost.clips import Planes
from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.froster import Froster
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.glass import _VIEWS
from groundglass.clear.observe.observer import Observer
from groundglass.clear.observe.sight import Sight
from groundglass.clear.scenes import Fault, Truth, open_scene
from groundglass.clear.scenes.camera import Camera as Lens
from groundglass.clear.scenes.plaza import plaza_camera
from groundglass.clear.scenes.street import street_camera
from groundglass.frosted.events.judge.evaluate import evaluate
from groundglass.frosted.events.judge.memory import Memory
from groundglass.frosted.events.occurred import Found, RuleId
from groundglass.frosted.events.parse import parse_draft
from groundglass.frosted.events.rules import Rule
from groundglass.pane.ids import TICKS_PER_S, AreaId, CameraId, Instant90k
from groundglass.pane.observations import HazardSeen, Observation, Occupancy, PictureFrozen, ViewChanged
from groundglass.pane.scale import PxPerMetre
from groundglass.pane.settings import Area, SecretAddress, WorkerSettings
from groundglass.pane.status import View

SIZE: Final = (640, 360)
RATE: Final = 5
START: Final = 1_800_000_000 * TICKS_PER_S
SQUARE: Final = ((0.0, 0.5), (1.0, 0.5), (1.0, 0.99), (0.0, 0.99))
_LENSES: Final = {"plaza": plaza_camera, "street": street_camera}

Scale = tuple[float, float]
Change = Callable[[Planes, int], Planes]


@dataclass
class Camera:
    """Owns the memory of one view. `px_per_m` at the top and the bottom row; None where nobody marked a scale."""

    width: int
    height: int
    px_per_m: Scale | None
    rules: tuple[Rule, ...] = ()
    evidence_s: float = 8.0
    view_deg: float | None = None
    found: list[Found] = field(default_factory=list)

    def __post_init__(self) -> None:
        top, bottom = self.px_per_m or (None, None)
        settings = WorkerSettings(
            CameraId("bench"), SecretAddress("demo:plaza"), px_per_m_top=top, px_per_m_bottom=bottom,
            areas=(Area(AreaId(1), SQUARE),), view_deg=self.view_deg,
        )  # fmt: skip
        scale = None if top is None or bottom is None else PxPerMetre(top, bottom - top)
        self._froster = Froster(FrostPolicy(evidence_s=self.evidence_s, scale=scale), self.width, self.height)
        self._observer = Observer(settings, self.width, self.height, Instant90k(START))
        self._into = FrostedPlanes.allocate(self.width, self.height)
        self._black = ClearFrame(
            np.zeros((16, 16), np.uint8), np.zeros((8, 8), np.uint8), np.zeros((8, 8), np.uint8), Instant90k(START)
        )  # fmt: skip
        self._memories = {rule.id: Memory() for rule in self.rules}
        self._second = 0
        self._view: View | None = None

    def take(self, planes: Planes, at: Instant90k) -> list[Observation]:
        """Frost, observe and judge one picture."""
        sight, view = self._frost(planes, at)
        return self._judge(list(self._observer.look(ClearFrame(*planes, at), sight)), view, at)

    def see(self, planes: Planes, at: Instant90k) -> Seen:
        """Frost one picture and look for hazards in it: what `recall` takes."""
        sight, view = self._frost(planes, at)
        said = self._observer.look(ClearFrame(*planes, at), sight)
        return Seen(
            at, (self.width, self.height), sight.block_px, (sight.changed.shape[0], sight.changed.shape[1]),
            np.packbits(sight.changed).tobytes(), np.packbits(sight.unproven).tobytes(), sight.is_judged, view,
            tuple(one for one in said if isinstance(one, HazardSeen | PictureFrozen)),
        )  # fmt: skip

    def seeing(self, film: Iterator[tuple[Planes, Instant90k, Truth]]) -> Iterator[Seen]:
        """A film as a camera like this one sees it, beginning cold."""
        twin = replace(self, rules=(), found=[])
        for planes, moment, _ in film:
            yield twin.see(planes, moment)

    def recall(self, seen: Seen) -> list[Observation]:
        """Observe and judge one picture as if it had just been frosted."""
        self._black.taken_at = seen.at
        said = self._observer.look(self._black, seen.sight())
        followed = [one for one in said if not isinstance(one, HazardSeen | PictureFrozen)]
        return self._judge([*seen.said, *followed], seen.view, seen.at)

    def _frost(self, planes: Planes, at: Instant90k) -> tuple[Sight, View]:
        froster = self._froster
        report = froster.frost(ClearFrame(*planes, at), self._into)
        sight = Sight(froster.changed, froster.unproven, froster.block_px, self.width, self.height, not report.whole)
        return sight, _VIEWS[report.view]

    def _judge(self, said: list[Observation], view: View, at: Instant90k) -> list[Observation]:
        if view is not self._view:
            self._view = view
            said.append(ViewChanged(at, view))
        if at // TICKS_PER_S != self._second:
            self._second = at // TICKS_PER_S
            said.append(Occupancy(at, 0, 0))
        for rule in self.rules:
            for observation in said:
                self._memories[rule.id], more = evaluate(rule, self._memories[rule.id], observation)
                self.found += more
        return said


def watching(scene: str, rules: tuple[Rule, ...] = ()) -> Camera:
    """A camera of a drawn scene whose scale somebody marked."""
    return Camera(*SIZE, scale_of(scene), rules, view_deg=view_deg_of(scene))


def first_seed(usual: int) -> int:
    """The first seed of a series of scenes: `usual`, or as GROUNDGLASS_BENCH_SEED says, for scenes nobody looked at."""
    return int(os.environ.get("GROUNDGLASS_BENCH_SEED", usual))


def rule(number: int, kind: str, **when: Any) -> Rule:
    return Rule(RuleId(number), parse_draft({"name": kind, "camera": "bench", "when": {"kind": kind} | when}))


def at(n: int, rate: int = RATE) -> Instant90k:
    """The moment of picture `n`."""
    return Instant90k(START + n * TICKS_PER_S // rate)


def lens_of(scene: str) -> Lens:
    return _LENSES[scene](*SIZE)


def scale_of(scene: str) -> Scale:
    """What a person would mark: px per metre at the top and the bottom row, from two people who stand on the ground."""
    lens = lens_of(scene)
    (near, far), (low, high) = (6.0, 20.0), (feet(lens, 0.0, 6.0)[1], feet(lens, 0.0, 20.0)[1])
    slope = (lens.px_per_m(near) - lens.px_per_m(far)) / (low - high)
    top = lens.px_per_m(far) - slope * high
    return top, top + slope


def view_deg_of(scene: str) -> float:
    lens = lens_of(scene)
    return 2 * math.degrees(math.atan(lens.width / 2 / lens.focal_px))


def feet(lens: Lens, x: float, z: float) -> tuple[float, float]:
    """Where in the picture (0..1, beyond it too) somebody stands."""
    u, v = lens.project(np.array([[x, 0.0, z]]))[0]
    return float(u) / lens.width, float(v) / lens.height


def drawn(
    seconds: float, *, people: int, seed: int, scene: str = "plaza", faults: tuple[Fault, ...] = (),
    fault_at_s: float = 15.0, light: bool = False, change: Change | None = None, rate: int = RATE,
    opening_s: float = 30.0,
) -> Iterator[tuple[Planes, Instant90k, Truth]]:  # fmt: skip
    """Pictures of a drawn scene, with the time of each and its truth."""
    drawing = open_scene(
        scene, seed=seed, people=people, faults=faults, fault_at_s=fault_at_s, light=light, width=SIZE[0],
        height=SIZE[1], fps=rate, opening_s=opening_s,
    )  # fmt: skip
    for n in range(round(seconds * rate)):
        luma, blue, red = (plane.copy() for plane in drawing.frame(n))
        planes = (luma, blue, red)
        yield change(planes, n) if change is not None else planes, at(n, rate), drawing.truth(n)
