"""Every error is drawn in the tree, speaks in one voice and has an answer in HTTP."""

from __future__ import annotations

import ast
import inspect
import re

import pytest

from groundglass import errors
from groundglass.errors import GroundglassError
from groundglass.frosted.web import problems
from tests.house.source import SourceFile, for_each, package_files

ERRORS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, GroundglassError)]
NAMES = {kind.__name__ for kind in ERRORS}
BUILT_IN = {"Exception", "BaseException", "ValueError", "RuntimeError", "OSError", "TypeError", "KeyError"}


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_is_drawn_in_the_tree(kind: type[GroundglassError]) -> None:
    tree = errors.__doc__ or ""
    assert re.search(rf"\b{kind.__name__}\b", tree)


def test_every_error_grows_on_the_tree() -> None:
    """A room may add a kind that carries more, but never a root of its own that no table knows."""
    roots = [
        f"{file.name}: {node.name}"
        for file in package_files()
        for node in file.nodes
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not file.name.endswith("/errors.py")
        if any(isinstance(base, ast.Name) and base.id in BUILT_IN for base in node.bases)
    ]
    assert roots == []


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_class_has_an_answer_in_http(kind: type[GroundglassError]) -> None:
    assert kind in problems.STATUS
    assert 400 <= problems.STATUS[kind][0] <= 599


def spoken(file: SourceFile) -> list[tuple[int, ast.expr, bool]]:
    """Line and value of everything said in a `raise SomeError(message, *hints)`; true for the message itself."""
    calls = [
        node.exc
        for node in file.nodes
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name)
    ]
    return [
        (call.lineno, value, place == 0)
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in NAMES
        for place, value in enumerate(call.args)
    ]


def plain_text(value: ast.expr, part: int) -> str:
    """The text at the beginning (0) or end (-1) of a string or f-string; empty where a value stands there."""
    if isinstance(value, ast.JoinedStr) and value.values:
        value = value.values[part]
    return value.value.strip() if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


@for_each(package_files)
def test_messages_and_hints_end_without_a_full_stop(file: SourceFile) -> None:
    assert [line for line, value, _ in spoken(file) if plain_text(value, -1).endswith(".")] == []


@for_each(package_files)
def test_a_message_begins_in_lower_case(file: SourceFile) -> None:
    firsts = [(line, plain_text(value, 0).split(" ")[0]) for line, value, is_message in spoken(file) if is_message]
    shouting = [(line, word) for line, word in firsts if word[:1].isupper() and not word.isupper() and word.isalpha()]
    assert shouting == []
