"""`groundglass camera find`: who answers on this machine's networks. Needs no server and changes nothing."""

from __future__ import annotations

import argparse
import asyncio
from typing import Any

from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, progress, say, show_table
from groundglass.frosted.inventory.discovery import scan


def add_to(acts: Any) -> None:
    """Describe the command."""
    parser = acts.add_parser("find", help="ask this machine's networks for cameras that speak ONVIF, for three seconds")
    parser.set_defaults(command=_find)


def _find(arguments: argparse.Namespace) -> int:
    with progress() as waiting:
        waiting.add_task("listening for cameras")
        found = asyncio.run(scan())
    if found.devices:
        rows = [(one.name or "a camera", one.hardware, one.ip or one.path, one.service) for one in found.devices]
        show_table(("name", "model", "where", "service"), rows)
    else:
        say("no camera answered")
    note(f"asked: {', '.join(one.reach for one in found.networks) or 'no network'}")
    if found.failed:
        note(f"could not be asked: {', '.join(found.failed)}")
    note("cameras in other networks, or with ONVIF switched off, do not answer: groundglass camera test ADDRESS")
    return OK
