"""Who is filmed in the drawn clips, where, and for how long.

Ten clips that differ from those anybody has sent us: drawn by the package's own figures, so that truth is known for
every pixel, and filmed by lens.py, so that they are no cleaner than a camera's. Nobody in them exists.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, assert_never

import numpy as np

from bench.frost.lens import Lens, Wind
from bench.frost.moving import Beams, Moving, Screen, Swing
from bench.frost.room import STAGE as ROOM
from bench.frost.room import WALL, paint_room, room_camera
from groundglass.clear.scenes import plaza, street
from groundglass.clear.scenes.cast import EVER_S, Actor
from groundglass.clear.scenes.colour import Rgb, rgb, shade
from groundglass.clear.scenes.figure import draw_figure
from groundglass.clear.scenes.identity import Identity, identity
from groundglass.clear.scenes.route import Moment, Route, Stop
from groundglass.clear.scenes.scene import DrawnScene, SceneOptions, _Set
from groundglass.clear.scenes.sprite import HEADINGS, LEVELS_PX_PER_M, STEPS, Sprite, SpriteKey, SpriteStore, to_sprite

WIDTH: Final = 640
HEIGHT: Final = 360
RATE_HZ: Final = 8

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shot:
    """One drawn clip of `seconds` from the place called `place`.

    `clarity` is its goal. `dressed` gives people other clothes than their own.
    """

    name: str
    place: str
    seed: int
    seconds: int
    evidence_s: float
    clarity: str
    lens: Lens
    cast: Callable[[], list[Actor]]
    dressed: Callable[[Identity], Identity] | None = None
    moves: Literal["nothing", "leaves", "screen", "beams", "swing"] = "nothing"
    """What of the place does."""

    sun: float = 1.0
    """How strong people's shadows are, of what they are in the demo."""


class Wardrobe(SpriteStore):
    """Sprites of people in other clothes, all kept."""

    def __init__(self, dressed: Callable[[Identity], Identity]) -> None:
        super().__init__(0)
        self._dressed = dressed
        self._worn: dict[SpriteKey, Sprite] = {}

    def get(self, key: SpriteKey) -> Sprite:
        if key not in self._worn:
            turn = key.heading * 2 * math.pi / HEADINGS
            phase, size = key.phase / STEPS[key.pose], LEVELS_PX_PER_M[key.level]
            drawn = draw_figure(self._dressed(identity(key.who)), key.pose, phase, key.amount / 2, turn, size)
            self._worn[key] = to_sprite(drawn)
        return self._worn[key]


class Restless(Route):
    """A route whose walker, while resting, is quite still but for `stirs_s` in every `every_s`.

    To stir is to shift one's weight, to turn a little, and never to end exactly as before.
    """

    def __init__(self, walked: Route, every_s: float, stirs_s: float) -> None:
        self._walked, self._every_s, self._stirs_s = walked, every_s, stirs_s

    @property
    def lasts_s(self) -> float:
        return self._walked.lasts_s

    def at(self, t: float) -> Moment:
        moment = self._walked.at(t)
        if moment.pose not in ("stand", "sit"):
            return moment
        turn, since = divmod(t, self._every_s)
        stirred = turn + min(since / self._stirs_s, 1.0)
        step_m = 0.09 if moment.pose == "stand" else 0.03
        return replace(
            moment, x=moment.x + step_m * math.sin(1.9 * stirred), phase=(0.31 * stirred) % 1.0,
            heading=moment.heading + 0.35 * math.sin(2.3 * stirred),
        )  # fmt: skip


def _walk(who: int, points: Sequence[Point], start_s: float, *stops: Stop, lap_s: float = EVER_S) -> Actor:
    gait = identity(who).gait
    route = Route(np.array(points, np.float64), gait.speed_m_s, gait.speed_m_s / gait.cadence_hz, stops)
    return Actor(who, route, start_s, lap_s, "drawn")


