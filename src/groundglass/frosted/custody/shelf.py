"""Sealed segments and the wrapped shares of their keys: kept, found, read. Nothing here opens anything.

A segment is two things in two places: its ciphertext is a blob, the shares of its key are rows. To keep one:

    1. The blob is stored, durably.
    2. Its row, its slots and the camera's place in the chain are written, in one transaction.
    3. The register (register.py) enters it into the ledger and notes where.

A crash after 1 leaves a blob whose key is gone for good; `groundglass check` finds it (invariant 11) and may delete it.
A crash after 2 leaves a segment without an entry; the register enters it at the next start.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from groundglass.custody.header import Header, header_hash, parse_header
from groundglass.custody.sealed import MAGIC
from groundglass.errors import CustodyError, NotFound
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog, insert_missing, store_error
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k

MAX_SEGMENTS: Final = 50_000
"""More are not told at once: 5 days of one camera."""

_PART_BYTES: Final = 256 * 1024
_SOME: Final = 500


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One sealed segment as the catalog has it. `segment` and `sha256` (of the whole blob) are hex; `header` are the
    exact bytes that are hashed; `entry` is its place in the ledger, None until it is entered."""

    segment: str
    camera: CameraId
    start_90k: Instant90k
    until_90k: Instant90k
    chain: int
    header: bytes
    blob: str
    size_bytes: int
    sha256: str
    is_drill: bool
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class ChainState:
    """The number of a camera's next segment, and the SHA-256 of the header of the last one."""

    next: int = 0
    previous: bytes = bytes(32)


class SealedShelf:
    """Implements what the intake, the ceremony and drills need of sealed segments."""

    def __init__(
        self,
        catalog: Catalog,
        blobs: Blobs,
        *,
        on_kept: Callable[[], None] = lambda: None,
        admit: Callable[[AsyncConnection], Awaitable[None]] | None = None,
    ) -> None:
        """`admit` is asked in the transaction that keeps a segment, and raises where it must not be kept."""
        self._catalog = catalog
        self._blobs = blobs
        self._on_kept = on_kept
        self._admit = admit

    async def keep(
        self, header: bytes, slots: Sequence[bytes], file: bytes | Path, *, is_drill: bool = False
    ) -> SealedRow:
        """Keep one whole sealed file (spec/sealed-file.md) and the slots of its key; durable when this returns.

        Raises `CustodyError` when header, slots and file do not belong together, `StoreError` when it cannot be
        stored. Keeping the same segment again is harmless.
        """
        parsed = parse_header(header)
        if len(slots) != len(parsed.custodians):
            raise CustodyError(f"a segment for {len(parsed.custodians)} custodians came with {len(slots)} shares")
        size, digest = await asyncio.to_thread(_measure, header, file)
        row = SealedRow(
            segment=parsed.segment.hex(), camera=parsed.camera, start_90k=parsed.start, until_90k=parsed.until,
            chain=parsed.chain, header=header, blob=blob_key(parsed), size_bytes=size, sha256=digest, is_drill=is_drill,
        )  # fmt: skip
        await self._blobs.put(row.blob, file)  # 1
        try:
            async with self._catalog.engine.begin() as connection:  # 2
                if self._admit is not None:
                    await self._admit(connection)
                await insert_missing(connection, schema.sealed_segment, [_values(row)])
                await insert_missing(connection, schema.sealed_slot, _slot_rows(row.segment, parsed, slots))
                if not is_drill:
                    await self._advance(connection, parsed.camera, ChainState(parsed.chain + 1, header_hash(header)))
        except DBAPIError as error:
            raise store_error("could not keep a sealed segment", error) from error
        self._on_kept()  # 3
        return row

    async def chain(self, camera: CameraId) -> ChainState:
        """Where a camera's chain stands: what its next worker is told."""
        c = schema.sealed_chain.c
        async with self._catalog.reader.connect() as connection:
            found = (await connection.execute(sa.select(c.next, c.previous).where(c.camera == camera))).one_or_none()
        return ChainState(*found) if found is not None else ChainState()

    async def segments(
        self, camera: CameraId, start_90k: int, until_90k: int, *, drills: bool = False
    ) -> tuple[SealedRow, ...]:
        """The segments that may hold pictures of [start, until), oldest first; drill segments only when asked for."""
        c = schema.sealed_segment.c
        query = sa.select(*_COLUMNS).where(
            c.camera == camera, c.start_90k < until_90k, c.until_90k > start_90k, c.state == "kept"
        )
        query = query if drills else query.where(c.is_drill.is_(False))
        async with self._catalog.reader.connect() as connection:
            rows = await connection.execute(query.order_by(c.start_90k, c.chain).limit(MAX_SEGMENTS))
            return tuple(SealedRow(*row) for row in rows.all())

    async def find(self, segments: Sequence[str]) -> dict[str, SealedRow]:
        """Segments by id; those that are no longer kept are missing."""
        c = schema.sealed_segment.c
        found: dict[str, SealedRow] = {}
        async with self._catalog.reader.connect() as connection:
            for some in _in_parts(segments):
                rows = await connection.execute(sa.select(*_COLUMNS).where(c.segment.in_(some), c.state == "kept"))
                found |= {row.segment: SealedRow(*row) for row in rows.all()}
        return found

    async def slots(self, segments: Sequence[str], recipient: str) -> dict[str, bytes]:
        """One custodian's wrapped share of each segment; segments not sealed for them, or destroyed, are missing."""
        c = schema.sealed_slot.c
        found: dict[str, bytes] = {}
        async with self._catalog.reader.connect() as connection:
            for some in _in_parts(segments):
                query = sa.select(c.segment, c.slot).where(c.segment.in_(some), c.recipient == recipient)
                found |= {row.segment: row.slot for row in (await connection.execute(query)).all()}
        return found

    async def read(self, row: SealedRow) -> AsyncIterator[bytes]:
        """The sealed file's bytes, in parts; `NotFound` when it was destroyed meanwhile."""
        at = 0
        while at < row.size_bytes:
            part = await self._blobs.get_range(row.blob, at, min(_PART_BYTES, row.size_bytes - at))
            at += len(part)
            yield part

    async def replace_slots(self, segment: str, slots: Mapping[str, bytes]) -> None:
        """Put other wrapped shares of a segment's key (by recipient) in the place of all it had, in one transaction.

        For a hand-over to new custodians. The header stays what was hashed and still names the old ones: whose slots
        there are says who can open it now. `NotFound` when the segment was destroyed, `CustodyError` for none.
        """
        if not slots:
            raise CustodyError("a segment cannot be left without shares", "destroy it by retention instead")
        c = schema.sealed_slot.c
        rows = [
            {"segment": segment, "number": number, "recipient": recipient, "slot": slot}
            for number, (recipient, slot) in enumerate(slots.items(), start=1)
        ]
        async with self._catalog.engine.begin() as connection:
            s = schema.sealed_segment.c
            query = sa.select(s.segment).where(s.segment == segment, s.state == "kept")
            if (await connection.execute(query)).one_or_none() is None:
                raise NotFound(f"there is no sealed segment {segment[:40]}", "it may have been destroyed by retention")
            await connection.execute(sa.delete(schema.sealed_slot).where(c.segment == segment))
            await connection.execute(sa.insert(schema.sealed_slot), rows)

    async def _advance(self, connection: Any, camera: CameraId, state: ChainState) -> None:
        c = schema.sealed_chain.c
        values = {"next": state.next, "previous": state.previous}
        known = (await connection.execute(sa.select(c.next).where(c.camera == camera))).scalar_one_or_none()
        if known is None:
            await connection.execute(sa.insert(schema.sealed_chain).values(camera=camera, **values))
        elif known < state.next:
            await connection.execute(sa.update(schema.sealed_chain).where(c.camera == camera).values(**values))


