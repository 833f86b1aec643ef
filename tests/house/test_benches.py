"""Figures that are shown are figures that were measured."""

from __future__ import annotations

import json

import pytest

from bench.figures import Figure, figure, markdown_table, percentile, plain_table
from bench.kept import PACKED, PAGE, RESULTS, packed, read, with_tables
from tests.house.source import ROOT


def test_every_table_in_the_bench_page_is_what_its_kept_result_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_tables(page) == page


def test_every_kept_result_is_shown_and_names_its_machine() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for path in RESULTS.glob("*.json"):
        kept = read(path)
        assert f"<!-- figures: {path.stem} -->" in page
        assert {"cpu", "cores", "memory", "kernel", "python"} <= set(kept.machine)
        assert kept.date
        assert kept.commit
        assert kept.figures


def test_the_figures_a_site_shows_the_public_are_those_of_the_kept_runs() -> None:
    assert PACKED.read_text(encoding="utf-8") == packed()


def test_the_first_screen_repeats_no_figure() -> None:
    """A number copied into README.md would age; it points to the page whose numbers are checked."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "bench/README.md" in readme
    assert not [line for line in readme.splitlines() if line.startswith("|") and " ms" in line]


@pytest.mark.parametrize(
    ("value", "goal", "met"),
    [(249.6, "<= 250", True), (251, "<= 250", False), (0, "= 0", True), (79.9, "< 80", True), (80, "< 80", False)],
)
def test_a_goal_is_judged_before_the_value_is_rounded(value: float, goal: str, met: bool) -> None:
    assert figure("anything", value, "ms", goal).met is met


def test_a_figure_without_a_goal_is_neither_met_nor_missed() -> None:
    assert figure("anything", 12.345, "ms") == Figure("anything", 12.3, "ms", None, None)


def test_the_p95_of_a_hundred_values_is_the_95th() -> None:
    assert percentile([float(value) for value in range(1, 101)], 0.95) == 95
    assert percentile([7.0], 0.95) == 7


def test_json_holds_one_object_with_five_names() -> None:
    shown = json.loads(figure("live: p95", 132, "ms", "<= 250").as_json())
    assert shown == {"name": "live: p95", "value": 132, "unit": "ms", "goal": "<= 250", "met": True}


def test_tables_say_yes_no_and_nothing() -> None:
    rows = [figure("a", 1, "s", "<= 1"), figure("b", 2, "s", "<= 1"), figure("c", 3, "s")]
    assert [line.split()[-1] for line in plain_table(rows).splitlines()] == ["met", "yes", "no", "s"]
    assert markdown_table(rows).splitlines()[3] == "| b | 2 | s | <= 1 | no |"
