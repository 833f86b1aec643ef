"""The tables of what is sent outside, and nothing else about it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata: Final = MetaData()

# Where messages go. Passwords, keys and addresses that hold them are sealed with the site's key.
channel = Table(
    "outbound_channel",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("is_enabled", Boolean, nullable=False),
    Column("settings", Text, nullable=False),  # JSON, without secrets
    Column("sealed", LargeBinary, nullable=False),  # JSON of secrets
    Column("created_90k", BigInteger, nullable=False),
)

# What is to be said. state: waiting, sent, dead. A row is sent again with the same key until it is sent or dead.
message = Table(
    "outbound_message",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("key", String(80), nullable=False, unique=True),
    Column("subject", String(32), nullable=False),  # messages about one subject go in their order; empty: any
    Column("body", Text, nullable=False),
    Column("state", String(8), nullable=False),
    Column("made_90k", BigInteger, nullable=False),
    Column("next_90k", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("trouble", Text, nullable=False),
    Column("done_90k", BigInteger, nullable=True),
    Index("outbound_message_waiting", "channel", "state", "id"),
    sqlite_autoincrement=True,
)

# Browsers that a person allowed to be told. The address and keys are sealed.
push_subscription = Table(
    "push_subscription",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("person", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_90k", BigInteger, nullable=False),
    Index("push_subscription_by_person", "person"),
)

# Where a camera stands and looks, for maps and for others' maps. Whole numbers: 1e-7 degrees, centidegrees.
camera_position = Table(
    "camera_position",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("latitude_e7", BigInteger, nullable=False),
    Column("longitude_e7", BigInteger, nullable=False),
    Column("height_cm", Integer, nullable=False),
    Column("azimuth_cdeg", Integer, nullable=False),
    Column("view_cdeg", Integer, nullable=False),
    Column("range_m", Integer, nullable=False),
)

# Small things the site makes for itself once: its key for Web Push, the hash of the token for figures.
keepsake = Table(
    "outbound_keepsake",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
