"""`groundglass custodian add | list | retire | key`: whose approval it takes to open an original."""

from __future__ import annotations

import argparse
from typing import Any

from groundglass.cli import custodian_key
from groundglass.cli.access import ask
from groundglass.cli.arguments import Commands, add_data_option
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say, show_table


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("custodian", help="add, list or retire custodians; make a custodian's key")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    add = acts.add_parser("add", help="add a custodian: from now on originals are sealed for them too")
    add.add_argument("name", help="the name of the role, for people")
    add.add_argument("recipient", help="their age recipient (age1...), no secret; the identity stays with them")
    add.set_defaults(command=_add)
    listing = acts.add_parser("list", help="list the custodians, and how many it takes")
    listing.set_defaults(command=_list)
    retire = acts.add_parser("retire", help="seal no longer for a custodian; older originals still are")
    retire.add_argument("id", help="as list shows it")
    retire.set_defaults(command=_retire)
    for act in (add, listing, retire):
        add_data_option(act)
    custodian_key.add_to(acts)


def _add(arguments: argparse.Namespace) -> int:
    answer = ask(arguments.data, "custodian.add", {"name": arguments.name, "recipient": arguments.recipient})
    say(f"added {arguments.name}")
    say_how_it_stands(answer)
    return OK


def _list(arguments: argparse.Namespace) -> int:
    answer = ask(arguments.data, "custody")
    if not answer["custodians"]:
        note("there are no custodians, so no original is kept; add one: groundglass custodian add NAME RECIPIENT")
        return OK
    rows = [(c["id"], c["name"], "active" if c["active"] else "retired", c["recipient"]) for c in answer["custodians"]]
    show_table(("id", "name", "", "recipient"), rows)
    say_how_it_stands(answer)
    return OK


def _retire(arguments: argparse.Namespace) -> int:
    answer = ask(arguments.data, "custodian.retire", {"id": arguments.id})
    say(f"retired {arguments.id}; what was sealed before still takes the custodians of its time")
    say_how_it_stands(answer)
    return OK


def say_how_it_stands(answer: dict[str, Any]) -> None:
    """In one line: whether originals are kept, and what it takes to open one."""
    active = sum(1 for custodian in answer["custodians"] if custodian["active"])
    quorum = answer["quorum"]
    if not answer["can_seal"]:
        note(f"it takes {quorum} custodians to open an original and there are {active}: none is kept")
    elif not answer["cameras"]:
        note("no camera keeps originals; switch it on: groundglass custody seal CAMERA on")
    else:
        say(f"{quorum} of {active} custodians open an original; kept for {answer['keep_days']:g} days")
        say(f"cameras that keep originals: {', '.join(answer['cameras'])}")
