"""What a node may write into the recording index: what it records under leases it has, and what it once recorded.

Apart from lease.py because it stands in the transactions of the index (`index.Fence`). A run's number names its lease
(run_mint.py), so rows say by themselves under which they were recorded.

1. Rows of a lease this node believes to have are written while the database says so too. The lease's row is held to the
   end of the transaction against whoever would take it, and not against renewals (FOR KEY SHARE).
2. Of a lease that this node knows to be over, no row of a run, fragment or gap is written any more.
3. A finished minute of such a lease is handed in: it was recorded, and is somebody's evidence. The camera's row is held
   against its present keeper (FOR UPDATE), so that of one moment the later lease's recording is played (invariant 5).
4. Anything else is refused: of a camera that never was under that lease.

A process that was paused past its lease is in case 1: it believes, the database does not, and it writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from groundglass.frosted.recorded import Fragment, Gap
from groundglass.frosted.store import schema
from groundglass.frosted.store.index import Change, Kept, RunBegun, whose
from groundglass.frosted.store.lease import Lease
from groundglass.frosted.store.run_mint import generation_of
from groundglass.pane.ids import CameraId

_C: Final = schema.camera_lease.c
_T: Final = schema.lease_taken.c


class LeaseFence:
    """Fulfils `index.Fence` for one node. Belongs to the event loop's thread."""

    def __init__(self) -> None:
        self._held: dict[CameraId, int] = {}

    def hold(self, lease: Lease) -> None:
        """From now on this node records under it."""
        self._held[lease.camera] = lease.generation

    def drop(self, lease: Lease) -> None:
        """It is lost or released, and its worker has ended."""
        if self._held.get(lease.camera) == lease.generation:
            del self._held[lease.camera]

    async def admits(self, connection: AsyncConnection, changes: Sequence[Change]) -> Sequence[bool]:
        """See the module's rules."""
        held = {kept for kept in map(whose, changes) if self._is_held(kept)}
        late = {whose(change) for change in changes if _is_finished(change)} - held
        current = await _current(connection, held)
        handed_in = await _handed_in(connection, late)
        return [whose(c) in current or (_is_finished(c) and whose(c) in handed_in) for c in changes]  # 2: is in neither

    def _is_held(self, kept: Kept) -> bool:
        camera, run = kept
        return self._held.get(camera) == generation_of(run)


def _is_finished(change: Change) -> bool:
    """Whether it is about a whole minute, which nobody adds to any more."""
    return not isinstance(change, RunBegun | Fragment | Gap)


async def _current(connection: AsyncConnection, held: set[Kept]) -> set[Kept]:
    """Rule 1."""
    if not held:
        return set()
    leases = {(camera, generation_of(run)) for camera, run in held}
    query = sa.select(_C.camera, _C.generation).where(sa.tuple_(_C.camera, _C.generation).in_(leases))
    query = query.order_by(_C.camera).with_for_update(read=True, key_share=True)
    current = {(row.camera, row.generation) for row in await connection.execute(query)}
    return {(camera, run) for camera, run in held if (camera, generation_of(run)) in current}


async def _handed_in(connection: AsyncConnection, late: set[Kept]) -> set[Kept]:
    """Rules 3 and 4."""
    if not late:
        return set()
    cameras = sorted({camera for camera, _ in late})
    hold = sa.select(_C.camera).where(_C.camera.in_(cameras)).order_by(_C.camera).with_for_update()
    await connection.execute(hold)
    query = sa.select(_T.camera, _T.generation).where(_T.generation.in_({generation_of(run) for _, run in late}))
    taken = {(row.camera, row.generation) for row in await connection.execute(query)}
    return {(camera, run) for camera, run in late if (camera, generation_of(run)) in taken}
