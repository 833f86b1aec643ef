"""The cases of the bench of those who stir: always the same, within the picture, and not frosted by accident."""

from __future__ import annotations

from bench.frost import PARTS
from bench.frost.stirs import CASES, PICTURES, drawn_case, play
from tests.clear.frost.stillscene import BROAD, HEIGHT, TALL, WIDTH


def test_every_case_is_drawn_the_same_way_twice_and_lies_in_the_picture() -> None:
    assert "stirs" in PARTS
    for number in range(CASES):
        case = drawn_case(number)
        assert case == drawn_case(number)
        assert 0 <= case.spot[0] <= WIDTH - BROAD
        assert 0 <= case.spot[1] <= HEIGHT - TALL


def test_who_stirs_alone_in_the_middle_is_not_shown_while_the_place_is() -> None:
    shown, clarity, place = play(drawn_case(0), None)
    assert len(shown) == PICTURES
    assert max(shown) < 0.05
    assert clarity > 0.5
    assert place is not None
