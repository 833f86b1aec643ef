"""`groundglass map show | add | remove`: the map of the world that a site keeps, as one PMTiles file.

By the folder and not by the server: it is a file that is copied there, and a running server sees it at once.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from groundglass.cli.arguments import Commands, add_data_option
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say
from groundglass.engine.folder import require_folder
from groundglass.frosted.map.base import BaseFacts, BaseMap


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("map", help="show, add or remove the map that lies under the cameras")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    show = acts.add_parser("show", help="say what part of the world it shows")
    show.set_defaults(command=_show)
    add = acts.add_parser("add", help="copy a PMTiles file into the data folder, in place of the one there")
    add.add_argument("file", type=Path, metavar="FILE.pmtiles", help="a PMTiles file, version 3")
    add.set_defaults(command=_add)
    remove = acts.add_parser("remove", help="take it away; plans and cameras stay")
    remove.set_defaults(command=_remove)
    for act in (show, add, remove):
        add_data_option(act)


def _show(arguments: argparse.Namespace) -> int:
    facts = BaseMap(require_folder(arguments.data)).facts()
    say("there is no map; add one: groundglass map add FILE.pmtiles" if facts is None else _said(facts))
    return OK


def _add(arguments: argparse.Namespace) -> int:
    facts = BaseMap(require_folder(arguments.data)).add(arguments.file)
    say(f"added {_said(facts)}")
    note("a backup copies it too, once; a server that runs shows it when a page is loaded again")
    return OK


def _remove(arguments: argparse.Namespace) -> int:
    BaseMap(require_folder(arguments.data)).remove()
    say("removed the map; plans and cameras stay")
    return OK


def _said(facts: BaseFacts) -> str:
    west, south, east, north = facts.bounds
    return (
        f"a map of {facts.tiles} tiles, {south:.4f} to {north:.4f} north and {west:.4f} to {east:.4f} east, "
        f"zoom {facts.least_zoom} to {facts.most_zoom}, {facts.size_bytes / 1024**2:.1f} MiB"
    )
