"""Walls, as the API takes and tells them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from groundglass.frosted.walls.walls import MAX_COLUMNS, MAX_NAME, MAX_SPAN, MAX_TILES
from groundglass.frosted.web.models.base import Asked, Told

CameraName = Annotated[str, Field(min_length=1, max_length=48, examples=["main-gate"])]


class TileWritten(Asked):
    """One camera on a wall, `span` columns wide and `span` rows high."""

    camera: CameraName
    span: Annotated[int, Field(ge=1, le=MAX_SPAN)] = 1


class WallWritten(Asked):
    """A wall as a whole. `columns` 0: as many as show the most picture. `shared`: the whole site's."""

    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME, examples=["Platforms"])]
    shared: bool = False
    columns: Annotated[int, Field(ge=0, le=MAX_COLUMNS)] = 0
    tiles: Annotated[list[TileWritten], Field(max_length=MAX_TILES)]


class WallChange(WallWritten):
    """A wall anew, made from the version that is named: a newer one is not written over."""

    version: Annotated[int, Field(ge=1, lt=1 << 31)]


class TileTold(Told):
    """One camera on a wall."""

    camera: str
    span: int


class WallTold(Told):
    """One wall, its tiles in reading order. `may_change`: whether whoever asked may."""

    id: str
    name: str
    shared: bool
    columns: int
    tiles: list[TileTold]
    version: int
    may_change: bool


class WallsTold(Told):
    """The shared walls, then the own ones; each by name."""

    walls: list[WallTold]
