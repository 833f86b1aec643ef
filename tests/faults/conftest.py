"""One real server with a healthy RTSP camera, beside which things go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.site import RunningSite
from tests.stands.clips import draw_clip
from tests.stands.rtsp import RtspCamera

ONE_SLICE = {"x264-params": "sliced-threads=0:threads=1"}
"""The stand's payloader repeats parameter sets before every slice of a key picture, which tears one of several."""


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_clip(tmp_path_factory.mktemp("clips") / "small.mp4", pictures=60, options=ONE_SLICE)


@pytest.fixture(scope="session")
def gate(clip: Path) -> Iterator[RtspCamera]:
    """The healthy camera."""
    with RtspCamera(clip, user="desk", password="hush") as camera:
        yield camera


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, gate: RtspCamera) -> Iterator[RunningSite]:
    """A server that watches and records the healthy camera as `gate`."""
    with RunningSite(tmp_path_factory.mktemp("site") / "data") as running:
        running.sign_in()
        running.add_camera("Gate", gate.url(), id="gate")
        running.wait_until_live("gate")
        yield running
