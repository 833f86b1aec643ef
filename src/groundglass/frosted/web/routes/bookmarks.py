"""Bookmarks: whoever sees a camera marks its moments, and reads what others marked of the cameras they see.

The note is changed and removed by whoever wrote it, and by supervisors of all its cameras. Each of these acts is
entered before it takes effect: a bookmark says that somebody looked at a moment and found it worth a word. What the
note says is free text and is not entered.
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from groundglass.errors import ConfigError, NotFound, Refused
from groundglass.frosted.bookmarks.bookmarks import (
    MAX_PAGE,
    Bookmark,
    BookmarkFilter,
    check_bookmark,
    check_note,
    words_of,
)
from groundglass.frosted.people.roles import Right
from groundglass.frosted.site import Site
from groundglass.frosted.web.camera import known_camera
from groundglass.frosted.web.entry import Seeing, TheSite, Visitor
from groundglass.frosted.web.instants import parse_instant, show_instant
from groundglass.frosted.web.models.base import Done
from groundglass.frosted.web.models.bookmarks import BookmarkChange, BookmarksTold, BookmarkTold, NewBookmark
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.shown.incidents import Names, names_of, show_person
from groundglass.frosted.web.versions import IfMatch, etag, require_version
from groundglass.pane.ids import parse_camera_id

router = APIRouter(
    prefix="/api/v1/bookmarks", tags=["bookmarks"], responses=Problem.answers(401, 403, 404, 409, 422, 503)
)

_CURSOR: Final = re.compile(r"([0-9a-f]{1,15})-([0-9a-f]{1,16})")

BookmarkName = Annotated[str, Path(min_length=1, max_length=16, pattern=r"^[0-9a-f]+$")]
Cameras = Annotated[
    list[Annotated[str, Query(max_length=48)]] | None, Query(max_length=64, description="of any of these cameras")
]


@router.get("", summary="Bookmarks, newest moment first")
async def get_bookmarks(
    who: Seeing,
    site: TheSite,
    words: Annotated[str, Query(max_length=200, description="all of these are in the note")] = "",
    camera: Cameras = None,
    begin: Annotated[str | None, Query(alias="from", max_length=40)] = None,
    end: Annotated[str | None, Query(alias="to", max_length=40)] = None,
    cursor: Annotated[str | None, Query(max_length=40)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 50,
) -> BookmarksTold:
    """Of the cameras that whoever asks may see, whoever made them."""
    wanted = BookmarkFilter(
        words=words_of(words),
        cameras=frozenset(parse_camera_id(one) for one in camera) if camera else None,
        reach=who.reach.cameras,
        begin=parse_instant(begin) if begin is not None else None,
        end=parse_instant(end) if end is not None else None,
        beyond=_parse_cursor(cursor) if cursor is not None else None,
    )
    found = await site.bookmarks.page(wanted, limit + 1)
    shown = found[:limit]
    names = await names_of(site.people)
    more = f"{shown[-1].at:x}-{shown[-1].id}" if len(found) > limit else None
    return BookmarksTold(bookmarks=[_show(one, who, names) for one in shown], next=more)


@router.post("", summary="Mark a moment", status_code=201)
async def post_bookmark(new: NewBookmark, answer: Response, who: Seeing, site: TheSite) -> BookmarkTold:
    """Of cameras that whoever marks it sees; recorded or not."""
    by, at = str(who.own_session().person), parse_instant(new.at)
    cameras, note = check_bookmark(new.cameras, new.note, at, site.clock.now_90k())
    for camera in cameras:
        await known_camera(site, who, camera)
    await site.record.enter("bookmark.made", by=by, cameras=[str(one) for one in cameras], moment_90k=at)
    made = await site.bookmarks.add(by, at, cameras, note)
    answer.headers["Location"] = f"/api/v1/bookmarks/{made.id}"
    return await _told(answer, made, who, site)


@router.patch("/{bookmark}", summary="Say something else of it", responses=Problem.answers(412))
async def patch_bookmark(
    bookmark: BookmarkName,
    change: BookmarkChange,
    answer: Response,
    who: Seeing,
    site: TheSite,
    if_match: IfMatch = None,
) -> BookmarkTold:
    """Its moment and its cameras stay as they are: another moment is another bookmark."""
    note = check_note(change.note)
    found = await _own(bookmark, who, site)
    require_version(if_match, str(found.version), "bookmark")
    await _enter(site, who, "bookmark.changed", found)
    return await _told(answer, await site.bookmarks.change(found, note), who, site)


@router.delete("/{bookmark}", summary="Remove a bookmark")
async def delete_bookmark(bookmark: BookmarkName, who: Seeing, site: TheSite) -> Done:
    """It can be restored for an hour. What is recorded is not touched."""
    found = await _own(bookmark, who, site)
    await _enter(site, who, "bookmark.removed", found)
    await site.bookmarks.remove(found.id)
    return Done()


@router.post("/{bookmark}/restore", summary="Bring a removed bookmark back")
async def restore_bookmark(bookmark: BookmarkName, answer: Response, who: Seeing, site: TheSite) -> BookmarkTold:
    """By whoever might have removed it."""
    found = await _own(bookmark, who, site, removed=True)
    await _enter(site, who, "bookmark.restored", found)
    await site.bookmarks.restore(found.id)
    return await _told(answer, found, who, site)


async def _own(bookmark: str, who: Visitor, site: Site, *, removed: bool = False) -> Bookmark:
    """One that this visitor may change. `NotFound` where they see none of its cameras."""
    found = await site.bookmarks.get(bookmark, removed=removed)
    if not any(map(who.may_see, found.cameras)):
        raise NotFound("there is no such bookmark")
    if not _may_change(found, who):
        raise Refused("a bookmark is changed by whoever made it", "ask them, or a supervisor")
    return found


def _may_change(one: Bookmark, who: Visitor) -> bool:
    return one.by == who.person.id or all(who.standing.may(Right.SUPERVISE, camera) for camera in one.cameras)


def _show(one: Bookmark, who: Visitor, names: Names) -> BookmarkTold:
    return BookmarkTold(
        id=one.id,
        at=show_instant(one.at),
        cameras=[camera for camera in one.cameras if who.may_see(camera)],
        note=one.note,
        by=show_person(one.by, names),
        made=show_instant(one.made),
        version=one.version,
        may_change=_may_change(one, who),
    )


async def _told(answer: Response, one: Bookmark, who: Visitor, site: Site) -> BookmarkTold:
    answer.headers["ETag"] = etag(str(one.version))
    return _show(one, who, await names_of(site.people))


async def _enter(site: Site, who: Visitor, kind: str, one: Bookmark) -> None:
    cameras = [str(camera) for camera in one.cameras]
    await site.record.enter(kind, by=str(who.person.id), bookmark=one.id, cameras=cameras, moment_90k=one.at)


def _parse_cursor(untrusted_text: str) -> tuple[int, str]:
    found = _CURSOR.fullmatch(untrusted_text)
    if found is None:
        raise ConfigError("this is not a cursor", "take `next` of the page before")
    return int(found[1], 16), found[2]
