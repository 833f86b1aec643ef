"""The console's own tests and its types, run by the Node that its build uses."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import hatch_build
import pytest

ROOT = Path(hatch_build.__file__).resolve().parent
CONSOLE = ROOT / hatch_build.SOURCES


def node(*words: str) -> subprocess.CompletedProcess[str]:
    binary = hatch_build.node_folder() / "bin" / "node"
    environment = {**os.environ, "CI": "1", "NO_COLOR": "1"}
    return subprocess.run(
        [str(binary), *words], cwd=CONSOLE, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    if not (CONSOLE / "node_modules" / ".package-lock.json").is_file():
        hatch_build.run_npm(CONSOLE, "ci", "--no-audit", "--no-fund")


def test_the_console_passes_its_own_tests() -> None:
    done = node("node_modules/vitest/vitest.mjs", "run")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_console_is_typed_throughout() -> None:
    done = node("node_modules/typescript/bin/tsc", "--noEmit")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_lock_file_names_no_registry() -> None:
    locked = json.loads((CONSOLE / "package-lock.json").read_text())
    named = [name for name, package in locked["packages"].items() if "resolved" in package]
    assert named == []
    assert all("integrity" in package for name, package in locked["packages"].items() if name)


def test_no_server_is_called_outside_the_api_module() -> None:
    allowed = {"api.ts", "outcome.ts", "service-worker.ts"}  # the last passes on what pages ask for
    callers = [
        path.relative_to(CONSOLE).as_posix()
        for path in (CONSOLE / "src").rglob("*.ts*")
        if path.name not in allowed and "fetch(" in path.read_text()
    ]
    assert callers == []


def test_an_unchanged_console_is_not_built_again(tmp_path: Path) -> None:
    sources = tmp_path / hatch_build.SOURCES
    sources.mkdir()
    (sources / "package.json").write_text("{}")
    output = tmp_path / hatch_build.OUTPUT
    output.mkdir(parents=True)
    (output / "index.html").write_text("<!doctype html>")
    (output / hatch_build.STAMP).write_text(hatch_build.hash_of_sources(sources))
    assert hatch_build.build_if_changed(tmp_path) is False
    (sources / "page.ts").write_text("changed")
    assert (output / hatch_build.STAMP).read_text() != hatch_build.hash_of_sources(sources)


def test_a_build_that_fails_says_what_was_run_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "broken", "version": "1.0.0", "scripts": {"bundle": "exit 3"}}')
    with pytest.raises(hatch_build.ConsoleNotBuilt, match=r"`npm run bundle`.*\n[\s\S]*hint: "):
        hatch_build.run_npm(tmp_path, "run", "bundle")
