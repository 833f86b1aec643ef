"""What does sealing cost, and how long does opening take?

A camera of 4 Mbit/s (720p at 25 pictures a second, drawn noise so that the encoder has to spend its bits) is sealed for
three custodians with the very code of the worker, two of whom then open ten minutes of it. Processor time is this
process's own, so a busy machine does not change it; memory is the difference between two real, confined workers on the
same clip, one of which seals: what is its own, and apart from it the pages of libraries, which all workers share.
"""

from __future__ import annotations

import io
import tempfile
import threading
import time
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
import pyrage

from bench.figures import Figure, figure
from groundglass.clear.original import OriginalPacket
from groundglass.clear.seal import Sealer
from groundglass.clock import SimulatedClock
from groundglass.custody.header import header_hash, parse_header
from groundglass.custody.records import Packet, Parameters, read_records
from groundglass.custody.sealed import open_sealed
from groundglass.custody.slots import join_shares, parse_recipient, rewrap_share, unwrap_share
from groundglass.frosted.media.original import OriginalWriter
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.sealing import SealedChunk, SealedHeader, SealingOrder
from groundglass.pane.status import Codec
from groundglass.pane.wire import encode
from tests.boundary.process import hear, settings_for, start

RATE: Final = 25
BITS_PER_S: Final = 4_000_000
CLIP_S: Final = 10
START_90K: Final = 1_800_000_000 * TICKS_PER_S


@dataclass(frozen=True, slots=True)
class Clip:
    """Ten seconds of a camera, coded."""

    parameters: bytes
    packets: tuple[tuple[bytes, bool], ...]

    @property
    def size_bytes(self) -> int:
        return sum(len(body) for body, _ in self.packets)


@dataclass(frozen=True, slots=True)
class Segment:
    """One sealed segment as the requester gets it: header, chunks, and two shares wrapped for the requester."""

    header: bytes
    body: bytes
    shares: tuple[bytes, ...]


def measure(quick: bool) -> list[Figure]:
    """Figures by name; `quick` seals and opens one minute instead of ten."""
    minutes = 1 if quick else 10
    identities = [pyrage.x25519.Identity.generate() for _ in range(3)]
    requester = pyrage.x25519.Identity.generate()
    order = SealingOrder(tuple(str(one.to_public()) for one in identities), 2, "7d")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        draw(path)
        clip = read(path)
        share, segments = seal(clip, order, minutes * 60, identities, requester)
        opening_s = open_all(segments, requester) * 10 / minutes
        (own, mapped), (own_without, mapped_without) = worker_mib(path, order, quick), worker_mib(path, None, quick)
    return [
        figure("custody: stream", clip.size_bytes * 8 / CLIP_S / 1e6, "Mbit/s"),
        figure("custody: processor for sealing", share * 100, "% of a core", "< 1"),
        figure("custody: memory for sealing", own - own_without, "MiB", "< 8"),
        figure("custody: libraries, shared by all workers", mapped - mapped_without, "MiB"),
        figure("custody: ten minutes opened", opening_s, "s", "< 10"),
    ]


