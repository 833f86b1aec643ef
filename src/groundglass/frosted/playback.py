"""Recorded video, by time: what there is, its fragments, its bytes, and single groups of pictures.

Reads the catalog for where, and the spool (open minutes) or the blobs (closed ones) for what. A minute that
closes while it is read is found again in its new place (design/storage.md, invariant 2). Nothing is decoded:
where a range begins between key pictures, those before it come along and an edit list hides them.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final, Protocol

import sqlalchemy as sa

from groundglass.errors import NotFound, StoreDamaged, TooMany
from groundglass.frosted.media.boxes import init_segment
from groundglass.frosted.media.mp4 import IndexedPicture, PictureIndex, download_head
from groundglass.frosted.media.reader import FragmentHead, parse_fragment, samples_of
from groundglass.frosted.recorded import Download, Fragment, Gap, GapCause, Gop, Recorded, Span
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.index import LONGEST_90K
from groundglass.frosted.store.spool import MinuteName, Spool
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, RunId
from groundglass.pane.pictures import FrostedSample, VideoRun

__all__ = ["Download", "Fragment", "Gop", "Playback", "Recorded", "Span"]

MAX_FRAGMENTS: Final = 100_000
MAX_GAPS: Final = 1000
MAX_DOWNLOAD_PICTURES: Final = 24 * 3600 * 30
LONGEST_GOP_90K: Final = 120 * TICKS_PER_S  # how far back a key picture is looked for

_MOOF_BYTES: Final = 88 + 8  # without its pictures' entries of 12 bytes; and mdat's head
_F: Final = schema.fragment.c
_COLUMNS: Final = (
    _F.camera, _F.run, _F.start_90k, _F.end_90k, _F.is_key, _F.pictures, schema.file.c.name, _F.offset_bytes,
    _F.size_bytes, _F.is_aside,
)  # fmt: skip


class Pieces(Protocol):
    """Where the minutes that are being written elsewhere can be read."""

    async def piece(self, camera: CameraId, file: str, offset: int, length: int) -> bytes:
        """These bytes of a recorded file, or `NotFound`."""


class Playback:
    """Reads what is recorded. All ranges are half open: `start` <= t < `end`. Raises `NotFound` for nothing there."""

    def __init__(self, catalog: Catalog, spool: Spool | None, blobs: Blobs, elsewhere: Pieces | None = None) -> None:
        self._catalog = catalog
        self._spool = spool
        self._blobs = blobs
        self._elsewhere = elsewhere

    async def spans(
        self, camera: CameraId, start: Instant90k, end: Instant90k, *, join_s: float = 1.0
    ) -> tuple[Span, ...]:
        """Stretches of recording that touch the range, clipped to it; gaps up to `join_s` within a run are joined.

        Asks for one row per file first, and for fragments only of files that have gaps: a day is 1440 rows, not
        170 000.
        """
        length = sa.func.sum(_F.end_90k - _F.start_90k)
        aside = sa.case((_F.is_aside, 1), else_=0)  # PostgreSQL has no least truth value
        is_mixed = sa.func.min(aside) != sa.func.max(aside)
        per_file = (
            sa.select(
                _F.run, sa.func.min(aside), sa.func.min(_F.start_90k), sa.func.max(_F.end_90k),
                sa.or_(length != sa.func.max(_F.end_90k) - sa.func.min(_F.start_90k), is_mixed), _F.file,
            ).where(_touches(camera, start, end)).group_by(_F.run, _F.file)
        )  # fmt: skip
        files = await self._rows(per_file)
        broken = [row[5] for row in files if row[4]]
        pieces = [(row[0], bool(row[1]), row[2], row[3]) for row in files if not row[4]]
        for at in range(0, len(broken), 500):
            query = sa.select(_F.run, _F.is_aside, _F.start_90k, _F.end_90k).where(
                _touches(camera, start, end), _F.file.in_(broken[at : at + 500])
            )
            pieces += [(run, bool(aside), begin, until) for run, aside, begin, until in await self._rows(query)]
        return _joined(pieces, start, end, round(join_s * TICKS_PER_S))

    async def gaps(self, camera: CameraId, start: Instant90k, end: Instant90k) -> tuple[Gap, ...]:
        """What touches the range and arrived but was not recorded, first first; at most 1000 stretches."""
        g = schema.recording_gap.c
        query = (
            sa.select(g.camera, g.run, g.start_90k, g.end_90k, g.cause, g.pictures)
            .where(g.camera == camera, g.start_90k < end, g.end_90k > start)
            .order_by(g.start_90k)
            .limit(MAX_GAPS)
        )
        rows = await self._rows(query)
        return tuple(Gap(row[0], row[1], row[2], row[3], GapCause(row[4]), row[5]) for row in rows)

    async def recorded(self, camera: CameraId) -> Recorded | None:
        """Oldest, newest and size of a camera's recordings; None when there are none."""
        f = schema.file.c
        query = sa.select(sa.func.min(f.start_90k), sa.func.max(f.end_90k), sa.func.sum(f.size_bytes)).where(
            f.camera == camera, f.state != "doomed"
        )
        oldest, newest, size = (await self._rows(query))[0]
        return None if oldest is None else Recorded(Instant90k(oldest), Instant90k(newest), int(size))

    async def fragments(
        self, camera: CameraId, start: Instant90k, end: Instant90k, *, from_key: bool = False
    ) -> tuple[Fragment, ...]:
        """Fragments that touch the range in playing order, without those set aside. At most 100 000, else `TooMany`.

        With `from_key` the first is a key fragment, reaching before `start` where needed, and fragments of a run
        that cannot be decoded because their key picture is gone are left out.
        """
        begin = Instant90k(start - LONGEST_GOP_90K) if from_key else start
        query = (
            sa.select(*_COLUMNS)
            .join(schema.file, schema.file.c.id == _F.file)
            .where(_touches(camera, begin, end), _F.is_aside.is_(False))
            .order_by(_F.start_90k)
            .limit(MAX_FRAGMENTS + 1)
        )
        found = [_fragment(row) for row in await self._rows(query)]
        if len(found) > MAX_FRAGMENTS:
            raise TooMany("the range holds more than can be listed at once", "ask for a shorter range")
        return tuple(_from_keys(found, start)) if from_key else tuple(found)

    async def run(self, camera: CameraId, run: RunId) -> VideoRun:
        """A recorded run's parameters, or `NotFound`."""
        r = schema.run.c
        rows = await self._rows(sa.select(r.width, r.height, r.sps, r.pps).where(r.run == run, r.camera == camera))
        if not rows:
            raise NotFound(f"camera {camera} has no run {run}")
        width, height, sps, pps = rows[0]
        return VideoRun(run, width, height, sps, pps)

    async def init_segment(self, camera: CameraId, run: RunId) -> bytes:
        """ftyp and moov for a run's fragments."""
        return init_segment(await self.run(camera, run))

    async def fragment(self, camera: CameraId, run: RunId, start: Instant90k) -> Fragment:
        """One fragment by its run and exact start, or `NotFound`."""
        query = (
            sa.select(*_COLUMNS)
            .join(schema.file, schema.file.c.id == _F.file)
            .where(_F.camera == camera, _F.start_90k == start, _F.run == run)
        )
        rows = await self._rows(query)
        if not rows:
            raise NotFound(f"camera {camera} has no such fragment", "it may have reached the end of its keeping")
        return _fragment(rows[0])

    async def fragment_bytes(self, fragment: Fragment) -> bytes:
        """moof and mdat as recorded. `NotFound` when retention was faster, `StoreDamaged` when they are not there."""
        body = await self._read(fragment.file, fragment.offset, fragment.size_bytes)
        if parse_fragment(body).size_bytes != len(body):
            raise StoreDamaged(f"{fragment.file} does not hold what the index says", "run `groundglass check`")
        return body

    async def video(self, camera: CameraId, start: Instant90k, end: Instant90k) -> AsyncIterator[bytes]:
        """Fragmented MP4 in pieces: an init segment at the start and at each change of run, then fragments from the
        key at or before `start`. Times are absolute. `NotFound` when nothing is recorded in the range."""
        fragments = await self.fragments(camera, start, end, from_key=True)
        if not fragments:
            raise _nothing(camera)
        run: RunId | None = None
        for fragment in fragments:
            if fragment.run != run:
                run = fragment.run
                yield await self.init_segment(camera, run)
            yield await self.fragment_bytes(fragment)

    async def download(self, camera: CameraId, start: Instant90k, end: Instant90k) -> Download:
        """A progressive MP4 that shows exactly the pictures of the range: the one on screen at `start` first, the
        last that begins before `end` last. In a gap the picture before it stays, so that times are true.

        `NotFound` when there are none, `TooMany` when the range holds more than 24 h of pictures at 30 Hz."""
        fragments = await self.fragments(camera, start, end, from_key=True)
        if sum(f.pictures for f in fragments) > MAX_DOWNLOAD_PICTURES:
            raise TooMany("the range holds more than one download can", "ask for a shorter range")
        runs = {run: await self.run(camera, run) for run in {f.run for f in fragments}}
        index = PictureIndex()
        wanted: list[tuple[Fragment, int]] = []
        for fragment, head in zip(fragments, await self._heads(fragments), strict=True):
            description = index.describe(runs[fragment.run])
            entries = [entry for entry in head.entries if entry.at < end]
            index.pictures += [IndexedPicture(e.at, e.duration, e.is_key, e.size_bytes, description) for e in entries]
            wanted.append((fragment, sum(e.size_bytes for e in entries)))
        shown = [p for p in index.pictures if p.at + p.duration > start]
        if not shown:
            raise _nothing(camera)
        begins = shown[0].at
        ends = Instant90k(min(end, shown[-1].at + shown[-1].duration))
        head_bytes = download_head(index.runs, index.pictures, start=begins, end=ends)
        size = len(head_bytes) + sum(p.size_bytes for p in index.pictures)
        return Download(size, len(shown), begins, ends, self._download_parts(head_bytes, wanted))

    async def gop(self, camera: CameraId, at: Instant90k) -> Gop:
        """The picture shown at a moment and those before it that it needs. `NotFound` when nothing is recorded
        then."""
        fragments = await self.fragments(camera, at, Instant90k(at + 1), from_key=True)
        if not fragments:
            raise _nothing(camera)
        run = fragments[-1].run
        samples: list[FrostedSample] = []
        for fragment in fragments:
            if fragment.run == run:
                samples += samples_of(await self.fragment_bytes(fragment), run)
        samples = [sample for sample in samples if sample.at <= at]
        keys = [number for number, sample in enumerate(samples) if sample.is_key]
        return Gop(await self.run(camera, run), tuple(samples[keys[-1] :]), samples[-1].at)

    async def _download_parts(self, head: bytes, wanted: Sequence[tuple[Fragment, int]]) -> AsyncIterator[bytes]:
        yield head
        for fragment, size in wanted:
            if size:
                yield await self._read(fragment.file, fragment.offset + _MOOF_BYTES + 12 * fragment.pictures, size)

    async def _heads(self, fragments: Sequence[Fragment]) -> list[FragmentHead]:
        """The moofs of fragments, without their pictures' data."""
        heads = []
        for f in fragments:
            size = _MOOF_BYTES + 12 * f.pictures
            heads.append(parse_fragment(await self._read(f.file, f.offset, size), f.offset))
        return heads

    async def _read(self, file: str, offset: int, length: int) -> bytes:
        """Bytes of a recorded file: from the spool while it is there, else from the blob (invariant 2), else from the
        node whose minute is still open."""
        name = MinuteName.from_blob(file)
        if name is None:
            raise StoreDamaged(f"the catalog names a recording {file}, which is no name of one")
        try:
            body = await asyncio.to_thread(self._read_spool, self._spool, name, offset, length)
        except FileNotFoundError:
            body = await self._read_blob(name, file, offset, length)
        if len(body) != length:
            raise StoreDamaged(f"{file} is shorter than the index says", "run `groundglass check`")
        return body

    async def _read_blob(self, name: MinuteName, file: str, offset: int, length: int) -> bytes:
        try:
            return await self._blobs.get_range(file, offset, length)
        except NotFound:
            if self._elsewhere is None:
                raise
        try:
            return await self._elsewhere.piece(name.camera, file, offset, length)
        except NotFound:
            return await self._blobs.get_range(file, offset, length)  # closed and stored meanwhile

    def _read_spool(self, spool: Spool | None, name: MinuteName, offset: int, length: int) -> bytes:
        if spool is None:
            raise FileNotFoundError(name)
        descriptor = os.open(spool.path(name), os.O_RDONLY)
        try:
            return os.pread(descriptor, length, offset)
        finally:
            os.close(descriptor)

    async def _rows(self, query: Any) -> list[Any]:
        async with self._catalog.reader.connect() as connection:
            return list((await connection.execute(query)).all())


