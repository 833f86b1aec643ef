"""Unseal requests in the catalog: their rows, and nothing of when they may change (requests.py).

Apart so that the order of the ceremony can be read without SQL. What is stored of a request is its exact encoding,
whose hash custodians approved; a row that somebody changed has other terms, and its approvals no longer count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from groundglass.custody.ceremony import Approval, Progress, Refusal, Request, State, parse_request, state_of
from groundglass.frosted.custody import tables
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog
from groundglass.pane.ids import Instant90k

MAX_LISTED: Final = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A request and all that became of it. `who` names the custodians who answered, by recipient."""

    request: Request
    progress: Progress
    entry: int
    release_entry: int | None
    answer_entries: tuple[int, ...]
    who: Mapping[str, str]

    def state(self, now: int) -> State:
        """Where it stands."""
        return state_of(self.request, self.progress, Instant90k(now))


@dataclass(frozen=True, slots=True)
class Answer:
    """One custodian's answer as it is stored; `why` is empty for a yes."""

    request: str
    recipient: str
    custodian: str
    at_90k: int
    is_approval: bool
    terms: bytes
    why: str
    entry: int


@dataclass(frozen=True, slots=True)
class PassedShare:
    """One share on its way to a requester. `number` is the custodian's place among the segment's."""

    request: str
    segment: str
    number: int
    share: bytes


class RequestTable:
    """The rows of requests, answers and shares. What a call returned is durable."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def add(self, request: Request, entry: int) -> None:
        """A new request, which stands in the ledger at `entry`."""
        values = {
            "id": request.id,
            "camera": request.camera,
            "made_90k": request.made,
            "expires_90k": request.expires,
            "document": request.encoded(),
            "entry": entry,
            "is_ended": False,
        }
        await self._write(sa.insert(tables.unseal_request).values(**values))

    async def answer(self, answer: Answer, shares: Sequence[PassedShare] = ()) -> None:
        """A custodian's answer and, with a yes, the shares: all of it or nothing."""
        statements: list[tuple[Any, list[dict[str, Any]]]] = [(sa.insert(tables.unseal_answer), [_row(answer)])]
        if shares:
            statements.append((sa.insert(tables.unseal_share), [_row(share) for share in shares]))
        async with self._catalog.engine.begin() as connection:
            for statement, rows in statements:
                await connection.execute(statement, rows)

    async def change(self, id: str, **values: Any) -> None:
        """Set columns of a request."""
        await self._write(sa.update(tables.unseal_request).where(tables.unseal_request.c.id == id).values(**values))

    async def find(self, id: str) -> Kept | None:
        """One request."""
        found = await self._where(tables.unseal_request.c.id == id)
        return found[0] if found else None

    async def newest(self, before: int | None = None) -> tuple[Kept, ...]:
        """The newest 200, newest first: of those that stand in the ledger before an entry, when one is given."""
        return await self._where(sa.true() if before is None else tables.unseal_request.c.entry < before)

    async def not_ended(self) -> tuple[Kept, ...]:
        """Those whose end has not been entered, at most 200."""
        return await self._where(tables.unseal_request.c.is_ended.is_(False))

    async def shares(self, id: str) -> dict[str, dict[int, bytes]]:
        """What custodians gave, by segment and custodian's number."""
        c = tables.unseal_share.c
        found: dict[str, dict[int, bytes]] = {}
        query = sa.select(c.segment, c.number, c.share).where(c.request == id).order_by(c.segment, c.number)
        for segment, number, share in await self._rows(query):
            found.setdefault(segment, {})[number] = share
        return found

    async def holders(self, segments: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Whose slots each segment has now, in the order of their seats."""
        c = schema.sealed_slot.c
        query = sa.select(c.segment, c.recipient).where(c.segment.in_(segments)).order_by(c.segment, c.number)
        found: dict[str, tuple[str, ...]] = {}
        for segment, recipient in await self._rows(query):
            found[segment] = (*found.get(segment, ()), recipient)
        return found

    async def destroy_shares(self, id: str) -> None:
        """Destroy the shares of a request that has ended."""
        await self._write(sa.delete(tables.unseal_share).where(tables.unseal_share.c.request == id))

    async def destroy_orphans(self) -> None:
        """Destroy the shares of segments that retention has destroyed."""
        kept = sa.select(schema.sealed_segment.c.segment).where(schema.sealed_segment.c.state == "kept")
        await self._write(sa.delete(tables.unseal_share).where(tables.unseal_share.c.segment.not_in(kept)))

    async def _where(self, condition: sa.ColumnElement[bool]) -> tuple[Kept, ...]:
        r, a = tables.unseal_request, tables.unseal_answer
        rows = await self._rows(sa.select(r).where(condition).order_by(r.c.entry.desc(), r.c.id).limit(MAX_LISTED))
        ids = [row.id for row in rows]
        answers = await self._rows(sa.select(a).where(a.c.request.in_(ids)).order_by(a.c.at_90k, a.c.entry))
        return tuple(_kept(row, [answer for answer in answers if answer.request == row.id]) for row in rows)

    async def _write(self, statement: Any) -> None:
        async with self._catalog.engine.begin() as connection:
            await connection.execute(statement)

    async def _rows(self, query: Any) -> Sequence[Any]:
        async with self._catalog.reader.connect() as connection:
            return (await connection.execute(query)).all()


def _row(one: Answer | PassedShare) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


def _kept(row: Any, answers: Sequence[Any]) -> Kept:
    progress = Progress(
        approvals=tuple(Approval(a.recipient, Instant90k(a.at_90k), a.terms) for a in answers if a.is_approval),
        refusals=tuple(Refusal(a.recipient, Instant90k(a.at_90k), a.why) for a in answers if not a.is_approval),
        released=None if row.released_90k is None else Instant90k(row.released_90k),
        opened=None if row.opened_90k is None else Instant90k(row.opened_90k),
    )
    return Kept(
        request=parse_request(row.document),
        progress=progress,
        entry=row.entry,
        release_entry=row.release_entry,
        answer_entries=tuple(a.entry for a in answers),
        who={a.recipient: a.custodian for a in answers},
    )
