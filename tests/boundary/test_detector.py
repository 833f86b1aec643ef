"""A real, confined worker with a detector that the site brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundglass.pane.observations import ThingKind, TrackBatch
from groundglass.pane.pictures import FrostedSample
from groundglass.pane.status import CameraState, Cause, WorkerStatus
from tests.boundary.process import Heard, run_worker, settings_for
from tests.clear.detect.drawn_models import bright_yolox, order_for
from tests.stands.clips import draw_clip


def states(heard: Heard) -> list[tuple[CameraState, Cause]]:
    return [(one.state, one.cause) for one in heard.messages if isinstance(one, WorkerStatus)]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A box of noise that moves through a still room."""
    return draw_clip(tmp_path_factory.mktemp("clips") / "noise.mp4", pictures=90, noise_seed=7)


def test_a_pinned_detector_runs_confined_and_pictures_come(clip: Path, tmp_path: Path) -> None:
    order = order_for(bright_yolox(tmp_path / "m.onnx"), rate_hz=30.0, sure=0.01)
    heard = run_worker(settings_for(clip, pace="fast", evidence_s=1.0, detector=order))
    assert (CameraState.LIVE, Cause.NONE) in states(heard)
    assert sum(isinstance(one, FrostedSample) for one in heard.messages) > 60
    kinds = {one.kind for batch in heard.messages if isinstance(batch, TrackBatch) for one in batch.tracks}
    assert kinds <= {ThingKind.UNNAMED, ThingKind.PERSON}


@pytest.mark.parametrize(
    ("spoilt", "cause"),
    [(b"more", Cause.DETECTOR_OTHER), (None, Cause.DETECTOR_MISSING)],
)
def test_without_the_detector_it_pinned_a_camera_shows_nothing(
    clip: Path, tmp_path: Path, spoilt: bytes | None, cause: Cause
) -> None:
    path = bright_yolox(tmp_path / "m.onnx")
    order = order_for(path)
    if spoilt is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + spoilt)
    heard = run_worker(settings_for(clip, pace="fast", detector=order), stop_after_s=4.0)
    assert states(heard) == [(CameraState.FAULT, cause)]
    assert not any(isinstance(one, FrostedSample) for one in heard.messages)
    assert heard.status == 0
