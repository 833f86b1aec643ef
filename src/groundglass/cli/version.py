"""`groundglass version`: which release this is, and nothing that needs a data folder."""

from __future__ import annotations

import argparse

from groundglass import __version__
from groundglass.cli.arguments import Commands
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import say


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("version", help="print the version")
    parser.set_defaults(command=_version)


def _version(arguments: argparse.Namespace) -> int:
    say(f"groundglass {__version__}")
    return OK
