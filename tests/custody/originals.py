"""Custodians with real keys, and originals sealed for them from real H.264: what the tests of the ceremony share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pyrage

from groundglass.custody.approval import Offered, approve
from groundglass.custody.ceremony import Purpose, Request
from groundglass.custody.header import KEY_BYTES, Header, commit_to, header_hash
from groundglass.custody.keyring import Keyring, read_keyring
from groundglass.custody.quorum import Needed
from groundglass.custody.records import End, Packet, Parameters, Record, encode_record
from groundglass.custody.sealed import SegmentSealer
from groundglass.custody.slots import wrap_key
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from tests.frosted.footage import START, STEP, encoded

GATE = CameraId("gate")
SLOT = 10 * TICKS_PER_S
BEGIN = Instant90k(START // SLOT * SLOT)


def new_keyring() -> Keyring:
    return read_keyring(f"{pyrage.x25519.Identity.generate()}\n".encode(), str)


def identity_text(keyring: Keyring) -> str:
    return f"{keyring._identities[0]}\n"


@dataclass(frozen=True)
class Sealed:
    """One sealed segment as a worker would have made it."""

    header: Header
    encoded: bytes
    slots: tuple[bytes, ...]
    file: bytes

    @property
    def id(self) -> str:
        return self.header.segment.hex()

    def needed(self) -> Needed:
        h = self.header
        return Needed(h.segment, header_hash(self.encoded), h.needed, h.custodians)


def packets(begin: int, count: int = 60) -> list[Record]:
    """Pictures at 15 Hz with start codes, as a camera sends them over RTSP."""
    sps, pps, pictures = encoded(60)
    code = b"\0\0\0\1"
    records: list[Record] = [Parameters(code + sps + code + pps)]
    for number in range(count):
        is_key, avcc = pictures[number % 60]
        at = Instant90k(begin + number * STEP)
        records.append(Packet("video", at, at, is_key, code + avcc[4:]))
    return records


def seal(
    custodians: tuple[str, ...],
    *,
    needed: int = 2,
    place: int = 0,
    camera: CameraId = GATE,
    policy: str = "7d",
    records: list[Record] | None = None,
) -> Sealed:
    """The `place`th segment of ten seconds after BEGIN."""
    start = Instant90k(BEGIN + place * SLOT)
    name = f"{camera} {place} {policy}".encode()
    key = hashlib.sha256(b"key" + name).digest()[:KEY_BYTES]
    header = Header(
        segment=hashlib.sha256(name).digest()[:16],
        camera=camera,
        start=start,
        until=Instant90k(start + SLOT),
        codec="h264",
        policy=policy,
        needed=needed,
        custodians=custodians,
        chain=place,
        previous=bytes(32),
        commitment=commit_to(key),
    )
    sealer = SegmentSealer(header, key)
    body = packets(start) if records is None else records
    whole = [*body, End(Instant90k(start + SLOT), len(body))]
    file = sealer.preamble + b"".join(sealer.feed(encode_record(record)) for record in whole) + sealer.finish()
    return Sealed(header, header.encoded(), wrap_key(key, header, sealer.header_hash), file)


def request_for(segments: list[Sealed], recipient: str, *, purpose: Purpose = "unseal", made: int = BEGIN) -> Request:
    return Request(
        id="0011223344556677",
        purpose=purpose,
        camera=segments[0].header.camera,
        start=segments[0].header.start,
        until=segments[-1].header.until,
        reason="a bag was left at the gate",
        basis="court order 12 Gs 34/26",
        requester="a" * 16,
        recipient=recipient,
        made=Instant90k(made),
        expires=Instant90k(made + 3600 * TICKS_PER_S),
        nonce=bytes(16),
        segments=tuple(one.needed() for one in segments),
    )


def offered(segments: list[Sealed], recipient: str) -> list[Offered]:
    """What an honest server offers this custodian."""
    return [
        Offered(one.encoded, one.slots[one.header.custodians.index(recipient)])
        for one in segments
        if recipient in one.header.custodians
    ]


def approved(request: Request, segments: list[Sealed], custodian: Keyring) -> dict[bytes, bytes]:
    recipient = custodian.recipients[0]
    return approve(request, offered(segments, recipient), custodian, recipient)
