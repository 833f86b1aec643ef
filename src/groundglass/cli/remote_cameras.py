"""`groundglass camera ...` at a server elsewhere. What the words mean is said in camera.py, which comes here."""

from __future__ import annotations

import argparse
from typing import Any
from urllib.parse import quote

from groundglass.cli.arguments import address_of
from groundglass.cli.remote import Remote
from groundglass.cli.statuses import FAILED, OK
from groundglass.cli.terminal import note, say, show_table
from groundglass.pane.settings import SecretAddress


def show_list(remote: Remote) -> int:
    """The cameras this token reaches."""
    cameras = remote.ask("GET", "/cameras")["cameras"]
    if not cameras:
        note("there are no cameras that this token reaches")
        return OK
    rows = [(c["id"], c["name"], c["state"]["code"], c["state"]["sentence"], c["address_shown"]) for c in cameras]
    show_table(("id", "name", "state", "", "address"), rows)
    return OK


def show_one(remote: Remote, camera: str) -> int:
    """One camera, field by field."""
    told = remote.ask("GET", path_of(camera))
    source = told["source"] or {}
    rows = [
        ("id", told["id"]),
        ("name", told["name"]),
        ("state", f"{told['state']['code']}: {told['state']['sentence']}"),
        ("picture", f"{told['view']['code']}: {told['view']['sentence']}"),
        ("address", told["address_shown"]),
        ("sends", f"{source['codec']} {source['width']}x{source['height']}" if source else "-"),
        ("frosting", f"{told['mode']}, {told['style']}, after {told['evidence_s']:g} s"),
        ("recorded", f"{told['recording']['oldest']} to {told['recording']['newest']}" if told["recording"] else "-"),
        ("version", told["version"]),
    ]
    show_table(("", ""), rows)
    return OK


def add(remote: Remote, arguments: argparse.Namespace, pem: str | None) -> int:
    """Add a camera; the server says whether it may open that address."""
    wanted: dict[str, Any] = {
        "name": arguments.name,
        "address": address_of(arguments).reveal(),
        "transport": arguments.transport,
    }
    given = {
        "id": arguments.id,
        "sub_address": arguments.sub_address,
        "mode": arguments.mode,
        "style": arguments.style,
        "evidence_s": arguments.after,
        "certificate": pem,
    }
    wanted |= {name: value for name, value in given.items() if value is not None}
    added = remote.ask("POST", "/cameras", wanted)
    say(f"added {added['id']} ({added['address_shown']})")
    return OK


def test(remote: Remote, arguments: argparse.Namespace, pem: str | None) -> int:
    """Have the server try an address, from where it stands."""
    address = address_of(arguments).reveal()
    asked = {"address": address, "transport": arguments.transport, "certificate": pem}
    found = remote.ask("POST", "/cameras/test", asked)
    if found["ok"] and found["source"] is not None:
        source = found["source"]
        say(f"found: {source['codec']} {source['width']}x{source['height']}, {source['rate_hz']:g} pictures/s")
        return OK
    say(f"not usable: {found['sentence']}")
    if found["hint"]:
        note(f"groundglass: hint: {found['hint'][:1].lower()}{found['hint'][1:].rstrip('.')}")
    return FAILED


def remove(remote: Remote, camera: str) -> int:
    """Remove one; the console can bring it back for ten minutes."""
    removed = remote.ask("DELETE", path_of(camera), {})
    say(f"removed {removed['id']}; its recordings stay until they are too old")
    return OK


def certificate(remote: Remote, address: SecretAddress) -> str:
    """What the camera shows to the server, in PEM."""
    return str(remote.ask("POST", "/discovery/certificate", {"address": address.reveal()})["certificate"])


def trust(remote: Remote, camera: str, pem: str | None) -> None:
    """Hold a camera to a certificate, or to none."""
    remote.ask("PATCH", path_of(camera), {"certificate": pem})


def path_of(camera: str) -> str:
    """Where the API has a camera. The id is data and stays within its part of the path."""
    return f"/cameras/{quote(camera, safe='')}"
