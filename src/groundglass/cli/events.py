"""`groundglass events list | follow`: what happened at a site, asked of its server.

`follow` listens on the server's socket. When that breaks it waits, comes back, and first reads from the list what it
missed: every event is told once, in its order, as long as this command runs.
"""

from __future__ import annotations

import argparse
import json
import time
from typing import Any, Final
from urllib.parse import urlencode

from groundglass.cli.arguments import Commands
from groundglass.cli.remote import Remote
from groundglass.cli.remote_site import add_remote_options, require_remote
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say, show_table
from groundglass.errors import EngineError

_LONGEST_WAIT_S: Final = 30.0
_PAGE: Final = 500


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("events", help="what happened, listed or as it happens, from a server")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    listing = acts.add_parser("list", help="the newest events")
    listing.add_argument("--limit", type=int, default=50, help="at most so many, 1 to 500 (default: 50)")
    listing.add_argument("--from", dest="begin", metavar="TIME", help="RFC 3339, such as 2026-11-21T23:00:00Z")
    listing.add_argument("--to", dest="end", metavar="TIME", help="RFC 3339")
    follow = acts.add_parser("follow", help="events as they happen, until Ctrl-C")
    for act, command in ((listing, _list), (follow, _follow)):
        act.add_argument("--camera", action="append", default=[], metavar="ID", help="of this camera; several times")
        act.add_argument("--level", choices=("info", "warning", "alarm"), default="info", help="this grave or graver")
        act.add_argument("--json", action="store_true", help="one event per line as JSON, as the API tells it")
        add_remote_options(act)
        act.set_defaults(command=command)


def _list(arguments: argparse.Namespace) -> int:
    asked = {"limit": arguments.limit, "from": arguments.begin, "to": arguments.end}
    events = _page(require_remote(arguments), arguments, asked)["events"]
    if arguments.json:
        for event in events:
            say(json.dumps(event))
    else:
        show_table(("at", "level", "what", "camera", "name"), [_row(event) for event in events])
    return OK


def _page(remote: Remote, arguments: argparse.Namespace, asked: dict[str, Any]) -> Any:
    given = {"camera": arguments.camera, "level": arguments.level} | {k: v for k, v in asked.items() if v is not None}
    return remote.ask("GET", f"/events?{urlencode(given, doseq=True)}")


def _row(event: dict[str, Any]) -> tuple[str, ...]:
    phase = "" if event["phase"] == "once" else f" {event['phase']}"
    return (event["at"], event["level"], f"{event['kind']}{phase}", event["camera"] or "-", event["name"])


def _follow(arguments: argparse.Namespace) -> int:
    remote = require_remote(arguments)
    newest = _page(remote, arguments, {"limit": 1})["events"]  # also says at once whether the token is good
    told = _Told(arguments, newest[0] if newest else None)
    wait_s = 1.0
    while True:
        try:
            for message in remote.watch(on_open=lambda: told.missed(remote)):
                wait_s = 1.0
                if message.get("type") == "event":
                    told.tell(message["event"])
        except EngineError as error:
            note(f"groundglass: {error.message}; trying again in {wait_s:.0f} s")
        time.sleep(wait_s)
        wait_s = min(2 * wait_s, _LONGEST_WAIT_S)


class _Told:
    """What was printed so far. The newest ids of one moment are kept, so that nothing is told twice."""

    def __init__(self, arguments: argparse.Namespace, newest: dict[str, Any] | None) -> None:
        self._arguments = arguments
        self._since = newest["at"] if newest else None
        self._known: set[int] = {newest["id"]} if newest else set()

    def missed(self, remote: Remote) -> None:
        """Tell what the list has since the newest that was told."""
        asked: dict[str, Any] = {"order": "oldest", "limit": _PAGE, "from": self._since}
        while True:
            page = _page(remote, self._arguments, asked)
            for event in page["events"]:
                self.tell(event)
            if page["next"] is None:
                return
            asked["cursor"] = page["next"]

    def tell(self, event: dict[str, Any]) -> None:
        """Print one, unless it was, or was not asked for."""
        levels = ("info", "warning", "alarm")
        wanted = self._arguments.camera
        is_grave = levels.index(event["level"]) >= levels.index(self._arguments.level)
        if event["id"] in self._known or not is_grave or (wanted and event["camera"] not in wanted):
            return
        if event["at"] != self._since:
            self._known = {known for known in self._known if len(self._known) < _PAGE}
            self._since = event["at"]
        self._known.add(event["id"])
        say(json.dumps(event) if self._arguments.json else "  ".join(_row(event)))