def blob_key(header: Header) -> str:
    """Where a segment's ciphertext lies: by camera, day and time, with its id."""
    moment = datetime.fromtimestamp(header.start // TICKS_PER_S, UTC)
    return f"sealed/{header.camera}/{moment:%Y-%m-%d}/{moment:%H-%M-%S}-{header.segment.hex()}.gg"


_c = schema.sealed_segment.c
_COLUMNS: Final = (
    _c.segment, _c.camera, _c.start_90k, _c.until_90k, _c.chain, _c.header, _c.blob, _c.size_bytes, _c.sha256,
    _c.is_drill, _c.entry,
)  # fmt: skip


def _values(row: SealedRow) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in _COLUMNS} | {"state": "kept"}


def _slot_rows(segment: str, header: Header, slots: Sequence[bytes]) -> list[dict[str, Any]]:
    return [
        {"segment": segment, "number": number, "recipient": recipient, "slot": slot}
        for number, (recipient, slot) in enumerate(zip(header.custodians, slots, strict=True), start=1)
    ]


def _measure(header: bytes, file: bytes | Path) -> tuple[int, str]:
    """Size and SHA-256 of a sealed file that begins with this header, or `CustodyError`."""
    with io.BytesIO(file) if isinstance(file, bytes) else file.open("rb") as opened:
        start = opened.read(len(MAGIC) + 6 + len(header))
        if not start.startswith(MAGIC) or not start.endswith(header):
            raise CustodyError("the sealed file does not begin with its header")
        digest, size = hashlib.sha256(start), len(start)
        while part := opened.read(_PART_BYTES):
            digest.update(part)
            size += len(part)
    return size, digest.hexdigest()


def _in_parts(segments: Sequence[str]) -> list[Sequence[str]]:
    """A database takes only so many values in one question."""
    return [segments[at : at + _SOME] for at in range(0, len(segments), _SOME)]
