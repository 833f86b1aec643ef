"""The documentation builds as a site: every page is in the navigation, every link leads on, nothing is fetched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from tests.house.source import ROOT

FETCHED = re.compile(r"""<(?:script|img|iframe|source|link)\b[^>]*?\b(?:src|href)=["']?(?:https?:)?//[^"'\s>]+""")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site; a page outside of the navigation, a link or an anchor that leads nowhere fails it."""
    folder = tmp_path_factory.mktemp("docs")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def test_every_page_of_the_documentation_is_a_page_of_the_site(built: Path) -> None:
    written = {page.stem for page in (ROOT / "docs").glob("*.md")}
    assert {page.stem for page in built.glob("*.html")} >= written | {"api"}
    assert (built / "design" / "threat-model.html").exists()
    assert (built / "bench" / "README.html").exists() or (built / "bench" / "index.html").exists()


def test_no_page_of_the_site_fetches_anything_from_elsewhere(built: Path) -> None:
    pages = list(built.rglob("*.html"))
    assert len(pages) > 20
    found = {page.name: FETCHED.findall(page.read_text(encoding="utf-8")) for page in pages}
    assert {name: links for name, links in found.items() if links} == {}


def test_the_api_page_names_every_route_that_is_described(built: Path) -> None:
    from groundglass.frosted.web.app import ROUTERS

    page = (built / "api-reference.html").read_text(encoding="utf-8")
    shown = [
        route.path
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and route.include_in_schema
    ]
    assert len(shown) > 100
    assert [path for path in shown if path.replace(":path}", "}") not in page] == []
