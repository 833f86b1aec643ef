"""The closed union of anonymous facts a worker may report about what it sees.

Adding a member, or a field, is a privacy decision: spec/observations.md says for each why it identifies
nobody, and design/decisions/ must say why it is needed. There is no appearance, no embedding, no text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from groundglass.pane.ids import Instant90k
from groundglass.pane.status import View


@dataclass(frozen=True, slots=True)
class ViewChanged:
    """The camera's view as a whole became something else: covered, moved, proven again."""

    at: Instant90k
    view: View


@dataclass(frozen=True, slots=True)
class Occupancy:
    """How much of the picture was not the place, over one second. A share, not a count of people."""

    at: Instant90k
    hidden_ppm: int
    moving_ppm: int


Observation: TypeAlias = ViewChanged | Occupancy
