"""Incidents and events as files that other programs open: CSV (RFC 4180), JSON, iCalendar (RFC 5545).

Facts only: what, where, when, how it ended. What people wrote in notes and messages, and who they are, stays in the
house; the after-action report (report.py) is where that is told, on purpose.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from groundglass.frosted.events.occurred import EventOccurred
from groundglass.frosted.incidents.levels import State
from groundglass.frosted.incidents.life import Incident
from groundglass.pane.ids import TICKS_PER_S

INCIDENT_FIELDS: Final = (
    "number", "title", "level", "state", "outcome", "camera", "zone", "exercise", "at", "opened", "acknowledged",
    "in_progress", "resolved", "closed",
)  # fmt: skip
EVENT_FIELDS: Final = (
    "id", "kind", "phase", "level", "name", "camera", "area", "at", "since", "value", "detail", "exercise",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def incident_row(incident: Incident) -> dict[str, Any]:
    """One incident as a row."""
    reached = {state.value: _time(incident.since.get(state)) for state in State if state is not State.NEW}
    return {
        "number": incident.number, "title": incident.title, "level": incident.level.value,
        "state": incident.state.value, "outcome": incident.outcome.value if incident.outcome else "",
        "camera": incident.opened.camera, "zone": incident.opened.zone, "exercise": incident.opened.is_exercise,
        "at": _time(incident.opened.at_90k), "opened": _time(incident.opened_90k), **reached,
    }  # fmt: skip


def event_row(event: EventOccurred) -> dict[str, Any]:
    """One event as a row."""
    return {
        "id": event.id, "kind": event.kind.value, "phase": event.phase.value, "level": event.level.value,
        "name": event.name, "camera": event.camera or "", "area": "" if event.area is None else event.area,
        "at": _time(event.at), "since": _time(event.since), "value": "" if event.value is None else event.value,
        "detail": event.detail, "exercise": event.is_exercise,
    }  # fmt: skip


def as_csv(fields: Sequence[str], rows: Sequence[dict[str, Any]]) -> bytes:
    """With a header line. What a spreadsheet would take for a formula is quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(fields)
    for row in rows:
        writer.writerow([_cell(row[field]) for field in fields])
    return out.getvalue().encode()


def as_json(rows: Sequence[dict[str, Any]]) -> bytes:
    """A list of objects."""
    return json.dumps(list(rows), ensure_ascii=False, indent=1).encode()


def as_calendar(incidents: Sequence[Incident], site: str, host: str, now_90k: int) -> bytes:
    """A calendar with one entry per incident, from what happened until it was resolved."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Groundglass//Incidents//EN", f"NAME:{_ical(site)}"]
    for incident in incidents:
        end_90k = incident.since.get(State.RESOLVED, incident.opened.at_90k + 60 * TICKS_PER_S)
        mark = "Exercise: " if incident.opened.is_exercise else ""
        lines += [
            "BEGIN:VEVENT",
            f"UID:incident-{incident.number}@{host}",
            f"DTSTAMP:{_stamp(now_90k)}",
            f"DTSTART:{_stamp(incident.opened.at_90k)}",
            f"DTEND:{_stamp(max(end_90k, incident.opened.at_90k))}",
            f"SUMMARY:{_ical(f'{mark}{incident.title}')}",
            f"DESCRIPTION:{_ical(f'Incident {incident.number}, {incident.level.value}, {incident.state.value}')}",
            f"CATEGORIES:{incident.level.value.upper()}",
            f"LOCATION:{_ical(' '.join(part for part in (incident.opened.zone, incident.opened.camera) if part))}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _cell(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, int | float) else text


def _time(at_90k: int | None) -> str:
    return "" if at_90k is None else f"{_when(at_90k):%Y-%m-%dT%H:%M:%S}Z"


def _stamp(at_90k: int) -> str:
    return f"{_when(at_90k):%Y%m%dT%H%M%S}Z"


def _when(at_90k: int) -> datetime:
    return datetime.fromtimestamp(max(0, at_90k) // TICKS_PER_S, UTC)


def _ical(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> bytes:
    """At most 75 bytes on a line (RFC 5545, 3.1), never in the middle of a character."""
    pieces, piece = [], b""
    for character in line:
        encoded = character.encode()
        if len(piece) + len(encoded) > 74:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
