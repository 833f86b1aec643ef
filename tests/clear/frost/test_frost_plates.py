"""No row of a number plate is shown, of a vehicle that drives or has just been parked; measured without reading any."""

from __future__ import annotations

import numpy as np
import pytest

from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.froster import Froster
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.scenes import open_scene
from groundglass.pane.ids import Instant90k

WIDTH, HEIGHT, FPS = 1280, 720, 10
PARKED_S = 60


class Street:
    """The drawn street at full size, frosted, and the rows of plates that were shown."""

    def __init__(self) -> None:
        self.scene = open_scene("street", seed=1, width=WIDTH, height=HEIGHT, fps=FPS, people=0, opening_s=0.0)
        self.froster = Froster(FrostPolicy(evidence_s=4.0), WIDTH, HEIGHT)
        self.into = FrostedPlanes.allocate(WIDTH, HEIGHT)
        self.now_s = 0.0
        self.plates = 0
        self.clear_pictures = 0

    def show(self, number: int, step_s: float) -> int:
        """Frost one picture of the scene; return how many rows of any plate in it are the original's."""
        self.now_s += step_s
        luma, blue, red = (plane.copy() for plane in self.scene.frame(number))
        frame = ClearFrame(luma, blue, red, Instant90k(round(self.now_s * 90_000)))
        self.clear_pictures += not self.froster.frost(frame, self.into).whole
        rows = 0
        for vehicle in self.scene.truth(number).vehicles:
            if (box := vehicle.plate_box) is not None and box.w >= 6:
                window = np.s_[max(round(box.y), 0) : round(box.y + box.h), max(round(box.x), 0) : round(box.x + box.w)]
                same = self.into.luma[window] == luma[window]
                self.plates += same.size > 0
                rows += int(np.count_nonzero(same.mean(axis=1) > 0.5)) if same.size else 0
        return rows


@pytest.fixture(scope="module")
def street() -> Street:
    street = Street()
    assert sum(street.show(number, 1 / FPS) for number in range(400)) == 0
    return street


def test_no_row_of_a_driving_vehicles_plate_is_shown(street: Street) -> None:
    assert street.plates > 50
    assert street.clear_pictures > 200


def test_no_row_of_a_newly_parked_vehicles_plate_is_shown_before_approval(street: Street) -> None:
    before = street.clear_pictures
    seen = [n for n in range(400, 600) if any(v.plate_box is not None for v in street.scene.truth(n).vehicles)]
    for number in range(400, seen[0] + 12):
        assert street.show(number, 1 / FPS) == 0
    assert sum(street.show(seen[0] + 11, 0.25) for _ in range(PARKED_S * 4)) == 0
    assert street.clear_pictures - before > PARKED_S * 3
