"""Numbers and times as the pages write them. Times are UTC and written the same in every language."""

from __future__ import annotations

from datetime import UTC, datetime

from groundglass.frosted.public.words import PageWords
from groundglass.pane.ids import TICKS_PER_S


def minute(at_90k: int) -> str:
    """As 2026-11-22 06:02."""
    return datetime.fromtimestamp(at_90k // TICKS_PER_S, UTC).strftime("%Y-%m-%d %H:%M")


def span(start_90k: int, until_90k: int) -> str:
    """As 2026-11-22 06:02:10 to 06:04:00, the second date where it is another."""
    start, until = (datetime.fromtimestamp(at // TICKS_PER_S, UTC) for at in (start_90k, until_90k))
    form = "%H:%M:%S" if start.date() == until.date() else "%Y-%m-%d %H:%M:%S"
    return f"{start:%Y-%m-%d %H:%M:%S} – {until.strftime(form)}"


def number(value: float, words: PageWords, digits: int = 1) -> str:
    """With the language's decimal mark, and without zeros at its end."""
    shown = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return shown.replace(".", words.decimal)


def percent(share: float, words: PageWords) -> str:
    """A share as a percentage; a small one keeps two digits that say something."""
    value = share * 100
    digits = 1 if value >= 1 or value == 0 else 3
    return f"{number(value, words, digits)} %"


def length(days: float, words: PageWords) -> str:
    """A time in days, or in hours where it is shorter than two."""
    if days == 1:
        return words.one_day
    if days < 2:
        return words.hours.format(hours=number(days * 24, words))
    return words.days.format(days=number(days, words))


def kept(days: float | None, words: PageWords) -> str:
    """How long recordings are kept."""
    if days is None:
        return words.kept_unbounded
    if days < 2:
        return words.kept_hours.format(hours=number(days * 24, words))
    return words.kept_days.format(days=number(days, words))
