"""The console's types of the API are those of the server that it ships with."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import hatch_build

CONSOLE = Path(hatch_build.__file__).resolve().parent / hatch_build.SOURCES


def test_the_committed_types_are_what_the_server_says_now() -> None:
    spec = importlib.util.spec_from_file_location("api_types", CONSOLE / "api_types.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert maker.FILE.read_text() == maker.typescript(), "run .venv/bin/python console/api_types.py"
