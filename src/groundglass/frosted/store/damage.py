"""What can be wrong with a data folder, by the invariant of design/storage.md that it breaks.

Types and sentences only: inspection.py finds, fsck.py repairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Damage(Enum):
    """A way in which an invariant can be broken."""

    CATALOG = "catalog"
    BLOB_MISSING = "blob missing"
    BLOB_SIZE = "blob size"
    SPOOL_MISSING = "spool missing"
    BLOB_UNKNOWN = "blob unknown"
    TORN_UPLOAD = "torn upload"
    ROWS_DIFFER = "rows differ"
    ROWS_OVERLAP = "rows overlap"
    RUN_MISSING = "run missing"
    STILL_MISSING = "still missing"
    STILL_UNKNOWN = "still unknown"
    DOOMED = "doomed"
    SEALED_MISSING = "sealed missing"
    SEALED_SIZE = "sealed size"
    SEALED_UNKNOWN = "sealed unknown"
    SLOTS_MISSING = "slots missing"
    SLOTS_LEFT = "slots left"
    SEALED_DOOMED = "sealed doomed"


INVARIANT: Final[dict[Damage, int]] = {
    Damage.BLOB_MISSING: 1,
    Damage.BLOB_SIZE: 1,
    Damage.SPOOL_MISSING: 2,
    Damage.BLOB_UNKNOWN: 3,
    Damage.TORN_UPLOAD: 3,
    Damage.ROWS_DIFFER: 4,
    Damage.ROWS_OVERLAP: 5,
    Damage.RUN_MISSING: 6,
    Damage.STILL_MISSING: 7,
    Damage.STILL_UNKNOWN: 7,
    Damage.DOOMED: 8,
    Damage.CATALOG: 9,
    Damage.SEALED_MISSING: 10,
    Damage.SEALED_SIZE: 10,
    Damage.SLOTS_MISSING: 10,
    Damage.SEALED_UNKNOWN: 11,
    Damage.SLOTS_LEFT: 12,
    Damage.SEALED_DOOMED: 12,
}

SENTENCE: Final[dict[Damage, str]] = {
    Damage.CATALOG: "the catalog's own check found damage",
    Damage.BLOB_MISSING: "the index has this recording, but its file is gone",
    Damage.BLOB_SIZE: "the file of this recording is not as long as the index says",
    Damage.SPOOL_MISSING: "the index has this open minute, but its file is gone",
    Damage.BLOB_UNKNOWN: "this recording's file is not in the index",
    Damage.TORN_UPLOAD: "this file was left by a write that did not end",
    Damage.ROWS_DIFFER: "the index does not say what this recording's file holds",
    Damage.ROWS_OVERLAP: "two fragments of this camera cover the same time",
    Damage.RUN_MISSING: "the parameters of this run are not in the index, or not those in its files",
    Damage.STILL_MISSING: "the index has this still or place, but its file is gone",
    Damage.STILL_UNKNOWN: "this still's or place's file is not in the index",
    Damage.SEALED_MISSING: "this sealed original's file is gone",
    Damage.SEALED_SIZE: "the file of this sealed original is not as long as the catalog says",
    Damage.SEALED_UNKNOWN: "nobody has a share of this sealed original's key: it can never be opened",
    Damage.SLOTS_MISSING: "this sealed original is kept, and the shares of its key are gone",
    Damage.SLOTS_LEFT: "shares are left of the key of an original that is not kept",
    Damage.SEALED_DOOMED: "the destruction of this sealed original did not end",
    Damage.DOOMED: "the deletion of this recording did not end",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken invariant. `subject` is a blob's key, a file's name, or `camera at time` for rows."""

    damage: Damage
    subject: str

    @property
    def invariant(self) -> int:
        return INVARIANT[self.damage]

    @property
    def sentence(self) -> str:
        return SENTENCE[self.damage]
