"""The catalog's tables. Created and changed only by the migrations beside this; a test compares the two.

Times are UTC in 1/90000 s. A row about a file on disk follows the invariants of design/storage.md; the comments
name them. Tables of people are in people/schema.py, in the same database.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata: Final = MetaData()
# Wide in both databases; SQLite counts rows only by what it calls INTEGER, which is as wide.
_FILE_ID: Final = BigInteger().with_variant(Integer(), "sqlite")

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
    Column("id", _FILE_ID, primary_key=True),
    Column("camera", String(48), nullable=False),
    Column("run", BigInteger, nullable=False),
    Column("name", String(160), nullable=False, unique=True),
    Column("start_90k", BigInteger, nullable=False),
    Column("end_90k", BigInteger, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),
    Column("sha256", String(64), nullable=True),  # of the whole file, in hexadecimal; null until it was read whole
    Column("entry", BigInteger, nullable=True),  # its place in the ledger; null until it is entered
    # Not by `end_90k`: it changes with every row of an open minute, and each change would be written to every index.
    Index("file_by_camera", "camera", "run", "start_90k"),
    Index("file_by_time", "camera", "start_90k"),
    Index("file_by_age", "state", "start_90k"),
    Index("file_by_entry", "entry"),
)

# The recording index: one row per fragment. Rows of a camera that are not aside never overlap (invariant 5).
fragment = Table(
    "fragment",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("start_90k", BigInteger, primary_key=True),
    Column("run", BigInteger, primary_key=True, autoincrement=False),
    Column("end_90k", BigInteger, nullable=False),
    Column("file", _FILE_ID, nullable=False),
    Column("offset_bytes", BigInteger, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("pictures", Integer, nullable=False),
    Column("is_key", Boolean, nullable=False),
    Column("is_aside", Boolean, nullable=False),
    Index("fragment_by_file", "file", "offset_bytes"),
    # What a day's timeline reads. SQLite's table is in this order itself; in PostgreSQL the rows of many cameras lie
    # among each other, and reading those of one meant reading a page of the disk for every eight.
    Index(
        "fragment_by_time", "camera", "start_90k", postgresql_include=["end_90k", "run", "file", "is_aside"],
    ).ddl_if(dialect="postgresql"),
    sqlite_with_rowid=False,
)  # fmt: skip

# Stretches whose pictures arrived and were not recorded, and why (`recorded.GapCause`). Not of a camera that was away.
recording_gap = Table(
    "recording_gap",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("start_90k", BigInteger, primary_key=True),
    Column("run", BigInteger, primary_key=True, autoincrement=False),
    Column("end_90k", BigInteger, nullable=False),
    Column("cause", String(16), nullable=False),
    Column("pictures", Integer, nullable=False),
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

# What the site has shown of its ledger: the newest checkpoint, and those that were handed to witnesses, with what
# they signed. A ledger that does not begin with every one of these was rolled back or forked.
ledger_checkpoint = Table(
    "ledger_checkpoint",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
    Column("at_90k", BigInteger, nullable=False),
    Column("is_published", Boolean, nullable=False),
    Column("cosignatures", Text, nullable=False),  # signature lines of witnesses, each ending in a line break
)

# Custodians, retired ones included. Only recipients: no key that opens anything is ever here.
custodian = Table(
    "custodian",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("name", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
)

# One row: the quorum, and how long originals are kept.
custody_rule = Table(
    "custody_rule",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("quorum", Integer, nullable=False),
    Column("keep_days", Float, nullable=False),
)

# Sealed originals. A row that is "kept" has a blob of exactly `size_bytes` (invariant 10) and its slots; of one that is
# "doomed" the slots are destroyed and the blob is being deleted (invariant 12). `entry` is its place in the ledger, and
# null until it is entered.
sealed_segment = Table(
    "sealed_segment",
    metadata,
    Column("segment", String(32), primary_key=True),
    Column("camera", String(48), nullable=False),
    Column("start_90k", BigInteger, nullable=False),
    Column("until_90k", BigInteger, nullable=False),
    Column("chain", BigInteger, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("blob", String(160), nullable=False, unique=True),
    Column("size_bytes", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("is_drill", Boolean, nullable=False),
    Column("state", String(8), nullable=False),
    Column("entry", BigInteger, nullable=True),
    Index("sealed_by_camera", "camera", "start_90k"),
    Index("sealed_by_entry", "entry"),
)

# The wrapped shares of a segment's key, in the order of its header's custodians (1..n). Deleted before the blob.
sealed_slot = Table(
    "sealed_slot",
    metadata,
    Column("segment", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("recipient", Text, nullable=False),
    Column("slot", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Where a camera's chain of sealed segments stands: it goes on when all segments before are destroyed.
sealed_chain = Table(
    "sealed_chain",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("next", BigInteger, nullable=False),
    Column("previous", LargeBinary, nullable=False),
)

# Who keeps which camera, in a site whose cameras are kept on several nodes (store/lease.py). A node is alive until
# `expires_90k`; it is another incarnation each time it is started. A lease is alive while it is not released and its
# node's incarnation is alive. `generation` is what a writer of recordings states; it never comes again in a site.
node_lease = Table(
    "node_lease",
    metadata,
    Column("node", String(64), primary_key=True),
    Column("incarnation", BigInteger, nullable=False),
    Column("relay", Text, nullable=False),  # host:port where the node's cameras are to be had live
    Column("expires_90k", BigInteger, nullable=False),
)
camera_lease = Table(
    "camera_lease",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("node", String(64), nullable=False),
    Column("incarnation", BigInteger, nullable=False),
    Column("generation", BigInteger, nullable=False),
    Column("released_90k", BigInteger, nullable=True),
    Index("lease_by_node", "node"),
)

# Every lease that was ever taken, never changed. `freed_90k` is when the one before had ended, null for the first. A
# run's number has its generation in front (run_mint.py), and those of sites without nodes stay below 2**43 until 2248.
lease_taken = Table(
    "lease_taken",
    metadata,
    Column("generation", BigInteger, Identity(start=1 << 27), primary_key=True),
    Column("camera", String(48), nullable=False),
    Column("node", String(64), nullable=False),
    Column("incarnation", BigInteger, nullable=False),
    Column("taken_90k", BigInteger, nullable=False),
    Column("freed_90k", BigInteger, nullable=True),
    Index("taken_by_camera", "camera", "generation"),
)
