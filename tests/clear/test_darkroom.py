"""What the darkroom repeats and what it never does."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import av
import numpy as np
import pytest

from groundglass.clear import encode
from groundglass.clear.darkroom import Darkroom
from groundglass.clear.encode import FrostedCanvas, SampleEncoder
from groundglass.clear.frame import ClearFrame
from groundglass.clear.glass import Glass, Seen
from groundglass.clear.outlet import Outlet
from groundglass.clear.picture import Picture, view_plane
from groundglass.clear.words import Opened
from groundglass.pane.ids import Duration90k, Instant90k
from groundglass.pane.pictures import FrostedSample
from groundglass.pane.status import Codec, SourceFacts
from groundglass.ticks import SystemTicks
from tests.clear.hearing import Ear, settings_for

WIDTH, HEIGHT, RATE_HZ = 640, 360, 30
STEP_90K = 90_000 // RATE_HZ
OPENED = Opened(SourceFacts(Instant90k(0), Codec.H264, WIDTH, HEIGHT, RATE_HZ * 1000, False), 1, (1, 1), True)


class Watched:
    """A darkroom, what it judged and what it encoded, by number of picture."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.number = 0
        self.judged: list[int] = []
        self.encoded: list[int] = []
        self.hidden_ppm: list[int] = []
        self._ear = Ear()
        settings = settings_for("film", pace="fast", every_frame=True, evidence_s=1.0)
        self.darkroom = Darkroom(settings, Outlet(self._ear.pane_in), SystemTicks())
        frost, code = Glass.frost, SampleEncoder.encode

        def judged(glass: Glass, clear: ClearFrame, into: FrostedCanvas) -> Seen:
            self.judged.append(self.number)
            return frost(glass, clear, into)

        def encoded(own: SampleEncoder, canvas: FrostedCanvas, at: Instant90k, length: Duration90k) -> FrostedSample:
            self.encoded.append(self.number)
            return code(own, canvas, at, length)

        monkeypatch.setattr(Glass, "frost", judged)
        monkeypatch.setattr(SampleEncoder, "encode", encoded)

    def show(self, pictures: int, someone: Callable[[int], int | None] = lambda _: None) -> None:
        for _ in range(pictures):
            frame = self._draw(someone(self.number))
            seen = self.darkroom.develop(Picture(frame, 1, self.number * STEP_90K, STEP_90K, 0.0), OPENED)
            self.hidden_ppm.append(seen.hidden_ppm)
            self.number += 1

    def samples(self) -> list[FrostedSample]:
        self._ear.close()
        return [message for message in self._ear.messages if isinstance(message, FrostedSample)]

    def _draw(self, at: int | None) -> av.VideoFrame:
        frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
        place = np.random.default_rng(3).integers(50, 200, (HEIGHT // 20, WIDTH // 20)).repeat(20, 0).repeat(20, 1)
        noise = np.random.default_rng(self.number).normal(0, 1.5, (HEIGHT, WIDTH))
        luma = np.clip(place + noise, 0, 255).astype(np.uint8)
        if at is not None:
            luma[120:280, at : at + 60] = 255 - luma[120:280, at : at + 60]
        view_plane(frame, 0)[:] = luma
        view_plane(frame, 1)[:] = view_plane(frame, 2)[:] = 128
        return frame


def test_of_a_still_view_one_picture_a_second_is_encoded_and_five_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch)
    watched.show(8 * RATE_HZ)
    late = range(4 * RATE_HZ, 8 * RATE_HZ)
    assert sum(number in late for number in watched.encoded) == 4
    assert sum(number in late for number in watched.judged) == 20
    samples = watched.samples()
    assert len(samples) == 8 * RATE_HZ, "every picture in is a picture out"
    assert [s.is_key for s in samples] == [number % RATE_HZ == 0 for number in range(8 * RATE_HZ)]
    assert all(b.at - a.at == STEP_90K for a, b in itertools.pairwise(samples))


def test_whoever_enters_a_still_view_is_judged_and_frosted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch)
    watched.show(6 * RATE_HZ)
    assert watched.hidden_ppm[-1] < 50_000
    entered = watched.number + 7
    watched.show(20, lambda number: 200 + 4 * (number - entered) if number >= entered else None)
    assert entered in watched.judged and entered in watched.encoded
    assert watched.hidden_ppm[entered] > 50_000
    watched.samples()


def test_a_failure_that_nothing_catches_leaves_a_black_canvas_and_encodes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watched, canvases = Watched(monkeypatch), []
    canvas_of = SampleEncoder.canvas

    def canvas(own: SampleEncoder) -> FrostedCanvas:
        canvases.append(canvas_of(own))
        return canvases[-1]

    def fail(glass: Glass, clear: ClearFrame, into: FrostedCanvas) -> Seen:
        assert clear.luma is into.luma and clear.luma.std() > 20, "the picture lies on the canvas"
        raise MemoryError

    monkeypatch.setattr(SampleEncoder, "canvas", canvas)
    watched.show(3 * RATE_HZ)
    encoded = len(watched.encoded)
    frost = Glass.frost
    monkeypatch.setattr(Glass, "frost", fail)
    with pytest.raises(MemoryError):
        watched.show(1, lambda _: 300)
    assert not canvases[-1].luma.any() and len(watched.encoded) == encoded
    monkeypatch.setattr(Glass, "frost", frost)
    watched.number += 1
    watched.show(1, lambda _: 300)
    assert watched.encoded[-1] == watched.number - 1, "and the next picture is frosted and encoded"
    watched.samples()


def test_no_clear_picture_lies_on_a_canvas_that_an_encoder_may_still_be_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain, slow = Watched(monkeypatch), Watched(monkeypatch)
    plain.show(3 * RATE_HZ, lambda number: 100 + 4 * number if number > 60 else None)
    frost, begin = Glass.frost, SampleEncoder.__init__

    def late(own: SampleEncoder, *how: Any) -> None:
        begin(own, *how)
        own.reads_at_once = False

    def apart(glass: Glass, clear: ClearFrame, into: FrostedCanvas) -> Seen:
        assert not np.shares_memory(clear.luma, into.luma) and not np.shares_memory(clear.red, into.red)
        return frost(glass, clear, into)

    monkeypatch.setattr(SampleEncoder, "__init__", late)
    monkeypatch.setattr(Glass, "frost", apart)
    slow.show(3 * RATE_HZ, lambda number: 100 + 4 * number if number > 60 else None)
    assert slow.hidden_ppm == plain.hidden_ppm
    assert [one.avcc for one in slow.samples()] == [one.avcc for one in plain.samples()]


def test_a_forgotten_place_is_not_shown_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(monkeypatch)
    watched.show(6 * RATE_HZ + 2)
    watched.darkroom.forget()
    watched.show(1)
    assert watched.encoded[-1] == watched.number - 1
    assert watched.hidden_ppm[-1] == 1_000_000
    watched.samples()


def test_without_repeating_every_picture_is_judged_and_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encode, "_LARGEST_SKIPPED_BYTES", 0)
    watched = Watched(monkeypatch)
    watched.show(RATE_HZ)
    assert watched.judged == watched.encoded == list(range(RATE_HZ))
    watched.samples()
