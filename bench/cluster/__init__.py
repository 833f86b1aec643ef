"""Many machines: what a camera costs, and what is lost when a worker, a node or a store goes away.

Each part is a module of its own with `measure(quick)`, run by name: `./dev bench cluster --only costs`. Nodes,
PostgreSQL and S3 are real and all on loopback, so they share the cores of this machine.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Final

from bench.figures import Figure

PARTS: Final = ("costs", "worker", "node", "head", "away", "placing", "many")


def measure(quick: bool, only: Sequence[str] = PARTS) -> list[Figure]:
    """The figures of the parts that are asked for, each name beginning with its part."""
    figures: list[Figure] = []
    for part in only:
        print(f"cluster: {part}", file=sys.stderr, flush=True)
        figures += importlib.import_module(f"bench.cluster.{part}").measure(quick)
    return figures
