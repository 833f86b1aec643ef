"""Engine -> worker: settings once, then a few orders. Both ends.

    message = length u32 | kind u8 | body       SETTINGS, APPROVE, EXAMINE = JSON; STOP, FORGET, PHOTOS = empty;
                                                PHOTO = a sealed photo

The worker trusts its engine more than the engine trusts it, but still parses strictly: a worker that
misread a privacy polygon would show what it must hide.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, fields
from typing import Any, Final, TypeAlias, assert_never

from groundglass.errors import PaneError
from groundglass.pane.detector import detector_json, parse_detector
from groundglass.pane.examination import Examination, examination_json, parse_examination
from groundglass.pane.ids import AreaId, parse_camera_id
from groundglass.pane.photo import PhotoTask, SealedPhoto, parse_sealed_photo
from groundglass.pane.pictures import PROPOSAL_TOKEN
from groundglass.pane.sealing import parse_sealing, sealing_json
from groundglass.pane.settings import MAX_AREAS, Area, Polygon, SecretAddress, WorkerSettings
from groundglass.pane.trust import parse_trust, trust_json
from groundglass.pane.wire import HEAD, MIB

SETTINGS, STOP, APPROVE, FORGET, EXAMINE, PHOTOS, PHOTO = range(7)
MAX_CONTROL_BYTES: Final = 12 * MIB
MAX_OVERLAY_SHARE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Stop:
    """Finish the picture in hand, send what is encoded, end."""


@dataclass(frozen=True, slots=True)
class Approve:
    """A person approved one proposal: these regions of it, or all of it when `regions` is empty.

    `proposal` is the token of the one they saw (pictures.py). A worker that has made another since, or has forgotten
    it, approves nothing: nobody can approve what they were not shown.
    """

    proposal: str
    regions: tuple[Polygon, ...] = ()


@dataclass(frozen=True, slots=True)
class Forget:
    """Forget the place and prove it anew."""


Order: TypeAlias = WorkerSettings | Stop | Approve | Forget | Examination | PhotoTask | SealedPhoto


def encode_order(order: Order) -> bytes:
    """The bytes of one order, head included."""
    match order:
        case WorkerSettings():
            kind, body = SETTINGS, json.dumps(_settings_json(order)).encode()
        case Stop():
            kind, body = STOP, b""
        case Approve(proposal, regions):
            kind, body = APPROVE, json.dumps({"proposal": proposal, "regions": regions}).encode()
        case Forget():
            kind, body = FORGET, b""
        case Examination():
            kind, body = EXAMINE, json.dumps(examination_json(order)).encode()
        case PhotoTask():
            kind, body = PHOTOS, b""
        case SealedPhoto():
            kind, body = PHOTO, order.body
        case _:
            assert_never(order)
    if len(body) >= MAX_CONTROL_BYTES:
        raise PaneError("the settings of a camera are larger than the pane allows")
    return HEAD.pack(len(body) + 1, kind) + body


def parse_order_head(untrusted_head: bytes) -> tuple[int, int]:
    """Return (kind, body length), or raise `PaneError`."""
    if len(untrusted_head) != HEAD.size:
        raise PaneError("the engine closed the pane in the middle of an order")
    length, kind = HEAD.unpack(untrusted_head)
    if kind > PHOTO or not 1 <= length <= MAX_CONTROL_BYTES:
        raise PaneError(f"an order of kind {kind} and {length} bytes is not one")
    return kind, length - 1


def parse_order(kind: int, untrusted_body: bytes) -> Order:
    """Return the order, every field checked, or raise `PaneError`."""
    try:
        match kind:
            case 0:
                return _parse_settings(json.loads(untrusted_body))
            case 1:
                return Stop()
            case 2:
                return _parse_approval(json.loads(untrusted_body))
            case 3:
                return Forget()
            case 4:
                return parse_examination(json.loads(untrusted_body))
            case 5:
                return PhotoTask()
            case 6:
                return parse_sealed_photo(untrusted_body)
            case _:
                raise PaneError(f"an order of kind {kind} is not one")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise PaneError("the engine sent an order that cannot be read") from error


def _parse_approval(untrusted: Any) -> Approve:
    if not isinstance(untrusted, dict) or set(untrusted) != {"proposal", "regions"}:
        raise PaneError("an approval names one proposal and regions of it")
    return Approve(parse_token(untrusted["proposal"]), parse_polygons(untrusted["regions"]))


def parse_token(untrusted: object) -> str:
    """The name of a proposal as `proposal_token` writes it, or `PaneError`."""
    if not isinstance(untrusted, str) or PROPOSAL_TOKEN.fullmatch(untrusted) is None:
        raise PaneError("this is not the name of a proposal", "take the one that was told with the picture of it")
    return untrusted


def parse_polygons(untrusted: object) -> tuple[Polygon, ...]:
    """At most 64 polygons of 3 to 64 corners, each 0..1, or raise `PaneError`."""
    if not isinstance(untrusted, list) or len(untrusted) > 64:
        raise PaneError("privacy regions are a list of at most 64 polygons")
    return tuple(_parse_polygon(p) for p in untrusted)


def parse_overlays(untrusted: object) -> tuple[Polygon, ...]:
    """Polygons as above that cover at most a quarter of the picture, or `PaneError`. What is declared an overlay is
    shown whoever stands behind it, so it may be the camera's clock and name and never the view."""
    polygons = parse_polygons(untrusted)
    # By the boxes around them: a polygon that crosses itself has no honest area.
    if sum(_box_share(polygon) for polygon in polygons) > MAX_OVERLAY_SHARE:
        raise PaneError(
            "the overlays cover more than a quarter of the picture",
            "declare only where the camera itself writes, such as its clock; what lies there is shown as it is",
        )
    return polygons


