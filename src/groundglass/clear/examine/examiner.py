"""The process that looks at an original and its frosted copy side by side: `groundglass attack`.

Apart from worker.py because it serves nobody live: two files in, numbers out. It is called by engine/confine.py after
every power was given up, as a worker is. It assumes that both videos show the same pictures in the same order and says
so when they do not; it keeps a few dozen reduced pictures in memory to know the place by, and nothing else.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from typing import Final

import av
import av.error
import av.logging
import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.examine.cells import Small, compare, place_of, small_of
from groundglass.clear.examine.ending import Ending
from groundglass.clear.examine.faces import FaceCounter
from groundglass.pane.examination import Answer, End, Ended, Examination, FrameFound, Length, encode_answer

PLACE_PICTURES: Final = 60
"""Pictures from all over the original by which the place is known."""

Rgb = npt.NDArray[np.uint8]


def main(examination: Examination, pane_fd: int, orders_fd: int) -> None:
    """Answer until the end; `orders_fd` is not read again. Says how it ended in a closed code, whatever happens."""
    av.logging.set_level(None)
    cv2.setNumThreads(1)
    try:
        for answer in answers(examination):
            _send(pane_fd, answer)
        code = Ended.DONE
    except Ending as ending:
        code = ending.code
    except BrokenPipeError:
        return  # nobody listens any more
    except Exception:  # noqa: BLE001  the edge of a process: its text could quote a picture and is dropped
        code = Ended.FAILED
    _send(pane_fd, End(code))


def answers(examination: Examination) -> Iterator[Answer]:
    """Everything but the end, or raise `Ending`.

    1. The detector first, since it is the likeliest to be wrong.
    2. The place and the number of pictures, from a first reading of the original.
    3. Both videos together, picture by picture; if one ends before the other, nothing was said of a pair.
    """
    # 1.
    counter = None
    if examination.detector is not None and examination.sha256 is not None:
        counter = FaceCounter(examination.detector, examination.sha256)
    # 2.
    frames = sum(1 for _ in _pictures(examination.original, Ended.ORIGINAL_UNREADABLE))
    if frames != sum(1 for _ in _pictures(examination.frosted, Ended.FROSTED_UNREADABLE)):
        raise Ending(Ended.LENGTHS_DIFFER)
    yield Length(frames)
    place = _place(examination.original, frames)
    # 3.
    originals = _pictures(examination.original, Ended.ORIGINAL_UNREADABLE)
    copies = _pictures(examination.frosted, Ended.FROSTED_UNREADABLE)
    for index, (original, copy) in enumerate(zip(originals, copies, strict=True)):
        yield _found(index, original, copy, place, counter)


def _found(
    index: int, original: av.VideoFrame, copy: av.VideoFrame, place: Small, counter: FaceCounter | None
) -> FrameFound:
    clear, frosted = _rgb(original), _rgb(copy)
    if frosted.shape != clear.shape:
        # Padding to even sides is ours; any other difference of size is compared as it is shown: stretched.
        frosted = np.asarray(cv2.resize(frosted, clear.shape[1::-1], interpolation=cv2.INTER_AREA), np.uint8)
    cells = compare(small_of(clear), small_of(frosted), place)
    faces = (counter.count(clear), counter.count(frosted)) if counter is not None else (0, 0)
    at_ms = max(0, round(float(original.time or 0.0) * 1000))
    return FrameFound(index, at_ms, cells.person, cells.revealed, cells.place, cells.clear, *faces)


def _place(path: str, frames: int) -> Small:
    step = max(1, frames // PLACE_PICTURES)
    chosen = itertools.islice(_pictures(path, Ended.ORIGINAL_UNREADABLE), 0, step * PLACE_PICTURES, step)
    return place_of([small_of(_rgb(picture)) for picture in chosen])


def _pictures(path: str, unreadable: Ended) -> Iterator[av.VideoFrame]:
    """The pictures of a file in order; at least one, or raise `Ending`."""
    count = 0
    try:
        with av.open(
            f"file:{path}", container_options={"protocol_whitelist": "file"}, metadata_errors="ignore"
        ) as film:
            for picture in film.decode(film.streams.video[0]):
                count += 1
                yield picture
    except (av.error.FFmpegError, IndexError, OSError, ValueError):
        raise Ending(unreadable) from None
    if not count:
        raise Ending(unreadable)


def _rgb(picture: av.VideoFrame) -> Rgb:
    return np.asarray(picture.to_ndarray(format="rgb24"), np.uint8)


def _send(pane_fd: int, answer: Answer) -> None:
    rest = memoryview(encode_answer(answer))
    while rest:
        rest = rest[os.write(pane_fd, rest) :]
