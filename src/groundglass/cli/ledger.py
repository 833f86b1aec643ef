"""`groundglass ledger`: copy, verify and prove what was entered, and accept a rollback.

`export`, `verify` and `prove` read files and ask no server: whoever doubts the server uses their own copy of the
program. Verifying spreads over all processors, because a year of a large site is tens of millions of entries.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.progress import BarColumn, TextColumn, TimeRemainingColumn

from groundglass.cli.arguments import Commands, add_data_option
from groundglass.cli.remote_site import add_remote_options, require_remote
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, progress, say
from groundglass.engine.folder import require_folder
from groundglass.errors import ConfigError, LedgerError, NotFound, StoreError

if TYPE_CHECKING:
    from groundglass.ledger.audit import Looked
    from groundglass.ledger.checkpoint import Checkpoint
    from groundglass.ledger.files import FolderTiles
    from groundglass.ledger.note import NoteKey

SHOWN_DAMAGES: Final = 50


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("ledger", help="copy, verify and prove the record; accept a rollback")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    export = acts.add_parser("export", help="copy the whole ledger into a folder that anybody can verify")
    export.add_argument("folder", type=Path, metavar="DIR")
    add_data_option(export)
    export.set_defaults(command=_export)
    verify = acts.add_parser("verify", help="verify a copy, and name what was changed, removed, inserted or moved")
    verify.add_argument("folder", type=Path, metavar="EXPORT")
    verify.add_argument("--key", metavar="KEY", help="the site's key, as you know it; otherwise the copy's own is used")
    verify.add_argument("--against", type=Path, metavar="CHECKPOINT", help="an older checkpoint, such as a witness's")
    verify.set_defaults(command=_verify)
    prove = acts.add_parser("prove", help="print an entry with the proof that it stands in the ledger, as JSON")
    prove.add_argument("index", type=int, metavar="INDEX")
    prove.add_argument("--export", type=Path, metavar="EXPORT", help="prove from this copy instead of the data folder")
    add_data_option(prove)
    prove.set_defaults(command=_prove)
    checkpoint = acts.add_parser("checkpoint", help="print the newest signed checkpoint of a server")
    add_remote_options(checkpoint)
    checkpoint.set_defaults(command=_checkpoint)
    accept = acts.add_parser("accept-rollback", help="go on with a ledger that is not the one shown before, on record")
    accept.add_argument("--reason", required=True, metavar="TEXT", help="why; it is entered into the ledger")
    add_data_option(accept)
    accept.set_defaults(command=_accept)


def _checkpoint(arguments: argparse.Namespace) -> int:
    for line in require_remote(arguments).text("/ledger/checkpoint").splitlines():
        say(line)
    return OK


def _export(arguments: argparse.Namespace) -> int:
    from groundglass.ledger.export import KEY_PATH, export
    from groundglass.ledger.files import FolderTiles
    from groundglass.ledger.log import CHECKPOINT_PATH

    data = require_folder(arguments.data)
    target: Path = arguments.folder
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ConfigError(f"{target} is there already and not empty", "name a new folder")
    key = _own_key(data)
    source = FolderTiles(data / "ledger")
    note_text = source.read(CHECKPOINT_PATH).decode()
    checkpoint = _opened(note_text, key)
    copy = FolderTiles(target)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with progress(TextColumn("copying"), BarColumn(), TextColumn("{task.completed:.0f} entries")) as shown:
            task = shown.add_task("", total=checkpoint.size)
            for copied in export(source, checkpoint, partial(copy.write, is_durable=False)):
                shown.update(task, completed=copied)
        (target / KEY_PATH).write_text(key.text() + "\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {(error.strerror or 'unknown').lower()}") from error
    copy.write(CHECKPOINT_PATH, note_text.encode())
    say(f"copied {checkpoint.size} entries of {checkpoint.origin} into {target}")
    say(f"its key is {key.text()}")
    note(f"verify it anywhere: groundglass ledger verify {target} --key KEY")
    return OK


def _verify(arguments: argparse.Namespace) -> int:
    from groundglass.ledger.audit import audit
    from groundglass.ledger.files import FolderTiles
    from groundglass.ledger.log import CHECKPOINT_PATH

    folder: Path = arguments.folder
    if not (folder / CHECKPOINT_PATH).is_file():
        raise NotFound(f"{folder} holds no ledger", "make a copy with: groundglass ledger export DIR")
    key = _told_key(folder, arguments.key)
    reader = FolderTiles(folder)
    checkpoint = _opened(reader.read(CHECKPOINT_PATH).decode("utf-8", "replace"), key)
    with progress(
        TextColumn("verifying"), BarColumn(), TextColumn("{task.completed:.0f} entries"), TimeRemainingColumn()
    ) as shown:
        task = shown.add_task("", total=checkpoint.size)
        spread = partial(_spread, folder, checkpoint.size, lambda entries: shown.advance(task, entries))
        report = audit(reader, checkpoint, spread)
    for damage in report.damages[:SHOWN_DAMAGES]:
        say(f"{damage.where}: {damage.what}")
    if len(report.damages) > SHOWN_DAMAGES:
        say(f"and {len(report.damages) - SHOWN_DAMAGES} more")
    if report.damages:
        raise LedgerError(
            f"this is not the ledger that {checkpoint.origin} signed",
            "keep this copy and get another one; what differs says what was changed",
        )
    if arguments.against is not None:
        _compare(reader, checkpoint, arguments.against, key)
    say(f"all {checkpoint.size} entries of {checkpoint.origin} are those that were signed")
    return OK


def _compare(reader: FolderTiles, checkpoint: Checkpoint, against: Path, key: NoteKey) -> None:
    """The copy begins with what an older checkpoint signed, or `LedgerError`."""
    from groundglass.ledger.proofs import TreeReader

    try:
        older = _opened(against.read_text(encoding="utf-8"), key)
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(f"the checkpoint {against} cannot be read") from error
    is_older = older.size <= checkpoint.size
    if not is_older or TreeReader(reader, older.size, checkpoint.size).root() != older.root:
        raise LedgerError(
            f"the ledger was rewritten: it does not begin with the {older.size} entries of {against}",
            "keep both checkpoints: together they prove it",
        )
    say(f"it begins with the {older.size} entries of {against}")


def _spread(folder: Path, size: int, tell: Callable[[int], None], steps: Sequence[tuple[int, int]]) -> Iterable[Looked]:
    """Look at all steps in as many processes as there are processors."""
    processes = max(1, min(len(os.sched_getaffinity(0)), len(steps)))
    if processes == 1:
        for step in steps:
            looked = _look(folder, size, step)
            tell(looked.entries)
            yield looked
        return
    # Not forked: the bar of progress is drawn by a thread, which a fork would not have.
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        for future in as_completed([pool.submit(_look, folder, size, step) for step in steps]):
            looked = future.result()
            tell(looked.entries)
            yield looked


def _look(folder: Path, size: int, step: tuple[int, int]) -> Looked:
    from groundglass.ledger.audit import look_at
    from groundglass.ledger.files import FolderTiles

    return look_at(FolderTiles(folder), size, *step)


def _prove(arguments: argparse.Namespace) -> int:
    from groundglass.ledger.files import FolderTiles
    from groundglass.ledger.log import CHECKPOINT_PATH
    from groundglass.ledger.proofs import TreeReader, read_entry

    if arguments.export is not None:
        folder, key = arguments.export, _told_key(arguments.export, None)
    else:
        data = require_folder(arguments.data)
        folder, key = data / "ledger", _own_key(data)
    reader = FolderTiles(folder)
    note_text = reader.read(CHECKPOINT_PATH).decode("utf-8", "replace")
    checkpoint = _opened(note_text, key)
    tree = TreeReader(reader, checkpoint.size)
    proven = {
        "index": arguments.index,
        "size": checkpoint.size,
        "hashes": [one.hex() for one in tree.inclusion(arguments.index)],
        "entry": read_entry(reader, arguments.index, checkpoint.size).decode(),
        "checkpoint": note_text,
        "key": key.text(),
    }
    say(json.dumps(proven, ensure_ascii=False))
    return OK


def _accept(arguments: argparse.Namespace) -> int:
    from groundglass.engine.rollback import accept

    index = accept(require_folder(arguments.data), arguments.reason)
    say(f"accepted, and entered as entry {index}")
    note("witnesses and older copies will go on saying that history was rewritten; that entry is the answer")
    return OK


def _own_key(data: Path) -> NoteKey:
    from groundglass.engine.rollback import public_key

    return public_key(data)


def _told_key(folder: Path, text: str | None) -> NoteKey:
    from groundglass.ledger.export import KEY_PATH
    from groundglass.ledger.note import NoteKey

    if text is not None:
        return NoteKey.parse(text)
    note("no --key was given: the copy's own key is taken at its word")
    try:
        return NoteKey.parse((folder / KEY_PATH).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(f"{folder} holds no key", "give the site's key: --key KEY") from error


def _opened(note_text: str, key: NoteKey) -> Checkpoint:
    from groundglass.ledger.checkpoint import open_checkpoint

    return open_checkpoint(note_text, key)
