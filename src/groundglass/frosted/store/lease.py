"""Leases: which node keeps which camera, decided in PostgreSQL and by its clock.

Apart from fenced.py, which asks them before it writes, and from whoever places cameras: this says only that one node
at a time has a camera. Nobody is kept from running a worker by it; what a node whose lease went to another still
records cannot enter the index as the camera's newest.

A node proves that it is alive with one row for all of its cameras, so that what leases cost does not grow with cameras:

1. `Leases.enter`: a node is there, as a new incarnation. What an earlier one of its name had is free at once.
2. `take`: a camera's lease, under a generation that never comes again. Refused while another node that is alive has it.
3. `renew`, every 2 s: the node is alive for 6 s more. Says which of the leases it is asked about are lost.
4. `release`: the camera is free at once. `leave`: so are all of this node's.

A node that was away, and whose lease nobody took meanwhile, has it still. All calls raise `StoreAway` when the database
does not answer within 3 s: then nobody can take anything, and what is kept goes on being kept.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, NewType

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from groundglass.errors import ConfigError, StoreAway, StoreConflict
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog, store_error
from groundglass.frosted.store.run_mint import FIRST_GENERATION, LEASE_RUN_BITS
from groundglass.pane.ids import TICKS_PER_S, CameraId

TTL_S: Final = 6.0
RENEW_EVERY_S: Final = 2.0
ANSWER_S: Final = 3.0

NodeName = NewType("NodeName", str)
"""Name of a machine that keeps cameras: `[a-z0-9]` then up to 62 of `[a-z0-9.-]`, unique in the site."""

_NODE: Final = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")
_N: Final = schema.node_lease.c
_C: Final = schema.camera_lease.c
_T: Final = schema.lease_taken.c
# The database's clock as it is now, not as it was when the transaction began.
_NOW: Final = sa.cast(sa.extract("epoch", sa.func.clock_timestamp()) * TICKS_PER_S, sa.BigInteger)


@dataclass(frozen=True, slots=True)
class Lease:
    """A camera that was given to a node. A later lease of the same camera has a higher `generation`."""

    camera: CameraId
    node: NodeName
    generation: int


def parse_node_name(untrusted_text: str) -> NodeName:
    """The name, or `ConfigError` when it is none."""
    if _NODE.fullmatch(untrusted_text) is None:
        raise ConfigError(
            f"{untrusted_text[:60]!r} is not the name of a node",
            "use 1 to 63 lower-case letters, digits, dots and hyphens, beginning with a letter or digit",
        )
    return NodeName(untrusted_text)


class Leases:
    """One node's part in it. Made by `enter`; `relay` is where its cameras are to be had live, as `host:port`."""

    def __init__(self, catalog: Catalog, node: NodeName, incarnation: int, ttl_s: float) -> None:
        self.node = node
        self.incarnation = incarnation
        self._catalog = catalog
        self._ttl_90k = round(ttl_s * TICKS_PER_S)

    @classmethod
    async def enter(cls, catalog: Catalog, node: NodeName, relay: str, *, ttl_s: float = TTL_S) -> Leases:
        """Step 1. `catalog` is one of a node (`Catalog.of_node`), or the site's own."""
        expires = _NOW + round(ttl_s * TICKS_PER_S)
        row = {"node": node, "incarnation": 1, "relay": relay, "expires_90k": expires}
        change = postgresql.insert(schema.node_lease).values(row)
        again = {"incarnation": _N.incarnation + 1, "relay": relay, "expires_90k": expires}
        async with _changing(catalog, "could not enter this node") as connection:
            await _begin_above_recorded(connection)
            entered = await connection.execute(
                change.on_conflict_do_update(index_elements=[_N.node], set_=again).returning(_N.incarnation)
            )
            return cls(catalog, node, int(entered.scalar_one()), ttl_s)

    async def take(self, camera: CameraId) -> Lease:
        """Step 2, or `StoreConflict` while a node that is alive has the camera, or another goes by this node's name.
        A lease of our own is taken anew, with a generation of its own."""
        if not await self._beat():
            raise self._replaced()
        attempted = f"could not take camera {camera}"
        free = {"camera": camera, "node": self.node, "incarnation": 0, "generation": 0}
        async with _changing(self._catalog, attempted) as connection:
            missing = postgresql.insert(schema.camera_lease).values(free)
            await connection.execute(missing.on_conflict_do_nothing())
            freed_90k = await self._freed(connection, camera)
            taken = {"camera": camera, "node": self.node, "incarnation": self.incarnation}
            log = sa.insert(schema.lease_taken).values(taken_90k=_NOW, freed_90k=freed_90k, **taken)
            generation = int((await connection.execute(log.returning(_T.generation))).scalar_one())
            given = {"node": self.node, "incarnation": self.incarnation, "generation": generation}
            change = sa.update(schema.camera_lease).where(_C.camera == camera)
            await connection.execute(change.values(released_90k=None, **given))
        return Lease(camera, self.node, generation)

    async def renew(self, held: Iterable[Lease]) -> frozenset[Lease]:
        """Step 3. What is lost of these: end its worker, and hand in what it recorded until now."""
        if not await self._beat():
            return frozenset(held)
        query = sa.select(_C.camera, _C.generation).where(_C.node == self.node, _C.released_90k.is_(None))
        async with _changing(self._catalog, "could not renew the leases of this node") as connection:
            ours = {(row.camera, row.generation) for row in await connection.execute(query)}
        return frozenset(lease for lease in held if (lease.camera, lease.generation) not in ours)

    async def release(self, lease: Lease) -> None:
        """Step 4: its worker has ended and will not be started again under this lease. Again is harmless."""
        is_it = sa.and_(_C.camera == lease.camera, _C.generation == lease.generation, _C.released_90k.is_(None))
        async with _changing(self._catalog, f"could not release camera {lease.camera}") as connection:
            await connection.execute(sa.update(schema.camera_lease).where(is_it).values(released_90k=_NOW))

    async def leave(self) -> None:
        """Step 4 for all: this node ends in order."""
        ours = sa.and_(_C.node == self.node, _C.incarnation == self.incarnation, _C.released_90k.is_(None))
        async with _changing(self._catalog, "could not leave") as connection:
            await connection.execute(sa.update(schema.camera_lease).where(ours).values(released_90k=_NOW))
            gone = sa.update(schema.node_lease).where(self._is_this())
            await connection.execute(gone.values(expires_90k=sa.func.least(_N.expires_90k, _NOW)))

    async def _beat(self) -> bool:
        """Alive for a while more; False when another incarnation goes by this name. A transaction of its own: whoever
        takes a camera from this node at the same moment waits for it, or it for them."""
        change = sa.update(schema.node_lease).where(self._is_this()).values(expires_90k=_NOW + self._ttl_90k)
        async with _changing(self._catalog, "could not renew the leases of this node") as connection:
            return bool((await connection.execute(change)).rowcount)

    async def _freed(self, connection: AsyncConnection, camera: CameraId) -> int | None:
        """When the camera's last lease ended, None when it had none; `StoreConflict` when it has not.

        1. The camera's row is ours until we commit: nobody else takes it, and who records under it has finished.
        2. The row of the node that has it is held too, so that a renewal comes before this look or after our commit.
        """
        query = sa.select(schema.camera_lease).where(_C.camera == camera)
        before = (await connection.execute(query.with_for_update())).one()  # 1
        if before.generation == 0 or before.released_90k is not None:
            return None if before.released_90k is None else int(before.released_90k)
        of_node = sa.select(_N.incarnation, _N.expires_90k, _NOW.label("now")).where(_N.node == before.node)
        node = (await connection.execute(of_node.with_for_update(read=True))).one()  # 2
        if before.node == self.node:
            return int(node.now)
        is_alive = node.incarnation == before.incarnation and node.expires_90k > node.now
        if is_alive:
            raise StoreConflict(
                f"could not take camera {camera}: node {before.node} keeps it",
                "move it there, or stop that node and wait some seconds",
            )
        return min(int(node.expires_90k), int(node.now))

    def _is_this(self) -> sa.ColumnElement[bool]:
        return sa.and_(_N.node == self.node, _N.incarnation == self.incarnation)

    def _replaced(self) -> StoreConflict:
        return StoreConflict(
            f"this node is no longer {self.node}: another one was started under that name",
            "give every node a name of its own",
        )


