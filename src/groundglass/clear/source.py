"""Any camera or file -> decoded pictures, one connection at a time.

`open_source` makes one honest attempt and raises `Trouble` with a state and a cause; trying again is feed.py's.
What FFmpeg is told, per kind of address, is in options.py. Data is dropped here at the latest, and so is sound unless
the site seals it; from RTSP they are not even requested. Of each packet only the picture goes on: SEI, user data and
side data stay. Where originals are sealed, each packet goes to the sealer too, as it came (original.py).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

import av
import av.error
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from groundglass.clear.causes import Trouble, trouble_opening, trouble_reading
from groundglass.clear.certificate import certificate_trouble
from groundglass.clear.file_end import ends_too_soon
from groundglass.clear.joining import CodedPicture, PictureJoiner
from groundglass.clear.options import Opening, opening_of
from groundglass.clear.original import CODECS, TakesOriginals, Tap
from groundglass.clear.picture import LARGEST_SIDE, Picture
from groundglass.clear.source_demo import DemoSource
from groundglass.pane.address import Address, DemoAddress, DeviceAddress, FileAddress, NetworkAddress
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts
from groundglass.ticks import Ticks

if TYPE_CHECKING:
    from av.container import InputContainer

_UNPARSED: Final = 0x30  # AVFMT_FLAG_NOPARSE and AVFMT_FLAG_NOFILLIN, as options.py set them
_RATE_GUESS_HZ: Final = Fraction(25)
_LATE_S: Final = 3.0
"""A paced source this far behind its schedule starts a new schedule instead of rushing."""


class Source(Protocol):
    """An opened source. `pictures` ends at the end of a file and raises `Trouble` for everything else."""

    aspect: tuple[int, int]
    trust_spacing: bool
    undecodable_total: int

    def facts(self, at: Instant90k) -> SourceFacts:
        """What is being sent; width and height are known once the first picture was decoded."""

    def pictures(self) -> Iterator[Picture]:
        """Decoded pictures in display order."""

    def close(self) -> None:
        """Hang up. Safe to call twice."""


def open_source(
    settings: WorkerSettings,
    address: Address,
    clock: Ticks,
    stop: threading.Event,
    connection: int,
    originals: TakesOriginals | None = None,
) -> Source:
    """Connect, or raise `Trouble`. `originals` takes the camera's packets as they come."""
    if isinstance(address, DemoAddress):
        if originals is not None:
            originals.begin(Codec.RAW, b"", None)  # a drawing has no original
        return DemoSource(address, settings, clock, stop, connection)
    opening = opening_of(address, settings)
    container = open_container(address, opening)
    try:
        return StreamSource(container, address, opening, settings, clock, stop, connection, originals)
    except Trouble:
        container.close()
        raise


def open_container(address: NetworkAddress | FileAddress | DeviceAddress, opening: Opening) -> InputContainer:
    """Have FFmpeg connect, or raise `Trouble`."""
    if opening.is_checked and isinstance(address, NetworkAddress) and address.is_playlist:
        # FFmpeg holds the list to its certificate and none of the files in it.
        raise Trouble(CameraState.REFUSED, Cause.PLAYLIST_UNCHECKED)
    try:
        return av.open(
            opening.url,
            "r",
            format=opening.format,
            container_options=opening.options,
            timeout=(opening.open_timeout_s, opening.read_timeout_s),
            metadata_errors="ignore",
        )
    except Exception as error:  # noqa: BLE001 - FFmpeg's errors share no base with Python's; all become a Trouble
        trouble = _closer_look(trouble_opening(error, address), address)
        if opening.is_checked and isinstance(address, NetworkAddress):
            trouble = certificate_trouble(trouble, error, address)
        raise trouble from None


