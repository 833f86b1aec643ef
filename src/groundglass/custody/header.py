"""The open part of a sealed segment: what it is of, and whose keys it takes.

Apart from the cipher because it can be read by anybody without a key: the index, the custodian who is asked, the
auditor. Its exact bytes are the associated data of every chunk, so it is parsed but never written again. It
holds no picture, no sound and no name of a person; custodians stand by the id of their key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from groundglass.custody.shamir import MAX_SHARES
from groundglass.errors import CustodyError, PaneError
from groundglass.pane.ids import CameraId, Instant90k, parse_camera_id

VERSION: Final = 1
KEY_BYTES: Final = 32
ID_BYTES: Final = 16
MAX_HEADER_BYTES: Final = 65_536
CIPHER: Final = "aes-256-gcm-stream-64k"

_HEX: Final = re.compile(r"[0-9a-f]*")
_COMMITMENT: Final = b"groundglass/key-commitment/v1"
_MAX_INSTANT: Final = 2**62


@dataclass(frozen=True, slots=True)
class Header:
    """One sealed segment's facts.

    `start`..`until` is the span it may hold pictures of (the last chunk says where it really ended); `needed` of
    the custodians' keys open it; `chain` counts the camera's segments and `previous` is the SHA-256 of
    the one before's header (32 zero bytes for the first).
    """

    segment: bytes
    camera: CameraId
    start: Instant90k
    until: Instant90k
    codec: Literal["h264", "h265", "mjpeg"]
    policy: str
    needed: int
    custodians: tuple[str, ...]
    chain: int
    previous: bytes
    commitment: bytes

    def __post_init__(self) -> None:
        _check_header(self)

    def encoded(self) -> bytes:
        """JSON with sorted keys and no spaces. Only the writer calls this; readers keep the bytes they read."""
        return json.dumps(
            {
                "camera": self.camera,
                "chain": self.chain,
                "cipher": CIPHER,
                "codec": self.codec,
                "commitment": self.commitment.hex(),
                "custodians": self.custodians,
                "needed": self.needed,
                "policy": self.policy,
                "previous": self.previous.hex(),
                "segment": self.segment.hex(),
                "start_90k": self.start,
                "until_90k": self.until,
            },
            separators=(",", ":"),
            sort_keys=True,
        ).encode()


def header_hash(encoded: bytes) -> bytes:
    """What chunks, shares and the next header refer to: SHA-256 over the header's bytes as they stand."""
    return hashlib.sha256(encoded).digest()


def commit_to(file_key: bytes) -> bytes:
    """Binds a header to its key: whoever joins shares learns whether the join is right before decrypting."""
    return hashlib.sha256(_COMMITMENT + file_key).digest()


def check_key(header: Header, file_key: bytes) -> None:
    """Raise `CustodyError` unless this is the header's key."""
    if len(file_key) != KEY_BYTES or not hmac.compare_digest(commit_to(file_key), header.commitment):
        raise CustodyError("the joined key does not open this segment", "one of the shares is of another segment")


def parse_header(untrusted_bytes: bytes) -> Header:
    """Return the header, every field checked, or raise `CustodyError`."""
    if len(untrusted_bytes) > MAX_HEADER_BYTES:
        raise CustodyError("the header of a sealed segment is too long")
    try:
        untrusted = json.loads(untrusted_bytes)
        return _from_json(untrusted)
    except (ValueError, KeyError, TypeError, RecursionError, PaneError) as error:
        raise CustodyError("the header of a sealed segment cannot be read") from error


def _from_json(untrusted: Any) -> Header:
    if not isinstance(untrusted, dict) or len(untrusted) != 12 or untrusted["cipher"] != CIPHER:
        raise CustodyError("the header of a sealed segment has other fields than this version knows")
    custodians, policy = untrusted["custodians"], untrusted["policy"]
    if not isinstance(custodians, list) or not all(isinstance(key, str) for key in custodians):
        raise CustodyError("the custodians of a sealed segment are a list of key ids")
    if not isinstance(policy, str):
        raise CustodyError("the policy of a sealed segment is a name")
    return Header(
        segment=_unhex(untrusted["segment"]),
        camera=parse_camera_id(untrusted["camera"]),
        start=Instant90k(untrusted["start_90k"]),
        until=Instant90k(untrusted["until_90k"]),
        codec=cast('Literal["h264", "h265", "mjpeg"]', untrusted["codec"]),
        policy=policy,
        needed=untrusted["needed"],
        custodians=tuple(custodians),
        chain=untrusted["chain"],
        previous=_unhex(untrusted["previous"]),
        commitment=_unhex(untrusted["commitment"]),
    )


def _unhex(untrusted: str) -> bytes:
    if _HEX.fullmatch(untrusted) is None:
        raise CustodyError("an id in the header of a sealed segment is not lower-case hexadecimal")
    return bytes.fromhex(untrusted)


def _check_header(header: Header) -> None:
    numbers = (header.start, header.until, header.needed, header.chain)
    if any(type(number) is not int for number in numbers):
        raise CustodyError("a number in the header of a sealed segment is not a whole number")
    if not 0 <= header.start < header.until <= _MAX_INSTANT or header.chain < 0:
        raise CustodyError("the span of a sealed segment is not one")
    if not all(1 <= len(key) <= 256 for key in header.custodians):
        raise CustodyError("a custodian of a sealed segment has no key id")
    if not 1 <= header.needed <= len(header.custodians) <= MAX_SHARES:
        raise CustodyError("the quorum of a sealed segment is not possible")
    if len(header.segment) != ID_BYTES or len(header.previous) != 32 or len(header.commitment) != 32:
        raise CustodyError("an id in the header of a sealed segment has the wrong length")
    if header.codec not in ("h264", "h265", "mjpeg") or len(header.policy) > 64:
        raise CustodyError("the codec or policy of a sealed segment is not known")
