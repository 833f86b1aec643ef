"""Reads leases: who keeps a camera now, which nodes there are, and every time a camera went to another.

Apart from lease.py because everybody may read them: web nodes, the page of what runs where, whoever checks that no
camera ever had two keepers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease import NodeName
from groundglass.frosted.store.old_takes import KEEP_DAYS, KEEP_MOST
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k

_N: Final = schema.node_lease.c
_C: Final = schema.camera_lease.c
_T: Final = schema.lease_taken.c
_NOW: Final = sa.cast(sa.extract("epoch", sa.func.clock_timestamp()) * TICKS_PER_S, sa.BigInteger)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a camera, and where it is to be had live. Not alive: the node has not been heard of for some seconds; it
    may go on recording, and no other has taken the camera yet."""

    camera: CameraId
    node: NodeName
    generation: int
    relay: str
    is_alive: bool


@dataclass(frozen=True, slots=True)
class NodeSeen:
    """A node that was ever there. `expires` is when it was last known to be alive until; `now` is the database's."""

    node: NodeName
    incarnation: int
    relay: str
    expires: Instant90k
    is_alive: bool


@dataclass(frozen=True, slots=True)
class Take:
    """A lease that was taken. `freed` is when the one before had ended."""

    camera: CameraId
    node: NodeName
    generation: int
    taken: Instant90k
    freed: Instant90k | None


class LeaseBook:
    """Over any open catalog in PostgreSQL, with or without the site's lock. Raises what the database raises."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def holders(self, camera: CameraId | None = None) -> tuple[Holder, ...]:
        """Every camera whose lease is not released, or this one's, by camera."""
        is_alive = sa.and_(_N.incarnation == _C.incarnation, _N.expires_90k > _NOW)
        query = sa.select(_C.camera, _C.node, _C.generation, _N.relay, is_alive).join(_N.node.table, _N.node == _C.node)
        query = query.where(_C.released_90k.is_(None), _C.generation > 0)
        if camera is not None:
            query = query.where(_C.camera == camera)
        return tuple(Holder(*row) for row in await self._rows(query.order_by(_C.camera)))

    async def holder(self, camera: CameraId) -> Holder | None:
        """Who has this camera; None when nobody has."""
        return next(iter(await self.holders(camera)), None)

    async def nodes(self) -> tuple[NodeSeen, ...]:
        """Every node, by name."""
        query = sa.select(_N.node, _N.incarnation, _N.relay, _N.expires_90k, _N.expires_90k > _NOW).order_by(_N.node)
        return tuple(NodeSeen(*row) for row in await self._rows(query))

    async def takes(self, *, after: int = 0, camera: CameraId | None = None, most: int = 10_000) -> tuple[Take, ...]:
        """Leases above a generation, first taken first."""
        query = sa.select(_T.camera, _T.node, _T.generation, _T.taken_90k, _T.freed_90k).where(_T.generation > after)
        if camera is not None:
            query = query.where(_T.camera == camera)
        return tuple(Take(*row) for row in await self._rows(query.order_by(_T.generation).limit(most)))

    async def speaks_from(self) -> Instant90k:
        """Since when every lease that was taken is here, with the one before it of the same camera: what happened
        earlier is forgotten by and by (old_takes.py), and nobody can say any more whether a camera had two keepers."""
        newest = sa.select(sa.func.max(_T.generation)).scalar_subquery()
        counted = sa.select(sa.func.min(_T.taken_90k)).where(_T.generation > newest - KEEP_MOST).scalar_subquery()
        first = sa.select(sa.func.min(_T.generation)).scalar_subquery()
        ((oldest, is_all, now),) = await self._rows(sa.select(counted, first > newest - KEEP_MOST, _NOW))
        by_age = int(now) - KEEP_DAYS * 86_400 * TICKS_PER_S
        return Instant90k(max(by_age, 0 if is_all or oldest is None else int(oldest)))

    async def _rows(self, query: sa.Select[Any]) -> list[Any]:
        async with self._catalog.reader.connect() as connection:
            return list((await connection.execute(query)).all())


def doubles(takes: Iterable[Take]) -> tuple[Take, ...]:
    """The leases that were given while the one before had not ended. There are none, or a rule of lease.py is broken.
    `takes` are a site's by generation; of what was taken before `LeaseBook.speaks_from` this says nothing."""
    newest: dict[CameraId, Take] = {}
    found = []
    for take in takes:
        before = newest.get(take.camera)
        is_after = before is None or (take.freed is not None and before.taken <= take.freed <= take.taken)
        if not is_after:
            found.append(take)
        newest[take.camera] = take
    return tuple(found)
