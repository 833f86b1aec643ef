"""Files and functions stay small enough to hold in the head, and say why they are there."""

from __future__ import annotations

import ast

from tests.house.source import SourceFile, for_each, house_files, package_files

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "handlers"}


@for_each(house_files)
def test_a_file_is_at_most_400_lines(file: SourceFile) -> None:
    assert len(file.text.splitlines()) <= MAX_FILE_LINES


@for_each(house_files)
def test_a_function_is_at_most_60_lines(file: SourceFile) -> None:
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in file.functions()
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > MAX_FUNCTION_LINES
    ]
    assert long == []


@for_each(package_files)
def test_a_module_says_why_it_is_apart(file: SourceFile) -> None:
    said = ast.get_docstring(file.tree)
    assert said is not None, "the module has no docstring"
    assert len(said) >= 30, "the docstring says nothing that the name does not"


@for_each(package_files)
def test_a_public_class_says_what_it_is(file: SourceFile) -> None:
    silent = [
        node.name
        for node in file.tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and ast.get_docstring(node) is None
    ]
    assert silent == []


@for_each(house_files)
def test_annotations_are_never_evaluated_on_import(file: SourceFile) -> None:
    code = [node for node in file.tree.body if not isinstance(node, ast.Expr)]
    assert not code or any(
        isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in file.tree.body
    ), "add `from __future__ import annotations`"


@for_each(house_files)
def test_a_name_is_a_noun_of_the_trade(file: SourceFile) -> None:
    parts = set(file.name.removesuffix(".py").split("/"))
    assert parts & NAMES_THAT_SAY_NOTHING == set()
    empty = [
        node.name
        for node in file.nodes
        if isinstance(node, ast.ClassDef)
        and node.name.lower().endswith(("manager", "helper", "helpers", "util", "utils"))
    ]
    assert empty == []


@for_each(house_files)
def test_nothing_is_swallowed(file: SourceFile) -> None:
    """No bare `except:`, and no `except Exception` whose body does nothing."""
    for node in file.nodes:
        if not isinstance(node, ast.ExceptHandler):
            continue
        assert node.type is not None, f"line {node.lineno}: a bare except"
        broad = isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}
        silent = all(isinstance(line, ast.Pass) for line in node.body)
        assert not (broad and silent), f"line {node.lineno}: a broad except that does nothing"


@for_each(house_files)
def test_the_type_checker_is_never_silenced(file: SourceFile) -> None:
    silencer = "type:" + " ignore"
    assert silencer not in file.text
    assert "# " + "mypy:" not in file.text


@for_each(house_files)
def test_no_test_is_skipped(file: SourceFile) -> None:
    for node in file.nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, (ast.Name, ast.Attribute)):
            written = ast.unparse(node)
            assert written not in {"pytest.skip", "pytest.importorskip", "pytest.xfail"}, f"line {node.lineno}"
            assert not written.startswith(("pytest.mark.skip", "pytest.mark.xfail")), f"line {node.lineno}"
