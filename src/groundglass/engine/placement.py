"""Where cameras are to be kept: what a camera needs of a node, and who decides which node it is.

Apart from whoever decides (Ray in engine/ray/, or the desk by itself) and from whoever has cameras kept there, so that
neither knows of the other. Nothing here starts or stops a camera, and no address and no picture comes through here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final, Protocol

from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import WorkerSettings

HIGH: Final = 2
NORMAL: Final = 1
LOW: Final = 0


class Grade(IntEnum):
    """How much of a camera is kept. Fewer pictures a second are what is given up when cores are short."""

    FULL = 0
    LOWERED = 1  # half of its pictures
    LEAST = 2  # two pictures a second


@dataclass(frozen=True, slots=True)
class Step:
    """What a camera takes in one grade. `max_rate_hz` None: as its settings say."""

    grade: Grade
    cores: float
    memory_bytes: int
    max_rate_hz: float | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What one camera needs. `steps` begin with the full one and become cheaper; a camera that may not be lowered has
    one. `reach`: a network that only some nodes reach, `place`: a label that its node must have, "" for any.
    `group`: neighbours, which are kept on different nodes where there are enough. A higher `priority` falls later."""

    camera: CameraId
    steps: tuple[Step, ...]
    reach: str = ""
    place: str = ""
    group: str = ""
    priority: int = NORMAL


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a camera is to be kept, and as what. No node: none that may keep it has room."""

    camera: CameraId
    node: NodeName | None
    step: Step


class Placement(Protocol):
    """Decides which node keeps which camera. One desk asks; it survives whatever decides being away."""

    async def want(self, needs: tuple[Need, ...], drained: frozenset[NodeName]) -> None:
        """The whole wish, each time it changed: cameras not in it are let go, nodes in `drained` are emptied. Returns
        at once; what becomes of it is told by `changes`."""

    async def changes(self) -> tuple[Placed, ...]:
        """Wait until a decision is other than what was last told, then the decision about every camera. While whoever
        decides is away nothing changes, and this waits."""

    async def close(self) -> None:
        """Stop deciding. What was decided stays as it is."""


def lowered(settings: WorkerSettings, step: Step) -> WorkerSettings:
    """The settings with which a camera is kept in this step."""
    if step.max_rate_hz is None:
        return settings
    given = settings.max_rate_hz
    return replace(settings, max_rate_hz=step.max_rate_hz if given is None else min(given, step.max_rate_hz))
