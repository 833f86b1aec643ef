"""`groundglass custody show | quorum | keep | seal`: which originals are kept, how long, and how many it takes."""

from __future__ import annotations

import argparse

from groundglass.cli import hand_over
from groundglass.cli.access import ask
from groundglass.cli.arguments import Commands, add_data_option
from groundglass.cli.custodian import say_how_it_stands
from groundglass.cli.statuses import OK


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("custody", help="decide which originals are kept sealed, how long, for what quorum")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    show = acts.add_parser("show", help="say how it stands")
    show.set_defaults(command=_show)
    quorum = acts.add_parser("quorum", help="how many custodians it takes to open an original sealed from now on")
    quorum.add_argument("custodians", type=int, metavar="M")
    quorum.set_defaults(command=_quorum)
    keep = acts.add_parser("keep", help="how long originals are kept; then their keys are destroyed, and they after")
    keep.add_argument("days", type=float, metavar="DAYS")
    keep.set_defaults(command=_keep)
    seal = acts.add_parser("seal", help="keep a camera's originals, sealed, or no longer")
    seal.add_argument("camera", help="its id")
    seal.add_argument("switch", choices=("on", "off"))
    seal.add_argument("--sound", action="store_true", help="seal the camera's sound too, where the law allows it")
    seal.set_defaults(command=_seal)
    for act in (show, quorum, keep, seal):
        add_data_option(act)
    hand_over.add_to(acts)


def _show(arguments: argparse.Namespace) -> int:
    say_how_it_stands(ask(arguments.data, "custody"))
    return OK


def _quorum(arguments: argparse.Namespace) -> int:
    say_how_it_stands(ask(arguments.data, "custody.quorum", {"quorum": arguments.custodians}))
    return OK


def _keep(arguments: argparse.Namespace) -> int:
    say_how_it_stands(ask(arguments.data, "custody.keep", {"days": arguments.days}))
    return OK


def _seal(arguments: argparse.Namespace) -> int:
    wish = {"id": arguments.camera, "seal": arguments.switch == "on", "sound": arguments.sound}
    say_how_it_stands(ask(arguments.data, "custody.seal", wish))
    return OK
