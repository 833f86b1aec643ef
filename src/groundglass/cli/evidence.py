"""`groundglass evidence export | verify`: frosted recordings as evidence, and checking any evidence offline."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.progress import TextColumn

from groundglass.cli.arguments import Commands
from groundglass.cli.own_files import written
from groundglass.cli.remote import Remote
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, progress, say
from groundglass.errors import NotFound
from groundglass.frosted.custody.evidence_check import FolderFiles, ZipFiles, check_evidence
from groundglass.ledger.note import NoteKey


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("evidence", help="export a frosted recording as evidence, or check evidence offline")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    export = acts.add_parser("export", help="fetch clip, recording, hashes and proofs of one range as a zip file")
    export.add_argument("camera", help="its id")
    export.add_argument("begin", metavar="FROM", help="such as 2026-11-21T23:00:00Z")
    export.add_argument("end", metavar="TO", help="at most six hours later")
    export.add_argument("--out", type=Path, required=True, metavar="FILE.zip", help="where it is written")
    export.add_argument("--server", required=True, metavar="URL", help="the site's address")
    export.add_argument("--name", required=True, help="the name you sign in with; the password is asked for")
    export.set_defaults(command=_export)
    verify = acts.add_parser("verify", help="check evidence with nothing but its files and the site's key")
    verify.add_argument("path", type=Path, metavar="PATH", help="a folder or a zip file")
    verify.add_argument("--key", help="the site's ledger key, known from elsewhere than the evidence")
    verify.set_defaults(command=_verify)


def _export(arguments: argparse.Namespace) -> int:
    server = Remote(arguments.server)
    server.sign_in(arguments.name)
    asked = {"kind": "frosted", "camera": arguments.camera, "from": arguments.begin, "to": arguments.end}
    try:
        with (
            written(arguments.out) as file,
            progress(TextColumn("fetching {task.description}")) as shown,
        ):
            task = shown.add_task("", total=None)
            server.fetch(
                "/evidence",
                file,
                lambda done: shown.update(task, description=f"{done / 1024**2:.1f} MiB"),
                asked,
            )
    finally:
        server.sign_out()
    say(f"wrote {arguments.out}; check it: groundglass evidence verify {arguments.out}")
    return OK


def _verify(arguments: argparse.Namespace) -> int:
    path: Path = arguments.path
    if not path.exists():
        raise NotFound(f"there is nothing at {path}")
    files = FolderFiles(path) if path.is_dir() else ZipFiles(path)
    key = None if arguments.key is None else NoteKey.parse(arguments.key)
    manifest, said = check_evidence(files, key)
    for line in said:
        (note if line.startswith(("the key is", "the manifest is NOT")) else say)(line)
    say(f"it holds: camera {manifest.camera}, {manifest.kind}")
    return OK