class StreamSource:
    """A container FFmpeg has open, and its best video stream."""

    def __init__(
        self,
        container: InputContainer,
        address: Address,
        opening: Opening,
        settings: WorkerSettings,
        clock: Ticks,
        stop: threading.Event,
        connection: int,
        originals: TakesOriginals | None = None,
    ) -> None:
        self._container = container
        self._address = address
        self._opening = opening
        self._loop = settings.loop and isinstance(address, FileAddress)
        self._silent_limit_s = max(3.0, settings.stall_s)
        self._clock = clock
        self._stop = stop
        self._connection = connection
        self._stream = video_stream(container, address)
        # Never threads by picture: they delay live pictures, and an error in one loses its good neighbours.
        self._stream.thread_type = "SLICE"
        self._stream.codec_context.thread_count = 1
        self.aspect = _aspect(self._stream)
        self._joiner = joiner_of(container, self._stream) if opening.joins else None
        self._sound = sound_stream(container, settings) if originals is not None else None
        in_pieces = self._joiner is not None
        self._tap = Tap(originals, self._stream, self._sound, in_pieces=in_pieces) if originals is not None else None
        self.trust_spacing = opening.trust_spacing
        self.undecodable_total = 0
        self._packets_total = 0
        self._pictures_total = 0
        self._last_picture_s = clock.monotonic_s()
        self._offset_90k = 0
        self._furthest_90k = 0
        self._schedule: tuple[float, int] | None = None

    def facts(self, at: Instant90k) -> SourceFacts:
        context = self._stream.codec_context
        rate = self._stream.average_rate or self._stream.guessed_rate or Fraction(0)
        return SourceFacts(
            at,
            CODECS.get(context.name, Codec.OTHER),
            min(context.width, 65_535),
            min(context.height, 65_535),
            min(round(rate * 1000), 1_000_000),
            any(stream.type == "audio" for stream in self._container.streams),
        )

    def pictures(self) -> Iterator[Picture]:
        while True:
            yield from self._one_pass()
            if self._stop.is_set():
                return
            if not isinstance(self._address, FileAddress):
                raise Trouble(CameraState.LOST, Cause.HUNG_UP)
            if not self._pictures_total:
                raise Trouble(CameraState.FAULT, Cause.UNDECODABLE if self._packets_total else Cause.FILE_EMPTY)
            if not self._loop:
                self._refuse_truncated()
                return
            self._rewind()

    def close(self) -> None:
        if self._tap is not None:
            self._tap.end()
        self._container.close()

    def _one_pass(self) -> Iterator[Picture]:
        packets = self._container.demux(*([self._stream] if self._sound is None else [self._stream, self._sound]))
        while not self._stop.is_set():
            try:
                packet = next(packets, None)
            except Exception as error:  # noqa: BLE001 - see open_source
                raise self._reading_trouble(error) from None
            if packet is None:
                return
            arrived_s = self._clock.monotonic_s()
            if self._tap is not None:
                self._tap.take(packet, self._offset_90k)
            if self._sound is not None and isinstance(packet.stream, AudioStream):
                continue
            self._packets_total += packet.size > 0
            for whole in self._joined(cast("av.Packet[VideoStream]", packet)):
                clear_frames = self._decode(whole)
                while clear_frames:  # none is kept here while the next packet is awaited
                    yield self._picture(clear_frames.pop(0), arrived_s)

    def _joined(self, packet: av.Packet[VideoStream]) -> list[av.Packet[VideoStream]]:
        """The pictures that are whole with this packet; the empty one that ends a stream flushes joiner and decoder."""
        if self._joiner is None:
            return [packet]
        if not packet.size:
            return [*map(self._packet, self._joiner.end()), packet]
        return [*map(self._packet, self._joiner.take(bytes(packet), packet.pts))]

    def _packet(self, coded: CodedPicture) -> av.Packet[VideoStream]:
        packet = cast("av.Packet[VideoStream]", av.Packet(coded.annexb))
        packet.stream = self._stream
        packet.pts, packet.time_base = coded.pts, self._stream.time_base or Fraction(1, TICKS_PER_S)
        return packet

    def _decode(self, packet: av.Packet[VideoStream]) -> list[av.VideoFrame]:
        try:
            clear_frames = packet.decode()
        except (av.error.FFmpegError, OSError, ValueError):
            self.undecodable_total += 1
            clear_frames = []
        now_s = self._clock.monotonic_s()
        if clear_frames:
            self._last_picture_s = now_s
            self._pictures_total += len(clear_frames)
        elif self._opening.is_live and self.undecodable_total and now_s - self._last_picture_s > self._silent_limit_s:
            # Packets arrive and none can be decoded: another codec than announced, or a lost parameter set.
            raise Trouble(
                CameraState.LOST if self._pictures_total else CameraState.FAULT,
                Cause.STREAM_CHANGED if self._pictures_total else Cause.UNDECODABLE,
            )
        return clear_frames

    def _picture(self, clear: av.VideoFrame, arrived_s: float) -> Picture:
        if max(clear.width, clear.height) > LARGEST_SIDE:
            raise Trouble(CameraState.FAULT, Cause.PICTURE_TOO_LARGE)
        rate = self._stream.average_rate or _RATE_GUESS_HZ
        duration_90k = max(1, round(TICKS_PER_S / rate))
        source_90k = None
        if clear.time_base is not None:
            if clear.duration:
                duration_90k = max(1, round(clear.duration * clear.time_base * TICKS_PER_S))
            if clear.pts is not None:
                source_90k = round(clear.pts * clear.time_base * TICKS_PER_S) + self._offset_90k
                self._furthest_90k = max(self._furthest_90k, source_90k + duration_90k)
        if self._opening.is_paced:
            arrived_s = self._wait_until_due(source_90k)
        return Picture(clear, self._connection, source_90k, duration_90k, arrived_s)

    def _wait_until_due(self, source_90k: int | None) -> float:
        """Sleep until a picture is due, as if the file were a camera. The time it is due counts as its arrival."""
        now_s = self._clock.monotonic_s()
        if source_90k is None:
            return now_s
        if self._schedule is not None:
            due_s = self._schedule[0] + (source_90k - self._schedule[1]) / TICKS_PER_S
            if -_LATE_S < due_s - now_s < _LATE_S * 20:
                self._stop.wait(max(0.0, due_s - now_s))
                return self._clock.monotonic_s()
        self._schedule = (now_s, source_90k)
        return now_s

    def _rewind(self) -> None:
        self._offset_90k = self._furthest_90k
        try:
            self._container.seek(0)
            self._stream.codec_context.flush_buffers()
        except Exception as error:  # noqa: BLE001 - see open_source
            raise trouble_reading(error, self._address) from None

    def _refuse_truncated(self) -> None:
        cut_off = isinstance(self._address, FileAddress) and ends_too_soon(Path(self._address.path))
        # AVI counts the pictures its recorder dropped, which are there as empty chunks: it is believed its length only.
        announced = 0 if self._container.format.name == "avi" else self._stream.frames
        if cut_off or announced > self._packets_total:
            raise Trouble(CameraState.FAULT, Cause.FILE_TRUNCATED)

    def _reading_trouble(self, error: Exception) -> Trouble:
        if isinstance(self._address, FileAddress) and isinstance(error, av.error.InvalidDataError | EOFError):
            return Trouble(CameraState.FAULT, Cause.FILE_TRUNCATED)
        return trouble_reading(error, self._address)


