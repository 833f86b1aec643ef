"""Areas as a worker is told of them."""

from __future__ import annotations

from typing import Any

import pytest

from groundglass.errors import PaneError
from groundglass.pane.control import areas_json, parse_areas

TRIANGLE = [[0.0, 0.0], [1.0, 0.0], [0.5, 1.0]]


def test_areas_are_read_back_as_they_were_drawn() -> None:
    areas = parse_areas([[1, TRIANGLE], [255, TRIANGLE]])
    assert parse_areas(areas_json(areas)) == areas


@pytest.mark.parametrize(
    "bad",
    [
        {},
        [[1, TRIANGLE]] * 17,
        [[1, TRIANGLE], [1, TRIANGLE]],
        [[0, TRIANGLE]],
        [[256, TRIANGLE]],
        [[True, TRIANGLE]],
        [["1", TRIANGLE]],
        [[1, TRIANGLE, 2]],
        [1],
        [[1, TRIANGLE[:2]]],
    ],
)
def test_areas_that_are_none_are_refused(bad: Any) -> None:
    with pytest.raises(PaneError):
        parse_areas(bad)
