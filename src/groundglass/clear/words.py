"""What the worker's threads tell its main loop, besides pictures. A closed union.

Apart from pane/ because none of it crosses as it is: the loop decides what to report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from groundglass.pane.control import Approve, Forget, Stop
from groundglass.pane.status import CameraState, Cause, SourceFacts


@dataclass(frozen=True, slots=True)
class Connecting:
    """An attempt begins. `cause` is why the one before it ended."""

    cause: Cause


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture was decoded, the first of a connection or of another size, and follows. `aspect` is a pixel's shape."""

    facts: SourceFacts
    connection: int
    aspect: tuple[int, int]
    trust_spacing: bool


@dataclass(frozen=True, slots=True)
class Over:
    """A connection, or the attempt at one, ended. `retry_in_s` 0: no further attempt will be made."""

    state: CameraState
    cause: Cause
    retry_in_s: int


Word: TypeAlias = Connecting | Opened | Over | Stop | Approve | Forget
