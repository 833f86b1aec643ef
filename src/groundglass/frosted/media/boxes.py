"""Fragmented MP4 (ISO/IEC 14496-12, -15) written by hand: one track of H.264, one fragment at a time.

Muxers hold a fragment back until the next picture comes; this writes it at once. Times are absolute: `tfdt` counts
90 kHz ticks since 1970, so that a file alone says when it was recorded. The picture data is already in AVCC form
and is copied as it is. Nothing is parsed here; media/reader.py reads these boxes back.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from groundglass.pane.ids import TICKS_PER_S
from groundglass.pane.pictures import FrostedSample, VideoRun

TRACK: Final = 1
KEY_FLAGS: Final = 0x02000000  # sample_depends_on = 2: no other
DELTA_FLAGS: Final = 0x01010000  # sample_depends_on = 1, sample_is_non_sync_sample
MATRIX: Final = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_LANGUAGE_UNDETERMINED: Final = 0x55C4
_PROFILES_WITH_FORMAT: Final = frozenset({100, 110, 122, 144, 244})


def box(kind: bytes, *parts: bytes) -> bytes:
    """One box: size u32, four letters, content."""
    return struct.pack(">I4s", 8 + sum(map(len, parts)), kind) + b"".join(parts)


def full_box(kind: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    """A box with version and flags."""
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def codec_string(sps: bytes) -> str:
    """RFC 6381 name of an H.264 stream from its sequence parameter set: `avc1.PPCCLL`."""
    return f"avc1.{sps[1:4].hex().upper()}"


def init_segment(run: VideoRun) -> bytes:
    """ftyp and moov for a run's fragments."""
    ftyp = box(b"ftyp", b"iso6", struct.pack(">I", 1), b"iso6", b"cmfc", b"avc1", b"mp41")
    trex = full_box(b"trex", 0, 0, struct.pack(">IIIII", TRACK, 1, 0, 0, 0))
    no_tables = (
        full_box(b"stts", 0, 0, bytes(4)),
        full_box(b"stsc", 0, 0, bytes(4)),
        full_box(b"stsz", 0, 0, bytes(8)),
        full_box(b"stco", 0, 0, bytes(4)),
    )
    trak = track_box((run,), 0, no_tables)
    return ftyp + box(b"moov", movie_header(0, 0), trak, box(b"mvex", trex))


def fragment(samples: Sequence[FrostedSample], sequence: int) -> bytes:
    """moof and mdat for samples of one run, in order. `sequence` counts fragments in a file, from 1.

    A sample's duration is the distance to the next one; only the last one's own `duration` is used.
    """
    entries = b"".join(
        struct.pack(">III", duration, len(sample.avcc), KEY_FLAGS if sample.is_key else DELTA_FLAGS)
        for sample, duration in zip(samples, durations_90k(samples), strict=True)
    )
    tfhd = full_box(b"tfhd", 0, 0x020000, struct.pack(">I", TRACK))  # offsets count from this moof
    tfdt = full_box(b"tfdt", 1, 0, struct.pack(">Q", samples[0].at))
    trun_size = 12 + 8 + len(entries)
    moof_size = 8 + 16 + 8 + len(tfhd) + len(tfdt) + trun_size
    flags = 0x01 | 0x100 | 0x200 | 0x400  # data offset; duration, size and flags of each sample
    trun = full_box(b"trun", 0, flags, struct.pack(">II", len(samples), moof_size + 8), entries)
    moof = box(b"moof", full_box(b"mfhd", 0, 0, struct.pack(">I", sequence)), box(b"traf", tfhd, tfdt, trun))
    return moof + box(b"mdat", *(sample.avcc for sample in samples))


def durations_90k(samples: Sequence[FrostedSample]) -> list[int]:
    """How long each sample is shown: until the next one; the last for its own `duration`."""
    ends = [later.at for later in samples[1:]] + [samples[-1].at + samples[-1].duration]
    return [end - sample.at for sample, end in zip(samples, ends, strict=True)]


def movie_header(created_s: int, duration_90k: int) -> bytes:
    """mvhd, version 1. `created_s` counts seconds since 1904, as the format does; 0 says nothing."""
    times = struct.pack(">QQIQ", created_s, created_s, TICKS_PER_S, duration_90k)
    rest = struct.pack(">IHHII", 0x10000, 0x100, 0, 0, 0)
    return full_box(b"mvhd", 1, 0, times, rest, MATRIX, bytes(24), struct.pack(">I", TRACK + 1))


def track_box(runs: Sequence[VideoRun], duration_90k: int, tables: Sequence[bytes], *, edits: bytes = b"") -> bytes:
    """trak with one sample description per run; `tables` are the boxes of stbl after stsd.

    `duration_90k` counts the media, and the track as shown unless `edits` (an edts box) says otherwise.
    """
    width, height = max(run.width for run in runs), max(run.height for run in runs)
    shown = int.from_bytes(edits[24:32], "big") if edits else duration_90k
    tkhd = full_box(
        b"tkhd", 1, 3,
        struct.pack(">QQIIQ", 0, 0, TRACK, 0, shown), bytes(8), struct.pack(">HHHH", 0, 0, 0, 0), MATRIX,
        struct.pack(">II", width << 16, height << 16),
    )  # fmt: skip
    mdhd = full_box(b"mdhd", 1, 0, struct.pack(">QQIQHH", 0, 0, TICKS_PER_S, duration_90k, _LANGUAGE_UNDETERMINED, 0))
    hdlr = full_box(b"hdlr", 0, 0, bytes(4), b"vide", bytes(12), b"frosted\0")
    dinf = box(b"dinf", full_box(b"dref", 0, 0, struct.pack(">I", 1), full_box(b"url ", 0, 1)))
    stsd = full_box(b"stsd", 0, 0, struct.pack(">I", len(runs)), *(_avc1(run) for run in runs))
    minf = box(b"minf", full_box(b"vmhd", 0, 1, bytes(8)), dinf, box(b"stbl", stsd, *tables))
    return box(b"trak", tkhd, edits, box(b"mdia", mdhd, hdlr, minf))


def _avc1(run: VideoRun) -> bytes:
    profile = run.sps[1]
    avcc = (
        b"\x01" + run.sps[1:4] + b"\xff\xe1" + struct.pack(">H", len(run.sps)) + run.sps
        + b"\x01" + struct.pack(">H", len(run.pps)) + run.pps
    )  # fmt: skip
    if profile in _PROFILES_WITH_FORMAT:
        avcc += b"\xfd\xf8\xf8\x00"  # 4:2:0, 8 bits, no extensions: all that our encoder makes
    return box(
        b"avc1",
        bytes(6), struct.pack(">H", 1), bytes(16), struct.pack(">HH", run.width, run.height),
        struct.pack(">IIIH", 0x480000, 0x480000, 0, 1), bytes(32), struct.pack(">Hh", 0x18, -1),
        box(b"avcC", avcc),
    )  # fmt: skip
