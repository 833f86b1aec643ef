"""Comparing a recording with its frosted copy, in a confined process of its own. What `groundglass attack` runs.

Apart from film.py because nothing is written: numbers come back, one answer for each picture, and are added up here.
The originals are opened on the clear side alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from groundglass.engine.launch import WorkerProcess, launch
from groundglass.errors import ConfigError, EngineError, GroundglassError, NotFound, PaneError, SourceError
from groundglass.pane.examination import ANSWER_BYTES, Answer, End, Ended, Examination, FrameFound, Length, parse_answer

SILENCE_S: Final = 600.0
"""The original is read once before the first number comes; nothing is silent for longer than this."""
END_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Found:
    """What an attack found: every picture, in order. Shares are None where there is nothing to share."""

    frames: tuple[FrameFound, ...]

    @property
    def leak(self) -> float | None:
        """Share of the cells that show a person in the original and are repeated by the copy."""
        return _share(sum(f.revealed_cells for f in self.frames), sum(f.person_cells for f in self.frames))

    @property
    def leak_worst(self) -> float | None:
        """The same of the worst picture in which at least six cells show a person."""
        return max((f.revealed_cells / f.person_cells for f in self.frames if f.person_cells >= 6), default=None)

    @property
    def clarity(self) -> float | None:
        """Share of the place's cells with detail that are sharp in the copy."""
        return _share(sum(f.clear_cells for f in self.frames), sum(f.place_cells for f in self.frames))

    @property
    def faces(self) -> int:
        """Faces that the detector found in the original, over all pictures."""
        return sum(f.faces for f in self.frames)

    @property
    def faces_frosted(self) -> int:
        """Faces that it found in the copy."""
        return sum(f.faces_frosted for f in self.frames)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


_SAID: Final[dict[Ended, tuple[type[GroundglassError], str, str]]] = {
    Ended.ORIGINAL_UNREADABLE: (SourceError, "the original cannot be decoded", "is it a video?"),
    Ended.FROSTED_UNREADABLE: (SourceError, "the frosted copy cannot be decoded", "is it a video?"),
    Ended.LENGTHS_DIFFER: (
        SourceError,
        "the original and its copy have different numbers of pictures",
        "compare a recording with what `groundglass frost` made of it",
    ),
    Ended.DETECTOR_UNREADABLE: (ConfigError, "the detector cannot be read", "name an ONNX file that is there"),
    Ended.DETECTOR_OTHER: (
        ConfigError,
        "the detector is not the file whose SHA-256 was given",
        "compare with what its publisher says: sha256sum FILE",
    ),
    Ended.DETECTOR_UNSUITABLE: (
        ConfigError,
        "the detector does not answer as a face detector does",
        "use an ONNX file with the outputs of OpenCV's YuNet",
    ),
    Ended.FAILED: (EngineError, "the comparison failed", "try again; `groundglass doctor` checks this machine"),
}


def examination_of(original: Path, frosted: Path, detector: Path | None, sha256: str | None) -> Examination:
    """The order for these files, or an error that says what is missing."""
    for path in (original, frosted):
        if not path.is_file():
            raise NotFound(f"there is no file {path}")
    if (detector is None) != (sha256 is None):
        raise ConfigError(
            "a detector is named together with its SHA-256", "give both --detector and --sha256, or neither"
        )
    if sha256 is not None and (len(sha256) != 64 or set(sha256.lower()) - set("0123456789abcdef")):
        raise ConfigError("a SHA-256 is 64 hexadecimal digits", "sha256sum FILE tells it")
    return Examination(
        str(original.resolve()),
        str(frosted.resolve()),
        str(detector.resolve()) if detector is not None else None,
        sha256.lower() if sha256 is not None else None,
    )


async def attack(
    examination: Examination,
    progress: Callable[[int, int], None],
    *,
    start: Callable[[Examination], Awaitable[WorkerProcess]] = launch,
) -> Found:
    """Compare the pair, telling `progress` pictures done and in all; raise what `_SAID` says when it cannot be done."""
    worker = await start(examination)
    is_over = False
    try:
        found, code = await _listen(worker.reader, progress)
        is_over = True
    finally:
        await worker.end(END_S if is_over else 0.0)
    if code is not Ended.DONE:
        kind, sentence, hint = _SAID[code]
        raise kind(sentence, hint)
    return found


async def _listen(reader: asyncio.StreamReader, progress: Callable[[int, int], None]) -> tuple[Found, Ended]:
    frames: list[FrameFound] = []
    length = 0
    try:
        while True:
            async with asyncio.timeout(SILENCE_S):
                answer = await _next(reader)
            match answer:
                case Length():
                    length = answer.frames
                case FrameFound():
                    if len(frames) >= length or answer.index != len(frames):
                        raise PaneError("pictures came that were not announced")
                    frames.append(answer)
                    progress(len(frames), length)
                case End(code):
                    if code is Ended.DONE and (not frames or len(frames) != length):
                        raise PaneError("fewer pictures came than were announced")
                    return Found(tuple(frames)), code
    except TimeoutError as error:
        raise EngineError("the comparison stopped answering", "try again; `groundglass doctor` checks it") from error
    except (asyncio.IncompleteReadError, PaneError) as error:
        raise EngineError(
            "the comparison ended before the videos did", "try again; `groundglass doctor` checks it"
        ) from error


async def _next(reader: asyncio.StreamReader) -> Answer:
    kind = (await reader.readexactly(1))[0]
    if kind not in ANSWER_BYTES:
        raise PaneError(f"an answer of kind {kind} is not one")
    return parse_answer(kind, await reader.readexactly(ANSWER_BYTES[kind]))
