"""Sealed originals on an outpost: kept as on one machine, and only under the camera's lease.

Apart from the shelf because a shelf knows nothing of leases. A machine that was paused past its lease would fork the
chain of the camera's originals; in the transaction that keeps one, the lease's row is held and looked at.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from groundglass.errors import StoreConflict
from groundglass.frosted.custody.shelf import ChainState, SealedShelf
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease import Lease
from groundglass.pane.ids import CameraId


class NodeOriginals:
    """Over a node's catalog and the site's blobs."""

    def __init__(self, catalog: Catalog, blobs: Blobs) -> None:
        self._catalog = catalog
        self._blobs = blobs
        self._reading = SealedShelf(catalog, blobs)

    async def chain(self, camera: CameraId) -> ChainState:
        """Where the camera's chain stands."""
        return await self._reading.chain(camera)

    def under(self, lease: Lease) -> SealedShelf:
        """A shelf that keeps only what is sealed under this lease; the desk enters it into the ledger."""

        async def admit(connection: AsyncConnection) -> None:
            c = schema.camera_lease.c
            ours = sa.and_(
                c.camera == lease.camera, c.generation == lease.generation, c.released_90k.is_(None)
            )  # fmt: skip
            query = sa.select(c.camera).where(ours).with_for_update(read=True, key_share=True)
            if (await connection.execute(query)).first() is None:
                raise StoreConflict(f"camera {lease.camera} is kept by another machine now", "it seals from here on")

        return SealedShelf(self._catalog, self._blobs, admit=admit)
