"""The tables of sums. Times are UTC in 1/90000 s and begin a minute or an hour.

Every column that is not part of a key is a sum, or a greatest value if its name begins with `most`: adding.py relies on
it. Sums are of a place and a time, never of a track. Created by migration; a test compares the two.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table

metadata: Final = MetaData()

# A minute of a camera. People are those that were followed; `begun` are tracks that were seen first in this minute.
tally = Table(
    "tally",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("minute_90k", BigInteger, primary_key=True),
    Column("seconds", Integer, nullable=False),
    Column("people_milli", BigInteger, nullable=False),
    Column("most", Integer, nullable=False),
    Column("begun", Integer, nullable=False),
    Column("hidden_ppm", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# A minute of an area that is drawn in a camera's picture. `seconds` are those in which its people could be estimated.
area_tally = Table(
    "area_tally",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("area", Integer, primary_key=True, autoincrement=False),
    Column("minute_90k", BigInteger, primary_key=True),
    Column("seconds", Integer, nullable=False),
    Column("people_milli", BigInteger, nullable=False),
    Column("per_m2_milli", BigInteger, nullable=False),
    Column("most_people_milli", Integer, nullable=False),
    Column("most_per_m2_milli", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# A minute of a line that a rule watches. Counted whether or not the rule was awake or muted.
crossing_tally = Table(
    "crossing_tally",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("rule", Integer, primary_key=True, autoincrement=False),
    Column("minute_90k", BigInteger, primary_key=True),
    Column("to_left", Integer, nullable=False),
    Column("to_right", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# An hour of a coarse cell of the picture: how many tracks stood in it, and how long all of them together.
heat_tally = Table(
    "heat_tally",
    metadata,
    Column("camera", String(48), primary_key=True),
    Column("hour_90k", BigInteger, primary_key=True),
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("visits", Integer, nullable=False),
    Column("stay_ms", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

TABLES: Final = (tally, area_tally, crossing_tally, heat_tally)
