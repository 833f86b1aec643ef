"""The manifest of a piece of evidence: what belongs to it, by hash, and what it is said to be.

Apart from making and from checking evidence because both, and the requester's own machine, must agree on its bytes: RFC
8785 JSON, so that whoever writes it anew gets the same hash. The manifest's hash stands in the ledger; with it all
that the manifest names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias

from groundglass import __version__
from groundglass.errors import LedgerError
from groundglass.ledger.canonical import Json, canonical_bytes, parse_canonical
from groundglass.pane.ids import TICKS_PER_S

Kind: TypeAlias = Literal["frosted", "original"]

MAX_MANIFEST_BYTES: Final = 16 * 1024 * 1024
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class NamedFile:
    """One file of the evidence. `what`: clip, recording, request, checkpoint."""

    name: str
    sha256: str
    size_bytes: int
    what: str


@dataclass(frozen=True, slots=True)
class SealedPart:
    """One sealed segment that an original was opened from: its id, its header's hash, the hash of the whole file."""

    segment: str
    header_sha256: str
    sealed_sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is evidence of what. `request` and `terms` are an original's; empty for frosted."""

    kind: Kind
    camera: str
    start_90k: int
    until_90k: int
    made_90k: int
    files: tuple[NamedFile, ...]
    request: str = ""
    terms: str = ""
    sealed: tuple[SealedPart, ...] = ()

    def encoded(self) -> bytes:
        """The manifest's bytes, one line of canonical JSON."""
        files: list[Json] = [
            {"name": one.name, "sha256": one.sha256, "size_bytes": one.size_bytes, "what": one.what}
            for one in self.files
        ]
        sealed: list[Json] = [
            {"segment": one.segment, "header_sha256": one.header_sha256, "sealed_sha256": one.sealed_sha256}
            for one in self.sealed
        ]
        return canonical_bytes(
            {
                "v": VERSION,
                "kind": self.kind,
                "camera": self.camera,
                "start_90k": self.start_90k,
                "until_90k": self.until_90k,
                "from": said_instant(self.start_90k),
                "to": said_instant(self.until_90k),
                "made_90k": self.made_90k,
                "program": f"groundglass {__version__}",
                "files": files,
                "request": self.request,
                "terms": self.terms,
                "sealed": sealed,
            }
        )


def said_instant(at_90k: int) -> str:
    """RFC 3339 in UTC, to the millisecond, rounded down."""
    seconds, ticks = divmod(at_90k, TICKS_PER_S)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{ticks * 1000 // TICKS_PER_S:03d}Z"


def manifest_hash(encoded: bytes) -> str:
    """What stands in the ledger."""
    return hashlib.sha256(encoded).hexdigest()


def parse_manifest(untrusted_bytes: bytes) -> Manifest:
    """Return what it says, or raise `LedgerError`. `from`, `to` and `program` are for people and are not believed."""
    if len(untrusted_bytes) > MAX_MANIFEST_BYTES:
        raise LedgerError("a manifest is not that long")
    said = parse_canonical(untrusted_bytes)
    if said.get("v") != VERSION or said.get("kind") not in ("frosted", "original"):
        raise LedgerError("this is not a manifest of a version this program reads", "update Groundglass")
    try:
        return Manifest(
            kind="original" if said["kind"] == "original" else "frosted",
            camera=_text(said["camera"]),
            start_90k=_whole(said["start_90k"]),
            until_90k=_whole(said["until_90k"]),
            made_90k=_whole(said["made_90k"]),
            files=tuple(
                NamedFile(_text(one["name"]), _text(one["sha256"]), _whole(one["size_bytes"]), _text(one["what"]))
                for one in _objects(said["files"])
            ),
            request=_text(said["request"]),
            terms=_text(said["terms"]),
            sealed=tuple(
                SealedPart(_text(one["segment"]), _text(one["header_sha256"]), _text(one["sealed_sha256"]))
                for one in _objects(said["sealed"])
            ),
        )
    except KeyError as error:
        raise LedgerError("the manifest lacks a member") from error


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise LedgerError("a member of the manifest is not text")
    return value


def _whole(value: Json) -> int:
    if type(value) is not int:
        raise LedgerError("a number in the manifest is not a whole number")
    return value


def _objects(value: Json) -> Sequence[dict[str, Json]]:
    if not isinstance(value, list):
        raise LedgerError("a list in the manifest is not one")
    found = [one for one in value if isinstance(one, dict)]
    if len(found) != len(value):
        raise LedgerError("a list in the manifest holds something else than objects")
    return found
