"""A bench that is a script of its own: `--quick`, `--json`, and a table.

Apart so that scripts differ in what they measure and in nothing else. `run.py` starts them so when it wants a process
that has imported nothing else.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from bench.figures import Figure, plain_table


def run_script(arguments: Sequence[str], asks: str, measure: Callable[[bool], list[Figure]]) -> int:
    """Measure and print: one JSON object per figure and line, or a table for people. Returns the exit status."""
    parser = argparse.ArgumentParser(description=asks)
    parser.add_argument("--quick", action="store_true", help="the order of magnitude, within a minute")
    parser.add_argument("--json", action="store_true", help="one JSON object per figure and line")
    asked = parser.parse_args(arguments)
    figures = measure(asked.quick)
    sys.stdout.write("".join(one.as_json() + "\n" for one in figures) if asked.json else plain_table(figures) + "\n")
    return 0
