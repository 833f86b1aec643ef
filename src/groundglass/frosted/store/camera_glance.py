"""The cameras of a site for who has not the site's key: everything but their addresses, which hold passwords.

Apart from camera_table.py, which has the key and may write. Web nodes know cameras by this and by what the desk tells.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from groundglass.frosted.cameras import CameraRecord
from groundglass.frosted.store.camera_table import no_such_camera, record_of
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.schema import camera as table
from groundglass.frosted.together import Together
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress

UNKNOWN: Final = SecretAddress("rtsp://known-to-the-desk/")


class CameraGlance:
    """Fulfils `shown.KnownCameras`. Its records name an address that is nobody's."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._together: Together[CameraRecord] = Together()

    async def list(self, *, removed: bool = False) -> tuple[CameraRecord, ...]:
        """All cameras by position; removed ones only when asked for."""
        query = sa.select(table).order_by(table.c.position, table.c.id)
        if not removed:
            query = query.where(table.c.removed_90k.is_(None))
        async with self._catalog.reader.connect() as connection:
            return tuple(record_of(row, UNKNOWN, None) for row in (await connection.execute(query)).all())

    async def get(self, camera: CameraId) -> CameraRecord:
        """One camera that is not removed, or `NotFound`."""
        return await self._together.ask(camera, lambda: self._get(camera))

    async def _get(self, camera: CameraId) -> CameraRecord:
        query = sa.select(table).where(table.c.id == camera, table.c.removed_90k.is_(None))
        async with self._catalog.reader.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            raise no_such_camera(camera)
        return record_of(row, UNKNOWN, None)
