"""`groundglass attack ORIGINAL FROSTED`: what the frosted copy of a recording still gives away.

Two attacks, both blind to how frosting works: what the copy repeats of the people in the original, and what a face
detector that the site brings along still finds. It finds faces, and nobody's name; no detector is part of this project.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from dataclasses import asdict
from pathlib import Path

from rich.progress import BarColumn, TextColumn

from groundglass.cli.arguments import Commands
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import progress, say, show_table
from groundglass.engine.attack import Found, attack, examination_of
from groundglass.pane.examination import FrameFound


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("attack", help="compare a recording with its frosted copy: what is still given away")
    parser.add_argument("original", type=Path, metavar="ORIGINAL")
    parser.add_argument("frosted", type=Path, metavar="FROSTED", help="what `groundglass frost` made of it")
    parser.add_argument(
        "--detector", type=Path, metavar="MODEL.onnx", help="a face detector that answers as YuNet does"
    )
    parser.add_argument("--sha256", metavar="HEX", help="the digest of the detector, as its publisher says")
    parser.add_argument("--all", action="store_true", help="a line for every picture, not only for those that tell")
    parser.add_argument("--json", action="store_true", help="one JSON object per picture and line, then one for all")
    parser.set_defaults(command=_attack)


def _attack(arguments: argparse.Namespace) -> int:
    examination = examination_of(arguments.original, arguments.frosted, arguments.detector, arguments.sha256)
    with progress(BarColumn(), TextColumn("{task.completed}/{task.total} pictures")) as shown:
        task = shown.add_task("", total=None)
        found = asyncio.run(attack(examination, lambda done, of: shown.update(task, completed=done, total=of)))
    lines = [frame for frame in found.frames if arguments.all or frame.revealed_cells or frame.faces_frosted]
    if arguments.json:
        for frame in lines:
            say(json.dumps(asdict(frame)))
        say(json.dumps(_totals(found, arguments.detector is not None)))
    else:
        _tell(found, lines, arguments.detector is not None)
    return OK


def _totals(found: Found, looked_for_faces: bool) -> dict[str, float | int | None]:
    totals: dict[str, float | int | None] = {
        "frames": len(found.frames),
        "leak": found.leak,
        "leak_worst": found.leak_worst,
        "clarity": found.clarity,
    }
    if looked_for_faces:
        totals |= {"faces": found.faces, "faces_frosted": found.faces_frosted}
    return totals


def _tell(found: Found, lines: list[FrameFound], looked_for_faces: bool) -> None:
    if lines:
        faces = ("faces", "in the copy") if looked_for_faces else ()
        show_table(("picture", "time", "of people", "repeated", *faces), (_row(f, looked_for_faces) for f in lines))
        say()
    say(f"{len(found.frames)} pictures, {len(lines)} of them above")
    say(f"repeated of people    {_percent(found.leak)}   worst picture {_percent(found.leak_worst)}")
    say(f"sharp of the place    {_percent(found.clarity)}")
    if looked_for_faces:
        say(f"faces found           {found.faces} in the original, {found.faces_frosted} in the copy")


def _row(frame: FrameFound, looked_for_faces: bool) -> tuple[str, ...]:
    faces = (str(frame.faces), str(frame.faces_frosted)) if looked_for_faces else ()
    return (
        str(frame.index),
        f"{frame.at_ms / 1000:.2f} s",
        f"{frame.person_cells} cells",
        f"{frame.revealed_cells} cells",
        *faces,
    )


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.3f} %"
