"""How a part of the picture becomes place, and how it does not."""

from __future__ import annotations

import numpy as np
import pytest

from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.mosaic import lay_cells
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.place.grid import Mask, lay_grid
from groundglass.errors import FrostError
from groundglass.pane.ids import Instant90k
from groundglass.pane.scale import PxPerMetre
from tests.clear.frost.stillscene import BROAD, HEIGHT, TALL, WIDTH, Scene, known_place


def test_what_never_changes_is_shown_after_the_evidence_time_and_not_before() -> None:
    scene = Scene(FrostPolicy(evidence_s=6.0))
    assert scene.run(5.5).whole
    scene.run(2.5)
    assert scene.clarity() > 0.98


def test_a_look_that_returns_after_somebody_passed_is_proven() -> None:
    scene = Scene(FrostPolicy(evidence_s=6.0))
    scene.run(3.0)
    scene.walk(-BROAD, WIDTH, 80)
    scene.run(6.0)
    assert scene.clarity() > 0.95


def test_somebody_there_from_the_start_who_stirs_is_not_proven() -> None:
    scene = Scene(FrostPolicy(evidence_s=8.0))
    spot = (150, 80)
    for _ in range(8):
        scene.run(4.0, spot)
        assert scene.leak(spot) < 0.1
        for shift in (3, 6, 3):
            scene.run(0.4, (spot[0] + shift, spot[1]))
    assert scene.leak(spot) < 0.1


@pytest.mark.parametrize("spot", [(0, 80), (WIDTH - BROAD, 80), (150, HEIGHT - TALL)])
def test_a_dark_figure_that_sways_at_the_edge_from_the_first_picture_is_not_proven(spot: tuple[int, int]) -> None:
    scene = Scene(FrostPolicy(evidence_s=6.0))
    np.minimum(scene.body, 46, out=scene.body)
    worst = 0.0
    for i in range(300):
        at = (spot[0] + round(6 * np.sin(i * np.pi / 10)), spot[1])
        scene.show(scene.draw(at))
        worst = max(worst, scene.leak(at))
    assert worst < 0.05
    assert scene.clarity() > 0.85


def test_nothing_is_shown_in_approved_mode_without_a_persons_word() -> None:
    scene = Scene(FrostPolicy(mode="approved", evidence_s=4.0))
    assert scene.run(30.0).whole
    proposal = scene.froster.proposal()
    assert proposal is not None
    assert proposal.ready.mean() > 0.95
    assert scene.froster.approve(proposal, None) > 0.95
    scene.run(1.0)
    assert scene.clarity() > 0.95
    assert scene.walk(-BROAD, 200, 70) == 0.0


def test_a_chair_that_was_moved_is_shown_once_a_person_approves_its_region() -> None:
    scene = Scene(known=known_place())
    scene.run(2.0)
    scene.room[0][100:140, 200:240] = 30
    scene.run(20.0)
    chair = np.s_[104:136, 204:236]
    assert np.mean(scene.into.luma[chair] == scene.last[0][chair]) < 0.2
    box = ((0.6, 0.5), (0.78, 0.5), (0.78, 0.76), (0.6, 0.76))
    scene.approve((box,))
    scene.run(2.0)
    assert np.mean(scene.into.luma[chair] == scene.last[0][chair]) > 0.9


def test_approving_the_whole_leaves_what_changed_hidden() -> None:
    scene = Scene(known=known_place())
    scene.run(2.0)
    scene.walk(-BROAD, 150, 80)
    spot = (148, 80)
    scene.run(10.0, spot)
    scene.approve(None)
    scene.run(2.0, spot)
    assert scene.leak(spot) == 0.0


def test_nothing_is_proposed_while_all_is_proven() -> None:
    scene = Scene(known=known_place())
    scene.run(3.0)
    assert scene.froster.proposal() is None


def test_forgetting_frosts_the_whole_picture() -> None:
    scene = Scene(known=known_place())
    scene.run(3.0)
    scene.froster.forget()
    assert scene.froster.place_bytes() is None
    assert scene.run(1.0).whole


def test_a_known_place_is_shown_from_the_first_picture() -> None:
    scene = Scene(known=known_place())
    scene.show(scene.draw())
    assert scene.clarity() > 0.9


def test_a_saved_place_contains_nobody() -> None:
    scene = Scene()
    scene.run(8.0)
    scene.walk(-BROAD, 150, 80)
    scene.run(20.0, (148, 80))
    saved = scene.froster.place_bytes()
    assert saved is not None
    again = Scene(known=saved)
    look = again.froster._memory.looks.pictures.luma
    window = np.s_[80 : 80 + TALL, 148 : 148 + BROAD]
    apart = np.abs(look[window].astype(int) - scene.body.astype(int))
    assert np.mean(apart < 8) < 0.15


def test_a_froster_begun_with_bytes_that_are_no_place_is_refused() -> None:
    with pytest.raises(FrostError):
        Scene(known=b"GGPL" + bytes(100))


def test_growth_follows_the_scale() -> None:
    from groundglass.pane.scale import PxPerMetre

    near = Scene(FrostPolicy(evidence_s=4.0, scale=PxPerMetre(150.0, 0.0)), known_place())
    far = Scene(FrostPolicy(evidence_s=4.0, scale=PxPerMetre(20.0, 0.0)), known_place())
    shares = []
    for scene in (near, far):
        scene.run(2.0)
        scene.walk(-BROAD, 150, 80)
        shares.append(scene.show(scene.draw((148, 80))).hidden_share)
    assert shares[0] > shares[1]


