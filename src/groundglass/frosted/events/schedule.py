"""When a rule is awake: weekly hours in the site's own time, and holidays.

Apart because it is the only place where local time exists. Hours are those of the wall clock: on the day the clocks
change, a span from 01:00 to 04:00 is as long as that day makes it. A span may not pass midnight; write two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from groundglass.errors import ConfigError
from groundglass.pane.ids import TICKS_PER_S, Instant90k

OnHolidays = Literal["as_usual", "awake", "asleep"]
MINUTES: Final = 24 * 60
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Hours:
    """From minute to minute of one weekday (0 is Monday), the end not included: 0..1440."""

    weekday: int
    begin_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """Awake within any of `hours`; on a holiday as `on_holidays` says. `zone` is an IANA name or UTC."""

    hours: tuple[Hours, ...]
    zone: str = "UTC"
    holidays: tuple[date, ...] = ()
    on_holidays: OnHolidays = "as_usual"

    def is_awake(self, at: Instant90k) -> bool:
        """Whether a rule with this schedule speaks at this moment."""
        local = local_time(at, self.zone)
        if self.on_holidays != "as_usual" and local.date() in self.holidays:
            return self.on_holidays == "awake"
        minute = local.hour * 60 + local.minute
        return any(
            hours.weekday == local.weekday() and hours.begin_minute <= minute < hours.end_minute for hours in self.hours
        )


def local_time(at: Instant90k, zone: str) -> datetime:
    """The wall clock of a zone at a moment."""
    return (_EPOCH + timedelta(seconds=at // TICKS_PER_S)).astimezone(zone_of(zone))


def stretches(
    hours: Sequence[Hours], zone: str, begin: Instant90k, end: Instant90k
) -> tuple[tuple[Instant90k, Instant90k], ...]:
    """When it was one of these hours between two moments: from and to, the newest first, none of them empty."""
    found: list[tuple[Instant90k, Instant90k]] = []
    first, day = local_time(begin, zone).date(), local_time(Instant90k(max(end - 1, begin)), zone).date()
    while day >= first:
        for one in sorted((h for h in hours if h.weekday == day.weekday()), key=lambda h: h.begin_minute, reverse=True):
            since = max(begin, _instant(day, one.begin_minute, zone))
            until = min(end, _instant(day, one.end_minute, zone))
            if since < until:
                found.append((since, until))
        day -= timedelta(days=1)
    return tuple(found)


def _instant(day: date, minute: int, zone: str) -> Instant90k:
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone_of(zone))
    # Minutes are added on the wall clock, so that 08:00 is 08:00 also on the day the clocks change.
    return Instant90k(
        round(((midnight + timedelta(minutes=minute)).astimezone(UTC) - _EPOCH).total_seconds()) * TICKS_PER_S
    )


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo:
    """The zone, or `ConfigError`."""
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(
            f"there is no time zone {name[:60]!r} on this machine",
            "use a name such as Europe/Vienna, or UTC; small systems need the package tzdata",
        ) from error
