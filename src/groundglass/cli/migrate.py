"""`groundglass migrate`: moves a site's state and recordings to a database and a bucket, or back."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

from groundglass.cli.apply import read_config
from groundglass.cli.arguments import Commands
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, progress, say
from groundglass.engine.folder import require_folder
from groundglass.errors import ConfigError

if TYPE_CHECKING:
    from groundglass.frosted.store.kept import KeptAt
    from groundglass.frosted.store.moving import Moved


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("migrate", help="move a site to PostgreSQL and S3, or back into its data folder")
    parser.add_argument(
        "--from", type=Path, dest="old", required=True, metavar="OLD.toml", help="the settings the site runs with"
    )
    parser.add_argument(
        "--to", type=Path, dest="new", required=True, metavar="NEW.toml", help="the settings it shall run with"
    )
    parser.set_defaults(command=_migrate)


def _migrate(arguments: argparse.Namespace) -> int:
    from groundglass.engine.kept import kept_of

    old, new = read_config(arguments.old), read_config(arguments.new)
    if Path(old.server.data).absolute() != Path(new.server.data).absolute():
        raise ConfigError(
            "the two settings name different data folders",
            "write the same [server] data into both: keys, ledger and open minutes stay in it",
        )
    folder = require_folder(Path(old.server.data))
    moved = _with_progress(folder, kept_of(old.storage, arguments.old), kept_of(new.storage, arguments.new))
    say(
        f"moved: {moved.blobs} files, {moved.blob_bytes / 1024**2:.1f} MiB, and {moved.rows} rows are there "
        f"({moved.copied_blobs} files and {moved.copied_rows} rows were copied now), and were compared"
    )
    note("what was moved is still where it was; delete it there when you are content")
    say(f"next: groundglass run --config {arguments.new}")
    return OK


def _with_progress(folder: Path, old: KeptAt, new: KeptAt) -> Moved:
    from groundglass.frosted.store.moving import move

    with progress(TextColumn("moving {task.description}"), BarColumn(), MofNCompleteColumn()) as shown:
        task = shown.add_task("", total=None)

        def tell(what: str, done: int, of_all: int) -> None:
            shown.update(task, description=what, completed=done, total=of_all or None)

        return asyncio.run(move(folder, old, new, tell))
