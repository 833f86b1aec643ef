"""What a person did, and what was entered about them: their own trail, read from the ledger.

Apart from the recordkeeper, which knows nothing of people. There is no index of who did what: a table of that would be
the very thing a site should not have. So the ledger is read backwards, a stretch at a time, and whoever asks is told
how far back it was looked; they go on from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from groundglass.errors import LedgerError
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.ledger.canonical import Json, parse_canonical

MOST_READ: Final = 100_000
_STRETCH: Final = 4096
_OURS: Final = frozenset({"v", "at_90k", "kind", "salt", "by", "person"})


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of somebody's trail. `is_own`: they acted; otherwise somebody acted upon them."""

    index: int
    at_90k: int
    kind: str
    is_own: bool
    camera: str
    details: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Trail:
    """The newest steps below a place in the ledger. `looked_from` is where reading stopped, 0 when all was read, and
    `looked_from_90k` the time of the entry there."""

    steps: tuple[Step, ...]
    looked_from: int
    looked_from_90k: int | None


async def trail_of(record: Recordkeeper, who: str, before: int | None, most: int) -> Trail:
    """At most `most` steps of this person, newest first, reading at most a hundred thousand entries."""
    size = record.checkpoint.size
    end = size if before is None else min(before, size)
    floor = max(0, end - MOST_READ)
    found: list[Step] = []
    at_90k: int | None = None
    while end > floor and len(found) < most:
        start = max(floor, end - _STRETCH)
        entries = await record.entries(start, end)
        for index in range(end - 1, start - 1, -1):
            entry = entries[index - start]
            if len(found) == most:
                return Trail(tuple(found), index + 1, found[-1].at_90k)
            step = _step(index, entry, who) if who.encode() in entry else None
            if step is not None:
                found.append(step)
        at_90k = _time_of(entries[0])
        end = start
    return Trail(tuple(found), end, at_90k)


def _step(index: int, entry: bytes, who: str) -> Step | None:
    """The entry as a step of this person, None when it only holds their id in some other field."""
    body = _parsed(entry)
    is_own = body.get("by") == who
    if not is_own and body.get("person") != who:
        return None
    at_90k, kind, camera = body.get("at_90k"), body.get("kind"), body.get("camera")
    details = {name: value for name, value in body.items() if name not in _OURS and name != "camera"}
    return Step(
        index,
        at_90k if isinstance(at_90k, int) else 0,
        kind if isinstance(kind, str) else "",
        is_own,
        camera if isinstance(camera, str) else "",
        details,
    )


def _time_of(entry: bytes) -> int | None:
    at_90k = _parsed(entry).get("at_90k")
    return at_90k if isinstance(at_90k, int) else None


def _parsed(entry: bytes) -> Mapping[str, Json]:
    body = parse_canonical(entry)
    if not isinstance(body, dict):
        raise LedgerError("an entry of the ledger is no object", "run `groundglass ledger verify`")
    return body
