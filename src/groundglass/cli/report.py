"""`groundglass report verify`: check an after-action report offline."""

from __future__ import annotations

import argparse
from pathlib import Path

from groundglass.cli.arguments import Commands
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say
from groundglass.errors import NotFound
from groundglass.frosted.custody.evidence_check import FolderFiles, ZipFiles
from groundglass.frosted.incidents.report_check import check_report
from groundglass.ledger.note import NoteKey


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("report", help="check an after-action report offline")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    verify = acts.add_parser("verify", help="check a report with nothing but its files and the site's key")
    verify.add_argument("path", type=Path, metavar="PATH", help="a folder or a zip file")
    verify.add_argument("--key", help="the site's ledger key, known from elsewhere than the report")
    verify.set_defaults(command=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    path: Path = arguments.path
    if not path.exists():
        raise NotFound(f"there is nothing at {path}")
    files = FolderFiles(path) if path.is_dir() else ZipFiles(path)
    incident, said = check_report(files, None if arguments.key is None else NoteKey.parse(arguments.key))
    if arguments.key is None:
        note("the key is the report's own: compare it with the one the site publishes")
    for line in said:
        say(line)
    say(f"it holds: incident {incident}")
    return OK
