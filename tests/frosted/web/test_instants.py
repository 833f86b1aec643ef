"""Times as text: what goes out comes in again, and what is no time is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import ConfigError
from groundglass.frosted.web.instants import parse_instant, parse_range, show_instant


@given(st.integers(0, 253_402_300_799 * 90_000))
def test_a_shown_time_names_the_millisecond_it_lies_in(at: int) -> None:
    text = show_instant(at)
    assert parse_instant(text) <= at <= parse_instant(text, through=True)
    assert parse_instant(text, through=True) - parse_instant(text) == 89


def test_a_time_is_rfc_3339_in_utc() -> None:
    assert show_instant(1_795_302_000 * 90_000) == "2026-11-21T23:00:00.000Z"
    assert parse_instant("2026-11-22T00:00:00+01:00") == 1_795_302_000 * 90_000
    assert parse_instant("2026-11-22T00:00:00 01:00") == 1_795_302_000 * 90_000  # a `+` that a URL ate


@pytest.mark.parametrize("text", ["", "now", "2026-11-21", "2026-11-21T23:00:00", "1969-12-31T23:59:59Z", "9" * 40])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="is not a time"):
        parse_instant(text)


@given(st.text(max_size=60))
def test_no_text_does_anything_but_parse_or_be_refused(text: str) -> None:
    try:
        assert parse_instant(text) >= 0
    except ConfigError:
        return


def test_a_range_runs_forward_and_has_an_end() -> None:
    early, late = "2026-11-21T23:00:00Z", "2026-11-21T23:30:00Z"
    assert parse_range(early, late, longest_s=1800)[0] == parse_instant(early)
    for begin, end, longest_s in ((late, early, 9999), (early, early, 9999), (early, late, 1799)):
        with pytest.raises(ConfigError):
            parse_range(begin, end, longest_s=longest_s)
