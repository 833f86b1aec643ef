"""`groundglass place show | approve | forget CAMERA`: what is known of a camera's place."""

from __future__ import annotations

import argparse
import base64
import datetime as dt
from pathlib import Path

from groundglass.cli.access import ask
from groundglass.cli.arguments import Commands, add_data_option
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say
from groundglass.clock import TICKS_PER_S
from groundglass.errors import NotFound, StoreError


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("place", help="show, approve or forget what is known of a camera's place")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    show = acts.add_parser("show", help="say how much is proven; --out writes the picture of it")
    show.add_argument("--out", type=Path, metavar="FILE.jpg", help="write the picture of the place, frosted elsewhere")
    show.set_defaults(command=_show)
    approve = acts.add_parser("approve", help="approve what is proposed as place")
    approve.set_defaults(command=_approve)
    forget = acts.add_parser("forget", help="forget the place; the camera proves it anew, frosted whole until then")
    forget.set_defaults(command=_forget)
    for act in (show, approve, forget):
        act.add_argument("camera", help="its id")
        add_data_option(act)
    approve.add_argument("proposal", help="its name, which show tells with the picture of it: you approve what you saw")


def _show(arguments: argparse.Namespace) -> int:
    place = ask(arguments.data, "place", {"id": arguments.camera})
    if place["at_90k"] is None:
        say("nothing is proven yet; the picture is frosted whole")
    else:
        then = dt.datetime.fromtimestamp(place["at_90k"] // TICKS_PER_S, tz=dt.UTC)
        say(f"{place['proven_ppm'] / 10_000:.1f} % of the picture is proven place, as of {then:%Y-%m-%d %H:%M:%S} UTC")
    if place["proposal"] is not None:
        note(f"a proposal waits: groundglass place approve {arguments.camera} {place['proposal_token']}")
    if arguments.out is not None:
        _write_picture(arguments.out, place["proposal"] or place["place"], arguments.camera)
    return OK


def _write_picture(path: Path, encoded: str | None, camera: str) -> None:
    if encoded is None:
        raise NotFound(f"there is no picture of the place of {camera} yet", "wait until a part of it is proven")
    try:
        path.write_bytes(base64.b64decode(encoded))
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {(error.strerror or 'unknown').lower()}") from error
    say(f"wrote {path}")


def _approve(arguments: argparse.Namespace) -> int:
    ask(arguments.data, "place.approve", {"id": arguments.camera, "proposal": arguments.proposal, "regions": []})
    say(f"approved the place of {arguments.camera}")
    return OK


def _forget(arguments: argparse.Namespace) -> int:
    ask(arguments.data, "place.forget", {"id": arguments.camera})
    say(f"forgot the place of {arguments.camera}; it is frosted whole until it is proven anew")
    return OK
