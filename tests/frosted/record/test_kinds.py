"""Claims about kinds of entries: each is described with its audience, and what everybody reads names nobody."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from groundglass.frosted.record.kinds import KINDS, PUBLIC_FIELDS, Audience

PACKAGE = Path(__file__).parents[3] / "src" / "groundglass"
SPEC = Path(__file__).parents[3] / "spec" / "ledger.md"
ENTERING = {"enter", "note", "enter_sometime"}
PERSONAL = {"by", "person", "custodian", "requester", "recipient", "reason", "basis", "why", "name", "client", "text"}


def entered() -> Iterator[tuple[str, str, set[str]]]:
    """(where, kind, fields) of every entry that is made with its kind written out."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            kind = node.args[0]
            is_kind = isinstance(kind, ast.Constant) and isinstance(kind.value, str) and "." in kind.value
            if node.func.attr in ENTERING and is_kind and isinstance(kind, ast.Constant):
                yield f"{path.name}:{node.lineno}", str(kind.value), {word.arg for word in node.keywords if word.arg}


def test_every_entry_that_is_made_is_of_a_described_kind() -> None:
    found = list(entered())
    assert len(found) > 30
    assert [(where, kind) for where, kind, _ in found if kind not in KINDS] == []


def test_what_everybody_reads_whole_names_no_person() -> None:
    named = [
        (where, kind, fields & PERSONAL)
        for where, kind, fields in entered()
        if KINDS[kind] is Audience.OPEN and fields & PERSONAL
    ]
    assert named == []


def test_no_public_field_of_an_entry_names_a_person() -> None:
    assert not PUBLIC_FIELDS & PERSONAL


def test_kinds_of_the_house_itself_are_in_the_spec() -> None:
    spec = SPEC.read_text(encoding="utf-8")
    rooms = ("server.", "minute.", "recording", "record.", "act.", "camera.", "place.", "ledger.", "link.", "player.")
    assert [kind for kind in KINDS if kind.startswith(rooms) and f"`{kind}`" not in spec] == []