def _customers() -> list[Actor]:
    """One by one to the counter, each for ten to fifteen seconds; two wait at the table meanwhile."""
    actors, at = [], 2.0
    for k in range(6):
        x = (1.1, 2.2, 1.5, 2.8, 1.2, 2.0)[k]
        out = [(-4.8, 4.8), (-1.0, 4.0), (x, 5.1), (-0.6, 3.7), (-4.8, 4.4)]
        actors.append(_walk(9100 + k, out, at, Stop(2, 10.0 + k, "stand", math.pi + 0.35 * (k % 3 - 1))))
        at += 13.0 + k % 2
    waits = [(-4.8, 5.6), (-2.2, 5.5), (-4.8, 5.6)]
    actors.append(_walk(9120, waits, 16.0, Stop(1, 26.0, "stand", 0.6)))
    actors.append(_walk(9121, waits, 58.0, Stop(1, 14.0, "stand", -0.4)))
    return actors


def _coats() -> list[Actor]:
    """Along the back wall and to the counter, in a coat of nearly the wall's colour."""
    first = [(-4.8, 6.4), (-1.2, 7.3), (0.0, 7.4), (-1.2, 6.6), (-4.8, 6.0)]
    second = [(-4.8, 5.0), (-0.4, 5.2), (1.6, 5.3), (-0.4, 4.6), (-4.8, 4.6)]
    return [
        _walk(9200, first, 18.0, Stop(2, 16.0, "stand", 0.4)),
        _walk(9201, second, 30.0, Stop(2, 12.0, "stand", 3.3)),
        _walk(9202, second, 52.0, Stop(2, 9.0, "stand", 2.8)),
        _walk(9203, first, 48.0, Stop(2, 14.0, "stand", -0.5)),
    ]


def _coat(who: Identity) -> Identity:
    gain = (0.86, 1.09, 0.9, 0.84)[who.number % 4]
    clothes = replace(
        who.clothes, top="coat", top_colour=shade(WALL, gain), inner_colour=shade(WALL, gain * 0.97),
        bottom="trousers", bottom_colour=shade(WALL, gain * 0.8), bag="none",
    )  # fmt: skip
    return replace(who, clothes=clothes)


_DARK: Final[tuple[Rgb, ...]] = tuple(map(rgb, ("4a453e", "3d3f44", "565048", "443f3a")))


def _dark(who: Identity) -> Identity:
    cloth = _DARK[who.number % 4]
    clothes = replace(who.clothes, top="jacket", top_colour=cloth, inner_colour=shade(cloth, 1.15), bottom="trousers",
                      bottom_colour=shade(cloth, 0.9), shoes=shade(cloth, 0.6), bag="none")  # fmt: skip
    return replace(who, clothes=clothes, face=replace(who.face, hair=shade(cloth, 0.7)))


def _passers(first: int, begin_s: float, count: int, every_s: float, near_m: float, far_m: float) -> list[Actor]:
    """Across the square both ways, each along another line."""
    actors = []
    for k in range(count):
        z = near_m + (far_m - near_m) * ((k * 0.618) % 1.0)
        line = [(-0.62 * z - 0.8, z), (0.3, z + 0.5), (0.62 * z + 0.8, z - 0.3)]
        actors.append(_walk(first + k, line if k % 2 else line[::-1], begin_s + every_s * k))
    return actors


def _night() -> list[Actor]:
    talk = [(-7.5, 9.0), (-0.9, 9.6), (-7.5, 11.0)]
    met = [(7.5, 9.5), (-0.1, 9.5), (7.5, 10.5)]
    pair = [_walk(9300, talk, 17.0, Stop(1, 20.0, "stand", 1.3)), _walk(9301, met, 17.0, Stop(1, 22.0, "stand", -1.3))]
    return pair + _passers(9310, 16.0, 7, 8.0, 6.5, 12.0)


