"""A first look that is a leftover piece of somebody is forgotten; what only stands before a look forgets nothing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.place.grid import Mask, Reduced, lay_grid
from groundglass.clear.place.looks import Looks, Pictures
from groundglass.clear.place.settle import Settling
from groundglass.clear.place.torn import MEND_S, MOST_BLOCKS, Mending
from tests.clear.frost.stillscene import Scene

GRID = lay_grid(320, 192)
GROUND, COAT = 90, 30
ALL = np.ones(GRID.shape, np.bool_)


def blocks(left: int, top: int, width: int, height: int) -> Mask:
    mask = np.zeros(GRID.shape, np.bool_)
    mask[top : top + height, left : left + width] = True
    return mask


def picture(piece: Mask) -> Reduced:
    """Even ground, and a coat in the blocks of the piece."""
    luma = np.full((GRID.rows * 4, GRID.columns * 4), GROUND, np.uint8)
    luma[np.kron(piece, np.ones((4, 4), np.bool_))] = COAT
    chroma = np.full((GRID.rows * 2, GRID.columns * 2), 128, np.uint8)
    return Reduced(luma, chroma, chroma.copy())


def looks_of(piece: Mask) -> Looks:
    looks = Looks(GRID)
    pictures = Pictures(GRID)
    pictures.take(picture(piece), ALL)
    looks.remember(pictures, ALL, np.ones(GRID.shape, np.float32), np.zeros(GRID.shape, np.float32))
    looks.rival_s[:] = 1.0
    return looks


def rested(piece: Mask, seconds: float = 5.0) -> Settling:
    settling = Settling(GRID, 6.0)
    settling.watch(picture(piece), 0.0)
    settling.watch(picture(piece), seconds)
    return settling


def apart(one: Mask, other: Mask) -> npt.NDArray[np.float32]:
    return np.where(one != other, np.float32(60), np.float32(0))


NOTHING = blocks(0, 0, 0, 0)
PIECE = blocks(30, 20, 3, 4)
BESIDE = blocks(33, 21, 1, 1), blocks(29, 22, 1, 1), blocks(31, 19, 1, 1), blocks(30, 24, 1, 1)
"""A block to the right, to the left, above and below."""


def mended(looks: Looks, look: Mask, now: Mask, seconds: float = 5.0, step_s: float = MEND_S) -> Mask:
    """What is forgotten of looks that hold `look`, where `now` has rested."""
    Mending().watch(looks, rested(now, seconds), apart(look, now), step_s)
    return ~looks.has


def test_a_piece_of_somebody_among_the_ground_is_forgotten_with_all_that_spoke_for_it() -> None:
    looks = looks_of(PIECE)
    assert np.array_equal(mended(looks, PIECE, NOTHING), PIECE)
    for count in (looks.held_s, looks.age_s, looks.judged_s, looks.returns, looks.rival_s):
        assert not count[PIECE].any()
    assert looks.held_s[~PIECE].all()


def test_a_piece_at_the_edge_of_the_picture_is_forgotten() -> None:
    piece = blocks(0, GRID.rows - 3, 4, 3)
    assert np.array_equal(mended(looks_of(piece), piece, NOTHING), piece)


def test_who_arrived_and_rests_makes_the_ground_behind_them_no_piece() -> None:
    assert not mended(looks_of(NOTHING), NOTHING, PIECE).any()


def test_a_piece_is_kept_until_what_is_there_instead_has_rested() -> None:
    assert not mended(looks_of(PIECE), PIECE, NOTHING, seconds=0.4).any()


def test_pieces_are_looked_for_every_half_second_and_not_more_often() -> None:
    mending, looks, settling = Mending(), looks_of(PIECE), rested(NOTHING)
    mending.watch(looks, settling, apart(PIECE, NOTHING), MEND_S * 0.6)
    assert looks.has.all()
    mending.watch(looks, settling, apart(PIECE, NOTHING), MEND_S * 0.6)
    assert not looks.has[PIECE].any()
    looks.has[:] = True
    mending.watch(looks, settling, apart(PIECE, NOTHING), MEND_S * 0.6)
    assert looks.has.all()


def test_more_blocks_than_a_piece_has_are_kept() -> None:
    body = blocks(30, 20, 4, MOST_BLOCKS // 4 + 1)
    assert not mended(looks_of(body), body, NOTHING).any()


@pytest.mark.parametrize("beside", BESIDE)
def test_a_piece_beside_which_any_block_does_not_show_its_look_is_kept(beside: Mask) -> None:
    looks = looks_of(PIECE)
    looks.barred |= beside
    assert not mended(looks, PIECE, beside).any()


@pytest.mark.parametrize("beside", BESIDE)
def test_a_piece_beside_which_any_block_has_no_look_is_kept(beside: Mask) -> None:
    looks = looks_of(PIECE)
    looks.has &= ~beside
    assert not (mended(looks, PIECE, NOTHING) & ~beside).any()


def test_what_is_proven_or_barred_is_kept() -> None:
    for attribute in ("proven", "barred"):
        looks = looks_of(PIECE)
        getattr(looks, attribute)[PIECE] = True
        assert not mended(looks, PIECE, NOTHING).any()


def test_what_rests_where_a_piece_was_is_shown_only_after_the_evidence_time() -> None:
    scene = Scene(FrostPolicy(evidence_s=6.0))
    even = np.full_like(scene.room[0], GROUND)
    held = even.copy()
    held[80:96, 120:132] = COAT
    scene.room = (held, *scene.room[1:])
    scene.run(1.5)
    scene.room = (even, *scene.room[1:])
    looks = scene.froster._memory.looks
    scene.run(4.5)
    assert looks.has[20:24, 30:33].all()
    assert not looks.proven[20:24, 30:33].any()
    scene.run(8.0)
    assert looks.proven[20:24, 30:33].all()
    assert np.abs(looks.pictures.luma[82:94, 122:130].astype(int) - GROUND).max() <= 2
