"""The catalog's tables. Created and changed only by the migrations beside this; a test compares the two.

Times are UTC in 1/90000 s. A row about a file on disk follows the invariants of design/storage.md; the comments
name them. Tables of people are in people/schema.py, in the same database.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata: Final = MetaData()

# What people decided about cameras. Addresses may hold passwords and are sealed with the site's key.
camera = Table(
    "camera",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("name", Text, nullable=False),
    Column("is_enabled", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("settings", Text, nullable=False),  # JSON, without addresses
    Column("sealed_addresses", LargeBinary, nullable=False),
    Column("removed_90k", BigInteger, nullable=True),
)

# Parameters of every recorded run. A run's number rises with the order of recording, whatever the clock did.
run = Table(
    "run",
    metadata,
    Column("run", BigInteger, primary_key=True, autoincrement=False),
    Column("camera", String(48), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("sps", LargeBinary, nullable=False),
    Column("pps", LargeBinary, nullable=False),
)

# One-minute files. state "open": bytes are in the spool (invariant 2); "closed": in a blob of exactly `size_bytes`
# (invariant 1); "doomed": being deleted (invariant 8).
file = Table(
    "file",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("camera", String(48), nullable=False),
    Column("run", BigInteger, nullable=False),
    Column("name", String(160), nullable=False, unique=True),
    Column("start_90k", BigInteger, nullable=False),
    Column("end_90k", BigInteger, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
    Index("file_by_camera", "camera", "run", "start_90k"),
    Index("file_by_state", "state"),
)

# The recording index: one row per fragment. Rows of a camera that are not aside never overlap (invariant 5).
fragment = Table(
    "fragment",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("start_90k", BigInteger, primary_key=True),
    Column("run", BigInteger, primary_key=True, autoincrement=False),
    Column("end_90k", BigInteger, nullable=False),
    Column("file", Integer, nullable=False),
    Column("offset_bytes", BigInteger, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("pictures", Integer, nullable=False),
    Column("is_key", Boolean, nullable=False),
    Column("is_aside", Boolean, nullable=False),
    Index("fragment_by_file", "file", "offset_bytes"),
    sqlite_with_rowid=False,
)

# Thumbnails for scrubbing, one blob each (invariant 7).
still = Table(
    "still",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("at_90k", BigInteger, primary_key=True),
    Column("name", String(160), nullable=False, unique=True),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The newest place of a camera and its pictures, one blob each (invariant 7).
keepsake = Table(
    "keepsake",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("kind", String(12), primary_key=True),  # artefact, place, proposal
    Column("at_90k", BigInteger, nullable=False),
    Column("name", String(160), nullable=False, unique=True),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("proven_ppm", Integer, nullable=False),
    Column("size_bytes", Integer, nullable=False),
)
