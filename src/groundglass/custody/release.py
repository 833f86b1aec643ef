"""What the requester's own machine does: join the shares of a segment, check, and give out its records.

Apart from where sealed files and shares come from (a bundle, a folder, a test). The server is believed in nothing:
the key is checked against the header's commitment, every chunk authenticates under its header, and the header is the
one whose hash the request named and the custodians approved.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from typing import Final

from groundglass.custody.ceremony import Request
from groundglass.custody.header import Header, commit_to, header_hash, parse_header
from groundglass.custody.keyring import Keyring
from groundglass.custody.records import Record, read_records
from groundglass.custody.sealed import ByteReader, open_sealed, read_header
from groundglass.custody.slots import MAX_SLOT_BYTES, OpenedShare, join_shares, parse_share
from groundglass.errors import CustodyError

MAX_TRIES: Final = 1000


def open_segment(
    request: Request, untrusted_file: ByteReader, untrusted_shares: Sequence[bytes], keyring: Keyring
) -> Iterator[Record]:
    """Yield the records of one sealed file, or raise `CustodyError`. What was yielded before is authentic.

    1. The header is one that the request names, by its hash.
    2. Each share opens with the requester's keyring and is of this segment under this header.
    3. Enough different shares join to the key that the header commits to.
    4. The chunks authenticate one by one; the records end with their end.
    """
    header, encoded = read_header(untrusted_file)
    file_key = joined_key(request, encoded, untrusted_shares, keyring)  # 1, 2, 3
    yield from read_records(open_sealed(untrusted_file, header, encoded, file_key))  # 4


def joined_key(request: Request, encoded: bytes, untrusted_shares: Sequence[bytes], keyring: Keyring) -> bytes:
    """Steps 1 to 3: the segment's file key."""
    header, digest = parse_header(encoded), header_hash(encoded)
    if digest not in {one.header_hash for one in request.segments}:  # 1
        raise CustodyError(f"segment {header.segment.hex()} is not part of request {request.id}")
    shares = []
    for untrusted_share in untrusted_shares:  # 2
        if len(untrusted_share) > MAX_SLOT_BYTES:
            raise CustodyError("a wrapped share is too long to be one")
        shares.append(parse_share(keyring.open(untrusted_share)))
    return _joined(shares, header, digest)  # 3


def _joined(shares: Sequence[OpenedShare], header: Header, digest: bytes) -> bytes:
    """The key that some `needed` of the shares join to. One custodian's wrong share does not spoil the others'."""
    join_shares(shares, header, digest)  # whatever is wrong with the shares as such is said here
    for some in islice(combinations(shares, header.needed), MAX_TRIES):
        file_key = join_shares(some, header, digest)
        if hmac.compare_digest(commit_to(file_key), header.commitment):
            return file_key
    raise CustodyError("the joined key does not open this segment", "a custodian's share is wrong; ask another one")
