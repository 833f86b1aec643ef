"""The commands and the one `main`.

Every command is a module with `add_to(commands)`, which describes its arguments, and a function that runs it. It is
imported when it is asked for.
`main` is where errors become sentences and exit statuses; below it, everything raises.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final, NoReturn, Protocol, TypeAlias, cast

from groundglass.cli.arguments import Commands
from groundglass.cli.statuses import INTERRUPTED, MEANINGS, OK, status_of
from groundglass.cli.terminal import PROGRAM, log_to_terminal, note, show_error
from groundglass.engine.confine_python import refuse_clear
from groundglass.errors import ConfigError, GroundglassError

Command: TypeAlias = Callable[[argparse.Namespace], int]

# In the order of the help; each is the name of its module here too.
COMMANDS: Final = (
    "run", "demo", "camera", "place", "events", "incident", "clip", "rule", "map", "custodian", "custody", "unseal",
    "approve", "evidence", "report", "law", "ledger", "apply", "frost", "attack", "check", "backup", "migrate", "plan",
    "doctor", "link", "outpost", "node", "web", "version",
)  # fmt: skip


class _Describes(Protocol):
    """A command's module."""

    def add_to(self, commands: Commands) -> None: ...


class _Parser(argparse.ArgumentParser):
    """Says what is wrong the way every other error is said."""

    def error(self, message: str) -> NoReturn:
        raise ConfigError(message[:1].lower() + message[1:], f"{self.prog} --help lists what can be used")


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The whole command line, or that of one command: importing all of them takes longer than most of them take."""
    top = _Parser(
        prog=PROGRAM,
        description="See what happens, never who.",
        epilog="exit status:\n" + "\n".join(f"  {status:>3}  {meaning}" for status, meaning in MEANINGS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = top.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    for name in COMMANDS if only is None else (only,):
        cast(_Describes, import_module(f"groundglass.cli.{name}")).add_to(commands)
    return top


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status. Every error has been shown."""
    try:
        first = arguments[0] if arguments else ""
        parsed = parser(first if first in COMMANDS else None).parse_args(arguments)
        if "command" not in parsed:
            parser().print_help()
            return OK
        command: Command = parsed.command
        return command(parsed)
    except GroundglassError as error:
        show_error(error)
        return status_of(error)
    except KeyboardInterrupt:
        note(f"{PROGRAM}: interrupted")
        return INTERRUPTED


def main() -> NoReturn:
    """The `groundglass` command."""
    log_to_terminal()
    # This process may see frosted pictures only. From here on it cannot import what could decode another.
    refuse_clear()
    sys.exit(run_command(sys.argv[1:]))
