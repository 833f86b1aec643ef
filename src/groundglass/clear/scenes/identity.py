"""Invented people: what one drawn figure looks like and how it walks.

Everything follows from one number, so that tests and the attacks in bench/ can ask for the same ten
people again in another scene. No real person is described here, and nothing is learned from any.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import numpy as np

from groundglass.clear.scenes.colour import Rgb, rgb

Hair: TypeAlias = Literal["short", "crop", "long", "bob", "bun", "bald", "beanie", "cap"]
Top: TypeAlias = Literal["shirt", "jacket", "coat", "striped", "hoodie"]
Bottom: TypeAlias = Literal["trousers", "skirt", "shorts"]
Bag: TypeAlias = Literal["none", "backpack", "shoulder"]
Stance: TypeAlias = Literal["loose", "phone", "folded"]

SKIN: Final = tuple(map(rgb, ("f2cfb4", "e8b995", "d49c74", "b87c54", "8d5a3b", "6b4229", "f5d9c4", "c68c64")))
HAIR: Final = tuple(map(rgb, ("2b211d", "4a3324", "7a5232", "b58a4e", "d9b873", "8f3f22", "9b9894", "191a1e")))
TOPS: Final = tuple(
    map(rgb, ("c8553d", "2f5d7c", "e3b448", "3a6b5a", "7d4f73", "d9d4c7", "31404f", "b5838d", "5b8fb0", "6d7f3f",
              "e07a5f", "f2efe6"))
)  # fmt: skip
BOTTOMS: Final = tuple(map(rgb, ("2c3342", "3f5573", "4b4640", "8a7a62", "23262b", "6a6f78", "5a4a5e", "b3a68c")))
SHOES: Final = tuple(map(rgb, ("2a2624", "f0eee8", "6b4630", "3d4450", "b5442e")))


@dataclass(frozen=True, slots=True)
class Face:
    """Proportions in radians on the head's sphere, and colours."""

    skin: Rgb
    hair: Rgb
    style: Hair
    cover: Rgb
    beard: float
    glasses: bool
    eyes_apart: float
    eye_size: float
    brow: float
    mouth_width: float
    smile: float
    nose: float
    jaw: float
    width: float
    lips: float


@dataclass(frozen=True, slots=True)
class Clothes:
    """What the figure wears."""

    top: Top
    top_colour: Rgb
    inner_colour: Rgb
    bottom: Bottom
    bottom_colour: Rgb
    shoes: Rgb
    bag: Bag
    bag_colour: Rgb


@dataclass(frozen=True, slots=True)
class Gait:
    """How the figure walks. Angles in radians, cadence in full strides (two steps) per second."""

    cadence_hz: float
    hip: float
    knee: float
    arm: float
    elbow: float
    lean: float
    track_m: float
    roll_m: float
    speed_m_s: float


@dataclass(frozen=True, slots=True)
class Identity:
    """One invented person. `girth` and `shoulders` multiply the average build."""

    number: int
    height_m: float
    girth: float
    shoulders: float
    face: Face
    clothes: Clothes
    gait: Gait
    stance: Stance


def _face(rng: np.random.Generator) -> Face:
    styles: tuple[Hair, ...] = (
        "short",
        "crop",
        "long",
        "bob",
        "bun",
        "bald",
        "beanie",
        "cap",
        "short",
        "long",
    )
    style = styles[rng.integers(len(styles))]
    bearded = style in ("short", "crop", "bald", "cap", "beanie") and rng.random() < 0.45
    return Face(
        skin=SKIN[rng.integers(len(SKIN))],
        hair=HAIR[rng.integers(len(HAIR))],
        style=style,
        cover=TOPS[rng.integers(len(TOPS))],
        beard=float(rng.uniform(0.5, 1.0)) if bearded else 0.0,
        glasses=bool(rng.random() < 0.22),
        eyes_apart=float(rng.uniform(0.34, 0.46)),
        eye_size=float(rng.uniform(0.8, 1.25)),
        brow=float(rng.uniform(0.7, 1.5)),
        mouth_width=float(rng.uniform(0.2, 0.36)),
        smile=float(rng.uniform(-0.1, 0.5)),
        nose=float(rng.uniform(0.8, 1.3)),
        jaw=float(rng.uniform(0.14, 0.36)),
        width=float(rng.uniform(0.92, 1.08)),
        lips=float(rng.uniform(0.3, 1.0)),
    )


def _clothes(rng: np.random.Generator, number: int) -> Clothes:
    tops: tuple[Top, ...] = ("shirt", "jacket", "coat", "striped", "hoodie")
    bottoms: tuple[Bottom, ...] = ("trousers", "trousers", "trousers", "skirt", "shorts")
    bags: tuple[Bag, ...] = ("none", "none", "backpack", "shoulder")
    return Clothes(
        top=tops[rng.integers(len(tops))],
        # Neighbours in number should not wear the same colour: 5 and 12 share no divisor.
        top_colour=TOPS[(number * 5 + int(rng.integers(2))) % len(TOPS)],
        inner_colour=TOPS[rng.integers(len(TOPS))],
        bottom=bottoms[rng.integers(len(bottoms))],
        bottom_colour=BOTTOMS[rng.integers(len(BOTTOMS))],
        shoes=SHOES[rng.integers(len(SHOES))],
        bag=bags[rng.integers(len(bags))],
        bag_colour=BOTTOMS[rng.integers(len(BOTTOMS))],
    )


def _gait(rng: np.random.Generator, height_m: float) -> Gait:
    hip = float(rng.uniform(0.34, 0.52))
    cadence_hz = float(rng.uniform(0.78, 1.02))
    return Gait(
        cadence_hz=cadence_hz,
        hip=hip,
        knee=float(rng.uniform(0.75, 1.2)),
        arm=float(rng.uniform(0.2, 0.75)),
        elbow=float(rng.uniform(0.12, 0.7)),
        lean=float(rng.uniform(-0.02, 0.14)),
        track_m=float(rng.uniform(0.03, 0.11)),
        roll_m=float(rng.uniform(0.0, 0.04)),
        # Two steps of 2 sin(hip) leg lengths each make a stride: the planted foot does not slide.
        speed_m_s=cadence_hz * 4 * np.sin(hip * 0.92) * 0.485 * height_m,
    )


@lru_cache(maxsize=256)
def identity(number: int) -> Identity:
    """The invented person with this number; the same for ever."""
    rng = np.random.default_rng((0x91A55, number))
    height_m = float(rng.uniform(1.56, 1.92))
    stances: tuple[Stance, ...] = ("loose", "phone", "folded")
    return Identity(
        number=number,
        height_m=height_m,
        girth=float(rng.uniform(0.86, 1.22)),
        shoulders=float(rng.uniform(0.9, 1.14)),
        face=_face(rng),
        clothes=_clothes(rng, number),
        gait=_gait(rng, height_m),
        stance=stances[rng.integers(3)],
    )