def parse_areas(untrusted: object) -> tuple[Area, ...]:
    """At most 16 pairs of a number 1..255 and a polygon, no number twice, or `PaneError`."""
    if not isinstance(untrusted, list | tuple) or len(untrusted) > MAX_AREAS:
        raise PaneError(f"areas are a list of at most {MAX_AREAS}")
    areas = []
    for entry in untrusted:
        if not isinstance(entry, list | tuple) or len(entry) != 2:
            raise PaneError("an area is a number and a polygon")
        number, polygon = entry
        if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= 255:
            raise PaneError("an area's number lies between 1 and 255")
        areas.append(Area(AreaId(number), _parse_polygon(polygon)))
    if len({area.number for area in areas}) != len(areas):
        raise PaneError("two areas have the same number")
    return tuple(areas)


def areas_json(areas: tuple[Area, ...]) -> list[Any]:
    """What `parse_areas` reads."""
    return [[area.number, area.polygon] for area in areas]


def _box_share(polygon: Polygon) -> float:
    across, down = [x for x, _ in polygon], [y for _, y in polygon]
    return (max(across) - min(across)) * (max(down) - min(down))


def _parse_polygon(untrusted: object) -> Polygon:
    if not isinstance(untrusted, list | tuple) or not 3 <= len(untrusted) <= 64:
        raise PaneError("a polygon has 3 to 64 corners")
    corners = []
    for corner in untrusted:
        if not isinstance(corner, list | tuple) or len(corner) != 2:
            raise PaneError("a corner is two numbers")
        x, y = corner
        if not (_is_number(x) and _is_number(y) and 0 <= x <= 1 and 0 <= y <= 1):
            raise PaneError("a corner lies within 0 and 1 of the picture's width and height")
        corners.append((float(x), float(y)))
    return tuple(corners)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _settings_json(settings: WorkerSettings) -> dict[str, Any]:
    out: dict[str, Any] = {f.name: getattr(settings, f.name) for f in fields(settings)}
    out["areas"] = areas_json(settings.areas)
    out["address"] = settings.address.reveal()
    out["sub_address"] = settings.sub_address.reveal() if settings.sub_address else None
    out["place"] = base64.b64encode(settings.place).decode() if settings.place is not None else None
    out["sealing"] = sealing_json(settings.sealing)
    out["detector"] = detector_json(settings.detector)
    # Left out where there is none: a machine of the version before knows every other field.
    del out["trust"]
    return out if settings.trust is None else out | {"trust": trust_json(settings.trust)}


_CHOICES: Final = {
    "transport": ("tcp", "udp", "auto"),
    "pace": ("live", "fast"),
    "mode": ("proven", "approved"),
    "style": ("silhouette", "mosaic", "absent"),
}
_FLAGS: Final = ("loop", "thumbnails", "every_frame")
_RANGES: Final = {"evidence_s": (0.5, 86_400.0), "stall_s": (0.5, 600.0), "crf": (10, 45)}
_MAYBE_RANGES: Final = {
    "max_rate_hz": (0.1, 240.0),
    "px_per_m_top": (-100_000.0, 100_000.0),  # below 0 where the horizon is in view: the line meets 0 there
    "px_per_m_bottom": (0.01, 100_000.0),
    "view_deg": (1.0, 175.0),
}


def _parse_settings(untrusted: Any) -> WorkerSettings:
    if not isinstance(untrusted, dict) or {*untrusted, "trust"} != {f.name for f in fields(WorkerSettings)}:
        raise PaneError("the settings of a worker have other fields than this version knows")
    values = dict(untrusted)
    values["trust"] = parse_trust(values.get("trust"))
    for name, choices in _CHOICES.items():
        if values[name] not in choices:
            raise PaneError(f"{name} is one of {', '.join(choices)}")
    for name in _FLAGS:
        if not isinstance(values[name], bool):
            raise PaneError(f"{name} is yes or no")
    for name, (low, high) in _RANGES.items():
        _check_range(name, values[name], low, high)
    for name, (low, high) in _MAYBE_RANGES.items():
        if values[name] is not None:
            _check_range(name, values[name], low, high)
    values["camera"] = parse_camera_id(str(values["camera"]))
    values["address"] = _parse_address(values["address"])
    values["sub_address"] = None if values["sub_address"] is None else _parse_address(values["sub_address"])
    values["privacy"] = parse_polygons(values["privacy"])
    values["overlays"] = parse_overlays(values["overlays"])
    values["areas"] = parse_areas(values["areas"])
    values["place"] = None if values["place"] is None else base64.b64decode(values["place"], validate=True)
    values["sealing"] = parse_sealing(values["sealing"])
    values["detector"] = parse_detector(values["detector"])
    return WorkerSettings(**values)


def _check_range(name: str, value: object, low: float, high: float) -> None:
    if not (isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high):
        raise PaneError(f"{name} lies between {low:g} and {high:g}")


def _parse_address(untrusted: object) -> SecretAddress:
    if not isinstance(untrusted, str) or not 1 <= len(untrusted) <= 2048 or any(c < " " for c in untrusted):
        raise PaneError("a camera's address is 1 to 2048 characters without line breaks")
    return SecretAddress(untrusted)
