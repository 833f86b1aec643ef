"""The tables of the map, and nothing else about it. Places on the earth are in outbound/schema.py."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Table, Text

metadata: Final = MetaData()

# A floor, with or without a picture. `placing` is JSON (placing.py), empty until somebody placed the picture.
plan = Table(
    "map_plan",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("media", String(16), nullable=False),  # empty without a picture
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("placing", Text, nullable=False),
    Column("made_90k", BigInteger, nullable=False),
)

# A plan's picture, as it was uploaded.
picture = Table(
    "map_picture",
    metadata,
    Column("plan", String(16), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

# A camera on a plan. Where `x_cm` is null the camera has a place on the earth, and this says on which floor.
stand = Table(
    "map_stand",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("plan", String(16), nullable=False),
    Column("x_cm", Integer, nullable=True),
    Column("y_cm", Integer, nullable=True),
    Column("height_cm", Integer, nullable=False),
    Column("azimuth_cdeg", Integer, nullable=False),
    Column("view_cdeg", Integer, nullable=False),
    Column("range_m", Integer, nullable=False),
)
