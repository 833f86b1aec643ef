"""`groundglass frost IN OUT`: a file of a fixed camera, frosted; with --cluster a folder of them, on many machines."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.progress import TextColumn

from groundglass.cli.apply import read_text, resolved
from groundglass.cli.arguments import Commands, add_frosting_options
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import progress, say
from groundglass.clock import SystemClock
from groundglass.config import parse_config, parse_node
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
from groundglass.errors import ConfigError, NotFound, SourceError
from groundglass.pane.settings import WorkerSettings

if TYPE_CHECKING:
    from groundglass.engine.ray.access import RayAccess
    from groundglass.engine.ray.batch import Progress


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("frost", help="frost a video file of a fixed camera: every picture, no sound")
    parser.add_argument("source", type=Path, metavar="IN")
    parser.add_argument("out", type=Path, metavar="OUT", help="an MP4 file; written whole or not at all")
    parser.add_argument("--cluster", type=Path, metavar="FILE", help="IN and OUT are folders; FILE says where Ray is")
    parser.add_argument("--report", type=Path, metavar="FILE", help="of each file of a folder (OUT/report.jsonl)")
    parser.add_argument("--place", type=Path, metavar="FILE", help="a place saved before: sharp from the first picture")
    parser.add_argument("--save-place", type=Path, metavar="FILE", help="keep the place that was proven")
    parser.add_argument("--force", action="store_true", help="replace OUT where it exists")
    add_frosting_options(parser)
    parser.set_defaults(command=_frost)


def _frost(arguments: argparse.Namespace) -> int:
    if arguments.cluster is not None:
        return _frost_folder(arguments)
    if arguments.report is not None:
        raise ConfigError("a report is of a folder of videos", "name the cluster's settings with --cluster")
    check_paths(arguments.source, arguments.out, force=arguments.force)
    if arguments.save_place is not None and not arguments.save_place.absolute().parent.is_dir():
        raise NotFound(f"there is no folder {arguments.save_place.absolute().parent}", "make it, or save elsewhere")
    known = read_place(arguments.place) if arguments.place is not None else None
    film = _make(settings_of(arguments), arguments.out, known)
    if arguments.save_place is not None:
        save_place(film.place, arguments.save_place)
    say(f"frosted {film.pictures} pictures ({film.length_s:.1f} s) into {arguments.out}")
    return OK


def _frost_folder(arguments: argparse.Namespace) -> int:
    """All videos of a folder, on the machines of a cluster. Failed files are counted, told of and tried again next
    time; they do not stop the others."""
    from groundglass.engine.ray.access import require_ray

    if arguments.place is not None or arguments.save_place is not None or arguments.force:
        raise ConfigError(
            "a folder of videos has no place of its own, and replaces nothing that is done",
            "leave --place, --save-place and --force out",
        )
    require_ray()
    with progress(TextColumn("{task.fields[done]}")) as shown, tempfile.TemporaryDirectory() as scratch:
        access = _access_of(arguments.cluster, Path(scratch))
        access.assume()
        from groundglass.engine.ray.batch import frost_all, jobs_in

        jobs = jobs_in(arguments.source, arguments.out)
        report = arguments.report or arguments.out / "report.jsonl"
        task = shown.add_task("", done=f"{len(jobs)} videos, waiting for Ray", total=None)
        seen = frost_all(jobs, report, _given(arguments), access, lambda now: shown.update(task, done=_so_far(now)))
    say(f"frosted {seen.done} of {seen.files} videos into {arguments.out}; {seen.before} were done before")
    if seen.failed:
        hint = "correct what it says, and run the command again: only these are tried again"
        raise SourceError(f"{seen.failed} videos could not be frosted; {report} says why", hint)
    return OK


def _so_far(now: Progress) -> str:
    ready = now.before + now.done
    return f"{ready} of {now.files} videos  {now.failed} failed  {now.length_s / 60:.0f} min of video"


def _access_of(file: Path, folder: Path) -> RayAccess:
    """Of the settings of a site, or of a machine: both name Ray's head and have the cluster's secret."""
    from groundglass.engine.ray.access import RayAccess
    from groundglass.frosted.relay.secret import ClusterSecret

    text = read_text(file)
    if "\n[ray]" in "\n" + text:
        node = parse_node(text, file.name)
        address, secret = node.ray.ray, node.cluster.secret
    else:
        site = parse_config(text, file.name)
        address, secret = site.engine.ray, site.cluster.secret
    if not address or secret is None:
        hint = "name the site.toml of a site whose cameras Ray places, or a machine's node.toml"
        raise ConfigError(f"{file.name} does not say where Ray is", hint)
    return RayAccess.of(address, folder, ClusterSecret.parse(resolved(secret, file)))


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
