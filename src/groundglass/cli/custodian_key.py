"""`groundglass custodian key new FILE`: an age identity for a custodian or requester, made on their own machine.

The file is what `age-keygen` writes, and with --passphrase what `age -p` makes of it: nothing here is needed to use it
later. The identity never leaves the machine; the recipient that is printed is what the site is told.
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from groundglass.cli.arguments import Commands
from groundglass.cli.own_files import written
from groundglass.cli.remote import ask_secretly
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say
from groundglass.custody.keyring import lock, new_identity
from groundglass.errors import ConfigError


def add_to(acts: Commands) -> None:
    """Below `groundglass custodian`."""
    parser = acts.add_parser("key", help="make an identity on this machine")
    below = parser.add_subparsers(metavar="ACT", required=True)
    new = below.add_parser("new", help="write a new age identity and print its recipient")
    new.add_argument("file", type=Path, metavar="FILE", help="where the identity is written; keep it safe and offline")
    new.add_argument("--passphrase", action="store_true", help="encrypt the file with a passphrase, which is asked for")
    new.set_defaults(command=_new)


def _new(arguments: argparse.Namespace) -> int:
    text, recipient = new_identity(dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    body = lock(text, _passphrase()) if arguments.passphrase else text.encode()
    with written(arguments.file, mode=0o600) as file:
        file.write(body)
    say(recipient)
    note(f"the identity is in {arguments.file}; tell the site the recipient above, and keep the file to yourself")
    note("make a copy that survives this machine: a lost identity cannot be made again")
    return OK


def _passphrase() -> str:
    first = ask_secretly("passphrase: ")
    if first != ask_secretly("again: "):
        raise ConfigError("the two passphrases differ", "try again")
    return first
