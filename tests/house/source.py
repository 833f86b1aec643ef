"""The project's own source text, parsed once for the house rules.

Apart from the tests because several of them read the same trees. Assumes it lies two folders below the root.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "groundglass"

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Python file: where it lies, its text, its tree, and the tree's nodes in the order of `ast.walk`."""

    path: Path
    text: str = field(repr=False)
    tree: ast.Module = field(repr=False)
    nodes: tuple[ast.AST, ...] = field(repr=False)

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def functions(self) -> Iterator[FunctionNode]:
        for node in self.nodes:
            if isinstance(node, FunctionNode):
                yield node


def _read(folder: Path) -> tuple[SourceFile, ...]:
    files = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text, str(path))
        files.append(SourceFile(path, text, tree, tuple(ast.walk(tree))))
    return tuple(files)


@cache
def package_files() -> tuple[SourceFile, ...]:
    """Every module of the package."""
    return _read(PACKAGE)


@cache
def house_files() -> tuple[SourceFile, ...]:
    """Every Python file that is written by hand: the package, its tests and its benches."""
    return package_files() + _read(ROOT / "tests") + _read(ROOT / "bench")


Rule = Callable[[SourceFile], None]


def for_each(files: Callable[[], tuple[SourceFile, ...]]) -> Callable[[Rule], Callable[[], None]]:
    """A rule for one file as one test of all of them, which names every file that breaks it.

    The files are read when the test runs. A test for each file would have them parsed while tests are collected, by
    every process of a run, and there are ten thousand of them.
    """

    def ruled(rule: Rule) -> Callable[[], None]:
        def test() -> None:
            broken = []
            for file in files():
                try:
                    rule(file)
                except AssertionError as error:
                    broken.append(f"{file.name}: {error}")
            assert not broken, "\n".join(broken)

        test.__name__, test.__qualname__, test.__doc__ = rule.__name__, rule.__qualname__, rule.__doc__
        return test

    return ruled
