"""The one writer of the site's ledger.

Apart from ledger/, which appends and knows nothing of waiting: here many callers share one batch, and what happens
when nothing can be appended is decided once.

    enter   for acts that must be on record before they take effect. Returns the entry's index when it is durable;
            raises `LedgerUnavailable` when it is not, and then the caller does not act.
    note    for what happens anyway (a minute was recorded, somebody looked). Never waits. What cannot be written is
            kept and tried again; beyond a bound it is dropped and counted, and the count is entered.

After a failed write the ledger is opened anew, which reads what is really on the disk: a batch that was "failed but
persisted" is found there and not written twice.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.exc import DBAPIError

from groundglass.clock import Clock
from groundglass.errors import LedgerError, LedgerUnavailable
from groundglass.frosted.record.kinds import Field, entry_bytes
from groundglass.frosted.store.heartbeat import Heartbeat
from groundglass.ledger.checkpoint import Checkpoint
from groundglass.ledger.log import LedgerInDoubt, Log
from groundglass.ledger.merkle import Hash
from groundglass.ledger.note import NoteKey, SignedNote
from groundglass.ledger.tiles import Tile

log = logging.getLogger(__name__)

BATCH_S: Final = 0.25
RETRY_S: Final = 3.0
MAX_BATCH: Final = 4096
MAX_QUEUED: Final = 50_000

Random = Callable[[int], bytes]
"""That many unpredictable bytes."""


@dataclass(frozen=True, slots=True)
class Proven:
    """An entry and what shows that it stands in the ledger: verify with `ledger.merkle.verify_inclusion`."""

    index: int
    entry: bytes
    hashes: tuple[Hash, ...]
    size: int
    checkpoint: str


@dataclass(frozen=True, slots=True)
class _Queued:
    """One entry on its way. `done` is None for a note."""

    entry: bytes
    done: asyncio.Future[int] | None


async def _keep_nothing(note: SignedNote, checkpoint: Checkpoint) -> None:
    """Where nobody keeps heads: tests, and commands on files."""


class Recordkeeper:
    """Made by `opening.open_record`. `run` until `stop`; belongs to the event loop's thread.

    `trouble` says why nothing can be entered now, None when all is well.
    """

    def __init__(
        self,
        ledger: Log,
        reopen: Callable[[], Log],
        clock: Clock,
        *,
        keep_head: Callable[[SignedNote, Checkpoint], Awaitable[None]] = _keep_nothing,
        random: Random = secrets.token_bytes,
    ) -> None:
        self.heartbeat = Heartbeat(clock)
        self.trouble: LedgerUnavailable | None = None
        self.dropped_total = 0
        self.key: NoteKey = ledger.key
        self._checkpoint = ledger.checkpoint
        self._note = ledger.note
        self._log: Log | None = ledger
        self._reopen = reopen
        self._keep_head = keep_head
        self._clock = clock
        self._random = random
        self._queue: deque[_Queued] = deque()
        self._dropped = 0
        self._in_doubt: tuple[int, list[bytes]] | None = None
        self._woken = asyncio.Event()
        self._grown = asyncio.Event()
        self._stopping = False
        self._one_at_a_time = asyncio.Lock()

    @property
    def checkpoint(self) -> Checkpoint:
        """What is durable."""
        return self._checkpoint

    @property
    def signed_checkpoint(self) -> SignedNote:
        """The same, signed by the site."""
        return self._note

    async def enter(self, kind: str, **fields: Field) -> int:
        """Enter one entry and return its index once it is durable, or raise `LedgerUnavailable`.

        Raises `LedgerError` for an unknown kind or a field that an entry cannot hold. Cancelled, the entry may
        stand in the ledger all the same.
        """
        entry = self._made(kind, fields)
        if self._stopping or len(self._queue) >= MAX_QUEUED:
            raise LedgerUnavailable("this cannot be recorded: the ledger is closing or overwhelmed", "try again soon")
        done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._queue.append(_Queued(entry, done))
        self._woken.set()
        return await done

    def note(self, kind: str, **fields: Field) -> None:
        """Enter one entry when it can be. Never waits and never fails for want of a disk."""
        entry = self._made(kind, fields)
        if len(self._queue) >= MAX_QUEUED:
            self._dropped += 1
            self.dropped_total += 1
            return
        self._queue.append(_Queued(entry, None))
        self._woken.set()

    async def enter_sometime(self, kind: str, **fields: Field) -> None:
        """Enter now if that is possible, otherwise when it is: for acts that must not be refused, such as switching a
        camera off. Returns when the entry is durable, or will be tried again."""
        if self.trouble is None:
            try:
                await self.enter(kind, **fields)
                return
            except LedgerUnavailable:
                pass  # it is noted instead
        self.note(kind, **fields)

    async def prove(self, index: int, size: int | None = None) -> Proven:
        """Entry `index` with its proof in the tree of `size` entries, the newest by default.

        The checkpoint is the newest one: it signs this proof's root only when `size` is its own. `LedgerError`
        when there is no such entry, or the ledger's files are damaged.
        """
        async with self._one_at_a_time:
            ledger, note = self._opened(), self._note
            of_size = self._checkpoint.size if size is None else size

            def read() -> tuple[bytes, tuple[Hash, ...]]:
                return ledger.entries(index, index + 1)[0], tuple(ledger.tree(of_size).inclusion(index))

            if not 0 <= index < of_size <= self._checkpoint.size:
                raise LedgerError(f"a ledger of {self._checkpoint.size} entries has no entry {index} at size {of_size}")
            entry, hashes = await asyncio.to_thread(read)
        return Proven(index, entry, hashes, of_size, note.encoded())

    async def consistency(self, old_size: int, new_size: int) -> tuple[Hash, ...]:
        """The proof that the tree of `new_size` entries begins with that of `old_size`."""
        async with self._one_at_a_time:
            ledger = self._opened()
            if not 0 <= old_size <= new_size <= self._checkpoint.size:
                raise LedgerError(f"the ledger has {self._checkpoint.size} entries, not {old_size} and {new_size}")
            return tuple(await asyncio.to_thread(lambda: ledger.tree(new_size).consistency(old_size)))

    async def entries(self, start: int, end: int) -> list[bytes]:
        """Entries [start, end) as they stand; at most the ledger's size."""
        async with self._one_at_a_time:
            ledger = self._opened()
            return await asyncio.to_thread(ledger.entries, start, min(end, self._checkpoint.size))

    async def tile(self, tile: Tile) -> bytes:
        """A tile as anybody may have it, or `LedgerError` when the checkpoint does not cover it."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(self._opened().tile, tile)

    async def bundle(self, tile: Tile) -> bytes:
        """The entries below a tile of level 0, likewise."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(self._opened().bundle, tile)

    async def signed(self, size: int) -> SignedNote:
        """The checkpoint of this or an earlier size, as it was or would have been shown."""
        async with self._one_at_a_time:
            ledger = self._opened()
            if not 0 <= size <= self._checkpoint.size:
                raise LedgerError(f"the ledger has {self._checkpoint.size} entries, not {size}")
            return await asyncio.to_thread(ledger.signed, size)

    async def root(self, size: int) -> Hash:
        """The root of the tree of `size` entries."""
        async with self._one_at_a_time:
            ledger = self._opened()
            if not 0 <= size <= self._checkpoint.size:
                raise LedgerError(f"the ledger has {self._checkpoint.size} entries, not {size}")
            return await asyncio.to_thread(lambda: ledger.tree(size).root())

    async def until_grown(self) -> None:
        """Wait until something was appended since the last call returned."""
        await self._grown.wait()
        self._grown.clear()

    def stop(self) -> None:
        """Write what is queued, once, then let `run` return."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Append batches until stopped. A stopping recordkeeper gives what is queued one attempt. However this ends,
        nobody is left waiting."""
        try:
            await self._work()
        finally:
            self._stopping = True
            self._refuse_all()

    async def _work(self) -> None:
        while self._queue or not self._stopping:
            self.heartbeat.beat()
            if not self._queue:
                await self._wait(5.0)
                continue
            if not self._stopping and not any(queued.done for queued in self._queue):
                await self._clock.sleep(BATCH_S)
            is_done = await self._append_once()
            if not is_done and self._stopping:
                self._refuse_all()
            elif not is_done:
                await self._clock.sleep(RETRY_S)

    async def _append_once(self) -> bool:
        """Append what is queued, or keep it; whether it worked."""
        batch = [self._queue.popleft() for _ in range(min(len(self._queue), MAX_BATCH))]
        try:
            async with self._one_at_a_time:
                indexes = await asyncio.to_thread(self._append, [queued.entry for queued in batch])
                ledger = self._opened()
                self._checkpoint, self._note = ledger.checkpoint, ledger.note
        except LedgerError as error:
            self._put_back(batch, error)
            return False
        self.trouble = None
        for queued, index in zip(batch, indexes, strict=True):
            if queued.done is not None and not queued.done.done():
                queued.done.set_result(index)
        self._say_what_was_dropped()
        await self._show_head()
        return True

    async def _show_head(self) -> None:
        """Remember the new head outside the ledger. The entries are durable whether or not that works."""
        try:
            await self._keep_head(self._note, self._checkpoint)
        except DBAPIError as error:
            log.warning("the ledger's newest checkpoint could not be kept in the catalog: %s", error.__class__.__name__)
            return
        self._grown.set()

    def _append(self, entries: Sequence[bytes]) -> list[int]:
        """In a thread. The index of each, or `LedgerError` with nothing appended as far as can be known.

        1. If an earlier attempt ended in doubt, the ledger is opened anew; what landed then is not appended again.
        2. The rest is appended.
        3. In doubt now: the ledger is opened anew at once; what landed was appended.
        """
        indexes = self._settle_doubt()  # 1
        rest = [entry for entry in entries if entry not in indexes]
        if rest:
            ledger = self._opened()
            first = ledger.checkpoint.size
            try:
                ledger.append(rest)  # 2
            except LedgerInDoubt:
                self._log, self._in_doubt = None, (first, rest)
                if not self._settle_doubt():  # 3
                    raise
            indexes.update({entry: first + place for place, entry in enumerate(rest)})
        return [indexes[entry] for entry in entries]

    def _settle_doubt(self) -> dict[bytes, int]:
        """Open the ledger anew where it is in doubt; the entries that had landed after all, by index."""
        if self._log is not None:
            return {}
        ledger = self._reopen()
        landed: dict[bytes, int] = {}
        if self._in_doubt is not None:
            first, entries = self._in_doubt
            end = first + len(entries)
            if ledger.checkpoint.size >= end and ledger.entries(first, end) == entries:
                landed = {entry: first + place for place, entry in enumerate(entries)}
        self._log, self._in_doubt = ledger, None
        return landed

    def _put_back(self, batch: list[_Queued], error: LedgerError) -> None:
        """Refuse whoever waits; keep notes, in their order, to be tried again."""
        trouble = LedgerUnavailable(
            f"this cannot be recorded, so it is not done: {error.message}",
            *(
                error.hints
                or ("look at the disk of the data folder", "it goes on by itself when the ledger can be written")
            ),
        )
        if self.trouble is None:
            log.warning("%s", trouble.message)  # once, until it is over
        self.trouble = trouble
        for queued in reversed(batch):
            if queued.done is None:
                self._queue.appendleft(queued)
            elif not queued.done.done():
                queued.done.set_exception(trouble)

    def _refuse_all(self) -> None:
        """At the end: nothing more will be tried."""
        for queued in self._queue:
            if queued.done is not None and not queued.done.done():
                queued.done.set_exception(LedgerUnavailable("this cannot be recorded: the server is stopping"))
        self.dropped_total += sum(queued.done is None for queued in self._queue)
        self._queue.clear()

    def _say_what_was_dropped(self) -> None:
        if self._dropped and len(self._queue) < MAX_QUEUED:
            count, self._dropped = self._dropped, 0
            self.note("record.lost", count=count)

    def _made(self, kind: str, fields: dict[str, Field]) -> bytes:
        return entry_bytes(kind, self._clock.now_90k(), fields, self._random)

    def _opened(self) -> Log:
        if self._log is None:
            raise self.trouble or LedgerUnavailable(
                "the ledger cannot be read now", "look at the disk of the data folder"
            )
        return self._log

    async def _wait(self, seconds: float) -> None:
        self._woken.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return