def draw(path: Path) -> None:
    """Ten seconds of noise over a still picture, at the wanted bit rate."""
    random = np.random.default_rng(1)
    still = random.integers(0, 255, (90, 160), np.uint8).repeat(8, 0).repeat(8, 1)
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=RATE)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt, stream.gop_size = 1280, 720, "yuv420p", 2 * RATE
        stream.bit_rate = BITS_PER_S
        rate = f"{BITS_PER_S // 1000}k"
        stream.options = {"preset": "ultrafast", "bf": "0", "maxrate": rate, "minrate": rate, "bufsize": rate}
        for number in range(CLIP_S * RATE):
            noise = random.integers(0, 60, (360, 640), np.uint8).repeat(2, 0).repeat(2, 1)
            frame = av.VideoFrame.from_ndarray(still // 2 + noise, "gray").reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def read(path: Path) -> Clip:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        packets = [(bytes(packet), packet.is_keyframe) for packet in container.demux(stream) if packet.size]
        return Clip(bytes(stream.codec_context.extradata or b""), tuple(packets))


def seal(
    clip: Clip, order: SealingOrder, seconds: int, identities: list[pyrage.x25519.Identity],
    requester: pyrage.x25519.Identity,
) -> tuple[float, list[Segment]]:  # fmt: skip
    """Seal that many seconds as a worker does, pane included; the share of a core it took, and the segments."""
    clock = SimulatedClock(START_90K)
    sealer = Sealer(CameraId("bench"), order, clock)
    said: list[SealedHeader | SealedChunk] = []
    took_s = 0.0
    for number in range(seconds * RATE + 1):
        body, is_key = clip.packets[number % len(clip.packets)]
        stamp = number * TICKS_PER_S // RATE
        began_s = time.process_time()
        if number == 0:
            sealer.begin(Codec.H264, clip.parameters, None)
        if number == seconds * RATE:
            sealer.end()
        else:
            sealer.take(OriginalPacket("video", stamp, stamp, is_key, body))
        while (message := sealer.fetch()) is not None:
            encode(message)
            if isinstance(message, SealedHeader | SealedChunk):
                said.append(message)
        took_s += time.process_time() - began_s
        clock.advance(1 / RATE)
    return took_s / seconds, approved(said, identities[:2], requester)


def approved(
    said: list[SealedHeader | SealedChunk],
    custodians: list[pyrage.x25519.Identity],
    requester: pyrage.x25519.Identity,
) -> list[Segment]:
    """What a release gives the requester: each custodian wrapped their share anew."""
    recipient = parse_recipient(str(requester.to_public()))
    segments: list[Segment] = []
    parts: list[bytes] = []
    begun: SealedHeader | None = None
    for message in said:
        if isinstance(message, SealedHeader):
            begun, parts = message, []
            continue
        parts.append(message.ciphertext)
        if message.is_last and begun is not None:
            shares = [unwrap_share(slot, one) for slot, one in zip(begun.slots, custodians, strict=False)]
            wrapped = tuple(rewrap_share(one, recipient) for one in shares)
            segments.append(Segment(begun.header, b"".join(parts), wrapped))
    return segments


def open_all(segments: list[Segment], requester: pyrage.x25519.Identity) -> float:
    """Seconds to join, decrypt, verify and write one MP4."""
    began_s = time.perf_counter()
    with tempfile.TemporaryFile() as file:
        writer = OriginalWriter(file, "h264")
        first = last = Instant90k(0)
        for segment in segments:
            header, digest = parse_header(segment.header), header_hash(segment.header)
            key = join_shares([unwrap_share(one, requester) for one in segment.shares], header, digest)
            for record in read_records(open_sealed(io.BytesIO(segment.body), header, segment.header, key)):
                if isinstance(record, Parameters):
                    writer.parameters(record.body)
                elif isinstance(record, Packet):
                    is_shown = record.pts >= header.start
                    writer.picture(record.pts, record.dts, record.body, is_key=record.is_key, is_shown=is_shown)
            first, last = first or header.start, header.until
        writer.finish(start=first, until=last)
    return time.perf_counter() - began_s


def worker_mib(clip: Path, order: SealingOrder | None, quick: bool) -> tuple[float, float]:
    """The most memory that a confined worker on this clip had for itself, and mapped from files, in MiB."""
    settings = settings_for(clip, loop=True, sealing=order)
    own = mapped = 0.0
    with start(settings) as process:
        ends_s = time.monotonic() + (14 if quick else 45)
        ear = threading.Thread(target=hear, args=(process.stdout,), daemon=True)
        ear.start()
        while time.monotonic() < ends_s:
            time.sleep(0.1)
            status = Path(f"/proc/{process.pid}/status").read_text()
            own = max(own, _kib(status, "RssAnon") / 1024)
            mapped = max(mapped, _kib(status, "RssFile") / 1024)
        assert process.stdin is not None
        process.stdin.close()
        ear.join(10)
        process.wait(20)
    return own, mapped


def _kib(status: str, name: str) -> int:
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(name + ":"))
