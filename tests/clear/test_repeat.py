"""Repeated pictures: every decoder shows the one before again, and what follows is decoded as if nothing was."""

from __future__ import annotations

import random
from collections.abc import Iterable

import av
import numpy as np
import pytest

from groundglass.clear import encode
from groundglass.clear.encode import SampleEncoder
from groundglass.clear.frame import Plane
from groundglass.clear.picture import Geometry, view_plane
from groundglass.clear.repeat import Repeater
from groundglass.pane.ids import Duration90k, Instant90k, RunId
from groundglass.pane.nal import check_avcc
from groundglass.pane.pictures import FrostedSample

SIZES = [Geometry(64, 48, full_range=False, aspect=(1, 1)), Geometry(322, 182, full_range=True, aspect=(4, 3))]
STEP_90K = 3_000


def paint(encoder: SampleEncoder, seed: int) -> encode.FrostedCanvas:
    canvas = encoder.canvas()
    height, width = canvas.luma.shape
    rough = np.random.default_rng(seed).integers(16, 235, (height // 8 + 1, width // 8 + 1))
    canvas.luma[:] = np.kron(rough, np.ones((8, 8)))[:height, :width]
    canvas.blue[:], canvas.red[:] = 90 + seed % 70, 160 - seed % 70
    return canvas


def decoded(encoder: SampleEncoder, samples: Iterable[FrostedSample]) -> list[tuple[Plane, ...]]:
    context = av.CodecContext.create("h264", "r")
    assert isinstance(context, av.VideoCodecContext)
    context.options = {"err_detect": "explode"}
    start = b"\0\0\0\1"
    sets = start + encoder.run.sps + start + encoder.run.pps
    pictures: list[av.VideoFrame] = []
    for sample in samples:
        check_avcc(sample.avcc, is_key=sample.is_key)
        pictures += context.decode(av.Packet((sets if sample.is_key else b"") + start + sample.avcc[4:]))
    pictures += context.decode(None)
    return [tuple(view_plane(picture, n).copy() for n in range(3)) for picture in pictures]


@pytest.mark.parametrize("geometry", SIZES)
def test_repeated_pictures_change_nothing_for_any_decoder(geometry: Geometry) -> None:
    order = random.Random(17)
    mixed, plain = (SampleEncoder(RunId(1), geometry, 26) for _ in range(2))
    sent: list[FrostedSample] = []
    unrepeated: list[FrostedSample] = []
    shown_at: list[int] = []
    for number in range(90):
        at, length = Instant90k(10**14 + number * STEP_90K), Duration90k(STEP_90K)
        again = mixed.repeat(at, length) if order.random() < 0.6 else None
        if again is None:
            sent.append(mixed.encode(paint(mixed, number), at, length))
            unrepeated.append(plain.encode(paint(plain, number), at, length))
        else:
            sent.append(again)
        shown_at.append(len(unrepeated) - 1)
    assert len(unrepeated) < 60
    pictures, expected = decoded(mixed, sent), decoded(plain, unrepeated)
    assert len(pictures) == len(sent) == 90
    for picture, index in zip(pictures, shown_at, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(picture, expected[index], strict=True))


def test_a_key_picture_is_never_repeated() -> None:
    encoder = SampleEncoder(RunId(1), SIZES[0], 26)
    assert encoder.repeat(Instant90k(0), Duration90k(STEP_90K)) is None
    assert encoder.encode(paint(encoder, 1), Instant90k(0), Duration90k(STEP_90K)).is_key
    assert encoder.repeat(Instant90k(encode.GOP_90K - 1), Duration90k(STEP_90K)) is not None
    assert encoder.repeat(Instant90k(encode.GOP_90K), Duration90k(STEP_90K)) is None


def test_a_repeated_picture_costs_next_to_nothing_to_keep() -> None:
    encoder = SampleEncoder(RunId(1), Geometry(1920, 1080, full_range=False, aspect=(1, 1)), 26)
    encoder.encode(paint(encoder, 1), Instant90k(0), Duration90k(STEP_90K))
    again = encoder.repeat(Instant90k(STEP_90K), Duration90k(STEP_90K))
    assert again is not None and len(again.avcc) < 100


SKIPPED = bytes.fromhex("419a220c7ffed6a90e")


@pytest.mark.parametrize(
    "sps",
    [
        b"\x67",
        bytes.fromhex("6764001e9196828560"),  # 4:4:4
        bytes.fromhex("6764001eacda0a1580"),  # order of pictures by a counter of their own
        bytes.fromhex("6764001eacb6142b"),  # two reference pictures
        bytes.fromhex("6764001eacb41429"),  # fields
    ],
)
def test_parameter_sets_that_do_not_suit_are_refused(sps: bytes) -> None:
    with pytest.raises(ValueError):
        Repeater(sps, SKIPPED)


@pytest.mark.parametrize("sps", ["6764001eacb4142b", "6742001eda0a1580"], ids=["high", "baseline"])
def test_parameter_sets_like_those_but_for_their_one_fault_are_taken(sps: str) -> None:
    assert Repeater(bytes.fromhex(sps), SKIPPED).repeat()


@pytest.mark.parametrize("slice_unit", [b"\x41", b"\x01" + SKIPPED[1:], b"\x65" + SKIPPED[1:]])
def test_a_slice_that_cannot_be_numbered_is_refused(slice_unit: bytes) -> None:
    with pytest.raises(ValueError):
        Repeater(SampleEncoder(RunId(1), SIZES[0], 26).run.sps, slice_unit)


@pytest.mark.parametrize(("name", "value"), [("_LARGEST_SKIPPED_BYTES", 0), ("_skipped_slice", lambda *_: b"\x65\x88")])
def test_without_a_repeater_every_picture_is_encoded(monkeypatch: pytest.MonkeyPatch, name: str, value: object) -> None:
    monkeypatch.setattr(encode, name, value)
    encoder = SampleEncoder(RunId(1), SIZES[0], 26)
    samples = [encoder.encode(paint(encoder, n), Instant90k(n * STEP_90K), Duration90k(STEP_90K)) for n in range(3)]
    assert encoder.repeat(Instant90k(3 * STEP_90K), Duration90k(STEP_90K)) is None
    assert len(decoded(encoder, samples)) == 3
