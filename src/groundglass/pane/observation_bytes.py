"""The bodies of the observations that are more than a few numbers: tracks, areas, hazards.

Apart from wire.py, which frames them, so that each stays small enough to check against spec/pane-wire.md. What is read
is bounded by wire.py before it comes here; everything else is checked here, and `ValueError` or `struct.error` mean
that it is not a message.
"""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import Final

from groundglass.pane.ids import AreaId, Instant90k, TrackId
from groundglass.pane.observations import (
    MAX_TRACKS,
    SIZE_STEP_MM,
    AreaOccupancy,
    Hazard,
    HazardSeen,
    OnGround,
    PictureFrozen,
    PpmBox,
    ThingKind,
    TrackBatch,
    Tracked,
)

PPM: Final = 1_000_000
MAX_MILLI: Final = 10_000_000
FARTHEST_MM: Final = 2_000_000
FASTEST_PPM_S: Final = 100_000_000

_AT: Final = struct.Struct(">q")
_TRACK: Final = struct.Struct(">IIIIIiiHBBiiIHH")
_AREA: Final = struct.Struct(">qBIBII")
_HAZARD: Final = struct.Struct(">qBIIIII")
_FROZEN: Final = struct.Struct(">qB")

MAX_TRACKS_BYTES: Final = _AT.size + MAX_TRACKS * _TRACK.size
AREA_BYTES: Final = _AREA.size
HAZARD_BYTES: Final = _HAZARD.size
FROZEN_BYTES: Final = _FROZEN.size

_IS_CALIBRATED: Final = 1
_IS_LEAST: Final = 2


def write_tracks(batch: TrackBatch) -> bytes:
    """The body of a batch."""
    return _AT.pack(batch.at) + b"".join(_track_bytes(track) for track in batch.tracks)


def _track_bytes(tracked: Tracked) -> bytes:
    box, ground = tracked.box, tracked.ground
    place = (0, 0, 0, 0, 0)
    if ground is not None:
        place = (ground.across_mm, ground.away_mm, ground.speed_mm_s, ground.tall_mm, ground.wide_mm)
    return _TRACK.pack(
        tracked.track, box.left, box.top, box.right, box.bottom, tracked.dx_ppm_s, tracked.dy_ppm_s, tracked.still_s,
        tracked.kind, ground is not None, *place,
    )  # fmt: skip


def read_tracks(untrusted: bytes) -> TrackBatch:
    """The batch; numbers of tracks rise and none comes twice."""
    (at,) = _AT.unpack_from(untrusted)
    tracks = tuple(_read_track(fields) for fields in _TRACK.iter_unpack(untrusted[_AT.size :]))
    if any(first.track >= second.track for first, second in pairwise(tracks)):
        raise ValueError("tracks out of order")
    return TrackBatch(Instant90k(at), tracks)


def _read_track(untrusted: tuple[int, ...]) -> Tracked:
    track, left, top, right, bottom, dx, dy, still_s, kind, calibrated, *place = untrusted
    across, away, speed, tall, wide = place
    if max(abs(dx), abs(dy)) > FASTEST_PPM_S:
        raise ValueError("faster than anything")
    ground = None
    if calibrated == 1:
        if max(abs(across), abs(away), speed) > FARTHEST_MM or tall % SIZE_STEP_MM or wide % SIZE_STEP_MM:
            raise ValueError("further, faster or finer than is said")
        ground = OnGround(across, away, speed, tall, wide)
    elif calibrated or any(place):
        raise ValueError("neither calibrated nor not")
    return Tracked(TrackId(track), _box(left, top, right, bottom), dx, dy, still_s, ThingKind(kind), ground)


def write_area(area: AreaOccupancy) -> bytes:
    """The body of one area's second."""
    known = area.people_milli is not None and area.per_m2_milli is not None
    flags = _IS_CALIBRATED * known + _IS_LEAST * area.is_least
    return _AREA.pack(
        area.at, area.area, area.hidden_ppm, flags, area.people_milli or 0 if known else 0,
        area.per_m2_milli or 0 if known else 0,
    )  # fmt: skip


def read_area(untrusted: bytes) -> AreaOccupancy:
    """The area's second."""
    at, area, hidden, flags, people, per_m2 = _AREA.unpack(untrusted)
    if area == 0 or hidden > PPM or flags > _IS_CALIBRATED + _IS_LEAST or max(people, per_m2) > MAX_MILLI:
        raise ValueError("out of range")
    is_known = bool(flags & _IS_CALIBRATED)
    if not is_known and (people or per_m2):
        raise ValueError("neither calibrated nor not")
    is_least = bool(flags & _IS_LEAST)
    return AreaOccupancy(
        Instant90k(at), AreaId(area), hidden, people if is_known else None, per_m2 if is_known else None, is_least
    )


def write_hazard(seen: HazardSeen) -> bytes:
    """The body of a proposal."""
    box = seen.box
    return _HAZARD.pack(seen.at, seen.hazard, box.left, box.top, box.right, box.bottom, seen.sure_ppm)


def read_hazard(untrusted: bytes) -> HazardSeen:
    """The proposal."""
    at, hazard, left, top, right, bottom, sure = _HAZARD.unpack(untrusted)
    if sure > PPM:
        raise ValueError("surer than sure")
    return HazardSeen(Instant90k(at), Hazard(hazard), _box(left, top, right, bottom), sure)


def write_frozen(frozen: PictureFrozen) -> bytes:
    """The body of the one flag."""
    return _FROZEN.pack(frozen.at, frozen.is_frozen)


def read_frozen(untrusted: bytes) -> PictureFrozen:
    """The flag."""
    at, flag = _FROZEN.unpack(untrusted)
    if flag > 1:
        raise ValueError("neither yes nor no")
    return PictureFrozen(Instant90k(at), flag == 1)


def _box(left: int, top: int, right: int, bottom: int) -> PpmBox:
    if not (left < right <= PPM and top < bottom <= PPM):
        raise ValueError("a box without inside, or beyond the picture")
    return PpmBox(left, top, right, bottom)
