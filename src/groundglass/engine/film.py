"""A file instead of a camera: frosts a video into another video. What `groundglass frost` runs.

The file is opened by a worker like any camera's, confined like any, told to go as fast as it can and to drop
nothing. What comes through the pane is written here. The promise: every picture in, every picture out, in the
same order and number, no sound, and never a part of a video under its final name.

A video that is cut off or damaged gives no result at all: whoever asked for a frosted copy must not take the half of
it for the whole.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import os
import struct
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from groundglass.clock import Clock
from groundglass.engine.folder import unusable
from groundglass.engine.launch import WorkerProcess, launch
from groundglass.errors import ConfigError, Conflict, EngineError, NotFound, PaneError, SourceError, StoreError
from groundglass.frosted.causes import said_of_attempt
from groundglass.frosted.intake import RunOrder, read_messages
from groundglass.frosted.media.mp4 import Mp4Writer
from groundglass.pane.ids import CameraId, RunId
from groundglass.pane.pictures import FrostedSample, PlaceArtefact, VideoRun
from groundglass.pane.settings import SecretAddress, WorkerSettings
from groundglass.pane.status import CameraState, Cause, SourceFacts, WorkerFigures, WorkerStatus

SILENCE_S: Final = 60.0
"""A worker that says nothing for this long is given up. It reports every second unless it is stuck."""
END_S: Final = 10.0
PLACE_HEAD: Final = b"groundglass place 2\n"
_PLACE_FACTS: Final = struct.Struct(">HH32s")  # width, height, SHA-256 of the body
MAX_PLACE_BYTES: Final = 8 * 1024 * 1024

_ENGINE_CAUSES: Final = frozenset({Cause.NOT_CONFINED, Cause.ENCODER_FAILED, Cause.BAD_SETTINGS, Cause.INTERNAL})


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place as a worker proved it, opaque, and the size of the pictures it was proven on."""

    width: int
    height: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Film:
    """What was made. `place` is the place as proven at the end, for the next film of the same camera."""

    pictures: int
    length_s: float
    place: KnownPlace | None


@dataclass(frozen=True, slots=True)
class Footage:
    """How far it has come: pictures written and seconds of video."""

    pictures: int
    length_s: float


def film_settings(source: Path, given: Mapping[str, Any]) -> WorkerSettings:
    """What a worker is told of a film: as fast as it can, every picture, nothing kept. `given`: mode, style, ..."""
    return WorkerSettings(
        camera=CameraId("film"),
        address=SecretAddress(str(source.resolve())),
        pace="fast",
        every_frame=True,
        thumbnails=False,
        **given,
    )


def check_paths(source: Path, out: Path, *, force: bool) -> None:
    """Refuse before any work what would fail after it."""
    if not source.exists():
        raise NotFound(f"there is no file {source}")
    if not source.is_file():
        raise SourceError(f"{source} is not a file")
    if source.stat().st_size == 0:
        raise SourceError(f"{source} is empty")
    if not os.access(source, os.R_OK):
        raise SourceError(f"{source} cannot be read", "check its permissions")
    if out.exists() and source.samefile(out):
        raise Conflict(f"{out} is the video to be frosted", "give the result another name")
    if out.is_dir():
        raise Conflict(f"{out} is a folder", "name the file to be written")
    if out.exists() and not force:
        raise Conflict(f"{out} exists already", "add --force to replace it")


async def make_film(
    settings: WorkerSettings,
    out: Path,
    clock: Clock,
    progress: Callable[[Footage], None],
    *,
    known: KnownPlace | None = None,
    start: Callable[[WorkerSettings], Awaitable[WorkerProcess]] = launch,
) -> Film:
    """Frost the file that `settings` name into `out`, beginning with the place `known` when one is given. `ConfigError`
    when the video's pictures are of another size than the place's: nobody shall wait for a place that is not used.

    1. Everything is written to `out` + ".part", which nobody takes for a video.
    2. The worker must say that it came to the end of the file, and end in order.
    3. Pictures read, pictures frosted and pictures written must be the same number, none lost or undecodable.
    4. Index, bytes to the disk, then the final name, then the folder's entry to the disk.

    Whatever fails before the rename, `out` is as it was and the part is gone.
    """
    part = out.with_name(out.name + ".part")
    try:
        file = part.open("wb")
    except OSError as error:
        raise unusable(part, error) from error
    try:
        with file:  # 1
            worker = await start(replace(settings, place=known.body if known else None))
            cutting = _Cutting(file, clock, progress, known)
            try:
                await cutting.listen(worker.reader)
            finally:
                status = await worker.end(END_S if cutting.is_over else 0.0)
            cutting.check(status)  # 2, 3
            cutting.writer.finish()  # 4
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
        _sync_folder(out.parent)
    except OSError as error:
        raise unusable(out, error) from error
    finally:
        part.unlink(missing_ok=True)
    return Film(cutting.writer.pictures, cutting.length_s, cutting.place)


