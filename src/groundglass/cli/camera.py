"""`groundglass camera add | list | test | find | scale | certificate | trust | remove`; most of it
at a server elsewhere too."""

from __future__ import annotations

import argparse
import asyncio
import re
from typing import Any

from groundglass.cli import certificate, find, remote_cameras, scale
from groundglass.cli.access import ask
from groundglass.cli.arguments import (
    Commands,
    add_address,
    add_data_option,
    add_frosting_options,
    address_of,
    parse_address_text,
)
from groundglass.cli.remote_site import add_remote_options, remote_of, require_remote
from groundglass.cli.statuses import FAILED, OK
from groundglass.cli.terminal import note, progress, say, show_table
from groundglass.engine.probe import probe
from groundglass.engine.wishes import CameraWish, wish_json
from groundglass.errors import ConfigError
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.causes import said_of_attempt
from groundglass.frosted.inventory.certificates import trust_of
from groundglass.pane.ids import parse_camera_id
from groundglass.pane.status import CameraState, SourceFacts


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("camera", help="add, list, test, measure or remove cameras")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    add = acts.add_parser("add", help="add a camera")
    add.add_argument("name", help="its name for people")
    add_address(add)
    add.add_argument("--id", help="its name in addresses and file names (default: made from the name)")
    add.add_argument("--sub-address", metavar="ADDRESS", help="a smaller second stream, frosted instead")
    add.add_argument("--transport", choices=("auto", "tcp", "udp"), default="auto", help="how RTSP pictures travel")
    add_frosting_options(add)
    certificate.add_certificate_option(add)
    add_data_option(add)
    add_remote_options(add)
    add.set_defaults(command=_add)
    listing = acts.add_parser("list", help="list the cameras and how they are")
    add_data_option(listing)
    add_remote_options(listing)
    listing.set_defaults(command=_list)
    show = acts.add_parser("show", help="one camera of a server, field by field")
    show.add_argument("id")
    add_remote_options(show)
    show.set_defaults(command=_show)
    test = acts.add_parser("test", help="try an address for at most 15 s and say what was found")
    add_address(test)
    test.add_argument("--transport", choices=("auto", "tcp", "udp"), default="auto", help="how RTSP pictures travel")
    certificate.add_certificate_option(test)
    add_remote_options(test)
    test.set_defaults(command=_test)
    find.add_to(acts)
    scale.add_to(acts)
    certificate.add_to(acts)
    remove = acts.add_parser("remove", help="remove a camera; its recordings stay until they are too old")
    remove.add_argument("id")
    add_data_option(remove)
    add_remote_options(remove)
    remove.set_defaults(command=_remove)


def _add(arguments: argparse.Namespace) -> int:
    if (remote := remote_of(arguments)) is not None:
        return remote_cameras.add(remote, arguments, certificate.certificate_of(arguments))
    wish = CameraWish(
        id=parse_camera_id(arguments.id or id_from_name(arguments.name)),
        name=arguments.name,
        enabled=True,
        settings=_settings(arguments),
    )
    added = ask(arguments.data, "camera.add", {"camera": wish_json(wish)}, may_create=True)
    say(f"added {added['id']} ({added['address']})")
    if added["state"] is None:
        note("no server runs; the camera will be watched when one does: groundglass run")
    return OK


def id_from_name(name: str) -> str:
    """A camera id that resembles a name: "Gate 2, north" becomes "gate-2-north"."""
    made = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:48].strip("-")
    if not made:
        raise ConfigError(f"no id can be made from the name {name[:40]!r}", "give one with --id")
    return made


def _settings(arguments: argparse.Namespace) -> CameraSettings:
    given: dict[str, Any] = {"mode": arguments.mode, "style": arguments.style, "evidence_s": arguments.after}
    return CameraSettings(
        address=address_of(arguments),
        sub_address=parse_address_text(arguments.sub_address) if arguments.sub_address else None,
        transport=arguments.transport,
        certificate=certificate.certificate_of(arguments),
        **{name: value for name, value in given.items() if value is not None},
    )


def _show(arguments: argparse.Namespace) -> int:
    return remote_cameras.show_one(require_remote(arguments), arguments.id)


def _list(arguments: argparse.Namespace) -> int:
    if (remote := remote_of(arguments)) is not None:
        return remote_cameras.show_list(remote)
    cameras = ask(arguments.data, "cameras")
    if not cameras:
        note("there are no cameras yet; add one: groundglass camera add NAME ADDRESS")
        return OK
    rows = [(c["id"], c["name"], c["state"] or "-", c["sentence"], c["address"]) for c in cameras]
    show_table(("id", "name", "state", "", "address"), rows)
    return OK


def _test(arguments: argparse.Namespace) -> int:
    if (remote := remote_of(arguments)) is not None:
        return remote_cameras.test(remote, arguments, certificate.certificate_of(arguments))
    address = address_of(arguments)
    pem = certificate.certificate_of(arguments)
    with progress() as waiting:
        waiting.add_task("")
        found = asyncio.run(probe(address, arguments.transport, trust_of(pem) if pem is not None else None))
    if found.state is CameraState.LIVE and found.facts is not None:
        say(f"found: {facts_line(found.facts)}")
        return OK
    said = said_of_attempt(found.state, found.cause)
    say(f"not usable: {said.sentence}")
    if said.hint:
        note(f"groundglass: hint: {said.hint[:1].lower()}{said.hint[1:].rstrip('.')}")
    return FAILED


def facts_line(facts: SourceFacts) -> str:
    """What a camera sends, in one line."""
    sound = ", with sound (which is dropped)" if facts.has_audio else ""
    rate = f", {facts.rate_millihertz / 1000:g} pictures/s" if facts.rate_millihertz else ""
    return f"{facts.codec.name} {facts.width}x{facts.height}{rate}{sound}"


def _remove(arguments: argparse.Namespace) -> int:
    if (remote := remote_of(arguments)) is not None:
        return remote_cameras.remove(remote, arguments.id)
    removed = ask(arguments.data, "camera.remove", {"id": arguments.id})
    say(f"removed {removed['id']}; its recordings stay until they are too old")
    return OK
