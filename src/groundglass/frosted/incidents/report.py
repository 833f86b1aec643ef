"""The after-action report of one incident: gathered, put on record, and handed out with its proofs.

    report.html     for people: self-contained, to be read on a screen and printed (to paper or PDF) by any browser
    report.json     the same facts for programs, with the salt of every entry
    proofs.json     the ledger's entries of every act, and of this report, with their proofs
    checkpoint.txt  the newest checkpoint, signed with the site's ledger key

In this order: everything is gathered; both files are hashed; the hashes are entered; only then is anything handed out.
The checkpoint's signature covers that entry and so the report: changing a letter of it breaks the chain. Who checks
needs `report.json` and `proofs.json` only: SHA-256 over salt and act is the digest in the entry of that act.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from groundglass.errors import NotFound
from groundglass.frosted.custody.bundle import prove_all
from groundglass.frosted.custody.manifest import said_instant
from groundglass.frosted.custody.request_table import Kept
from groundglass.frosted.custody.requests import Requests
from groundglass.frosted.events.event_log import EventLog
from groundglass.frosted.events.search import EventFilter
from groundglass.frosted.incidents.acts import Entry, Undone, encode_act
from groundglass.frosted.incidents.desk import digest_of
from groundglass.frosted.incidents.levels import State
from groundglass.frosted.incidents.life import Incident
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.shelf import Shelf
from groundglass.ledger.portable import encode_proofs
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k

MAX_FRAMES: Final = 12
AROUND_90K: Final = 30 * 60 * TICKS_PER_S
COLUMNS: Final = 60
MOST_EVENTS: Final = 20_000
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Frame:
    """A frosted key frame: a thumbnail of the recording at a moment that mattered."""

    camera: str
    at_90k: int
    why: str
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the incident's camera stands and looks, where people entered it: degrees from north, degrees, metres."""

    latitude: float
    longitude: float
    azimuth_deg: float
    view_deg: float
    range_m: int


@dataclass(frozen=True, slots=True)
class Around:
    """How many events the same camera gave, over equal stretches from before the incident to after it."""

    begin_90k: int
    end_90k: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that the page and the file are made of. `name_of` gives a person's name, or what stands for it."""

    site: str
    made_90k: int
    incident: Incident
    entries: Sequence[Entry]
    frames: Sequence[Frame]
    around: Around | None
    outlook: Outlook | None
    unseals: Sequence[Kept]
    name_of: Callable[[str], str]

    @property
    def times(self) -> tuple[tuple[str, float], ...]:
        """How long it took from the opening to each step, in seconds. Of the incident, never of a person."""
        began = self.incident.opened_90k
        reached = [
            (f"until {state.value.replace('_', ' ')}", at) for state, at in self.incident.since.items()
            if state is not State.NEW
        ]  # fmt: skip
        sent = [task.sent_90k for task in self.incident.tasks]
        if sent:
            reached.append(("until the first task was sent", min(sent)))
        happened = self.incident.opened.at_90k
        return (
            *(
                (("from what happened to the opening", (began - happened) / TICKS_PER_S),)
                if began - happened >= TICKS_PER_S
                else ()
            ),
            *((name, (at - began) / TICKS_PER_S) for name, at in reached),
        )

    def undone(self) -> frozenset[int]:
        """Entries that no longer count."""
        return frozenset(entry.act.sequence for entry in self.entries if isinstance(entry.act, Undone))


