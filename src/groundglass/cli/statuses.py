"""Exit statuses: how a command that failed says so to a script. `groundglass --help` prints this table."""

from __future__ import annotations

from typing import Final

from groundglass.errors import (
    ConfigError,
    Conflict,
    EngineError,
    GroundglassError,
    LedgerError,
    LedgerUnavailable,
    NotFound,
    NotSignedIn,
    PaneError,
    Refused,
    SourceError,
    StoreConflict,
    StoreDamaged,
    StoreError,
    TooMany,
)

OK: Final = 0
FAILED: Final = 1
INTERRUPTED: Final = 130

# The first match counts, so a kind stands before the kind it belongs to.
_BY_KIND: Final[tuple[tuple[type[GroundglassError], int], ...]] = (
    (ConfigError, 2),
    (PaneError, 2),
    (NotFound, 3),
    (Conflict, 4),
    (Refused, 4),
    (NotSignedIn, 4),
    (TooMany, 4),
    (SourceError, 5),
    (StoreConflict, 4),
    (StoreDamaged, 7),
    (StoreError, 6),
    (LedgerUnavailable, 6),
    (LedgerError, 7),
    (EngineError, 8),
)

MEANINGS: Final[dict[int, str]] = {
    OK: "done",
    FAILED: "failed in a way that has no status of its own",
    2: "the arguments, the settings file or a value cannot be used as written",
    3: "the camera, file or data folder is not there",
    4: "refused: it exists already, is in use, or is not allowed",
    5: "the camera or video cannot be opened, read or decoded",
    6: "the disk or the data folder cannot be used",
    7: "what is on disk is damaged",
    8: "a worker or the server cannot be started, or did not answer",
    INTERRUPTED: "interrupted with Ctrl-C",
}


def status_of(error: GroundglassError) -> int:
    """The exit status for an error."""
    return next((status for kind, status in _BY_KIND if isinstance(error, kind)), FAILED)
