"""One camera's recorder: pictures in, fragments on disk, minutes closed.

`push` never waits; `run` does the work. Fragments (grouping.py) are appended to the open minute in the spool, put into
the index, and closed minutes are handed to the settler. When the disk is full or fails, recording pauses: the
state board says so, retention is asked for room, pictures are dropped and counted, and it resumes by itself, as
a new run, at the next key picture. What was recorded before is not touched. A stretch that was not recorded for such a
reason has a row that says why.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from groundglass.clock import Clock
from groundglass.errors import StoreAway, StoreError, StoreFull
from groundglass.frosted.grouping import FragmentGroups
from groundglass.frosted.media.boxes import durations_90k, fragment, init_segment
from groundglass.frosted.recorded import Fragment, Gap, GapCause
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.index import IndexWriter, RunBegun
from groundglass.frosted.store.run_mint import MintsRuns
from groundglass.frosted.store.settling import Settler
from groundglass.frosted.store.spool import MinuteName, OpenMinute, Spool, disk_error
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, RunId
from groundglass.pane.pictures import FrostedSample, VideoRun
from groundglass.pane.status import Cause

IDLE_S: Final = 0.5
FLUSH_S: Final = 1.0
RESUME_AFTER_S: Final = 3.0
MAX_QUEUED_SAMPLES: Final = 900
MAX_QUEUED_BYTES: Final = 48 * 1024 * 1024
LONGEST_FILE_90K: Final = 300 * TICKS_PER_S  # with no key picture for this long, a file ends without one
_MINUTE_90K: Final = 60 * TICKS_PER_S


@dataclass(frozen=True, slots=True)
class RecordsInto:
    """Where a recorder writes and whom it tells; shared by all recorders of a site."""

    spool: Spool
    index: IndexWriter
    settler: Settler
    states: StateBoard
    runs: MintsRuns
    clock: Clock
    pause_below_bytes: int
    ask_for_room: Callable[[], None]


@dataclass(slots=True)
class _Missed:
    """Pictures that arrived and were not recorded, from `since` on. In the queue: from there on, for a slow disk."""

    cause: GapCause
    since: Instant90k
    until: Instant90k
    pictures: int = 0

    def add(self, sample: FrostedSample) -> None:
        self.pictures += 1
        self.until = Instant90k(max(self.until, sample.at + sample.duration))


class Recorder:
    """Made by `Archive.recorder`. `dropped_total` counts pictures that were not recorded."""

    def __init__(self, camera: CameraId, into: RecordsInto) -> None:
        self.dropped_total = 0
        self._camera = camera
        self._into = into
        self._queue: deque[VideoRun | FrostedSample | _Missed] = deque()
        self._queued_bytes = 0
        self._dropping: _Missed | None = None  # to the next key picture; is in the queue
        self._woken = asyncio.Event()
        self._closing = False
        # Below: owned by run().
        self._run: VideoRun | None = None
        self._is_indexed = False
        self._groups = FragmentGroups()
        self._minute: OpenMinute | None = None
        self._began_at = Instant90k(0)
        self._sequence = 0
        self._flushed_at_s = 0.0
        self._paused_until_s: float | None = None
        self._missed: _Missed | None = None
        self._task = asyncio.create_task(self._work(), name=f"recorder {camera}")

    def push(self, item: VideoRun | FrostedSample) -> None:
        """Take a run or picture; never waits. Drops to the next key picture when the disk cannot follow."""
        if isinstance(item, FrostedSample):
            is_full = len(self._queue) >= MAX_QUEUED_SAMPLES or self._queued_bytes >= MAX_QUEUED_BYTES
            if is_full or (self._dropping is not None and not item.is_key):
                self._drop(item)
                return
            self._dropping = None
            self._queued_bytes += len(item.avcc)
        self._queue.append(item)
        self._woken.set()

    def _drop(self, sample: FrostedSample) -> None:
        if self._dropping is None:
            self._dropping = _Missed(GapCause.DISK_SLOW, sample.at, sample.at)
            self._queue.append(self._dropping)
        self._dropping.add(sample)
        self.dropped_total += 1

    async def close(self) -> None:
        """Write what was pushed, close the minute, stop. Safe to call twice; the recorder is not used afterwards."""
        self._closing = True
        self._woken.set()
        await self._task

    async def _work(self) -> None:
        while self._queue or not self._closing:
            if not self._queue and not await self._wait():
                await self._write(self._groups.idle())
                continue
            if self._queue:
                await self._take(self._queue.popleft())
        await self._end_run()
        self._close_gap(None)

    async def _wait(self) -> bool:
        """Wait for something to do; False when nothing came for a while."""
        self._woken.clear()
        try:
            async with asyncio.timeout(IDLE_S):
                await self._woken.wait()
        except TimeoutError:
            return False
        return True

    async def _take(self, item: VideoRun | FrostedSample | _Missed) -> None:
        if isinstance(item, _Missed):
            await self._write(self._groups.finish())
            self._missed = self._missed or item
            return
        if isinstance(item, VideoRun):
            await self._end_run()
            self._run, self._is_indexed = item, False
            return
        self._queued_bytes -= len(item.avcc)
        if not await self._may_record(item):
            self.dropped_total += 1
            if self._missed is not None:
                self._missed.add(item)
            return
        await self._write(self._groups.take(item))

    async def _may_record(self, sample: FrostedSample) -> bool:
        """Whether recording goes on. A pause ends at a key picture, when its time is over and there is room again."""
        if self._run is None:
            return False
        if self._paused_until_s is None:
            return True
        if not sample.is_key or self._into.clock.monotonic_s() < self._paused_until_s:
            return False
        refusal = await asyncio.to_thread(self._into.spool.refusal, self._into.pause_below_bytes, resuming=True)
        if refusal is not None:
            self._pause(refusal)
            return False
        self._paused_until_s = None
        self._into.states.note_recording(self._camera, Cause.NONE)
        # A new run, because this run's file of this minute is closed already, and so that the gap is seen.
        self._run, self._is_indexed = replace(self._run, run=self._into.runs.mint()), False
        return True

    async def _write(self, group: list[FrostedSample]) -> None:
        if not group or self._run is None:
            return
        first = group[0]
        try:
            minute = await self._turn_minute(self._run, first)
            self._sequence += 1
            body = fragment(group, self._sequence)
            offset = await asyncio.to_thread(self._append, minute, body)
        except (StoreError, OSError) as error:
            self.dropped_total += len(group)
            failure = disk_error("could not record", error) if isinstance(error, OSError) else error
            self._miss(_gap_cause(failure), group)
            await self._end_run(lost=True)
            self._pause(failure)
            return
        self._close_gap(first.at)
        end = Instant90k(first.at + sum(durations_90k(group)))
        self._into.index.put(
            Fragment(
                camera=self._camera, run=self._run.run, start=first.at, end=end,
                is_key=first.is_key, pictures=len(group), file=minute.name.blob, offset=offset,
                size_bytes=len(body), is_aside=False,
            )
        )  # fmt: skip

    def _append(self, minute: OpenMinute, body: bytes) -> int:
        """In a thread: the fragment, and once a second a flush to the disk."""
        refusal = self._into.spool.refusal(self._into.pause_below_bytes)
        if refusal is not None:
            raise refusal
        offset = minute.append(body)
        now_s = self._into.clock.monotonic_s()
        if now_s - self._flushed_at_s >= FLUSH_S:
            minute.sync()
            self._flushed_at_s = now_s
        return offset

    async def _turn_minute(self, run: VideoRun, first: FrostedSample) -> OpenMinute:
        """The open file for this picture: a new one at the first key in a new minute."""
        if self._minute is not None:
            is_other_minute = first.at // _MINUTE_90K != self._began_at // _MINUTE_90K
            is_too_long = first.at - self._began_at > LONGEST_FILE_90K
            if not (is_other_minute and first.is_key) and not is_too_long:
                return self._minute
            await self._close_minute()
        if not self._is_indexed:
            self._into.index.put(RunBegun(self._camera, run))
            self._is_indexed = True
        name = MinuteName.at(self._camera, RunId(run.run), first.at)
        self._minute = await asyncio.to_thread(self._into.spool.create, name, init_segment(run))
        self._began_at, self._sequence = first.at, 0
        return self._minute

    async def _close_minute(self) -> None:
        minute, self._minute = self._minute, None
        if minute is None:
            return
        await asyncio.to_thread(minute.close)
        self._into.settler.put(minute.name)

    async def _end_run(self, *, lost: bool = False) -> None:
        """Write and close what the run still has; `lost` when the disk refused it already."""
        rest = self._groups.finish()
        if lost:
            self.dropped_total += len(rest)
            if self._missed is not None:
                self._miss(self._missed.cause, rest)
        else:
            await self._write(rest)
        await self._close_minute()

    def _miss(self, cause: GapCause, samples: list[FrostedSample]) -> None:
        """A gap begins with these, if none has begun."""
        for sample in samples:
            if self._missed is None:
                self._missed = _Missed(cause, sample.at, sample.at)
            self._missed.add(sample)

    def _close_gap(self, until: Instant90k | None) -> None:
        """Recording went on at `until`, or ends (None). What was missed gets its row."""
        missed, self._missed = self._missed, None
        if missed is None or self._run is None:
            return
        end = missed.until if until is None else until
        if missed.since < end:  # where a clock was set back meanwhile there is no such stretch
            self._into.index.put(Gap(self._camera, self._run.run, missed.since, end, missed.cause, missed.pictures))

    def _pause(self, error: StoreError) -> None:
        self._paused_until_s = self._into.clock.monotonic_s() + RESUME_AFTER_S
        cause = _STATE_CAUSES[_gap_cause(error)]
        self._into.states.note_recording(self._camera, cause)
        if cause is Cause.DISK_FULL:
            self._into.ask_for_room()


def _gap_cause(error: StoreError) -> GapCause:
    if isinstance(error, StoreAway):
        return GapCause.STORE_AWAY
    return GapCause.DISK_FULL if isinstance(error, StoreFull) else GapCause.DISK_FAILED


_STATE_CAUSES: Final = {
    GapCause.DISK_FULL: Cause.DISK_FULL,
    GapCause.DISK_FAILED: Cause.DISK_FAILED,
    GapCause.DISK_SLOW: Cause.DISK_FAILED,
    GapCause.STORE_AWAY: Cause.STORE_AWAY,
}
