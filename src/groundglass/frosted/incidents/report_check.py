"""Checks an after-action report with nothing but its files and the site's public key. No server, no network, no trust.

Apart from making it: whoever checks need not have what made it. The first thing that does not hold is an error that
names it; in this order:

    1. Every entry in `proofs.json` is in the ledger that the key signs.
    2. One of them is of a report, and names the SHA-256 of this page and of these facts.
    3. Each line of the history is an entry of this incident: SHA-256 over salt and act is its digest.
    4. They were entered in the order in which the report tells them, and none was left out that the proofs hold.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from groundglass.errors import LedgerError
from groundglass.frosted.custody.evidence_check import EvidenceFiles
from groundglass.ledger.canonical import Json
from groundglass.ledger.note import NoteKey
from groundglass.ledger.portable import MAX_FILE_BYTES, check_proofs, key_in

REPORTED: Final = "incident.reported"
ENTERED: Final = frozenset({"incident.opened", "incident.changed", "task.sent"})


def check_report(files: EvidenceFiles, key: NoteKey | None) -> tuple[int, tuple[str, ...]]:
    """The incident's number and what was found to hold, or `LedgerError`. Without a key the report's own is believed,
    and the caller should say so."""
    page, facts, proofs = (_read(files, name) for name in ("report.html", "report.json", "proofs.json"))
    believed = key_in(proofs) if key is None else key
    entries = {checked.index: checked.content for checked in check_proofs(proofs, believed)}  # 1
    reported = _reported(entries, page, facts)  # 2
    told = _facts(facts)
    if told["incident"] != reported["incident"]:
        raise LedgerError("report.json is of another incident than the ledger says")
    lines = told["history"]
    indexes = [_check_line(line, entries, told["incident"]) for line in lines]  # 3
    acts = sorted(index for index, content in entries.items() if content.get("kind") in ENTERED)
    if indexes != acts:  # 4
        raise LedgerError("the history is not in the order of the ledger, or leaves out what the proofs hold")
    return told["incident"], (
        f"the page and the facts are those that were entered at {reported['at_90k']} (1/90000 s)",
        f"all {len(lines)} lines of the history stand in the ledger, in this order",
    )


def _reported(entries: dict[int, dict[str, Json]], page: bytes, facts: bytes) -> dict[str, Json]:
    page_hash, facts_hash = hashlib.sha256(page).hexdigest(), hashlib.sha256(facts).hexdigest()
    found = [content for content in entries.values() if content.get("kind") == REPORTED]
    if not found:
        raise LedgerError("the proofs hold no entry of a report")
    for content in found:
        if content.get("page_sha256") == page_hash and content.get("facts_sha256") == facts_hash:
            return content
    which = "report.html" if all(one.get("page_sha256") != page_hash for one in found) else "report.json"
    raise LedgerError(f"{which} was changed after the report was entered")


def _check_line(line: Any, entries: dict[int, dict[str, Json]], incident: int) -> int:
    try:
        index, salted = int(line["ledger"]), bytes.fromhex(line["salt"]) + str(line["act"]).encode()
        number = line["sequence"]
    except (TypeError, KeyError, ValueError) as error:
        raise LedgerError("a line of the history cannot be read") from error
    content = entries.get(index)
    if content is None or content.get("incident") != incident:
        raise LedgerError(f"line {number} of the history is not proven")
    if content.get("digest") != hashlib.sha256(salted).hexdigest():
        raise LedgerError(f"line {number} of the history is not what was entered")
    return index


def _facts(facts: bytes) -> dict[str, Any]:
    try:
        told = json.loads(facts)
    except (ValueError, RecursionError) as error:
        raise LedgerError("report.json is not JSON") from error
    if not isinstance(told, dict) or not isinstance(told.get("history"), list) or type(told.get("incident")) is not int:
        raise LedgerError("report.json is not a report")
    return told


def _read(files: EvidenceFiles, name: str) -> bytes:
    with files.open(name) as file:
        body = file.read(MAX_FILE_BYTES + 1)
    if len(body) > MAX_FILE_BYTES:
        raise LedgerError(f"{name} is not that large in a report")
    return body