def _crowd() -> list[Actor]:
    """Always a dozen or so: two groups that stand half a minute at a time and stir as people who talk do, and walkers
    without end.
    """
    actors = []
    for group, (x, z) in enumerate(((-2.6, 10.5), (3.0, 12.5))):
        for k in range(3):
            spot = (x + 0.7 * math.cos(2.1 * k), z + 0.6 * math.sin(2.1 * k))
            way = [(-8.0 + 16 * group, 11.0 + k), spot, (9.0 - 18 * group, 13.0 - k)]
            facing = math.atan2(x - spot[0], -(z - spot[1]))
            one = _walk(9400 + 10 * group + k, way, 0.0, Stop(1, 28.0 + 5 * k, "stand", facing))
            begin_s = -one.route.rests_from_s - 4.0 * k + (9.0 if group else 0.0)
            stirs = Restless(one.route, 6.0 + k, 1.5)
            actors.append(replace(one, start_s=begin_s, lap_s=one.route.lasts_s + 4.0, route=stirs))
    for k, one in enumerate(_passers(9430, 0.0, 9, 0.0, 6.8, 18.0)):
        actors.append(replace(one, start_s=-0.13 * (k + 1) * one.route.lasts_s, lap_s=one.route.lasts_s + 1.0 + k % 3))
    return actors


def _resident() -> list[Actor]:
    """One comes and stays standing, one sits from the first picture on and stirs now and then; others pass."""
    stays = _walk(9500, [(-6.5, 8.4), (-1.1, 8.8), (-0.1, 8.8)], 0.0, Stop(1, EVER_S, "stand", 0.3))
    stays = replace(stays, start_s=15.0 - stays.route.rests_from_s)
    seat = plaza.STAGE.seats[1]
    sits = _walk(9501, [(8.0, 10.0), seat, (8.0, 10.0)], 0.0, Stop(1, EVER_S, "sit", 0.1))
    sits = replace(sits, start_s=-sits.route.rests_from_s - 5.0, route=Restless(sits.route, 7.0, 2.0))
    return [stays, sits, *_passers(9510, 20.0, 9, 7.0, 7.2, 14.0)]


def _pavement() -> list[Actor]:
    """Up and down both pavements and across; one waits at the kerb."""
    ways: tuple[list[Point], ...] = (
        [(-3.4, 4.2), (-3.6, 12.0), (-3.8, 30.0)], [(-4.6, 40.0), (-4.2, 18.0), (-3.4, 4.2)],
        [(7.4, 30.0), (7.2, 16.0), (6.2, 7.0)], [(6.6, 7.2), (7.4, 20.0), (8.0, 40.0)],
        [(-3.6, 22.0), (-2.2, 14.2), (6.4, 14.2), (9.0, 18.0)],
    )  # fmt: skip
    actors = [_walk(9600 + k, ways[k % 5], 12.0 + 7.5 * k) for k in range(9)]
    waits = [(7.6, 26.0), (6.5, 15.0), (-2.4, 14.4), (-4.4, 20.0)]
    actors.append(_walk(9620, waits, 24.0, Stop(1, 14.0, "stand", -1.2)))
    return actors


def _browsers() -> list[Actor]:
    """To the back wall with the screen, each for a while, and along before it."""
    actors = []
    for k in range(6):
        x, z = (-1.4, -0.6, 0.1, -1.0, -0.2, -1.8)[k], (6.9, 7.4, 7.0, 7.6, 6.6, 7.2)[k]
        way = [(-4.8, 5.0), (x, z), (-4.8, 5.6)]
        actors.append(_walk(9700 + k, way, 14.0 + 11.0 * k, Stop(1, 6.0 + k, "stand", 3.0 + 0.2 * k)))
    return actors


def _playground() -> list[Actor]:
    """Past the swing, and two who stand by it for a while."""
    by = [(7.5, 8.6), (1.6, 8.9), (7.5, 9.4)]
    stands = [_walk(9810 + k, by, 20.0 + 32.0 * k, Stop(1, 16.0, "stand", 1.2 - k)) for k in range(2)]
    return stands + _passers(9800, 14.0, 8, 8.0, 6.8, 13.0)


