"""Keeps bookmarks, finds them by words, camera and time, and ends those that are too old.

It leaves to the web who may make and change which, and entering that into the ledger. One that is removed can be
brought back for an hour; then nothing of it is left.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import ConfigError, Conflict, NotFound, Outdated
from groundglass.frosted.bookmarks.schema import bookmark as table
from groundglass.frosted.bookmarks.schema import bookmark_camera as at_camera
from groundglass.frosted.store.forgetting import forget_before
from groundglass.frosted.store.sqlite import READS
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, parse_camera_id

MAX_NOTE: Final = 500
MAX_CAMERAS: Final = 64
MAX_KEPT: Final = 100_000
MAX_PAGE: Final = 200
MAX_WORDS: Final = 8
AHEAD_90K: Final = 60 * TICKS_PER_S  # a desk's clock may be a little fast
RETURNS_90K: Final = 3600 * TICKS_PER_S


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One marked moment. `by` is a person's id; `version` rises with each change."""

    id: str
    at: Instant90k
    cameras: tuple[CameraId, ...]
    by: str
    note: str
    made: Instant90k
    version: int


@dataclass(frozen=True, slots=True)
class BookmarkFilter:
    """Which are wanted: all of `words`, of one of `cameras` (None: any), within a time, further back than `beyond`.

    `reach` is the cameras that exist for whoever asks, None for all of them."""

    words: tuple[str, ...] = ()
    cameras: frozenset[CameraId] | None = None
    reach: frozenset[CameraId] | None = None
    begin: Instant90k | None = None
    end: Instant90k | None = None
    beyond: tuple[int, str] | None = None


class Bookmarks:
    """The tables of bookmarks. Holds nothing itself: as many of these over one database as convenient."""

    def __init__(self, engine: AsyncEngine, clock: Clock, random: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._engine = engine
        self._reader = engine.execution_options(**{READS: True})
        self._clock = clock
        self._random = random

    async def page(self, wanted: BookmarkFilter, limit: int) -> tuple[Bookmark, ...]:
        """The newest moments first, at most `limit` of them."""
        query = sa.select(table).where(table.c.removed_90k.is_(None), *_limits(wanted))
        query = query.order_by(table.c.at_90k.desc(), table.c.id.desc()).limit(limit)
        async with self._reader.connect() as connection:
            return await _with_cameras(connection, (await connection.execute(query)).all())

    async def get(self, which: str, *, removed: bool = False) -> Bookmark:
        """One that is there, or with `removed` one that can be brought back; `NotFound`."""
        async with self._reader.connect() as connection:
            return await _find(connection, which, removed=removed)

    async def add(self, by: str, at: Instant90k, cameras: Sequence[CameraId], note: str) -> Bookmark:
        """A new one, of what `check_bookmark` let through. `Conflict` when there are too many."""
        made = Bookmark(self._random(8).hex(), at, tuple(cameras), by, note, Instant90k(self._clock.now_90k()), 1)
        row = {"id": made.id, "at_90k": at, "by": by, "made_90k": made.made, "version": 1, **_noted(note)}
        async with self._engine.begin() as connection:
            count = (await connection.execute(sa.select(sa.func.count()).select_from(table))).scalar_one()
            if count >= MAX_KEPT:
                raise Conflict(f"there are {MAX_KEPT} bookmarks already, and no more are kept", "remove old ones")
            await connection.execute(sa.insert(table).values(**row))
            rows = [{"bookmark": made.id, "camera": camera, "at_90k": at} for camera in made.cameras]
            await connection.execute(sa.insert(at_camera), rows)
        return made

    async def change(self, old: Bookmark, note: str) -> Bookmark:
        """Say something else of it. `Outdated` when somebody else was quicker."""
        which = sa.and_(table.c.id == old.id, table.c.version == old.version, table.c.removed_90k.is_(None))
        values = {"version": old.version + 1, **_noted(note)}
        async with self._engine.begin() as connection:
            done = await connection.execute(sa.update(table).where(which).values(**values))
            if done.rowcount != 1:
                raise Outdated("somebody else has changed this bookmark", "look at it again, then make your change")
            return await _find(connection, old.id, removed=False)

    async def remove(self, which: str) -> None:
        """Take it away. One that is gone already is what was asked for."""
        await self._set_removed(which, self._clock.now_90k())

    async def restore(self, which: str) -> None:
        """Bring it back."""
        await self._set_removed(which, None)

    async def forget_before(self, oldest: Instant90k) -> None:
        """Delete those of moments before this, and those that were removed and can no longer come back."""
        await forget_before(self._engine, table.c.at_90k, oldest)
        gone = table.c.removed_90k < self._clock.now_90k() - RETURNS_90K
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(table).where(gone))

    async def _set_removed(self, which: str, removed_90k: int | None) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(sa.update(table).where(table.c.id == which).values(removed_90k=removed_90k))


