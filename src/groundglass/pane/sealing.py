"""Sealed originals at the pane: what a worker is told to seal for, and the ciphertext it sends.

Apart from pictures.py because none of it can be looked at: what crosses here opens only with the keys of a quorum
of custodians, who are not on this machine. A segment crosses as its header with the wrapped shares of its key, then
its chunks in order; a header that comes before the last chunk says that the segment before it was given up.
The header's own fields are custody/header.py's; here they are bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

from groundglass.errors import PaneError
from groundglass.pane.ids import Instant90k

MAX_CUSTODIANS: Final = 255
MAX_RECIPIENT_CHARACTERS: Final = 256
MAX_POLICY_CHARACTERS: Final = 64
HASH_BYTES: Final = 32

_HEX: Final = frozenset("0123456789abcdef")
_FIELDS: Final = frozenset({"recipients", "needed", "policy", "sound", "chain", "previous"})


@dataclass(frozen=True, slots=True)
class SealingOrder:
    """For whom a worker seals, and how the first segment continues the camera's chain.

    `recipients` are age recipients, `needed` of them open a segment; where there are fewer, the worker seals nothing
    and says so. `sound`: the camera's sound is sealed too. `chain` is the number of the next segment and `previous` the
    SHA-256 of the header before it (32 zero bytes for the first).
    """

    recipients: tuple[str, ...]
    needed: int
    policy: str = ""
    sound: bool = False
    chain: int = 0
    previous: bytes = field(default=bytes(HASH_BYTES), repr=False)


@dataclass(frozen=True, slots=True)
class SealedHeader:
    """A sealed segment begins: the bytes of its header as they are hashed, and one age file per custodian."""

    header: bytes
    slots: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class SealedChunk:
    """A piece of the sealed segment that was begun last: ciphertext only. `sequence` counts from 0.

    The pieces of one segment, joined, are the file of spec/sealed-file.md after its header.
    """

    segment: bytes
    sequence: int
    is_last: bool
    ciphertext: bytes


class SealingState(IntEnum):
    """How sealing stands. A worker that was not told to seal says nothing of it."""

    SEALING = 1  # originals are being sealed
    WAITING = 2  # for the camera, or for its next key picture
    TOO_FEW_CUSTODIANS = 3  # fewer usable recipients than it takes to open: nothing is sealed
    NOT_SEALABLE = 4  # the stream is of a kind no segment can hold
    FALLING_BEHIND = 5  # a segment was given up: it could not be handed over as fast as it came
    NOT_KEPT = 6  # the house's own word: a segment could not be stored. No worker says it


@dataclass(frozen=True, slots=True)
class SealingReport:
    """A change of state, and each segment's end. Counters since the worker started."""

    at: Instant90k
    state: SealingState
    segments_total: int
    dropped_total: int


def sealing_json(order: SealingOrder | None) -> dict[str, Any] | None:
    """The form in which an order reaches a worker."""
    if order is None:
        return None
    return {
        "recipients": order.recipients,
        "needed": order.needed,
        "policy": order.policy,
        "sound": order.sound,
        "chain": order.chain,
        "previous": order.previous.hex(),
    }


def parse_sealing(untrusted: Any) -> SealingOrder | None:
    """Return the order, every field checked, or raise `PaneError`. That the quorum is possible is not checked here:
    a worker with too few recipients must be able to say so."""
    if untrusted is None:
        return None
    if not isinstance(untrusted, dict) or set(untrusted) != _FIELDS:
        raise PaneError("the sealing order of a worker has other fields than this version knows")
    recipients, policy, previous = untrusted["recipients"], untrusted["policy"], untrusted["previous"]
    if not isinstance(recipients, list) or len(recipients) > MAX_CUSTODIANS:
        raise PaneError(f"there are at most {MAX_CUSTODIANS} custodians")
    if not all(_is_line(recipient, MAX_RECIPIENT_CHARACTERS) for recipient in recipients):
        raise PaneError("a custodian's recipient is one line of text")
    if policy != "" and not _is_line(policy, MAX_POLICY_CHARACTERS):
        raise PaneError("the name of a sealing policy is one short line of text")
    if not isinstance(untrusted["sound"], bool):
        raise PaneError("sound is sealed or it is not")
    if not isinstance(previous, str) or len(previous) != 2 * HASH_BYTES or not set(previous) <= _HEX:
        raise PaneError("the hash of the header before is 32 bytes")
    needed, chain = untrusted["needed"], untrusted["chain"]
    if type(needed) is not int or type(chain) is not int or not 1 <= needed <= MAX_CUSTODIANS or chain < 0:
        raise PaneError("the quorum and the place in the chain are whole numbers")
    return SealingOrder(tuple(recipients), needed, policy, untrusted["sound"], chain, bytes.fromhex(previous))


def _is_line(untrusted: object, most_characters: int) -> bool:
    return isinstance(untrusted, str) and 1 <= len(untrusted) <= most_characters and untrusted.isprintable()
