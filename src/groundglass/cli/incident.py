"""`groundglass incident list | show | open | note | close`: the board of a server, from elsewhere.

Each act is entered under the token's own id and name, as the board of the console enters a person's.
"""

from __future__ import annotations

import argparse
from typing import Any
from urllib.parse import urlencode

from groundglass.cli.arguments import Commands
from groundglass.cli.remote_site import add_remote_options, require_remote
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import say, show_table


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("incident", help="list, open, write on and close incidents of a server")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    listing = acts.add_parser("list", help="incidents that are open, newest first")
    listing.add_argument("--all", action="store_true", help="the closed ones too")
    show = acts.add_parser("show", help="one incident and its history")
    begin = acts.add_parser("open", help="open an incident; prints its number")
    begin.add_argument("title")
    begin.add_argument(
        "--level", choices=("info", "warning", "alarm"), default="warning", help="how grave (default: warning)"
    )
    begin.add_argument("--camera", default="", metavar="ID", help="where it is seen")
    begin.add_argument("--exercise", action="store_true", help="nothing happened: it is practised")
    note = acts.add_parser("note", help="write something into its history")
    close = acts.add_parser("close", help="say what it turned out to be, and close it")
    for act in (show, note, close):
        act.add_argument("number", type=int)
    note.add_argument("text")
    close.add_argument(
        "--outcome", choices=("real", "false_alarm", "test", "unknown"), required=True, help="what it was"
    )
    for act, command in ((listing, _list), (show, _show), (begin, _open), (note, _note), (close, _close)):
        add_remote_options(act)
        act.set_defaults(command=command)


def _list(arguments: argparse.Namespace) -> int:
    remote = require_remote(arguments)
    states = () if arguments.all else ("new", "acknowledged", "in_progress", "resolved")
    asked: dict[str, Any] = {"state": states, "limit": 100}
    rows: list[tuple[str, ...]] = []
    while True:
        page = remote.ask("GET", f"/incidents?{urlencode(asked, doseq=True)}")
        rows += [
            (str(one["number"]), one["level"], one["state"], one["opened"], one["camera"] or "-", one["title"])
            for one in page["incidents"]
        ]
        if page["next"] is None:
            break
        asked["before"] = page["next"]
    show_table(("number", "level", "state", "opened", "camera", "title"), rows)
    return OK


def _show(arguments: argparse.Namespace) -> int:
    told = require_remote(arguments).ask("GET", f"/incidents/{arguments.number}")
    say(f"{told['number']}  {told['level']}  {told['state']}  {told['title']}")
    rows = [(entry["at"], entry["by"]["name"] or entry["by"]["id"], entry["kind"]) for entry in told["history"]]
    show_table(("at", "by", "what"), rows)
    return OK


def _open(arguments: argparse.Namespace) -> int:
    new = {name: getattr(arguments, name) for name in ("title", "level", "camera", "exercise")}
    say(str(require_remote(arguments).ask("POST", "/incidents", new)["number"]))
    return OK


def _note(arguments: argparse.Namespace) -> int:
    require_remote(arguments).ask("POST", f"/incidents/{arguments.number}/notes", {"text": arguments.text})
    say(f"written on incident {arguments.number}")
    return OK


def _close(arguments: argparse.Namespace) -> int:
    remote = require_remote(arguments)
    told = remote.ask("GET", f"/incidents/{arguments.number}")
    # What it turned out to be is said when it is resolved; only then can it be closed.
    if told["state"] != "resolved":
        move = {"state": "resolved", "outcome": arguments.outcome}
        told = remote.ask("POST", f"/incidents/{arguments.number}/state", move)
    remote.ask("POST", f"/incidents/{arguments.number}/state", {"state": "closed"})
    say(f"incident {arguments.number} is closed: {told['outcome']}")
    return OK
