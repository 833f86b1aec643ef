"""Rules and events as the API tells them, and the cursors of their pages."""

from __future__ import annotations

import re
from typing import Final

from groundglass.errors import ConfigError
from groundglass.frosted.events.house import Events
from groundglass.frosted.events.occurred import EventId, EventOccurred
from groundglass.frosted.events.parse import draft_json
from groundglass.frosted.events.rules import Rule
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.events import EventTold, RuleTold, WhereTold
from groundglass.frosted.web.versions import version_of_rule
from groundglass.pane.ids import Instant90k

_CURSOR: Final = re.compile(r"([0-9a-f]{1,16})-([0-9a-f]{1,16})")


def show_event(event: EventOccurred) -> EventTold:
    """One event."""
    where = event.where
    return EventTold(
        id=event.id,
        kind=event.kind,
        phase=event.phase,
        level=event.level,
        at=show_instant(event.at),
        since=show_instant(event.since),
        name=event.name,
        camera=event.camera,
        rule=event.rule,
        where=None
        if where is None
        else WhereTold(
            x=where.x_ppm / 1e6,
            y=where.y_ppm / 1e6,
            across_m=None if where.across_dm is None else where.across_dm / 10,
            away_m=None if where.away_dm is None else where.away_dm / 10,
        ),
        value=event.value,
        detail=event.detail,
        area=event.area,
        exercise=event.is_exercise,
    )


def show_rule(rule: Rule, events: Events) -> RuleTold:
    """One rule, with what it has counted."""
    return RuleTold(
        id=rule.id,
        counted=events.counted(rule.id),
        muted=events.watch.muted(rule.id),
        version=version_of_rule(rule),
        **draft_json(rule.draft),
    )


def cursor_of(event: EventOccurred) -> str:
    """Where the page after this event begins."""
    return f"{event.at:x}-{event.id:x}"


def parse_cursor(untrusted: str) -> tuple[Instant90k, EventId]:
    """The moment and id of a cursor, or `ConfigError`."""
    found = _CURSOR.fullmatch(untrusted)
    if found is None:
        raise ConfigError("this cursor is none", "use the `next` of the page before")
    return Instant90k(int(found[1], 16)), EventId(int(found[2], 16))
