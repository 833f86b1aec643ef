"""The table of walls, and nothing else about them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text

metadata: Final = MetaData()

wall = Table(
    "wall",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("owner", String(16), nullable=False),  # empty: shared by the whole site
    Column("name", Text, nullable=False),
    Column("columns", Integer, nullable=False),  # 0: as many as show the most picture
    Column("tiles", Text, nullable=False),  # JSON: [[camera, span], ...] in reading order
    Column("version", Integer, nullable=False),
    Column("changed_90k", BigInteger, nullable=False),
    Index("wall_by_owner", "owner"),
)
