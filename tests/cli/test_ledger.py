"""Claims about the record on the command line: copied, verified and proven with no server, and damage is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from groundglass.ledger.checkpoint import open_checkpoint
from groundglass.ledger.merkle import leaf_hash, verify_inclusion
from groundglass.ledger.note import NoteKey
from groundglass.ledger.tiles import pack_bundle, unpack_bundle
from tests.cli.commands import groundglass

SCENE = "demo:plaza?width=320&height=240&people=1&fps=10"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which three cameras were added, with no server running."""
    folder = tmp_path_factory.mktemp("ledger") / "data"
    for name in ("Gate", "Yard", "Roof"):
        assert groundglass("camera", "add", name, SCENE, "--data", folder).status == 0
    return folder


@pytest.fixture
def export(data: Path, tmp_path: Path) -> Path:
    ran = groundglass("ledger", "export", tmp_path / "copy", "--data", data)
    assert ran.status == 0, ran.err
    return tmp_path / "copy"


def size_of(export: Path) -> int:
    return int((export / "checkpoint").read_text().split("\n")[1])


def key_of(export: Path) -> str:
    return (export / "key").read_text().strip()


def test_a_copy_is_verified_with_nothing_but_the_key(export: Path) -> None:
    ran = groundglass("ledger", "verify", export, "--key", key_of(export))
    assert (ran.status, ran.err) == (0, "")
    assert f"all {size_of(export)} entries of groundglass/" in ran.out
    unkeyed = groundglass("ledger", "verify", export)
    assert unkeyed.status == 0
    assert "the copy's own key is taken at its word" in unkeyed.err


def test_a_changed_and_a_removed_entry_are_named(export: Path) -> None:
    size = size_of(export)
    bundle = export / "tile" / "entries" / "000.p" / str(size)
    entries = unpack_bundle(bundle.read_bytes(), size)
    bundle.write_bytes(pack_bundle([entries[0].replace(b"gate", b"gone"), *entries[1:]]))
    changed = groundglass("ledger", "verify", export, "--key", key_of(export))
    assert changed.status == 7
    assert "entry 0: was changed\n" in changed.out
    assert "this is not the ledger that groundglass/" in changed.err
    bundle.write_bytes(pack_bundle(entries[:1] + entries[2:]))
    removed = groundglass("ledger", "verify", export, "--key", key_of(export))
    assert "entry 1: was removed\n" in removed.out


def test_another_key_is_refused(export: Path) -> None:
    other = "groundglass/0000000000000000+e6f1a7c4+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    assert groundglass("ledger", "verify", export, "--key", other).status == 7
    (export / "key").unlink()
    assert groundglass("ledger", "verify", export).status == 3


def test_an_older_checkpoint_is_compared(export: Path, data: Path, tmp_path: Path) -> None:
    older = export / "checkpoint"
    groundglass("camera", "add", "Hall", SCENE, "--data", data)
    newer = tmp_path / "newer"
    assert groundglass("ledger", "export", newer, "--data", data).status == 0
    key = key_of(newer)
    ran = groundglass("ledger", "verify", newer, "--key", key, "--against", older)
    assert ran.status == 0
    assert f"it begins with the {size_of(export)} entries" in ran.out
    ran = groundglass("ledger", "verify", export, "--key", key, "--against", newer / "checkpoint")
    assert ran.status == 7
    assert "the ledger was rewritten" in ran.err
    assert groundglass("ledger", "verify", export, "--key", key, "--against", tmp_path / "none").status == 3


def test_an_entry_is_proven_as_json(export: Path, data: Path) -> None:
    for where in (("--export", export), ("--data", data)):
        proven = json.loads(groundglass("ledger", "prove", 1, *where).out)
        checkpoint = open_checkpoint(proven["checkpoint"], NoteKey.parse(proven["key"]))
        hashes = [bytes.fromhex(one) for one in proven["hashes"]]
        verify_inclusion(leaf_hash(proven["entry"].encode()), 1, proven["size"], hashes, checkpoint.root)
        assert json.loads(proven["entry"])["camera"] == "yard"
    assert groundglass("ledger", "prove", 100_000, "--data", data).status == 7


def test_a_copy_is_never_made_over_something(export: Path, data: Path) -> None:
    assert groundglass("ledger", "export", export, "--data", data).status == 2
    assert groundglass("ledger", "verify", data, "--key", "x").status == 3


def test_a_rolled_back_ledger_stops_every_command_until_it_is_accepted(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data, folder)
    shutil.copytree(folder / "ledger", tmp_path / "older")
    assert groundglass("camera", "add", "Late", SCENE, "--data", folder).status == 0
    shutil.rmtree(folder / "ledger")
    shutil.copytree(tmp_path / "older", folder / "ledger")
    refused = groundglass("camera", "list", "--data", folder)
    assert refused.status == 7
    assert "it was rolled back or forked" in refused.err
    assert "groundglass ledger accept-rollback --reason TEXT" in refused.err
    accepted = groundglass("ledger", "accept-rollback", "--reason", "restored after a fire", "--data", folder)
    assert accepted.status == 0
    assert "accepted, and entered as entry" in accepted.out
    assert groundglass("camera", "list", "--data", folder).status == 0
