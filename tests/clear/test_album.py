"""What is proposed for approval, and for how long it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest

from groundglass.clear.album import Album
from groundglass.clear.encode import FrostedCanvas
from groundglass.clear.frost.planes import Proposal
from groundglass.clear.glass import Glass, Seen
from groundglass.clear.outlet import Outlet
from groundglass.clear.picture import Geometry
from groundglass.clear.place.grid import Mask, lay_grid
from groundglass.clear.place.looks import Looks
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.pictures import FrostedStill, StillPurpose, proposal_token
from groundglass.pane.status import View

SIZE = Geometry(480, 320, False, (1, 1))
GRID = lay_grid(480, 320)
WHOLE = Seen(View.PROVING, whole=True, proven_ppm=0, hidden_ppm=1_000_000, moving_ppm=0)


class FakeGlass:
    """A glass that proposes what it is told to."""

    def __init__(self) -> None:
        looks = Looks(GRID)
        ready: Mask = np.ones(GRID.shape, np.bool_)
        self.proposed: Proposal | None = Proposal(GRID.block_px, ready, ready, looks.pictures, looks)
        self.approved: list[tuple[Proposal, Any]] = []

    def proposal(self) -> Proposal | None:
        return self.proposed

    def approve(self, proposal: Proposal, regions: Any) -> None:
        self.approved.append((proposal, regions))

    def place(self) -> None:
        return None


class Shown:
    """An album, its glass, and the proposals it sent."""

    def __init__(self) -> None:
        self.glass = FakeGlass()
        self.sent: list[Any] = []
        self._album = Album(cast(Outlet, self), cast(Glass, self.glass), full_range=False, thumbnails=False)
        self.canvas = FrostedCanvas(SIZE)

    def send(self, message: Any) -> None:
        self.sent.append(message)

    def look_at(self, at_s: float) -> list[str]:
        """The names of what was proposed at this moment."""
        self.sent.clear()
        self._album.look_at(self.canvas, Instant90k(round(at_s * TICKS_PER_S)), WHOLE)
        stills = [m for m in self.sent if isinstance(m, FrostedStill) and m.purpose is StillPurpose.PROPOSAL]
        return [proposal_token(still) for still in stills]

    def approve(self, token: str) -> bool:
        return self._album.approve(token, ())

    def change(self, blocks: int) -> None:
        assert self.glass.proposed is not None
        ready = self.glass.proposed.ready.copy()
        ready.flat[:blocks] ^= True
        self.glass.proposed = replace(self.glass.proposed, ready=ready)


@pytest.fixture
def shown() -> Iterator[Shown]:
    yield Shown()


def test_what_was_shown_can_be_approved_and_nothing_else(shown: Shown) -> None:
    (token,) = shown.look_at(0)
    assert not shown.approve("1-" + "0" * 32)
    assert shown.glass.approved == []
    assert shown.approve(token)
    assert shown.glass.approved == [(shown.glass.proposed, ())]
    assert not shown.approve(token)


def test_a_proposal_stands_for_a_minute_while_little_changes(shown: Shown) -> None:
    (first,) = shown.look_at(0)
    assert shown.look_at(10) == []
    shown.change(GRID.rows * GRID.columns // 100)
    assert shown.look_at(20) == []
    (second,) = shown.look_at(61)
    assert first != second
    shown.change(GRID.rows * GRID.columns // 10)
    (third,) = shown.look_at(71)
    assert not shown.approve(first)
    assert third not in (first, second)


def test_the_proposal_before_the_last_may_still_be_approved_while_the_new_one_travels(shown: Shown) -> None:
    (first,) = shown.look_at(0)
    old = shown.glass.proposed
    shown.change(GRID.rows * GRID.columns // 10)
    assert len(shown.look_at(10)) == 1
    assert shown.approve(first)
    assert shown.glass.approved == [(old, ())]


def test_another_place_is_proposed_at_once(shown: Shown) -> None:
    shown.look_at(0)
    assert shown.glass.proposed is not None
    shown.glass.proposed = replace(shown.glass.proposed, looks=Looks(GRID))
    assert len(shown.look_at(10)) == 1


def test_nothing_stands_once_nothing_is_proposed(shown: Shown) -> None:
    (token,) = shown.look_at(0)
    shown.glass.proposed = None
    assert shown.look_at(10) == []
    assert not shown.approve(token)
    assert shown.glass.approved == []


def test_a_proposal_too_large_to_be_shown_cannot_be_approved_and_the_one_before_still_can(shown: Shown) -> None:
    (first,) = shown.look_at(0)
    old = shown.glass.proposed
    shown.change(GRID.rows * GRID.columns // 10)
    usual = shown.canvas
    shown.canvas = FrostedCanvas(Geometry(1280, 4096, False, (1, 1)))
    shown.canvas.luma[:] = np.random.default_rng(1).integers(0, 255, (4096, 1280), np.uint8)
    assert shown.look_at(10) == []
    shown.canvas = usual
    (second,) = shown.look_at(20)
    assert second != first
    assert shown.approve(first)
    assert shown.glass.approved == [(old, ())]