def check_bookmark(
    untrusted_cameras: Sequence[str], untrusted_note: str, at: Instant90k, now_90k: int
) -> tuple[tuple[CameraId, ...], str]:
    """Its cameras, each once, and its note in normal form; or `ConfigError`, `PaneError` for what names no camera."""
    if not 1 <= len(untrusted_cameras) <= MAX_CAMERAS:
        raise ConfigError(f"a bookmark is of 1 to {MAX_CAMERAS} cameras")
    if at > now_90k + AHEAD_90K:
        raise ConfigError("this moment has not come yet", "look at this machine's clock")
    cameras = tuple(dict.fromkeys(parse_camera_id(one) for one in untrusted_cameras))
    return cameras, check_note(untrusted_note)


def check_note(untrusted_text: str) -> str:
    """One line, which may be empty: somebody who marks a moment in a hurry says later what it was."""
    note = " ".join(unicodedata.normalize("NFC", untrusted_text).split())
    if len(note) > MAX_NOTE or not note.isprintable():
        raise ConfigError(f"a bookmark's note has at most {MAX_NOTE} printable characters")
    return note


def words_of(untrusted_text: str) -> tuple[str, ...]:
    """What is searched for, as notes are searched."""
    return tuple(_folded(untrusted_text).split()[:MAX_WORDS])


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _noted(note: str) -> dict[str, str]:
    return {"note": note, "found_by": _folded(note)}


def _limits(wanted: BookmarkFilter) -> list[sa.ColumnElement[bool]]:
    limits: list[sa.ColumnElement[bool]] = [table.c.found_by.contains(word, autoescape=True) for word in wanted.words]
    for cameras in (wanted.cameras, wanted.reach):
        if cameras is not None:
            of_these = sa.select(at_camera.c.bookmark).where(at_camera.c.camera.in_(sorted(cameras)))
            limits.append(table.c.id.in_(of_these))
    if wanted.begin is not None:
        limits.append(table.c.at_90k >= wanted.begin)
    if wanted.end is not None:
        limits.append(table.c.at_90k < wanted.end)
    if wanted.beyond is not None:
        at_90k, last = wanted.beyond
        same = sa.and_(table.c.at_90k == at_90k, table.c.id < last)
        limits.append(sa.or_(table.c.at_90k < at_90k, same))
    return limits


async def _find(connection: AsyncConnection, which: str, *, removed: bool) -> Bookmark:
    is_it = sa.and_(table.c.id == which, table.c.removed_90k.is_not(None) == removed)
    rows = (await connection.execute(sa.select(table).where(is_it))).all()
    if not rows:
        raise NotFound("there is no such bookmark")
    return (await _with_cameras(connection, rows))[0]


async def _with_cameras(connection: AsyncConnection, rows: Sequence[sa.Row[Any]]) -> tuple[Bookmark, ...]:
    cameras: dict[str, list[CameraId]] = {row.id: [] for row in rows}
    query = sa.select(at_camera.c.bookmark, at_camera.c.camera).where(at_camera.c.bookmark.in_(list(cameras)))
    for of, camera in await connection.execute(query.order_by(at_camera.c.camera)):
        cameras[of].append(CameraId(camera))
    return tuple(
        Bookmark(
            row.id, Instant90k(row.at_90k), tuple(cameras[row.id]), row.by, row.note, Instant90k(row.made_90k),
            row.version,
        )
        for row in rows
    )  # fmt: skip
