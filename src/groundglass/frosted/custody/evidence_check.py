"""Checks a piece of evidence with nothing but its files and the site's public key. No server, no network, no trust.

Apart from making it: whoever checks need not have what made it. What holds is said line by line, and the first thing
that does not hold is an error that names it.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final, Protocol

from groundglass.custody.ceremony import parse_request
from groundglass.errors import CustodyError, LedgerError
from groundglass.frosted.custody.manifest import MAX_MANIFEST_BYTES, Manifest, manifest_hash, parse_manifest
from groundglass.ledger.note import NoteKey
from groundglass.ledger.portable import MAX_FILE_BYTES, CheckedEntry, check_proofs, key_in

BESIDE: Final = frozenset({"manifest.json", "proofs.json", "checkpoint.txt", "index.html"})
"""What the manifest cannot name, because it holds or explains the manifest's own hash."""

_PART_BYTES: Final = 1 << 20


class EvidenceFiles(Protocol):
    """Where the files are: a folder or a zip."""

    def names(self) -> list[str]:
        """All files, by the names the manifest uses."""

    def open(self, name: str) -> IO[bytes]:
        """One of them, for reading; `LedgerError` when it is not there."""


class FolderFiles:
    """Evidence as a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> list[str]:
        return sorted(p.relative_to(self._root).as_posix() for p in self._root.rglob("*") if not p.is_dir())

    def open(self, name: str) -> IO[bytes]:
        if name not in self.names():
            raise LedgerError(f"{name} is missing from the evidence")
        return (self._root / name).open("rb")


class ZipFiles:
    """Evidence as a zip file."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise LedgerError(f"{path.name} is not a zip file, or not whole") from error

    def names(self) -> list[str]:
        return sorted(name for name in self._zip.namelist() if not name.endswith("/"))

    def open(self, name: str) -> IO[bytes]:
        try:
            return self._zip.open(name)
        except (KeyError, zipfile.BadZipFile) as error:
            raise LedgerError(f"{name} is missing from the evidence, or damaged") from error


def check_evidence(files: EvidenceFiles, key: NoteKey | None) -> tuple[Manifest, list[str]]:
    """The manifest and what was found to hold, in sentences; `LedgerError` for the first thing that does not.

    1. The files are exactly those that the manifest names, by SHA-256 and size.
    2. Every entry in proofs.json is proven under the key. Without a key, under the one the file names, and it is said.
    3. The manifest's hash stands in one of those entries; only an original may have been opened without it.
    4. Every recorded minute, and every sealed segment, has an entry with its hash.
    5. An original's request stands in the ledger with these very terms, and so does its release.
    """
    encoded = _small(files, "manifest.json", MAX_MANIFEST_BYTES)
    manifest = parse_manifest(encoded)
    said = [_check_files(files, manifest)]  # 1
    proofs = _small(files, "proofs.json", MAX_FILE_BYTES)
    if key is None:
        key = key_in(proofs)
        said.append(f"the key is the one in proofs.json, which anybody could have put there: compare it: {key.text()}")
    entries = check_proofs(proofs, key)  # 2
    if not entries:
        raise LedgerError("proofs.json holds no proof")
    newest = max(entry.checkpoint.size for entry in entries)
    said.append(f"{len(entries)} entries are in the ledger of {key.name}, under checkpoints of up to {newest} entries")
    said.append(_check_manifest(manifest, manifest_hash(encoded), entries))  # 3
    said += _check_sources(manifest, entries)  # 4
    if manifest.kind == "original":
        said.append(_check_ceremony(files, manifest, entries))  # 5
    return manifest, said


def _check_files(files: EvidenceFiles, manifest: Manifest) -> str:
    named = {one.name for one in manifest.files}
    there = set(files.names()) - BESIDE
    if extra := sorted(there - named):
        raise LedgerError(f"{extra[0]} is not named by the manifest", "remove it: it proves nothing")
    for one in manifest.files:
        digest, size = hashlib.sha256(), 0
        with files.open(one.name) as file:
            while part := file.read(_PART_BYTES):
                digest.update(part)
                size += len(part)
        if (digest.hexdigest(), size) != (one.sha256, one.size_bytes):
            raise LedgerError(f"{one.name} is not the file that the manifest names: it was changed")
    return f"{len(manifest.files)} files are those of the manifest"


def _check_manifest(manifest: Manifest, digest: str, entries: Sequence[CheckedEntry]) -> str:
    kinds = {"frosted": "evidence.exported", "original": "unseal.opened"}
    for entry in entries:
        content = entry.content
        if content.get("kind") == kinds[manifest.kind] and content.get("manifest_sha256") == digest:
            return f"the manifest is on record, at entry {entry.index}"
    if manifest.kind == "original":
        return "the manifest is NOT on record: the site was not told of the opening, so only its source is proven"
    raise LedgerError("the manifest's hash stands in none of the entries")


def _check_sources(manifest: Manifest, entries: Sequence[CheckedEntry]) -> list[str]:
    said = []
    minutes = {str(e.content.get("sha256")) for e in entries if e.content.get("kind") == "minute.recorded"}
    recordings = [one for one in manifest.files if one.what == "recording"]
    for one in recordings:
        if one.sha256 not in minutes:
            raise LedgerError(f"{one.name} has no entry of its recording")
    if manifest.kind == "frosted" and not recordings:
        raise LedgerError("the evidence names no recording that its clip was cut from")
    if recordings:
        said.append(f"{len(recordings)} recorded minutes are on record since they were finished")
    segments = {str(e.content.get("sha256")): e for e in entries if e.content.get("kind") == "segment.sealed"}
    for part in manifest.sealed:
        entry = segments.get(part.sealed_sha256)
        if entry is None or entry.content.get("segment") != part.segment:
            raise LedgerError(f"sealed segment {part.segment} has no entry of its sealing")
    if manifest.sealed:
        said.append(f"{len(manifest.sealed)} sealed segments are on record since they were sealed")
    return said


def _check_ceremony(files: EvidenceFiles, manifest: Manifest, entries: Sequence[CheckedEntry]) -> str:
    try:
        request = parse_request(_small(files, "request.json", MAX_FILE_BYTES))
    except CustodyError as error:
        raise LedgerError(f"request.json: {error.message}") from error
    terms = request.terms().hex()
    if (request.id, terms, request.camera) != (manifest.request, manifest.terms, manifest.camera):
        raise LedgerError("request.json is not the request that the manifest names")
    asked = {one.header_hash.hex() for one in request.segments}
    if any(part.header_sha256 not in asked for part in manifest.sealed):
        raise LedgerError("the manifest names a sealed segment that the request does not")
    kinds = {str(e.content.get("kind")) for e in entries if e.content.get("terms") == terms}
    for kind in ("unseal.requested", "unseal.approved", "unseal.released"):
        if kind not in kinds:
            raise LedgerError(f"the ledger's entries show no {kind} with the terms of this request")
    return f"request {request.id} was asked, approved and released on record"


def _small(files: EvidenceFiles, name: str, most_bytes: int) -> bytes:
    with files.open(name) as file:
        body = file.read(most_bytes + 1)
    if len(body) > most_bytes:
        raise LedgerError(f"{name} is larger than it can be")
    return body
