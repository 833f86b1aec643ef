"""Stills and places made durable, behind the shelf.

Thumbnails: one in ten seconds per camera, a blob each, deleted with the recordings of their time. Place, its
picture and the proposal: the newest of each kind per camera. The order of writing is blob, row, old blob
(invariant 7): after a crash there is at worst a blob without a row, which `check` deletes. Workers send more than
is kept; what does not fit the queue is counted, and a newer one comes. What cannot be written because the database or
the bucket is away is tried again, as far as the queue holds it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from groundglass.errors import NotFound, StoreAway, StoreError
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog, insert_missing, store_error
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.pictures import FrostedStill, PlaceArtefact, StillPurpose

THUMBNAIL_EVERY_90K: Final = 10 * TICKS_PER_S
THUMBNAIL_VALID_90K: Final = 60 * TICKS_PER_S
MAX_QUEUED: Final = 512
MAX_TIMES: Final = 1000
_RETRY_S: Final = 2.0

_KINDS: Final = {StillPurpose.PLACE: "place", StillPurpose.PROPOSAL: "proposal"}
_ARTEFACT: Final = "artefact"


@dataclass(frozen=True, slots=True)
class _Keepsake:
    kind: str
    at: Instant90k
    body: bytes
    width: int = 0
    height: int = 0
    proven_ppm: int = 0


class KeepsakeStore:
    """Fulfils `shelf.Keepsakes`. `run` writes what `keep_*` queued, until `stop`; `flush` waits for all of it."""

    def __init__(self, catalog: Catalog, blobs: Blobs) -> None:
        self.dropped_total = 0
        self.trouble: StoreError | None = None
        self._catalog = catalog
        self._blobs = blobs
        self._thumbnails: deque[tuple[CameraId, FrostedStill]] = deque()
        self._newest_kept: dict[CameraId, Instant90k] = {}
        self._keepsakes: dict[tuple[CameraId, str], _Keepsake | None] = {}  # None: forget it
        self._woken = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._stopping = False

    def keep_still(self, camera: CameraId, still: FrostedStill) -> None:
        """Queue a still. Never waits."""
        if still.purpose is StillPurpose.THUMBNAIL:
            since = still.at - self._newest_kept.get(camera, Instant90k(0))
            if 0 <= since < THUMBNAIL_EVERY_90K:
                return
            if len(self._thumbnails) >= MAX_QUEUED:
                self.dropped_total += 1
                return
            self._newest_kept[camera] = still.at
            self._thumbnails.append((camera, still))
        else:
            kind = _KINDS[still.purpose]
            self._keepsakes[camera, kind] = _Keepsake(kind, still.at, still.jpeg, still.width, still.height)
        self._woken.set()

    def keep_place(self, camera: CameraId, place: PlaceArtefact) -> None:
        """Queue a place; a newer one replaces one that still waits."""
        self._keepsakes[camera, _ARTEFACT] = _Keepsake(_ARTEFACT, place.at, place.body, proven_ppm=place.proven_ppm)
        self._woken.set()

    def forget_place(self, camera: CameraId) -> None:
        """Queue the deletion of a camera's place and its pictures."""
        for kind in (_ARTEFACT, *_KINDS.values()):
            self._keepsakes[camera, kind] = None
        self._woken.set()

    def forget_proposal(self, camera: CameraId) -> None:
        """Queue the deletion of what was proposed."""
        self._keepsakes[camera, _KINDS[StillPurpose.PROPOSAL]] = None
        self._woken.set()

    def stop(self) -> None:
        """Write what is queued, then let `run` return. Never cancel it: what is being written would be lost."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Write until stopped. What fails is counted and left: a newer one comes."""
        while not self._stopping:
            await self._woken.wait()
            self._woken.clear()
            await self.flush()
            if isinstance(self.trouble, StoreAway) and not self._stopping:
                await asyncio.sleep(_RETRY_S)
                self._woken.set()
        await self.flush()

    async def flush(self) -> None:
        """Write everything that is queued now, and wait for what is being written."""
        async with self._one_at_a_time:
            while self._keepsakes or self._thumbnails:
                await self._write_next()
                if isinstance(self.trouble, StoreAway):
                    return

    async def _write_next(self) -> None:
        """The first that waits. What is away leaves it first, unless a newer one came meanwhile."""
        key = next(iter(self._keepsakes), None)
        keepsake = self._keepsakes.pop(key) if key is not None else None
        thumbnail = self._thumbnails.popleft() if key is None else None
        try:
            if key is not None:
                await self._write_keepsake(*key, keepsake)
            elif thumbnail is not None:
                await self._write_thumbnail(*thumbnail)
            self.trouble = None
            return
        except StoreError as error:
            self.trouble = error
        except DBAPIError as error:
            self.trouble = store_error("could not keep a still", error)
        if not isinstance(self.trouble, StoreAway):
            self.dropped_total += 1
        elif key is not None:
            self._keepsakes.setdefault(key, keepsake)
        elif thumbnail is not None:
            self._thumbnails.appendleft(thumbnail)

    async def place(self, camera: CameraId) -> PlaceArtefact | None:
        """The newest kept place."""
        found = await self._read(camera, _ARTEFACT)
        return None if found is None else PlaceArtefact(found.at, found.proven_ppm, found.body)

    async def still(self, camera: CameraId, purpose: StillPurpose) -> FrostedStill | None:
        """The newest kept still of a kind."""
        if purpose is StillPurpose.THUMBNAIL:
            return await self._thumbnail_before(camera, Instant90k(1 << 60), oldest=Instant90k(0))
        found = await self._read(camera, _KINDS[purpose])
        return None if found is None else FrostedStill(found.at, purpose, found.width, found.height, found.body)

    async def thumbnail(self, camera: CameraId, at: Instant90k) -> FrostedStill | None:
        """The newest not after a moment, at most a minute older."""
        return await self._thumbnail_before(camera, at, oldest=Instant90k(at - THUMBNAIL_VALID_90K))

    async def thumbnail_times(self, camera: CameraId, start: Instant90k, end: Instant90k) -> tuple[Instant90k, ...]:
        """When there are thumbnails, oldest first; at most 1000, evenly thinned."""
        t = schema.still.c
        query = sa.select(t.at_90k).where(t.camera == camera, t.at_90k >= start, t.at_90k < end).order_by(t.at_90k)
        async with self._catalog.reader.connect() as connection:
            times = [Instant90k(at) for at in (await connection.execute(query)).scalars()]
        return tuple(times[:: len(times) // MAX_TIMES + 1])

    async def _thumbnail_before(self, camera: CameraId, at: Instant90k, *, oldest: Instant90k) -> FrostedStill | None:
        t = schema.still.c
        query = (
            sa.select(t.at_90k, t.name, t.width, t.height)
            .where(t.camera == camera, t.at_90k <= at, t.at_90k >= oldest)
            .order_by(t.at_90k.desc())
            .limit(1)
        )
        row = await self._one(query)
        if row is None:
            return None
        try:
            jpeg = await self._blobs.get(row.name)
        except NotFound:
            return None  # retention was faster
        return FrostedStill(Instant90k(row.at_90k), StillPurpose.THUMBNAIL, row.width, row.height, jpeg)

    async def _read(self, camera: CameraId, kind: str) -> _Keepsake | None:
        k = schema.keepsake.c
        row = await self._one(sa.select(schema.keepsake).where(k.camera == camera, k.kind == kind))
        if row is None:
            return None
        try:
            body = await self._blobs.get(row.name)
        except NotFound:
            return None  # replaced meanwhile
        return _Keepsake(kind, Instant90k(row.at_90k), body, row.width, row.height, row.proven_ppm)

    async def _write_thumbnail(self, camera: CameraId, still: FrostedStill) -> None:
        moment = datetime.fromtimestamp(still.at // TICKS_PER_S, UTC).strftime("%Y-%m-%d/%H-%M-%S")
        name = f"stills/{camera}/{moment}-{still.at:x}.jpg"
        await self._blobs.put(name, still.jpeg)
        row = {
            "camera": camera, "at_90k": still.at, "name": name, "width": still.width, "height": still.height,
            "size_bytes": len(still.jpeg),
        }  # fmt: skip
        async with self._catalog.engine.begin() as connection:
            await insert_missing(connection, schema.still, [row])

    async def _write_keepsake(self, camera: CameraId, kind: str, keepsake: _Keepsake | None) -> None:
        k = schema.keepsake.c
        is_it = sa.and_(k.camera == camera, k.kind == kind)
        old = await self._one(sa.select(k.name).where(is_it))
        name = None
        if keepsake is not None:
            name = f"places/{camera}/{kind}-{keepsake.at:x}-{len(keepsake.body):x}"
            if old is not None and old.name == name:
                return
            await self._blobs.put(name, keepsake.body)
        async with self._catalog.engine.begin() as connection:
            await connection.execute(sa.delete(schema.keepsake).where(is_it))
            if keepsake is not None:
                await connection.execute(
                    sa.insert(schema.keepsake).values(
                        camera=camera, kind=kind, at_90k=keepsake.at, name=name, width=keepsake.width,
                        height=keepsake.height, proven_ppm=keepsake.proven_ppm, size_bytes=len(keepsake.body),
                    )
                )  # fmt: skip
        if old is not None:
            await self._blobs.delete(old.name)

    async def _one(self, query: Any) -> Any:
        async with self._catalog.reader.connect() as connection:
            return (await connection.execute(query)).one_or_none()
