"""Ten million stored observations: how long a person waits for a day's chart of a camera, and for a month's search.

An hour of each camera is drawn, summed and encoded by the tables' own code, and written again for every hour: the times
inside a repeated row are those of the drawn hour, which neither a chart nor a search reads. In SQLite, and in a
PostgreSQL of its own as Debian sets it up, but for the memory that its operator gives it.

Apart from load.py, which is about what arrives; here everything has arrived long ago.
"""

from __future__ import annotations

import asyncio
import math
import random
import time
import zlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.figures import Figure, figure, percentile
from groundglass.clock import SystemClock
from groundglass.frosted.analytics.adding import add_up
from groundglass.frosted.analytics.reading import Analytics
from groundglass.frosted.analytics.tallying import Sums, Tallies
from groundglass.frosted.events.event_log import EventLog
from groundglass.frosted.events.occurred import EventKind, Level
from groundglass.frosted.events.schedule import Hours, stretches
from groundglass.frosted.events.schema import event, observation
from groundglass.frosted.events.search import EventFilter
from groundglass.frosted.events.stream import EventStream
from groundglass.frosted.store.catalog import Catalog
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, TrackId
from groundglass.pane.observations import Observation, Occupancy, PpmBox, ThingKind, TrackBatch, Tracked
from groundglass.pane.wire import encode
from tests.stands import postgres as postgres_stand

CAMERAS: Final = tuple(CameraId(f"camera-{number}") for number in range(40))
WATCHED: Final = CAMERAS[:4]  # whose observations are kept; the others only have events
DAY_90K: Final = 86_400 * TICKS_PER_S
BEGIN: Final = Instant90k(20_000 * DAY_90K)
PER_ROW_S: Final = 2
HOUR_S: Final = 3600
OBSERVATIONS_HZ: Final = 6  # of a camera: five looks and how full it is
EVENTS_AT_ONCE: Final = 20_000
EVENTS_PER_OBSERVATION: Final = 0.1
TRIES: Final = 15
SETTINGS: Final = {"fsync": "on", "shared_buffers": "256MB", "max_wal_size": "4GB", "work_mem": "16MB"}


def stored(folder: Path, observations: int) -> list[Figure]:
    """In the data folder's own database."""
    return asyncio.run(_measure(folder / "db", observations))


def stored_in_postgres(observations: int) -> list[Figure]:
    """In a server that is started for it and gone afterwards."""
    with postgres_stand.running(SETTINGS) as server:
        return asyncio.run(_measure(asyncio.run(server.new()), observations))


async def _measure(at: Path | str, observations: int) -> list[Figure]:
    catalog = await Catalog.open(at)
    try:
        return await _asked(catalog.engine, observations)
    finally:
        await catalog.close()


async def _asked(engine: AsyncEngine, observations: int) -> list[Figure]:
    """Fill, then ask. A day of a camera is 518,400 observations: six a second."""
    kept, month_90k = await _fill(engine, observations)
    analytics = Analytics(engine)
    log = EventLog(engine, EventStream(), SystemClock())
    end = Instant90k(BEGIN + month_90k)
    day = await slowest(lambda n: analytics.steps(WATCHED[n % 4], _day(n), Instant90k(_day(n) + DAY_90K), 900))
    heat = await slowest(lambda n: analytics.heat(WATCHED[n % 4], _day(n), Instant90k(_day(n) + DAY_90K)))
    found = [await slowest(searching(log, wanted), 3) for wanted in searches(BEGIN, end)]
    return [
        figure("observations that are stored", kept, "observations"),
        figure("a day's chart of a camera, slowest of some", day, "ms", "<= 200"),
        figure("a day's heat map of a camera, slowest of some", heat, "ms", "<= 200"),
        figure("a search over a month of events, slowest of some", max(found), "ms", "<= 500"),
        figure("a search over a month of events, median", percentile(found, 0.5), "ms"),
    ]


