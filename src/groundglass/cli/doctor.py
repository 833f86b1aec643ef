"""`groundglass doctor`: what this machine has, and what to do about what it lacks."""

from __future__ import annotations

import argparse
import asyncio
from typing import Final

from groundglass.cli.arguments import Commands, add_data_option, port
from groundglass.cli.statuses import FAILED, OK
from groundglass.cli.terminal import progress, say, show_table
from groundglass.engine.examination import Finding, examine

_WORDS: Final = {"good": "ok", "weak": "look", "bad": "BAD"}


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("doctor", help="examine this machine, and say what to do")
    parser.add_argument("--host", default="127.0.0.1", help="the address the server would listen on")
    parser.add_argument("--port", type=port, default=8420, help="the port it would listen on")
    add_data_option(parser)
    parser.set_defaults(command=_doctor)


def _doctor(arguments: argparse.Namespace) -> int:
    with progress() as waiting:
        waiting.add_task("")
        found = asyncio.run(examine(arguments.data, arguments.host, arguments.port))
    show_table(("", "", ""), [(_WORDS[f.verdict], f.subject, _line(f)) for f in found])
    bad = sum(f.verdict == "bad" for f in found)
    weak = sum(f.verdict == "weak" for f in found)
    say("nothing to do" if not bad + weak else f"{bad} to mend, {weak} to look at")
    return FAILED if bad else OK


def _line(finding: Finding) -> str:
    return f"{finding.said} - {finding.hint}" if finding.hint else finding.said
