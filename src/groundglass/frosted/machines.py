"""The machines that keep a site's cameras, as the web sees them: which there are, what they keep, emptying one.

Apart because the engine has them and the web may not import it. A site that keeps its cameras on its own machine has a
control that is none of this.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Protocol, runtime_checkable

from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import CameraId


class Kept(Protocol):
    """A camera that a machine keeps. `generation` of its lease is None while it waits for one."""

    @property
    def camera(self) -> CameraId: ...

    @property
    def generation(self) -> int | None: ...

    @property
    def restarts_total(self) -> int: ...


class Facts(Protocol):
    """What a machine says of itself. `streams` are being watched; `waiting` is what waits for the desk."""

    @property
    def version(self) -> str: ...

    @property
    def cores(self) -> int: ...

    @property
    def memory_bytes(self) -> int: ...

    @property
    def free_bytes(self) -> int: ...

    @property
    def spool_bytes(self) -> int: ...

    @property
    def load(self) -> float: ...

    @property
    def waiting(self) -> int: ...

    @property
    def dropped_total(self) -> int: ...

    @property
    def streams(self) -> int: ...

    @property
    def cameras(self) -> Sequence[Kept]: ...


class Machine(Protocol):
    """One of them. `facts` are None until it was heard once."""

    @property
    def node(self) -> NodeName: ...

    @property
    def relay(self) -> str: ...

    @property
    def is_alive(self) -> bool: ...

    @property
    def is_connected(self) -> bool: ...

    @property
    def is_drained(self) -> bool: ...

    @property
    def facts(self) -> Facts | None: ...


class StepTaken(Protocol):
    """How much of a camera is kept: 0 all of it, 1 half of its pictures, 2 two a second."""

    @property
    def grade(self) -> IntEnum: ...


class Decided(Protocol):
    """Where a camera is to be kept; no node where none has room."""

    @property
    def node(self) -> NodeName | None: ...

    @property
    def step(self) -> StepTaken: ...


@runtime_checkable
class Machines(Protocol):
    """Whoever has cameras kept elsewhere."""

    def nodes(self) -> Sequence[Machine]:
        """Every machine that was there within a day, by name."""

    def placed(self, camera: CameraId) -> Decided | None:
        """What was decided of a camera; None while it is not."""

    async def drain(self, node: NodeName, on: bool) -> None:
        """Empty a machine for maintenance, or let it be filled again; `NotFound`."""
