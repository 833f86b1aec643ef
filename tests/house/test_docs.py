"""The documentation says what the code does: settings, links, pictures, words."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from groundglass.cli.command import parser
from groundglass.cli.statuses import MEANINGS
from groundglass.config import (
    AddressSection,
    CameraSection,
    ClusterSection,
    DetectorSection,
    LedgerSection,
    OidcSection,
    PlacingSection,
    ServerSection,
    StorageSection,
)
from tests.house.source import ROOT

PAGES = sorted(
    path
    for folder in (ROOT, ROOT / "docs", ROOT / "design", ROOT / "design" / "decisions", ROOT / "spec", ROOT / "bench")
    for path in folder.glob("*.md")
)
SECTIONS = [
    ServerSection,
    StorageSection,
    AddressSection,
    OidcSection,
    LedgerSection,
    DetectorSection,
    PlacingSection,
    ClusterSection,
    CameraSection,
]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_setting_is_documented(section: type) -> None:
    operating = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    sample = (ROOT / "docs" / "site.toml").read_text(encoding="utf-8")
    for setting in fields(section):
        assert f"`{setting.name}`" in operating, f"docs/operating.md does not name {setting.name}"
        assert re.search(rf"^(# )?{setting.name} = ", sample, re.MULTILINE), f"docs/site.toml lacks {setting.name}"


def test_every_command_is_documented() -> None:
    operating = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    names = [name for action in parser()._actions if isinstance(action.choices, dict) for name in action.choices]
    assert len(names) >= 10
    assert [name for name in names if f"| `groundglass {name}` |" not in operating] == []


def test_every_exit_status_is_documented() -> None:
    operating = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert [status for status, meaning in MEANINGS.items() if f"| {status} | {meaning} |" not in operating] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_link_inside_the_project_leads_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_pictures_in_the_documentation_are_small() -> None:
    heavy = [path.name for path in (ROOT / "docs" / "pictures").iterdir() if path.stat().st_size > 400_000]
    assert heavy == []


def test_a_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in (ROOT / "design" / "decisions").glob("*.md")]
    assert all(number.isdigit() for number in numbers)
    assert len(numbers) == len(set(numbers))


def test_what_is_pinned_names_no_place_to_get_it_from() -> None:
    """A mirror, or a network of one's own, must do as well as the public index."""
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[\[><=; ]", line)[0].lower() for line in wanted}
    pinned = {
        line.split("==")[0].split("[")[0]
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    }
    assert names - pinned == set()
