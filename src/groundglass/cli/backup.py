"""`groundglass backup` and `groundglass restore`: a copy of the whole site, and the site made of it again."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

from groundglass.cli.arguments import Commands, add_data_option
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, progress, say
from groundglass.clock import SystemClock
from groundglass.engine.folder import require_folder

if TYPE_CHECKING:
    from groundglass.frosted.store.backup_manifest import Manifest


def add_to(commands: Commands) -> None:
    making = commands.add_parser("backup", help="copy the whole site to a folder; again brings that copy up to date")
    making.add_argument("to", type=Path, metavar="FOLDER", help="an empty folder, or an earlier backup of this site")
    add_data_option(making)
    making.set_defaults(command=_back_up)
    using = commands.add_parser("restore", help="make a data folder of a backup")
    using.add_argument("backup", type=Path, metavar="BACKUP", help="the folder given to `groundglass backup`")
    add_data_option(using)
    using.set_defaults(command=_restore)


def _back_up(arguments: argparse.Namespace) -> int:
    from groundglass.frosted.store.backup import back_up

    folder = require_folder(arguments.data)
    made = _with_progress(lambda tell: back_up(folder, arguments.to, SystemClock(), tell))
    say(f"backed up {made.files} files, {made.size_bytes / 1024**2:.1f} MiB, to {arguments.to}")
    note("whoever has this folder has the site's keys: guard it like the machine")
    return OK


def _restore(arguments: argparse.Namespace) -> int:
    from groundglass.frosted.store.restore import restore

    made = _with_progress(lambda tell: restore(arguments.backup, arguments.data, tell))
    say(f"restored {made.files} files, {made.size_bytes / 1024**2:.1f} MiB, into {arguments.data}")
    say(f"next: groundglass check --data {arguments.data}, then groundglass run --data {arguments.data}")
    return OK


def _with_progress(act: Callable[[Callable[[str, int, int], None]], Manifest]) -> Manifest:
    with progress(TextColumn("copying {task.description}"), BarColumn(), MofNCompleteColumn()) as shown:
        task = shown.add_task("", total=None)

        def tell(what: str, done: int, of_all: int) -> None:
            shown.update(task, description=what, completed=done, total=of_all or None)

        return act(tell)