_NIGHT: Final = Lens(noise=6.5, contrast=0.42, lift=6.0, grey=True)
_DUSK: Final = Lens(noise=4.0, contrast=0.45, lift=8.0)
_LAMP_S: Final = ((0.0, 34.0), (46.0, 63.0), (70.0, 200.0))
"""The light of the corridor goes out while somebody stands still, and on again."""

SHOTS: Final = (
    Shot("counter", "room", 31, 92, 12.0, ">= 0.95", Lens(exposure=6.0, noise=1.8), _customers),
    Shot("coat", "room", 32, 80, 12.0, ">= 0.95", Lens(noise=1.6), _coats, _coat),
    Shot("street", "street", 33, 84, 10.0, ">= 0.9", Lens(clouds=0.2), _pavement, moves="leaves", sun=1.35),
    Shot("night", "plaza", 34, 80, 12.0, ">= 0.9", _NIGHT, _night, _dark, sun=0.0),
    Shot("square", "plaza", 35, 90, 12.0, ">= 0.9", Lens(noise=2.0), _crowd),
    Shot("resident", "plaza", 36, 90, 10.0, ">= 0.9", Lens(noise=2.0, clouds=0.05), _resident),
    Shot("lamp", "room", 37, 92, 12.0, ">= 0.9", Lens(dim=0.5, lamp_s=_LAMP_S), _customers),
    Shot("screen", "room", 38, 84, 12.0, ">= 0.9", Lens(noise=1.8), _browsers, moves="screen"),
    Shot("dusk", "street", 39, 84, 10.0, ">= 0.9", _DUSK, _pavement, moves="beams", sun=0.3),
    Shot("swing", "plaza", 40, 84, 10.0, ">= 0.9", Lens(clouds=0.06), _playground, moves="swing"),
)  # fmt: skip

_SETS: Final = {
    "room": _Set(ROOM, room_camera, paint_room, lambda *_: ()),
    "plaza": _Set(plaza.STAGE, plaza.plaza_camera, plaza.paint_plaza, lambda *_: ()),
    "street": _Set(street.STAGE, street.street_camera, street.paint_street, street.rides),
}
_CROWNS: Final = {
    "street": [(x, z, tall) for x, tall in ((-2.5, 5.2), (6.6, 5.4)) for z in (22.0, 25.0, 31.0, 34.0, 43.0)],
}


def open_shot(shot: Shot) -> DrawnScene:
    """The shot's place with its people, without noise."""
    options = SceneOptions(0, None, 0.0, None, "stand", False, False, False, 0.0, (), 0.0)
    scene = DrawnScene(_SETS[shot.place], shot.seed, WIDTH, HEIGHT, RATE_HZ, options)
    scene._actors = shot.cast()
    if shot.dressed is not None:
        scene._sprites = Wardrobe(shot.dressed)
    return scene


def moving_in(shot: Shot, scene: DrawnScene) -> Moving | None:
    """What moves in the place."""
    match shot.moves:
        case "nothing":
            return None
        case "screen":
            return Screen(shot.seed)
        case "beams":
            return Beams(WIDTH, HEIGHT, 9.0, 3.0)
        case "swing":
            return Swing(400, 120, 90)
        case "leaves":
            return _wind(shot, scene)
        case _:
            assert_never(shot.moves)


def _wind(shot: Shot, scene: DrawnScene) -> Wind:
    crowns = []
    for x, z, tall in _CROWNS[shot.place]:
        at = scene._camera.project(np.array([[x, 0.66 * tall, z]]))[0]
        crowns.append((float(at[0]), float(at[1]), 0.4 * tall * scene._camera.px_per_m(z)))
    return Wind(crowns, WIDTH, HEIGHT)
