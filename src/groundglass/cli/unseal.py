"""`groundglass unseal request | list | fetch | open`: the requester's side, on the requester's own machine."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, TextColumn

from groundglass.cli.arguments import Commands
from groundglass.cli.opening import Opened, open_bundle
from groundglass.cli.own_files import keyring_of, written
from groundglass.cli.remote import Remote
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, progress, say, show_table
from groundglass.clock import SystemClock
from groundglass.custody.bundle_file import BundleFile
from groundglass.errors import ConfigError, Conflict, StoreError
from groundglass.frosted.custody.manifest import manifest_hash
from groundglass.ledger.note import NoteKey
from groundglass.ledger.portable import check_proofs, key_in


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("unseal", help="ask custodians to open an original, and open what they released")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    ask = acts.add_parser("request", help="ask for one camera and one range")
    ask.add_argument("camera", help="its id")
    ask.add_argument("begin", metavar="FROM", help="such as 2026-11-21T23:00:00Z")
    ask.add_argument("end", metavar="TO", help="at most an hour later")
    ask.add_argument("--reason", required=True, help="why; custodians and auditors read it, the public does not")
    ask.add_argument("--basis", required=True, help="by what right, such as a court order")
    ask.add_argument("--recipient", required=True, help="your age recipient; only its identity opens what is released")
    ask.add_argument("--hours", type=float, default=48.0, help="how long custodians may answer (default: 48)")
    ask.set_defaults(command=_request)
    listing = acts.add_parser("list", help="list requests and how they stand")
    listing.add_argument("--identity", type=Path, metavar="FILE", help="as a custodian, with this age identity")
    listing.set_defaults(command=_list)
    fetch = acts.add_parser("fetch", help="fetch what was released to you")
    fetch.add_argument("request", help="its id")
    fetch.add_argument("--out", type=Path, required=True, metavar="BUNDLE.zip", help="where it is written")
    fetch.set_defaults(command=_fetch)
    opening = acts.add_parser("open", help="open a bundle: verify everything, join, decrypt, write the clip")
    opening.add_argument("bundle", type=Path, metavar="BUNDLE.zip")
    opening.add_argument("--identity", type=Path, required=True, metavar="FILE", help="your age identity")
    opening.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder for clip and evidence")
    opening.add_argument("--ledger-key", metavar="KEY", help="the site's ledger key, known from elsewhere")
    opening.set_defaults(command=_open)
    for act in (ask, listing, fetch, opening):
        is_needed = act in (ask, fetch)
        act.add_argument("--server", metavar="URL", required=is_needed, help="the site's address")
        act.add_argument("--name", required=is_needed, help="the name you sign in with; the password is asked for")


def _request(arguments: argparse.Namespace) -> int:
    with signed_in(arguments) as server:
        asked = {
            "camera": arguments.camera,
            "from": arguments.begin,
            "to": arguments.end,
            "reason": arguments.reason,
            "basis": arguments.basis,
            "recipient": arguments.recipient,
            "expires_h": arguments.hours,
        }
        told = server.ask("POST", "/unseal", asked)
    say(told["id"])
    note(f"{told['segments']} segments from {told['from']} to {told['to']}, until {told['expires']}")
    note(f"{told['needed']} custodians must approve: groundglass approve {told['id']} --server {arguments.server}")
    note(f"tell them your recipient by another way, so that they can compare it: {told['recipient']}")
    return OK


def _list(arguments: argparse.Namespace) -> int:
    if arguments.server is None:
        raise ConfigError("the site's address is missing", "name it with --server https://desk.example.org")
    if arguments.identity is not None:
        server = Remote(arguments.server)
        server.enter(keyring_of(arguments.identity))
        listed = _pages(server)
    else:
        with signed_in(arguments) as server:
            listed = _pages(server)
    if not listed:
        note("there are no requests")
        return OK
    rows = [
        (r["id"], r["state"], f"{len(r['approvals'])}/{r['needed']}", r["camera"], r["from"], r["to"], r["reason"])
        for r in listed
    ]
    show_table(("id", "state", "yes", "camera", "from", "to", "reason"), rows)
    return OK


def _pages(server: Remote) -> list[Any]:
    """All requests that whoever asks may read, page by page, newest first."""
    told = server.ask("GET", "/unseal?limit=200")
    listed = list(told["requests"])
    while told["next"] is not None:
        told = server.ask("GET", f"/unseal?limit=200&before={told['next']}")
        listed += told["requests"]
    return listed


def _fetch(arguments: argparse.Namespace) -> int:
    with (
        signed_in(arguments) as server,
        written(arguments.out, mode=0o600) as file,
        progress(TextColumn("fetching {task.description}")) as shown,
    ):
        task = shown.add_task("", total=None)
        server.fetch(
            f"/unseal/{arguments.request}/bundle.zip",
            file,
            lambda done: shown.update(task, description=f"{done / 1024**2:.1f} MiB"),
        )
    say(f"wrote {arguments.out}; open it: groundglass unseal open {arguments.out} --identity FILE --out DIR")
    return OK


def _open(arguments: argparse.Namespace) -> int:
    """1. Open and write. 2. Tell the site, where one is named. 3. Keep the proofs beside the clip."""
    if (arguments.server is None) is not (arguments.name is None):
        raise ConfigError("to tell the site, both --server and --name are needed")
    keyring = keyring_of(arguments.identity)
    if arguments.out.exists():
        raise Conflict(f"{arguments.out} is there already", "name a new folder")
    with BundleFile(arguments.bundle) as bundle:
        key = ledger_key(arguments.ledger_key, bundle.proofs())
        try:
            arguments.out.mkdir(mode=0o700, parents=True)
        except OSError as error:
            raise StoreError(f"{arguments.out} cannot be made: {(error.strerror or 'unknown').lower()}") from error
        with progress(TextColumn("opening"), BarColumn()) as shown:
            task = shown.add_task("", total=None)

            def told(done: int, of_all: int) -> None:
                shown.update(task, completed=done, total=of_all)

            opened = open_bundle(bundle, keyring, arguments.out, key, SystemClock().now_90k(), told)  # 1
        proofs = bundle.proofs()
        if arguments.server is not None:
            proofs = _tell(arguments, opened, proofs, key)  # 2
        _keep(arguments.out / "proofs.json", proofs)  # 3
        _keep(arguments.out / "checkpoint.txt", bundle.checkpoint())
    say(f"wrote {arguments.out / 'clip.mp4'}: {opened.pictures} pictures, with its evidence beside it")
    if arguments.server is None:
        note(f"the site was not told; its ledger does not name this clip. manifest: {manifest_hash(opened.encoded)}")
    note(f"check it at any time: groundglass evidence verify {arguments.out}")
    return OK


def ledger_key(given: str | None, untrusted_proofs: bytes) -> NoteKey:
    """The key that was given, or the one the bundle names, with a warning."""
    if given is not None:
        return NoteKey.parse(given)
    key = key_in(untrusted_proofs)
    note(f"groundglass: warning: the ledger's key comes with the bundle; compare it: {key.text()}")
    return key


def _tell(arguments: argparse.Namespace, opened: Opened, proofs: bytes, key: NoteKey) -> bytes:
    """Have the manifest's hash entered; returns the proofs with the one of that entry."""
    with signed_in(arguments) as server:
        sent = {"manifest_sha256": manifest_hash(opened.encoded)}
        told = server.ask("POST", f"/unseal/{opened.manifest.request}/opened", sent)
    said = json.loads(proofs)
    said["proofs"].append({name: told[name] for name in ("index", "entry", "size", "hashes", "checkpoint")})
    whole = json.dumps(said, indent=1).encode()
    check_proofs(whole, key)
    return whole


def _keep(path: Path, body: bytes) -> None:
    with written(path, mode=0o600) as file:
        file.write(body)


@contextmanager
def signed_in(arguments: argparse.Namespace) -> Iterator[Remote]:
    """The server, with a session of the person named, which ends with the block."""
    if arguments.server is None or arguments.name is None:
        raise ConfigError("who you are is missing", "name the site with --server and yourself with --name")
    server = Remote(arguments.server)
    server.sign_in(arguments.name)
    try:
        yield server
    finally:
        server.sign_out()
