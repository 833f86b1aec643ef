"""Logs for machines: one object a line, with the camera it is about."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys

from groundglass.cli.log_lines import JsonLines

SAY = """
import logging
from groundglass.cli.terminal import log_to_terminal
log_to_terminal()
logging.getLogger("groundglass.engine.keeper").warning("camera %s: it\\nfell silent", "gate", extra={"camera": "gate"})
logging.getLogger("groundglass").info("nobody needs to read this")
"""


def said(variables: dict[str, str]) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", SAY], env={**os.environ, **variables}, capture_output=True, text=True, check=True
    )
    assert ran.stdout == ""
    return ran.stderr


def test_a_line_names_its_camera_and_is_one_line_whatever_is_said() -> None:
    (line,) = said({"GROUNDGLASS_LOG": "json"}).splitlines()
    told = json.loads(line)
    assert {name: told[name] for name in ("level", "from", "said", "camera")} == {
        "level": "warning", "from": "groundglass.engine.keeper", "said": "camera gate: it\nfell silent",
        "camera": "gate",
    }  # fmt: skip
    assert told["at"].endswith("Z")


def test_without_the_variable_lines_are_for_people() -> None:
    assert said({"GROUNDGLASS_LOG": ""}).startswith("groundglass: WARNING: camera gate: it")


def test_what_was_not_foreseen_has_its_trace_in_the_same_line() -> None:
    try:
        raise ValueError("odd")
    except ValueError:
        record = logging.LogRecord("a", logging.ERROR, "b", 1, "it failed", None, sys.exc_info())
    line = JsonLines().format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert "ValueError: odd" in told["trace"]
    assert "camera" not in told
