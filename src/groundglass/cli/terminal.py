"""What is printed where.

1. What a command was asked for goes to standard output, and nothing else does.
2. Errors, hints, questions, progress and logs go to standard error.
3. Errors begin with "groundglass: error:", hints with "groundglass: hint:". Lower case, no full stop.
4. Progress is drawn only on a terminal; elsewhere it is silent.
5. Nothing read from a camera or a file is printed unless it is made of printable characters.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, TimeElapsedColumn
from rich.table import Table

from groundglass.cli.log_lines import VARIABLE, JsonLines
from groundglass.errors import ConfigError, GroundglassError

PROGRAM: Final = "groundglass"


def out() -> Console:
    """Standard output, plain unless it is a terminal. Markup is off: names are data."""
    console = Console(markup=False, highlight=False, emoji=False, soft_wrap=True)
    # Elsewhere lines are as long as they are: a script reads them, and nobody's window is too narrow.
    return console if console.is_terminal else Console(markup=False, highlight=False, emoji=False, width=1000)


def err() -> Console:
    """Standard error."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False, soft_wrap=True)


def say(line: str = "") -> None:
    """One line of what was asked for."""
    out().print(_printable(line))


def note(line: str) -> None:
    """One line beside what was asked for."""
    err().print(_printable(line))


def show_error(error: GroundglassError) -> None:
    """The sentence, then what can be done."""
    note(f"{PROGRAM}: error: {error.message}")
    for hint in error.hints:
        note(f"{PROGRAM}: hint: {hint}")


def show_table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """A table on standard output."""
    table = Table(box=None, header_style="dim", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_printable(cell) for cell in row))
    out().print(table)


def progress(*columns: ProgressColumn) -> Progress:
    """A line of progress on standard error; invisible where that is no terminal."""
    console = err()
    spinner = SpinnerColumn(style="dim")
    return Progress(
        spinner, *columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal
    )


def confirmed(question: str, *, yes: bool) -> bool:
    """Whether to go on: with --yes, or after a person said so at the terminal. `ConfigError` when nobody can."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise ConfigError("nobody is there to be asked", "add --yes to go on without a question")
    return err().input(f"{question} [y/N] ").strip().lower() in ("y", "yes")


def log_to_terminal() -> None:
    """Logs of warnings and worse go to standard error, one line each: for people, or as JSON (log_lines.py)."""
    handler = logging.StreamHandler(sys.stderr)
    is_json = os.environ.get(VARIABLE) == "json"
    handler.setFormatter(JsonLines() if is_json else logging.Formatter(f"{PROGRAM}: %(levelname)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in line)
