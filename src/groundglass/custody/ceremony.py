"""The rules of an unseal request: what it says, what counts as an approval, and what state it is in.

Pure: no clock, no store, no key. The frosted side (frosted/custody) keeps requests and asks here; a custodian's and a
requester's own machine ask the same rules about what a server shows them. Who may ask and who is a custodian is decided
elsewhere. Times are UTC in 1/90000 s.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal, TypeAlias, cast

from groundglass.custody.quorum import Needed, held_by, is_impossible, missing
from groundglass.errors import CustodyError, PaneError
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, parse_camera_id

Purpose: TypeAlias = Literal["unseal", "drill", "hand_over"]
PURPOSES: Final[tuple[Purpose, ...]] = ("unseal", "drill", "hand_over")

MAX_SEGMENTS: Final = 400
"""One approval carries one share per segment, about 560 bytes of base64, in one request body of 256 KiB."""

LONGEST_S: Final = 3600
NONCE_BYTES: Final = 16
MAX_TEXT_CHARACTERS: Final = 2000
SHORTEST_LIFE_S: Final = 60
LONGEST_LIFE_S: Final = 7 * 24 * 3600

MAX_ENCODED_BYTES: Final = 8 * 1024 * 1024
VERSION: Final = 1

_TERMS: Final = b"groundglass/unseal-terms/v1\0"


class State(StrEnum):
    """Where a request stands."""

    OPEN = "open"  # custodians may approve or refuse
    RELEASED = "released"  # enough approved; the requester may fetch
    OPENED = "opened"  # the requester's machine said that it opened it
    REFUSED = "refused"  # so many refused that it cannot be reached
    EXPIRED = "expired"  # its time ended before enough approved, or before the requester fetched


@dataclass(frozen=True, slots=True)
class Request:
    """One camera, one range, one reason, a legal basis, an expiry, and one recipient (an age public key).

    `segments` are those of the range when it was asked, frozen: later ones are not covered. `nonce` is random, so
    that nobody guesses a reason from the hash of the terms that stands in the ledger.
    """

    id: str
    purpose: Purpose
    camera: CameraId
    start: Instant90k
    until: Instant90k
    reason: str
    basis: str
    requester: str
    recipient: str
    made: Instant90k
    expires: Instant90k
    nonce: bytes
    segments: tuple[Needed, ...]

    def __post_init__(self) -> None:
        _check(self)

    def encoded(self) -> bytes:
        """JSON with sorted keys, no spaces and ASCII escapes; instants as integers, bytes in lower-case hex.

        What is kept, shown to custodians' machines, and put into a bundle; `parse_request` reads it back.
        """
        said = {
            "basis": self.basis,
            "camera": self.camera,
            "expires_90k": self.expires,
            "id": self.id,
            "made_90k": self.made,
            "nonce": self.nonce.hex(),
            "purpose": self.purpose,
            "reason": self.reason,
            "recipient": self.recipient,
            "requester": self.requester,
            "segments": [
                {
                    "custodians": one.custodians,
                    "header": one.header_hash.hex(),
                    "needed": one.needed,
                    "segment": one.segment.hex(),
                }
                for one in self.segments
            ],
            "start_90k": self.start,
            "until_90k": self.until,
            "v": VERSION,
        }
        return json.dumps(said, separators=(",", ":"), sort_keys=True).encode()

    def terms(self) -> bytes:
        """SHA-256 over everything an approval approves. A request that differs in anything has other terms."""
        return hashlib.sha256(_TERMS + self.encoded()).digest()

    @property
    def needed(self) -> int:
        """How many custodians its most demanding segment takes."""
        return max(one.needed for one in self.segments)


@dataclass(frozen=True, slots=True)
class Approval:
    """A custodian's yes to the request with exactly these terms."""

    recipient: str
    at: Instant90k
    terms: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """A custodian's no, and why."""

    recipient: str
    at: Instant90k
    why: str


