"""One worker's sealed segments, from the pane to the shelf.

Apart from intake.py because a segment is more than one message, and what is checked of it needs the order that the
worker was given. Ciphertext goes into a file as it comes (not flushed: a crash loses the segment in hand, which is
at most ten seconds); the whole file then goes to the shelf. The header and slots wait in memory, so that half a
segment is never openable.

While the bucket or the database is away whole segments wait in their files, header and slots still in memory, and go
to the shelf in order when it is back: at most `MAX_WHOLE_BYTES` of a camera, and only while the disk has room. A worker
that ends meanwhile waits some seconds for them; a crash loses them.

`take` never waits: what the disk cannot take in time is dropped by the segment, counted and put on record. It raises
`PaneError` for whatever the order does not allow, and then the worker is ended.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from groundglass.clock import Clock
from groundglass.custody.header import Header, header_hash, parse_header
from groundglass.custody.sealed import preamble_of
from groundglass.custody.slots import MAX_SLOT_BYTES
from groundglass.errors import CustodyError, PaneError, StoreAway, StoreError, StoreFull
from groundglass.frosted.custody.shelf import SealedShelf
from groundglass.frosted.record.kinds import Field
from groundglass.frosted.store.spool import free_bytes
from groundglass.pane.ids import TICKS_PER_S, CameraId
from groundglass.pane.sealing import SealedChunk, SealedHeader, SealingOrder
from groundglass.pane.wire import MIB

MAX_SEGMENT_BYTES: Final = 256 * MIB
MAX_SPAN_90K: Final = 10 * TICKS_PER_S
MAX_WAITING_BYTES: Final = 16 * MIB
MAX_WHOLE_BYTES: Final = 1024 * MIB
FLOOR_BYTES: Final = 1024 * MIB
CLOSE_WITHIN_S: Final = 5.0
_RETRY_S: Final = 1.0
_DRIFT_90K: Final = 60 * TICKS_PER_S

_logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Begun:
    header: Header
    encoded: bytes
    slots: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    body: bytes
    is_last: bool


@dataclass(frozen=True, slots=True)
class _GivenUp:
    """What was begun is lost."""


_Item: TypeAlias = _Begun | _Part | _GivenUp | None


class Notes(Protocol):
    """What is needed of the ledger: that a loss is on record, sooner or later."""

    def note(self, kind: str, **fields: Field) -> None: ...


class SealedArrivals:
    """Belongs to one intake. `take` what the pane says, `close` when the worker has ended."""

    def __init__(
        self,
        camera: CameraId,
        order: SealingOrder,
        shelf: SealedShelf,
        record: Notes,
        folder: Path,
        clock: Clock,
        on_lost: Callable[[], None] = lambda: None,
    ) -> None:
        self.kept_total = 0
        self.lost_total = 0
        self._camera = camera
        self._order = order
        self._shelf = shelf
        self._record = record
        self._folder = folder
        self._clock = clock
        self._on_lost = on_lost
        self._chain, self._previous = order.chain, order.previous
        self._open: Header | None = None  # of the segment whose pieces come now
        self._sequence = 0
        self._size_bytes = 0
        self._is_skipping = False  # the rest of a segment that was given up here
        self._waiting_bytes = 0
        self._queue: asyncio.Queue[_Item] = asyncio.Queue()
        self._writing: asyncio.Task[None] | None = None
        self._whole: deque[tuple[_Begun, int]] = deque()  # with their sizes; the first is being kept
        self._keeping: asyncio.Task[None] | None = None
        self._closing_s: float | None = None  # since when nothing more comes

    def take(self, message: SealedHeader | SealedChunk) -> None:
        """Take the next message, or raise `PaneError`."""
        if isinstance(message, SealedHeader):
            self._begin(message)
        else:
            self._add(message)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write(), name=f"sealed originals of {self._camera}")

    async def close(self) -> None:
        """Keep what arrived whole, forget the rest, and wait for it."""
        if self._open is not None:
            self._open = None
            self._put(_GivenUp())
        if self._writing is not None:
            self._put(None)
            await self._writing
            self._writing = None
        self._closing_s = self._clock.monotonic_s()
        if self._keeping is not None:
            await self._keeping

    def _begin(self, untrusted: SealedHeader) -> None:
        """1. The header parses, and is spelled in the one way there is.
        2. It says what the worker was told: camera, custodians, quorum, policy.
        3. It continues the chain.
        4. Its span is at most 10 s, and now.
        5. There is one slot per custodian."""
        try:
            header = parse_header(untrusted.header)
        except CustodyError as error:
            raise PaneError(f"the worker sent a sealed header that is none: {error.message}") from error
        order = self._order
        if header.encoded() != untrusted.header:  # 1
            raise PaneError("the worker sent a sealed header in another spelling than the specified one")
        told = (self._camera, order.recipients, order.needed, order.policy)
        if (header.camera, header.custodians, header.needed, header.policy) != told:  # 2
            raise PaneError("the worker sealed for others than it was told")
        if (header.chain, header.previous) != (self._chain, self._previous):  # 3
            raise PaneError("the worker sent a sealed header that does not continue the chain")
        if header.until - header.start > MAX_SPAN_90K or abs(header.until - self._clock.now_90k()) > _DRIFT_90K:  # 4
            raise PaneError("the worker sealed a span that is not now")
        if len(untrusted.slots) != len(header.custodians) or max(map(len, untrusted.slots)) > MAX_SLOT_BYTES:  # 5
            raise PaneError("the worker sent other shares than one per custodian")
        if self._open is not None:
            self._put(_GivenUp())
        self._open, self._sequence, self._size_bytes, self._is_skipping = header, 0, 0, False
        self._chain, self._previous = header.chain + 1, header_hash(untrusted.header)
        self._put(_Begun(header, untrusted.header, untrusted.slots))

    def _add(self, untrusted: SealedChunk) -> None:
        if self._open is None or untrusted.segment != self._open.segment or untrusted.sequence != self._sequence:
            raise PaneError("the worker sent a sealed piece that is not the next one")
        self._sequence += 1
        self._size_bytes += len(untrusted.ciphertext)
        if self._size_bytes > MAX_SEGMENT_BYTES:
            raise PaneError("the worker sent a sealed segment larger than the pane allows")
        if not self._is_skipping and self._waiting_bytes + len(untrusted.ciphertext) > MAX_WAITING_BYTES:
            self._is_skipping = True
            self._put(_GivenUp())
        if not self._is_skipping:
            self._put(_Part(untrusted.ciphertext, untrusted.is_last))
        if untrusted.is_last:
            self._open = None

    def _put(self, item: _Item) -> None:
        if isinstance(item, _Part):
            self._waiting_bytes += len(item.body)
        self._queue.put_nowait(item)

    async def _write(self) -> None:
        """What came, in order, until the end."""
        begun: _Begun | None = None
        while (item := await self._queue.get()) is not None:
            try:
                match item:
                    case _Begun():
                        begun = item
                        await asyncio.to_thread(self._file(item).write_bytes, preamble_of(item.encoded))
                    case _Part(body, is_last):
                        self._waiting_bytes -= len(body)
                        if begun is not None:
                            await asyncio.to_thread(_append, self._file(begun), body)
                            if is_last:
                                await self._hand_over(begun)
                                begun = None
                    case _:
                        await self._lose(begun)
                        begun = None
            except (StoreError, OSError) as error:
                await self._lose(begun, error)
                begun = None

    async def _hand_over(self, begun: _Begun) -> None:
        """It is whole: it waits for its turn to be kept. `StoreFull` where no more may wait."""
        size_bytes = (await asyncio.to_thread(self._file(begun).stat)).st_size
        waiting_bytes = sum(size for _, size in self._whole)
        has_room = not self._whole or await asyncio.to_thread(free_bytes, self._folder) >= FLOOR_BYTES
        if waiting_bytes + size_bytes > MAX_WHOLE_BYTES or not has_room:
            raise StoreFull("as much waits to be kept as may wait")
        self._whole.append((begun, size_bytes))
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_all(), name=f"whole originals of {self._camera}")

    async def _keep_all(self) -> None:
        """What is whole, in the order of its chain, until nothing waits."""
        while self._whole:
            begun, _ = self._whole[0]
            try:
                await self._keep(begun)
            except StoreAway as error:
                if self._closing_s is None or self._clock.monotonic_s() - self._closing_s < CLOSE_WITHIN_S:
                    await self._clock.sleep(_RETRY_S)
                    continue
                await self._lose(begun, error)
            except (StoreError, CustodyError, OSError) as error:
                await self._lose(begun, error)
            self._whole.popleft()

    async def _keep(self, begun: _Begun) -> None:
        path = self._file(begun)
        await self._shelf.keep(begun.encoded, begun.slots, path)
        self.kept_total += 1
        await asyncio.to_thread(path.unlink, missing_ok=True)

    async def _lose(self, begun: _Begun | None, error: Exception | None = None) -> None:
        if error is not None:
            _logger.warning(
                "camera %s: a sealed segment was lost: %s", self._camera, error, extra={"camera": self._camera}
            )
        if begun is None:
            return
        self.lost_total += 1
        self._record.note(
            "segment.lost",
            segment=begun.header.segment.hex(), camera=self._camera, chain=begun.header.chain,
            start_90k=begun.header.start, until_90k=begun.header.until, header_sha256=header_hash(begun.encoded).hex(),
        )  # fmt: skip
        self._on_lost()
        try:
            await asyncio.to_thread(self._file(begun).unlink, missing_ok=True)
        except OSError:
            _logger.warning(
                "camera %s: half a sealed segment stays until the next start", self._camera,
                extra={"camera": self._camera},
            )  # fmt: skip

    def _file(self, begun: _Begun) -> Path:
        return self._folder / f"{begun.header.segment.hex()}.part"


def empty_arrivals(folder: Path) -> None:
    """At a start: what the last run left is half of something, and its shares were never written. Blocking."""
    for path in folder.glob("*.part"):
        path.unlink(missing_ok=True)


def _append(path: Path, body: bytes) -> None:
    with path.open("ab") as file:
        file.write(body)
