"""The tables of rules, events and observations; their sums are in analytics/schema.py. Times are UTC in 1/90000 s.

No row holds an appearance, and the number of a track is only in `observation.body`, where it means nothing once the
track is over. Created by migration; a test compares the two.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata: Final = MetaData()

# What people asked to be told of: a draft as JSON, read and written whole.
rule = Table(
    "rule",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("changed_90k", BigInteger, nullable=False),
    sqlite_autoincrement=True,  # a number is never given twice, for events name it
)

# What happened. Rows are only added, and deleted with age. `outside_key` makes a repeated report one event.
event = Table(
    "event",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("phase", String(8), nullable=False),
    Column("level", String(8), nullable=False),
    Column("at_90k", BigInteger, nullable=False),
    Column("since_90k", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("camera", String(48), nullable=True),
    Column("rule", Integer, nullable=True),
    Column("x_ppm", Integer, nullable=True),
    Column("y_ppm", Integer, nullable=True),
    Column("across_dm", Integer, nullable=True),
    Column("away_dm", Integer, nullable=True),
    Column("value", Float, nullable=True),
    Column("detail", String(32), nullable=False),
    Column("area", Integer, nullable=True),
    Column("is_exercise", Boolean, nullable=False),
    Column("outside_key", String(100), nullable=True, unique=True),
    # The last columns of an index are there to be compared without reading the event: a search looks at many.
    Index("event_by_time", "at_90k", "id", "level", "kind", "camera"),
    Index("event_by_camera", "camera", "at_90k", "level", "kind"),
    Index("event_by_kind", "kind", "at_90k"),
)

# Events that somebody at the desk has looked through. There is a row if and only if they have; it ends with its event.
event_review = Table(
    "event_review",
    metadata,
    Column("event", BigInteger, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("by", String(16), nullable=False),  # a person's id
    Column("at_90k", BigInteger, nullable=False),
)

# What workers observed: the messages of a camera over about two seconds, as they came, compressed.
observation = Table(
    "observation",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("start_90k", BigInteger, primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("end_90k", BigInteger, nullable=False),
    Column("messages", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# How far each node was heard that keeps cameras elsewhere, in which of its lives (relay/heard.py). Written with the
# observations that were heard.
node_heard = Table(
    "node_heard",
    metadata,
    Column("node", String(64), primary_key=True),
    Column("epoch", String(64), nullable=False),
    Column("number", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
