"""The tables of incidents, procedures and shifts, and nothing else about them.

`incident` and `incident_task` repeat what the entries add up to, so that lists need not fold every history; they are
written in the same transaction as the entry. A test folds and compares.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)

metadata: Final = MetaData()

incident = Table(
    "incident",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("level", String(8), nullable=False),
    Column("state", String(16), nullable=False),
    Column("camera", String(48), nullable=False),
    Column("zone", String(80), nullable=False),
    Column("is_exercise", Boolean, nullable=False),
    Column("opened_90k", BigInteger, nullable=False),
    Column("changed_90k", BigInteger, nullable=False),
    Column("owner", String(16), nullable=False),
    Column("event", String(64), nullable=True, unique=True),  # one event opens one incident, however often it is told
    Index("incident_by_state", "state", "number"),
    Index("incident_by_camera", "camera", "number"),
)

# The history. Rows are added and, when retention ends the incident, deleted with it; never changed.
incident_entry = Table(
    "incident_entry",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("incident", Integer, ForeignKey("incident.number", ondelete="CASCADE"), nullable=False),
    Column("at_90k", BigInteger, nullable=False),
    Column("by", String(16), nullable=False),  # a person's id; empty: the house
    Column("kind", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("ledger", BigInteger, nullable=False),  # index of the entry that holds the salted hash of `body`
    Column("once", String(40), nullable=True),  # the device's own name for the act; null for most
    Index("incident_entry_by_incident", "incident", "sequence"),
    sqlite_autoincrement=True,  # a number is never given twice: others remember how far they have read
)

incident_task = Table(
    "incident_task",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("incident", Integer, ForeignKey("incident.number", ondelete="CASCADE"), nullable=False),
    Column("responder", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("changed_90k", BigInteger, nullable=False),
    Column("needs_help", Boolean, nullable=False, server_default=false()),
    Index("incident_task_by_responder", "responder", "state"),
    Index("incident_task_by_incident", "incident"),
)

# Frosted photos, at most 60 of an incident and small: coarse cells. Deleted with their incident.
incident_photo = Table(
    "incident_photo",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("incident", Integer, ForeignKey("incident.number", ondelete="CASCADE"), nullable=False),
    Column("at_90k", BigInteger, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("jpeg", LargeBinary, nullable=False),
    Index("incident_photo_by_incident", "incident"),
)

# Events that may belong to an open incident. A proposal: a person accepts or refuses it.
incident_proposal = Table(
    "incident_proposal",
    metadata,
    Column("event", String(64), primary_key=True),
    Column("incident", Integer, ForeignKey("incident.number", ondelete="CASCADE"), nullable=False),
    Column("event_kind", String(32), nullable=False),
    Column("level", String(8), nullable=False),
    Column("camera", String(48), nullable=False),
    Column("zone", String(80), nullable=False),
    Column("at_90k", BigInteger, nullable=False),
    Column("is_exercise", Boolean, nullable=False),
    Column("answer", String(8), nullable=False),  # open, accepted, refused
    Index("incident_proposal_by_incident", "incident", "answer"),
)

procedure = Table(
    "procedure",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("steps", Text, nullable=False),  # JSON: [{"text", "due_s"}]
    Column("kinds", Text, nullable=False),  # JSON: kinds of events it is proposed for
    Column("changed_90k", BigInteger, nullable=False),
    Column("is_retired", Boolean, nullable=False),
)

shift = Table(
    "shift",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("person", String(16), nullable=False),
    Column("began_90k", BigInteger, nullable=False),
    Column("ended_90k", BigInteger, nullable=True),
    Column("handed_to", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Index("shift_by_person", "person", "ended_90k"),
)

# How far a reader of an append-only table has come. Written in the transaction that did something about it.
reader_mark = Table(
    "reader_mark",
    metadata,
    Column("reader", String(80), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
)
