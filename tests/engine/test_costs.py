"""What a camera is thought to cost is what cameras were measured to cost."""

from __future__ import annotations

import pytest

from groundglass.engine.costs import MIB, cost_of

# Width, height and rate; then cores, MiB and Mbit/s as a worker took them: bench/cluster/costs.py, 2026-11-22.
MEASURED = [
    (640, 360, 15, 0.0665, 105, 0.304),
    (1280, 720, 15, 0.107, 124, 0.748),
    (1920, 1080, 5, 0.104, 150, 1.26),
    (1920, 1080, 15, 0.188, 152, 1.37),
    (1920, 1080, 25, 0.255, 167, 1.33),
]


@pytest.mark.parametrize(("width", "height", "rate_hz", "cores", "mebibytes", "mbit_s"), MEASURED)
def test_the_cost_of_a_camera_is_the_measured_one_and_some_headroom(
    width: int, height: int, rate_hz: int, cores: float, mebibytes: float, mbit_s: float
) -> None:
    cost = cost_of(width, height, rate_hz)
    assert cores <= cost.cores <= 1.8 * cores
    assert 0.9 * mebibytes * MIB <= cost.memory_bytes <= 1.2 * mebibytes * MIB
    assert cost.mbit_s == pytest.approx(mbit_s, rel=0.1)


def test_a_camera_that_shows_fewer_pictures_costs_less_and_still_decodes_all() -> None:
    full, half, none = (cost_of(1920, 1080, 30, shown_hz=hz) for hz in (None, 15, 0.001))
    assert none.cores < half.cores < full.cores
    assert none.cores > cost_of(1920, 1080, 0.001).cores


def test_sealing_costs_almost_nothing_and_a_detector_a_lot() -> None:
    plain = cost_of(1280, 720, 15).cores
    assert cost_of(1280, 720, 15, seal_mbit_s=4).cores < 1.01 * plain
    assert cost_of(1280, 720, 15, detector_hz=2).cores > 1.5 * plain
