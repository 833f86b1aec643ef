"""`groundglass check`: proves the numbered invariants of design/storage.md on a data folder, and repairs."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import TextColumn

from groundglass.cli.arguments import Commands, add_data_option
from groundglass.cli.statuses import OK, status_of
from groundglass.cli.terminal import note, progress, say
from groundglass.engine.folder import require_folder
from groundglass.errors import StoreDamaged

if TYPE_CHECKING:
    from groundglass.frosted.store.fsck import CheckReport


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("check", help="prove that what is on disk is whole; --repair mends what a crash left")
    parser.add_argument("--repair", action="store_true", help="mend what can be mended; no server may run")
    add_data_option(parser)
    parser.set_defaults(command=_check)


def _check(arguments: argparse.Namespace) -> int:
    report = _with_progress(require_folder(arguments.data), repair=arguments.repair)
    for line in report.lines():
        say(line)
    if report.is_clean:
        return OK
    damage = StoreDamaged("the data folder is damaged", "mend it: stop the server, then groundglass check --repair")
    note(f"groundglass: error: {damage.message}")
    return status_of(damage)


def _with_progress(folder: Path, *, repair: bool) -> CheckReport:
    from groundglass.frosted.store.fsck import check

    with progress(TextColumn("checking  {task.fields[what]}")) as shown:
        task = shown.add_task("", what="", total=None)
        return asyncio.run(check(folder, repair=repair, progress=lambda what: shown.update(task, what=what)))