async def _begin_above_recorded(connection: AsyncConnection) -> None:
    """A generation is above that of every run in the index, also where this database was made from another's rows."""
    newest = sa.select(sa.func.coalesce(sa.func.max(schema.run.c.run), 0)).scalar_subquery()
    needed = int((await connection.execute(sa.select(newest))).scalar_one()) >> LEASE_RUN_BITS
    last = sa.text("SELECT coalesce(pg_sequence_last_value(CAST(:name AS regclass)), 0)")
    name = (await connection.execute(_SEQUENCE)).scalar_one()
    if needed >= max(FIRST_GENERATION, int((await connection.execute(last, {"name": name})).scalar_one())):
        set_to = sa.text("SELECT setval(CAST(:name AS regclass), CAST(:last AS bigint))")
        await connection.execute(set_to, {"name": name, "last": needed})


_SEQUENCE: Final = sa.text("SELECT pg_get_serial_sequence('lease_taken', 'generation')")


@asynccontextmanager
async def _changing(catalog: Catalog, attempted: str) -> AsyncIterator[AsyncConnection]:
    """A transaction that ends within `ANSWER_S`, with the database's errors as ours."""
    try:
        async with asyncio.timeout(ANSWER_S), catalog.engine.begin() as connection:
            yield connection
    except TimeoutError as error:
        raise StoreAway(f"{attempted}: the database does not answer", "look at PostgreSQL") from error
    except DBAPIError as error:
        raise store_error(attempted, error) from error
