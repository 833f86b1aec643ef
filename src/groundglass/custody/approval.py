"""What a custodian's own machine does to approve: look at every share before handing it on.

Apart from the ceremony's rules because here nothing of the server is believed. A server could show one request and
offer the slots of another minute; so every slot is checked against the request that the custodian has read, and
the check rests on hashes, not on what the server calls it. Runs in the command line; the console does the same steps in
TypeScript against the same vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from groundglass.custody.ceremony import Request
from groundglass.custody.header import Header, header_hash, parse_header
from groundglass.custody.keyring import Keyring
from groundglass.custody.quorum import held_by
from groundglass.custody.slots import MAX_SLOT_BYTES, parse_recipient, parse_share, rewrap_share
from groundglass.errors import CustodyError

DRILL_POLICY: Final = "drill"
"""The policy in the header of a drawn test segment; no camera's segment has it."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One slot as the server offers it: the segment's header as it stands in the sealed file, and the age file."""

    header: bytes
    slot: bytes


def approve(request: Request, offered: Sequence[Offered], keyring: Keyring, recipient: str) -> dict[bytes, bytes]:
    """The shares of the request, each encrypted anew to the requester: segment id -> age file.

    1. What is offered are the segments that the request names and this custodian has a share of: each once, no
       other, under the very header that was asked for.
    2. Each header is of the request's camera and lies inside the request's range.
    3. A drill opens only what was drawn for a drill, and anything else only what was not.
    4. Each slot opens with this keyring and holds the share of that segment, under that header.
    5. Only then is the first share encrypted to the requester.
    """
    to = parse_recipient(request.recipient)
    wanted = {one.header_hash: one for one in held_by(request.segments, recipient)}
    opened = []
    for one in offered:
        asked = wanted.pop(header_hash(one.header), None)
        if asked is None:  # 1
            raise _other("a slot of a segment that this request does not name", request)
        header = parse_header(one.header)
        _check_header(header, asked.segment, request)  # 2, 3
        if len(one.slot) > MAX_SLOT_BYTES:
            raise CustodyError("a wrapped share is too long to be one")
        share = parse_share(keyring.open(one.slot))  # 4
        if share.segment != header.segment or share.header_hash != header_hash(one.header):
            raise _other("a share of another segment", request)
        # By the request, not by the header: after a hand-over the header still names those who had the seats before.
        if asked.custodians[share.share.number - 1 : share.share.number] != (recipient,):
            raise _other("another custodian's share", request)
        opened.append(share)
    if wanted or not opened:
        raise CustodyError(
            f"the server did not offer {len(wanted)} of the segments of request {request.id}",
            "they may have reached the end of their keeping; ask for a new request",
        )
    return {share.segment: rewrap_share(share, to) for share in opened}  # 5


def _check_header(header: Header, asked: bytes, request: Request) -> None:
    if header.segment != asked or header.camera != request.camera:
        raise _other("a segment of another camera", request)
    if header.start < request.start or header.until > request.until:
        raise _other("a segment outside the range that was asked for", request)
    if (header.policy == DRILL_POLICY) is not (request.purpose == "drill"):
        raise _other("a camera's segment as a drill, or a drill as a camera's", request)


def _other(what: str, request: Request) -> CustodyError:
    return CustodyError(
        f"the server offered {what}: request {request.id} is not approved",
        "tell the other custodians before you do anything else",
    )
