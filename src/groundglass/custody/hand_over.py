"""Giving old segments to new custodians, by a quorum of the old ones. The ciphertext stays; its key is split anew.

A hand-over is a request like any other, with the new custodians named in what is approved (seats.py). Enough old
custodians pass their shares to the key of whoever carries it out; that person's own machine joins them, checks the key
against the header's commitment, splits it anew and wraps share j for the new holder of seat j.

The new custodians fill the same seats: as many as the header names, and as many of them needed, because the header is
hashed into every chunk and never changes. The new shares are of a new polynomial: an old share joins with none of them.
For the moment of the hand-over that machine holds the keys; design/decisions/0078 says why that was accepted.
"""

from __future__ import annotations

from collections.abc import Sequence

from groundglass.custody.ceremony import Request
from groundglass.custody.header import header_hash, parse_header
from groundglass.custody.keyring import Keyring
from groundglass.custody.release import joined_key
from groundglass.custody.seats import seats_in
from groundglass.custody.shamir import split
from groundglass.custody.slots import OpenedShare, parse_recipient, rewrap_share
from groundglass.errors import CustodyError


def slots_anew(
    request: Request, header: bytes, untrusted_shares: Sequence[bytes], keyring: Keyring
) -> tuple[bytes, ...]:
    """The segment's slots for the new custodians, in the order of their seats; `CustodyError` when the shares do not
    join to its key."""
    seats = seats_in(request)
    parsed, digest = parse_header(header), header_hash(header)
    if len(seats) != len(parsed.custodians):
        raise CustodyError(f"segment {parsed.segment.hex()} has {len(parsed.custodians)} seats, not {len(seats)}")
    key = joined_key(request, header, untrusted_shares, keyring)
    shares = split(key, needed=parsed.needed, shares=len(seats))
    return tuple(
        rewrap_share(OpenedShare(parsed.segment, digest, parsed.needed, len(seats), share), parse_recipient(recipient))
        for share, recipient in zip(shares, seats, strict=True)
    )
