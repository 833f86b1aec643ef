"""One drawn person as a cut-out, seen from any side.

The skeleton is turned by the heading, looked at from slightly above, and dressed: limbs as tapered strokes,
torso, coat and skirt as hulls, farthest parts first. The result is a sprite with its own alpha; placing it in
a picture, with its shadow, is compose.py's work. Nothing here knows about scenes or time.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import cv2
import numpy as np

from groundglass.clear.scenes.colour import Field, Rgb, rgb, shade
from groundglass.clear.scenes.head import back_of_head, paint_head
from groundglass.clear.scenes.identity import Identity
from groundglass.clear.scenes.ink import Canvas, Line, dot, rounded, stroke, taper
from groundglass.clear.scenes.skeleton import Pose, Skeleton, Vec, skeleton

HEAD_RADIUS: Final = 0.072

VIEW_PITCH: Final = 0.24
"""Radians from which every figure is looked down upon: the middle of what the scenes' cameras see."""


@dataclass(frozen=True, slots=True)
class Cutout:
    """A drawn figure. `colour` premultiplied RGB (h, w, 3), `alpha` (h, w) 0..1, both float32.

    `foot` is the pixel (x, y) that stands on the ground point; `head` is (x, y, w, h) within the cut-out.
    """

    colour: Field
    alpha: Field
    foot: tuple[float, float]
    head: tuple[float, float, float, float]
    px_per_m: float


class _View:
    """Turns body coordinates into canvas pixels; keeps nearness for the order of parts."""

    def __init__(self, heading: float, px_per_m: float, origin: tuple[float, float]) -> None:
        self.heading, self.k, self.origin = heading, px_per_m, origin
        self.sin, self.cos = math.sin(heading), math.cos(heading)

    def px(self, p: Vec) -> Line:
        across = -p[0] * self.cos + p[1] * self.sin
        toward = p[0] * self.sin + p[1] * self.cos
        down = -p[2] * math.cos(VIEW_PITCH) + toward * math.sin(VIEW_PITCH)
        return np.array([self.origin[0] + across * self.k, self.origin[1] + down * self.k])

    def near(self, p: Vec) -> float:
        return float(p[0] * self.sin + p[1] * self.cos)

    def half(self, wide_m: float, deep_m: float) -> float:
        """Half the seen width, in pixels, of an upright ellipse."""
        return self.k * math.hypot(wide_m * self.cos, deep_m * self.sin)


