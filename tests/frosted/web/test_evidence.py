"""Evidence of frosted recordings: exported over HTTP, checked with nothing but its files and a key."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import pytest

from groundglass.errors import LedgerError
from groundglass.frosted.custody.evidence_check import FolderFiles, ZipFiles, check_evidence
from groundglass.frosted.custody.manifest import parse_manifest
from groundglass.frosted.people.roles import Role
from groundglass.frosted.web.instants import show_instant
from groundglass.ledger.note import NoteKey, NoteSigner
from groundglass.pane.ids import CameraId
from tests.frosted.footage import RATE_HZ, a_run, some_samples
from tests.frosted.web.stand import Stand

GATE = CameraId("gate")
MINUTE_90K = 60 * 90_000
OTHER = NoteSigner.from_seed("groundglass/other", bytes(32)).key


@pytest.fixture
async def exported(stand: Stand, tmp_path: Path) -> tuple[Path, NoteKey]:
    """Four seconds, recorded, on record, exported and unpacked; and the site's key."""
    await stand.camera()
    recorder = stand.site.archive.recorder(GATE)
    at = (stand.site.clock.now_90k() // MINUTE_90K - 1) * MINUTE_90K + 10 * 90_000  # within one minute: one file
    run = stand.site.archive.runs.mint()
    recorder.push(replace(a_run(), run=run))
    for sample in some_samples(4 * RATE_HZ, run=run, start=at):
        recorder.push(sample)
    await recorder.close()
    _, token = await stand.somebody(Role.OPERATOR)
    asked = {"camera": "gate", "from": show_instant(at + 90_000), "to": show_instant(at + 3 * 90_000)}
    async with stand.browser(token) as browser:
        async with asyncio.timeout(60):
            while (answer := await browser.post("/api/v1/evidence", json=asked)).status_code == 404:
                await asyncio.sleep(0.1)
    assert answer.status_code == 200, answer.text
    (tmp_path / "evidence.zip").write_bytes(answer.content)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as whole:
        whole.extractall(tmp_path / "evidence")
    return tmp_path / "evidence", stand.site.record.key


async def test_evidence_holds_with_nothing_but_its_files_and_the_key(exported: tuple[Path, NoteKey]) -> None:
    folder, key = exported
    manifest, said = check_evidence(FolderFiles(folder), key)
    assert [one.what for one in manifest.files] == ["clip", "recording"]
    assert any("on record since they were finished" in line for line in said)
    assert not any("anybody could have put there" in line for line in said)
    assert check_evidence(ZipFiles(folder.with_suffix(".zip")), key)[0] == manifest
    with av.open(str(folder / "clip.mp4")) as video:
        assert sum(1 for _ in video.decode(video=0)) >= 2 * RATE_HZ
    page = (folder / "index.html").read_text()
    assert key.text() in page
    assert all(one.sha256 in page for one in manifest.files)


async def test_without_a_key_the_check_says_what_that_is_worth(exported: tuple[Path, NoteKey]) -> None:
    _, said = check_evidence(FolderFiles(exported[0]), None)
    assert any("compare it" in line for line in said)


def change(name: str, how: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(how((folder / name).read_bytes()))


def proofs(how: Callable[[list[dict[str, object]]], object]) -> Callable[[bytes], bytes]:
    def changed(body: bytes) -> bytes:
        said = json.loads(body)
        said["proofs"] = how(said["proofs"]) or said["proofs"]
        return json.dumps(said).encode()

    return changed


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (change("clip.mp4", lambda body: body[:-1]), "clip.mp4 is not the file"),
        (change("recorded/0001.mp4", lambda body: b"x" + body[1:]), "recorded/0001.mp4 is not the file"),
        (change("manifest.json", lambda body: body.replace(b'"gate"', b'"yard"')), "stands in none of the entries"),
        (change("manifest.json", lambda body: body + b" "), "canonical"),
        (change("manifest.json", lambda body: b"{}"), "not a manifest"),
        (change("proofs.json", lambda body: b"no"), "not JSON"),
        (change("proofs.json", proofs(lambda all: all[:1])), "stands in none of the entries"),
        (change("proofs.json", proofs(lambda all: all[1:])), "no entry of its recording"),
        (change("proofs.json", proofs(lambda all: all[0].update(index=99))), "no entry 99"),
        (change("proofs.json", proofs(lambda all: all[0].update(size=1))), "another tree"),
        (change("proofs.json", proofs(lambda all: all[0].update(entry="AAAA"))), "not in the tree"),
        (change("proofs.json", proofs(lambda all: all[0].update(hashes=["!"]))), "not base64"),
        (change("proofs.json", proofs(lambda all: all[0].pop("hashes"))), "other members"),
        (change("proofs.json", proofs(lambda all: all[0].update(index="1"))), "not a whole number"),
        (lambda folder: (folder / "clip.mp4").unlink(), "clip.mp4 is missing"),
        (lambda folder: (folder / "extra.mp4").write_bytes(b"x"), "extra.mp4 is not named"),
    ],
)
async def test_whatever_is_changed_is_named(
    exported: tuple[Path, NoteKey], damage: Callable[[Path], object], said: str
) -> None:
    folder, key = exported
    damage(folder)
    with pytest.raises(LedgerError, match=said):
        check_evidence(FolderFiles(folder), key)


async def test_another_sites_key_proves_nothing(exported: tuple[Path, NoteKey]) -> None:
    with pytest.raises(LedgerError, match="not signed by"):
        check_evidence(FolderFiles(exported[0]), OTHER)


async def test_half_a_zip_is_no_evidence(exported: tuple[Path, NoteKey], tmp_path: Path) -> None:
    half = tmp_path / "half.zip"
    whole = exported[0].with_suffix(".zip").read_bytes()
    half.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LedgerError, match="not a zip file"):
        ZipFiles(half)


async def test_the_export_is_on_record_with_the_manifests_hash(exported: tuple[Path, NoteKey]) -> None:
    manifest = parse_manifest((exported[0] / "manifest.json").read_bytes())
    assert parse_manifest(manifest.encoded()) == manifest
    with pytest.raises(LedgerError):
        parse_manifest(manifest.encoded().replace(b'"size_bytes":', b'"size_byte":'))