class _RunCount:
    """Numbers runs 1, 2, 3: a film is a site of its own."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def mint(self) -> RunId:
        return RunId(next(self._numbers))


class _Cutting:
    """Puts what the worker sends into the file, and remembers what must add up at the end."""

    def __init__(
        self, file: BinaryIO, clock: Clock, progress: Callable[[Footage], None], known: KnownPlace | None
    ) -> None:
        self.writer = Mp4Writer(file)
        self.place: KnownPlace | None = None
        self._known = known
        self._size = (0, 0)
        self.is_over = False
        self._order = RunOrder(_RunCount(), clock, drift_limit_s=None)
        self._progress = progress
        self._ending: WorkerStatus | None = None
        self._facts: SourceFacts | None = None
        self._figures: WorkerFigures | None = None
        self._length_90k = 0

    @property
    def length_s(self) -> float:
        return self._length_90k / 90_000

    async def listen(self, reader: asyncio.StreamReader) -> None:
        """Until the worker closes the pane, or `EngineError` when it breaks its rules or falls silent."""
        messages = read_messages(reader)
        try:
            while True:
                async with asyncio.timeout(SILENCE_S):
                    self._take(await anext(messages))
        except StopAsyncIteration:
            self.is_over = True
        except TimeoutError as error:
            raise EngineError("the worker stopped answering", "try again; `groundglass doctor` checks it") from error
        except PaneError as error:
            raise EngineError(f"the worker was ended: {error.message}") from error

    def _take(self, message: object) -> None:
        match message:
            case VideoRun():
                self._size = (message.width, message.height)
                self._check_known()
                self.writer.add(self._order.begin(message))
            case FrostedSample():
                self.writer.add(self._order.take(message))
                self._length_90k += message.duration
            case PlaceArtefact():
                self.place = KnownPlace(*self._size, message.body)
            case SourceFacts():
                self._facts = message
            case WorkerFigures():
                self._figures = message
                self._progress(Footage(self.writer.pictures, self.length_s))
            case WorkerStatus(_, state) if state not in (CameraState.CONNECTING, CameraState.LIVE):
                self._ending = message
            case _:
                pass  # Stills and observations of a film are of no use here.

    def _check_known(self) -> None:
        """Only the first run is compared: where the size changes later, the place was of use until then."""
        known, self._known = self._known, None
        if known is not None and (known.width, known.height) != self._size:
            raise ConfigError(
                f"the place was proven on pictures of {known.width}x{known.height}, "
                f"and those of this video are {self._size[0]}x{self._size[1]}",
                "use a place that was saved from this camera at this size, or leave --place out",
            )

    def check(self, status: int) -> None:
        """Raise unless the whole file went through."""
        ending = self._ending
        if ending is None or (ending.state is CameraState.ENDED and status != 0):
            raise EngineError("the worker ended before the video did", "try again; `groundglass doctor` checks it")
        if ending.state is not CameraState.ENDED:
            raise _failure(ending)
        figures = self._figures
        if figures is None or self.writer.pictures == 0:
            raise SourceError("the file has no pictures in it")
        if figures.undecodable_total:
            raise SourceError(
                f"the file is damaged: {figures.undecodable_total} of its pictures cannot be decoded",
                "copy it again from its source",
            )
        counts = (figures.frames_in_total, figures.frames_out_total, self.writer.pictures)
        if len(set(counts)) != 1 or figures.frames_dropped_total:
            raise EngineError(
                f"pictures were lost: {counts[0]} read, {counts[1]} frosted, {counts[2]} written",
                "this is a fault of groundglass; please report it",
            )


def _failure(ending: WorkerStatus) -> SourceError | EngineError:
    """The sentence for a file that could not be read to its end."""
    said = said_of_attempt(ending.state, ending.cause)
    sentence = f"{said.sentence[:1].lower()}{said.sentence[1:].rstrip('.')}"
    hints = (f"{said.hint[:1].lower()}{said.hint[1:].rstrip('.')}",) if said.hint else ()
    return (EngineError if ending.cause in _ENGINE_CAUSES else SourceError)(sentence, *hints)


def save_place(place: KnownPlace | None, path: Path) -> None:
    """Write the place whole or not at all, or raise `StoreError`."""
    if place is None:
        raise StoreError("no place was saved, since nothing was proven", "use a longer video, or a shorter --after")
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            facts = _PLACE_FACTS.pack(place.width, place.height, hashlib.sha256(place.body).digest())
            file.write(PLACE_HEAD + facts + place.body)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise unusable(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def read_place(path: Path) -> KnownPlace:
    """A place that `save_place` wrote. What its body means only the worker knows."""
    most_bytes = len(PLACE_HEAD) + _PLACE_FACTS.size + MAX_PLACE_BYTES
    try:
        with path.open("rb") as file:
            untrusted = file.read(most_bytes + 1)
    except FileNotFoundError as error:
        raise NotFound(f"there is no place file {path}", "save one with --save-place") from error
    except OSError as error:
        raise unusable(path, error) from error
    rest = untrusted.removeprefix(PLACE_HEAD)
    if len(rest) == len(untrusted) or not _PLACE_FACTS.size < len(rest) <= most_bytes - len(PLACE_HEAD):
        raise ConfigError(f"{path} is not a place file", "use one that --save-place wrote")
    width, height, digest = _PLACE_FACTS.unpack_from(rest)
    body = rest[_PLACE_FACTS.size :]
    if hashlib.sha256(body).digest() != digest:
        raise ConfigError(f"the place file {path} is damaged", "save it again with --save-place")
    return KnownPlace(width, height, body)


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