class _Tailor:
    """Draws the parts of one figure onto one canvas."""

    def __init__(self, who: Identity, pose: Pose, bones: Skeleton, view: _View, canvas: Canvas) -> None:
        self.pose = pose
        self.who, self.bones, self.view, self.canvas = who, bones, view, canvas
        self.unit = who.height_m * view.k
        self.build = who.girth

    def leg(self, i: int) -> None:
        bones, view, wear = self.bones, self.view, self.who.clothes
        hip, knee, ankle, toe = (view.px(p[i]) for p in (bones.hips, bones.knees, bones.ankles, bones.toes))
        far = 0.86 if view.near(bones.knees[i]) < view.near(bones.knees[1 - i]) - 0.02 else 1.0
        unit, build = self.unit, 0.5 + 0.5 * self.build
        shoe = self.canvas.blank()
        taper(shoe, ankle + np.array([0, 0.006 * unit]), toe, 0.025 * unit, 0.019 * unit)
        self.canvas.lay(shoe, shade(wear.shoes, far), 0.012 * unit, relief=0.35)
        bare = wear.bottom != "trousers"
        cloth = shade(wear.bottom_colour, far)
        skin = shade(self.who.face.skin, 0.92 * far)
        shin = self.canvas.blank()
        taper(shin, knee, ankle, 0.038 * unit * build, (0.022 if bare else 0.029) * unit)
        self.canvas.lay(shin, skin if bare else cloth, 0.022 * unit, relief=0.34)
        thigh = self.canvas.blank()
        reach = knee if wear.bottom != "skirt" or self.pose in ("sit", "cycle") else hip + 0.5 * (knee - hip)
        taper(
            thigh,
            hip,
            reach,
            0.053 * unit * build,
            (0.046 if wear.bottom == "shorts" else 0.039) * unit * build,
        )
        self.canvas.lay(thigh, cloth, 0.026 * unit, relief=0.34, cast=0.12)

    def arm(self, i: int) -> None:
        bones, view, wear = self.bones, self.view, self.who.clothes
        shoulder, elbow, hand = (view.px(p[i]) for p in (bones.shoulders, bones.elbows, bones.hands))
        unit, thick = self.unit, 1.25 if wear.top in ("coat", "jacket", "hoodie") else 1.0
        far = 0.85 if view.near(bones.shoulders[i]) < -0.06 else 1.0
        skin = shade(self.who.face.skin, 0.95 * far)
        palm = self.canvas.blank()
        dot(palm, hand, 0.022 * unit)
        self.canvas.lay(palm, skin, 0.01 * unit)
        short = wear.top in ("shirt", "striped") and self.who.number % 3 == 0
        sleeve = shade(wear.top_colour, far)
        fore = self.canvas.blank()
        wrist = elbow + 0.9 * (hand - elbow)
        taper(fore, elbow, wrist, 0.025 * unit * thick, 0.02 * unit * thick)
        self.canvas.lay(fore, skin if short else sleeve, 0.014 * unit, relief=0.36)
        upper = self.canvas.blank()
        taper(upper, shoulder, elbow, 0.028 * unit * thick, 0.026 * unit * thick)
        self.canvas.lay(upper, sleeve, 0.016 * unit, relief=0.34, cast=0.16)
        if i == 0 and self.who.stance == "phone" and hand[1] < elbow[1]:
            phone = self.canvas.blank()
            box = np.array([[-0.018, -0.05], [0.018, -0.05], [0.018, 0.02], [-0.018, 0.02]]) * unit + hand
            stroke(phone, box)
            self.canvas.lay(phone, rgb("20242c"), 0.006 * unit)

    def _hull(self, levels: list[tuple[Vec, float, float]]) -> Line:
        """Outline through upright ellipses given as centre, half width and half depth in body heights."""
        left: list[Line] = []
        right: list[Line] = []
        for centre, wide, deep in levels:
            half = self.view.half(wide * self.who.height_m, deep * self.who.height_m)
            at = self.view.px(centre)
            left.append(at - np.array([half, 0]))
            right.append(at + np.array([half, 0]))
        return np.stack(left + right[::-1])

    def torso(self) -> None:
        bones, wear, unit, build = self.bones, self.who.clothes, self.unit, self.build
        spine = bones.neck - bones.pelvis
        wide, broad = build, self.who.shoulders
        loose = {"shirt": 1.0, "striped": 1.0, "jacket": 1.07, "hoodie": 1.1, "coat": 1.1}[wear.top]

        def at(share: float) -> Vec:
            return np.asarray(bones.pelvis + spine * share)

        levels = [
            (at(1.0), 0.045, 0.04), (at(0.94), 0.084 * broad, 0.05), (at(0.8), 0.1 * broad, 0.064 * wide),
            (at(0.5), 0.088 * wide * loose, 0.066 * wide * loose),
            (at(0.22), 0.085 * wide * loose, 0.07 * wide * loose),
            (at(-0.08), 0.093 * wide * loose, 0.075 * wide * loose),
        ]  # fmt: skip
        if wear.bottom == "skirt" and self.pose not in ("sit", "cycle"):
            self.skirt()
        if wear.top == "coat" and self.pose not in ("sit", "cycle"):
            hem = 0.5 * (bones.knees[0] + bones.knees[1])
            low = bones.pelvis + 0.8 * (hem - bones.pelvis)
            levels.append((low, 0.125 * wide, 0.115 * wide))
        mask = self.canvas.blank()
        outline = self._hull(levels)
        stroke(mask, rounded(outline, 4))
        self.canvas.lay(mask, self._cloth(outline), 0.045 * unit, relief=0.3, cast=0.3)
        self._front(at)

    def _cloth(self, outline: Line) -> Rgb | Field:
        wear = self.who.clothes
        if wear.top != "striped":
            return wear.top_colour
        height, width = self.canvas.alpha.shape
        rows = np.arange(height, dtype=np.float32)[:, None]
        band = np.sin((rows - np.float32(outline[0, 1])) * np.float32(2 * math.pi / (0.036 * self.unit)))
        share = np.clip(0.5 + band * 0.012 * self.unit, 0, 1)[..., None]
        field = np.array(wear.top_colour, np.float32) * (1 - share) + np.array(wear.inner_colour, np.float32) * share
        return np.asarray(np.broadcast_to(field, (height, width, 3)), np.float32)

    def _front(self, at: Callable[[float], Vec]) -> None:
        """Collar, opening and hood, on the side that shows."""
        wear, unit, view = self.who.clothes, self.unit, self.view
        facing = math.cos(view.heading)
        shift = np.array([math.sin(view.heading) * 0.055 * unit * self.build, 0.0])
        neck, waist = view.px(at(0.98)), view.px(at(0.02))
        if facing > -0.1 and wear.top in ("jacket", "coat"):
            opening = self.canvas.blank()
            half = 0.026 * unit * max(0.25, facing)
            stroke(opening, np.stack([neck + shift * 0.4 - (half * 1.3, 0), neck + shift * 0.4 + (half * 1.3, 0),
                                      waist + shift + (half * 0.5, 0), waist + shift - (half * 0.5, 0)]))  # fmt: skip
            self.canvas.lay(opening, wear.inner_colour, 0.02 * unit, relief=0.2, cast=0.3)
        elif facing > 0.2:
            collar = self.canvas.blank()
            half = 0.03 * unit * facing
            rim, tip = neck + shift * 0.4 - np.array([0, 0.004 * unit]), neck + shift * 0.7 + np.array([0, 0.04 * unit])
            stroke(collar, np.stack([rim - np.array([half, 0]), rim + np.array([half, 0]), tip]))
            self.canvas.lay(collar, shade(self.who.face.skin, 0.85), 0.01 * unit, cast=0.15)
        if wear.top == "hoodie":
            hood = self.canvas.blank()
            aside = np.array([0.05 * unit, 0.0])
            taper(hood, neck - aside, neck + aside, 0.022 * unit, 0.022 * unit)
            self.canvas.lay(hood, shade(wear.top_colour, 0.9), 0.012 * unit)

    def skirt(self) -> None:
        bones, build, unit = self.bones, self.build, self.unit
        low = 0.5 * (bones.knees[0] + bones.knees[1])
        spread = float(np.abs(bones.knees[0] - bones.knees[1])[1]) / self.who.height_m * 0.5
        top = bones.pelvis + np.array([0, 0, 0.05])
        levels = [(top, 0.088 * build, 0.07 * build), (bones.pelvis, 0.104 * build, 0.084 * build),
                  (low, 0.112 * build, 0.08 * build + spread)]  # fmt: skip
        mask = self.canvas.blank()
        stroke(mask, self._hull(levels))
        self.canvas.lay(mask, self.who.clothes.bottom_colour, 0.03 * unit, relief=0.34)

    def bag(self) -> None:
        wear, unit, view, bones = self.who.clothes, self.unit, self.view, self.bones
        spine = bones.neck - bones.pelvis
        mask = self.canvas.blank()
        if wear.bag == "backpack":
            hang = bones.pelvis + spine * 0.62 + np.array([0, -0.1 * self.who.height_m, 0])
            levels = [(hang + spine * 0.3, 0.06, 0.035), (hang + spine * 0.2, 0.078, 0.05),
                      (hang - spine * 0.25, 0.08, 0.055), (hang - spine * 0.33, 0.06, 0.04)]  # fmt: skip
            stroke(mask, rounded(self._hull(levels), 4))
        else:
            hang = bones.pelvis + np.array([0.115 * self.who.height_m * self.build, 0, 0.01])
            levels = [(hang + spine * 0.16, 0.03, 0.075), (hang - spine * 0.16, 0.035, 0.085)]
            stroke(mask, self._hull(levels))
            taper(mask, view.px(hang + spine * 0.16), view.px(bones.shoulders[0]), 0.007 * unit, 0.007 * unit)
        self.canvas.lay(mask, wear.bag_colour, 0.022 * unit, relief=0.4)

    def head(self) -> None:
        view, bones, unit = self.view, self.bones, self.unit
        neck = self.canvas.blank()
        taper(neck, view.px(bones.neck), view.px(bones.head), 0.03 * unit, 0.028 * unit)
        self.canvas.lay(neck, shade(self.who.face.skin, 0.82), 0.014 * unit)
        radius = HEAD_RADIUS * self.unit
        behind = math.cos(view.heading) < 0
        paint_head(self.canvas, self.who.face, view.px(bones.head), radius, view.heading + bones.gaze, VIEW_PITCH)
        if behind:
            back_of_head(self.canvas, self.who.face, view.px(bones.head), radius, view.heading + bones.gaze)

    def bicycle(self) -> None:
        """Two wheels, a frame and bars under the rider; the wheels' spokes are left to the eye."""
        view, k = self.view, self.view.k
        turn = np.linspace(0, 2 * math.pi, 40, endpoint=False)
        paint = self.who.face.cover
        for middle in (-0.52, 0.52):
            rim = [view.px(np.array([0.0, middle + 0.34 * math.cos(a), 0.34 + 0.34 * math.sin(a)])) for a in turn]
            mask = self.canvas.blank()
            for a, b in zip(rim, [*rim[1:], rim[0]], strict=True):
                taper(mask, a, b, 0.024 * k, 0.024 * k)
            self.canvas.lay(mask, (34.0, 34.0, 38.0), 0.012 * k, cast=0.0)
        joints = {"rear": (-0.52, 0.34), "front": (0.52, 0.34), "crank": (-0.05, 0.3), "seat": (-0.2, 0.9),
                  "stem": (0.4, 0.9), "bars": (0.46, 1.02)}  # fmt: skip
        at = {name: view.px(np.array([0.0, y, z])) for name, (y, z) in joints.items()}
        mask = self.canvas.blank()
        for begin, end in (("rear", "crank"), ("rear", "seat"), ("crank", "seat"), ("crank", "stem"), ("seat", "stem"),
                     ("front", "stem"), ("stem", "bars")):  # fmt: skip
            taper(mask, at[begin], at[end], 0.022 * k, 0.022 * k)
        taper(
            mask,
            view.px(np.array([-0.26, 0.46, 1.02])),
            view.px(np.array([0.26, 0.46, 1.02])),
            0.02 * k,
            0.02 * k,
        )
        self.canvas.lay(mask, paint, 0.014 * k, cast=0.0)


