"""A site saved while it runs, and made of its backup elsewhere: the real program, a real drawn camera."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from groundglass.frosted.store.backup_manifest import NAME
from tests.cli.commands import RunningSite, groundglass, until
from tests.stands.pmtiles import write_town

SCENE = "demo:plaza?width=320&height=240&people=1&fps=10"


def fragments(folder: Path) -> int:
    with sqlite3.connect(f"file:{folder / 'groundglass.db'}?mode=ro", uri=True) as database:
        count: int = database.execute("select count(*) from fragment").fetchone()[0]
        return count


def found(folder: Path) -> None:
    """Make a site on which no server ran yet: it has its key, its catalog, its ledger and one camera."""
    assert groundglass("camera", "add", "Gate", SCENE, "--data", folder).status == 0


def ledger_size(folder: Path) -> int:
    return int((folder / "ledger" / "checkpoint").read_text().splitlines()[1])


def test_a_site_backed_up_while_it_records_lives_again_in_another_folder(tmp_path: Path) -> None:
    data, saved, again = tmp_path / "data", tmp_path / "saved", tmp_path / "again"
    site = RunningSite(data)
    assert groundglass("camera", "add", "Gate", SCENE, "--data", data).status == 0
    until(lambda: fragments(data) > 4)
    first = groundglass("backup", saved, "--data", data)
    assert (first.status, first.out.startswith("backed up ")) == (0, True)
    assert "guard it" in first.err
    until(lambda: fragments(data) > fragments(saved) + 2)
    assert groundglass("backup", saved, "--data", data).status == 0  # brings it up to date
    kept = fragments(saved)
    assert all(path.stat().st_mode & 0o077 == 0 for path in saved.rglob("*") if path.is_file())
    assert site.stop()[0] == 0

    restored = groundglass("restore", saved, "--data", again)
    assert restored.status == 0, restored.err
    entries = ledger_size(again)
    checked = groundglass("check", "--repair", "--data", again)
    assert (checked.status, "everything is whole" in checked.out) == (0, True), checked.out
    assert fragments(again) >= kept - 1  # a torn end of the open minute may be cut off
    other = RunningSite(again)
    try:
        listed = groundglass("camera", "list", "--data", again).out
        assert listed.count("gate") >= 1
        until(lambda: fragments(again) > kept + 2)
        until(lambda: ledger_size(again) > entries)
        assert not (again / "restored.json").exists()
    finally:
        assert other.stop()[0] == 0
    entered = b"".join(path.read_bytes() for path in sorted((again / "ledger" / "tile" / "entries").rglob("*[0-9]")))
    assert b'"kind":"server.restored"' in entered


def test_nothing_is_restored_over_a_site_nor_backed_up_over_something_else(tmp_path: Path) -> None:
    data, saved = tmp_path / "data", tmp_path / "saved"
    found(data)
    assert groundglass("backup", saved, "--data", data).status == 0
    over = groundglass("restore", saved, "--data", data)
    assert (over.status, "is not empty" in over.err) == (4, True)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"a cat")
    wrong = groundglass("backup", tmp_path / "photos", "--data", data)
    assert (wrong.status, "no backup" in wrong.err) == (4, True)
    inside = groundglass("backup", data / "saved", "--data", data)
    assert (inside.status, "cannot lie in" in inside.err) == (4, True)
    elsewhere = tmp_path / "other"
    found(elsewhere)
    other = groundglass("backup", saved, "--data", elsewhere)
    assert (other.status, "another site" in other.err) == (4, True)


def test_a_backup_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    data, saved, again = tmp_path / "data", tmp_path / "saved", tmp_path / "again"
    found(data)
    assert groundglass("backup", saved, "--data", data).status == 0
    manifest = (saved / NAME).read_bytes()
    (saved / NAME).unlink()
    unfinished = groundglass("restore", saved, "--data", again)
    assert (unfinished.status, "not a whole backup" in unfinished.err) == (6, True)
    for broken in (
        b"{",
        b"[]",
        b'{"format": 2}',
        b'{"format": 1}',
        b"x" * 5000,
        manifest.replace(b'"site": "', b'"site": 1, "x": "'),
    ):
        (saved / NAME).write_bytes(broken)
        assert groundglass("restore", saved, "--data", again).status in (6, 7)
    (saved / NAME).write_bytes(manifest)
    with (saved / "groundglass.db").open("r+b") as file:
        file.seek(100)
        file.write(b"\xff")
    changed = groundglass("restore", saved, "--data", again)
    assert (changed.status, "not the one that was saved" in changed.err) == (7, True)
    assert not again.exists()
    assert json.loads(manifest)["format"] == 1


def test_what_retention_deleted_is_gone_from_the_next_backup(tmp_path: Path) -> None:
    data, saved = tmp_path / "data", tmp_path / "saved"
    found(data)
    old = data / "blobs" / "video" / "gate" / "2026-11-20" / "10-00-1.mp4"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"a minute")
    assert groundglass("backup", saved, "--data", data).status == 0
    copied = saved / old.relative_to(data)
    assert copied.read_bytes() == b"a minute"
    old.unlink()
    assert groundglass("backup", saved, "--data", data).status == 0
    assert not copied.exists()


def test_the_map_is_backed_up_once_brought_up_to_date_and_restored(tmp_path: Path) -> None:
    data, saved, again = tmp_path / "data", tmp_path / "saved", tmp_path / "again"
    found(data)
    copied = saved / "map" / "base.pmtiles"
    one, other = write_town(tmp_path / "one.pmtiles"), tmp_path / "other.pmtiles"
    body = bytearray(one.read_bytes())
    body[101] -= 1  # another map, as large: it ends one zoom earlier
    other.write_bytes(body)
    assert groundglass("map", "add", one, "--data", data).status == 0
    assert groundglass("backup", saved, "--data", data).status == 0
    first = copied.stat().st_ino
    assert groundglass("backup", saved, "--data", data).status == 0
    assert copied.stat().st_ino == first
    assert groundglass("map", "add", other, "--data", data).status == 0
    assert groundglass("backup", saved, "--data", data).status == 0
    assert copied.read_bytes() == body
    assert groundglass("restore", saved, "--data", again).status == 0
    assert "zoom 12 to 14" in groundglass("map", "show", "--data", again).out
    assert groundglass("map", "remove", "--data", data).status == 0
    assert groundglass("backup", saved, "--data", data).status == 0
    assert not copied.exists()
