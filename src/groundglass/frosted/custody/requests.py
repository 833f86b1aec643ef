"""Unseal requests of a site: asked, answered, released, ended. The rules are custody/ceremony.py's; here is the order.

To bring a request through, in this order, each step in the ledger before it takes effect:

1. It is asked: checked, entered, and only then shown to custodians.
2. A custodian's machine fetches the slots of the request's segments that are theirs, no others.
3. Their answer is entered, then kept. An approval is the shares, encrypted to the requester, all at once.
4. With enough approvals the release is entered, then marked; only from then are shares handed to the requester.
5. The requester fetches, and says that it was opened: each entered before it is done.
6. Its time ends: entered, and the shares are destroyed.

A crash after an entry and before its effect leaves an act on record that did not happen: embarrassing, and safe. When
the ledger cannot be written nothing of this happens. The server never has a share or a key in clear, except of a
drill's drawing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from groundglass.clock import Clock
from groundglass.custody.ceremony import (
    Purpose,
    Request,
    State,
    check_answerable,
    check_covers,
    check_release,
    counted,
)
from groundglass.custody.header import header_hash, parse_header
from groundglass.custody.quorum import Needed, held_by, missing
from groundglass.custody.seats import seats_in, seats_line
from groundglass.custody.slots import MAX_SLOT_BYTES, parse_recipient
from groundglass.errors import CustodyError, NotFound, TooMany
from groundglass.frosted.custody.request_table import MAX_LISTED, Answer, Kept, PassedShare, RequestTable
from groundglass.frosted.custody.settings import Custodian, CustodyBook
from groundglass.frosted.custody.shelf import SealedRow, SealedShelf
from groundglass.frosted.people.tokens import Random
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k

MAX_WHY_CHARACTERS: Final = 1000
MAX_UNDER_WAY: Final = 100
_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants opened. `requester` is a person's id, `recipient` the age public key of their machine."""

    camera: CameraId
    start: Instant90k
    until: Instant90k
    reason: str
    basis: str
    requester: str
    recipient: str
    life_s: float


@dataclass(frozen=True, slots=True)
class Handed:
    """What a requester is handed: shares by segment and custodian's number, and where the sealed files lie."""

    kept: Kept
    shares: Mapping[str, Mapping[int, bytes]]
    rows: tuple[SealedRow, ...]


