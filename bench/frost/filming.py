"""A drawn clip as a file, with its truth: where bodies are, whose head is where, and what the empty place looks like.

Apart from shots.py because it is the same for all of them. The place is drawn anew for each picture (leaves, a screen),
people's shadows and people over it, the light and the exposure of the moment on all of it, then noise, then H.264.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from bench.frost.clips import Planes, Writer
from bench.frost.lens import INPUT, Film
from bench.frost.shots import HEIGHT, RATE_HZ, WIDTH, Shot, moving_in, open_shot
from bench.frost.truth import Filmed, as_scored
from groundglass.clear.examine.cells import CELL, PERSON, Cells, _apart, _cells
from groundglass.clear.scenes.compose import Planes as Drawn
from groundglass.clear.scenes.compose import cast_shadow, put
from groundglass.clear.scenes.scene import DrawnScene, _Shown
from groundglass.clear.scenes.truth import Box

_PLACE_OF: Final = 60
"""Of how many empty pictures the place is the median."""


class _Set:
    """A scene that is drawn layer by layer, so that each picture is known with and without its people."""

    def __init__(self, shot: Shot, scene: DrawnScene) -> None:
        self._shot, self._scene = shot, scene
        self._moving = moving_in(shot, scene)
        self._blank = tuple(Drawn(*(np.full_like(plane, level) for plane in scene.empty())) for level in (0, 255))

    def empty(self, t: float) -> Planes:
        planes = self._scene.empty()
        return planes if self._moving is None else self._moving.blown(planes, t)

    def peopled(self, empty: Planes, t: float) -> tuple[Planes, Cells]:
        """A picture with everybody in it, and the share of each cell that they cover, 0..1."""
        scene, shown = self._scene, self._scene._shown(t)
        luma, blue, red = (plane.copy() for plane in empty)
        planes = Drawn(luma, blue, red)
        seen = scene._traffic.seen(t)
        for ride in seen:
            scene._traffic.shade(planes, ride)
        for figure in shown:
            cast_shadow(scene._camera, planes, figure.placed)
        planes.luma[:] = (empty[0] + (planes.luma - empty[0].astype(np.float32)) * self._shot.sun).clip(0, 255)
        drawings: list[tuple[float, Callable[[], object]]] = [
            (ride.z, partial(scene._traffic.draw, planes, ride)) for ride in seen
        ]
        drawings += [(one.placed.z, partial(put, planes, scene._near, one.placed)) for one in shown]
        for _, draw in sorted(drawings, key=lambda one: -one[0]):
            draw()
        return (planes.luma, planes.blue, planes.red), _cells(self._covered(shown)).mean(axis=-1)

    def _covered(self, shown: list[_Shown]) -> npt.NDArray[np.float32]:
        """What of each pixel people cover: what is left of the difference between black and white behind them."""
        black, white = (Drawn(one.luma.copy(), one.blue.copy(), one.red.copy()) for one in self._blank)
        for figure in shown:
            for blank in (black, white):
                put(blank, self._scene._near, figure.placed)
        return 1.0 - (white.luma.astype(np.float32) - black.luma) / 255.0


def film(shot: Shot, path: Path, seconds: float | None = None) -> Filmed:
    """Draw and film a clip to a file; `seconds` cuts it short."""
    scene, camera = open_shot(shot), Film(shot.lens, shot.seed, RATE_HZ)
    stage, count = _Set(shot, scene), round((seconds or shot.seconds) * RATE_HZ)
    writer = Writer(path, WIDTH, HEIGHT, RATE_HZ, {**INPUT, "g": str(4 * RATE_HZ)})
    persons: list[list[Box]] = []
    heads: list[list[Box]] = []
    bodies = np.zeros((count, HEIGHT // CELL, WIDTH // CELL), np.uint8)
    differs = np.zeros(bodies.shape, np.bool_)
    places = []
    for index in range(count):
        t = index / RATE_HZ
        empty = stage.empty(t)
        planes, covered = stage.peopled(empty, t)
        camera.expose(planes)
        lit, bare = camera.lit(planes, t), as_scored(camera.lit(empty, t))
        writer.write(camera.noisy(lit, index))
        differs[index] = _apart(as_scored(lit), bare) > PERSON
        bodies[index] = (255 * covered + 0.5).clip(0, 255).astype(np.uint8)
        seen = [one for figure in scene._shown(t) if (one := scene._person(figure)) is not None and one.hidden < 0.9]
        persons.append([one.box for one in seen])
        heads.append([one.head for one in seen if one.head is not None])
        if index % max(1, count // _PLACE_OF) == 0:
            places.append(bare)
    writer.close()
    place = np.asarray(np.median(np.stack(places), axis=0), np.uint8)
    return Filmed(path, place, persons, heads, bodies, differs)
