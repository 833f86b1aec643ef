"""The commands and the one `main`.

Every command is a module with `add_to(commands)`, which describes its arguments, and a function that runs it.
`main` is where errors become sentences and exit statuses; below it, everything raises.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Final, NoReturn, TypeAlias

from groundglass.cli import (
    apply,
    approve,
    attack,
    backup,
    camera,
    check,
    clip,
    custodian,
    custody,
    demo,
    doctor,
    events,
    evidence,
    frost,
    incident,
    law,
    ledger,
    link,
    map,
    migrate,
    node,
    outpost,
    place,
    plan,
    report,
    rule,
    run,
    unseal,
    version,
    web,
)
from groundglass.cli.statuses import INTERRUPTED, MEANINGS, OK, status_of
from groundglass.cli.terminal import PROGRAM, log_to_terminal, note, show_error
from groundglass.engine.confine_python import refuse_clear
from groundglass.errors import ConfigError, GroundglassError

Command: TypeAlias = Callable[[argparse.Namespace], int]

_COMMANDS: Final = (
    run, demo, camera, place, events, incident, clip, rule, map, custodian, custody, unseal, approve, evidence,
    report, law, ledger, apply, frost, attack, check, backup, migrate, plan, doctor, link, outpost, node, web, version,
)  # fmt: skip


class _Parser(argparse.ArgumentParser):
    """Says what is wrong the way every other error is said."""

    def error(self, message: str) -> NoReturn:
        raise ConfigError(message[:1].lower() + message[1:], f"{self.prog} --help lists what can be used")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(
        prog=PROGRAM,
        description="See what happens, never who.",
        epilog="exit status:\n" + "\n".join(f"  {status:>3}  {meaning}" for status, meaning in MEANINGS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = top.add_subparsers(metavar="COMMAND", parser_class=_Parser)
    for module in _COMMANDS:
        module.add_to(commands)
    return top


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status. Every error has been shown."""
    try:
        parsed = parser().parse_args(arguments)
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