class Reporter:
    """Gathers and hands out reports of one site."""

    def __init__(self, site: str, shelf: Shelf, events: EventLog, requests: Requests, record: Recordkeeper) -> None:
        self._site = site
        self._shelf = shelf
        self._events = events
        self._requests = requests
        self._record = record

    async def gather(
        self,
        incident: Incident,
        entries: Sequence[Entry],
        names: Mapping[str, str],
        now_90k: int,
        *,
        outlook: Outlook | None = None,
        with_names: bool = True,
    ) -> Report:
        """Everything there is to say. Without names, people are numbered in the order they appear."""
        numbers: dict[str, int] = {}

        def name_of(who: str) -> str:
            if not who:
                return "Groundglass"
            if with_names:
                return names.get(who) or f"somebody ({who})"
            return f"person {numbers.setdefault(who, len(numbers) + 1)}"

        return Report(
            self._site,
            now_90k,
            incident,
            entries,
            await self._frames(incident),
            await self._around(incident),
            outlook,
            await self._unseals(incident),
            name_of,
        )

    async def enter(self, report: Report, page: bytes, facts: bytes, by: str) -> int:
        """Put the report on record; the index of the entry."""
        return await self._record.enter(
            "incident.reported",
            incident=report.incident.number,
            by=by,
            page_sha256=hashlib.sha256(page).hexdigest(),
            facts_sha256=hashlib.sha256(facts).hexdigest(),
        )

    async def packed(self, report: Report, page: bytes, facts: bytes, entry: int) -> bytes:
        """The files as one zip."""
        proofs = await prove_all(self._record, [entry, *(one.ledger for one in report.entries)])
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("report.html", page)
            packed.writestr("report.json", facts)
            packed.writestr("proofs.json", encode_proofs(self._record.key, proofs))
            packed.writestr("checkpoint.txt", self._record.signed_checkpoint.encoded())
        return out.getvalue()

    async def _frames(self, incident: Incident) -> tuple[Frame, ...]:
        wanted = [(incident.opened.camera, incident.opened.at_90k, "what happened")]
        wanted.append((incident.opened.camera, incident.opened_90k, "the incident was opened"))
        wanted += [(one.camera, one.at_90k, one.event_kind.replace("_", " ")) for one in incident.events]
        wanted += [(clip.camera, clip.from_90k, clip.caption or "attached clip") for clip in incident.clips]
        found: dict[tuple[str, int], Frame] = {}
        for camera, at_90k, why in wanted:
            still = await self._shelf.thumbnail(CameraId(camera), Instant90k(at_90k)) if camera else None
            if still is not None and len(found) < MAX_FRAMES:
                found.setdefault((camera, still.at), Frame(camera, still.at, why, still.jpeg))
        return tuple(found.values())

    async def _around(self, incident: Incident) -> Around | None:
        if not incident.opened.camera:
            return None
        begin = incident.opened.at_90k - AROUND_90K
        end = max(incident.changed_90k, incident.opened.at_90k) + AROUND_90K
        wanted = EventFilter(camera=CameraId(incident.opened.camera), begin=Instant90k(begin), end=Instant90k(end))
        counts = [0] * COLUMNS
        for event in await self._events.page(wanted, MOST_EVENTS):
            counts[min((event.at - begin) * COLUMNS // (end - begin), COLUMNS - 1)] += 1
        return Around(begin, end, tuple(counts))

    async def _unseals(self, incident: Incident) -> tuple[Kept, ...]:
        found = []
        for request in incident.unseals:
            try:
                found.append(await self._requests.get(request))
            except NotFound:
                continue  # linked by hand, and no request of this site
        return tuple(found)


def facts_of(report: Report) -> bytes:
    """`report.json`: every entry with its salt, so that each can be held against the ledger."""
    incident, undone = report.incident, report.undone()
    told: dict[str, Any] = {
        "v": VERSION,
        "site": report.site,
        "made": said_instant(report.made_90k),
        "incident": incident.number,
        "title": incident.title,
        "level": incident.level.value,
        "state": incident.state.value,
        "outcome": incident.outcome.value if incident.outcome else None,
        "exercise": incident.opened.is_exercise,
        "camera": incident.opened.camera or None,
        "times_s": {name: round(seconds, 3) for name, seconds in report.times},
        "unseals": [
            {"id": kept.request.id, "entries": [kept.entry, *kept.answer_entries], "release": kept.release_entry}
            for kept in report.unseals
        ],
        "frames": [
            {"camera": one.camera, "at": said_instant(one.at_90k), "sha256": hashlib.sha256(one.jpeg).hexdigest()}
            for one in report.frames
        ],
        "history": [
            {
                "sequence": entry.sequence,
                "at": said_instant(entry.at_90k),
                "by": report.name_of(entry.by),
                "kind": entry.kind,
                "act": encode_act(entry.act),
                "undone": entry.sequence in undone,
                "salt": entry.salt.hex(),
                "digest": digest_of(entry.act, entry.salt),
                "ledger": entry.ledger,
            }
            for entry in report.entries
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
