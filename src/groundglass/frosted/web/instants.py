"""Times as text: RFC 3339 in UTC with milliseconds out, any RFC 3339 offset in.

Inside the house a time is an `Instant90k`. A millisecond is exactly 90 ticks, but a picture's time need not
be a whole millisecond: text is rounded down, and asking for a picture "at" its text form must find it, so
`parse_instant` answers the last tick of the millisecond when asked for `through`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from groundglass.errors import ConfigError
from groundglass.pane.ids import TICKS_PER_S, Instant90k

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TICKS_PER_MS: Final = TICKS_PER_S // 1000
_LAST: Final = 253_402_300_799 * TICKS_PER_S  # the end of the year 9999


def show_instant(at: int) -> str:
    """As `2026-11-21T23:00:00.000Z`. A time outside the calendar shows its nearest end."""
    ms = max(0, min(at, _LAST)) // _TICKS_PER_MS
    return (_EPOCH + timedelta(milliseconds=ms)).strftime("%Y-%m-%dT%H:%M:%S.") + f"{ms % 1000:03d}Z"


def parse_instant(untrusted_text: str, *, through: bool = False) -> Instant90k:
    """The first tick of this moment, or with `through` the last one, or `ConfigError`."""
    try:
        when = datetime.fromisoformat(untrusted_text.replace(" ", "+"))
    except ValueError:
        when = None
    if when is None or when.tzinfo is None or when < _EPOCH:
        raise ConfigError(f"{untrusted_text[:40]!r} is not a time", "write times as 2026-11-21T23:00:00.000Z")
    since = when - _EPOCH
    ticks = (since.days * 86_400 + since.seconds) * TICKS_PER_S + since.microseconds * TICKS_PER_S // 1_000_000
    return Instant90k(ticks + (_TICKS_PER_MS - 1 if through else 0))


def parse_range(untrusted_from: str, untrusted_to: str, *, longest_s: int) -> tuple[Instant90k, Instant90k]:
    """From and to, the first before the second and at most `longest_s` apart, or `ConfigError`."""
    begin, end = parse_instant(untrusted_from), parse_instant(untrusted_to)
    if not begin < end:
        raise ConfigError("the range ends before it begins", "exchange `from` and `to`")
    if end - begin > longest_s * TICKS_PER_S:
        raise ConfigError(f"the range is longer than {longest_s // 3600} h", "ask for a shorter one")
    return begin, end