def _dress(tailor: _Tailor, bones: Skeleton, view: _View) -> None:
    """Draw all parts, farthest first."""
    wear = tailor.who.clothes
    behind = math.cos(view.heading) < 0
    if tailor.pose == "cycle":
        tailor.bicycle()
    if not behind:
        centre = view.px(bones.head)
        back_of_head(tailor.canvas, tailor.who.face, centre, HEAD_RADIUS * tailor.unit, view.heading + bones.gaze)
    parts: list[tuple[float, Callable[[], None]]] = []
    for i in (0, 1):
        reach = max(view.near(bones.elbows[i]), view.near(bones.hands[i]))
        parts.append((reach + 0.05, partial(tailor.arm, i)))
    parts.append((0.0, tailor.torso))
    low = -0.01 if tailor.pose not in ("sit", "cycle") or behind else 0.02
    # The knee that is nearer comes later, but both before or both after the trunk.
    parts.extend((low + 0.001 * view.near(bones.knees[i]), partial(tailor.leg, i)) for i in (0, 1))
    if wear.bag != "none":
        parts.append((0.03 if behind == (wear.bag == "backpack") else -0.03, tailor.bag))
    parts.append((0.025, tailor.head))
    for _, draw in sorted(parts, key=lambda part: part[0]):
        draw()


