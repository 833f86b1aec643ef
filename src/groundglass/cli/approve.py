"""`groundglass approve | refuse REQUEST`: a custodian's answer, made on the custodian's own machine.

What an approval opens is decided here, not by the server: every share is checked against the request that is shown,
before the first one is encrypted to the requester (custody/approval.py). The identity stays in this process.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import json
from pathlib import Path
from typing import Any

from groundglass.cli.arguments import Commands
from groundglass.cli.own_files import keyring_of, written
from groundglass.cli.remote import Remote
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import confirmed, note, say
from groundglass.custody.approval import Offered, approve
from groundglass.custody.ceremony import Request, parse_request
from groundglass.custody.keyring import Keyring
from groundglass.errors import ConfigError, CustodyError, NotFound, StoreError
from groundglass.frosted.web.instants import show_instant
from groundglass.ledger.note import NoteKey
from groundglass.ledger.portable import check_proofs, key_in

MAX_OFFER_BYTES = 16 * 1024 * 1024


def add_to(commands: Commands) -> None:
    yes = commands.add_parser("approve", help="as a custodian: approve a request to open an original")
    yes.add_argument("--slots", type=Path, metavar="FILE", help="use slots that were fetched before, without a server")
    yes.add_argument("--out", type=Path, metavar="FILE", help="write the approval instead of sending it")
    yes.add_argument("--fetch", type=Path, metavar="FILE", help="only fetch the slots, for a machine without a network")
    yes.add_argument("--send", type=Path, metavar="FILE", help="only send an approval that --out has written")
    yes.add_argument("--ledger-key", metavar="KEY", help="the site's ledger key, known from elsewhere")
    yes.add_argument("--only-to", metavar="RECIPIENT", help="refuse to go on unless the shares go to this age key")
    yes.add_argument("--yes", action="store_true", help="do not ask")
    yes.set_defaults(command=_approve)
    no = commands.add_parser("refuse", help="as a custodian: refuse a request to open an original")
    no.add_argument("--why", required=True, help="the reason, which the people of the site can read")
    no.set_defaults(command=_refuse)
    for parser in (yes, no):
        parser.add_argument("request", help="its id; groundglass unseal list shows them")
        parser.add_argument("--identity", type=Path, required=True, metavar="FILE", help="your age identity")
        parser.add_argument("--server", metavar="URL", help="the site's address, such as https://desk.example.org")


def _approve(arguments: argparse.Namespace) -> int:
    """Fetch and show the request, ask the person, check and rewrap every slot, send the approval or write it."""
    keyring = keyring_of(arguments.identity)
    if arguments.send is not None:
        return _send(arguments, keyring)
    offer, recipient, server = _offer(arguments, keyring)
    request = _request_in(offer)
    if request.id != arguments.request:
        raise CustodyError(f"this is request {request.id}, not {arguments.request}")
    _check_on_record(request, offer, arguments.ledger_key)
    show_request(request)
    if arguments.fetch is not None:
        _write_json(arguments.fetch, {**offer, "recipient": recipient})
        say(f"wrote {arguments.fetch}; approve with --slots {arguments.fetch} --out FILE where your key is")
        return OK
    if arguments.only_to not in (None, request.recipient):
        raise CustodyError(f"the shares would go to {request.recipient}, not to whom you named")
    if not confirmed("approve this request?", yes=arguments.yes):
        say("nothing was approved")
        return OK
    shares = approve(request, _offered(offer), keyring, recipient)
    approval = {
        "terms": request.terms().hex(),
        "shares": {segment.hex(): base64.b64encode(share).decode() for segment, share in shares.items()},
    }
    if arguments.out is not None or server is None:
        if arguments.out is None:
            raise ConfigError("there is no server to send the approval to", "name one with --server, or --out FILE")
        _write_json(arguments.out, approval)
        say(f"wrote {arguments.out}; send it with --send {arguments.out}")
        return OK
    return _told(server.ask("POST", f"/unseal/{request.id}/approvals", approval))


def _refuse(arguments: argparse.Namespace) -> int:
    server = _server(arguments)
    server.enter(keyring_of(arguments.identity))
    server.ask("POST", f"/unseal/{arguments.request}/refusals", {"why": arguments.why})
    say(f"refused request {arguments.request}")
    return OK


def _send(arguments: argparse.Namespace, keyring: Keyring) -> int:
    server = _server(arguments)
    server.enter(keyring)
    return _told(server.ask("POST", f"/unseal/{arguments.request}/approvals", _read_json(arguments.send)))


def _told(answer: Any) -> int:
    say(f"approved: {len(answer['approvals'])} of {answer['needed']} custodians; the request is {answer['state']}")
    return OK


def _offer(arguments: argparse.Namespace, keyring: Keyring) -> tuple[dict[str, Any], str, Remote | None]:
    """What the server offers (or a file holds), the recipient it is for, and the server if there is one."""
    if arguments.slots is not None:
        offer = _read_json(arguments.slots)
        recipient = offer.get("recipient")
        if recipient not in keyring.recipients:
            raise CustodyError("these slots are for another key", f"they are for {str(recipient)[:80]}")
        return offer, recipient, None
    server = _server(arguments)
    recipient, name = server.enter(keyring)
    note(f"entered as {name}")
    told = server.ask("GET", f"/unseal/{arguments.request}")
    slots = server.ask("GET", f"/unseal/{arguments.request}/slots")
    return {"document": told["document"], **slots}, recipient, server


def _server(arguments: argparse.Namespace) -> Remote:
    if arguments.server is None:
        raise ConfigError("the site's address is missing", "name it with --server https://desk.example.org")
    return Remote(arguments.server)


def show_request(request: Request) -> None:
    """Everything a custodian should have read, from the very bytes that are approved."""
    say(f"request {request.id} ({request.purpose.replace('_', '-')})")
    say(f"    camera      {request.camera}")
    say(f"    from        {show_instant(request.start)}")
    say(f"    to          {show_instant(request.until)}")
    say(f"    reason      {request.reason}")
    say(f"    basis       {request.basis}")
    say(f"    requester   {request.requester}")
    say(f"    for the key {request.recipient}")
    say(f"    segments    {len(request.segments)}, {request.needed} custodians needed")
    say(f"    expires     {show_instant(request.expires)}")


def _check_on_record(request: Request, untrusted_offer: dict[str, Any], key_text: str | None) -> None:
    """Raise unless the ledger holds this very request: what nobody can read there later, nobody should approve."""
    untrusted = untrusted_offer.get("proof")
    if not isinstance(untrusted, dict) or not isinstance(untrusted.get("key"), str):
        raise CustodyError("the server does not show that the request is on record", "do not approve it")
    proof = {name: untrusted.get(name) for name in ("index", "entry", "size", "hashes", "checkpoint")}
    file = json.dumps({"v": 1, "key": untrusted["key"], "proofs": [proof]}).encode()
    if key_text is None:
        note(f"groundglass: warning: the ledger's key comes from the server; compare it: {untrusted['key']}")
    (entry,) = check_proofs(file, key_in(file) if key_text is None else NoteKey.parse(key_text))
    said = (entry.content.get("kind"), entry.content.get("terms"))
    if said != ("unseal.requested", request.terms().hex()):
        raise CustodyError("the ledger holds another request than the one that is shown", "do not approve it")


def _request_in(untrusted_offer: dict[str, Any]) -> Request:
    try:
        return parse_request(base64.b64decode(untrusted_offer["document"], validate=True))
    except (KeyError, TypeError, binascii.Error, ValueError) as error:
        raise CustodyError("what was offered holds no request") from error


def _offered(untrusted_offer: dict[str, Any]) -> list[Offered]:
    try:
        return [
            Offered(base64.b64decode(one["header"], validate=True), base64.b64decode(one["slot"], validate=True))
            for one in untrusted_offer["segments"]
        ]
    except (KeyError, TypeError, binascii.Error, ValueError) as error:
        raise CustodyError("what was offered holds no slots") from error


def _write_json(path: Path, body: dict[str, Any]) -> None:
    with written(path) as file:
        file.write(json.dumps(body, indent=1).encode())


def _read_json(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            said = json.loads(file.read(MAX_OFFER_BYTES))
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}") from error
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be read as JSON") from error
    if not isinstance(said, dict):
        raise ConfigError(f"{path} is not what this command wrote")
    return said
