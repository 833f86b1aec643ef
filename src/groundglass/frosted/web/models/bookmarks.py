"""Bookmarks, as the API takes and tells them."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from groundglass.frosted.bookmarks.bookmarks import MAX_CAMERAS, MAX_NOTE
from groundglass.frosted.web.models.base import Asked, Told, When
from groundglass.frosted.web.models.incidents import PersonTold
from groundglass.frosted.web.models.walls import CameraName

Note: TypeAlias = Annotated[str, Field(max_length=MAX_NOTE, examples=["Lorry backs into the bollard"])]


class NewBookmark(Asked):
    """A moment of some cameras. The note may come later."""

    at: When
    cameras: Annotated[list[CameraName], Field(min_length=1, max_length=MAX_CAMERAS)]
    note: Note = ""


class BookmarkChange(Asked):
    """What it says from now on."""

    note: Note


class BookmarkTold(Told):
    """One bookmark, with those of its cameras that whoever asked may see. `may_change`: whether whoever asked may."""

    id: str
    at: When
    cameras: list[str]
    note: str
    by: PersonTold
    made: When
    version: int
    may_change: bool


class BookmarksTold(Told):
    """A page, the newest moment first. `next` is the `cursor` of the one after it."""

    bookmarks: list[BookmarkTold]
    next: str | None
