"""Fills a PostgreSQL as years of writing would have: hour after hour, all cameras in each, by statements over sets.

An hour of each camera's observations is drawn, summed and encoded by the tables' own code, and repeated. The recording
index is of half-second fragments in one-minute files, a run lasts six hours, every fiftieth file has a gap of ten
seconds, and there is a thumbnail a minute. Everything ends at END.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import asyncpg

from bench.stored import BEGIN, HOUR_S, OBSERVATIONS_HZ, drawn_hour
from groundglass.frosted.analytics.schema import TABLES
from groundglass.frosted.events.occurred import EventKind, Level
from groundglass.frosted.events.schema import observation
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k

CAMERAS: Final = tuple(CameraId(f"camera-{number}") for number in range(10))
HOUR_90K: Final = HOUR_S * TICKS_PER_S
# Long after today, so that the server's own rounds, which go by the real clock, find nothing old.
END: Final = Instant90k(BEGIN + 10_000 * 86_400 * TICKS_PER_S)
_RUN_HOURS: Final = 6


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows; observations are messages, six a second of each camera, some twelve of them in a row."""

    observations: int
    fragments: int
    events: int

    @property
    def observed_s(self) -> int:
        """How long all cameras were observed, in whole hours."""
        return HOUR_S * math.ceil(self.observations / (OBSERVATIONS_HZ * len(CAMERAS) * HOUR_S))

    @property
    def fragment_s(self) -> int:
        """How long all cameras were recorded, in whole hours."""
        return HOUR_S * math.ceil(self.fragments / (2 * len(CAMERAS) * HOUR_S))


def begin_of(lasts_s: int) -> Instant90k:
    """When something began that lasted so long."""
    return Instant90k(END - lasts_s * TICKS_PER_S)


def blob(camera: str, begin: int, minute: int) -> str:
    """A file's name; the SQL below writes the same."""
    return f"video/{camera}/{begin + minute * 60 * TICKS_PER_S}.mp4"


