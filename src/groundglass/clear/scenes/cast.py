"""Who is in a scene: routes and stops for invented people, all drawn from the scene's seed.

A scene gives its stage (where one may enter, sit, stand and where not to walk); this module fills it. The
first seconds are kept quiet on purpose, so that a camera that is switched on together with the scene sees
the place before the place is busy.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, assert_never

import numpy as np

from groundglass.clear.scenes.identity import identity
from groundglass.clear.scenes.route import Moment, Route, Stop
from groundglass.clear.scenes.skeleton import Pose

Fault: TypeAlias = Literal["lie", "sit", "run", "leave", "wrong_way", "flame", "smoke"]
FAULTS: Final[tuple[Fault, ...]] = ("lie", "sit", "run", "leave", "wrong_way", "flame", "smoke")
EVER_S: Final = 1e9

_STREET: Final = ("through", "ride", "cross", "through", "spot", "cross", "seat", "through", "ride")
_SQUARE: Final = ("through", "through", "spot", "through", "seat", "through", "through", "seat", "spot", "through",
                 "seat", "through")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """What a place offers to its people. Points are metres (x, z); `keep_off` adds a radius.

    `doors` are grouped by side: a walk leads from one side to another that `links` name. `middle` bounds x and z of
    free walking. Where there is a `crossing` (from, to), walks are straight, people cross from 26 s on in each
    `cycle_s`, and cyclists go along `riders` (x, z, x, z).
    """

    doors: tuple[tuple[tuple[float, float], ...], ...]
    links: tuple[tuple[int, int], ...]
    seats: tuple[tuple[float, float], ...]
    spots: tuple[tuple[float, float], ...]
    middle: tuple[float, float, float, float]
    keep_off: tuple[tuple[float, float, float], ...]
    fall: tuple[float, float]
    people: int
    seat_heading: float
    seat_door: int = 0
    crossing: tuple[tuple[float, float], tuple[float, float]] | None = None
    cycle_s: float = 0.0
    riders: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """One invented person and its walk. Starts at `start_s`, again every `lap_s` seconds."""

    who: int
    route: Route
    start_s: float
    lap_s: float
    role: str

    def at(self, t: float) -> Moment | None:
        """Where it is, or None while it is away."""
        since = t - self.start_s
        if since < 0:
            return None
        since %= self.lap_s
        return self.route.at(since) if since <= self.route.lasts_s else None


def _walk(who: int, points: list[tuple[float, float]], stops: tuple[Stop, ...], stage: Stage, *, pose: Pose = "walk",
          near: tuple[float, float] | None = None, gain: float = 1.0) -> Route:  # fmt: skip
    gait = identity(who).gait
    speed = gait.speed_m_s * gain
    # A seat is inside what one keeps off: whoever sits there walks up to it all the same.
    keep = tuple(k for k in stage.keep_off if near is None or math.hypot(k[0] - near[0], k[1] - near[1]) > k[2])
    return Route(
        np.array(points, np.float64), speed, gait.speed_m_s / gait.cadence_hz * (1.5 if pose == "run" else 1.0), stops,
        pose=pose, keep_off=keep,
    )  # fmt: skip


def _ends(stage: Stage, rng: np.random.Generator) -> tuple[tuple[float, float], tuple[float, float]]:
    a, b = stage.links[rng.integers(len(stage.links))]
    return stage.doors[a][rng.integers(len(stage.doors[a]))], stage.doors[b][rng.integers(len(stage.doors[b]))]


def _inside(stage: Stage, rng: np.random.Generator) -> tuple[float, float]:
    x0, x1, z0, z1 = stage.middle
    # As many steps near the camera as far from it, counted in the picture.
    z = float(z0 * (z1 / z0) ** rng.uniform())
    reach = min(1.0, z / z1 * 1.25)
    return float(rng.uniform(x0, x1)) * reach, z


def _through(who: int, _: int, stage: Stage, rng: np.random.Generator) -> Route:
    a, b = _ends(stage, rng)
    if stage.crossing is None:
        return _walk(who, [a, _inside(stage, rng), b], (), stage)
    share = float(rng.uniform(0.2, 0.6))
    middle = (a[0] + (b[0] - a[0]) * share + float(rng.uniform(-0.5, 0.5)), a[1] + (b[1] - a[1]) * share)
    return _walk(who, [a, middle, b], (), stage)


def _cross(who: int, place: int, stage: Stage, rng: np.random.Generator) -> Route:
    """Up to the kerb, a short wait, across, and on."""
    if stage.crossing is None:
        return _through(who, place, stage, rng)
    near, far = stage.crossing
    shift = 0.8 * (place % 3 - 1)
    ways = [
        stage.doors[0][place % len(stage.doors[0])],
        (near[0], near[1] + shift),
        (far[0], far[1] + shift),
        stage.doors[3][0],
    ]
    if place % 2:
        ways = [stage.doors[3][place % 2], ways[2], ways[1], stage.doors[2][0]]
    return _walk(who, ways, (Stop(1, 5.0, "stand", 1.3 if place % 2 == 0 else -1.3),), stage)


def _ride(who: int, place: int, stage: Stage, rng: np.random.Generator) -> Route:
    """By bicycle, where there is a path for it."""
    if not stage.riders:
        return _through(who, place, stage, rng)
    x0, z0, x1, z1 = stage.riders[place % len(stage.riders)]
    points = np.array([[x0, z0], [(x0 + x1) / 2, (z0 + z1) / 2], [x1, z1]])
    return Route(points, float(rng.uniform(3.6, 4.6)), 5.2, pose="cycle")


def _spot(who: int, place: int, stage: Stage, rng: np.random.Generator) -> Route:
    spot = stage.spots[place % len(stage.spots)]
    a, b = _ends(stage, rng)
    if stage.crossing is not None:
        side = 0 if spot[0] < 0 else 1
        a, b = stage.doors[side][0], stage.doors[side + 2][0]
    stop = Stop(1, float(rng.uniform(25, 60)), "stand", float(rng.uniform(-0.9, 0.9)))
    return _walk(who, [a, spot, b], (stop,), stage, near=spot)


def _seat(who: int, place: int, stage: Stage, rng: np.random.Generator) -> Route:
    a, b = _ends(stage, rng) if stage.crossing is None else (stage.doors[stage.seat_door][0], stage.doors[3][0])
    seat = stage.seats[place % len(stage.seats)]
    front = (seat[0], seat[1] - 0.9)
    stop = Stop(2, float(rng.uniform(60, 120)), "sit", stage.seat_heading + float(rng.uniform(-0.3, 0.3)))
    return _walk(who, [a, front, seat, front, b], (stop,), stage, near=seat)


def _wander(who: int, _: int, stage: Stage, rng: np.random.Generator) -> Route:
    """A closed line that stays in view: for crowds whose number must not change."""
    x, z = _inside(stage, rng)
    turn, radius = rng.uniform(0, 2 * math.pi), rng.uniform(0.8, 2.6)
    ways = [
        (x + radius * math.cos(turn + k * math.pi / 3), z + radius * math.sin(turn + k * math.pi / 3)) for k in range(6)
    ]
    return _walk(who, [*ways, ways[0]], (), stage)


_ROLES: Final[dict[str, Callable[[int, int, Stage, np.random.Generator], Route]]] = {
    "through": _through, "cross": _cross, "ride": _ride, "spot": _spot, "seat": _seat, "wander": _wander,
}  # fmt: skip


def people(stage: Stage, numbers: tuple[int, ...], seed: int, opening_s: float) -> list[Actor]:
    """One actor for each identity number. They arrive one by one during `opening_s`; with 0 all are there at once."""
    actors: list[Actor] = []
    places: dict[str, int] = {}
    roles = _SQUARE if stage.crossing is None else _STREET
    for i, who in enumerate(numbers):
        rng = np.random.default_rng((0xCA57, seed, i))
        role = roles[i] if i < len(roles) else "wander"
        place = places.get(role, 0)
        places[role] = place + 1
        route = _ROLES[role](who, place, stage, rng)
        lap = route.lasts_s + (0.0 if role == "wander" else float(rng.uniform(1.0, 6.0)))
        if role == "cross" and stage.cycle_s:
            # Both start and lap keep step with the traffic: the wait ends 26 s into a cycle.
            lap = stage.cycle_s * math.ceil(lap / stage.cycle_s + 0.05)
            start = 26.0 - 5.0 - route.rests_from_s - (lap if opening_s <= 0 else 0.0)
        elif opening_s <= 0:
            start = -float(rng.uniform(0.15, 0.85)) * route.lasts_s
        elif role in ("seat", "spot"):
            start = opening_s * (0.7 + 0.15 * place)
        else:
            start = opening_s * i / max(6, len(numbers)) - (0.12 * route.lasts_s if i < 2 else 0.0)
        actors.append(Actor(who, route, start, max(lap, 1.0), role))
    return actors


def still_one(stage: Stage, who: int, after_s: float, pose: Pose) -> Actor:
    """Comes in, and from `after_s` on never moves again."""
    if pose == "sit":
        seat = stage.seats[0]
        points = [stage.doors[stage.seat_door][0], (seat[0], seat[1] - 0.9), seat, (seat[0], seat[1] - 0.9)]
        stop = Stop(2, EVER_S, "sit", stage.seat_heading)
        route = _walk(who, points, (stop,), stage, near=seat)
    else:
        at = stage.fall
        heading = 0.3 if pose == "stand" else 1.2
        route = _walk(
            who,
            [stage.doors[0][0], at, (at[0] + 1, at[1])],
            (Stop(1, EVER_S, pose, heading),),
            stage,
            near=at,
        )
    return Actor(who, route, after_s - route.rests_from_s, 2 * EVER_S, "still")


def faulty(stage: Stage, fault: Fault, who: int, from_s: float) -> Actor | None:
    """The person of a fault that begins at about `from_s`; None for a fault without one."""
    door, out = stage.doors[stage.links[0][0]][0], stage.doors[stage.links[0][1]][0]
    at = stage.fall
    match fault:
        case "lie" | "sit":
            stop = Stop(1, 60.0, fault, 1.2 if fault == "lie" else 0.4)
            route = _walk(who, [door, at, out], (stop,), stage, near=at)
            return Actor(who, route, from_s - route.rests_from_s, route.lasts_s + 20, fault)
        case "run":
            route = _walk(who, [door, at, out], (), stage, pose="run", gain=2.4)
            return Actor(who, route, from_s, route.lasts_s + 12, fault)
        case "leave":
            route = _walk(who, [door, at, out], (Stop(1, 4.0, "stand", 0.2),), stage, near=at)
            return Actor(who, route, from_s - route.rests_from_s - 2.0, 2 * EVER_S, fault)
        case "wrong_way":
            if stage.riders:
                x0, z0, x1, z1 = stage.riders[0]
                back = Route(np.array([[x1, z1], [x0, z0]]), 4.0, 5.2, pose="cycle")
                return Actor(who, back, from_s, back.lasts_s + 15, fault)
            route = _walk(who, [out, at, door], (), stage)
            return Actor(who, route, from_s, route.lasts_s + 15, fault)
        case "flame" | "smoke":
            return None
        case _:
            assert_never(fault)
