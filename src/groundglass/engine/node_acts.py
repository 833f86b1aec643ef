"""What a command of this machine can ask about the machines that keep a site's cameras; one more desk of the steward.

Apart from steward.py because only a site on several machines has it. Emptying a machine is entered in the ledger
before it is done.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from groundglass.errors import Conflict, NotFound
from groundglass.frosted.record.acts import THIS_MACHINE
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store.lease import parse_node_name

if TYPE_CHECKING:
    from groundglass.engine.outpost.desk import OutpostControl

NODE_ACTS: Final = ("nodes", "node.drain")


class NodeActs:
    """`acts` is what the steward offers beside its own."""

    def __init__(self, control: OutpostControl, record: Recordkeeper) -> None:
        self._control = control
        self._record = record
        self.acts: Final[dict[str, Callable[[Mapping[str, Any]], Awaitable[Any]]]] = {
            "nodes": self._nodes,
            "node.drain": self._drain,
        }

    async def _nodes(self, arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [
            {
                "node": one.node,
                "relay": one.relay,
                "is_alive": one.is_alive,
                "is_drained": one.is_drained,
                "cameras": [kept.camera for kept in one.facts.cameras] if one.facts is not None else [],
            }
            for one in self._control.nodes()
        ]

    async def _drain(self, arguments: Mapping[str, Any]) -> None:
        node, on = parse_node_name(str(arguments["node"])), arguments["on"] is True
        if on and node not in {one.node for one in self._control.nodes()}:
            raise NotFound(f"there is no node {node}", "see which there are: groundglass node list")
        kind = "node.drained" if on else "node.filled"
        await self._record.enter(kind, node=node, by=THIS_MACHINE)
        await self._control.drain(node, on)


async def no_machines(arguments: Mapping[str, Any]) -> Any:
    """The answer of a site on one machine."""
    raise Conflict("this site keeps its cameras on its own machine", "docs/cluster.md says how it gets more")
