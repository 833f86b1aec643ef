"""Turns a released bundle into evidence on the requester's own machine: clip, manifest, proofs, page.

Apart from the command, which talks to people and to a server. Nothing here needs a network. What is written:

    clip.mp4, manifest.json, request.json, proofs.json, checkpoint.txt, index.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from groundglass.cli.own_files import written
from groundglass.custody.bundle_file import BundleFile, SealedMember
from groundglass.custody.ceremony import Request
from groundglass.custody.header import Header, header_hash
from groundglass.custody.keyring import Keyring
from groundglass.custody.records import Packet, Parameters
from groundglass.custody.release import open_segment
from groundglass.custody.sealed import read_header
from groundglass.errors import CustodyError
from groundglass.frosted.custody.evidence_page import evidence_page
from groundglass.frosted.custody.manifest import Manifest, NamedFile, SealedPart
from groundglass.frosted.media.original import OriginalWriter
from groundglass.ledger.note import NoteKey
from groundglass.ledger.portable import check_proofs

_PART_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Opened:
    """What was written: the manifest and its bytes, and how many pictures the clip has."""

    manifest: Manifest
    encoded: bytes
    pictures: int


def open_bundle(
    bundle: BundleFile, keyring: Keyring, folder: Path, key: NoteKey, now_90k: int, told: Callable[[int, int], None]
) -> Opened:
    """Open everything, or raise and leave no clip. `told` gets (segments done, segments).

    1. The proofs hold under the key, and the request's own terms were asked for and released on record.
    2. The segments are opened in the order of time, each as custody/release.py says, and written as one clip.
    3. The clip, and what proves where it comes from, is named by the manifest.
    """
    request = bundle.request()
    if request.purpose == "hand_over":
        raise CustodyError(
            f"request {request.id} is a hand-over, which holds no pictures",
            "carry it out with: groundglass custody hand-over give",
        )
    check_release_on_record(request, bundle.proofs(), key)  # 1
    members = sorted(bundle.segments(), key=lambda member: _header(bundle, member)[0].start)
    sealed: list[SealedPart] = []
    with written(folder / "clip.mp4", mode=0o600) as file:  # 2
        writer = OriginalWriter(file, _header(bundle, members[0])[0].codec)
        for done, member in enumerate(members):
            told(done, len(members))
            sealed.append(_write_segment(bundle, member, request, keyring, writer))
        writer.finish(start=request.start, until=request.until)
    told(len(members), len(members))
    files = [_named(folder, "clip.mp4", "clip")]  # 3
    _write(folder / "request.json", request.encoded())
    files.append(_named(folder, "request.json", "request"))
    manifest = Manifest(
        kind="original",
        camera=request.camera,
        start_90k=request.start,
        until_90k=request.until,
        made_90k=now_90k,
        files=tuple(files),
        request=request.id,
        terms=request.terms().hex(),
        sealed=tuple(sealed),
    )
    encoded = manifest.encoded()
    _write(folder / "manifest.json", encoded)
    _write(folder / "index.html", evidence_page(manifest, encoded, key))
    return Opened(manifest, encoded, writer.pictures)


def check_release_on_record(request: Request, proofs: bytes, key: NoteKey) -> None:
    """Raise unless the ledger holds the request and its release, with these terms."""
    terms = request.terms().hex()
    kinds = {str(e.content.get("kind")) for e in check_proofs(proofs, key) if e.content.get("terms") == terms}
    for kind, said in (("unseal.requested", "asked"), ("unseal.released", "released")):
        if kind not in kinds:
            raise CustodyError(
                f"the ledger does not show that request {request.id} was {said}",
                "do not use this bundle; ask the site's administrator",
            )


def _write_segment(
    bundle: BundleFile, member: SealedMember, request: Request, keyring: Keyring, writer: OriginalWriter
) -> SealedPart:
    header, encoded = _header(bundle, member)
    if header.segment.hex() != member.segment or header.camera != request.camera:
        raise CustodyError(f"{member.name} is of another segment or camera than the request's")
    with bundle.open(member) as file:
        hashing = _Hashing(file)
        for record in open_segment(request, hashing, member.shares, keyring):
            if isinstance(record, Parameters):
                writer.parameters(record.body)
            elif isinstance(record, Packet) and record.kind == "video":
                shown = record.pts >= header.start
                writer.picture(record.pts, record.dts, record.body, is_key=record.is_key, is_shown=shown)
    return SealedPart(member.segment, header_hash(encoded).hex(), hashing.digest())


class _Hashing:
    """A file that hashes what is read of it; sealed files are read once, to their end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        part = self._file.read(size)
        self._hash.update(part)
        return part

    def digest(self) -> str:
        return self._hash.hexdigest()


def _header(bundle: BundleFile, member: SealedMember) -> tuple[Header, bytes]:
    with bundle.open(member) as file:
        return read_header(file)


def _write(path: Path, body: bytes) -> None:
    with written(path, mode=0o600) as file:
        file.write(body)


def _named(folder: Path, name: str, what: str) -> NamedFile:
    digest, size = hashlib.sha256(), 0
    for part in _parts(folder / name):
        digest.update(part)
        size += len(part)
    return NamedFile(name, digest.hexdigest(), size, what)


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(_PART_BYTES):
            yield part
