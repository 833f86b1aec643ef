"""The traps that other products fell into, each as a claim about ours."""

from __future__ import annotations

from typing import cast, get_args

import numpy as np
import pytest

from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.mosaic import lay_cells
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.frost.policy import FrostPolicy, Style
from groundglass.clear.place.grid import lay_grid
from groundglass.clear.place.memory import ProofMode
from groundglass.errors import FrostError
from groundglass.pane.ids import Instant90k
from groundglass.pane.scale import PxPerMetre
from tests.clear.frost.stillscene import BROAD, HEIGHT, TALL, WIDTH, Scene, known_place

EIGHT_HOURS_S = 8 * 3600
STYLES = get_args(Style)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("start", ["cold", "known"])
def test_a_still_person_who_came_in_is_hidden_for_eight_hours(style: Style, start: str) -> None:
    scene = Scene(FrostPolicy(style=style, evidence_s=4.0), known_place() if start == "known" else None)
    scene.run(2.0 if start == "cold" else 5.0)
    spot = (140, 80)
    assert scene.walk(-BROAD, spot[0], spot[1]) <= LIMIT[style]
    worst = 0.0
    for _ in range(EIGHT_HOURS_S // 20):
        scene.show(scene.draw(spot), 20.0)
        worst = max(worst, scene.leak(spot))
    assert worst <= LIMIT[style]
    assert scene.clarity() > 0.8


LIMIT = {"silhouette": 0.0, "absent": 0.04, "mosaic": 0.25}
"""A mosaic's cells and the place itself come near a body's grey here and there; no cell shows detail."""


def test_nobody_is_shown_before_anything_is_proven() -> None:
    scene = Scene()
    for i in range(30):
        report = scene.show(scene.draw((100 + i, 60)))
        assert report.whole
        assert scene.clarity() < 0.05


def test_an_unknown_style_is_refused_before_a_picture_is_taken() -> None:
    with pytest.raises(FrostError):
        FrostPolicy(style=cast("Style", "clear"))


def test_an_unknown_mode_is_refused_before_a_picture_is_taken() -> None:
    with pytest.raises(FrostError):
        FrostPolicy(mode=cast("ProofMode", "detector"))


def test_a_failure_inside_frosting_frosts_the_whole_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene()
    scene.run(8.0)
    assert scene.clarity() > 0.95
    monkeypatch.setattr(scene.froster, "_memory", None)
    report = scene.show(scene.draw((100, 60)))
    assert report.whole and report.view == "failed"
    assert scene.clarity() < 0.05
    monkeypatch.undo()
    scene.run(1.0)
    assert scene.clarity() > 0.95


def test_a_picture_of_another_size_is_frosted_whole() -> None:
    scene = Scene()
    scene.run(8.0)
    odd = ClearFrame(
        np.full((HEIGHT, WIDTH - 16), 77, np.uint8),
        np.full((HEIGHT // 2, WIDTH // 2 - 8), 90, np.uint8),
        np.full((HEIGHT // 2, WIDTH // 2 - 8), 160, np.uint8),
        Instant90k(round(scene.now_s * 90_000)),
    )
    report = scene.froster.frost(odd, scene.into)
    assert report.whole and report.view == "failed"
    assert not np.any(scene.into.luma == 77)


def test_planes_that_do_not_fit_are_filled_with_glass() -> None:
    scene = Scene()
    scene.run(8.0)
    small = FrostedPlanes(np.zeros((10, 10), np.uint8), np.zeros((5, 5), np.uint8), np.zeros((5, 5), np.uint8))
    luma, blue, red = (p.copy() for p in scene.room)
    frame = ClearFrame(luma, blue, red, Instant90k(0))
    assert scene.froster.frost(frame, small).whole
    assert small.luma.min() == small.luma.max() == 116


def test_the_worst_picture_of_a_walk_shows_nothing() -> None:
    scene = Scene(known=known_place())
    scene.run(2.0)
    assert scene.walk(-BROAD, WIDTH, 70, pace=3) == 0.0


def test_cells_follow_the_scene_and_not_the_picture() -> None:
    grid = lay_grid(1920, 1080)
    cells = lay_cells(grid, PxPerMetre(20.0, 900.0))
    far_cell = int(np.count_nonzero(cells[0] == 0))
    near_cell = int(np.count_nonzero(cells[-1] == cells[-1, 0]))
    assert near_cell > far_cell
    for row in (0, grid.rows // 2, grid.rows - 1):
        least_px = 0.08 * (20.0 + 900.0 * row / grid.rows)
        assert np.count_nonzero(cells[row] == cells[row, 0]) * grid.block_px >= least_px


def test_an_uncalibrated_mosaic_is_coarse_enough_for_a_person_as_tall_as_the_picture() -> None:
    grid = lay_grid(1920, 1080)
    cells = lay_cells(grid, None)
    assert np.count_nonzero(cells[0] == 0) * grid.block_px >= 1080 / 1.8 * 0.08


@pytest.mark.parametrize("style", STYLES)
def test_a_hazard_stays_visible_in_coarse_colour_while_the_rest_is_hidden(style: Style) -> None:
    scene = Scene(FrostPolicy(style=style, evidence_s=4.0), known_place())
    scene.run(3.0)
    luma, blue, red = scene.draw()
    luma[80:140, 100:180], blue[40:70, 50:90], red[40:70, 50:90] = 210, 70, 190
    hazard = np.zeros((HEIGHT // 4, WIDTH // 4), np.bool_)
    hazard[20:35, 25:45] = True
    frame = ClearFrame(luma, blue, red, Instant90k(round((scene.now_s + 0.1) * 90_000)))
    scene.froster.frost(frame, scene.into, hazard=hazard)
    inside = scene.into.red[48:62, 58:82]
    assert inside.mean() > 165
    assert len(np.unique(scene.into.luma[96:124, 116:164])) < 40


def test_privacy_regions_are_hidden_even_where_the_place_is_proven() -> None:
    corner = ((0.5, 0.0), (1.0, 0.0), (1.0, 0.5), (0.5, 0.5))
    scene = Scene(FrostPolicy(evidence_s=4.0, privacy=(corner,), overlays=(corner,)))
    scene.run(8.0)
    same = scene.into.luma == scene.last[0]
    assert same[:, : WIDTH // 2].mean() > 0.95
    assert same[: HEIGHT // 2, WIDTH // 2 :].mean() < 0.1


def test_a_running_clock_does_not_frost_the_picture() -> None:
    clock = ((0.0, 0.0), (0.4, 0.0), (0.4, 0.1), (0.0, 0.1))
    scene = Scene(FrostPolicy(evidence_s=4.0, overlays=(clock,)))
    rng = np.random.default_rng(3)
    views = []
    for _ in range(90):
        picture = scene.draw()
        picture[0][:16, :120] = np.kron(rng.integers(0, 2, (4, 30)) * 220, np.ones((4, 4), np.int64))
        views.append(scene.show(picture).view)
    assert views[-1] == "clear"
    assert scene.clarity() > 0.98


def test_noise_and_swaying_do_not_frost_the_picture() -> None:
    scene = Scene()
    rng = np.random.default_rng(4)
    views = []
    for i in range(200):
        luma, blue, red = scene.draw()
        sway = int(2 * np.sin(i / 2.0))
        luma[20:60, 20:100] = np.roll(luma[20:60, 20:100], sway, axis=1)
        luma = np.clip(luma + rng.normal(0, 4, luma.shape), 0, 255).astype(np.uint8)
        views.append(scene.show((luma, blue, red)).view)
    assert views[-1] == "clear"
    assert scene.clarity() > 0.75


def test_somebody_in_view_is_seen_to_be_there() -> None:
    scene = Scene(known=known_place())
    scene.run(2.0)
    scene.walk(-BROAD, 120, 80)
    x, y = 118, 80
    window = np.s_[y + 8 : y + TALL - 8, x : x + BROAD - 6]
    apart = np.abs(scene.into.luma[window].astype(int) - scene.room[0][window].astype(int))
    assert np.mean(apart > 18) > 0.6
