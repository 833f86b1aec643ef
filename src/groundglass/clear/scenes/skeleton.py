"""Where the joints of a drawn figure are at one moment of a pose.

Body frame: x to the figure's right, y forward, z up, in metres, the ground at z = 0 under the figure. Turning
the figure and looking at it from the camera is figure.py's work. Walking is a few sines whose amplitudes
belong to the identity; the pelvis is then lowered until the lower foot stands, which gives the bounce.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

import numpy as np
import numpy.typing as npt

from groundglass.clear.scenes.identity import Identity

Pose: TypeAlias = Literal["walk", "run", "stand", "sit", "lie", "cycle"]
Vec: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Joints in the body frame. Pairs are left, right. `gaze` turns the head, radians to the figure's right."""

    head: Vec
    neck: Vec
    pelvis: Vec
    shoulders: tuple[Vec, Vec]
    elbows: tuple[Vec, Vec]
    hands: tuple[Vec, Vec]
    hips: tuple[Vec, Vec]
    knees: tuple[Vec, Vec]
    ankles: tuple[Vec, Vec]
    toes: tuple[Vec, Vec]
    gaze: float


@dataclass(frozen=True, slots=True)
class _Angles:
    """Swing of each part from straight down, forwards positive, left then right."""

    thigh: tuple[float, float]
    knee: tuple[float, float]
    foot: tuple[float, float]
    arm: tuple[float, float]
    elbow: tuple[float, float]
    lean: float
    roll_m: float
    track_m: float
    gaze: float
    arm_out: tuple[float, float] = (0.1, 0.1)
    fold: tuple[float, float] = (0.0, 0.0)


def _striding(who: Identity, phase: float, amount: float, running: bool) -> _Angles:
    gait = who.gait
    boost = 1.55 if running else 1.0
    thigh: list[float] = []
    knee: list[float] = []
    foot: list[float] = []
    arm: list[float] = []
    elbow: list[float] = []
    for offset in (0.0, math.pi):
        a = 2 * math.pi * phase + offset
        thigh.append(amount * (gait.hip * boost * math.cos(a) + (0.12 if running else 0.03)))
        bent = gait.knee * boost * max(0.0, -math.sin(a)) ** 1.3
        knee.append(0.05 + amount * (bent + (0.25 if running else 0.07)))
        foot.append(amount * (0.3 * max(0.0, math.cos(a)) - 0.75 * max(0.0, -math.cos(a - 0.35))))
        forward = -math.cos(a)
        arm.append(amount * gait.arm * boost * forward)
        elbow.append((1.45 if running else gait.elbow) + 0.35 * amount * max(0.0, forward))
    return _Angles(
        (thigh[0], thigh[1]), (knee[0], knee[1]), (foot[0], foot[1]), (arm[0], arm[1]), (elbow[0], elbow[1]),
        lean=gait.lean * amount * (1.6 if running else 1.0) + (0.1 if running else 0.0),
        roll_m=gait.roll_m * amount * math.sin(2 * math.pi * phase), track_m=gait.track_m,
        gaze=0.12 * math.sin(2 * math.pi * phase + who.number),
    )  # fmt: skip


def _standing(who: Identity, phase: float) -> _Angles:
    slow = math.sin(2 * math.pi * phase)
    gaze = 0.45 * math.sin(2 * math.pi * phase + who.number)
    if who.stance == "phone":
        arm, elbow, fold = (0.35, 0.05), (1.75, 0.25), (0.35, 0.0)
        gaze *= 0.3
    elif who.stance == "folded":
        arm, elbow, fold = (0.3, 0.3), (1.7, 1.6), (0.85, 0.85)
    else:
        arm, elbow, fold = (0.03, -0.04), (0.2, 0.25), (0.0, 0.0)
    return _Angles(
        (0.06, -0.03), (0.12, 0.04), (0.0, 0.0), arm, elbow, lean=0.01 + 0.008 * slow, roll_m=0.022 * slow,
        track_m=0.1, gaze=gaze, fold=fold,
    )  # fmt: skip


def _sitting(who: Identity, phase: float) -> _Angles:
    slow = math.sin(2 * math.pi * phase)
    gaze = 0.5 * math.sin(2 * math.pi * phase + who.number)
    lean = -0.06 if who.stance == "loose" else 0.12
    return _Angles(
        (1.5, 1.46), (1.45, 1.55), (0.0, 0.0), (0.5, 0.55), (0.75, 0.7), lean=lean + 0.01 * slow,
        roll_m=0.0, track_m=0.11, gaze=gaze, fold=(0.3, 0.3),
    )  # fmt: skip