def _laid_down(canvas: Canvas, heading: float, origin: tuple[float, float], k: float) -> tuple[Field, Field, Line]:
    """Lay an upright drawing on the ground: its height runs along `heading`, seen from a low camera."""
    squash = 0.46
    along = np.array([math.sin(heading), math.cos(heading) * squash])
    across = np.array([math.cos(heading), -math.sin(heading) * squash]) * 1.0
    side = 2.4 * k
    matrix = np.zeros((2, 3))
    matrix[:, 0], matrix[:, 1] = across, along
    middle = np.array([origin[0], origin[1] - 0.85 * k])
    matrix[:, 2] = side / 2 - matrix[:, :2] @ middle
    size = (int(side), int(side))
    colour = np.asarray(cv2.warpAffine(canvas.colour, matrix, size, flags=cv2.INTER_LINEAR), np.float32)
    alpha = np.asarray(cv2.warpAffine(canvas.alpha, matrix, size, flags=cv2.INTER_LINEAR), np.float32)
    return colour, alpha, matrix


def draw_figure(who: Identity, pose: Pose, phase: float, amount: float, heading: float, px_per_m: float) -> Cutout:
    """Draw `who` with `heading` in radians: 0 walks towards the viewer, pi/2 to the viewer's right.

    `phase` 0..1 is the moment in the pose's cycle, `amount` 0..1 the size of strides, `px_per_m` the scale.
    """
    k = px_per_m
    origin = (1.05 * k, 2.15 * k)
    canvas = Canvas(int(2.65 * k) + 2, int(2.1 * k) + 2)
    upright: Pose = "stand" if pose == "lie" else pose
    bones = skeleton(who, upright, phase, amount)
    view = _View(0.0 if pose == "lie" else heading, k, origin)
    _dress(_Tailor(who, pose, bones, view, canvas), bones, view)
    radius = HEAD_RADIUS * who.height_m * k
    centre = view.px(bones.head)
    colour, alpha, foot = canvas.colour, canvas.alpha, np.array(origin)
    if pose == "lie":
        colour, alpha, matrix = _laid_down(canvas, heading, origin, k)
        centre = matrix[:, :2] @ centre + matrix[:, 2]
        foot = np.array([1.2 * k, 1.2 * k])
    ys, xs = np.nonzero(alpha > 0.02)
    top, bottom, left, right = int(ys.min()), int(ys.max()) + 1, int(xs.min()), int(xs.max()) + 1
    tall = 1.12 * radius
    head = (float(centre[0] - left - radius), float(centre[1] - top - tall), 2 * radius, 2.2 * radius)
    return Cutout(
        colour[top:bottom, left:right].copy(), alpha[top:bottom, left:right].copy(),
        (float(foot[0] - left), float(foot[1] - top)), head, k,
    )  # fmt: skip
