"""Every error Groundglass raises on purpose, in one tree.

    GroundglassError
    ├── ConfigError          the settings file, a command's arguments, site.toml
    ├── PaneError            bytes or values at the pane that are not what the spec allows
    ├── SourceError          a camera or file cannot be opened or decoded
    ├── FrostError           frosting cannot be set up with these settings
    ├── StoreError           recording, index or disk
    │   ├── StoreAway        the database or the bucket does not answer now; what waits for it goes on by itself
    │   ├── StoreFull        no space is left, or the floor is reached
    │   ├── StoreConflict    a different blob already has this key
    │   └── StoreDamaged     what is on disk breaks an invariant of design/storage.md
    ├── NotFound             a camera, a recording, a person that is not there
    ├── Conflict             the thing changed meanwhile, or exists already
    │   └── Outdated         a change was made from a version that is no longer the newest
    ├── Refused              the person is known but may not do this
    ├── NotSignedIn          nobody is signed in, or the link or password is wrong
    │   └── NotInvited       somebody proved who they are, and nobody of this site is that
    ├── TooMany              a limit on rate or number is reached
    ├── CustodyError         sealing, shares, quorum, ceremony
    ├── LedgerError          a proof, checkpoint or entry does not hold
    │   └── LedgerUnavailable  nothing can be entered now, so what must be on record is refused
    └── EngineError          a worker cannot be started or kept running
        └── DeskAway         a web node's desk does not answer: watching goes on, changes wait

`message` is one lower-case sentence without a full stop: it is printed after "groundglass: error:".
Each hint is one thing the reader can do next. Mapping to HTTP is one table in frosted/web/problems.py;
mapping to exit status is one table in cli/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class GroundglassError(Exception):
    """Anything Groundglass raises on purpose."""

    def __init__(self, message: str, *hints: str) -> None:
        super().__init__(message)
        self.message = message
        self.hints = hints


class ConfigError(GroundglassError):
    """The settings file, a command's arguments or site.toml cannot be used as written."""


class PaneError(GroundglassError):
    """Bytes or values at the pane are not what spec/pane-wire.md allows."""


class SourceError(GroundglassError):
    """A camera or file cannot be opened or decoded."""


class FrostError(GroundglassError):
    """Frosting cannot be set up with these settings."""


class StoreError(GroundglassError):
    """Recording, index or disk failed."""


class StoreAway(StoreError):
    """The database or the bucket does not answer now. Whoever recorded keeps what it has, and tries again."""


class StoreFull(StoreError):
    """No space is left, or the free-space floor is reached."""


class StoreConflict(StoreError):
    """A different blob is already stored under this key."""


class StoreDamaged(StoreError):
    """What is on disk breaks a numbered invariant of design/storage.md."""


class NotFound(GroundglassError):
    """The camera, recording or person is not there."""


class Conflict(GroundglassError):
    """The thing changed meanwhile, or exists already."""


class Outdated(Conflict):
    """A change was made from a version that is no longer the newest."""


class Refused(GroundglassError):
    """The person is known but may not do this."""


class NotSignedIn(GroundglassError):
    """Nobody is signed in, or the link or password is wrong."""


class NotInvited(NotSignedIn):
    """Somebody proved who they are, and nobody of this site is that."""


class TooMany(GroundglassError):
    """A limit on rate or number is reached."""


class CustodyError(GroundglassError):
    """Sealing, shares, quorum or ceremony refused to go on."""


class LedgerError(GroundglassError):
    """A proof, checkpoint or entry does not hold."""


class LedgerUnavailable(LedgerError):
    """Nothing can be entered now, so whatever must be on record first is refused."""


class EngineError(GroundglassError):
    """A worker cannot be started or kept running."""


class DeskAway(EngineError):
    """A web node's desk does not answer: watching goes on, changes wait."""


def error_json(error: GroundglassError) -> dict[str, Any]:
    """An error on its way to another process: its kind, sentence and hints."""
    return {"kind": type(error).__name__, "message": error.message, "hints": list(error.hints)}


def error_of(said: Mapping[str, Any]) -> GroundglassError:
    """The error another process spoke of. Its kind, which decides exit and HTTP status, is kept where this version
    knows it. `KeyError` or `TypeError` where it is none."""
    found = globals().get(str(said["kind"]))
    kind = found if isinstance(found, type) and issubclass(found, GroundglassError) else EngineError
    return kind(str(said["message"]), *map(str, said["hints"]))
