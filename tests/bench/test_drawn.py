"""What the bench of drawn clips says when everything is shown, when nothing is, and what it knows of its own clips."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.frost import PARTS
from bench.frost.clips import Planes, read
from bench.frost.filming import film
from bench.frost.lens import Film, Lens
from bench.frost.shots import SHOTS, Restless, moving_in, open_shot
from bench.frost.truth import Filmed, Tally, count
from groundglass.clear.scenes.route import Route, Stop

SQUARE = next(shot for shot in SHOTS if shot.name == "square")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Filmed, list[Planes]]:
    """Half a second of the crowded square."""
    filmed = film(SQUARE, tmp_path_factory.mktemp("drawn") / "square.mp4", seconds=0.5)
    return filmed, [planes for planes, _ in read(filmed.path)]


def test_a_clip_that_is_not_frosted_leaks_everything(crowd: tuple[Filmed, list[Planes]]) -> None:
    filmed, pictures = crowd
    tally = Tally()
    for index, planes in enumerate(pictures):
        count(tally, planes, planes, filmed, index, warm=True)
    figures = tally.figures()
    assert figures["leak"] > 0.97
    assert figures["head_leak"] == figures["bare"] == figures["clarity"] == 1.0


def test_a_clip_that_is_painted_over_leaks_nothing_and_shows_no_place(crowd: tuple[Filmed, list[Planes]]) -> None:
    filmed, pictures = crowd
    tally = Tally()
    for index, planes in enumerate(pictures):
        hidden = (np.full_like(planes[0], 70), np.full_like(planes[1], 200), np.full_like(planes[2], 60))
        count(tally, planes, hidden, filmed, index, warm=True)
    figures = tally.figures()
    assert figures["leak"] == figures["head_leak"] == figures["bare"] == figures["clarity"] == 0.0
    assert figures["presence"] == 1.0


def test_what_nothing_was_counted_for_is_no_figure(crowd: tuple[Filmed, list[Planes]]) -> None:
    filmed, pictures = crowd
    tally = Tally()
    assert tally.figures() == {}
    count(tally, pictures[0], pictures[0], filmed, 0, warm=False)
    assert tally.figures().keys() == {"leak", "leak_worst", "head_leak", "counted", "bare"}


def test_the_truth_of_a_drawn_clip_is_where_people_are_drawn(crowd: tuple[Filmed, list[Planes]]) -> None:
    filmed, pictures = crowd
    rows, columns = np.nonzero(filmed.bodies[0] > 190)
    assert len(pictures) == len(filmed.persons) == len(filmed.bodies)
    assert rows.size > 100
    for row, column in zip(rows * 8 + 4, columns * 8 + 4, strict=True):
        assert any(b.x <= column <= b.x + b.w and b.y <= row <= b.y + b.h for b in filmed.persons[0])


def test_a_place_before_its_first_visitor_differs_nowhere(tmp_path: Path) -> None:
    filmed = film(SHOTS[0], tmp_path / "counter.mp4", seconds=0.5)
    assert not filmed.differs.any()
    assert not filmed.bodies.any()
    assert filmed.persons == [[], [], [], []]


def test_exposure_answers_somebody_dark_with_gain_and_goes_back() -> None:
    bright = (np.full((90, 160), 130, np.uint8), np.full((45, 80), 128, np.uint8), np.full((45, 80), 128, np.uint8))
    dark = bright[0].copy()
    dark[20:70, 60:90] = 40
    camera = Film(Lens(exposure=6.0), 1, 8)
    for _ in range(40):
        camera.expose(bright)
    assert camera.gain == pytest.approx(1.0)
    for _ in range(40):
        camera.expose((dark, *bright[1:]))
    assert 8 <= float(camera.lit(bright, 0.0)[0].mean()) - 130 <= 26
    for _ in range(40):
        camera.expose(bright)
    assert camera.gain == pytest.approx(1.0, abs=0.01)


def test_who_stirs_now_and_then_is_quite_still_in_between() -> None:
    ways = np.array([[0.0, 5.0], [1.0, 5.0], [2.0, 5.0]])
    restless = Restless(Route(ways, 1.0, 1.2, (Stop(1, 60.0, "stand", 0.0),)), every_s=10.0, stirs_s=2.0)
    still = restless.at(24.0)
    assert restless.at(29.5) == still
    assert restless.at(34.0) != still


def test_drawn_clips_are_a_part_of_the_bench_and_none_is_named_twice() -> None:
    assert "drawn" in PARTS
    assert len({shot.name for shot in SHOTS}) == len(SHOTS) >= 6


def test_what_moves_in_a_place_is_nobody() -> None:
    moving = {shot.moves: shot for shot in SHOTS}
    assert moving.keys() == {"nothing", "leaves", "screen", "beams", "swing"}
    for name in ("leaves", "screen", "beams", "swing"):
        scene = open_shot(moving[name])
        moves = moving_in(moving[name], scene)
        assert moves is not None
        first, second = (moves.blown(scene.empty(), t)[0].astype(int) for t in (10.0, 11.0))
        assert 0.0005 < float(np.mean(np.abs(first - second) > 8)) < 0.3
    assert moving_in(moving["nothing"], open_shot(moving["nothing"])) is None


def test_a_lamp_is_on_in_its_time_and_dim_outside_of_it() -> None:
    lens = Lens(dim=0.5, lamp_s=((2.0, 4.0),))
    assert [lens.daylight(t) for t in (1.0, 3.0, 5.0)] == pytest.approx([0.5, 1.0, 0.5])
    assert 0.5 < lens.daylight(4.1) < 1.0
    assert Lens().daylight(3.0) == 1.0
