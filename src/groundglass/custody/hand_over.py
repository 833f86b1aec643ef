"""Giving old segments to new custodians, by a quorum of the old ones. The ciphertext stays; its key is split anew.

A hand-over is a request like any other, with the new custodians named in what is approved (`seats_line`, as the legal
basis). Enough old custodians pass their shares to the key of whoever carries it out; that person's own machine joins
them, checks the key against the header's commitment, splits it anew and wraps share j for the new holder of seat j.

The new custodians fill the same seats: as many as the header names, and as many of them needed, because the header is
hashed into every chunk and never changes. The new shares are of a new polynomial: an old share joins with none of them.
For the moment of the hand-over that machine holds the keys; design/decisions/0078 says why that was accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from groundglass.custody.ceremony import Request
from groundglass.custody.header import header_hash, parse_header
from groundglass.custody.keyring import Keyring
from groundglass.custody.release import joined_key
from groundglass.custody.shamir import split
from groundglass.custody.slots import OpenedShare, parse_recipient, rewrap_share
from groundglass.errors import CustodyError

_LINE: Final = "hand-over to "


def seats_line(recipients: Sequence[str]) -> str:
    """How a request names the new custodians, in the order of their seats."""
    return _LINE + ", ".join(recipients)


def seats_in(request: Request) -> tuple[str, ...]:
    """The new custodians that a request names, each a different age recipient; `CustodyError` when it is none."""
    if request.purpose != "hand_over" or not request.basis.startswith(_LINE):
        raise CustodyError(f"request {request.id} is no hand-over")
    seats = tuple(request.basis.removeprefix(_LINE).split(", "))
    for recipient in seats:
        parse_recipient(recipient)
    if len(set(seats)) != len(seats):
        raise CustodyError("a hand-over gives two seats to one key", "every custodian has a key of their own")
    return seats


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
