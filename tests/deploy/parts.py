"""What deploy/ is made of, read the way those read it who use it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import helm_python
import yaml

from groundglass.cli.command import parser
from groundglass.config import parse_config
from groundglass.config.cluster import parse_outpost
from groundglass.config.web import parse_web
from tests.house.source import ROOT

DEPLOY = ROOT / "deploy"
CHART = DEPLOY / "helm" / "groundglass"
GIVEN = {"existingSecret": "groundglass"}


def rendered(values: dict[str, Any], name: str = "north") -> list[dict[str, Any]]:
    """Every resource that Helm makes of the chart."""
    with helm_python.Chart.load(CHART) as chart:
        chart.validate_schema(values)
        manifests = chart.render(values, name=name, namespace="video")
    return [
        found
        for path, text in manifests.items()
        if not path.endswith(".txt")
        for found in yaml.safe_load_all(text)
        if found is not None
    ]


def pods(resources: Sequence[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The template of every pod, by what it is a part of."""
    for one in resources:
        if one["kind"] in {"StatefulSet", "Deployment"}:
            template = one["spec"]["template"]
            yield template["metadata"]["labels"]["app.kubernetes.io/component"], template


def check_settings(site: str, outpost: str, web: str) -> None:
    """Our own parsers take them, and they agree with each other."""
    desk, node, front = parse_config(site), parse_outpost(outpost), parse_web(web)
    assert desk.engine.kind == "outposts"
    assert desk.storage.blobs == node.storage.blobs == front.storage.blobs
    assert desk.storage.s3_endpoint == node.storage.s3_endpoint == front.storage.s3_endpoint
    assert desk.server.origins == front.web.origins
    assert desk.cluster.web_nodes.rpartition(":")[2] == front.web.desk.rpartition(":")[2]


def check_command(arguments: Sequence[str]) -> None:
    """The command line takes these arguments."""
    given = [re.sub(r"\$\(\w+\)", "x", one) for one in arguments]
    assert "command" in parser().parse_args(given), given


def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")
