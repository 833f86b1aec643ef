"""What is observed and what is made of it: accuracy, false events, cost and lateness.

Each part is a module of its own with `measure(quick)`, run by name: `./dev bench events --only pets`. Pictures go
through the worker's own froster and observer and then through the house's rules, as fast as the machine allows, with
the truth of drawn scenes or of real clips beside them. Drawn people cast long shadows and walk before each other, which
is hard; they wear flat colours, which is easy.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Final

from bench.figures import Figure

PARTS: Final = ("pets", "fire", "line", "crowd", "planted", "life", "cost", "late")


def measure(quick: bool, only: Sequence[str] = PARTS) -> list[Figure]:
    """The figures of the parts that are asked for, each name beginning with its part."""
    figures: list[Figure] = []
    for part in only:
        print(f"events: {part}", file=sys.stderr, flush=True)
        figures += importlib.import_module(f"bench.events.{part}").measure(quick)
    return figures
