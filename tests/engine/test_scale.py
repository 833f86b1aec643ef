"""design/scale.md calculates with the costs by which cameras are placed."""

from __future__ import annotations

import re

from groundglass.engine.costs import MIB, cost_of
from tests.house.source import ROOT


def test_the_arithmetic_of_a_city_is_that_of_the_table_of_costs() -> None:
    page = (ROOT / "design" / "scale.md").read_text(encoding="utf-8")
    cost = cost_of(1920, 1080, 15)
    cores = re.search(r"`cost_of\(1920, 1080, 15\)`\) \| ([\d.]+) \| ([\d,]+) \|", page)
    assert cores is not None
    assert float(cores[1]) == round(cost.cores, 2)
    assert int(cores[2].replace(",", "")) == round(100_000 * cost.cores, -2)
    assert f"| {cost.memory_bytes / MIB:.0f} MiB |" in page
    assert f"| frosted stream | {cost.mbit_s:.1f} Mbit/s | {cost.mbit_s * 100:.0f} Gbit/s" in page
    kept_gb = cost.mbit_s / 8 * 86_400 * 30 / 1000
    assert f"| kept for 30 days | {kept_gb:.0f} GB | {kept_gb / 10:.0f} PB |" in page
