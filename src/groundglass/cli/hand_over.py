"""`groundglass custody hand-over ask | give`: old originals to the site's custodians of now.

`ask` makes the request that the old custodians approve like any other; `give` is done on the machine whose key was
named: it joins each segment's key from the approved shares, splits it anew, and sends only what is wrapped for the new
ones.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

from rich.progress import BarColumn, TextColumn

from groundglass.cli.arguments import Commands
from groundglass.cli.opening import check_release_on_record
from groundglass.cli.own_files import keyring_of
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import confirmed, note, progress, say
from groundglass.cli.unseal import ledger_key, signed_in
from groundglass.custody.bundle_file import BundleFile
from groundglass.custody.hand_over import slots_anew
from groundglass.custody.seats import seats_in

BATCH_BYTES = 128 * 1024
"""How much is sent at once; a request body has at most 256 KiB."""


def add_to(acts: Commands) -> None:
    """Below `groundglass custody`."""
    parser = acts.add_parser("hand-over", help="give old originals to the site's custodians of now")
    below = parser.add_subparsers(metavar="ACT", required=True)
    ask = below.add_parser("ask", help="ask the old custodians to agree")
    ask.add_argument("camera", help="its id")
    ask.add_argument("begin", metavar="FROM", help="such as 2026-11-21T23:00:00Z")
    ask.add_argument("end", metavar="TO", help="at most an hour later")
    ask.add_argument("--reason", required=True, help="why; custodians and auditors read it")
    ask.add_argument("--recipient", required=True, help="the age recipient of the machine that carries it out")
    ask.add_argument("--hours", type=float, default=48.0, help="how long custodians may answer (default: 48)")
    ask.set_defaults(command=_ask)
    give = below.add_parser("give", help="carry out a hand-over that was approved")
    give.add_argument("bundle", type=Path, metavar="BUNDLE.zip", help="as `groundglass unseal fetch` wrote it")
    give.add_argument("--identity", type=Path, required=True, metavar="FILE", help="the age identity that was named")
    give.add_argument("--ledger-key", metavar="KEY", help="the site's ledger key, known from elsewhere")
    give.add_argument("--yes", action="store_true", help="do not ask")
    give.set_defaults(command=_give)
    for act in (ask, give):
        act.add_argument("--server", metavar="URL", required=True, help="the site's address")
        act.add_argument("--name", required=True, help="the administrator's name; the password is asked for")


def _ask(arguments: argparse.Namespace) -> int:
    with signed_in(arguments) as server:
        asked = {
            "camera": arguments.camera,
            "from": arguments.begin,
            "to": arguments.end,
            "reason": arguments.reason,
            "recipient": arguments.recipient,
            "expires_h": arguments.hours,
        }
        told = server.ask("POST", "/unseal/hand-overs", asked)
    say(told["id"])
    note(f"{told['segments']} segments: {told['basis']}")
    note(f"{told['needed']} of their custodians must approve: groundglass approve {told['id']}")
    return OK


def _give(arguments: argparse.Namespace) -> int:
    """Check and show the bundle (1), join every key and split it anew (2), and only then send the first slot (3)."""
    keyring = keyring_of(arguments.identity)
    with BundleFile(arguments.bundle) as bundle:
        request = bundle.request()
        check_release_on_record(request, bundle.proofs(), ledger_key(arguments.ledger_key, bundle.proofs()))  # 1
        say(f"{len(request.segments)} segments of {request.camera} go to:")
        for seat, recipient in enumerate(seats_in(request), 1):
            say(f"    {seat}  {recipient}")
        if not confirmed("hand them over?", yes=arguments.yes):
            say("nothing was handed over")
            return OK
        slots: dict[str, list[str]] = {}
        digest = hashlib.sha256()
        with progress(TextColumn("splitting keys anew"), BarColumn()) as shown:
            task = shown.add_task("", total=len(request.segments))
            for member in bundle.segments():  # 2
                made = slots_anew(request, bundle.header(member), member.shares, keyring)
                slots[member.segment] = [base64.b64encode(slot).decode() for slot in made]
                digest.update(b"".join(made))
                shown.advance(task)
    with signed_in(arguments) as server:  # 3
        for some in _batches(slots):
            server.ask("POST", f"/unseal/{request.id}/hand-over", {"slots": some})
        server.ask("POST", f"/unseal/{request.id}/opened", {"manifest_sha256": digest.hexdigest()})
    say(f"handed over {len(slots)} segments; the shares of those before are worth nothing now")
    return OK


def _batches(slots: dict[str, list[str]]) -> Iterator[dict[str, list[str]]]:
    """As many segments at once as fit."""
    some: dict[str, list[str]] = {}
    size = 0
    for segment, made in slots.items():
        some[segment] = made
        size += sum(map(len, made))
        if size >= BATCH_BYTES:
            yield some
            some, size = {}, 0
    if some:
        yield some
