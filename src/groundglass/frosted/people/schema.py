"""The tables of people, and nothing else about them.

What is stored of a person: a name they chose, a role, which camera groups they are limited to, ways to sign in, and
sessions. No log of what they looked at: that is the ledger's, where they can see it themselves. A mail address is kept
only while an invitation to it waits. Created by migrations 0002, 0008, 0011 and 0020.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)
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
    Column(
        "is_limited", Boolean, nullable=False, server_default=false()
    ),  # to the groups of person_group; with none, to nothing
    Column("invited_email", Text, nullable=True),  # until the invitation is taken up
    Column(
        "has_roles_in_groups", Boolean, nullable=False, server_default=false()
    ),  # whether person_role has some; false: those are not looked for
    Index("person_by_invited_email", "invited_email", unique=True),
)

# Cameras under one name, for rights. A camera may be in several; a group may be empty.
camera_group = Table(
    "camera_group",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),
)

camera_group_camera = Table(
    "camera_group_camera",
    metadata,
    Column("camera_group", String(16), ForeignKey("camera_group.id"), primary_key=True),
    Column("camera", String(48), primary_key=True),
)

person_group = Table(
    "person_group",
    metadata,
    Column("person", String(16), ForeignKey("person.id"), primary_key=True),
    Column("camera_group", String(16), ForeignKey("camera_group.id"), primary_key=True),
)

# A role besides the one at the site, at the cameras of a group.
person_role = Table(
    "person_role",
    metadata,
    Column("person", String(16), ForeignKey("person.id"), primary_key=True),
    Column("camera_group", String(16), ForeignKey("camera_group.id"), primary_key=True),
    Column("role", String(32), nullable=False),
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

# Codes for whoever lost every other way in. Each opens once, and is deleted by it.
recovery_code = Table(
    "recovery_code",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),
    Column("person", String(16), ForeignKey("person.id"), nullable=False),
    Index("recovery_code_by_person", "person"),
)

# Accounts kept elsewhere (OpenID Connect). `by_claim`: their role follows what the provider says at every sign-in.
identity = Table(
    "identity",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("person", String(16), ForeignKey("person.id"), nullable=False),
    Column("by_claim", Boolean, nullable=False),
    Column("created_90k", BigInteger, nullable=False),
    Index("identity_by_person", "person"),
)

# Programs that use the API. Kept when revoked, so that histories can name them.
api_token = Table(
    "api_token",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("made_by", String(16), ForeignKey("person.id"), nullable=False),
    Column("rights", Text, nullable=False),  # names of rights, with spaces between
    Column("is_limited", Boolean, nullable=False),
    Column("created_90k", BigInteger, nullable=False),
    Column("ends_90k", BigInteger, nullable=True),
    Column("seen_90k", BigInteger, nullable=True),
    Column("revoked_90k", BigInteger, nullable=True),
)

api_token_group = Table(
    "api_token_group",
    metadata,
    Column("api_token", String(16), ForeignKey("api_token.id"), primary_key=True),
    Column("camera_group", String(16), ForeignKey("camera_group.id"), primary_key=True),
)
