"""The tables of bookmarks, and nothing else about them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata: Final = MetaData()

bookmark = Table(
    "bookmark",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("at_90k", BigInteger, nullable=False),
    Column("by", String(16), nullable=False),  # a person's id
    Column("note", Text, nullable=False),
    Column("found_by", Text, nullable=False),  # the note as it is searched: case folded
    Column("made_90k", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed_90k", BigInteger, nullable=True),  # null: it is there. Until it is forgotten it can come back
    Index("bookmark_by_time", "at_90k", "id"),
)

# Which cameras it is about. The moment stands here too, so that an index leads to a camera's stretch of time.
bookmark_camera = Table(
    "bookmark_camera",
    metadata,
    Column("bookmark", String(16), ForeignKey("bookmark.id", ondelete="CASCADE"), primary_key=True),
    Column("camera", String(48), primary_key=True),
    Column("at_90k", BigInteger, nullable=False),
    Index("bookmark_camera_by_time", "camera", "at_90k"),
)
