"""Frosted pictures, encoded, as they cross the pane.

Pictures cross as *samples*: one encoded picture each, never a container file. The frosted side writes
all boxes (frosted/media), so it never has to parse a container chosen by somebody else, and it can look
at every NAL unit before storing it (see design/decisions/0003-samples-cross-the-pane.md).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from groundglass.pane.ids import Duration90k, Instant90k, RunId


@dataclass(frozen=True, slots=True)
class VideoRun:
    """The start of an unbroken stretch of frosted H.264 video. Every later sample with `run` belongs to it.

    `sps` and `pps` are one NAL unit each, without start code or length. `width` x `height` are the
    visible pixels (even numbers, 16..8192).
    """

    run: RunId
    width: int
    height: int
    sps: bytes
    pps: bytes


@dataclass(frozen=True, slots=True)
class FrostedSample:
    """One frosted picture, H.264 in AVCC form: NAL units of types 1 and 5 only, each after a 4-byte length.

    Decode order is display order (no B-frames). `at` rises strictly within a run; `duration` says how
    long the picture is shown and may be an estimate for the newest sample.
    """

    run: RunId
    at: Instant90k
    duration: Duration90k
    is_key: bool
    avcc: bytes


class StillPurpose(IntEnum):
    """What a frosted still is for."""

    THUMBNAIL = 1  # the frosted picture of this moment, small
    PLACE = 2  # the proven place; frosted where nothing is proven
    PROPOSAL = 3  # what would become sharp if a person approved, still frosted where it is not proven


@dataclass(frozen=True, slots=True)
class FrostedStill:
    """One frosted picture as JPEG."""

    at: Instant90k
    purpose: StillPurpose
    width: int
    height: int
    jpeg: bytes


def proposal_token(still: FrostedStill) -> str:
    """The name of one proposal: when it was made, and a digest of the very picture that a person is shown.

    Whoever approves names what they saw by it; both sides work it out, so it needs no message of its own. It looks
    like `PROPOSAL_TOKEN`.
    """
    return f"{still.at:x}-{hashlib.sha256(still.jpeg).hexdigest()[:32]}"


PROPOSAL_TOKEN: Final = re.compile(r"[0-9a-f]{1,16}-[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class PlaceArtefact:
    """What a worker must be given at its next start to know its place again.

    Holds proven looks only, so by construction no passer-by. Opaque to the frosted side, which stores
    the newest one per camera. `proven_ppm` is the proven share of the picture in parts per million.
    An empty `body` says that the worker has forgotten its place, as it was ordered.
    """

    at: Instant90k
    proven_ppm: int
    body: bytes
