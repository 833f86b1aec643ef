"""Taking a decoded picture over: upright, even, complete, and without ever touching the decoder's memory."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from groundglass.clear.causes import Trouble
from groundglass.clear.encode import FrostedCanvas, SampleEncoder
from groundglass.clear.picture import ClearPlanes, Picture, geometry_of, view_plane
from groundglass.clear.whole import paint_whole
from groundglass.pane.ids import Duration90k, Instant90k, RunId
from tests.stands.clips import draw_clip, lay_on_its_side

AT = Instant90k(1)


def frame_of(width: int, height: int, pixels: str = "yuv420p") -> av.VideoFrame:
    """A frame whose every pixel tells where it is."""
    frame = av.VideoFrame(width, height, pixels)
    for index in range(3):
        plane = view_plane(frame, index)
        rows, columns = np.mgrid[0 : plane.shape[0], 0 : plane.shape[1]]
        plane[:] = (rows * 7 + columns * 3 + index * 50) % 251
    return frame


@pytest.mark.parametrize(("width", "height"), [(64, 48), (63, 48), (64, 47), (63, 47), (9, 5)])
def test_padding_repeats_the_edge_and_nothing_else(width: int, height: int) -> None:
    frame = frame_of(width, height)
    geometry = geometry_of(frame, (1, 1))
    assert geometry.width % 2 == geometry.height % 2 == 0
    with ClearPlanes(geometry).load(frame, AT) as clear:
        pairs = ((clear.luma, 0), (clear.blue, 1), (clear.red, 2))
        for plane, index in pairs:
            source = view_plane(frame, index)
            extra = ((0, plane.shape[0] - source.shape[0]), (0, plane.shape[1] - source.shape[1]))
            assert np.array_equal(plane, np.pad(source, extra, mode="edge"))


def test_a_recycled_frame_holds_nothing_of_the_picture_before() -> None:
    first, second = frame_of(33, 17), av.VideoFrame(33, 17, "yuv420p")
    for index in range(3):
        view_plane(second, index)[:] = 99
    planes = ClearPlanes(geometry_of(first, (1, 1)))
    with planes.load(first, AT):
        pass
    clear = planes.load(second, AT)
    assert {int(v) for p in (clear.luma, clear.blue, clear.red) for v in np.unique(p)} == {99}


def test_leaving_the_block_blackens_the_picture() -> None:
    frame = frame_of(32, 32)
    with ClearPlanes(geometry_of(frame, (1, 1))).load(frame, AT) as clear:
        assert clear.luma.any()
    assert not clear.luma.any()
    assert np.all(clear.blue == 128) and np.all(clear.red == 128)


def test_a_picture_on_a_canvas_is_blackened_unless_it_was_frosted_there() -> None:
    frame = frame_of(32, 32)
    geometry = geometry_of(frame, (1, 1))
    planes, canvas = ClearPlanes(geometry), FrostedCanvas(geometry)
    with planes.load(frame, AT, canvas.planes) as clear:
        assert clear.luma is canvas.luma and clear.blue is canvas.blue and clear.red is canvas.red
        assert np.array_equal(canvas.luma, view_plane(frame, 0))
    assert not canvas.luma.any() and np.all(canvas.blue == 128) and np.all(canvas.red == 128)
    with pytest.raises(MemoryError), planes.load(frame, AT, canvas.planes):
        raise MemoryError
    assert not canvas.luma.any()
    with planes.load(frame, AT, canvas.planes) as clear:
        paint_whole(canvas)
        clear.keep_frosted()
    whole = FrostedCanvas(geometry)
    paint_whole(whole)
    assert np.array_equal(canvas.luma, whole.luma)


def test_other_pixel_formats_are_converted() -> None:
    grey = av.VideoFrame.from_ndarray(np.full((16, 16), 200, np.uint8), "gray")
    with ClearPlanes(geometry_of(grey, (1, 1))).load(grey, AT) as clear:
        assert 180 < clear.luma.mean() < 210


def test_a_quarter_turn_turns_the_picture_the_right_way(tmp_path: Path) -> None:
    clip = draw_clip(tmp_path / "phone.mp4", pictures=2)
    with av.open(str(clip)) as source:
        flat = view_plane(next(source.decode(video=0)), 0).copy()
    with av.open(str(lay_on_its_side(clip))) as source:
        turned = next(source.decode(video=0))
        geometry = geometry_of(turned, (4, 3))
        assert (geometry.width, geometry.height, geometry.aspect) == (240, 320, (3, 4))
        with ClearPlanes(geometry).load(turned, AT) as clear:
            # Clockwise, as the file asks: what was at the left edge is now at the top.
            assert np.array_equal(clear.luma, np.rot90(flat, -1))


def test_a_picture_of_full_range_is_known_as_such() -> None:
    assert geometry_of(frame_of(16, 16, "yuvj420p"), (1, 1)).full_range
    assert not geometry_of(frame_of(16, 16), (1, 1)).full_range


def test_a_picture_larger_than_the_pane_allows_is_refused() -> None:
    with pytest.raises(Trouble):
        geometry_of(av.VideoFrame(8194, 16, "yuv420p"), (1, 1))


def test_a_picture_prints_no_pixel() -> None:
    assert "VideoFrame" not in repr(Picture(frame_of(16, 16), 1, 0, 1, 0.0))


@pytest.mark.parametrize("codec", ["libx264", "libx265", "mpeg4"])
def test_painting_never_reaches_the_decoders_reference_pictures(tmp_path: Path, codec: str) -> None:
    """Decoded with painting in between and without, every later picture is the same."""
    quiet = {"x265-params": "log-level=none"} if codec == "libx265" else None
    clip = draw_clip(tmp_path / "p.mkv", codec=codec, pictures=24, gop=24, b_frames=2, options=quiet)
    assert decode(clip, paint=True) == decode(clip, paint=False)


def decode(clip: Path, *, paint: bool) -> list[str]:
    """A digest of every picture, each taken before it could have been painted."""
    digests: list[str] = []
    planes: ClearPlanes | None = None
    encoder: SampleEncoder | None = None
    with av.open(str(clip)) as source:
        kept: list[Any] = []
        for n, frame in enumerate(source.decode(video=0)):
            digests.append(hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest())
            if not paint:
                continue
            geometry = geometry_of(frame, (1, 1))
            planes = planes or ClearPlanes(geometry)
            encoder = encoder or SampleEncoder(RunId(1), geometry, 26)
            canvas = encoder.canvas()
            with planes.load(frame, Instant90k(n), canvas.planes if n % 2 else None) as clear:
                clear.luma[:] = 255
                paint_whole(canvas)
                canvas.luma[:] = 0
            encoder.encode(canvas, Instant90k(n * 6000), Duration90k(6000))
            kept = [*kept[-2:], frame]
    return digests