async def _fill(engine: AsyncEngine, observations: int) -> tuple[int, int]:
    """Observations of the watched cameras, and events of all over a month or longer; returns how many, how long."""
    seconds = observations // (OBSERVATIONS_HZ * len(WATCHED))
    kept = 0
    for number, camera in enumerate(WATCHED):
        rows, sums = drawn_hour(number, camera)
        for hour in range(math.ceil(seconds / HOUR_S)):
            shift = hour * HOUR_S * TICKS_PER_S
            wanted = rows[: (seconds - hour * HOUR_S) // PER_ROW_S]
            async with engine.begin() as connection:
                await connection.execute(sa.insert(observation), [_later(row, shift) for row in wanted])
                await add_up(connection, {name: [_later(row, shift) for row in of] for name, of in sums.items()})
            kept += sum(row["messages"] for row in wanted)
    month_90k = max(seconds, 31 * 86_400) * TICKS_PER_S
    await _fill_events(engine, round(observations * EVENTS_PER_OBSERVATION), month_90k)
    return kept, month_90k


def drawn_hour(number: int, camera: CameraId) -> tuple[list[dict[str, Any]], Sums]:
    """An hour of a camera from BEGIN on: rows of observations, and their sums."""
    tallies, rows = Tallies(), []
    for second in range(0, HOUR_S, PER_ROW_S):
        said = [one for s in range(second, second + PER_ROW_S) for one in _second(number, s)]
        for one in said:
            tallies.count(camera, one)
        rows.append(
            {
                "camera": camera, "start_90k": said[0].at, "part": 0, "end_90k": said[-1].at, "messages": len(said),
                "body": zlib.compress(b"".join(encode(one) for one in said), 1),
            }
        )  # fmt: skip
    return rows, tallies.take()


def _later(row: dict[str, Any], shift_90k: int) -> dict[str, Any]:
    return {name: value + shift_90k if name.endswith("_90k") else value for name, value in row.items()}


def _second(camera: int, second: int) -> list[Observation]:
    """Five looks at some people who walk across, and how full the picture is; people come and go every 20 seconds."""
    people = 2 + (second // 20 * 7 + camera) % 6
    first = second // 20 * 10
    said: list[Observation] = []
    for look in range(5):
        at = Instant90k(BEGIN + second * TICKS_PER_S + look * TICKS_PER_S // 5)
        share = (second % 20 + look / 5) / 20
        tracks = []
        for n in range(people):
            x = round((0.05 + 0.9 * (share if n % 2 else 1 - share)) * 1e6)
            y = 300_000 + 60_000 * n + 8_000 * (second // 600 % 10)
            box = PpmBox(max(x - 15_000, 0), y - 150_000, min(x + 15_000, 1_000_000), y)
            tracks.append(Tracked(TrackId(first + n), box, 45_000, 0, 0, ThingKind.UNNAMED, None))
        said.append(TrackBatch(at, tuple(tracks)))
    said.append(Occupancy(Instant90k(BEGIN + second * TICKS_PER_S), 20_000 * people, 10_000))
    return said


async def _fill_events(engine: AsyncEngine, count: int, month_90k: int) -> None:
    draw = random.Random(7)
    kinds, levels = list(EventKind), list(Level)
    for begin in range(0, count, EVENTS_AT_ONCE):
        rows = []
        for number in range(begin, min(begin + EVENTS_AT_ONCE, count)):
            at = BEGIN + month_90k * number // count
            kind = kinds[min(int(draw.expovariate(0.5)), len(kinds) - 1)]  # a few kinds are most of what happens
            rows.append(
                {
                    "id": number + 1, "kind": kind.value, "phase": "once",
                    "level": draw.choices(levels, [90, 9.9, 0.1])[0].value, "at_90k": at, "since_90k": at,
                    "name": "drawn", "camera": draw.choice(CAMERAS), "rule": 1, "x_ppm": draw.randrange(1_000_000),
                    "y_ppm": draw.randrange(1_000_000), "across_dm": None, "away_dm": None, "value": None,
                    "detail": "", "area": None, "is_exercise": False, "outside_key": None,
                }
            )  # fmt: skip
        async with engine.begin() as connection:
            await connection.execute(sa.insert(event), rows)


def searches(begin: Instant90k, end: Instant90k) -> list[EventFilter]:
    """What people ask: from everything to what never happened, which is the longest look."""
    nights = stretches([Hours(day, 0, 300) for day in range(7)], "Europe/Vienna", begin, end)
    days = stretches([Hours(day, 480, 1200) for day in range(5)], "Europe/Vienna", begin, end)
    some = frozenset(CAMERAS[:20])
    corner = ((0.5, 0.5), (0.52, 0.5), (0.52, 0.52))
    flames, two = frozenset({EventKind.FLAME}), frozenset(CAMERAS[7:9])
    return [
        EventFilter(begin=begin, end=end),
        EventFilter(begin=begin, end=end, least=Level.ALARM),
        EventFilter(begin=begin, end=end, least=Level.ALARM, cameras=frozenset(CAMERAS[3:4])),
        EventFilter(begin=begin, end=end, kinds=frozenset({EventKind.OUTSIDE}), cameras=some),
        EventFilter(begin=begin, end=end, kinds=frozenset(list(EventKind)[8:]), least=Level.ALARM, cameras=some),
        EventFilter(begin=begin, end=end, cameras=frozenset(CAMERAS[3:4]), zone=corner),
        EventFilter(begin=begin, end=end, within=nights, least=Level.ALARM, cameras=some),
        EventFilter(begin=begin, end=end, within=days, kinds=flames, cameras=two),
        EventFilter(begin=begin, end=end, cameras=frozenset({CameraId("nowhere")})),
    ]


def searching(log: EventLog, wanted: EventFilter) -> Callable[[int], Awaitable[object]]:
    """A first page of what is found, for `slowest`."""
    return lambda _: log.page(wanted, 41)


def _day(number: int) -> Instant90k:
    return Instant90k(BEGIN + number % 4 * DAY_90K)


async def slowest(ask: Callable[[int], Awaitable[object]], tries: int = TRIES) -> float:
    """The longest of some, in milliseconds. One is asked before: no person meets a database that was just opened."""
    await ask(0)
    took: list[float] = []
    for number in range(tries):
        began = time.perf_counter()
        await ask(number)
        took.append(1000 * (time.perf_counter() - began))
    return max(took)
