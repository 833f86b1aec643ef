"""How long to wait before starting a worker again."""

from __future__ import annotations

from groundglass.engine.backoff import LONGEST_S, Backoff


def test_the_first_restart_is_immediate_and_later_ones_wait_longer_and_longer() -> None:
    backoff, waits = Backoff(), []
    for _ in range(8):
        backoff = backoff.after(0.5)
        waits.append(backoff.wait_s)
    assert waits == [0, 1, 2, 4, 8, 16, LONGEST_S, LONGEST_S]


def test_a_worker_that_lived_for_a_minute_is_forgiven_everything() -> None:
    assert Backoff(7).after(60.0).wait_s == 0
    assert Backoff(7).after(59.0).wait_s > 0
    assert Backoff(7).after(1.9).wait_s == LONGEST_S


def test_a_thousand_deaths_do_not_overflow() -> None:
    assert Backoff(1000).wait_s == LONGEST_S


def test_a_worker_that_dies_after_pictures_is_never_waited_for_longer_than_two_seconds() -> None:
    backoff = Backoff()
    waits = []
    for _ in range(50):
        backoff = backoff.after(3.0)
        waits.append(backoff.wait_s)
    assert waits[:4] == [0.0, 1.0, 2.0, 2.0]
    assert max(waits) == 2.0
