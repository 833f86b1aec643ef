"""The tones that stand for people can always be told from the place they stand on."""

from __future__ import annotations

import pytest

from groundglass.clear.frost.glass import LIGHT, TINTS, tone_for


@pytest.mark.parametrize("number", range(len(TINTS)))
def test_a_tone_can_be_told_from_every_grey_place_by_brightness_or_by_colour(number: int) -> None:
    for place in range(16, 236):
        for luma, blue, red in (tone_for(number, float(place)), tone_for(number, float(place), tone_for(number, 90.0))):
            assert max(abs(luma - place), abs(blue - 128.0), abs(red - 128.0)) >= 24.0


def test_a_region_keeps_its_brightness_wherever_it_goes() -> None:
    tone = tone_for(2, 90.0)
    for place in (100.0, 150.0, 196.0, 230.0, 40.0):
        tone = tone_for(2, place, tone)
        assert tone[0] == LIGHT
    assert tone == tone_for(2, 40.0)


def test_a_tint_is_plain_where_brightness_tells_enough() -> None:
    assert tone_for(1, 100.0)[1:] == TINTS[1]
