"""How drawn people and vehicles move: everything is a function of time alone.

A route is a smooth line on the ground with stops. Given a time it answers where its walker is, which makes
every frame of a scene reachable without drawing the ones before. Times are seconds since the scene's
frame 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from groundglass.clear.scenes.skeleton import Pose

FOR_EVER_S: Final = 1e8
"""Stops at least this long are kept without the smallest movement."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Stay at the waypoint with index `at` for `for_s`, in `pose`, facing `heading` (radians, 0 = to the camera)."""

    at: int
    for_s: float
    pose: Pose
    heading: float


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a walker is and what it does."""

    x: float
    z: float
    heading: float
    pose: Pose
    phase: float
    amount: float


class Route:
    """A line through `points` (n, 2) metres, walked at `speed_m_s`, with stops in order of their waypoints.

    `stride_m` is the ground covered in one cycle of the gait, so that feet do not slide.
    """

    def __init__(
        self, points: npt.NDArray[np.float64], speed_m_s: float, stride_m: float, stops: tuple[Stop, ...] = (),
        *, pose: Pose = "walk", keep_off: tuple[tuple[float, float, float], ...] = (),
    ) -> None:  # fmt: skip
        line, marks = _smooth(points)
        for x, z, radius in keep_off:
            line = _pushed(line, x, z, radius, {marks[stop.at] for stop in stops})
        step = np.hypot(*np.diff(line, axis=0).T)
        self._line = line
        self._along = np.concatenate([[0.0], np.cumsum(step)])
        self._pose, self._stride_m = pose, stride_m
        times, reach = [0.0], [0.0]
        self._rests: list[tuple[float, float, Stop]] = []
        for stop in stops:
            here = float(self._along[marks[stop.at]])
            arrive = times[-1] + (here - reach[-1]) / speed_m_s
            times += [arrive, arrive + stop.for_s]
            reach += [here, here]
            self._rests.append((arrive, arrive + stop.for_s, stop))
        times.append(times[-1] + (float(self._along[-1]) - reach[-1]) / speed_m_s)
        reach.append(float(self._along[-1]))
        self._times, self._reach = np.array(times), np.array(reach)

    @property
    def lasts_s(self) -> float:
        """From the first point to the last, stops included."""
        return float(self._times[-1])

    @property
    def rests_from_s(self) -> float:
        """When the first stop begins; the end of the walk if there is none."""
        return self._rests[0][0] if self._rests else self.lasts_s

    def _point(self, along: float) -> tuple[float, float]:
        return (
            float(np.interp(along, self._along, self._line[:, 0])),
            float(np.interp(along, self._along, self._line[:, 1])),
        )

    def at(self, t: float) -> Moment:
        """The walker `t` seconds after it started, held at the ends."""
        along = float(np.interp(t, self._times, self._reach))
        x, z = self._point(along)
        for begin, end, stop in self._rests:
            if begin <= t < end:
                # Who stays for ever does not stir: the hardest case for a place that is learned from stillness.
                stirs = stop.for_s < FOR_EVER_S
                phase = (t - begin) / (11.0 if stop.pose == "sit" else 8.0) if stirs else 0.0
                return Moment(x, z, stop.heading, stop.pose, phase % 1.0, 0.0)
        ax, az = self._point(max(0.0, along - 0.25))
        bx, bz = self._point(min(float(self._along[-1]), along + 0.25))
        heading = math.atan2(bx - ax, -(bz - az))
        amount = 1.0
        for begin, end, _ in self._rests:
            near = min(abs(t - begin), abs(t - end))
            amount = min(amount, 0.34 + near / 0.6)
        return Moment(x, z, heading, self._pose, (along / self._stride_m) % 1.0, amount)


def _smooth(points: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], list[int]]:
    """A Catmull-Rom line through the points, about ten steps per metre, and where each point lies in it."""
    ends = np.concatenate([[2 * points[0] - points[1]], points, [2 * points[-1] - points[-2]]])
    pieces: list[npt.NDArray[np.float64]] = []
    marks = [0]
    for i in range(len(points) - 1):
        p0, p1, p2, p3 = ends[i], ends[i + 1], ends[i + 2], ends[i + 3]
        count = max(2, int(np.hypot(*(p2 - p1)) * 10))
        t = np.arange(count)[:, None] / count
        pieces.append(
            0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
        )
        marks.append(marks[-1] + count)
    pieces.append(points[-1:])
    return np.concatenate(pieces), marks


def _pushed(
    line: npt.NDArray[np.float64], x: float, z: float, radius: float, fixed: set[int]
) -> npt.NDArray[np.float64]:
    """The line led around a disc; points in `fixed` and their neighbours stay where they are."""
    away = line - (x, z)
    closest = int(np.argmin(np.hypot(away[:, 0], away[:, 1])))
    ahead = line[min(closest + 1, len(line) - 1)] - line[max(closest - 1, 0)]
    aside = np.array([-ahead[1], ahead[0]]) / max(1e-6, float(np.hypot(*ahead)))
    # A line through the middle would have to jump from one side to the other: lead it to one side first.
    lean = np.where(float(away[closest] @ aside) < 0, -0.5, 0.5) * radius
    away = away + aside * (lean * np.exp(-((away**2).sum(axis=1) / radius**2)))[:, None]
    distance = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-6)
    # Pushed a little even outside the disc, so that the line bends instead of breaking.
    wanted = np.sqrt(distance**2 + radius**2 * np.exp(-((distance / radius) ** 2)))
    wanted = np.maximum(wanted, radius)
    wanted = np.where(distance > 2.2 * radius, distance, wanted)
    keep = np.zeros(len(line), bool)
    for mark in fixed:
        keep[max(0, mark - 8) : mark + 9] = True
    pushed = np.array([x, z]) + away * (wanted / distance)[:, None]
    return np.where(keep[:, None], line, pushed)
