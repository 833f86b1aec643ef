"""What every test may stand on: the clips, if this machine has them, said in one line when it has not.

Clips show real people and are for measuring only; they are never part of the repository. A test that needs one
takes `clips` and ends early, having said nothing false, when there are none - the drawn scenes carry every claim
that must hold everywhere.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def find_clips() -> Path | None:
    """The folder of clips: $GROUNDGLASS_CLIPS, or ../shared/clips beside the repository, or None."""
    named = os.environ.get("GROUNDGLASS_CLIPS")
    folder = Path(named) if named else ROOT.parent / "shared" / "clips"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def clips() -> Path | None:
    return find_clips()


def pytest_report_header() -> str:
    folder = find_clips()
    if folder is None:
        return "clips: none (set GROUNDGLASS_CLIPS); claims about real clips are not examined in this run"
    return f"clips: {folder}"
