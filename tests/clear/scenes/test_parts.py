"""The pieces scenes are made of: colours, camera, figures, heads, sprites, routes, overlays, vehicles."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.clear.scenes.camera import Camera
from groundglass.clear.scenes.cast import Stage, _cross, people
from groundglass.clear.scenes.colour import mix, rgb, shade, to_planes, to_yuv, yuv_of
from groundglass.clear.scenes.compose import Planes, cast_shadow, hidden_share, place, put
from groundglass.clear.scenes.easel import Easel, nearness
from groundglass.clear.scenes.figure import draw_figure
from groundglass.clear.scenes.identity import HAIR, Bag, Bottom, Hair, Stance, Top, identity
from groundglass.clear.scenes.ink import Canvas
from groundglass.clear.scenes.overlay import draw_flame, draw_timecode, noise_patch, read_timecode, timecode_rows
from groundglass.clear.scenes.plaza import STAGE
from groundglass.clear.scenes.route import Route, Stop
from groundglass.clear.scenes.skeleton import Pose, skeleton
from groundglass.clear.scenes.sprite import SpriteKey, SpriteStore, key_for
from groundglass.clear.scenes.traffic import Ride, Traffic
from groundglass.clear.scenes.truth import FigureId, cut
from groundglass.clear.scenes.vehicle import Kind, vehicle


def camera() -> Camera:
    return Camera(320, 180, 266.0, 3.2, 0.16)


def planes_of(width: int = 320, height: int = 180) -> Planes:
    return Planes(
        np.full((height, width), 128, np.uint8),
        np.full((height // 2, width // 2), 128, np.uint8),
        np.full((height // 2, width // 2), 128, np.uint8),
    )


def test_white_black_and_grey_have_the_limited_range_of_bt709() -> None:
    assert yuv_of((255.0, 255.0, 255.0)) == (235, 128, 128)
    assert yuv_of((0.0, 0.0, 0.0)) == (16, 128, 128)
    picture = np.full((4, 6, 3), 255, np.float32)
    assert np.allclose(to_yuv(picture)[..., 0], 235, atol=0.01)
    luma, blue, red = to_planes(picture)
    assert (luma.shape, blue.shape, red.shape) == ((4, 6), (2, 3), (2, 3))


def test_colours_mix_and_shade() -> None:
    assert rgb("ff0080") == (255.0, 0.0, 128.0)
    assert mix((0, 0, 0), (100, 50, 10), 0.5) == (50, 25, 5)
    assert shade((100, 50, 10), 0.5) == (50, 25, 5)


def test_the_ground_under_a_pixel_projects_back_to_that_pixel() -> None:
    view = camera()
    x, z, _ = view.ground()
    for row, column in ((90, 10), (120, 160), (179, 319)):
        seen = view.project(np.array([[float(x[row, column]), 0.0, float(z[row, column])]]))[0]
        assert np.allclose(seen, (column + 0.5, row + 0.5), atol=0.05)
    assert np.isinf(z[0, 0])
    assert view.horizon_px() < 90


def test_something_twice_as_far_is_about_half_as_large() -> None:
    view = camera()
    assert 1.8 < view.px_per_m(10.0) / view.px_per_m(20.0) < 2.1


def test_a_number_is_one_person_and_different_numbers_differ() -> None:
    assert identity(7) is identity(7)
    assert len({identity(n).face.eyes_apart for n in range(50)}) == 50
    assert all(1.5 < identity(n).height_m < 2.0 for n in range(200))


def test_among_many_people_every_kind_of_hair_clothes_and_bag_occurs() -> None:
    crowd = [identity(n) for n in range(400)]
    assert {who.face.style for who in crowd} == set(get_args(Hair))
    assert {who.clothes.top for who in crowd} == set(get_args(Top))
    assert {who.clothes.bottom for who in crowd} == set(get_args(Bottom))
    assert {who.clothes.bag for who in crowd} == set(get_args(Bag))
    assert {who.stance for who in crowd} == set(get_args(Stance))
    assert {who.face.hair for who in crowd} == set(HAIR)


@pytest.mark.parametrize("pose", get_args(Pose))
def test_every_pose_of_every_look_can_be_drawn_from_every_side(pose: Pose) -> None:
    for number in range(60):
        cutout = draw_figure(identity(number), pose, number / 60, 1.0, number * 0.7, 24)
        assert cutout.alpha.max() > 0.95
        assert cutout.alpha.min() >= 0
        assert cutout.colour.shape == (*cutout.alpha.shape, 3)


def test_upright_figures_are_as_tall_as_their_identity_says() -> None:
    for number in range(8):
        who = identity(number)
        cutout = draw_figure(who, "stand", 0.0, 0.0, 0.0, 100)
        assert 0.9 < cutout.alpha.shape[0] / (100 * who.height_m) < 1.2


def test_one_foot_is_on_the_ground_while_walking() -> None:
    who = identity(3)
    for k in range(12):
        bones = skeleton(who, "walk", k / 12, 1.0)
        lowest = min(float(joint[2]) for joint in (*bones.ankles, *bones.toes))
        assert -0.02 < lowest < 0.1


def test_two_people_walk_differently() -> None:
    spans = {
        round(float(np.ptp([skeleton(identity(n), "walk", k / 8, 1.0).hands[0][1] for k in range(8)])), 3)
        for n in range(10)
    }
    assert len(spans) == 10


def test_faces_of_ten_people_near_the_camera_can_be_told_apart() -> None:
    faces = []
    for number in range(10):
        cutout = draw_figure(identity(number), "stand", 0.0, 0.0, 0.0, 150)
        x, y, w, h = (int(v) for v in cutout.head)
        faces.append(np.resize(cutout.colour[max(0, y) : y + h, max(0, x) : x + w], (30, 24, 3)))
    apart = [float(np.abs(a - b).mean()) for i, a in enumerate(faces) for b in faces[:i]]
    assert min(apart) > 6


def test_an_empty_stroke_leaves_the_canvas_alone() -> None:
    canvas = Canvas(20, 20)
    canvas.lay(canvas.blank(), (255.0, 0.0, 0.0), 2.0)
    assert canvas.alpha.max() == 0


def test_sprites_are_bounded_in_bytes_and_drawn_alike_again() -> None:
    store = SpriteStore(60_000)
    keys = [SpriteKey(n, "walk", 3, 2, 4, 2) for n in range(12)]
    first = [store.get(key).luma.copy() for key in keys]
    assert all(np.array_equal(store.get(key).luma, luma) for key, luma in zip(keys, first, strict=True))
    assert store.get(keys[-1]) is store.get(keys[-1])


def test_a_figure_larger_than_the_largest_sprite_is_enlarged() -> None:
    assert key_for(1, "walk", 0.0, 1.0, 0.0, 900.0).level == 6
    assert key_for(1, "walk", 0.999, 1.0, 2 * math.pi, 10.0) == SpriteKey(1, "walk", 0, 2, 0, 0)


def test_a_figure_outside_the_picture_draws_nothing() -> None:
    view, planes = camera(), planes_of()
    near = np.zeros((180, 320), np.uint8)
    sprite = SpriteStore(1 << 20).get(SpriteKey(1, "walk", 0, 2, 0, 2))
    away = place(view, sprite, 60.0, 10.0, flat=False)
    cast_shadow(view, planes, away)
    assert put(planes, near, away) == 1.0
    assert hidden_share(near, away) == 1.0
    assert (planes.luma == 128).all()


def test_a_figure_behind_a_prop_is_hidden_by_it_and_one_before_it_is_not() -> None:
    view = camera()
    near = np.full((180, 320), nearness(10.0), np.uint8)
    sprite = SpriteStore(1 << 20).get(SpriteKey(1, "walk", 0, 2, 0, 2))
    for z, share in ((14.0, 1.0), (8.0, 0.0)):
        planes = planes_of()
        placed = place(view, sprite, 0.0, z, flat=False)
        assert put(planes, near, placed) == pytest.approx(share, abs=0.01)
        assert hidden_share(near, placed) == pytest.approx(share, abs=0.01)
        assert bool((planes.luma != 128).any()) == (share < 1)


def test_a_route_stops_where_it_should_and_ends_where_it_leads() -> None:
    route = Route(np.array([[0.0, 10.0], [3.0, 10.0], [3.0, 20.0]]), 1.5, 1.5, (Stop(1, 5.0, "stand", 0.3),))
    rest = route.at(route.rests_from_s + 1)
    assert (rest.pose, rest.heading, round(rest.x, 2)) == ("stand", 0.3, 3.0)
    last = route.at(route.lasts_s + 99)
    assert (round(last.x, 2), round(last.z, 2), last.pose) == (3.0, 20.0, "walk")
    assert Route(np.array([[0.0, 1.0], [3.0, 1.0]]), 1.0, 1.0).rests_from_s == pytest.approx(3.0)


@settings(max_examples=40, deadline=None)
@given(st.floats(-4, 4), st.floats(6, 14), st.floats(0.3, 2.5))
def test_routes_keep_off_what_they_are_told_to(x: float, z: float, radius: float) -> None:
    route = Route(np.array([[-9.0, 10.0], [9.0, 10.3]]), 1.0, 1.0, keep_off=((x, z, radius),))
    for t in np.linspace(0, route.lasts_s, 60):
        moment = route.at(float(t))
        assert math.hypot(moment.x - x, moment.z - z) > 0.85 * radius


def test_a_stage_without_a_crossing_or_path_has_walkers_instead() -> None:
    walking = Stage(
        STAGE.doors, STAGE.links, STAGE.seats, STAGE.spots, STAGE.middle, (), STAGE.fall, 9, 0.0,
        crossing=((-2.0, 14.0), (6.0, 14.0)),
    )  # fmt: skip
    assert (
        _cross(1, 0, STAGE, np.random.default_rng(1)).rests_from_s
        == _cross(1, 0, STAGE, np.random.default_rng(1)).lasts_s
    )
    actors = people(walking, tuple(range(9)), 1, 0.0)
    assert {actor.role for actor in actors} >= {"ride", "cross"}
    assert all(moment.pose != "cycle" for actor in actors if (moment := actor.at(30.0)) is not None)


@settings(deadline=None)
@given(st.integers(0, (1 << 36) - 1))
def test_the_time_code_reads_back_and_a_changed_cell_is_noticed(value: int) -> None:
    planes = planes_of(640, 360)
    draw_timecode(planes.luma, planes.blue, planes.red, value)
    assert read_timecode(planes.luma) == value
    noisy = (planes.luma.astype(int) * 0.8 + 20).astype(np.uint8)
    assert read_timecode(noisy) == value
    flipped = planes.luma.copy()
    flipped[: timecode_rows(360), :16] = 251 - flipped[: timecode_rows(360), :16]
    assert read_timecode(flipped) is None


def test_rows_of_the_noise_patch_are_unmistakable() -> None:
    patch = noise_patch(1)
    rows = {patch[y, x : x + 8].tobytes() for y in range(64) for x in range(57)}
    assert len(rows) == 64 * 57
    assert not np.array_equal(patch, noise_patch(2))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_vehicle_shows_its_plate_from_the_front_and_from_behind(kind: Kind) -> None:
    view = camera()
    near = np.zeros((180, 320), np.uint8)
    for speed in (-8.0, 8.0):
        ride = Ride(FigureId(1), kind, 3, "AB 123 CD", 1.5, 15.0, 40.0 if speed > 0 else -40.0, speed, 0.0, 99.0)
        traffic = Traffic(view, near, (ride,))
        [seen] = traffic.seen(0.0)
        found = traffic.truth(seen, 320, 180)
        assert found is not None
        assert found.plate_box is not None
        assert found.plate == "AB 123 CD"
        planes = planes_of()
        traffic.shade(planes, seen)
        traffic.draw(planes, seen)
        assert (planes.luma != 128).any()


def test_a_vehicle_that_passes_under_the_camera_leaves_no_debris_in_the_picture() -> None:
    view = camera()
    near = np.zeros((180, 320), np.uint8)
    ride = Ride(FigureId(1), "bus", 1, "AB 123 CD", 1.2, 8.0, -20.0, -4.0, 0.0, 99.0)
    traffic = Traffic(view, near, (ride,))
    for t in np.arange(0.0, 6.0, 0.1):
        for seen in traffic.seen(float(t)):
            planes = planes_of()
            traffic.shade(planes, seen)
            traffic.draw(planes, seen)
            found = traffic.truth(seen, 320, 180)
            changed = planes.blue != 128
            if found is None:
                assert not changed.any()
            else:
                changed[int(found.box.y) // 2 - 2 :, :] = False
                assert not changed[: max(0, int(found.box.y) // 2 - 2)].any()
    assert traffic.seen(20.0) == []
    assert traffic.seen(-1.0) == []


def test_a_vehicle_beside_the_picture_is_neither_drawn_nor_true() -> None:
    view = camera()
    ride = Ride(FigureId(1), "car", 1, "AB 123 CD", 90.0, 20.0, 40.0, 1.0, 0.0, 99.0)
    traffic = Traffic(view, np.zeros((180, 320), np.uint8), (ride,))
    [seen] = traffic.seen(0.0)
    planes = planes_of()
    traffic.shade(planes, seen)
    traffic.draw(planes, seen)
    assert (planes.luma == 128).all()
    assert traffic.truth(seen, 320, 180) is None


def test_panels_of_vehicles_have_outward_unit_normals() -> None:
    for kind in get_args(Kind):
        body = vehicle(kind, 2)
        assert np.allclose(np.linalg.norm(body.normals, axis=1), 1)
        assert len(body.starts) == len(body.normals) + 1


def test_boxes_are_cut_at_the_picture_and_vanish_outside() -> None:
    box = cut(-5, -5, 20, 10, 100, 50)
    assert box is not None
    assert (box.x, box.y, box.w, box.h) == (0, 0, 15, 5)
    assert cut(100, 10, 20, 20, 100, 50) is None
    assert cut(10, 49.5, 20, 20, 100, 50) is None


def test_a_wall_beside_the_picture_is_left_out() -> None:
    easel = Easel(camera(), (220.0, 220.0, 220.0))
    wall = np.zeros((40, 40, 3), np.uint8)
    corners = np.array([[80.0, 4, 10], [90.0, 4, 10], [90.0, 0, 10], [80.0, 0, 10]])
    easel.texture(wall, corners)
    assert not easel.picture.any()


def test_a_fire_outside_the_picture_draws_nothing() -> None:
    planes = planes_of()
    draw_flame(planes, -500.0, 50.0, 20.0, 3.0)
    assert (planes.luma == 128).all()


def test_a_vehicle_behind_the_camera_casts_no_shadow_before_it() -> None:
    view = camera()
    bus = Ride(FigureId(1), "bus", 1, "AB 123 CD", 1.2, 20.0, 40.0, 1.0, 0.0, 99.0)
    traffic = Traffic(view, np.zeros((180, 320), np.uint8), (bus,))
    [seen] = traffic.seen(0.0)
    planes = planes_of()
    traffic.shade(planes, replace(seen, z=-30.0))
    assert (planes.luma == 128).all()
