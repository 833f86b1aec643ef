"""Hours of days as a query says them: `22:00-06:00` on `fri` and `sat`, in a time zone of the world.

Apart because a span that passes midnight is two spans on two days, and because how far back such a search looks is
bounded here: events are not kept for longer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from groundglass.errors import ConfigError
from groundglass.frosted.events.schedule import MINUTES, Hours, stretches, zone_of
from groundglass.pane.ids import TICKS_PER_S, Instant90k

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: Final[tuple[Day, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_90K: Final = 400 * 86_400 * TICKS_PER_S

_SPAN: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


def parse_hours(untrusted_span: str | None, days: Sequence[Day]) -> tuple[Hours, ...]:
    """The hours of a week; without a span whole days, without days all of them. `ConfigError` for what is none."""
    chosen = [DAYS.index(day) for day in days] or list(range(7))
    if untrusted_span is None:
        return tuple(Hours(day, 0, MINUTES) for day in chosen)
    found = _SPAN.fullmatch(untrusted_span)
    begin, end = (int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])) if found else (0, 0)
    if begin == end or end > MINUTES:
        raise ConfigError("these are no hours of a day", "write them as 22:00-06:00")
    if begin < end:
        return tuple(Hours(day, begin, end) for day in chosen)
    late = [Hours(day, begin, MINUTES) for day in chosen]
    return tuple(late + [Hours((day + 1) % 7, 0, end) for day in chosen if end > 0])


def stretches_of(
    hours: Sequence[Hours], zone: str, begin: Instant90k | None, end: Instant90k | None, now: Instant90k
) -> tuple[tuple[Instant90k, Instant90k], ...]:
    """When it was one of these hours, the newest first; over at most 400 days before `end`, or before now."""
    zone_of(zone)
    last = end if end is not None else now
    first = Instant90k(max(begin if begin is not None else 0, last - LONGEST_90K))
    return stretches(hours, zone, first, last)
