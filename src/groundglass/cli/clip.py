"""`groundglass clip download`: a stretch of a frosted recording as a file, from a server."""

from __future__ import annotations

import argparse
from pathlib import Path
from urllib.parse import urlencode

from groundglass.cli.arguments import Commands
from groundglass.cli.remote_cameras import path_of
from groundglass.cli.remote_site import add_remote_options, require_remote
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import progress, say
from groundglass.errors import Conflict


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("clip", help="download what was recorded, frosted, from a server")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    download = acts.add_parser("download", help="one stretch as one playable file")
    download.add_argument("camera", metavar="ID")
    download.add_argument("--from", dest="begin", metavar="TIME", required=True, help="RFC 3339")
    download.add_argument("--to", dest="end", metavar="TIME", required=True, help="RFC 3339")
    download.add_argument("--out", type=Path, metavar="FILE", help="(default: ID.mp4, here)")
    add_remote_options(download)
    download.set_defaults(command=_download)


def _download(arguments: argparse.Namespace) -> int:
    remote = require_remote(arguments)
    out: Path = arguments.out or Path(f"{Path(arguments.camera).name}.mp4")
    if out.exists():
        raise Conflict(f"{out} is there already", "choose another name with --out")
    path = f"{path_of(arguments.camera)}/download.mp4?{urlencode({'from': arguments.begin, 'to': arguments.end})}"
    # Under another name until it is whole: half a recording does not look like one.
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("wb") as file, progress() as waiting:
            task = waiting.add_task("")
            remote.fetch(path, file, lambda done: waiting.update(task, completed=done))
        part.rename(out)
    finally:
        part.unlink(missing_ok=True)
    say(f"{out} ({out.stat().st_size} bytes)")
    return OK
