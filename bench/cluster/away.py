"""`cluster`, part `away`: what is lost when the database is away for a minute, and then the bucket?

Drawn cameras are recorded, once by a server alone (`alone`) and once by an outpost of a desk (`outpost`). The database
is shut away from all of them, then the bucket, each for a minute. Read from the index afterwards: the longest time that
was not recorded meanwhile, how long it took until nothing waited on a disk any more, that every file of the index is
in the bucket whole, and that every minute is in the ledger.
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from bench.cluster.node import DRAWN
from bench.figures import Figure, figure
from bench.kill import fragments
from bench.site import RunningSite, wait_for
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from tests.stands import postgres, s3
from tests.stands.door import Door
from tests.stands.outposts import OutpostSite

CAMERAS = 4
AWAY_S = 60.0
DRAIN_LIMIT_S = 180.0
_OPEN_S = 5.0  # a recorder appends to an open minute far more often


class Doors:
    """Doors that are opened and shut from here, in a thread of their own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


@dataclass(frozen=True, slots=True)
class Tried:
    """A site that records, its stores behind doors, and whoever looks past the doors."""

    site: OutpostSite
    desk: RunningSite
    doors: Doors
    database: Door
    bucket: Door
    url: str
    blobs: Blobs
    spool: Path
    cameras: list[str]


@contextmanager
def tried(folder: Path, kind: str) -> Iterator[Tried]:
    with ExitStack() as opened:
        server = opened.enter_context(postgres.running())
        bucketeer = opened.enter_context(s3.running())
        url, bucket_url = asyncio.run(server.new()), bucketeer.new()
        endpoint_port = urlsplit(bucketeer.access.endpoint).port
        assert endpoint_port is not None
        doors, database, bucket = Doors(), Door(server.port), Door(endpoint_port)
        opened.callback(doors.close)
        for door in (database, bucket):
            doors.run(door.open())
            opened.callback(doors.run, door.shut())
        behind = url.replace(f":{server.port}/", f":{database.port}/")
        site = OutpostSite(folder, behind, bucket_url, f"http://127.0.0.1:{bucket.port}")
        if kind == "alone":
            site.config.write_text(site.config.read_text().replace('kind = "outposts"', 'kind = "here"'))
        site.make_database()
        if kind == "outpost":
            opened.enter_context(site.outpost("north"))
        desk = opened.enter_context(site.desk())
        desk.sign_in()
        cameras = [desk.add_camera(f"Camera {number}", DRAWN.format(number)) for number in range(CAMERAS)]
        for camera in cameras:
            desk.wait_until_live(camera, 180)
        spool = folder / ("north" if kind == "outpost" else "desk") / "spool"
        yield Tried(
            site, desk, doors, database, bucket, url, Blobs.at_url(bucket_url, bucketeer.access), spool, cameras
        )


def lose(tried: Tried, door: Door, seconds: float) -> tuple[float, float]:
    """Shut it for so long; the longest time not recorded, and how long until nothing waited after it was opened."""
    time.sleep(5)
    since = datetime.now(UTC)
    tried.doors.run(door.shut())
    time.sleep(seconds)
    tried.doors.run(door.open())
    began_s = time.monotonic()
    returned = time.time()
    wait_for("all that waited to be written", lambda: is_drained(tried, returned), DRAIN_LIMIT_S, 0.5)
    drained_s = time.monotonic() - began_s
    gaps = [longest_gap(fragments(tried.desk, camera, since), since.timestamp()) for camera in tried.cameras]
    return max(gaps), drained_s


def longest_gap(recorded: list[tuple[float, float]], since: float) -> float:
    """In seconds, between what is recorded from then on."""
    until, longest = since, 0.0
    for begin, end in recorded:
        longest, until = max(longest, begin - until), max(until, end)
    return longest


def is_drained(tried: Tried, returned: float) -> bool:
    """No finished minute is on the disk, and the index has what was recorded since the return."""
    now = time.time()
    ages = [now - stat.st_mtime for stat in map(_stat, tried.spool.rglob("*.mp4")) if stat is not None]
    if any(age > _OPEN_S for age in ages):
        return False
    newest = asyncio.run(_newest(tried.url))
    return all(newest.get(camera, 0) > returned for camera in tried.cameras)


def _stat(path: Path) -> Any:
    try:
        return path.stat()
    except FileNotFoundError:
        return None  # settled meanwhile


async def _newest(url: str) -> dict[str, float]:
    f = schema.fragment.c
    rows = await _rows(url, sa.select(f.camera, sa.func.max(f.end_90k)).group_by(f.camera))
    return {camera: end / 90_000 for camera, end in rows}


async def _rows(url: str, query: sa.Select[Any]) -> list[Any]:
    catalog = await Catalog.open(url, migrate=False, hold=False)
    try:
        async with catalog.reader.connect() as connection:
            return list((await connection.execute(query)).all())
    finally:
        await catalog.close()


async def _missing(url: str, blobs: Blobs) -> int:
    """Files that the index offers and the bucket does not have whole."""
    f = schema.file.c
    rows = await _rows(url, sa.select(f.name, f.size_bytes).where(f.state == "closed"))
    sizes = {item.key: item.size_bytes async for item in blobs.listing("video/")}
    return sum(sizes.get(name) != size for name, size in rows)


def entered(tried: Tried) -> bool:
    """Whether every closed minute has its entry in the ledger."""
    f = schema.file.c
    query = sa.select(sa.func.count()).where(f.state == "closed", f.entry.is_(None))
    return bool(asyncio.run(_rows(tried.url, query))[0][0] == 0)


def one(kind: str, away_s: float) -> list[Figure]:
    """The figures of one way to record."""
    figures = []
    with tempfile.TemporaryDirectory(prefix="gga") as folder, tried(Path(folder), kind) as site:
        stores: tuple[tuple[str, Callable[[], Door]], ...] = (
            ("database", lambda: site.database),
            ("bucket", lambda: site.bucket),
        )
        for what, door in stores:
            gap_s, drained_s = lose(site, door(), away_s)
            figures += [
                figure(f"away: {kind}, {what}: longest time not recorded", gap_s, "s", "<= 1"),
                figure(f"away: {kind}, {what}: nothing waits any more after", drained_s, "s", "<= 60"),
            ]
        wait_for("every minute to be in the ledger", lambda: entered(site), DRAIN_LIMIT_S, 0.5)
        missing = asyncio.run(_missing(site.url, site.blobs))
        figures.append(figure(f"away: {kind}: files of the index that are not whole", missing, "files", "= 0"))
    return figures


def measure(quick: bool) -> list[Figure]:
    return [found for kind in ("alone", "outpost") for found in one(kind, 10.0 if quick else AWAY_S)]
