"""Times as others write them. Apart from web/instants.py because what is sent outside knows nothing of the web."""

from __future__ import annotations

from datetime import UTC, datetime

from groundglass.pane.ids import TICKS_PER_S


def moment(at_90k: int) -> datetime:
    """In UTC, to the millisecond below."""
    ms = at_90k // (TICKS_PER_S // 1000)
    return datetime.fromtimestamp(ms // 1000, UTC).replace(microsecond=ms % 1000 * 1000)


def rfc3339(at_90k: int) -> str:
    """As `2026-11-21T23:00:00.000Z`."""
    return moment(at_90k).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment(at_90k).microsecond // 1000:03d}Z"