def make_blobs(root: Path, size: Size) -> None:
    """The files and thumbnails of the first day, a byte each: what will be deleted."""
    begin = begin_of(size.fragment_s)
    for camera in CAMERAS:
        for minute in range(min(1440, size.fragment_s // 60)):
            video = root / blob(camera, begin, minute)
            still = root / "still" / camera / str(begin + minute * 60 * TICKS_PER_S)
            for one in (video, still):
                one.parent.mkdir(parents=True, exist_ok=True)
                one.write_bytes(b"x")


async def fill(url: str, size: Size) -> None:
    """Everything, then what autovacuum would have done by now."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SET synchronous_commit = off")
        await _fill_index(connection, size)
        await _fill_observations(connection, size)
        await _fill_events(connection, size)
        await connection.execute("VACUUM (ANALYZE)")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()


async def _fill_index(connection: asyncpg.Connection[Any], size: Size) -> None:
    begin, hours = begin_of(size.fragment_s), size.fragment_s // HOUR_S
    names = list(CAMERAS)
    for hour in range(hours):
        at = begin + hour * HOUR_90K
        async with connection.transaction():
            await connection.execute(_RUNS, names, at, begin, hour // _RUN_HOURS)
            await connection.execute(_FILES, names, at, begin, hour // _RUN_HOURS)
            await connection.execute(_FRAGMENTS, at, at + HOUR_90K)
            await connection.execute(_STILLS, names, at)


async def _fill_observations(connection: asyncpg.Connection[Any], size: Size) -> None:
    for table in (observation, *TABLES):
        await connection.execute(f"CREATE TEMP TABLE drawn_{table.name} (LIKE {table.name})")
    for number, camera in enumerate(CAMERAS):
        rows, sums = drawn_hour(number, camera)
        for name, of in {"observation": rows, **sums}.items():
            if of:
                values = [tuple(row.values()) for row in of]
                await connection.copy_records_to_table(f"drawn_{name}", records=values, columns=list(of[0]))
    begin, hours = begin_of(size.observed_s), size.observed_s // HOUR_S
    for hour in range(hours):
        for table in (observation, *TABLES):
            columns = [column.name for column in table.c]
            shifted = [f"{name} + $1" if name.endswith("_90k") else name for name in columns]
            order = next(name for name in columns if name.endswith("_90k"))
            await connection.execute(
                f"INSERT INTO {table.name} ({', '.join(columns)}) "
                f"SELECT {', '.join(shifted)} FROM drawn_{table.name} ORDER BY {order}",
                begin - BEGIN + hour * HOUR_90K,
            )


async def _fill_events(connection: asyncpg.Connection[Any], size: Size) -> None:
    kinds, levels = [kind.value for kind in EventKind], [level.value for level in Level]
    month_90k = 31 * 86_400 * TICKS_PER_S
    for first in range(1, size.events + 1, 100_000):
        last = min(first + 99_999, size.events)
        await connection.execute(_EVENTS, first, last, END - month_90k, month_90k / size.events, kinds, levels)


_RUNS: Final = """
    INSERT INTO run (run, camera, width, height, sps, pps)
    SELECT $3::bigint / 90 + $4::bigint * 1000 + n, camera, 1920, 1080, '\\x67', '\\x68'
    FROM unnest($1::text[]) WITH ORDINALITY AS of (camera, n) WHERE $2::bigint > 0
    ON CONFLICT DO NOTHING
"""
_FILES: Final = """
    INSERT INTO file (camera, run, name, start_90k, end_90k, size_bytes, state, sha256, entry)
    SELECT camera, $3::bigint / 90 + $4::bigint * 1000 + n,
           'video/' || camera || '/' || ($2::bigint + minute * 5400000) || '.mp4',
           $2::bigint + minute * 5400000, $2::bigint + (minute + 1) * 5400000,
           120 * 40000, 'closed', repeat('0', 64), minute
    FROM generate_series(0, 59) AS minute, unnest($1::text[]) WITH ORDINALITY AS of (camera, n)
    ORDER BY minute, n
"""
_FRAGMENTS: Final = """
    INSERT INTO fragment (camera, start_90k, run, end_90k, file, offset_bytes, size_bytes, pictures, is_key, is_aside)
    SELECT camera, start_90k + half * 45000, run, start_90k + half * 45000 + 45000, id, 1000 + half * 40000,
           20000 + (random() * 20000)::integer, 8, half % 4 = 0, false
    FROM file, generate_series(0, 119) AS half
    WHERE start_90k >= $1::bigint AND start_90k < $2::bigint AND NOT (id % 50 = 0 AND half BETWEEN 40 AND 59)
    ORDER BY start_90k + half / 4 * 180000, camera, half
"""
_STILLS: Final = """
    INSERT INTO still (camera, at_90k, name, width, height, size_bytes)
    SELECT camera, $2::bigint + minute * 5400000, 'still/' || camera || '/' || ($2::bigint + minute * 5400000),
           320, 180, 9000
    FROM generate_series(0, 59) AS minute, unnest($1::text[]) AS camera
"""
# A few kinds are most of what happens, and hardly anything is an alarm.
_EVENTS: Final = """
    INSERT INTO event (id, kind, phase, level, at_90k, since_90k, name, camera, rule, x_ppm, y_ppm, detail, is_exercise)
    SELECT id, ($5::text[])[1 + least(floor(-ln(1 - random()) / 0.5)::integer, cardinality($5::text[]) - 1)], 'once',
           ($6::text[])[CASE WHEN luck < 0.9 THEN 1 WHEN luck < 0.999 THEN 2 ELSE 3 END],
           at, at, 'drawn', 'camera-' || floor(random() * 40)::integer, 1,
           floor(random() * 1000000)::integer, floor(random() * 1000000)::integer, '', false
    FROM (SELECT id, random() AS luck, $3::bigint + (id * $4::float8)::bigint AS at
          FROM generate_series($1::bigint, $2::bigint) AS id) AS drawn
"""