class Requests:
    """The requests of one site. Belongs to the event loop's thread; acts on requests happen one after another."""

    def __init__(
        self,
        table: RequestTable,
        shelf: SealedShelf,
        book: CustodyBook,
        record: Recordkeeper,
        clock: Clock,
        random: Random,
    ) -> None:
        self._table = table
        self._book = book
        self._shelf = shelf
        self._record = record
        self._clock = clock
        self._random = random
        self._one_at_a_time = asyncio.Lock()

    async def ask(self, asked: Asked, purpose: Purpose = "unseal") -> Kept:
        """Make a request, or `NotFound` when nothing is sealed then, or `CustodyError`.

        The range is widened to whole segments, because a segment is opened whole: what everybody reads is what is
        opened. The segments are frozen now; what is sealed later is not covered.
        """
        parse_recipient(asked.recipient)
        if purpose == "hand_over":
            asked = replace(asked, basis=seats_line(await self._seats()))
        if len(await self._table.not_ended()) >= MAX_UNDER_WAY:
            raise TooMany(f"{MAX_UNDER_WAY} requests are under way", "wait until one of them ends")
        is_drill = purpose == "drill"
        found = await self._shelf.segments(asked.camera, asked.start, asked.until, drills=is_drill)
        rows = [row for row in found if row.is_drill is is_drill]
        if not rows:
            raise NotFound("no original is sealed in this range", "look at the timeline for what there is")
        now = self._now()
        request = Request(
            id=self._random(8).hex(),
            purpose=purpose,
            camera=asked.camera,
            start=min(row.start_90k for row in rows),
            until=max(row.until_90k for row in rows),
            reason=asked.reason.strip(),
            basis=asked.basis.strip(),
            requester=asked.requester,
            recipient=asked.recipient.strip(),
            made=now,
            expires=Instant90k(now + round(asked.life_s * TICKS_PER_S)),
            nonce=self._random(16),
            segments=await self._needed(rows),
        )
        if purpose == "hand_over":
            _check_seats(request)
        await self._table.add(request, await self._enter_request(request))  # 1
        return await self.get(request.id)

    async def get(self, id: str) -> Kept:
        """One request, or `NotFound`."""
        kept = await self._table.find(id)
        if kept is None:
            raise NotFound(f"there is no request {id[:40]}", "groundglass unseal list shows those there are")
        return kept

    async def page(
        self, may_read: Callable[[str], bool], before: int | None = None, limit: int = MAX_LISTED
    ) -> tuple[tuple[Kept, ...], int | None]:
        """Requests whose requester may be read, newest first; and the entry to go on before, None at the end.

        Looks at a thousand at a time: whoever may read few of many goes on from there.
        """
        found: list[Kept] = []
        for _ in range(_ROUNDS):
            looked = await self._table.newest(before)
            for kept in looked:
                if len(found) == limit:
                    return tuple(found), before
                before = kept.entry
                if may_read(kept.request.requester):
                    found.append(kept)
            if len(looked) < MAX_LISTED:
                return tuple(found), None
        return tuple(found), before

    async def slots(self, id: str, recipient: str) -> tuple[tuple[SealedRow, bytes], ...]:
        """Step 2: this custodian's slots of the request's segments; `CustodyError` unless all are there and the request
        takes an answer."""
        kept = await self.get(id)
        check_answerable(kept.request, kept.progress, recipient, self._now())
        held = held_by(kept.request.segments, recipient)
        ids = [one.segment.hex() for one in held]
        holders = await self._table.holders(ids)
        if any(tuple(holders.get(one.segment.hex(), one.custodians)) != one.custodians for one in held):
            # Shares from before and after a hand-over do not join, and seats may have changed.
            raise CustodyError(
                f"originals of request {id} were handed over to other custodians after it was made",
                "make a new request",
            )
        rows, slots = await self._shelf.find(ids), await self._shelf.slots(ids, recipient)
        if any(one not in rows or one not in slots for one in ids):
            raise CustodyError(
                f"segments of request {id} have reached the end of their keeping", "make a new request for the rest"
            )
        return tuple((rows[one], slots[one]) for one in ids)

    async def approve(
        self, id: str, custodian: Custodian, shares: Mapping[bytes, bytes], terms: bytes | None = None
    ) -> Kept:
        """A custodian's yes: their shares of exactly the request's segments, encrypted to the requester.

        `terms`, where the custodian's machine sends them, must be the request's. What the shares hold cannot be seen
        here; the requester's machine notices a wrong one by its hash.
        """
        async with self._one_at_a_time:
            kept = await self.get(id)
            request, now = kept.request, self._now()
            check_answerable(request, kept.progress, custodian.recipient, now)
            check_covers(request, custodian.recipient, list(shares))
            if terms is not None and terms != request.terms():
                raise CustodyError("the request is not the one that was read", "read it again before approving")
            if any(not _is_age(share) for share in shares.values()):
                raise CustodyError("a share is not an age file")
            entry = await self._record.enter(  # 3
                "unseal.approved",
                request=id,
                custodian=custodian.id,
                terms=request.terms().hex(),
                approvals=len(counted(request, kept.progress.approvals)) + 1,
                needed=request.needed,
            )
            passed = [
                PassedShare(id, one.segment.hex(), _number(one, custodian), shares[one.segment])
                for one in held_by(request.segments, custodian.recipient)
            ]
            answer = Answer(id, custodian.recipient, custodian.id, now, True, request.terms(), "", entry)
            await self._table.answer(answer, passed)
            return await self._release_if_enough(id)

    async def refuse(self, id: str, custodian: Custodian, why: str) -> Kept:
        """A custodian's no. The reason is kept here for the people of the site; the ledger says only that it was."""
        if not why.strip() or len(why) > MAX_WHY_CHARACTERS:
            raise CustodyError(f"a refusal says why, in at most {MAX_WHY_CHARACTERS} characters")
        async with self._one_at_a_time:
            kept = await self.get(id)
            now, terms = self._now(), kept.request.terms()
            check_answerable(kept.request, kept.progress, custodian.recipient, now)
            entry = await self._record.enter("unseal.refused", request=id, custodian=custodian.id)  # 3
            await self._table.answer(
                Answer(id, custodian.recipient, custodian.id, now, False, terms, why.strip(), entry)
            )
            return await self.get(id)

    async def fetch(self, id: str, requester: str) -> Handed:
        """Step 5: what the requester is handed. `CustodyError` unless it is released, and to them."""
        async with self._one_at_a_time:
            kept = await self._release_if_enough(id)
            self._check_released(kept, requester)
            ids = [one.segment.hex() for one in kept.request.segments]
            rows = await self._shelf.find(ids)
            if len(rows) != len(ids):
                raise CustodyError(f"segments of request {id} have reached the end of their keeping")
            await self._record.enter("unseal.downloaded", request=id, requester=requester)
            return Handed(kept, await self._table.shares(id), tuple(rows[one] for one in ids))

    async def opened(self, id: str, requester: str, manifest_sha256: str) -> int:
        """Step 5: the requester's machine says that it has opened the bundle. Returns the entry that says so."""
        async with self._one_at_a_time:
            self._check_released(await self.get(id), requester)
            entry = await self._record.enter(
                "unseal.opened", request=id, requester=requester, manifest_sha256=manifest_sha256
            )
            await self._table.change(id, opened_90k=self._now(), manifest_sha256=manifest_sha256)
            return entry

    async def hand_over(self, id: str, requester: str, slots: Mapping[str, Sequence[bytes]]) -> int:
        """Put the slots for new custodians in the place of the old ones, some segments at a time; returns the entry.

        1. The hand-over was released, to whom now brings the slots.
        2. Each segment is one of its, and comes with one slot for each seat.
        3. It is entered. 4. The old slots are destroyed and the new ones kept, segment by segment: a crash leaves
        each segment with all of the old or all of the new.
        """
        async with self._one_at_a_time:
            kept = await self.get(id)
            self._check_released(kept, requester)  # 1
            seats = seats_in(kept.request)
            named = {one.segment.hex() for one in kept.request.segments}
            for segment, new in slots.items():  # 2
                if segment not in named or len(new) != len(seats) or not all(_is_age(slot) for slot in new):
                    raise CustodyError(f"what was brought for segment {segment} are not its {len(seats)} new slots")
            entry = await self._record.enter(  # 3
                "segments.handed-over",
                request=id,
                camera=kept.request.camera,
                segments=sorted(slots),
                by=requester,
                recipients=list(seats),
            )
            for segment, new in slots.items():  # 4
                await self._shelf.replace_slots(segment, dict(zip(seats, new, strict=True)))
            return entry

    async def shares(self, id: str) -> dict[str, dict[int, bytes]]:
        """The shares that came, for the server's own drills."""
        return await self._table.shares(id)

    async def spared(self) -> frozenset[str]:
        """Segments that requests under way name: retention leaves them until the request is refused or ends, which a
        request does after seven days at the latest."""
        now = self._now()
        under_way = [kept for kept in await self._table.not_ended() if kept.state(now) in (State.OPEN, State.RELEASED)]
        return frozenset(one.segment.hex() for kept in under_way for one in kept.request.segments)

    async def tidy(self) -> None:
        """Step 6 and what failed before: a release that could not be entered is tried again, ended requests are entered
        and their shares destroyed, and so are shares of destroyed segments. Called now and then."""
        for kept in await self._table.not_ended():
            async with self._one_at_a_time:
                fresh = await self._release_if_enough(kept.request.id)
                if self._now() >= fresh.request.expires:
                    await self._end(fresh)
        await self._table.destroy_orphans()

    async def _end(self, kept: Kept) -> None:
        if kept.progress.opened is None:
            await self._record.enter("unseal.expired", request=kept.request.id, camera=kept.request.camera)
        await self._table.destroy_shares(kept.request.id)
        await self._table.change(kept.request.id, is_ended=True)

    async def _release_if_enough(self, id: str) -> Kept:
        """Step 4, or nothing when it is not its time."""
        kept = await self.get(id)
        request, now = kept.request, self._now()
        approving = counted(request, kept.progress.approvals)
        if kept.state(now) is not State.OPEN or missing(request.segments, approving):
            return kept
        check_release(request, kept.progress, ledger_index=kept.entry, now=now)
        entry = await self._record.enter(
            "unseal.released",
            request=id,
            camera=request.camera,
            from_90k=request.start,
            to_90k=request.until,
            approvals=len(approving),
            needed=request.needed,
            custodians=sorted(kept.who[recipient] for recipient in approving),
            is_drill=request.purpose == "drill",
            terms=request.terms().hex(),
        )
        await self._table.change(id, released_90k=now, release_entry=entry)
        return await self.get(id)

    async def _seats(self) -> tuple[str, ...]:
        """The recipients of the site's active custodians, to whom a hand-over goes."""
        settings = await self._book.get()
        if not settings.can_seal:
            raise CustodyError("there are fewer custodians than it takes to open an original", "add custodians first")
        return tuple(one.recipient for one in settings.active)

    async def _needed(self, rows: Sequence[SealedRow]) -> tuple[Needed, ...]:
        """What it takes to open each segment now: by its header, or by a hand-over since."""
        holders = await self._table.holders([row.segment for row in rows])
        return tuple(needed_for(row, holders.get(row.segment, ())) for row in rows)

    async def _enter_request(self, request: Request) -> int:
        return await self._record.enter(
            "unseal.requested",
            request=request.id,
            purpose=request.purpose,
            is_drill=request.purpose == "drill",
            camera=request.camera,
            from_90k=request.start,
            to_90k=request.until,
            expires_90k=request.expires,
            needed=request.needed,
            segments=[one.segment.hex() for one in request.segments],
            requester=request.requester,
            recipient=request.recipient,
            terms=request.terms().hex(),
        )

    def _check_released(self, kept: Kept, requester: str) -> None:
        """Opened before its end stays fetchable until its end; after it the shares are gone."""
        state, now = kept.state(self._now()), self._now()
        if kept.request.requester != requester:
            raise CustodyError(
                f"request {kept.request.id} was made by somebody else", "only its requester may fetch it"
            )
        if state not in (State.RELEASED, State.OPENED) or now >= kept.request.expires:
            raise CustodyError(f"request {kept.request.id} is {state.value}, not released")

    def _now(self) -> Instant90k:
        return Instant90k(self._clock.now_90k())


def needed_for(row: SealedRow, holders: Sequence[str]) -> Needed:
    """What it takes to open a segment whose slots are of these holders, in the order of their seats."""
    header = parse_header(row.header)
    if len(holders) != len(header.custodians):
        raise CustodyError(f"the shares of segment {row.segment} are destroyed, or not whole")
    return Needed(header.segment, header_hash(row.header), header.needed, tuple(holders))


def _check_seats(request: Request) -> None:
    seats = seats_in(request)
    for one in request.segments:
        if len(one.custodians) != len(seats):
            raise CustodyError(
                f"these originals have {len(one.custodians)} seats and the site has {len(seats)} custodians",
                "a hand-over fills the same seats: name as many custodians as they were sealed for",
            )


def _number(segment: Needed, custodian: Custodian) -> int:
    return segment.custodians.index(custodian.recipient) + 1


def _is_age(untrusted: bytes) -> bool:
    return len(untrusted) <= MAX_SLOT_BYTES and untrusted.startswith(b"age-encryption.org/v1\n")
