"""A view that cannot be judged is frosted whole, named, and proven anew."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from groundglass.clear.frost.planes import FrostReport
from tests.clear.frost.stillscene import HEIGHT, WIDTH, Picture, Scene, known_place, room, textured


def settled() -> Scene:
    scene = Scene(known=known_place())
    scene.run(3.0)
    assert scene.clarity() > 0.95
    return scene


def hold(scene: Scene, picture: Picture, seconds: float) -> FrostReport:
    report = scene.show(picture)
    for _ in range(round(seconds * 10) - 1):
        report = scene.show(picture)
    return report


def flat(level: int) -> Picture:
    chroma = np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8)
    return np.full((HEIGHT, WIDTH), level, np.uint8), chroma, chroma


def test_a_dark_view_is_frosted_whole_and_comes_back() -> None:
    scene = settled()
    report = hold(scene, flat(4), 4.0)
    assert report.whole and report.view == "dark"
    assert scene.clarity() < 0.05
    scene.run(2.0)
    assert scene.clarity() > 0.95


def test_a_blinded_view_is_frosted_whole() -> None:
    report = hold(settled(), flat(250), 4.0)
    assert report.whole and report.view == "blinded"


def test_a_covered_lens_is_frosted_whole_and_never_learned() -> None:
    scene = settled()
    report = hold(scene, flat(110), 30.0)
    assert report.whole and report.view == "covered"
    scene.run(2.0)
    assert scene.clarity() > 0.95


def test_a_defocused_view_is_frosted_whole() -> None:
    scene = settled()
    luma, blue, red = scene.draw()
    blurred = np.asarray(cv2.GaussianBlur(luma, (0, 0), 5), np.uint8)
    report = hold(scene, (blurred, blue, red), 4.0)
    assert report.whole and report.view in ("defocused", "covered")


def test_a_view_that_is_sharp_again_is_the_place_it_was() -> None:
    scene = settled()
    luma, blue, red = scene.draw()
    blurred = np.asarray(cv2.GaussianBlur(luma, (0, 0), 5), np.uint8)
    assert hold(scene, (blurred, blue, red), 8.0).whole
    assert scene.run(1.0).view == "clear"
    assert len(scene.froster._memory.kept.places) == 1


def test_a_moved_camera_is_frosted_whole_and_proves_its_new_view() -> None:
    scene = settled()
    moved = room(seed=90)
    report = hold(scene, moved, 1.5)
    assert report.whole and report.view == "moved"
    assert scene.clarity() < 0.05
    hold(scene, moved, 10.0)
    assert scene.clarity() > 0.9


def test_a_camera_that_turns_back_knows_its_place_at_once() -> None:
    scene = settled()
    hold(scene, room(seed=90), 12.0)
    scene.run(4.0)
    assert scene.clarity() > 0.95


def test_somebody_close_to_the_lens_is_never_taken_for_a_new_view() -> None:
    scene = settled()
    luma, blue, red = scene.draw()
    luma[:, 60:280] = textured(77, HEIGHT, 220, 10, 140, 4)
    close: Picture = (luma, blue, red)
    report = hold(scene, close, 40.0)
    assert report.whole and report.view == "covered"
    scene.run(2.0)
    assert scene.clarity() > 0.95


def test_a_shift_of_five_pixels_is_a_moved_camera_and_recovers() -> None:
    scene = settled()
    shifted = tuple(np.roll(plane, 5 if plane.shape[0] == HEIGHT else 2, axis=1) for plane in scene.room)
    scene.room = (shifted[0], shifted[1], shifted[2])
    report = scene.run(1.0)
    assert scene.clarity() < 0.3
    report = scene.run(12.0)
    assert report.view == "clear"
    assert scene.clarity() > 0.9


def test_slow_light_is_followed_and_content_is_not() -> None:
    scene = settled()
    start = scene.room[0].astype(np.float32)
    for i in range(900):
        scene.room = (np.clip(start * (1.0 - 0.25 * i / 900), 0, 255).astype(np.uint8), *scene.room[1:])
        scene.show(scene.draw(), 0.5)
    assert scene.clarity() > 0.9
    assert scene.walk(-28, 200, 70) == 0.0


def test_a_lamp_that_is_switched_frosts_first_and_recovers() -> None:
    scene = settled()
    lit = np.clip(scene.room[0].astype(np.float32) * 1.35 + 5, 0, 255).astype(np.uint8)
    scene.room = (lit, *scene.room[1:])
    scene.show(scene.draw())
    assert scene.clarity() < 0.4
    scene.run(15.0)
    assert scene.clarity() > 0.9
    assert scene.walk(-28, 200, 70) == 0.0


@pytest.mark.parametrize("by", [8, 11])
def test_a_light_that_turns_its_colour_at_once_is_the_same_place_and_whoever_stands_there_stays_hidden(by: int) -> None:
    scene = settled()
    spot = (140, 80)
    scene.walk(-28, spot[0], spot[1])
    luma, blue, red = scene.room
    scene.room = (luma, blue + np.uint8(by), red - np.uint8(by))
    for _ in range(20):
        scene.show(scene.draw(spot))
        assert scene.leak(spot) < 0.02
    assert scene.clarity() > 0.7
    assert len(scene.froster._memory.kept.places) == 1


def test_a_view_that_nothing_explains_leaves_the_colour_of_the_light_as_it_was() -> None:
    scene = settled()
    grey = np.full((HEIGHT // 2, WIDTH // 2), 90, np.uint8)
    scene.show((room(seed=30)[0], grey, grey))
    assert max(map(abs, scene.froster._memory.light.tint)) < 3  # and not 12, as far as it may go


def test_infra_red_is_a_second_place_and_both_are_known_again() -> None:
    scene = settled()
    day = scene.room
    grey = np.full_like(day[1], 128)
    night: Picture = (np.asarray(255 - day[0], np.uint8), grey, grey)
    hold(scene, night, 14.0)
    assert scene.clarity() > 0.9
    saved = scene.froster.place_bytes()
    assert saved is not None
    hold(scene, day, 4.0)
    assert scene.clarity() > 0.9
    again = Scene(known=saved)
    hold(again, night, 4.0)
    assert again.clarity() > 0.9


@pytest.mark.parametrize("kind", ["infra-red", "lamp"])
def test_somebody_who_stands_still_is_not_learned_when_the_light_is_switched(kind: str) -> None:
    scene = settled()
    spot = (140, 80)
    scene.walk(-28, spot[0], spot[1])
    scene.run(3.0, spot)
    day = scene.room
    if kind == "infra-red":
        grey = np.full_like(day[1], 128)
        scene.room = (np.asarray(255 - day[0], np.uint8), grey, grey)
    else:
        scene.room = (np.clip(day[0].astype(np.float32) * 0.55 + 70, 0, 255).astype(np.uint8), *day[1:])
    for _ in range(300):
        scene.show(scene.draw(spot))
        assert scene.leak(spot) < 0.02
    assert scene.clarity() > 0.7


def test_time_that_stands_still_or_runs_backwards_proves_nothing() -> None:
    scene = Scene()
    for _ in range(200):
        scene.show(scene.draw(), 0.0)
    for _ in range(200):
        assert scene.show(scene.draw(), -1.0).whole


def test_one_long_gap_is_not_evidence() -> None:
    scene = Scene()
    scene.run(1.0)
    for _ in range(3):
        assert scene.show(scene.draw(), 3600.0).whole


def test_dropped_and_repeated_pictures_leak_nothing() -> None:
    scene = settled()
    worst = 0.0
    for i, x in enumerate(range(0, 280, 14)):
        picture = scene.draw((x, 70))
        for _ in range(1 + i % 3):
            scene.show(picture, 0.1 * (i % 4))
            worst = max(worst, scene.leak((x, 70)))
    assert worst == 0.0
