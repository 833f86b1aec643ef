"""The dashboard and the alerts: they ask for figures that there are, in queries that Prometheus reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import promql_parser
import pytest
import yaml

from groundglass.frosted.web.models.outbound import MessageTold
from tests.deploy.parts import CHART, DEPLOY, source
from tests.frosted.web.stand import open_stand

BY_OTHERS = {"up"}  # Prometheus makes it itself


def dashboard() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(source(CHART / "files" / "groundglass.json"))
    return loaded


def rules() -> list[dict[str, Any]]:
    loaded = yaml.safe_load(source(DEPLOY / "prometheus" / "alerts.yml"))
    return [rule for group in loaded["groups"] for rule in group["rules"]]


def queries() -> list[str]:
    asked = [target["expr"] for panel in dashboard()["panels"] for target in panel.get("targets", [])]
    return asked + [rule["expr"] for rule in rules()]


def names_in(node: object) -> Iterator[str]:
    """Names of figures anywhere in a query."""
    if isinstance(node, promql_parser.VectorSelector):
        yield str(node.name)
    for part in ("expr", "lhs", "rhs", "vs", "vector_selector", "param"):
        below = getattr(node, part, None)
        if below is not None:
            yield from names_in(below)
    for below in getattr(node, "args", None) or ():
        yield from names_in(below)


async def test_every_figure_that_is_asked_for_is_one_that_we_give(tmp_path: Path) -> None:
    async with open_stand(tmp_path) as stand:
        await stand.camera()
        _, token = await stand.somebody_signed_in()
        async with stand.browser(token) as browser:
            page = (await browser.get("/metrics")).text
    given = {line.split()[2] for line in page.splitlines() if line.startswith("# TYPE ")}
    asked = {name for query in queries() for name in names_in(promql_parser.parse(query))}
    assert len(asked) >= 15
    assert asked - given - BY_OTHERS == set()
    labelled = dict(re.findall(r'^(groundglass_\w+)\{(\w+)="', page, re.MULTILINE))
    for rule in rules():
        for label in re.findall(r"\$labels\.(\w+)", json.dumps(rule)):
            asked_of = [name for name in names_in(promql_parser.parse(rule["expr"])) if name in labelled]
            assert all(labelled[name] == label for name in asked_of), rule["alert"]


def test_states_of_messages_that_are_asked_for_are_states_that_there_are() -> None:
    states = {state for query in queries() for state in re.findall(r'state="(\w+)"', query)}
    assert states
    assert states <= set(get_args(MessageTold.model_fields["state"].annotation))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])
def test_an_alert_says_what_is_and_what_to_do(rule: dict[str, Any]) -> None:
    assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
    assert rule["labels"]["severity"] in {"warning", "critical"}
    assert len(rule["annotations"]["summary"]) < 80
    assert rule["annotations"]["description"].endswith(".")


def test_panels_of_the_dashboard_have_a_title_each_and_do_not_lie_over_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in dashboard()["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert panel["title"]
        assert not cells & taken
        assert at["x"] + at["w"] <= 24
        taken |= cells


def test_prometheus_reads_the_alerts_and_the_desk_with_a_token() -> None:
    told = yaml.safe_load(source(DEPLOY / "prometheus" / "prometheus.yml"))
    assert [name for name in told["rule_files"] if not (DEPLOY / "prometheus" / name).is_file()] == []
    (job,) = told["scrape_configs"]
    assert job["job_name"] == "groundglass"
    assert job["authorization"]["credentials_file"] == "/run/secrets/figures"
