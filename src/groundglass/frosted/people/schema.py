"""The tables of people, and nothing else about them.

What is stored of a person: a name they chose, a role, ways to sign in, and sessions. No address, no log of
what they looked at (that will be the ledger's, where they can see it themselves). Created by migration 0002.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.ext.asyncio import AsyncEngine

metadata: Final = MetaData()


def reader_of(engine: AsyncEngine) -> AsyncEngine:
    """The same database for reading only: its transactions do not wait for whoever writes (store/catalog.py)."""
    return engine.execution_options(groundglass_reads=True)


person = Table(
    "person",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),  # empty until the person has said it
    Column("name_key", Text, nullable=True, unique=True),  # casefolded; what is looked up at sign-in
    Column("role", String(32), nullable=False),
    Column("password_hash", Text, nullable=True),  # argon2id, with its salt and parameters
    Column("created_90k", BigInteger, nullable=False),
    Column("removed_90k", BigInteger, nullable=True),  # kept for their name in histories; signs in no more
)

passkey = Table(
    "passkey",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("person", String(16), ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("credential", LargeBinary, nullable=False, unique=True),  # the authenticator's own id for it
    Column("public_key", LargeBinary, nullable=False),  # COSE
    Column("sign_count", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("created_90k", BigInteger, nullable=False),
    Index("passkey_by_person", "person"),
)

# The session's token is not here, only its hash: whoever reads this table cannot become anybody.
session = Table(
    "session",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("person", String(16), ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("client", Text, nullable=False),  # what the browser calls itself, cut short
    Column("created_90k", BigInteger, nullable=False),
    Column("seen_90k", BigInteger, nullable=False),
    Column("ends_90k", BigInteger, nullable=False),
    Index("session_by_person", "person"),
)

one_time_link = Table(
    "one_time_link",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("person", String(16), ForeignKey("person.id", ondelete="CASCADE"), nullable=True),
    Column("ends_90k", BigInteger, nullable=False),
    Column("used_90k", BigInteger, nullable=True),
)
