"""How far each node was heard: written in the transaction that writes what was heard.

Apart from the link, which hears, and from the log of observations, which writes. Were the two written one after the
other, a desk that is killed in between would be told again what is there already, and could not tell it from what is
not. So a desk that comes back leaves out exactly what an earlier one wrote. A node numbers what it says anew in each of
its lives (spec/relay.md, 3.5).
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from groundglass.frosted.events.observation_log import Beside
from groundglass.frosted.events.schema import node_heard
from groundglass.frosted.store.catalog import Catalog, insert_into
from groundglass.frosted.store.lease import NodeName


@dataclass(frozen=True, slots=True)
class Mark:
    """Everything up to this number, in the node's life that is called `epoch`."""

    epoch: str = ""
    number: int = 0


class HeardMarks:
    """One desk's, of all nodes. `load` once, `take` what is heard; `beside` is for `ObservationLog.beside`. Belongs to
    the event loop's thread."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._marks: dict[NodeName, Mark] = {}
        self._unwritten: dict[NodeName, Mark] = {}

    async def load(self) -> None:
        """What earlier desks have written. Raises what the database raises."""
        async with self._catalog.reader.connect() as connection:
            for row in await connection.execute(sa.select(node_heard)):
                self._marks.setdefault(NodeName(row.node), Mark(row.epoch, row.number))

    def of(self, node: NodeName) -> Mark:
        """How far a node was heard; not at all, if it never was."""
        return self._marks.get(node, Mark())

    def take(self, node: NodeName, mark: Mark) -> None:
        """Something was heard. What was said before in the same life of the node changes nothing."""
        known = self.of(node)
        if known.epoch != mark.epoch or known.number < mark.number:
            self._marks[node] = self._unwritten[node] = mark

    def beside(self) -> Beside | None:
        """What belongs to the observations until now; None when nothing was heard since the last time."""
        if not self._unwritten:
            return None
        marks, self._unwritten = self._unwritten, {}
        rows = [{"node": node, "epoch": mark.epoch, "number": mark.number} for node, mark in marks.items()]

        async def write(connection: AsyncConnection) -> None:
            insert = insert_into(connection, node_heard)
            changed = {"epoch": insert.excluded.epoch, "number": insert.excluded.number}
            await connection.execute(insert.on_conflict_do_update(index_elements=["node"], set_=changed), rows)

        return write
