"""A drawn world as a source of frames: the demo's cameras, and the tests' truth.

`open_scene` paints the place once; `frame(n)` then draws whoever is there at frame n, and `truth(n)` says who that
is. Every frame follows from (name, seed, size, fps, options) alone and can be asked for in any order. What a
place looks like is in plaza.py and street.py, how people look in figure.py, where they go in cast.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, Protocol, TypeAlias

import numpy as np

from groundglass.clear.scenes import overlay, plaza, street
from groundglass.clear.scenes.camera import Camera
from groundglass.clear.scenes.cast import FAULTS, Actor, Fault, Stage, faulty, people, still_one
from groundglass.clear.scenes.colour import Bytes, Field, to_planes
from groundglass.clear.scenes.compose import Placed, Planes, cast_shadow, hidden_share, place, put
from groundglass.clear.scenes.luggage import draw_case
from groundglass.clear.scenes.route import Moment
from groundglass.clear.scenes.sprite import SpriteStore, key_for, to_sprite
from groundglass.clear.scenes.traffic import Ride, Traffic
from groundglass.clear.scenes.truth import FigureId, PersonTruth, ThingTruth, Truth, cut
from groundglass.errors import SourceError

StillPose: TypeAlias = Literal["stand", "sit", "lie"]
YuvPlanes: TypeAlias = tuple[Bytes, Bytes, Bytes]

NAMES: Final = ("plaza", "street")
MOST_PEOPLE: Final = 60
_SPRITE_BYTES: Final = 40 << 20
_CASE_PX_PER_M: Final = 165.0


@dataclass(frozen=True, slots=True)
class SceneOptions:
    """What is asked of a scene beyond its name; each is explained at `open_scene`."""

    people: int | None
    cast: tuple[int, ...] | None
    opening_s: float
    still_after_s: float | None
    still_pose: StillPose
    pattern: bool
    timecode: bool
    light: bool
    noise: float
    faults: tuple[Fault, ...]
    fault_at_s: float


class Scene(Protocol):
    """Frames of a drawn world. Not safe for two threads at once: buffers and kept sprites are shared."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def fps(self) -> int: ...

    def frame(self, n: int, stamp: int | None = None) -> YuvPlanes:
        """Planes of frame `n` >= 0: luma (h, w), blue and red ((h+1)//2, (w+1)//2), uint8, BT.709 limited range.

        The planes are views of buffers that the next call draws over: copy what must last. Where the time code
        is on it shows `stamp`, or `n` without one.
        """

    def truth(self, n: int) -> Truth:
        """What is in frame `n` beside the place, farthest first."""

    def empty(self) -> YuvPlanes:
        """The place alone, without noise: fresh arrays."""

    def patch(self) -> Bytes:
        """The noise patch (64, 64) that is carried around where `pattern` is on."""


@dataclass(frozen=True, slots=True)
class _Set:
    """One place, ready to be peopled."""

    stage: Stage
    camera: Callable[[int, int], Camera]
    paint: Callable[[Camera, int], tuple[Field, Bytes]]
    rides: Callable[[int, tuple[Fault, ...], float], tuple[Ride, ...]]


def _no_rides(seed: int, faults: tuple[Fault, ...], fault_at_s: float) -> tuple[Ride, ...]:
    return ()


