"""Finding events: by what, where and when, never by who.

Apart from the writing of them because this is what people and programs search with, and where its speed is looked
after. An event has no appearance, so there is nothing here to search somebody by.

Hours of days become stretches of time, and each is looked up by the index on time: a month of nights is thirty short
looks, not one long one, and none where the page is already full. A part of the picture is looked up by the box around
it, and what is found is compared with its real outline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from groundglass.frosted.events.occurred import EventId, EventKind, EventOccurred, Level, Phase, RuleId, Where
from groundglass.frosted.events.schema import event as table
from groundglass.frosted.events.schema import event_review as review
from groundglass.frosted.events.shapes import is_inside
from groundglass.pane.ids import AreaId, CameraId, Instant90k
from groundglass.pane.settings import Polygon

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are asked for; None is any. Newest first, or oldest first; beyond `beyond` only in that order.

    `within`: only in these stretches of time, the newest first, none over another. `zone`: only what happened inside
    this part of the picture, in shares; `area` counts as inside what was told of that very area. `reviewed`: only what
    somebody has looked through, or only what nobody has.
    """

    kinds: frozenset[EventKind] | None = None
    camera: CameraId | None = None
    cameras: frozenset[CameraId] | None = None
    rule: RuleId | None = None
    least: Level | None = None
    begin: Instant90k | None = None
    end: Instant90k | None = None
    beyond: tuple[Instant90k, EventId] | None = None
    within: tuple[tuple[Instant90k, Instant90k], ...] | None = None
    zone: Polygon | None = None
    area: AreaId | None = None
    oldest_first: bool = False
    reviewed: bool | None = None


async def found_events(connection: AsyncConnection, wanted: EventFilter, most: int) -> tuple[EventOccurred, ...]:
    """The first `most` events that fit."""
    if wanted.within is None:
        return await _in_stretch(connection, wanted, most)
    found: list[EventOccurred] = []
    for begin, end in reversed(wanted.within) if wanted.oldest_first else wanted.within:
        if _is_passed(wanted, begin, end):
            continue
        stretch = replace(
            wanted,
            begin=begin if wanted.begin is None else Instant90k(max(begin, wanted.begin)),
            end=end if wanted.end is None else Instant90k(min(end, wanted.end)),
        )
        found += await _in_stretch(connection, stretch, most - len(found))
        if len(found) >= most:
            break
    return tuple(found)


def _is_passed(wanted: EventFilter, begin: Instant90k, end: Instant90k) -> bool:
    if wanted.beyond is None:
        return False
    return end <= wanted.beyond[0] if wanted.oldest_first else begin > wanted.beyond[0]


async def _in_stretch(connection: AsyncConnection, wanted: EventFilter, most: int) -> tuple[EventOccurred, ...]:
    if wanted.zone is None:
        return await _rows(connection, wanted, most)
    found: list[EventOccurred] = []
    while len(found) < most:
        some = await _rows(connection, wanted, _AT_ONCE)
        found += [event for event in some if _is_where(event, wanted)]
        if len(some) < _AT_ONCE:
            break
        wanted = replace(wanted, beyond=(some[-1].at, some[-1].id))
    return tuple(found[:most])


def _is_where(event: EventOccurred, wanted: EventFilter) -> bool:
    if wanted.area is not None and event.area == wanted.area:
        return True
    where, zone = event.where, wanted.zone
    return where is not None and zone is not None and is_inside((where.x_ppm / 1e6, where.y_ppm / 1e6), zone)


async def _rows(connection: AsyncConnection, wanted: EventFilter, most: int) -> tuple[EventOccurred, ...]:
    c = table.c
    order = (c.at_90k.asc(), c.id.asc()) if wanted.oldest_first else (c.at_90k.desc(), c.id.desc())
    query = sa.select(table).where(*_conditions(wanted)).order_by(*order).limit(most)
    return tuple(event_of_row(row) for row in (await connection.execute(query)).all())


def _conditions(wanted: EventFilter) -> Sequence[sa.ColumnElement[bool]]:
    c = table.c
    found: list[sa.ColumnElement[bool]] = []
    if wanted.kinds is not None:
        found.append(c.kind.in_(sorted(wanted.kinds)))
    if wanted.camera is not None:
        found.append(c.camera == wanted.camera)
    if wanted.cameras is not None:
        found.append(c.camera.in_(sorted(wanted.cameras)))
    if wanted.rule is not None:
        found.append(c.rule == wanted.rule)
    if wanted.least is not None:
        found.append(c.level.in_(list(Level)[list(Level).index(wanted.least) :]))
    if wanted.begin is not None:
        found.append(c.at_90k >= wanted.begin)
    if wanted.end is not None:
        found.append(c.at_90k < wanted.end)
    if wanted.beyond is not None:
        found.append(_is_beyond(wanted.beyond, wanted.oldest_first))
    if wanted.zone is not None:
        found.append(_is_near(wanted.zone, wanted.area))
    if wanted.reviewed is not None:
        is_reviewed = sa.exists().where(review.c.event == c.id)
        found.append(is_reviewed if wanted.reviewed else ~is_reviewed)
    return found


def _is_beyond(beyond: tuple[Instant90k, EventId], oldest_first: bool) -> sa.ColumnElement[bool]:
    c, (at, event) = table.c, beyond
    if oldest_first:
        return sa.or_(c.at_90k > at, sa.and_(c.at_90k == at, c.id > event))
    return sa.or_(c.at_90k < at, sa.and_(c.at_90k == at, c.id < event))


def _is_near(zone: Polygon, area: AreaId | None) -> sa.ColumnElement[bool]:
    across, down = [round(x * 1e6) for x, _ in zone], [round(y * 1e6) for _, y in zone]
    c = table.c
    in_box = sa.and_(c.x_ppm.between(min(across), max(across)), c.y_ppm.between(min(down), max(down)))
    return in_box if area is None else sa.or_(in_box, c.area == area)


def event_of_row(row: sa.Row[Any]) -> EventOccurred:
    """A row of the table as what happened."""
    where = None if row.x_ppm is None else Where(row.x_ppm, row.y_ppm, row.across_dm, row.away_dm)
    return EventOccurred(
        EventId(row.id), EventKind(row.kind), Phase(row.phase), Instant90k(row.at_90k), Level(row.level),
        Instant90k(row.since_90k), row.name, None if row.camera is None else CameraId(row.camera),
        None if row.rule is None else RuleId(row.rule), where, row.value, row.detail,
        None if row.area is None else AreaId(row.area), bool(row.is_exercise),
    )  # fmt: skip
