"""`groundglass frost IN OUT`: a file of a fixed camera, frosted."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import Any

from rich.progress import TextColumn

from groundglass.cli.arguments import Commands, add_frosting_options
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import progress, say
from groundglass.clock import SystemClock
from groundglass.engine.film import (
    Film,
    Footage,
    KnownPlace,
    check_paths,
    film_settings,
    make_film,
    read_place,
    save_place,
)
from groundglass.errors import NotFound
from groundglass.pane.settings import WorkerSettings


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("frost", help="frost a video file of a fixed camera: every picture, no sound")
    parser.add_argument("source", type=Path, metavar="IN")
    parser.add_argument("out", type=Path, metavar="OUT", help="an MP4 file; written whole or not at all")
    parser.add_argument("--place", type=Path, metavar="FILE", help="a place saved before: sharp from the first picture")
    parser.add_argument("--save-place", type=Path, metavar="FILE", help="keep the place that was proven")
    parser.add_argument("--force", action="store_true", help="replace OUT where it exists")
    add_frosting_options(parser)
    parser.set_defaults(command=_frost)


def _frost(arguments: argparse.Namespace) -> int:
    check_paths(arguments.source, arguments.out, force=arguments.force)
    if arguments.save_place is not None and not arguments.save_place.absolute().parent.is_dir():
        raise NotFound(f"there is no folder {arguments.save_place.absolute().parent}", "make it, or save elsewhere")
    known = read_place(arguments.place) if arguments.place is not None else None
    film = _make(settings_of(arguments), arguments.out, known)
    if arguments.save_place is not None:
        save_place(film.place, arguments.save_place)
    say(f"frosted {film.pictures} pictures ({film.length_s:.1f} s) into {arguments.out}")
    return OK


def settings_of(arguments: argparse.Namespace) -> WorkerSettings:
    """What the worker is told: as fast as it can, every picture, nothing kept."""
    return film_settings(arguments.source, _given(arguments))


def _given(arguments: argparse.Namespace) -> dict[str, Any]:
    """Of the options that say how a film is frosted, those that were given."""
    given = {"mode": arguments.mode, "style": arguments.style, "evidence_s": arguments.after}
    return {name: value for name, value in given.items() if value is not None}


def _make(settings: WorkerSettings, out: Path, known: KnownPlace | None) -> Film:
    with progress(TextColumn("frosting  {task.fields[done]}")) as shown:
        task = shown.add_task("", done="opening", total=None)

        def tell(footage: Footage) -> None:
            speed = footage.length_s / elapsed if (elapsed := shown.tasks[0].elapsed or 0.0) else 0.0
            shown.update(task, done=f"{footage.pictures} pictures  {footage.length_s:.0f} s  {speed:.1f}x")

        return asyncio.run(make_film(settings, out, SystemClock(), tell, known=known))
