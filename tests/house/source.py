"""The project's own source text, parsed once for the house rules.

Apart from the tests because several of them read the same trees. Assumes it lies two folders below the root.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "groundglass"

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Python file: where it lies, its text and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def functions(self) -> Iterator[FunctionNode]:
        for node in ast.walk(self.tree):
            if isinstance(node, FunctionNode):
                yield node


def _read(folder: Path) -> tuple[SourceFile, ...]:
    files = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        files.append(SourceFile(path, text, ast.parse(text, str(path))))
    return tuple(files)


@cache
def package_files() -> tuple[SourceFile, ...]:
    """Every module of the package."""
    return _read(PACKAGE)


@cache
def house_files() -> tuple[SourceFile, ...]:
    """Every Python file that is written by hand: the package, its tests and its benches."""
    return package_files() + _read(ROOT / "tests") + _read(ROOT / "bench")
