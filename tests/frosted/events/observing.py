"""Observations as a worker would say them, for the tests of rules: somebody walks, stands or lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from groundglass.pane.ids import TICKS_PER_S, Instant90k, TrackId
from groundglass.pane.observations import OnGround, PpmBox, ThingKind, TrackBatch, Tracked

START = Instant90k(1_800_000_000 * TICKS_PER_S)
PER_S = 5


def at(seconds: float) -> Instant90k:
    return Instant90k(START + round(seconds * TICKS_PER_S))


def tracked(
    x: float,
    y: float,
    *,
    track: int = 1,
    dx: float = 0.0,
    dy: float = 0.0,
    still_s: int = 0,
    tall_mm: int | None = 1750,
    wide_mm: int = 500,
    speed_m_s: float = 0.0,
) -> Tracked:
    """Somebody whose foot is at (x, y) in shares of the picture. `tall_mm` None is without a scale."""
    tall = 0.2 if tall_mm is None else max(tall_mm / 1750 * 0.2, 0.01)
    wide = 0.03 if tall_mm is None else max(wide_mm / 1750 * 0.11, 0.01)
    box = PpmBox(
        max(round((x - wide / 2) * 1e6), 0), max(round((y - tall) * 1e6), 0),
        min(round((x + wide / 2) * 1e6), 1_000_000), min(round(y * 1e6), 1_000_000),
    )  # fmt: skip
    ground = None
    if tall_mm is not None:
        ground = OnGround(round((x - 0.5) * 20_000), 10_000, round(speed_m_s * 1000), tall_mm, wide_mm)
    return Tracked(TrackId(track), box, round(dx * 1e6), round(dy * 1e6), still_s, ThingKind.UNNAMED, ground)


def batch(seconds: float, *tracks: Tracked) -> TrackBatch:
    return TrackBatch(at(seconds), tuple(sorted(tracks, key=lambda one: one.track)))


def walk(
    begin: tuple[float, float], end: tuple[float, float], *, since: float = 0.0, lasts: float = 4.0, track: int = 1,
    tall_mm: int | None = 1750,
) -> Iterator[TrackBatch]:  # fmt: skip
    """One person on a straight way, five times a second; the last batch says that nobody is left."""
    steps = round(lasts * PER_S)
    dx, dy = (end[0] - begin[0]) / lasts, (end[1] - begin[1]) / lasts
    for step in range(steps + 1):
        share = step / steps
        x, y = begin[0] + share * (end[0] - begin[0]), begin[1] + share * (end[1] - begin[1])
        yield batch(since + step / PER_S, tracked(x, y, track=track, dx=dx, dy=dy, tall_mm=tall_mm))
    yield batch(since + lasts + 1 / PER_S)


def stand(
    x: float, y: float, *, since: float = 0.0, lasts: float = 4.0, track: int = 1, **how: int
) -> list[TrackBatch]:
    """Somebody who does not move; still from two seconds on."""
    steps = range(round(lasts * PER_S) + 1)
    return [
        batch(since + n / PER_S, tracked(x, y, track=track, still_s=0 if n < 10 else n // PER_S, **how)) for n in steps
    ]


def called(kind: ThingKind, way: Iterable[TrackBatch]) -> list[TrackBatch]:
    """The same, named by a detector."""
    return [TrackBatch(one.at, tuple(replace(tracked, kind=kind) for tracked in one.tracks)) for one in way]


def together(*ways: Iterable[TrackBatch]) -> list[TrackBatch]:
    """Several people at once: batches of the same moment become one."""
    moments: dict[Instant90k, list[Tracked]] = {}
    for way in ways:
        for one in way:
            moments.setdefault(one.at, []).extend(one.tracks)
    return [
        TrackBatch(moment, tuple(sorted(tracks, key=lambda one: one.track)))
        for moment, tracks in sorted(moments.items())
    ]
