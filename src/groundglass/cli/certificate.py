"""`groundglass camera certificate ADDRESS` looks at the certificate an encrypted camera shows; `groundglass camera
trust ID FILE` has it be the only one that is believed from then on.

Two commands, so that a person compares the fingerprint with the camera's own page in between.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from groundglass.cli import remote_cameras
from groundglass.cli.access import ask
from groundglass.cli.apply import read_text
from groundglass.cli.arguments import Commands, add_address, add_data_option, address_of
from groundglass.cli.own_files import written
from groundglass.cli.remote_site import add_remote_options, remote_of
from groundglass.cli.statuses import OK
from groundglass.cli.terminal import note, say, show_table
from groundglass.errors import ConfigError
from groundglass.frosted.inventory.certificates import certificate_at, read_certificate
from groundglass.pane.address import NetworkAddress, parse_address
from groundglass.pane.ids import parse_camera_id
from groundglass.pane.settings import SecretAddress


def add_to(acts: Commands) -> None:
    """Describe both commands."""
    look = acts.add_parser("certificate", help="look at the certificate an encrypted camera shows, and say nothing")
    add_address(look)
    look.add_argument("--save", type=Path, metavar="FILE", help="write it to a new file, in PEM")
    add_remote_options(look)
    look.set_defaults(command=_look)
    trust = acts.add_parser("trust", help="believe an encrypted camera by this certificate alone")
    trust.add_argument("id")
    how = trust.add_mutually_exclusive_group(required=True)
    how.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the certificate that --save wrote, in PEM")
    how.add_argument("--forget", action="store_true", help="hold the camera to no certificate of its own any more")
    add_data_option(trust)
    add_remote_options(trust)
    trust.set_defaults(command=_trust)


def add_certificate_option(parser: argparse.ArgumentParser) -> None:
    """--certificate FILE, as commands with an address have it."""
    parser.add_argument(
        "--certificate", type=Path, metavar="FILE", help="believe only whoever shows this certificate (rtsps, https)"
    )


def certificate_of(arguments: argparse.Namespace) -> str | None:
    """The certificate in the file that was named, if one was."""
    return None if arguments.certificate is None else read_certificate(read_text(arguments.certificate)).pem


def _look(arguments: argparse.Namespace) -> int:
    secret = address_of(arguments)
    if (remote := remote_of(arguments)) is not None:
        pem = remote_cameras.certificate(remote, secret)
    else:
        pem = _from_here(secret)
    found = read_certificate(pem)
    rows = [
        ("SHA-256", found.fingerprint),
        ("says it is", found.subject or "nothing"),
        ("signed by", found.issuer or "nobody"),
        ("holds", f"{found.begins:%Y-%m-%d} to {found.ends:%Y-%m-%d}"),
    ]
    show_table(("", ""), rows)
    if arguments.save is not None:
        with written(arguments.save) as file:
            file.write(found.pem.encode())
        note(f"when it is the fingerprint of the camera's own page: groundglass camera trust ID {arguments.save}")
    return OK


def _from_here(secret: SecretAddress) -> str:
    address = parse_address(secret)
    if not isinstance(address, NetworkAddress):
        raise ConfigError("only cameras on the network show a certificate")
    return asyncio.run(certificate_at(address, lambda host, port: host)).pem


def _trust(arguments: argparse.Namespace) -> int:
    pem = None if arguments.forget else read_certificate(read_text(arguments.file)).pem
    if (remote := remote_of(arguments)) is not None:
        remote_cameras.trust(remote, arguments.id, pem)
    else:
        ask(arguments.data, "camera.trust", {"id": parse_camera_id(arguments.id), "certificate": pem})
    if pem is None:
        say(f"{arguments.id} is held to no certificate of its own")
    else:
        say(f"{arguments.id} is believed by {read_certificate(pem).fingerprint} alone")
    return OK
