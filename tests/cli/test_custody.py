"""`groundglass custodian` and `groundglass custody`, as people use them."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest

from groundglass.cli.command import run_command
from groundglass.cli.statuses import OK


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    status = run_command([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out + err


def test_from_no_custodian_to_a_camera_that_keeps_originals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ("--data", tmp_path / "data")
    assert run(capsys, "camera", "add", "Gate", "demo:plaza", *data)[0] == OK
    status, said = run(capsys, "custodian", "list", *data)
    assert (status, "there are no custodians" in said) == (OK, True)
    for name in ("One", "Two"):
        key = pyrage.x25519.Identity.generate().to_public()
        status, said = run(capsys, "custodian", "add", name, key, *data)
        assert (status, f"added {name}" in said) == (OK, True)
    assert "no camera keeps originals" in said
    assert run(capsys, "custody", "quorum", 2, *data)[0] == OK
    assert run(capsys, "custody", "keep", 3, *data)[0] == OK
    status, said = run(capsys, "custody", "seal", "gate", "on", *data)
    assert (status, "2 of 2 custodians" in said, "kept for 3 days" in said) == (OK, True, True)
    status, listed = run(capsys, "custodian", "list", *data)
    assert "One" in listed
    retired = listed.split("One")[0].split()[-1]
    status, said = run(capsys, "custodian", "retire", retired, *data)
    assert (status, "none is kept" in said) == (OK, True)
    assert "none is kept" in run(capsys, "custody", "show", *data)[1]


def test_an_identity_given_for_a_recipient_is_refused_and_not_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "camera", "add", "Gate", "demo:plaza", "--data", tmp_path / "data")[0] == OK
    identity = str(pyrage.x25519.Identity.generate())
    status, said = run(capsys, "custodian", "add", "One", identity, "--data", tmp_path / "data")
    assert status != OK
    assert "age recipient" in said
    assert identity not in said


def test_a_site_file_says_which_cameras_keep_originals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, file = ("--data", tmp_path / "data"), tmp_path / "site.toml"
    camera = '[[camera]]\nid = "gate"\naddress = "demo:plaza"\n'
    for switch, shown in (("seal = true\nsound = true\n", "gate"), ("", "no camera")):
        file.write_text(camera + switch)
        assert run(capsys, "apply", file, "--yes", *data)[0] == OK
        key = pyrage.x25519.Identity.generate().to_public()
        assert shown in run(capsys, "custodian", "add", "One more", key, *data)[1]
