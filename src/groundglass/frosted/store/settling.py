"""Settling a minute: from a file in the spool to rows in the index and a blob. The same every minute and after a crash.

    1. What is in the file is flushed to the disk.
    2. A torn end is cut off, what is left is hashed. A file without a whole fragment is deleted, with its rows; that
       ends it.
    3. The index is made to say exactly what the file holds, and this is durable.
    4. The blob is written and durable.
    5. The index says that the minute is closed: from now on the blob is read.
    6. The file in the spool is deleted.

Each step may be repeated and none depends on memory, so a crash between any two is healed by settling again.

While the database or the bucket is away minutes wait, and then go in the order they were recorded, those of a camera
one after another. The files are the queue: whatever is queued elsewhere may be lost.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from groundglass.clock import Clock
from groundglass.errors import StoreAway, StoreDamaged, StoreError, StoreFull
from groundglass.frosted.media.reader import SeekableBytes, read_fragments, read_init
from groundglass.frosted.recorded import Fragment
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.index import IndexWriter, MinuteClosed, MinuteEmpty, MinuteSettled
from groundglass.frosted.store.spool import MinuteName, Spool, disk_error
from groundglass.pane.ids import CameraId

MAX_TORN_BEGINNING_BYTES: Final = 4096
AT_ONCE: Final = 4
_RETRY_S: Final = 5.0


class Settler:
    """Settles closed minutes, of several cameras at once. A minute that cannot be settled now stays in the spool,
    playable, and is tried again; `waiting` says how many there are. `trouble` is why; None when all is well."""

    def __init__(
        self,
        spool: Spool,
        blobs: Blobs,
        index: IndexWriter,
        clock: Clock,
        *,
        on_closed: Callable[[], None] = lambda: None,
    ) -> None:
        self.trouble: StoreError | None = None
        self._spool = spool
        self._blobs = blobs
        self._index = index
        self._clock = clock
        self._on_closed = on_closed
        self._waiting: deque[MinuteName] = deque()  # bounded by the minutes on the disk
        self._busy: set[CameraId] = set()
        self._turns: defaultdict[CameraId, asyncio.Lock] = defaultdict(asyncio.Lock)  # one minute of a camera at a time
        self._woken = asyncio.Event()

    @property
    def waiting(self) -> int:
        return len(self._waiting) + len(self._busy)

    def put(self, name: MinuteName) -> None:
        """A minute is closed. Never waits."""
        self._waiting.append(name)
        self._woken.set()

    async def settle_all(self) -> int:
        """Settle what is in the spool and return how many; what fails stays, and its error is raised at the end, or at
        once where all others would fail too. Only while nobody records: at the start and at the end."""
        failed: StoreError | None = None
        count = 0
        for name in await asyncio.to_thread(lambda: list(self._spool.minutes())):
            try:
                await self.settle(name)
                count += 1
            except StoreError as error:
                failed = error
                if _fails_for_all(error):
                    break
        if failed is not None:
            raise failed
        return count

    async def run(self) -> None:
        """Settle what is put, until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._work())

    async def _work(self) -> None:
        while True:
            name = self._next()
            if name is None:
                self._woken.clear()
                await self._woken.wait()
                continue
            self._busy.add(name.camera)
            try:
                await self._try(name)
            finally:
                self._busy.discard(name.camera)
                self._woken.set()

    def _next(self) -> MinuteName | None:
        """The first minute that waits and whose camera has none in hand."""
        for at, name in enumerate(self._waiting):
            if name.camera not in self._busy:
                del self._waiting[at]
                return name
        return None

    async def _try(self, name: MinuteName) -> None:
        try:
            await self.settle(name)
            self.trouble = None
        except StoreDamaged as error:
            self.trouble = error  # stays in the spool, is not tried again, and is found by `check`
        except StoreError as error:
            self.trouble = error
            if _fails_for_all(error):
                self._waiting.appendleft(name)  # its turn stays its turn
            else:
                self._waiting.append(name)
            await self._clock.sleep(_RETRY_S)

    async def settle(self, name: MinuteName) -> None:
        """Steps 1 to 6 for one closed minute, or `StoreError`, leaving it to be settled again."""
        async with self._turns[name.camera]:
            await self._settle(name)

    async def _settle(self, name: MinuteName) -> None:
        path = self._spool.path(name)
        try:
            settled = await asyncio.to_thread(self._read, name)  # 1, 2
        except FileNotFoundError:
            return  # settled already
        except OSError as error:
            raise disk_error(f"could not settle {name.spool}", error) from error
        if settled is None:
            await self._index.commit(MinuteEmpty(name))
        else:
            await self._index.commit(settled)  # 3
            await self._blobs.put(name.blob, path)  # 4
            await self._index.commit(MinuteClosed(name))  # 5
            self._on_closed()
        try:
            await asyncio.to_thread(self._spool.remove, name)  # 6
        except OSError as error:
            raise disk_error(f"could not delete {name.spool}", error) from error

    def _read(self, name: MinuteName) -> MinuteSettled | None:
        with self._spool.path(name).open("r+b") as file:
            os.fsync(file.fileno())
            try:
                settled = read_minute(name, file)
            except StoreDamaged:
                if file.seek(0, os.SEEK_END) > MAX_TORN_BEGINNING_BYTES:
                    raise  # something was recorded here and then damaged: that is for a person to look at
                return None  # not even the beginning was written: nothing was recorded in it
            if settled is not None:
                self._spool.note(settled.size_bytes - file.seek(0, os.SEEK_END))
                file.truncate(settled.size_bytes)
                os.fsync(file.fileno())
                file.seek(0)
                settled = replace(settled, sha256=hashlib.file_digest(file, "sha256").hexdigest())
            return settled


def _fails_for_all(error: StoreError) -> bool:
    """Whether the next minute would fail as well: nothing answers, or nothing has room."""
    return isinstance(error, StoreAway | StoreFull)


def read_minute(name: MinuteName, file: SeekableBytes) -> MinuteSettled | None:
    """What a minute's file holds up to its first tear; None when there is no whole fragment in it. `StoreDamaged`
    when it does not begin as one of ours."""
    run, offset = read_init(file, name.run)
    heads = list(read_fragments(file, offset))
    if not heads:
        return None
    fragments = tuple(
        Fragment(
            camera=name.camera, run=name.run, start=head.start, end=head.end, is_key=head.entries[0].is_key,
            pictures=len(head.entries), file=name.blob, offset=head.offset, size_bytes=head.size_bytes,
            is_aside=False,
        )
        for head in heads
    )  # fmt: skip
    return MinuteSettled(name, run, fragments, heads[-1].offset + heads[-1].size_bytes)
