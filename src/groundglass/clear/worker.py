"""The process that may hold a clear picture: one loop from source to pane.

This is the choke point of the clear side, and one of two files for an auditor with an hour (the other is
frosted/intake.py). Three threads: the source (feed.py), the reader of orders (orders.py), and this loop, which
alone holds clear pictures and alone writes to the pane. Where originals are sealed, their ciphertext goes out here too
(sealing.py), when there is room: frosting never waits for it.

It is called by engine/confine.py, after every power was given up, with what could be read only before: the
settings, and the two descriptors. It assumes it cannot open a file for writing or a socket to anything but its
camera; it would not know what to do with either.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, assert_never

import av.logging
import cv2

from groundglass.clear.causes import Trouble
from groundglass.clear.counter import SecondCounter
from groundglass.clear.darkroom import Darkroom
from groundglass.clear.feed import Feed, Opener
from groundglass.clear.inbox import Inbox
from groundglass.clear.orders import pass_orders
from groundglass.clear.outlet import Outlet, PaneClosed
from groundglass.clear.picture import Picture
from groundglass.clear.source import open_source
from groundglass.clear.words import Connecting, Opened, Over, Word
from groundglass.pane.control import Approve, Forget, Stop
from groundglass.pane.ids import Instant90k
from groundglass.pane.pictures import PlaceArtefact
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.status import CameraState, Cause, WorkerStatus
from groundglass.ticks import SystemTicks, Ticks

if TYPE_CHECKING:
    from groundglass.clear.sealing import Sealing

_ROOM_LIVE: Final = 6  # what a camera sent while it was being opened comes at once, and stays in memory once it did
_ROOM_FILE: Final = 2  # each is a decoded picture in memory
_BEAT_S: Final = 0.25
_PARTING_S: Final = 2.0


def main(settings: WorkerSettings, pane_fd: int, orders_fd: int) -> None:
    """Work until told to stop, until the engine has gone, or until a file has ended."""
    av.logging.set_level(None)
    cv2.setNumThreads(1)
    try:
        Worker(settings, pane_fd, orders_fd, SystemTicks()).run()
    except PaneClosed:
        return


class Worker:
    """Constructed complete; `run` returns when there is nothing more to do."""

    def __init__(
        self,
        settings: WorkerSettings,
        pane_fd: int,
        orders_fd: int,
        clock: Ticks,
        opener: Opener = open_source,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._orders_fd = orders_fd
        self._outlet = Outlet(pane_fd)
        lossless = settings.every_frame or settings.pace == "fast"
        self._inbox: Inbox[Picture, Word] = Inbox(_ROOM_FILE if lossless else _ROOM_LIVE, clock, lossless=lossless)
        self._stop = threading.Event()
        self._sealing = _sealing(settings, clock, self._stop, opener)
        opener = self._sealing.opener if self._sealing is not None else opener
        self._feed = Feed(settings, self._inbox, clock, self._stop, opener)
        self._darkroom = Darkroom(settings, self._outlet, clock)
        self._counter = SecondCounter()
        self._opened: Opened | None = None
        self._state = CameraState.CONNECTING
        self._last_picture_s = clock.monotonic_s()
        self._last_taken_s = float("-inf")
        self._reported_s = clock.monotonic_s()

    def run(self) -> None:
        orders = threading.Thread(target=pass_orders, args=(self._orders_fd, self._inbox), daemon=True)
        source = threading.Thread(target=self._feed.run, daemon=True)
        orders.start()
        if not self._is_ready():
            while self._step():
                pass
            return
        source.start()
        if self._sealing is not None:
            self._sealing.start()
        try:
            while self._step():
                pass
            self._darkroom.send_place(self._now())
            self._report()
        finally:
            self._stop.set()
            self._inbox.close()
            # Long enough for a camera to be told goodbye, short enough that nobody waits for a dead one.
            source.join(_PARTING_S)
        if self._sealing is not None:
            self._sealing.part(self._outlet, _PARTING_S)

    def _is_ready(self) -> bool:
        """Load the site's detector, if it brings one. Without the one it pinned the camera is not even called."""
        try:
            self._darkroom.prepare()
        except Trouble as trouble:
            self._tell(trouble.state, trouble.cause)
            return False
        return True

    def _step(self) -> bool:
        """Take one thing from the inbox. False when the work is over."""
        picture, word = self._inbox.take(_BEAT_S)
        if picture is not None:
            self._develop(picture)
        go_on = word is None or self._hear(word)
        if self._sealing is not None:
            self._sealing.send(self._outlet)
        now_s = self._clock.monotonic_s()
        if now_s - self._reported_s >= 1.0:
            self._report()
        if (
            self._state is CameraState.LIVE
            and self._settings.pace == "live"
            and now_s - self._last_picture_s > self._settings.stall_s
        ):
            self._tell(CameraState.STALLED, Cause.NO_PICTURES)
        return go_on

    def _hear(self, word: Word) -> bool:
        match word:
            case Connecting(cause):
                self._tell(CameraState.CONNECTING, cause)
            case Opened():
                self._opened = word
                self._outlet.send(word.facts)
            case Over(state, cause, retry_in_s):
                self._darkroom.end_run()
                self._opened = None
                self._tell(state, cause, retry_in_s)
                return retry_in_s > 0
            case Approve(proposal, regions):
                self._darkroom.approve(proposal, regions)
            case Forget():
                self._darkroom.forget()
                # In order with the places sent before: whatever was under way when the order was given is older.
                self._outlet.send(PlaceArtefact(self._now(), 0, b""))
            case Stop():
                return False
            case _:
                assert_never(word)
        return True

    def _develop(self, picture: Picture) -> None:
        opened = self._opened
        if opened is None or picture.connection != opened.connection or self._is_too_soon(picture):
            return
        self._last_picture_s = self._clock.monotonic_s()
        try:
            seen = self._darkroom.develop(picture, opened)
        except Trouble as trouble:
            # The source goes on; the picture does not. The next one may be of a size we can take.
            self._darkroom.end_run()
            self._tell(trouble.state, trouble.cause)
            return
        if self._state is not CameraState.LIVE:
            self._tell(CameraState.LIVE, Cause.NONE)
        self._counter.count(seen, self._clock.monotonic_s() - picture.arrived_s)

    def _is_too_soon(self, picture: Picture) -> bool:
        """True for pictures beyond the rate the site asked for; they are left out, not lost."""
        limit_hz = self._settings.max_rate_hz
        if limit_hz is None or self._settings.every_frame:
            return False
        if picture.arrived_s - self._last_taken_s < 0.9 / limit_hz:
            return True
        self._last_taken_s = picture.arrived_s
        return False

    def _tell(self, state: CameraState, cause: Cause, retry_in_s: int = 0) -> None:
        self._state = state
        self._outlet.send(WorkerStatus(self._now(), state, cause, retry_in_s))

    def _report(self) -> None:
        now_s = self._clock.monotonic_s()
        figures, occupancy = self._counter.report(
            self._now(),
            now_s - self._reported_s,
            frames_in=self._feed.frames_in_total,
            dropped=self._inbox.dropped_total,
            undecodable=self._feed.undecodable_total,
        )
        self._reported_s = now_s
        self._outlet.send(figures)
        if occupancy is not None:
            self._outlet.send(occupancy)

    def _now(self) -> Instant90k:
        return Instant90k(self._clock.now_90k())


def _sealing(settings: WorkerSettings, clock: Ticks, stop: threading.Event, opener: Opener) -> Sealing | None:
    """What seals originals, where the site keeps any."""
    if settings.sealing is None:
        return None
    from groundglass.clear.sealing import Sealing

    return Sealing(settings, settings.sealing, clock, stop, opener)
