"""Every kind of entry the site makes, and who may read it.

Apart so that one page answers what is on record. A kind belongs to one audience:

    OPEN    no person stands in it, and nothing that would help a burglar: everybody may read it whole
    SHORT   everybody may read those of its fields that name no person and no free text; auditors read it whole
    CLOSED  auditors read it; everybody else sees that an entry stands there, and its hash

Entries that are not open carry 16 random bytes as `salt`. Hashes of all entries are public, and without the salt a
guess at a short entry could be confirmed by hashing it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Final, TypeAlias

from groundglass.errors import LedgerError
from groundglass.ledger.canonical import MAX_ENTRY_BYTES, Json, canonical_bytes

Field: TypeAlias = int | str | bool | Sequence[int] | Sequence[str] | Sequence[bool]
"""What an entry's field may hold. Times are `_90k`, lengths `_bytes`; there are no fractions."""

VERSION: Final = 1
SALT_BYTES: Final = 16
_OURS: Final = frozenset({"v", "at_90k", "kind", "salt"})


class Audience(Enum):
    """Who may read entries of a kind, besides auditors, who read all."""

    OPEN = "open"
    SHORT = "short"
    CLOSED = "closed"


KINDS: Final[Mapping[str, Audience]] = {
    # The server itself, and this ledger.
    "server.started": Audience.OPEN,
    "server.stopped": Audience.OPEN,
    "server.restored": Audience.OPEN,  # from a backup made at `made_90k`; what was entered since is not here
    "node.drained": Audience.CLOSED,  # a machine that keeps cameras is being emptied, or used again
    "node.filled": Audience.CLOSED,
    "record.lost": Audience.OPEN,
    "ledger.rollback-accepted": Audience.SHORT,
    # Cameras: what is watched, and how it is hidden. Addresses never stand in an entry.
    "camera.added": Audience.SHORT,
    "camera.changed": Audience.SHORT,
    "camera.removed": Audience.SHORT,
    "camera.restored": Audience.SHORT,
    "place.approved": Audience.SHORT,
    "place.forgotten": Audience.SHORT,
    # What the site asks to be told of: names are free text and are not entered.
    "rule.changed": Audience.SHORT,
    "rule.removed": Audience.SHORT,
    # Events that somebody looked through, by number, or says are to be looked through again.
    "events.reviewed": Audience.CLOSED,
    # Walls that everybody at the desk sees: which cameras, and not what they are called.
    "wall.changed": Audience.CLOSED,
    "wall.removed": Audience.CLOSED,
    # Moments that somebody marked: which cameras and when. What the note says is free text and is not entered.
    "bookmark.made": Audience.CLOSED,
    "bookmark.changed": Audience.CLOSED,
    "bookmark.removed": Audience.CLOSED,
    "bookmark.restored": Audience.CLOSED,
    # What the site declares to everybody: which fields changed, and the salted hash of them all.
    "public.changed": Audience.SHORT,
    # What people put on the map: cameras and floors.
    "map.changed": Audience.CLOSED,
    # Recordings.
    "minute.recorded": Audience.OPEN,
    "recordings.deleted": Audience.OPEN,
    "recording.exported": Audience.CLOSED,
    "still.taken": Audience.CLOSED,  # one picture of a moment, as a file or to the clipboard
    # People who may sign in, by id.
    "person.signed-in": Audience.CLOSED,
    "person.sign-in-failed": Audience.CLOSED,
    "person.signed-out": Audience.CLOSED,
    "person.credential-changed": Audience.CLOSED,
    "person.role-changed": Audience.CLOSED,
    "person.role-given": Audience.CLOSED,  # in a group of cameras
    "person.role-taken": Audience.CLOSED,
    "person.invited": Audience.CLOSED,
    "person.removed": Audience.CLOSED,
    "link.issued": Audience.CLOSED,
    # Who may do and reach what besides people's roles: groups of cameras, and programs. Their names are not entered.
    "group.changed": Audience.CLOSED,
    "group.removed": Audience.CLOSED,
    "token.made": Audience.CLOSED,
    "token.revoked": Audience.CLOSED,
    "player.issued": Audience.CLOSED,
    "camera.watched": Audience.CLOSED,
    "recording.played": Audience.CLOSED,
    # An act that was entered first and then could not be done: `of` is that entry's index.
    "act.failed": Audience.OPEN,
    # Custody.
    "custody.changed": Audience.SHORT,
    "segment.sealed": Audience.OPEN,
    "segment.lost": Audience.OPEN,
    "segments.slots-destroyed": Audience.OPEN,
    "segments.deleted": Audience.OPEN,
    "segments.handed-over": Audience.SHORT,
    "unseal.requested": Audience.SHORT,
    "unseal.approved": Audience.SHORT,
    "unseal.refused": Audience.SHORT,
    "unseal.released": Audience.SHORT,
    "unseal.downloaded": Audience.SHORT,
    "unseal.opened": Audience.SHORT,
    "unseal.expired": Audience.SHORT,
    "drill.started": Audience.SHORT,
    "drill.ended": Audience.SHORT,
    "drill.overdue": Audience.OPEN,
    "drill.changed": Audience.SHORT,
    "custodian.entered": Audience.CLOSED,
    "custodian.refused": Audience.CLOSED,
    "evidence.exported": Audience.CLOSED,
    # Incidents: who did what when, and the salted hash of what was written. Nothing of what it says.
    "incident.opened": Audience.CLOSED,
    "incident.changed": Audience.CLOSED,
    "incident.deleted": Audience.OPEN,
    "incident.reported": Audience.CLOSED,
    "task.sent": Audience.CLOSED,
    "shift.began": Audience.CLOSED,
    "shift.ended": Audience.CLOSED,
    # What leaves the house by itself, and what people set up for it.
    "channel.changed": Audience.CLOSED,
    "message.sent": Audience.CLOSED,
    "message.resent": Audience.CLOSED,
}