def _cycling(phase: float) -> _Angles:
    turn = 2 * math.pi * phase
    thigh = (0.95 + 0.42 * math.cos(turn), 0.95 - 0.42 * math.cos(turn))
    knee = (1.15 + 0.5 * math.sin(turn + 0.7), 1.15 - 0.5 * math.sin(turn + 0.7))
    return _Angles(
        thigh, knee, (0.0, 0.0), (0.42, 0.42), (0.3, 0.3), lean=0.5, roll_m=0.0, track_m=0.08, gaze=0.0,
        arm_out=(0.06, 0.06),
    )  # fmt: skip


def _swing(angle: float) -> Vec:
    return np.array([0.0, math.sin(angle), -math.cos(angle)])


def _legs(who: Identity, angles: _Angles) -> tuple[list[Vec], list[Vec], list[Vec], list[Vec]]:
    tall = who.height_m
    hips: list[Vec] = []
    knees: list[Vec] = []
    ankles: list[Vec] = []
    toes: list[Vec] = []
    for i, side in enumerate((-1.0, 1.0)):
        hip = np.array([side * (0.045 * tall * who.girth) + angles.roll_m, 0.0, 0.0])
        spread = side * (angles.track_m - 0.045 * tall)
        knee = hip + 0.245 * tall * _swing(angles.thigh[i]) + np.array([spread * 0.5, 0.0, 0.0])
        ankle = knee + 0.245 * tall * _swing(angles.thigh[i] - angles.knee[i]) + np.array([spread * 0.5, 0.0, 0.0])
        point = angles.foot[i]
        toe = ankle + 0.135 * tall * np.array([side * 0.18, math.cos(point), math.sin(point)])
        hips.append(hip)
        knees.append(knee)
        ankles.append(ankle)
        toes.append(toe)
    return hips, knees, ankles, toes


def _arms(who: Identity, angles: _Angles, neck: Vec) -> tuple[list[Vec], list[Vec], list[Vec]]:
    tall = who.height_m
    shoulders: list[Vec] = []
    elbows: list[Vec] = []
    hands: list[Vec] = []
    for i, side in enumerate((-1.0, 1.0)):
        shoulder = neck + np.array([side * 0.09 * tall * who.shoulders, -0.005 * tall, -0.028 * tall])
        out = np.array([side * math.sin(angles.arm_out[i] * who.girth), 0.0, 0.0])
        elbow = shoulder + 0.172 * tall * (_swing(angles.arm[i] + angles.lean) + out)
        inward = np.array([-side * math.sin(angles.fold[i]), 0.0, 0.0])
        fore = _swing(angles.arm[i] + angles.elbow[i] + angles.lean) * math.cos(angles.fold[i])
        hand = elbow + 0.165 * tall * (fore + inward)
        shoulders.append(shoulder)
        elbows.append(elbow)
        hands.append(hand)
    return shoulders, elbows, hands


def _angles(who: Identity, pose: Pose, phase: float, amount: float) -> _Angles:
    match pose:
        case "walk":
            return _striding(who, phase, amount, running=False)
        case "run":
            return _striding(who, phase, amount, running=True)
        case "stand" | "lie":
            return _standing(who, phase)
        case "sit":
            return _sitting(who, phase)
        case "cycle":
            return _cycling(phase)
        case _:
            assert_never(pose)


def skeleton(who: Identity, pose: Pose, phase: float, amount: float) -> Skeleton:
    """Joints of `who` at `phase` (0..1) of `pose`. `amount` (0..1) shrinks strides near a stop.

    Lying is standing here; figure.py lays the finished drawing on the ground.
    """
    angles = _angles(who, pose, phase, amount)
    tall = who.height_m
    hips, knees, ankles, toes = _legs(who, angles)
    pelvis = np.array([angles.roll_m, 0.0, 0.0])
    spine = np.array([0.0, math.sin(angles.lean), math.cos(angles.lean)])
    neck = pelvis + 0.325 * tall * spine
    head = neck + 0.083 * tall * spine + np.array([0.0, 0.012 * tall, 0.0])
    shoulders, elbows, hands = _arms(who, angles, neck)
    if pose == "sit":
        lift = 0.53
    elif pose == "cycle":
        lift = 0.98
    else:
        lift = 0.045 * tall - min(float(p[2]) for p in (*ankles, *(t + np.array([0, 0, 0.03 * tall]) for t in toes)))
        lift += 0.05 * abs(math.sin(2 * math.pi * phase)) if pose == "run" else 0.0
    raised = np.array([0.0, 0.0, lift])

    def place(point: Vec) -> Vec:
        return np.asarray(point + raised)

    def pair(points: list[Vec]) -> tuple[Vec, Vec]:
        return place(points[0]), place(points[1])

    return Skeleton(
        place(head), place(neck), place(pelvis), pair(shoulders), pair(elbows), pair(hands), pair(hips),
        pair(knees), pair(ankles), pair(toes), angles.gaze,
    )  # fmt: skip