def test_a_tiny_picture_and_an_odd_one_can_be_frosted() -> None:
    from groundglass.clear.frame import ClearFrame
    from groundglass.clear.frost.froster import Froster
    from groundglass.clear.frost.planes import FrostedPlanes
    from groundglass.pane.ids import Instant90k

    rng = np.random.default_rng(5)
    for width, height in ((16, 16), (33, 17), (641, 361), (1283, 721)):
        froster = Froster(FrostPolicy(evidence_s=2.0), width, height)
        into = FrostedPlanes.allocate(width, height)
        half = ((height + 1) // 2, (width + 1) // 2)
        planes = [rng.integers(40, 200, shape, dtype=np.uint8) for shape in ((height, width), half, half)]
        views = []
        for i in range(60):
            luma, blue, red = (p.copy() for p in planes)
            views.append(froster.frost(ClearFrame(luma, blue, red, Instant90k(i * 9000)), into).view)
        assert views[-1] == "clear"
        assert np.array_equal(into.luma, planes[0])
        assert np.array_equal(into.red, planes[2])


def test_a_picture_too_large_or_too_small_is_refused() -> None:
    from groundglass.clear.frost.froster import Froster

    for size in ((8, 200), (200, 9000)):
        with pytest.raises(FrostError):
            Froster(FrostPolicy(), *size)


def test_the_report_and_the_blocks_agree() -> None:
    scene = Scene(known=known_place())
    scene.run(2.0)
    scene.walk(-BROAD, 150, 80)
    report = scene.show(scene.draw((148, 80)))
    assert 0.02 < report.hidden_share < 0.4
    assert scene.froster.block_px == 4
    assert scene.froster.changed.shape == (HEIGHT // 4, WIDTH // 4)
    assert scene.froster.visitors.max() > 0


def test_a_picture_with_many_hidden_parts_is_painted_in_one_pass() -> None:
    scene = Scene(known=known_place())
    scene.run(2.0)
    spots = [(x, y) for x in range(12, WIDTH - 12, 32) for y in range(12, HEIGHT - 12, 32)]
    for x, y in spots:
        scene.room[0][y : y + 8, x : x + 8] ^= 128
    scene.run(1.0)
    shown = [np.mean(scene.into.luma[y : y + 8, x : x + 8] == scene.last[0][y : y + 8, x : x + 8]) for x, y in spots]
    assert max(shown) < 0.3
    assert scene.clarity() > 0.5


def test_an_approval_takes_what_was_proposed_and_not_who_came_since() -> None:
    scene = Scene(FrostPolicy(mode="approved", evidence_s=4.0))
    scene.run(10.0)
    proposal = scene.froster.proposal()
    assert proposal is not None
    spot = (140, 80)
    scene.run(20.0, spot)
    scene.froster.approve(proposal, None)
    scene.run(2.0, spot)
    assert scene.leak(spot) == 0.0
    scene.run(2.0)
    assert scene.clarity() > 0.95


def test_a_proposal_for_another_place_approves_nothing() -> None:
    scene = Scene(FrostPolicy(mode="approved", evidence_s=4.0))
    scene.run(10.0)
    proposal = scene.froster.proposal()
    assert proposal is not None
    scene.froster.forget()
    scene.run(5.0)
    assert scene.froster.approve(proposal, None) == 0.0


def test_a_mistyped_scale_does_not_make_a_mosaic_fine() -> None:
    grid = lay_grid(1920, 1080)
    for typed in (PxPerMetre(1.0, 0.0), PxPerMetre(0.01, 0.02), PxPerMetre(20.0, 60.0), None):
        _, sizes = np.unique(lay_cells(grid, typed), return_counts=True)
        # 1080 px over 1.8 m: 80 mm are 48 px, half of it 24 px, in whole blocks of 16 px.
        assert np.median(sizes) >= (2 if typed else 3) ** 2


def test_what_is_near_is_hidden_further_around_than_what_is_far() -> None:
    scene = Scene(FrostPolicy(evidence_s=4.0, scale=PxPerMetre(1.0, 240.0)), known_place())
    shares = []
    for top in (0, HEIGHT - TALL):
        scene.run(2.0)
        shares.append(scene.run(1.0, (140, top)).hidden_share)
    assert shares[1] > 1.2 * shares[0]


def test_the_colours_of_a_hazard_change_five_times_a_second_and_no_faster() -> None:
    scene = Scene(known=known_place())
    scene.run(2.0)
    hazard: Mask = np.zeros((HEIGHT // 4, WIDTH // 4), np.bool_)
    hazard[20:40, 30:50] = True
    flame = np.s_[84:156, 124:196]
    seen = []
    for step_s, level in ((0.2, 250), (0.05, 90), (0.05, 90), (0.15, 90)):
        luma, blue, red = scene.draw()
        luma[80:160, 120:200] = level
        scene.now_s += step_s
        frame = ClearFrame(luma, blue, red, Instant90k(round(scene.now_s * 90_000)))
        scene.froster.frost(frame, scene.into, hazard=hazard)
        seen.append(float(scene.into.luma[flame].mean()))
    assert seen[0] > 200 and seen[1] == seen[2] > 200
    assert seen[3] < 130
