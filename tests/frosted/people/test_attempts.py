"""Counting failures: the bound holds, in number and in memory."""

from __future__ import annotations

import pytest

from groundglass.clock import SimulatedClock
from groundglass.errors import TooMany
from groundglass.frosted.people.attempts import Attempts


def test_failures_drain_one_by_one() -> None:
    clock = SimulatedClock()
    attempts = Attempts(clock, limit=2, forgive_s=10)
    attempts.failed("a")
    attempts.failed("a")
    with pytest.raises(TooMany):
        attempts.check("a")
    clock.advance(10)
    attempts.check("a")
    attempts.failed("a")
    with pytest.raises(TooMany):
        attempts.check("a")


def test_a_clock_set_back_forgives_nothing() -> None:
    clock = SimulatedClock()
    attempts = Attempts(clock, limit=1, forgive_s=10)
    attempts.failed("a")
    clock.jump(-1e6)
    with pytest.raises(TooMany):
        attempts.check("a")


def test_success_is_forgiveness_for_its_own_key_only() -> None:
    attempts = Attempts(SimulatedClock(), limit=1, forgive_s=10)
    attempts.failed("a")
    attempts.failed("b")
    attempts.succeeded("a")
    attempts.check("a")
    with pytest.raises(TooMany):
        attempts.check("b")


def test_a_flood_of_names_costs_bounded_memory() -> None:
    attempts = Attempts(SimulatedClock(), limit=1, forgive_s=10, max_keys=100)
    for n in range(10_000):
        attempts.failed(str(n))
    assert len(attempts._failures) == 100
    with pytest.raises(TooMany):
        attempts.check("9999")
