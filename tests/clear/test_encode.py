"""Frosted planes to samples: only slices, a key picture each second, and a run that any decoder plays."""

from __future__ import annotations

import itertools
from fractions import Fraction

import av
import av.error
import numpy as np
import pytest

from groundglass.clear import encode
from groundglass.clear.causes import Trouble
from groundglass.clear.encode import SampleEncoder, split_units
from groundglass.clear.picture import Geometry, view_plane
from groundglass.clear.whole import paint_whole
from groundglass.pane.ids import Duration90k, Instant90k, RunId
from groundglass.pane.nal import check_avcc, check_parameter_set
from groundglass.pane.pictures import FrostedSample
from groundglass.pane.status import Cause

SMALL = Geometry(64, 48, full_range=False, aspect=(1, 1))


def encode_some(encoder: SampleEncoder, times: list[int]) -> list[FrostedSample]:
    samples = []
    for n, at in enumerate(times):
        canvas = encoder.canvas()
        canvas.luma[:] = n * 3 % 200 + 20
        canvas.blue[:] = canvas.red[:] = 128
        samples.append(encoder.encode(canvas, Instant90k(at), Duration90k(1)))
    return samples


def test_a_key_picture_comes_first_and_once_a_second_whatever_the_rate() -> None:
    times = list(itertools.accumulate([0, *([6_000] * 30), *([45_000] * 6), *([700] * 200)], initial=10**14))[1:]
    samples = encode_some(SampleEncoder(RunId(1), SMALL, 26), times)
    keys = [s.at for s in samples if s.is_key]
    assert samples[0].is_key
    assert all(90_000 <= b - a < 90_000 + 45_000 for a, b in itertools.pairwise(keys))


def test_what_comes_out_is_what_the_pane_allows() -> None:
    encoder = SampleEncoder(RunId(7), SMALL, 26)
    check_parameter_set(encoder.run.sps, nal_type=7)
    check_parameter_set(encoder.run.pps, nal_type=8)
    for sample in encode_some(encoder, [n * 6000 for n in range(40)]):
        check_avcc(sample.avcc, is_key=sample.is_key)
        assert sample.run == 7


@pytest.mark.parametrize("full_range", [True, False])
def test_what_was_painted_is_what_a_decoder_sees(full_range: bool) -> None:
    encoder = SampleEncoder(RunId(1), Geometry(64, 48, full_range=full_range, aspect=(4, 3), colours=(1, 1, 1)), 20)
    samples = encode_some(encoder, [n * 6000 for n in range(20)])
    context = av.CodecContext.create("h264", "r")
    assert isinstance(context, av.VideoCodecContext)
    start = b"\0\0\0\1"
    units = start + encoder.run.sps + start + encoder.run.pps
    pictures = context.decode(av.Packet(units + start + samples[0].avcc[4:]))
    for sample in samples[1:]:
        pictures += context.decode(av.Packet(start + sample.avcc[4:]))
    pictures += context.decode(None)
    means = [float(view_plane(picture, 0).mean()) for picture in pictures]
    assert means == pytest.approx([n * 3 % 200 + 20 for n in range(20)], abs=3)
    assert {p.color_range for p in pictures} == {2 if full_range else 1}
    assert context.sample_aspect_ratio == Fraction(4, 3)
    assert {(p.color_primaries, p.color_trc, p.colorspace) for p in pictures} == {(1, 1, 1)}


def test_an_encoder_this_machine_lacks_gives_way_to_software() -> None:
    encoder = SampleEncoder(RunId(1), SMALL, 26, candidates=("h264_nvenc", "h264_qsv", "no-such-encoder"))
    assert encode_some(encoder, [0])[0].is_key


def test_without_any_encoder_the_camera_is_at_fault_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encode, "SOFTWARE", "no-such-encoder")
    with pytest.raises(Trouble) as caught:
        SampleEncoder(RunId(1), SMALL, 26, candidates=())
    assert caught.value.cause is Cause.ENCODER_FAILED


class Broken:
    """A codec that opens and then fails, in each of the ways one can."""

    def __init__(self, extradata: bytes | None, answer: list[bytes] | Exception) -> None:
        self.extradata = extradata
        self._answer = answer

    def encode(self, _: object) -> list[bytes]:
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


SETS = b"\0\0\0\1\x67\x42\0\x1e\xac\0\0\1\x68\xce\x3c\x80"


@pytest.mark.parametrize("answer", [[], [b"\0\0\1\x06secret"], ValueError("x"), av.error.InvalidDataError(1, "x")])
def test_an_encoder_that_gives_no_picture_is_reported(
    monkeypatch: pytest.MonkeyPatch, answer: list[bytes] | Exception
) -> None:
    monkeypatch.setattr(encode, "_open", lambda *_: Broken(SETS, answer))
    encoder = SampleEncoder(RunId(1), SMALL, 26)
    with pytest.raises(Trouble) as caught:
        encode_some(encoder, [0])
    assert caught.value.cause is Cause.ENCODER_FAILED


@pytest.mark.parametrize("extradata", [None, b"", b"\0\0\1\x67\x42\0\x1e", b"\0\0\1\x68\xce\x3c\x80"])
def test_an_encoder_without_parameter_sets_is_reported(
    monkeypatch: pytest.MonkeyPatch, extradata: bytes | None
) -> None:
    monkeypatch.setattr(encode, "_open", lambda *_: Broken(extradata, []))
    with pytest.raises(Trouble):
        SampleEncoder(RunId(1), SMALL, 26)


def test_units_are_split_at_start_codes_of_either_length() -> None:
    assert list(split_units(b"\0\0\0\1ab\0\0\1cd\0\0\0\0\1\0\0\1e")) == [b"ab", b"cd", b"e"]
    assert list(split_units(b"abc")) == []


def test_a_whole_frosted_picture_depends_on_its_size_alone() -> None:
    encoder = SampleEncoder(RunId(1), SMALL, 26)
    first, second = encoder.canvas(), encoder.canvas()
    first.luma[:], second.luma[:] = 255, 0
    paint_whole(first)
    paint_whole(second)
    for a, b in ((first.luma, second.luma), (first.blue, second.blue), (first.red, second.red)):
        assert np.array_equal(a, b)
