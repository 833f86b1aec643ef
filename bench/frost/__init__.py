"""What frosting leaks, costs and holds: on real clips for scores, on drawn scenes for prices.

Each part is a module with `measure(quick)`, run by name: `./dev bench frost --only cost`. Figures begin with their
part, so that one can be measured anew and kept beside what the others kept before.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bench.figures import Figure

_MODULES: Final = {"clips": "score", "drawn": "drawn", "stirs": "stirs", "cost": "cost", "memory": "memory"}
PARTS: Final = tuple(_MODULES)


def measure(quick: bool, only: Sequence[str] = PARTS) -> list[Figure]:
    """The figures of the parts that are asked for, each name beginning with its part."""
    figures: list[Figure] = []
    for part in only:
        print(f"frost: {part}", file=sys.stderr, flush=True)
        done: list[Figure] = importlib.import_module(f"bench.frost.{_MODULES[part]}").measure(quick)
        figures += [replace(one, name=f"{part}: {one.name}") for one in done]
    return figures
