"""What a worker is told of a detector that the site brings: a file, its hash, and what its classes are called.

Apart from settings.py because it names a file that must be exactly the one the site pinned. A detector may add frost
and name kinds. It shows nothing, and what it says of a thing is a box and one of five words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal, TypeAlias

from groundglass.errors import PaneError

Form: TypeAlias = Literal["yolox", "detr"]
"""How a model answers. spec/detector.md describes both."""

FORMS: Final[tuple[Form, ...]] = ("yolox", "detr")
MAX_CLASSES: Final = 10_000
MAX_SIDE_PX: Final = 1280
_HEX: Final = frozenset("0123456789abcdef")


class DetectedKind(StrEnum):
    """What a class of a model may stand for. A closed list on purpose: no class may say who somebody is."""

    PERSON = "person"
    VEHICLE = "vehicle"
    ANIMAL = "animal"
    FLAME = "flame"
    SMOKE = "smoke"


@dataclass(frozen=True, slots=True)
class DetectorOrder:
    """One model. `classes` are pairs of a class number and what it stands for; all others are ignored.

    `width` and `height` in pixels are what the model takes, multiples of 32. `sure`: least confidence, 0..1.
    `rate_hz`: at most so many pictures a second are looked at. `hides`: kinds that are hidden wherever they are found.
    """

    path: str
    sha256: str
    form: Form
    classes: tuple[tuple[int, DetectedKind], ...]
    width: int = 640
    height: int = 640
    sure: float = 0.35
    rate_hz: float = 2.0
    hides: tuple[DetectedKind, ...] = (DetectedKind.PERSON,)


def detector_json(order: DetectorOrder | None) -> dict[str, Any] | None:
    """The form in which an order reaches a worker."""
    if order is None:
        return None
    return {
        "path": order.path, "sha256": order.sha256, "form": order.form,
        "classes": [[number, kind.value] for number, kind in order.classes], "width": order.width,
        "height": order.height, "sure": order.sure, "rate_hz": order.rate_hz,
        "hides": [kind.value for kind in order.hides],
    }  # fmt: skip


def parse_detector(untrusted: Any) -> DetectorOrder | None:
    """The order, every field checked, or `PaneError`."""
    if untrusted is None:
        return None
    if not isinstance(untrusted, dict) or set(untrusted) != set(DetectorOrder.__slots__):
        raise PaneError("a detector has other fields than this version knows")
    path, sha256, form = untrusted["path"], untrusted["sha256"], untrusted["form"]
    if not isinstance(path, str) or not path.startswith("/") or "\0" in path or len(path) > 4096:
        raise PaneError("a detector's file is named by its whole path")
    if not isinstance(sha256, str) or len(sha256) != 64 or set(sha256) - _HEX:
        raise PaneError("a detector is pinned by its SHA-256, 64 hexadecimal digits", "sha256sum FILE tells it")
    if form not in FORMS:
        raise PaneError(f"a detector answers in one of the forms {', '.join(FORMS)}")
    return DetectorOrder(
        path,
        sha256,
        form,
        _classes(untrusted["classes"]),
        _side("width", untrusted["width"]),
        _side("height", untrusted["height"]),
        _within("sure", untrusted["sure"], 0.01, 0.99),
        _within("rate_hz", untrusted["rate_hz"], 0.1, 30.0),
        _kinds(untrusted["hides"]),
    )


def _classes(untrusted: object) -> tuple[tuple[int, DetectedKind], ...]:
    if not isinstance(untrusted, list | tuple) or not 1 <= len(untrusted) <= MAX_CLASSES:
        raise PaneError("a detector has classes that stand for something")
    pairs = []
    for entry in untrusted:
        if not isinstance(entry, list | tuple) or len(entry) != 2:
            raise PaneError("a detector's class is a number and a kind")
        number, kind = entry
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < MAX_CLASSES:
            raise PaneError("a detector's class has a number from 0 on")
        pairs.append((number, _kinds([kind])[0]))
    if len({number for number, _ in pairs}) != len(pairs):
        raise PaneError("a detector's class stands for one kind")
    return tuple(pairs)


def _kinds(untrusted: object) -> tuple[DetectedKind, ...]:
    if not isinstance(untrusted, list | tuple):
        raise PaneError("kinds are a list")
    kinds = []
    for kind in untrusted:
        if not isinstance(kind, str) or kind not in set(DetectedKind):
            raise PaneError(f"a detector's classes stand for {', '.join(DetectedKind)}")
        kinds.append(DetectedKind(kind))
    return tuple(kinds)


def _side(name: str, untrusted: object) -> int:
    if isinstance(untrusted, bool) or not isinstance(untrusted, int):
        raise PaneError(f"a detector's {name} is a whole number of pixels")
    if untrusted % 32 or not 32 <= untrusted <= MAX_SIDE_PX:
        raise PaneError(f"a detector's {name} is a multiple of 32 up to {MAX_SIDE_PX}")
    return untrusted


def _within(name: str, untrusted: object, low: float, high: float) -> float:
    if isinstance(untrusted, bool) or not isinstance(untrusted, int | float) or not low <= untrusted <= high:
        raise PaneError(f"a detector's {name} lies between {low} and {high}")
    return float(untrusted)