@dataclass(frozen=True, slots=True)
class Progress:
    """All that happened to a request. `released` and `opened` are when, once it did."""

    approvals: tuple[Approval, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    released: Instant90k | None = None
    opened: Instant90k | None = None


def counted(request: Request, approvals: Sequence[Approval]) -> frozenset[str]:
    """The custodians who approved this very request; an approval of other terms is void, and so is a late one."""
    terms = request.terms()
    return frozenset(
        one.recipient for one in approvals if one.terms == terms and request.made <= one.at < request.expires
    )


def state_of(request: Request, progress: Progress, now: Instant90k) -> State:
    """Where the request stands at `now`. Expiry needs nobody to notice it: it is a comparison with the clock."""
    if progress.opened is not None:
        return State.OPENED
    if now >= request.expires:
        return State.EXPIRED
    if progress.released is not None:
        return State.RELEASED
    if is_impossible(request.segments, [one.recipient for one in progress.refusals]):
        return State.REFUSED
    return State.OPEN


def check_answerable(request: Request, progress: Progress, recipient: str, now: Instant90k) -> None:
    """Raise `CustodyError` unless this custodian may approve or refuse now.

    1. The request is open. A drill is answered until it expires, so that everybody's key is tried.
    2. The custodian has a share of one of its segments.
    3. They have not answered yet: neither yes nor no is taken back.
    """
    state = state_of(request, progress, now)
    late_drill = request.purpose == "drill" and state in (State.RELEASED, State.OPENED) and now < request.expires
    if state is not State.OPEN and not late_drill:  # 1
        raise CustodyError(f"request {request.id} is {state.value} and takes no more answers")
    if not held_by(request.segments, recipient):  # 2
        raise CustodyError(f"you hold no share of what request {request.id} asks for")
    answers = [*counted(request, progress.approvals), *(one.recipient for one in progress.refusals)]
    if recipient in answers:  # 3
        raise CustodyError(f"you have answered request {request.id} already")


def check_covers(request: Request, recipient: str, shares: Sequence[bytes]) -> None:
    """Raise `CustodyError` unless an approval's shares are of exactly the segments of the request that this
    custodian has a share of: none less, or it would open a part; none more, or it would open what nobody asked for."""
    wanted = [one.segment for one in held_by(request.segments, recipient)]
    if sorted(shares) != sorted(wanted):
        raise CustodyError(
            f"an approval of request {request.id} covers its {len(wanted)} segments, and no others",
            "fetch the slots of this request again",
        )


def check_release(request: Request, progress: Progress, *, ledger_index: int | None, now: Instant90k) -> None:
    """Raise `CustodyError` unless the request may be released. All of these, in this order:

    1. The request names one segment range and one reason (`Request` cannot be made otherwise).
    2. It was written to the ledger before anyone could approve it.
    3. It is open: not refused, and its time has not ended.
    4. For each of its segments, at least `needed` different custodians of that segment approved.
    5. Each of those approved these very terms: what changed since was approved by nobody.

    After it, the release is written to the ledger; only then may the shares be handed to the requester.
    """
    if ledger_index is None:  # 2
        raise CustodyError(f"request {request.id} does not stand in the ledger")
    state = state_of(request, progress, now)
    if state is not State.OPEN:  # 3
        raise CustodyError(f"request {request.id} is {state.value}")
    more = missing(request.segments, counted(request, progress.approvals))  # 4, 5
    if more:
        raise CustodyError(
            f"{request.needed - more} of {request.needed} custodians have approved request {request.id}",
            f"ask another custodian to run: groundglass approve {request.id}",
        )


def parse_request(untrusted_bytes: bytes) -> Request:
    """Return the request, every field checked, or raise `CustodyError`. The bytes must be exactly its encoding."""
    if len(untrusted_bytes) > MAX_ENCODED_BYTES:
        raise CustodyError("a request is too long to be one")
    try:
        untrusted = json.loads(untrusted_bytes)
        request = _from_json(untrusted)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, PaneError) as error:
        raise CustodyError("the request cannot be read") from error
    if request.encoded() != untrusted_bytes:
        raise CustodyError("the request says more than this version reads", "update Groundglass")
    return request


def _from_json(untrusted: Any) -> Request:
    return Request(
        id=_text(untrusted["id"]),
        purpose=cast("Purpose", _text(untrusted["purpose"])),
        camera=parse_camera_id(_text(untrusted["camera"])),
        start=Instant90k(_whole(untrusted["start_90k"])),
        until=Instant90k(_whole(untrusted["until_90k"])),
        reason=_text(untrusted["reason"]),
        basis=_text(untrusted["basis"]),
        requester=_text(untrusted["requester"]),
        recipient=_text(untrusted["recipient"]),
        made=Instant90k(_whole(untrusted["made_90k"])),
        expires=Instant90k(_whole(untrusted["expires_90k"])),
        nonce=bytes.fromhex(untrusted["nonce"]),
        segments=tuple(
            Needed(
                bytes.fromhex(one["segment"]),
                bytes.fromhex(one["header"]),
                _whole(one["needed"]),
                tuple(_text(key) for key in one["custodians"]),
            )
            for one in untrusted["segments"]
        ),
    )


def _text(untrusted: object) -> str:
    if not isinstance(untrusted, str):
        raise CustodyError("a part of the request is not text")
    return untrusted


def _whole(untrusted: object) -> int:
    if type(untrusted) is not int:
        raise CustodyError("a number in the request is not a whole number")
    return untrusted


def _check(request: Request) -> None:
    if request.purpose not in PURPOSES:
        raise CustodyError("a request is for an unsealing, a drill or a hand-over")
    if not 0 <= request.start < request.until or request.until - request.start > (LONGEST_S + 20) * TICKS_PER_S:
        raise CustodyError(f"a request is for at most {LONGEST_S // 60} minutes", "ask for a shorter range")
    for what, text in (("reason", request.reason), ("legal basis", request.basis)):
        if not text.strip() or len(text) > MAX_TEXT_CHARACTERS or not _is_plain(text):
            raise CustodyError(f"a request has a {what}, in at most {MAX_TEXT_CHARACTERS} characters")
    life_s = (request.expires - request.made) / TICKS_PER_S
    if not SHORTEST_LIFE_S <= life_s <= LONGEST_LIFE_S:
        raise CustodyError("a request lives from a minute to 7 days")
    if len(request.nonce) != NONCE_BYTES:
        raise CustodyError("a request has a nonce of 16 bytes")
    if not 1 <= len(request.segments) <= MAX_SEGMENTS:
        raise CustodyError(
            f"a request is for 1 to {MAX_SEGMENTS} segments, not {len(request.segments)}", "ask for a shorter range"
        )
    if len({one.segment for one in request.segments}) != len(request.segments):
        raise CustodyError("a segment stands twice in the request")


def _is_plain(text: str) -> bool:
    return all(character.isprintable() or character == "\n" for character in text)
