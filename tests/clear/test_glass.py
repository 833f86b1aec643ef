"""Behind the guard the answer to every failure is a picture frosted whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pytest

from groundglass.clear import glass as glass_module
from groundglass.clear.detect.answers import Found
from groundglass.clear.encode import FrostedCanvas
from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.froster import Froster, Verdict
from groundglass.clear.frost.planes import FrostReport, Proposal
from groundglass.clear.glass import FAILED, Glass, policy_of
from groundglass.clear.observe.observer import Observer
from groundglass.clear.observe.sight import Sight
from groundglass.clear.picture import Geometry
from groundglass.clear.place.grid import lay_grid
from groundglass.clear.place.looks import Looks
from groundglass.clear.place.view import ViewCode
from groundglass.clear.whole import paint_whole
from groundglass.errors import FrostError
from groundglass.pane.ids import AreaId, Instant90k
from groundglass.pane.observations import AreaOccupancy, Observation
from groundglass.pane.scale import PxPerMetre
from groundglass.pane.settings import Area, Style
from groundglass.pane.status import View
from tests.clear.hearing import settings_for

SIZE = Geometry(320, 240, full_range=False, aspect=(1, 1))
DEMO = settings_for("demo:plaza", evidence_s=1.0)


def clear_picture(at_s: float = 0.0, *, seed: int = 0) -> ClearFrame:
    luma = np.random.default_rng(seed).integers(0, 255, (30, 40), np.uint8).repeat(8, 0).repeat(8, 1)
    half = np.full((120, 160), 128, np.uint8)
    return ClearFrame(luma, half, half.copy(), Instant90k(round(at_s * 90_000)))


def whole_canvas() -> FrostedCanvas:
    canvas = FrostedCanvas(SIZE)
    paint_whole(canvas)
    return canvas


def same(a: FrostedCanvas, b: FrostedCanvas) -> bool:
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in ("luma", "blue", "red"))


class FakeFroster:
    """Answers what a test says."""

    def __init__(self, answer: FrostReport | Exception, proposal: Proposal | None = None, place: bytes | None = None):
        self._answer, self._proposal, self._place = answer, proposal, place
        self.changed = self.unproven = np.zeros((0, 0), np.bool_)
        self.block_px = 4
        self.orders: list[Any] = []

    def judge(self, clear: ClearFrame, *, also: Any = None) -> Verdict:
        return Verdict(FrostReport(False, "clear", 1.0, 0.0))

    def paint(self, clear: ClearFrame, into: Any, verdict: Verdict) -> FrostReport:
        into.luma[:] = clear.luma  # the worst that could be painted
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer

    def proposal(self) -> Proposal | None:
        return self._proposal

    def place_bytes(self) -> bytes | None:
        return self._place

    def approve(self, proposal: Proposal, regions: Any) -> None:
        self.orders.append(regions)

    def forget(self) -> None:
        self.orders.append("forget")


def glass_with(monkeypatch: pytest.MonkeyPatch, froster: FakeFroster, **others: Any) -> Glass:
    monkeypatch.setattr(glass_module, "Froster", lambda *_, **__: froster)
    return Glass(settings_for("demo:plaza", **others), SIZE, None)


@pytest.mark.parametrize(
    "answer",
    [
        ValueError("x"),
        MemoryError(),
        FrostReport(False, "failed", 1.0, 0.0),
        FrostReport(False, cast(ViewCode, "all well"), 1, 0),
    ],
)
def test_every_failure_is_painted_over_whole(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    canvas = FrostedCanvas(SIZE)
    assert glass_with(monkeypatch, FakeFroster(answer)).frost(clear_picture(), canvas) is FAILED
    assert same(canvas, whole_canvas())


def test_where_no_froster_can_be_made_everything_is_frosted(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise FrostError("no")

    monkeypatch.setattr(glass_module, "Froster", refuse)
    glass, canvas = Glass(DEMO, SIZE, b"place"), FrostedCanvas(SIZE)
    assert glass.frost(clear_picture(), canvas) is FAILED
    assert same(canvas, whole_canvas())
    looks = Looks(lay_grid(SIZE.width, SIZE.height))
    glass.approve(Proposal(4, looks.has, looks.has, looks.pictures, looks), ())
    glass.forget()
    assert glass.place() is None and glass.proposal() is None


def test_a_place_that_cannot_be_read_begins_cold() -> None:
    glass = Glass(DEMO, SIZE, b"not a place at all")
    assert glass.frost(clear_picture(), FrostedCanvas(SIZE)).view is View.STARTING


def test_a_still_picture_becomes_the_place_and_is_known_at_the_next_start() -> None:
    glass, canvas = Glass(DEMO, SIZE, None), FrostedCanvas(SIZE)
    seen = [glass.frost(clear_picture(n / 5), canvas) for n in range(100)]
    assert seen[0].whole and seen[0].hidden_ppm == 1_000_000
    assert seen[-1].view is View.PROVEN and seen[-1].proven_ppm > 900_000 and seen[-1].hidden_ppm < 100_000
    body = glass.place()
    assert body is not None
    again = Glass(DEMO, SIZE, body)
    known = [again.frost(clear_picture(n / 5), canvas) for n in range(5)]
    assert known[-1].view is View.PROVEN


def test_in_approved_mode_nothing_shows_until_somebody_approves() -> None:
    glass, canvas = Glass(settings_for("demo:plaza", mode="approved", evidence_s=1.0), SIZE, None), FrostedCanvas(SIZE)
    seen = [glass.frost(clear_picture(n / 5), canvas) for n in range(60)]
    assert {s.view for s in seen} == {View.AWAITING_APPROVAL} and all(s.whole for s in seen)
    proposal = glass.proposal()
    assert proposal is not None and proposal.ready.any()
    glass.approve(proposal, ())
    seen = [glass.frost(clear_picture(12 + n / 5), canvas) for n in range(20)]
    assert not seen[-1].whole
    glass.forget()
    assert glass.frost(clear_picture(20), canvas).whole


def test_what_a_person_approves_is_what_the_froster_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = np.array([[0, 1, 0], [0, 0, 0]]) > 0
    looks = Looks(lay_grid(SIZE.width, SIZE.height))
    proposal = Proposal(160, ready, ready, looks.pictures, looks)
    froster = FakeFroster(FrostReport(False, "clear", 1.0, 0.0), proposal, b"x" * (5 << 20))
    glass, canvas = glass_with(monkeypatch, froster), FrostedCanvas(SIZE)
    assert glass.proposal() is proposal
    assert glass.place() is None  # larger than a place may be
    region = (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)),)
    glass.approve(proposal, region)
    glass.approve(proposal, ())
    glass.forget()
    assert froster.orders == [region, None, "forget"]
    assert glass.frost(clear_picture(), canvas).moving_ppm == 0


def on_canvas(canvas: FrostedCanvas, picture: ClearFrame) -> ClearFrame:
    """The same picture, lying on the canvas on which it is to be painted over."""
    for own, plane in ((canvas.luma, picture.luma), (canvas.blue, picture.blue), (canvas.red, picture.red)):
        own[:] = plane
    return ClearFrame(canvas.luma, canvas.blue, canvas.red, picture.taken_at)


def with_someone(at_s: float) -> ClearFrame:
    clear = clear_picture(at_s)
    if at_s >= 15:
        left = int(40 + 20 * (at_s - 15))
        clear.luma[80:200, left : left + 40] = 255 - clear.luma[80:200, left : left + 40]
    return clear


@pytest.mark.parametrize("style", ["silhouette", "mosaic", "absent"])
def test_a_picture_frosted_where_it_lies_is_what_it_is_when_frosted_elsewhere(style: Style) -> None:
    here, there = (Glass(settings_for("demo:plaza", evidence_s=1.0, style=style), SIZE, None) for _ in range(2))
    canvas, other = FrostedCanvas(SIZE), FrostedCanvas(SIZE)
    hidden = set()
    for n in range(100):
        seen = here.frost(on_canvas(canvas, with_someone(n / 5)), canvas)
        assert there.frost(with_someone(n / 5), other) == seen
        assert same(canvas, other)
        hidden.add((seen.whole, seen.hidden_ppm > 50_000))
    assert hidden >= {(True, True), (False, False), (False, True)}, "whole at first, then shown, then somebody"


def test_what_there_is_to_say_is_seen_before_the_picture_is_painted_over(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bool] = []

    class Looking(Observer):
        def look(self, clear: ClearFrame, sight: Sight, found: Sequence[Found] = ()) -> tuple[Observation, ...]:
            looked.append(np.array_equal(clear.luma, with_someone(clear.taken_at / 90_000).luma))
            return super().look(clear, sight, found)

    monkeypatch.setattr(glass_module, "Observer", Looking)
    glass, canvas = Glass(DEMO, SIZE, None), FrostedCanvas(SIZE)
    for n in range(80):
        glass.frost(on_canvas(canvas, with_someone(n / 5)), canvas)
    assert looked == [True] * 80


@pytest.mark.parametrize("step", ["judge", "paint"])
def test_nothing_of_a_picture_is_left_where_it_lay_when_frosting_fails(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    glass, canvas = Glass(DEMO, SIZE, None), FrostedCanvas(SIZE)
    for n in range(75):
        glass.frost(on_canvas(canvas, with_someone(n / 5)), canvas)
    assert not glass.frost(on_canvas(canvas, with_someone(15)), canvas).whole
    monkeypatch.setattr(Froster, step, fail)
    assert glass.frost(on_canvas(canvas, with_someone(15.2)), canvas) is FAILED
    assert same(canvas, whole_canvas())


def test_a_failure_to_observe_costs_what_is_followed_and_never_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(Observer):
        def look(self, clear: ClearFrame, sight: Sight) -> tuple[Observation, ...]:
            raise MemoryError

    made: list[Observer] = []

    def make(*how: Any) -> Observer:
        made.append(Observer(*how) if made else Failing(*how))
        return made[-1]

    monkeypatch.setattr(glass_module, "Observer", make)
    area = Area(AreaId(7), ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)))
    glass, canvas = Glass(settings_for("demo:plaza", evidence_s=1.0, areas=(area,)), SIZE, None), FrostedCanvas(SIZE)
    seen, said = [], []
    for n in range(100):
        clear = clear_picture(n / 5)
        seen.append(glass.frost(clear, canvas))
        said.append(seen[-1].said)
    assert said[0] == ()
    assert [isinstance(one, Failing) for one in made] == [True, False]
    assert {type(one) for picture in said for one in picture} == {AreaOccupancy}
    assert seen[-1].view is View.PROVEN and View.FAILED not in {one.view for one in seen}


def test_the_policy_is_what_the_settings_say() -> None:
    square = ((0.0, 0.0), (0.5, 0.0), (0.5, 0.5))
    policy = policy_of(
        settings_for(
            "demo:plaza", style="mosaic", evidence_s=0.5, privacy=(square,), overlays=(square,),
            px_per_m_top=20.0, px_per_m_bottom=80.0,
        )
    )  # fmt: skip
    assert (policy.style, policy.evidence_s, policy.privacy) == ("mosaic", 1.0, (square,))
    assert policy.scale == PxPerMetre(20.0, 60.0)
    assert policy_of(settings_for("demo:plaza", px_per_m_top=20.0)).scale is None
