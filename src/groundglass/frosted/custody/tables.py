"""The tables of the ceremony: requests, what custodians answered, the shares on their way, drills, hand-overs.

Apart from store/schema.py because nothing of them concerns recordings. No key and no clear share is in any of them: a
share here is encrypted to a requester, and is destroyed with the request's end. Created by migration 0007.
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

# One row per request. `document` is what was asked, exactly as its terms are hashed; the rest is what became of it.
# A row is here only after the request stands in the ledger, at `entry`.
unseal_request = Table(
    "unseal_request",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("camera", String(48), nullable=False),
    Column("made_90k", BigInteger, nullable=False),
    Column("expires_90k", BigInteger, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("entry", BigInteger, nullable=False),
    Column("released_90k", BigInteger, nullable=True),
    Column("release_entry", BigInteger, nullable=True),
    Column("opened_90k", BigInteger, nullable=True),
    Column("manifest_sha256", String(64), nullable=True),
    Column("is_ended", Boolean, nullable=False),  # its end was entered, and its shares are destroyed
    Index("unseal_request_by_time", "made_90k"),
)

# One answer per custodian and request; neither yes nor no is taken back. `terms` is what a yes was given to.
unseal_answer = Table(
    "unseal_answer",
    metadata,
    Column("request", String(16), ForeignKey("unseal_request.id", ondelete="CASCADE"), primary_key=True),
    Column("recipient", Text, primary_key=True),
    Column("custodian", String(8), nullable=False),
    Column("at_90k", BigInteger, nullable=False),
    Column("is_approval", Boolean, nullable=False),
    Column("terms", LargeBinary, nullable=False),
    Column("why", Text, nullable=False),
    Column("entry", BigInteger, nullable=False),
)

# Shares as custodians encrypted them to the requester. `number` is the custodian's place among the segment's.
unseal_share = Table(
    "unseal_share",
    metadata,
    Column("request", String(16), ForeignKey("unseal_request.id", ondelete="CASCADE"), primary_key=True),
    Column("segment", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("share", LargeBinary, nullable=False),
    Index("unseal_share_by_segment", "segment"),
)

# One row: how often the site tries its custodians' keys. 0 = never.
drill_rule = Table(
    "drill_rule",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("every_days", Float, nullable=False),
    Column("since_90k", BigInteger, nullable=False),
    Column("told_90k", BigInteger, nullable=False),  # until when "overdue" has been entered
)

# One row per drill. `identity` opens the shares of this drill's drawn segment and nothing else, so it may lie here.
drill = Table(
    "drill",
    metadata,
    Column("request", String(16), ForeignKey("unseal_request.id", ondelete="CASCADE"), primary_key=True),
    Column("identity", Text, nullable=False),
    Column("passed_90k", BigInteger, nullable=True),
    Column("is_ended", Boolean, nullable=False),
)
