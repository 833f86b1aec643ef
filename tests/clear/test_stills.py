"""Stills are made from frosted pictures, small, and left out rather than too large."""

from __future__ import annotations

import copy
import pickle

import cv2
import numpy as np
import pytest

from groundglass.clear import stills
from groundglass.clear.encode import FrostedCanvas
from groundglass.clear.frame import ClearFrame
from groundglass.clear.picture import Geometry
from groundglass.clear.stills import Mark, still_of
from groundglass.pane.ids import Instant90k
from groundglass.pane.pictures import StillPurpose
from groundglass.pane.wire import MAX_BODY_BYTES, STILL

AT = Instant90k(5)


def canvas(level: int) -> FrostedCanvas:
    made = FrostedCanvas(Geometry(640, 360, full_range=False, aspect=(1, 1)))
    made.luma[:], made.blue[:], made.red[:] = level, 128, 128
    return made


@pytest.mark.parametrize(("full_range", "level", "expected"), [(False, 235, 255), (True, 235, 235), (False, 16, 0)])
def test_a_still_shows_the_levels_of_the_picture(full_range: bool, level: int, expected: int) -> None:
    still = still_of(canvas(level), AT, StillPurpose.THUMBNAIL, 320, full_range=full_range)
    assert still is not None and (still.width, still.height) == (320, 180)
    picture = cv2.imdecode(np.frombuffer(still.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert picture is not None and picture.shape == (180, 320)
    assert abs(float(picture.mean()) - expected) <= 2


def test_a_still_too_large_for_the_pane_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stills, "_HEAD_ROOM_BYTES", MAX_BODY_BYTES[STILL] - 100)
    assert still_of(canvas(100), AT, StillPurpose.PLACE, 1280, full_range=False) is None


def test_what_is_marked_is_told_by_where_it_is_and_the_canvas_stays_as_it_is() -> None:
    frosted = canvas(60)
    # Blocks of 96 pixels: the last row reaches beyond the picture.
    blocks = np.zeros((4, 7), np.bool_)
    blocks[:, 3:] = True
    still = still_of(frosted, AT, StillPurpose.PROPOSAL, 320, full_range=False, mark=Mark(96, blocks))
    assert still is not None
    picture = cv2.imdecode(np.frombuffer(still.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    assert np.all(np.abs(picture[:, :142].astype(int) - 51) <= 4)  # 60 of 16..235, as 0..255
    assert np.all(np.abs(picture[:, 146:].astype(int) - 165) <= 4)  # 128 + 30 likewise
    assert set(np.unique(frosted.luma)) == {60}


def test_a_clear_frame_refuses_to_be_carried_further() -> None:
    plane = np.full((16, 16), 77, np.uint8)
    clear = ClearFrame(plane, plane[:8, :8], plane[8:, 8:], AT)
    for carry in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            carry(clear)
    assert repr(clear) == "<ClearFrame 16x16 at 5>"
