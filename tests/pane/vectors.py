"""The messages behind tests/vectors/pane-wire.json. Run as a module to write the file anew: a change of it is a change
of the wire, and needs a new version."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from groundglass.pane.ids import Duration90k, Instant90k, RunId
from groundglass.pane.observations import Occupancy, ViewChanged
from groundglass.pane.pictures import FrostedSample, FrostedStill, PlaceArtefact, StillPurpose, VideoRun
from groundglass.pane.sealing import SealedChunk, SealedHeader, SealingReport, SealingState
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts, View, WorkerFigures, WorkerStatus
from groundglass.pane.wire import HEAD, Hello, Message, encode
from tests.pane.observed import observed, refused_observations

AT = Instant90k(162_000_000_000_000)
PATH = Path(__file__).resolve().parents[1] / "vectors" / "pane-wire.json"


def messages() -> dict[str, Message]:
    sps, pps = bytes.fromhex("6764001facd9405005bb01"), bytes.fromhex("68ee3c80")
    jpeg = bytes.fromhex("ffd8ffe000104a464946ffd9")
    return {
        "hello": Hello(1),
        "run": VideoRun(RunId(7), 1280, 720, sps, pps),
        "key sample": FrostedSample(RunId(7), AT, Duration90k(6000), True, bytes.fromhex("00000003658884")),
        "delta sample of two slices": FrostedSample(
            RunId(7), Instant90k(AT + 6000), Duration90k(6000), False, bytes.fromhex("0000000241010000000341aabb")
        ),
        "thumbnail": FrostedStill(AT, StillPurpose.THUMBNAIL, 320, 180, jpeg),
        "proposal": FrostedStill(AT, StillPurpose.PROPOSAL, 1280, 720, jpeg),
        "place": PlaceArtefact(AT, 912_345, b"opaque"),
        "sealed": SealedChunk(bytes(range(16)), 3, True, b"ciphertext"),
        "status": WorkerStatus(AT, CameraState.LOST, Cause.HOST_UNREACHABLE, 8),
        "facts": SourceFacts(AT, Codec.H265, 3840, 2160, 25_000, True),
        "figures": WorkerFigures(AT, 1000, 990, 10, 5, 2, View.PROVEN, 998_000, 12_000, 41_000, 14_985),
        "view changed": ViewChanged(AT, View.MOVED),
        "occupancy": Occupancy(AT, 31_000, 12_500),
        "sealed header": SealedHeader(b"header", (b"slot of one", b"slot of two")),
        "sealing": SealingReport(AT, SealingState.FALLING_BEHIND, 360, 2),
        **observed(AT),
        "a moment before 1970": ViewChanged(Instant90k(-1), View.DARK),
    }


def refused() -> dict[str, bytes]:
    """Bytes that a reader must refuse, by what is wrong with them."""
    said = {name: encode(message) for name, message in messages().items()}
    key, run = said["key sample"], said["run"]
    return {
        "an unknown kind": HEAD.pack(1, 255),
        "a length of nothing": HEAD.pack(0, 0),
        "a length above the limit": HEAD.pack(8, 0) + b"GGPN\0\1\0",
        "another magic": said["hello"].replace(b"GGPN", b"GGPX"),
        "another version": said["hello"][:-1] + b"\2",
        "an odd width": run.replace((1280).to_bytes(2, "big"), (1281).to_bytes(2, "big"), 1),
        "a picture unit where a parameter set belongs": run.replace(b"\x68\xee", b"\x65\xee"),
        "SEI in a sample": key.replace(b"\x65\x88", b"\x06\x88"),
        "a delta slice in a key picture": key.replace(b"\x65\x88", b"\x41\x88"),
        "a sample whose lengths do not add up": key[:-1].replace(
            HEAD.pack(len(key) - 4, 2), HEAD.pack(len(key) - 5, 2)
        ),
        "a flag that is neither yes nor no": key.replace(b"\1\0\0\0\3\x65", b"\2\0\0\0\3\x65"),
        "a still that is no JPEG": said["thumbnail"].replace(b"\xff\xd8", b"GI"),
        "a purpose without meaning": said["thumbnail"].replace(b"\1\x01\x40", b"\x09\x01\x40"),
        "more than the whole": said["occupancy"][:-8] + (1_000_001).to_bytes(4, "big") + bytes(4),
        "a state without meaning": said["status"][:13] + b"\x63" + said["status"][14:],
        "a slot of nothing": said["sealed header"].replace(b"\0\x0b\0\x0b", b"\0\x16\0\0"),
        "a slot that ends after the message": said["sealed header"].replace(b"\0\x0b\0\x0b", b"\0\x0b\0\x0c"),
        "sealed for nobody": HEAD.pack(12, 11) + b"\0\0\0\x06\0header",
        **refused_observations(said),
        "a byte too many": HEAD.pack(len(said["view changed"]) - 3, 9) + said["view changed"][5:] + b"\0",
        "a byte too few": HEAD.pack(len(said["status"]) - 5, 6) + said["status"][5:-1],
    }


def described(message: Message) -> dict[str, Any]:
    """A message's fields as JSON: codes by number, bytes in hex."""
    return {f.name: _plain(getattr(message, f.name)) for f in fields(message)}


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return int(value) if isinstance(value, IntEnum) else value


def written() -> str:
    """The whole file."""
    good = [
        {"name": name, "hex": encode(message).hex(), "fields": described(message)}
        for name, message in messages().items()
    ]
    bad = [{"why": why, "hex": body.hex()} for why, body in refused().items()]
    return json.dumps({"version": 1, "messages": good, "refused": bad}, indent=1) + "\n"


if __name__ == "__main__":
    PATH.write_text(written())
