"""The source thread: connects, passes pictures on, and tries again with back-off.

Apart from source.py in the way of one honest attempt and the patience around it. Waits 1, 2, 4 ... 30 s after a
lost camera, 60 s after one that said no. A file in its own pace is tried once. Where a smaller stream
was given, it is used until it refuses; then the main one is, until the worker ends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from groundglass.clear.causes import RETRY_REFUSED_S, Trouble
from groundglass.clear.inbox import Inbox
from groundglass.clear.picture import Picture
from groundglass.clear.source import Source, open_source
from groundglass.clear.words import Connecting, Opened, Over, Word
from groundglass.errors import PaneError
from groundglass.pane.address import Address, FileAddress, parse_address
from groundglass.pane.ids import Instant90k
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.status import CameraState, Cause
from groundglass.ticks import Ticks

LONGEST_WAIT_S: Final = 30
_STEADY_S: Final = 10.0
"""After this long with pictures, the next failure is a first failure again."""

Opener = Callable[[WorkerSettings, Address, Ticks, threading.Event, int], Source]


class Feed:
    """Owns the source. `run` is the thread; `stop` may be set from anywhere and ends it soon."""

    def __init__(
        self,
        settings: WorkerSettings,
        inbox: Inbox[Picture, Word],
        clock: Ticks,
        stop: threading.Event,
        opener: Opener = open_source,
    ) -> None:
        self._settings = settings
        self._inbox = inbox
        self._clock = clock
        self._stop = stop
        self._open = opener
        self._connection = 0
        self._failures = 0
        self._use_sub = settings.sub_address is not None
        self.frames_in_total = 0
        self._undecodable_before = 0
        self._source: Source | None = None

    @property
    def undecodable_total(self) -> int:
        source = self._source
        return self._undecodable_before + (source.undecodable_total if source else 0)

    def run(self) -> None:
        """Until stopped, or until nothing more is to be expected."""
        cause = Cause.FIRST_ATTEMPT
        while not self._stop.is_set():
            self._inbox.put_word(Connecting(cause))
            started_s = self._clock.monotonic_s()
            try:
                self.run_once()
                trouble = Trouble(CameraState.ENDED, Cause.END_OF_FILE)
            except Trouble as known:
                trouble = known
            except PaneError:
                trouble = Trouble(CameraState.REFUSED, Cause.BAD_SETTINGS)
            except Exception:  # noqa: BLE001 - the edge of a thread; the text could hold anything and is dropped
                trouble = Trouble(CameraState.FAULT, Cause.INTERNAL)
            if self._stop.is_set():
                return
            if self._clock.monotonic_s() - started_s > _STEADY_S:
                self._failures = 0
            wait_s = self._patience_s(trouble)
            self._inbox.put_word(Over(trouble.state, trouble.cause, wait_s))
            if not wait_s:
                return
            self._stop.wait(wait_s)
            cause = trouble.cause

    def run_once(self) -> None:
        """One connection, to its end. Returns at the end of a file, raises `Trouble` otherwise."""
        address = self._address()
        self._connection += 1
        source = self._open(self._settings, address, self._clock, self._stop, self._connection)
        self._source = source
        try:
            told: tuple[int, int] | None = None
            for picture in source.pictures():
                # Told again when the size changes in mid-stream, so that people read what is sent now.
                if told != (size := (picture.clear.width, picture.clear.height)):
                    facts = source.facts(Instant90k(self._clock.now_90k()))
                    self._inbox.put_word(Opened(facts, self._connection, source.aspect, source.trust_spacing))
                    told = size
                self.frames_in_total += 1
                if not self._inbox.put_picture(picture):
                    return
                del picture  # or it would be kept until the next one has been decoded
        finally:
            self._source = None
            self._undecodable_before += source.undecodable_total
            source.close()

    def _address(self) -> Address:
        if self._use_sub and self._settings.sub_address is not None:
            return parse_address(self._settings.sub_address)
        return parse_address(self._settings.address)

    def _patience_s(self, trouble: Trouble) -> int:
        if trouble.state is CameraState.ENDED or self._settings.pace == "fast":
            return 0
        if self._use_sub and trouble.state in (CameraState.REFUSED, CameraState.FAULT):
            self._use_sub = False
            return 1
        self._failures += 1
        if trouble.state is CameraState.REFUSED or isinstance(self._address(), FileAddress):
            return RETRY_REFUSED_S
        return min(LONGEST_WAIT_S, 1 << min(self._failures - 1, 10))
