"""What was declared, in the catalog, and how it is changed.

A change is an act in an order:

    1. It is entered into the ledger: which fields changed, and the salted hash of all of them; never their text.
    2. It is kept.

A crash after 1 leaves an entry about a change that was not made; whoever asked was not answered, and asks again. The
hash lets anybody who kept a copy of the public page show later what the site had declared.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.frosted.public.declared import (
    CameraDeclared,
    SiteDeclared,
    body_of,
    camera_of,
    changed_names,
    checked,
    site_of,
)
from groundglass.frosted.public.schema import declared_camera, declared_site
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.pane.ids import CameraId

_THE_ONE: Final = 1


class DeclarationBook:
    """What the site and its cameras are declared to be. What a call returned is durable."""

    def __init__(self, engine: AsyncEngine, record: Recordkeeper, clock: Clock) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._record = record
        self._clock = clock

    async def site(self) -> SiteDeclared:
        """The site; all empty, and not public, until somebody declares it."""
        async with self._reader.connect() as connection:
            body = (await connection.execute(sa.select(declared_site.c.body))).scalar_one_or_none()
        return SiteDeclared() if body is None else site_of(json.loads(body))

    async def cameras(self) -> dict[str, CameraDeclared]:
        """Every camera of which something was said, by id."""
        async with self._reader.connect() as connection:
            rows = (await connection.execute(sa.select(declared_camera.c.camera, declared_camera.c.body))).all()
        return {row.camera: camera_of(json.loads(row.body)) for row in rows}

    async def put_site(self, declared: SiteDeclared, *, by: str) -> SiteDeclared:
        """Declare the site, or raise `ConfigError`, `LedgerUnavailable` with nothing changed."""
        new, old = checked(declared), await self.site()
        if new == old:
            return old
        body = _body(new)
        changed = changed_names(old, new)
        await self._record.enter(
            "public.changed", by=by, changed=changed, is_enabled=new.is_public, sha256=_hash(body)
        )  # 1
        await self._put(declared_site, declared_site.c.id == _THE_ONE, {"id": _THE_ONE}, body)  # 2
        return new

    async def put_camera(self, camera: CameraId, declared: CameraDeclared, *, by: str) -> CameraDeclared:
        """Declare a camera that is there; errors as `put_site`."""
        new, old = checked(declared), (await self.cameras()).get(camera, CameraDeclared())
        if new == old:
            return old
        body = _body(new)
        await self._record.enter(
            "public.changed", by=by, camera=camera, changed=changed_names(old, new), sha256=_hash(body)
        )  # 1
        await self._put(declared_camera, declared_camera.c.camera == camera, {"camera": camera}, body)  # 2
        return new

    async def _put(self, table: sa.Table, which: sa.ColumnElement[bool], key: dict[str, Any], body: str) -> None:
        values = {"body": body, "changed_90k": self._clock.now_90k()}
        async with self._engine.begin() as connection:
            if (await connection.execute(sa.update(table).where(which).values(**values))).rowcount == 0:
                await connection.execute(sa.insert(table).values(**key, **values))


def _body(declared: SiteDeclared | CameraDeclared) -> str:
    return json.dumps(body_of(declared), ensure_ascii=False, sort_keys=True)


def _hash(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
