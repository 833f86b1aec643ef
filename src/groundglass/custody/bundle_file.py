"""Reads a bundle: the zip file that a requester was handed (frosted/custody/bundle.py writes it).

Apart from opening what is in it (release.py), because this knows names and sizes and no key. A bundle comes over a
network from a server that is not believed: members must be stored uncompressed, known by name, and of a size that one
can have.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from groundglass.custody.ceremony import MAX_ENCODED_BYTES, Request, parse_request
from groundglass.custody.header import MAX_HEADER_BYTES
from groundglass.custody.slots import MAX_SLOT_BYTES
from groundglass.errors import CustodyError

MAX_PROOFS_BYTES: Final = 64 * 1024 * 1024

_SHARE: Final = re.compile(r"shares/([0-9a-f]{32})/([0-9]{1,3})\.age")


@dataclass(frozen=True, slots=True)
class SealedMember:
    """One sealed segment of a bundle, and the shares that came with it."""

    segment: str
    name: str
    shares: tuple[bytes, ...]


class BundleFile:
    """An open bundle. Use it in a `with` block."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise CustodyError(f"{path.name} is not a bundle, or not whole", "fetch it again") from error
        self._members = {member.filename: member for member in self._zip.infolist()}

    def __enter__(self) -> BundleFile:
        return self

    def __exit__(self, *exc: object) -> None:
        self._zip.close()

    def request(self) -> Request:
        """What was asked."""
        return parse_request(self._small("request.json", MAX_ENCODED_BYTES))

    def proofs(self) -> bytes:
        """proofs.json as it stands."""
        return self._small("proofs.json", MAX_PROOFS_BYTES)

    def checkpoint(self) -> bytes:
        """checkpoint.txt as it stands."""
        return self._small("checkpoint.txt", 1_000_000)

    def segments(self) -> Iterator[SealedMember]:
        """The sealed segments, in the order of the request; `CustodyError` when one is missing. Those of a hand-over
        are headers."""
        shares: dict[str, list[str]] = {}
        for name in self._members:
            if found := _SHARE.fullmatch(name):
                shares.setdefault(found[1], []).append(name)
        request = self.request()
        for needed in request.segments:
            segment = needed.segment.hex()
            name = f"headers/{segment}.json" if request.purpose == "hand_over" else f"sealed/{segment}.gg"
            if name not in self._members:
                raise CustodyError(f"segment {segment} is missing from the bundle", "fetch it again")
            bodies = tuple(self._small(share, MAX_SLOT_BYTES) for share in sorted(shares.get(segment, [])))
            yield SealedMember(segment, name, bodies)

    def header(self, member: SealedMember) -> bytes:
        """The header of a hand-over's segment, as it stands in the sealed file."""
        return self._small(member.name, MAX_HEADER_BYTES)

    def open(self, member: SealedMember) -> IO[bytes]:
        """A sealed file, for reading in parts."""
        return self._zip.open(self._checked(member.name))

    def _small(self, name: str, most_bytes: int) -> bytes:
        member = self._checked(name)
        if member.file_size > most_bytes:
            raise CustodyError(f"{name} in the bundle is larger than it can be")
        try:
            return self._zip.read(member)
        except zipfile.BadZipFile as error:
            raise CustodyError(f"{name} in the bundle is damaged", "fetch the bundle again") from error

    def _checked(self, name: str) -> zipfile.ZipInfo:
        member = self._members.get(name)
        if member is None:
            raise CustodyError(f"the bundle has no {name}", "fetch it again")
        if member.compress_type != zipfile.ZIP_STORED:
            raise CustodyError(f"{name} in the bundle is compressed, which a bundle's members are not")
        return member