_SETS: Final[dict[str, _Set]] = {
    "plaza": _Set(plaza.STAGE, plaza.plaza_camera, plaza.paint_plaza, _no_rides),
    "street": _Set(street.STAGE, street.street_camera, street.paint_street, street.rides),
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """One figure in one frame."""

    actor: Actor
    moment: Moment
    placed: Placed


class DrawnScene:
    """The one implementation of `Scene`."""

    def __init__(self, drawn: _Set, seed: int, width: int, height: int, fps: int, options: SceneOptions) -> None:
        self._width, self._height, self._fps = width, height, fps
        self._options = options
        self._camera = drawn.camera(width + width % 2, height + height % 2)
        picture, self._near = drawn.paint(self._camera, seed)
        self._place = Planes(*to_planes(picture))
        self._planes = Planes(*(np.empty_like(p) for p in (self._place.luma, self._place.blue, self._place.red)))
        self._noise = overlay.SensorNoise(self._camera.width, self._camera.height, options.noise, seed)
        self._patch = overlay.noise_patch(seed)
        self._sprites = SpriteStore(_SPRITE_BYTES)
        self._case = to_sprite(draw_case(_CASE_PX_PER_M))
        self._stage = drawn.stage
        self._actors = _actors(drawn.stage, seed, options)
        self._traffic = Traffic(self._camera, self._near, drawn.rides(seed, options.faults, options.fault_at_s))

    @property
    def width(self) -> int:
        return self._width

    @property
    def height(self) -> int:
        return self._height

    @property
    def fps(self) -> int:
        return self._fps

    def patch(self) -> Bytes:
        return self._patch.copy()

    def empty(self) -> YuvPlanes:
        return self._cropped(Planes(self._place.luma.copy(), self._place.blue.copy(), self._place.red.copy()))

    def frame(self, n: int, stamp: int | None = None) -> YuvPlanes:
        t, planes = n / self._fps, self._planes
        np.copyto(planes.luma, self._place.luma)
        np.copyto(planes.blue, self._place.blue)
        np.copyto(planes.red, self._place.red)
        shown, seen, cases = self._shown(t), self._traffic.seen(t), self._cases(t)
        for ride in seen:
            self._traffic.shade(planes, ride)
        for placed in (*(figure.placed for figure in shown), *cases):
            cast_shadow(self._camera, planes, placed)
        drawings: list[tuple[float, Callable[[], object]]] = [
            (figure.placed.z, partial(put, planes, self._near, figure.placed)) for figure in shown
        ]
        drawings += [(placed.z, partial(put, planes, self._near, placed)) for placed in cases]
        drawings += [(ride.z, partial(self._traffic.draw, planes, ride)) for ride in seen]
        for _, draw in sorted(drawings, key=_distance, reverse=True):
            draw()
        self._hazards(planes, t)
        if self._options.light:
            overlay.relight(planes, overlay.light_gain(t))
        self._noise.add(planes, n)
        self._carry(planes, shown)
        out = self._cropped(planes)
        if self._options.timecode:
            overlay.draw_timecode(*out, n if stamp is None else stamp)
        return out

    def truth(self, n: int) -> Truth:
        t = n / self._fps
        shown = self._shown(t)
        persons = [found for figure in shown if (found := self._person(figure)) is not None]
        vehicles = [
            vehicle
            for ride in self._traffic.seen(t)
            if (vehicle := self._traffic.truth(ride, self._width, self._height)) is not None
        ]
        return Truth(n, tuple(persons), tuple(vehicles), tuple(self._things(t, shown)))

    def _shown(self, t: float) -> list[_Shown]:
        """Everyone who is there, farthest first."""
        shown: list[_Shown] = []
        for actor in self._actors:
            moment = actor.at(t)
            if moment is None:
                continue
            # A figure that looks into the lens at the picture's edge is turned towards the middle of the scene.
            heading = moment.heading + float(np.arctan2(moment.x, moment.z))
            scale = self._camera.px_per_m(moment.z)
            sprite = self._sprites.get(key_for(actor.who, moment.pose, moment.phase, moment.amount, heading, scale))
            placed = place(self._camera, sprite, moment.x, moment.z, flat=moment.pose == "lie")
            shown.append(_Shown(actor, moment, placed))
        return sorted(shown, key=lambda figure: -figure.placed.z)

    def _person(self, figure: _Shown) -> PersonTruth | None:
        box = cut(*figure.placed.rectangle(), self._width, self._height)
        if box is None:
            return None
        placed, head = figure.placed, figure.placed.sprite.head
        left = placed.foot_px[0] + (head[0] - placed.sprite.foot[0]) * placed.scale
        top = placed.foot_px[1] + (head[1] - placed.sprite.foot[1]) * placed.scale
        return PersonTruth(
            FigureId(figure.actor.who), box,
            cut(left, top, head[2] * placed.scale, head[3] * placed.scale, self._width, self._height),
            (figure.moment.x, figure.moment.z), figure.moment.pose, self._camera.px_per_m(figure.moment.z),
            hidden_share(self._near, placed),
        )  # fmt: skip

    def _cases(self, t: float) -> list[Placed]:
        """The suitcase of the fault `leave`: beside its owner until it is put down, then where it was put."""
        cases: list[Placed] = []
        for actor in self._actors:
            if actor.role != "leave":
                continue
            if t >= self._options.fault_at_s:
                x, z = self._stage.fall
            elif (moment := actor.at(t)) is not None:
                x, z = moment.x, moment.z
            else:
                continue
            cases.append(place(self._camera, self._case, x + 0.36, z - 0.1, flat=False))
        return cases

    def _hazard_spots(self, t: float) -> list[tuple[Fault, float, float, float, float]]:
        """Kind, x and y in pixels, pixels per metre, seconds since it began."""
        since = t - self._options.fault_at_s
        spots: list[tuple[Fault, float, float, float, float]] = []
        for kind, aside in (("smoke", 2.6), ("flame", 3.2)):
            fault: Fault = "smoke" if kind == "smoke" else "flame"
            if fault in self._options.faults and since >= 0:
                x, z = self._stage.fall[0] + aside, self._stage.fall[1] + 1.2
                at = self._camera.project(np.array([[x, 0.0, z]]))[0]
                spots.append((fault, float(at[0]), float(at[1]), self._camera.px_per_m(z), since))
        return spots

    def _hazards(self, planes: Planes, t: float) -> None:
        for fault, x, y, scale, since in self._hazard_spots(t):
            (overlay.draw_smoke if fault == "smoke" else overlay.draw_flame)(planes, x, y, scale, since)

    def _carrier(self, shown: list[_Shown]) -> tuple[int, int] | None:
        """Corner of the noise patch, held before the nearest figure in which it fits."""
        for figure in reversed(shown):
            x, y, w, h = figure.placed.rectangle()
            corner = overlay.patch_corner(self._planes.luma.shape, x + w / 2, y + 0.42 * h)
            if corner is not None and h > overlay.PATCH_PX:
                return corner
        return None

    def _carry(self, planes: Planes, shown: list[_Shown]) -> None:
        if self._options.pattern and (corner := self._carrier(shown)) is not None:
            overlay.draw_patch(planes, self._patch, corner)

    def _things(self, t: float, shown: list[_Shown]) -> list[ThingTruth]:
        boxes: list[tuple[str, tuple[float, float, float, float]]] = []
        boxes += [("case", placed.rectangle()) for placed in self._cases(t)]
        for fault, x, y, scale, since in self._hazard_spots(t):
            boxes.append((fault, (overlay.smoke_box if fault == "smoke" else overlay.flame_box)(x, y, scale, since)))
        if self._options.pattern and (corner := self._carrier(shown)) is not None:
            boxes.append(("pattern", (corner[0], corner[1], overlay.PATCH_PX, overlay.PATCH_PX)))
        found = ((kind, cut(*box, self._width, self._height)) for kind, box in boxes)
        return [ThingTruth(kind, box) for kind, box in found if box is not None]

    def _cropped(self, planes: Planes) -> YuvPlanes:
        """Odd sizes are drawn one pixel larger; chroma keeps its rounded-up size."""
        return planes.luma[: self._height, : self._width], planes.blue, planes.red


def _distance(drawing: tuple[float, Callable[[], object]]) -> float:
    return drawing[0]


def _actors(stage: Stage, seed: int, options: SceneOptions) -> list[Actor]:
    count = stage.people if options.people is None else options.people
    numbers = options.cast or tuple(seed * 1000 + i for i in range(count))
    actors = people(stage, numbers, seed, options.opening_s)
    spare = seed * 1000 + 900
    if options.still_after_s is not None:
        actors.append(still_one(stage, spare, options.still_after_s, options.still_pose))
    for i, fault in enumerate(options.faults):
        actor = faulty(stage, fault, spare + 1 + i, options.fault_at_s)
        if actor is not None:
            actors.append(actor)
    return actors


def open_scene(
    name: str, *, seed: int = 1, width: int = 1280, height: int = 720, fps: int = 15,
    people: int | None = None, cast: tuple[int, ...] | None = None, opening_s: float = 20.0,
    still_after_s: float | None = None, still_pose: StillPose = "stand", pattern: bool = False,
    timecode: bool = False, light: bool = False, noise: float = 1.1, faults: tuple[Fault, ...] = (),
    fault_at_s: float = 15.0,
) -> Scene:  # fmt: skip
    """Paint the place `name` ("plaza" or "street") and people it.

    width, height   64..3840 x 48..2160 pixels, odd sizes too; fps 1..60
    people          0..60 invented persons; None for the place's own number
    cast            identity numbers instead of `people`: the same persons in any scene and seed
    opening_s       they arrive during this time; 0 puts everyone in the picture from frame 0
    still_after_s   one more comes in and from this second on never moves again, in `still_pose`
    pattern         the nearest figure carries a patch of 64 x 64 random pixels, `Scene.patch()`
    timecode        a row of 40 black and white cells across the top (overlay.py) shows the frame's number or stamp
    light           slow change of light, about +-15 %
    noise           sensor noise, standard deviation in grey levels
    faults          any of `FAULTS`, beginning at about `fault_at_s`

    Raises `SourceError` for an unknown name or fault, or a number out of range.
    """
    if name not in _SETS:
        raise SourceError(f"there is no drawn scene called {name[:40]!r}", f"choose one of: {', '.join(NAMES)}")
    unknown = [fault for fault in faults if fault not in FAULTS]
    if unknown:
        raise SourceError(f"drawn scenes know no fault called {unknown[0][:40]!r}", f"choose of: {', '.join(FAULTS)}")
    count = len(cast) if cast is not None else (people or 0)
    ranges = (
        ("width", width, 64, 3840),
        ("height", height, 48, 2160),
        ("fps", fps, 1, 60),
        ("people", count, 0, MOST_PEOPLE),
    )
    for what, value, low, high in ranges:
        if not low <= value <= high:
            raise SourceError(f"a drawn scene cannot have {what} {value}", f"choose {what} from {low} to {high}")
    options = SceneOptions(
        people,
        cast,
        opening_s,
        still_after_s,
        still_pose,
        pattern,
        timecode,
        light,
        noise,
        faults,
        fault_at_s,
    )
    return DrawnScene(_SETS[name], seed, width, height, fps, options)


__all__ = ["FAULTS", "Fault", "Scene", "SceneOptions", "StillPose", "YuvPlanes", "open_scene"]
