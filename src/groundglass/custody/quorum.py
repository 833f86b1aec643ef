"""Counting custodians: whether enough have agreed, and whether enough still can.

Apart from the ceremony because it is the one rule everything else leans on, and must be read at a glance. A segment
may have been sealed under other custodians than its neighbour, so the count is made for each segment on its own;
a request is what its most demanding segment is. Custodians are counted by their recipient (their public key), since
that is what a segment was sealed to.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from groundglass.custody.header import ID_BYTES
from groundglass.custody.shamir import MAX_SHARES
from groundglass.errors import CustodyError


@dataclass(frozen=True, slots=True)
class Needed:
    """What it takes to open one segment: `needed` different ones of `custodians`, for the header with this hash."""

    segment: bytes
    header_hash: bytes
    needed: int
    custodians: tuple[str, ...]

    def __post_init__(self) -> None:
        # Unreachable from a parsed header, which has the same rule. Kept, because the cost of being wrong is a
        # key released to nobody's approval.
        if not 1 <= self.needed <= len(set(self.custodians)) <= MAX_SHARES:
            raise CustodyError("the quorum of a segment is not possible")
        if len(self.segment) != ID_BYTES or len(self.header_hash) != 32:
            raise CustodyError("a segment is named by its id and the hash of its header")


def missing(segments: Sequence[Needed], approving: Collection[str]) -> int:
    """How many more custodians must approve before every segment can be opened; 0 = enough.

    A custodian who approves twice has approved once. Nothing is ever opened for no segments: that is an error.
    """
    if not segments:
        raise CustodyError("a request without segments opens nothing")
    agreed = set(approving)
    return max(max(0, one.needed - len(agreed & set(one.custodians))) for one in segments)


def is_impossible(segments: Sequence[Needed], refusing: Collection[str]) -> bool:
    """Whether so many custodians have refused that some segment can no longer be opened."""
    refused = set(refusing)
    return any(len(set(one.custodians) - refused) < one.needed for one in segments)


def held_by(segments: Sequence[Needed], recipient: str) -> tuple[Needed, ...]:
    """The segments of which this custodian has a share."""
    return tuple(one for one in segments if recipient in one.custodians)
