"""What is said outside: one shape for every channel, made from an event or from an incident's history.

Numbers and closed words; the only text is an incident's title, the name of a rule, and names of cameras, which people
of the site wrote. Notes, tasks, messages, positions and names of people never stand in a notice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal, TypeAlias

from groundglass.errors import StoreDamaged
from groundglass.frosted.incidents.acts import Entry, LevelSet, Opened, Retitled, StateSet, Undone
from groundglass.frosted.incidents.happening import Happening
from groundglass.frosted.incidents.life import folded

Source: TypeAlias = Literal["event", "incident", "test"]

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say. `key` is the idempotency key, `earlier` the keys and times of what was said before about the
    same incident, oldest first. `change` says what happened to an incident: opened, state, level, title, undone."""

    key: str
    source: Source
    sequence: int
    site: str
    kind: str
    level: str
    camera: str
    camera_name: str
    zone: str
    at_90k: int
    until_90k: int | None
    is_exercise: bool
    title: str
    phase: str = "once"
    incident: int | None = None
    change: str = ""
    state: str = ""
    outcome: str = ""
    said_90k: int = 0
    values: tuple[tuple[str, int | str], ...] = ()
    earlier: tuple[tuple[str, int], ...] = ()

    @property
    def subject(self) -> str:
        """Messages about the same subject are sent in their order."""
        return f"incident {self.incident}" if self.incident is not None else ""

    def encoded(self) -> str:
        """As it waits in the outbox."""
        return json.dumps({"v": VERSION, **asdict(self)}, sort_keys=True)

    @classmethod
    def decoded(cls, text: str) -> Notice:
        """As it was; `StoreDamaged` when it cannot be read."""
        try:
            values: dict[str, Any] = json.loads(text)
            if values.pop("v") != VERSION:
                raise StoreDamaged("a message in the outbox is of another version")
            for name in ("values", "earlier"):
                values[name] = tuple(tuple(pair) for pair in values[name])
            return cls(**values)
        except (ValueError, TypeError, KeyError) as error:
            raise StoreDamaged("a message in the outbox cannot be read", "remove it") from error


def of_event(event: Happening, site: str, cameras: Mapping[str, str], now_90k: int) -> Notice:
    """What is said of an event. The key is completed per channel (`for_channel`)."""
    return Notice(
        key=f"e{event.sequence}",
        source="event",
        sequence=event.sequence,
        site=site,
        kind=event.kind,
        level=event.level.value,
        camera=event.camera,
        camera_name=cameras.get(event.camera, event.camera),
        zone=event.zone,
        at_90k=event.at_90k,
        until_90k=event.until_90k,
        is_exercise=event.is_exercise,
        title=event.title,
        phase=event.phase,
        said_90k=now_90k,
        values=event.values,
    )


def of_entry(entries: Sequence[Entry], entry: Entry, site: str, cameras: Mapping[str, str]) -> Notice | None:
    """What is said of one entry of an incident's history; None for what stays in the house.

    `entries` is the history up to and including the entry, so that a message says what was so then.
    """
    if not isinstance(entry.act, Opened | StateSet | LevelSet | Retitled | Undone):
        return None
    now = folded(entries)
    opened = now.opened
    said = [one for one in entries if isinstance(one.act, Opened | StateSet | LevelSet | Retitled | Undone)]
    return Notice(
        key=f"i{entry.sequence}",
        source="incident",
        sequence=entry.sequence,
        site=site,
        kind=opened.event_kind or "incident",
        level=now.level.value,
        camera=opened.camera,
        camera_name=cameras.get(opened.camera, opened.camera),
        zone=opened.zone,
        at_90k=opened.at_90k,
        until_90k=None,
        is_exercise=opened.is_exercise,
        title=now.title,
        incident=now.number,
        change=entry.kind,
        state=now.state.value,
        outcome=now.outcome.value if now.outcome else "",
        said_90k=entry.at_90k,
        earlier=tuple((f"i{one.sequence}", one.at_90k) for one in said[:-1]),
    )


def trial_notice(number: int, site: str, now_90k: int) -> Notice:
    """What is said when a person tries a channel. Marked as an exercise."""
    return Notice(
        f"t{number}", "test", number, site, "test", "info", "", "", "", now_90k, None, True,
        "A test of this channel", said_90k=now_90k,
    )  # fmt: skip


def for_channel(notice: Notice, channel: str) -> Notice:
    """The same with keys that are unique among all channels."""
    earlier = tuple((f"{channel}-{key}", at_90k) for key, at_90k in notice.earlier)
    return replace(notice, key=f"{channel}-{notice.key}", earlier=earlier)