def video_stream(container: InputContainer, address: Address) -> VideoStream:
    """The best picture there is, or `Trouble`."""
    stream = container.streams.best("video")
    if not isinstance(stream, VideoStream):
        cause = Cause.FILE_NOT_VIDEO if isinstance(address, FileAddress) else Cause.NO_VIDEO
        raise Trouble(CameraState.FAULT, cause)
    return stream


def sound_stream(container: InputContainer, settings: WorkerSettings) -> AudioStream | None:
    """The camera's sound, where it has any and the site wants it sealed."""
    if settings.sealing is None or not settings.sealing.sound:
        return None
    stream = container.streams.best("audio")
    return stream if isinstance(stream, AudioStream) else None


def joiner_of(container: InputContainer, stream: VideoStream) -> PictureJoiner | None:
    """Who joins the pieces of this codec: we, or (None) FFmpeg, which is told so."""
    match stream.codec_context.name:
        case "h264":
            return PictureJoiner("h264")
        case "hevc":
            return PictureJoiner("hevc")
        case _:
            # Its pieces are FFmpeg's to join: the parser is made with the first packet read after this.
            container.flags &= ~_UNPARSED
            return None


def _aspect(stream: VideoStream) -> tuple[int, int]:
    ratio = stream.sample_aspect_ratio
    if not ratio or not Fraction(1, 16) <= ratio <= 16:
        return 1, 1
    limited = Fraction(ratio).limit_denominator(255)
    return limited.numerator, limited.denominator


def _closer_look(trouble: Trouble, address: Address) -> Trouble:
    """Tell an empty and a cut-off file from one that never was a video, by its first bytes."""
    if not isinstance(address, FileAddress) or trouble.cause is not Cause.FILE_NOT_VIDEO:
        return trouble
    try:
        with Path(address.path).open("rb") as file:
            head = file.read(12)
    except OSError:
        return trouble
    if not head:
        return Trouble(CameraState.FAULT, Cause.FILE_EMPTY)
    if head[4:8] == b"ftyp":
        return Trouble(CameraState.FAULT, Cause.FILE_TRUNCATED)
    return trouble
