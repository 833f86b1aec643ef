"""The ceremony as the API says it: entering with a key, requests, answers, drills."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from groundglass.custody.ceremony import LONGEST_LIFE_S, MAX_SEGMENTS, MAX_TEXT_CHARACTERS, Purpose
from groundglass.frosted.custody.requests import MAX_WHY_CHARACTERS
from groundglass.frosted.web.models.base import Asked, Told, When

Recipient: TypeAlias = Annotated[str, Field(max_length=2048, examples=["age1..."], description="an age public key")]
Base64: TypeAlias = Annotated[str, Field(max_length=65_536, description="base64")]
Hash: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
SegmentId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


RequestState: TypeAlias = Literal["open", "released", "opened", "refused", "expired"]


class RecipientSent(Asked):
    """Who says to be a custodian."""

    recipient: Recipient


class ChallengeTold(Told):
    """Something that only the holder of the key can open. `sealed` is an age file; see spec/ceremony.md."""

    challenge: str
    sealed: Base64


class AnswerSent(Asked):
    """SHA-256 of what was sealed."""

    challenge: str = Field(max_length=64)
    answer: str = Field(max_length=64, description="base64 of 32 bytes")


class EntryTold(Told):
    """A custodian is in. `token` goes into `Authorization: Bearer`."""

    token: str = Field(repr=False)
    custodian: str
    name: str
    expires: When


class NewUnsealRequest(Asked):
    """What to open, why, by what right, for whom, until when."""

    camera: str = Field(max_length=200)
    begin: When = Field(alias="from", max_length=40)
    end: When = Field(alias="to", max_length=40)
    reason: str = Field(min_length=1, max_length=MAX_TEXT_CHARACTERS)
    basis: str = Field(min_length=1, max_length=MAX_TEXT_CHARACTERS, examples=["court order 12 Gs 34/26"])
    recipient: Recipient
    expires_h: float = Field(default=48.0, gt=0, le=LONGEST_LIFE_S / 3600)


class NewHandOver(Asked):
    """Which originals go to the site's custodians of now. `recipient` is the key of whoever carries it out."""

    camera: str = Field(max_length=200)
    begin: When = Field(alias="from", max_length=40)
    end: When = Field(alias="to", max_length=40)
    reason: str = Field(min_length=1, max_length=MAX_TEXT_CHARACTERS)
    recipient: Recipient
    expires_h: float = Field(default=48.0, gt=0, le=LONGEST_LIFE_S / 3600)


class NewSlots(Asked):
    """Slots for the new custodians, in the order of their seats, for some segments of a hand-over."""

    slots: dict[SegmentId, list[Base64]] = Field(min_length=1, max_length=MAX_SEGMENTS)


class AnswerTold(Told):
    """A custodian's answer. `name` is the role's; empty when the site no longer lists it."""

    custodian: str
    name: str
    at: When


class RefusalTold(AnswerTold):
    """A custodian's no."""

    why: str


class UnsealTold(Told):
    """One request. `document` is its exact bytes; approvals are of their hash, `terms`."""

    id: str
    purpose: Purpose
    camera: str
    start: When = Field(serialization_alias="from")
    end: When = Field(serialization_alias="to")
    reason: str
    basis: str
    requester: str
    requester_name: str
    recipient: str
    state: RequestState
    needed: int
    approvals: list[AnswerTold]
    refusals: list[RefusalTold]
    made: When
    expires: When
    segments: int
    is_drill: bool
    terms: Hash
    document: str = Field(description="base64 of the request's JSON")


class UnsealList(Told):
    """Requests, newest first. `next` is the `before` of the page after it, null at the end."""

    requests: list[UnsealTold]
    next: int | None


class SlotTold(Told):
    """One share as it was wrapped for this custodian, and the header it belongs to."""

    segment: SegmentId
    header: Base64
    slot: Base64


class ApprovalSent(Asked):
    """A yes: the shares, each encrypted to the requester."""

    shares: dict[SegmentId, Base64] = Field(max_length=MAX_SEGMENTS)
    terms: Hash | None = None


class RefusalSent(Asked):
    """A no, and why."""

    why: str = Field(min_length=1, max_length=MAX_WHY_CHARACTERS)


class OpenedSent(Asked):
    """The requester's machine has opened the bundle."""

    manifest_sha256: Hash


class ProofTold(Told):
    """An entry, and what shows that it stands in the ledger."""

    index: int
    entry: Base64
    size: int
    hashes: list[str]
    checkpoint: str
    key: str


class Slots(Told):
    """This custodian's slots of one request, and the proof that the request stands in the ledger."""

    segments: list[SlotTold]
    proof: ProofTold


class DrillLast(Told):
    """How the last drill went."""

    at: When
    state: str


class DrillsTold(Told):
    """When the custodians' keys were last tried, and when they are to be."""

    every_days: float | None
    last: DrillLast | None
    due: When | None
    overdue: bool
    drills: list[UnsealTold]


class DrillSettings(Asked):
    """How often; null or 0 = never."""

    every_days: float | None = Field(ge=0, le=3650)
