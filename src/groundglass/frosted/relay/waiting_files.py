"""What waits for the desk, on the node's disk, so that it outlives the process that heard it.

Apart from waiting.py, which has it in memory and knows what still waits. Files hold frames as they go over the line,
back to back, appended and flushed; one goes when the desk has all that is in it. Numbers go on where an earlier process
stopped, under the same epoch: a desk knows what it has, also where a file was not deleted in time. Observations and
frosted stills only, like the minutes beside them. Blocking; the folder is the process's alone. Raises `StoreError`.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from groundglass.errors import PaneError
from groundglass.frosted.relay.wire import LOST, SAID, Lost, Said, parse_frame, parse_frame_head
from groundglass.frosted.store.durable import write
from groundglass.frosted.store.spool import disk_error, flush_folder
from groundglass.pane.wire import HEAD, MIB

MAX_FILE_BYTES: Final = 4 * MIB
MAX_FOLDER_BYTES: Final = 512 * MIB
LIFE_NUMBERS: Final = 1 << 40
"""How many numbers a process has for itself; a node may be started eight million times."""

_logger: Final = logging.getLogger(__name__)


@dataclass(slots=True)
class _File:
    path: Path
    last: int
    size_bytes: int


class WaitingFiles:
    """`epoch` and `first` are for `RelayServer` and `Waiting`. `restored` once, before `keep`."""

    def __init__(self, folder: Path) -> None:
        self.epoch = secrets.token_hex(8)
        self.first = 0
        self._folder = folder
        self._files: deque[_File] = deque()
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            self._begin_life()
        except OSError as error:
            raise disk_error("could not remember what waits for the desk", error) from error

    def restored(self) -> Iterator[Said | Lost]:
        """What earlier processes left, in order."""
        for path in sorted(self._folder.glob("*.said")):
            file = _File(path, 0, 0)
            try:
                body = path.read_bytes()
                file.size_bytes = len(body)
                for frame in frames_in(body):
                    file.last = max(file.last, frame.number)
                    if frame.number <= self.first:
                        yield frame
            except (PaneError, OSError):
                _logger.warning("what waited in %s cannot be read from somewhere on", path.name)
            self._files.append(file)

    def keep(self, frames: Sequence[tuple[int, bytes]], oldest: int) -> None:
        """Append frames, by their rising numbers, and drop the files in which all is older than `oldest`."""
        try:
            self._drop_before(oldest)
            if frames:
                self._append(frames)
        except OSError as error:
            raise disk_error("could not keep what waits for the desk", error) from error

    def _begin_life(self) -> None:
        path = self._folder / "life"
        if path.exists():
            epoch, _, number = path.read_text("ascii", "replace").partition(" ")
            if len(epoch) == len(self.epoch) and epoch.isalnum() and number.isdecimal() and len(number) < 19:
                self.epoch, self.first = epoch, int(number) + LIFE_NUMBERS
        if not self.first:
            for path in self._folder.glob("*.said"):
                path.unlink()  # of an epoch that nobody knows any more
        write(path, f"{self.epoch} {self.first}".encode())

    def _drop_before(self, oldest: int) -> None:
        while self._files and self._files[0].last < oldest:
            self._files.popleft().path.unlink(missing_ok=True)

    def _append(self, frames: Sequence[tuple[int, bytes]]) -> None:
        if not self._files or self._files[-1].size_bytes >= MAX_FILE_BYTES or self._files[-1].last <= self.first:
            self._files.append(_File(self._folder / f"{frames[0][0]:020}.said", 0, 0))
        file = self._files[-1]
        is_new = not file.size_bytes
        body = b"".join(frame for _, frame in frames)
        descriptor = os.open(file.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "ab") as writing:
            writing.write(body)
            writing.flush()
            os.fsync(writing.fileno())
        if is_new:
            flush_folder(self._folder)
        file.last, file.size_bytes = frames[-1][0], file.size_bytes + len(body)
        while len(self._files) > 1 and sum(one.size_bytes for one in self._files) > MAX_FOLDER_BYTES:
            self._files.popleft().path.unlink(missing_ok=True)  # from here on it waits in memory only


def frames_in(untrusted: bytes) -> Iterator[Said | Lost]:
    """Frames back to back; `PaneError` where they cannot be read, as at the end of a file that was being written."""
    at = 0
    while at < len(untrusted):
        kind, size = parse_frame_head(untrusted[at : at + HEAD.size], frozenset({SAID, LOST}))
        at += HEAD.size + size
        if at > len(untrusted):
            raise PaneError("a frame has no end")
        frame = parse_frame(kind, untrusted[at - size : at])
        if isinstance(frame, Said | Lost):
            yield frame
