"""Which recordings go first, found without reading those that stay.

Apart from retention.py, which decides how much has to go and deletes it. What was recorded first goes first: of a
camera by run, then time, so that a wrong clock does not change the order. Run numbers of two cameras say nothing of
each other, so cameras are merged by time, and what was recorded before a file counts as no newer than that file.

Every question is answered in bites, each led by an index to what it finds: a site of many cameras has millions of
files, and in a round a few hundred of them go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog
from groundglass.pane.ids import TICKS_PER_S, CameraId

BITE: Final = 2000
_CAMERAS_AT_ONCE: Final = 50
_STILL_90K: Final = 60 * TICKS_PER_S
_F: Final = schema.file.c
_S: Final = schema.still.c


@dataclass(frozen=True, slots=True)
class Kept:
    """One file, as retention sees it."""

    id: int
    camera: str
    run: int
    name: str
    start_90k: int
    end_90k: int
    size_bytes: int


_COLUMNS: Final = (_F.id, _F.camera, _F.run, _F.name, _F.start_90k, _F.end_90k, _F.size_bytes)


class Oldest:
    """Reads the catalog. Every list is of closed files, first recorded first, unless it says otherwise; empty when
    there are no more of them. Raises what the database raises."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def doomed(self) -> list[Kept]:
        """Some of those whose deletion began."""
        return in_order(await self._files(sa.select(*_COLUMNS).where(_F.state == "doomed").limit(BITE)))

    async def ended_before(self, bound_90k: int) -> list[Kept]:
        """Some of what ended before a moment, of any camera; those that began first."""
        # A file begins before it ends, and the index is of beginnings.
        query = sa.select(*_COLUMNS).where(_F.state == "closed", _F.start_90k < bound_90k, _F.end_90k < bound_90k)
        return in_order(await self._files(query.order_by(_F.start_90k).limit(BITE)))

    async def of_cameras_ended_before(self, bounds_90k: Mapping[CameraId, int]) -> list[Kept]:
        """Some of what ended before its own camera's moment."""
        found: list[Kept] = []
        cameras = sorted(bounds_90k.items())
        for at in range(0, len(cameras), _CAMERAS_AT_ONCE):
            some = (
                sa.and_(_F.camera == camera, _F.start_90k < bound, _F.end_90k < bound)
                for camera, bound in cameras[at : at + _CAMERAS_AT_ONCE]
            )
            found += await self._closed(sa.or_(*some))
            if len(found) >= BITE:
                break
        return in_order(found)

    async def of_camera(self, camera: CameraId, need_bytes: int) -> list[Kept]:
        """Some of a camera's files, as many as are needed for so many bytes."""
        query = sa.select(*_COLUMNS).where(_F.camera == camera, _F.state == "closed")
        return _enough(await self._files(query.order_by(_F.run, _F.start_90k).limit(BITE)), need_bytes)

    async def of_all(self, need_bytes: int) -> list[Kept]:
        """The same of all cameras: those that began first, and what their cameras recorded before them."""
        query = sa.select(*_COLUMNS).where(_F.state == "closed").order_by(_F.start_90k).limit(BITE)
        first = await self._files(query)
        newest: dict[str, tuple[int, int]] = {}
        for kept in first:
            newest[kept.camera] = max(newest.get(kept.camera, (0, 0)), (kept.run, kept.start_90k))
        found = {kept.id: kept for kept in first}
        cameras = sorted(newest.items())
        for at in range(0, len(cameras), _CAMERAS_AT_ONCE):
            before = (
                sa.and_(_F.camera == camera, sa.or_(_F.run < run, sa.and_(_F.run == run, _F.start_90k < start)))
                for camera, (run, start) in cameras[at : at + _CAMERAS_AT_ONCE]
            )
            found |= {kept.id: kept for kept in await self._closed(sa.or_(*before))}
        return _enough(in_order(found.values()), need_bytes)

    async def thumbnails(self, bound_90k: int | None) -> list[str]:
        """Blobs of some thumbnails from before a moment, or from before all that is recorded of their camera."""
        camera = _each_camera()
        oldest = sa.select(sa.func.min(_F.start_90k)).where(_F.camera == camera).scalar_subquery()
        first = sa.select(sa.func.min(_S.at_90k)).where(_S.camera == camera).scalar_subquery()
        cameras = await self._rows(sa.select(camera, oldest, first).where(camera.is_not(None)))
        names: list[str] = []
        for camera_id, recorded_90k, thumbnail_90k in cameras:
            bounds = [bound_90k] if bound_90k is not None else []
            bounds += [recorded_90k - _STILL_90K] if recorded_90k is not None else []
            if bounds and thumbnail_90k is not None and thumbnail_90k < max(bounds):
                query = sa.select(_S.name).where(_S.camera == camera_id, _S.at_90k < max(bounds))
                names += [row.name for row in await self._rows(query.order_by(_S.at_90k).limit(BITE))]
            if len(names) >= BITE:
                break
        return names

    async def _closed(self, which: sa.ColumnElement[bool]) -> list[Kept]:
        # Their state is looked at here: asked for it, SQLite would go by that, and read all there are.
        rows = await self._rows(sa.select(*_COLUMNS, _F.state).where(which))
        return [Kept(*row[:-1]) for row in rows if row.state == "closed"]

    async def _files(self, query: sa.Select[Any]) -> list[Kept]:
        return [Kept(*row) for row in await self._rows(query)]

    async def _rows(self, query: sa.Select[Any]) -> Sequence[Any]:
        async with self._catalog.reader.connect() as connection:
            return list((await connection.execute(query)).all())


def _each_camera() -> sa.ColumnElement[str]:
    """Every camera that has a thumbnail, and a null at the end: found by the next greater name, since counting them
    would read every row."""
    camera = sa.select(sa.func.min(_S.camera).label("camera")).cte("of_camera", recursive=True)
    following = sa.select(sa.func.min(_S.camera)).where(_S.camera > camera.c.camera).scalar_subquery()
    camera = camera.union_all(sa.select(following).where(camera.c.camera.is_not(None)))
    return camera.c.camera


def in_order(files: Iterable[Kept]) -> list[Kept]:
    """First recorded first. What was recorded before a file counts as no newer than that file, so that a wrong clock
    keeps nothing."""
    by_camera = sorted(files, key=lambda kept: (kept.camera, kept.run, kept.start_90k))
    counts_as: list[int] = []
    for number in range(len(by_camera) - 1, -1, -1):
        kept, after = by_camera[number], by_camera[number + 1] if counts_as else None
        is_same = after is not None and after.camera == kept.camera
        counts_as.append(min(kept.end_90k, counts_as[-1]) if is_same else kept.end_90k)
    counts_as.reverse()
    return [by_camera[number] for number in sorted(range(len(by_camera)), key=counts_as.__getitem__)]


def _enough(files: Iterable[Kept], need_bytes: int) -> list[Kept]:
    """The first of them, until they hold so many bytes."""
    found: list[Kept] = []
    for kept in files:
        if need_bytes <= 0:
            break
        found.append(kept)
        need_bytes -= kept.size_bytes
    return found
