"""The import contracts hold, and each of them really refuses what it is there to refuse."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT, package_files

WAY_OUT = "The clear side has no way out but the pane"
PIXELS = "Only the clear side can touch pixels"
NOBODY = "Nobody imports the clear side"
STOREYS = "The storeys of the house"
PURE = "The pane imports nothing heavy"
RAY = "Only the part that is Ray's knows Ray"
SECRET = "Few may hold the secret half of custody"
KNOTS = "No package imports its sibling in a circle"

VIOLATIONS = [
    ("frosted/web/__init__.py", "from groundglass.clear.frame import ClearFrame", NOBODY),
    (
        "frosted/web/__init__.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from groundglass.clear.frame import ClearFrame",
        NOBODY,
    ),
    ("engine/__init__.py", "import groundglass.clear.frame", NOBODY),
    ("cli/__init__.py", "from groundglass import clear", NOBODY),
    ("ledger/__init__.py", "import groundglass.clear.frame", NOBODY),
    ("frosted/store/__init__.py", "import numpy", PIXELS),
    ("engine/__init__.py", "import av", PIXELS),
    ("cli/__init__.py", "import cv2", PIXELS),
    ("custody/__init__.py", "import onnxruntime", PIXELS),
    *(
        ("clear/frame.py", f"import {name}", WAY_OUT)
        for name in (
            "socket",
            "ssl",
            "http.client",
            "urllib.request",
            "asyncio",
            "multiprocessing.shared_memory",
            "pickle",
            "tempfile",
            "subprocess",
            "ctypes",
            "importlib",
            "mmap",
            "sqlite3",
        )
    ),
    ("clear/frame.py", "import groundglass.frosted.store", WAY_OUT),
    ("clear/frame.py", "import groundglass.engine", WAY_OUT),
    ("clear/frame.py", "import groundglass.custody.ceremony", WAY_OUT),
    ("frosted/web/__init__.py", "from groundglass.custody.keyring import read_keyring", SECRET),
    ("engine/__init__.py", "import groundglass.custody.release", SECRET),
    ("pane/ids.py", "import pydantic", PURE),
    ("pane/ids.py", "import groundglass.frosted", PURE),
    ("custody/__init__.py", "import groundglass.ledger", STOREYS),
    ("config/rules.py", "import groundglass.pane", STOREYS),
    ("clear/frame.py", "from groundglass.clock import SystemClock", WAY_OUT),
    ("frosted/store/__init__.py", "import groundglass.engine", STOREYS),
    ("engine/supervisor.py", "import ray", RAY),
    ("cli/__init__.py", "from ray.util import placement_group", RAY),
    ("utils/__init__.py", "SIZE = 1", STOREYS),
    ("engine/one.py", "import groundglass.engine.two", KNOTS),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts on the copy of the package in `folder`."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    env = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def copied_house(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGE, tmp_path / "groundglass", ignore=shutil.ignore_patterns("__pycache__", "console"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_the_house_as_it_stands_keeps_every_contract(copied_house: Path) -> None:
    answer = lint(copied_house)
    assert answer.returncode == 0, answer.stdout
    assert " 0 broken" in answer.stdout


@pytest.mark.parametrize(("module", "line", "contract"), VIOLATIONS)
def test_a_deliberate_violation_breaks_its_contract(copied_house: Path, module: str, line: str, contract: str) -> None:
    path = copied_house / "groundglass" / module
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else "from __future__ import annotations\n"
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    if contract == KNOTS:
        (path.parent / "two").mkdir()
        (path.parent / "two" / "__init__.py").write_text("import groundglass.engine.one\n", encoding="utf-8")
    answer = lint(copied_house)
    assert answer.returncode != 0, f"{line!r} in {module} was not refused"
    assert f"{contract} BROKEN" in answer.stdout, answer.stdout


def test_the_contracts_have_no_exceptions() -> None:
    lines = (ROOT / ".importlinter").read_text(encoding="utf-8").splitlines()
    settings = [line for line in lines if not line.lstrip().startswith("#")]
    assert not any("ignore_imports" in line or "allow_indirect_imports" in line for line in settings)


def test_the_pane_imports_only_the_standard_library() -> None:
    """The contract lists what is forbidden; this lists what is allowed, which is shorter."""
    allowed = sys.stdlib_module_names | {"groundglass.pane", "groundglass.errors"}
    for file in package_files():
        if "/pane/" not in file.name:
            continue
        for name in imported_modules(file.text):
            head = name.split(".")[0] if not name.startswith("groundglass") else ".".join(name.split(".")[:2])
            assert head in allowed, f"{file.name} imports {name}"


def test_only_the_launcher_names_the_clear_side() -> None:
    """A name in a string reaches what an import statement may not (the gap a contract cannot see)."""
    naming = {
        file.name
        for file in package_files()
        if "/clear/" not in file.name and any("groundglass.clear" in text for text in string_values(file.text))
    }
    assert {name for name in naming if "/engine/confine" not in name} == set()


def imported_modules(text: str) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.append(node.module)
    return names


def string_values(text: str) -> list[str]:
    """Strings that the program uses: docstrings and other free-standing ones are left out."""
    tree = ast.parse(text)
    free_standing = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in free_standing
    ]
