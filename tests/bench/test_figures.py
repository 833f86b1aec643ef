"""A figure is a plain number with its goal judged, whatever it was computed with."""

from __future__ import annotations

import importlib
import json
import pkgutil

import numpy as np

from bench.figures import figure


def test_a_figure_of_an_array_can_be_kept() -> None:
    kept = json.loads(figure("people", np.float64(0.51234), "people", "<= 1").as_json())
    assert kept == {"name": "people", "value": 0.512, "unit": "people", "goal": "<= 1", "met": True}
    assert json.loads(figure("people", np.float32(1.5), "people", "<= 1").as_json())["met"] is False


def test_a_bench_of_parts_can_still_be_called_when_its_parts_were_loaded() -> None:
    for name in ("bench.frost", "bench.events"):
        bench = importlib.import_module(name)
        for module in pkgutil.iter_modules(bench.__path__):
            importlib.import_module(f"{name}.{module.name}")
        assert callable(bench.measure)