def _joined(pieces: list[tuple[int, bool, int, int]], start: int, end: int, join: int) -> tuple[Span, ...]:
    """Spans from pieces (run, is_aside, start, end): neighbours in a run are joined, all are clipped."""
    spans: list[list[int]] = []
    for run, is_aside, begin, until in sorted(pieces):
        if spans and (spans[-1][0], spans[-1][1]) == (run, is_aside) and begin - spans[-1][3] <= join:
            spans[-1][3] = max(spans[-1][3], until)
        else:
            spans.append([run, is_aside, begin, until])
    found = (Span(RunId(r), Instant90k(max(b, start)), Instant90k(min(u, end)), bool(a)) for r, a, b, u in spans)
    return tuple(sorted(found, key=lambda span: (span.start, span.run)))


def _touches(camera: CameraId, start: int, end: int) -> sa.ColumnElement[bool]:
    """Rows of a camera that touch a range. No fragment is longer than LONGEST_90K, so the index is read in one run."""
    return sa.and_(_F.camera == camera, _F.start_90k > start - LONGEST_90K, _F.start_90k < end, _F.end_90k > start)


def _from_keys(found: Sequence[Fragment], start: Instant90k) -> list[Fragment]:
    """Drop what lies before the key that `start` needs, and what follows a missing key."""
    first = next((i for i, f in enumerate(found) if f.end > start), len(found))
    if first == len(found):
        return []
    while first > 0 and not found[first].is_key and found[first - 1].run == found[first].run:
        first -= 1
    kept: list[Fragment] = []
    for fragment in found[first:]:
        if fragment.is_key or (kept and kept[-1].run == fragment.run):
            kept.append(fragment)
    return kept


def _fragment(row: Any) -> Fragment:
    camera, run, start, end, is_key, pictures, file, offset, size, is_aside = row
    return Fragment(
        camera=CameraId(camera), run=RunId(run), start=Instant90k(start), end=Instant90k(end), is_key=bool(is_key),
        pictures=pictures, file=file, offset=offset, size_bytes=size, is_aside=bool(is_aside),
    )  # fmt: skip


def _nothing(camera: CameraId) -> NotFound:
    return NotFound(f"nothing of camera {camera} is recorded at that time", "look at the timeline for what there is")
