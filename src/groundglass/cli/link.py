"""`groundglass link`: a new one-time sign-in link, for whoever owns the data folder and lost the first one."""

from __future__ import annotations

import argparse

from groundglass.cli.access import ask
from groundglass.cli.arguments import Commands, add_data_option
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import say


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("link", help="print a new one-time sign-in link")
    add_data_option(parser)
    parser.set_defaults(command=_link)


def _link(arguments: argparse.Namespace) -> int:
    say(ask(arguments.data, "link"))
    return OK