# The fields of a SHORT entry that everybody may read. A new field is hidden until it is named here.
PUBLIC_FIELDS: Final = frozenset(
    {
        *("camera", "cameras", "start_90k", "until_90k", "from_90k", "to_90k", "expires_90k"),
        *("mode", "style", "evidence_s", "is_enabled", "privacy", "overlays", "regions", "areas"),
        *("seal", "sound", "keep_days", "changed"),
        *(
            "request",
            "segments",
            "needed",
            "quorum",
            "approvals",
            "custodians",
            "is_drill",
            "purpose",
            "state",
            "drill",
        ),
        *("manifest_sha256", "every_days", "had_size", "had_root", "published_size", "published_root"),
    }
)


def entry_bytes(kind: str, at_90k: int, fields: Mapping[str, Field], random: Callable[[int], bytes]) -> bytes:
    """The canonical bytes of one entry. `LedgerError` for an unknown kind, or a field that no entry can hold."""
    if kind not in KINDS:
        raise LedgerError(f"there is no kind of entry called {kind[:40]!r}", "describe it in frosted/record/kinds.py")
    if taken := _OURS & fields.keys():
        raise LedgerError(f"an entry's {min(taken)!r} is set by the record, not by whoever enters it")
    body: dict[str, Json] = {name: _json(value) for name, value in fields.items()}
    body |= {"v": VERSION, "at_90k": at_90k, "kind": kind}
    if KINDS[kind] is not Audience.OPEN:
        body["salt"] = random(SALT_BYTES).hex()
    entry = canonical_bytes(body)
    if len(entry) > MAX_ENTRY_BYTES:
        raise LedgerError(f"an entry has at most {MAX_ENTRY_BYTES} bytes, this one has {len(entry)}")
    return entry


def audience_of(kind: object) -> Audience:
    """Who may read an entry of this kind; what is not known is closed."""
    return KINDS.get(kind, Audience.CLOSED) if isinstance(kind, str) else Audience.CLOSED


def _json(value: Field) -> Json:
    return value if isinstance(value, bool | int | str) else list(value)
