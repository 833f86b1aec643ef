"""The tables of what a site declares of itself, and nothing else about it.

Bodies are JSON of the types in declared.py, read and written whole. Created by migration; a test compares the two.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

metadata: Final = MetaData()

# One row, or none while nobody declared anything.
declared_site = Table(
    "declared_site",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("changed_90k", BigInteger, nullable=False),
)

# What people say of a camera; a row may outlive its camera, and is then shown nowhere.
declared_camera = Table(
    "declared_camera",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("body", Text, nullable=False),
    Column("changed_90k", BigInteger, nullable=False),
)
