"""The one pass over the full picture: clear pixels where shown, glass where hidden.

Apart because it is where the time goes: colours are mixed per block or per reduced pixel, and of the full picture only
what is hidden is touched, in buffers that are kept. It decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, assert_never

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import ClearFrame, Plane
from groundglass.clear.frost.absent import emptied, enlarged
from groundglass.clear.frost.glass import NEUTRAL, Field, draw_glass, grain, slowed, softened, tone_for
from groundglass.clear.frost.mosaic import Mosaic
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.frost.policy import Style
from groundglass.clear.place.grid import Grid, Map, Mask
from groundglass.clear.place.looks import Looks
from groundglass.clear.place.memory import Judgement
from groundglass.clear.place.visitors import Labels
from groundglass.pane.ids import Instant90k
from groundglass.pane.scale import PxPerMetre

SLOW_SHARE: Final = 0.0172
"""Standard deviation of the softening of all brightness that is painted, as a share of the picture's width: colour may
be quick, brightness is slow. Seen close up, as detail, a step of h grey levels softened by 11 pixels of 640 deviates by
0.005 h; up to twice that where it is steepened as below. What repeats a coat must deviate by 1.2 at the very least, so
no step that two tones can make repeats one by chance (design/decisions/0217)."""

STRENGTH: Final = 0.94
SWELL: Final = 60.0
"""Grey levels by which a tone is at most lighter or darker than the place: seen at a glance, and slow enough."""

RIM: Final = 4
"""Power by which a tone's brightness fades towards what is shown: of a straight rim's half, a sixteenth is left."""

WIDE_BLOCKS: Final = 24
WIDE_WEIGHT: Final = 0.1
GLASS_WEIGHT: Final = 0.003
"""What is not proven is as bright as the place beside it, further away as the place in tones of so many blocks, and
where nothing is proven at all as the glass."""

BESIDE: Final = 0.5
"""Beside a figure, in the box that hides somebody, the tone is so much nearer to the mean of the place under it:
flat, so that nothing older shows in it, and pale, so that the figure stands out."""
MOST_PARTS: Final = 24

BAND_BLOCKS: Final = 40
"""Rows of blocks that are laid on at once: of most regions all, of a whole picture half."""

_NUMBER_BITS: Final = 32
_NUMBER: Final = (1 << _NUMBER_BITS) - 1

REACH_BLOCKS: Final = 2
"""Blocks around what is hidden in which paint is mixed as well: so far what is hidden may grow until it is anew."""

_WITHIN: Final = np.ones((2 * REACH_BLOCKS + 1,) * 2, np.uint8)
_RING: Final = np.ones((3, 3), np.uint8)

KEPT_PICTURES: Final = 64
"""Pictures after which the whole glass, as large as a picture, is let go until it is needed again."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Blocks and the paint for them: luma, blue and red, in pixels."""

    rows: slice
    columns: slice
    luma: Plane
    blue: Plane
    red: Plane


class _Mixed:
    """Paint as it was mixed for one picture, and what it was mixed for.

    Between two pictures that are weighed nobody is known anew, and what is hidden only grows: there it does once more,
    so that paint stands still for a tenth of a second.
    """

    __slots__ = ("_figures", "_hidden", "_visitors", "_within", "windows")

    def __init__(
        self, windows: list[_Window], hidden: Mask, within: Plane, visitors: Labels, figures: Mask | None
    ) -> None:
        self.windows = windows
        self._hidden, self._within, self._visitors, self._figures = hidden, within, visitors, figures

    def does_for(self, hidden: Mask, visitors: Labels, figures: Mask | None) -> bool:
        """True when the same are known, nothing is shown again, and what is hidden more is close by."""
        if visitors is not self._visitors or (figures is None) is not (self._figures is None):
            return False
        if np.greater(self._hidden, hidden).any() or np.greater(hidden.view(np.uint8), self._within).any():
            return False
        return figures is None or self._figures is None or bool(np.array_equal(figures, self._figures))


class Painter:
    """Paints pictures of one size in one style. Owns every buffer it needs."""

    def __init__(self, grid: Grid, style: Style, scale: PxPerMetre | None) -> None:
        self._grid = grid
        self._style: Style = style
        self._glass = draw_glass(grid)
        self._mosaic = Mosaic(grid, scale)
        self._slow_blocks = SLOW_SHARE * grid.width / grid.block_px
        self._place = self._glass.copy()
        self._place_of: tuple[int, int] = (0, -1)
        self._tones: dict[int, tuple[float, float, float]] = {}
        self._numbers: tuple[Labels, Labels] = np.zeros(1, np.int32), np.zeros(grid.shape, np.int32)
        self._mixed: _Mixed | None = None
        self._drawn: FrostedPlanes | None = None
        self._unused = 0
        # Kept, since fresh memory of this size costs as much as what is painted into it.
        pixels = grid.columns * grid.block_px**2
        self._memory = np.zeros(grid.rows * pixels * 3 // 2, np.uint8)
        self._where = np.zeros(min(BAND_BLOCKS, grid.rows) * pixels, np.uint8)

    def whole(self, into: FrostedPlanes) -> None:
        """Frost a picture whole: the drawn glass and nothing else."""
        whole = self._drawn = self._drawn or self._draw_whole()
        self._unused = 0
        for plane, drawn, level in zip(
            (into.luma, into.blue, into.red), (whole.luma, whole.blue, whole.red), NEUTRAL, strict=True
        ):
            if plane.shape == drawn.shape:
                np.copyto(plane, drawn)
            else:
                plane.fill(round(level))

    def paint(
        self,
        clear: ClearFrame,
        into: FrostedPlanes,
        hidden: Mask,
        judgement: Judgement,
        looks: Looks,
        hazard: Mask | None,
        taken_at: Instant90k,
        figures: Mask | None = None,
    ) -> None:
        """Copy the clear picture, unless it lies in `into` already, and paint over every hidden block. Where boxes hide
        people, `figures` are the blocks in which they are drawn (cover.py)."""
        self._unused += 1
        if self._unused > KEPT_PICTURES:
            self._drawn = None
        for plane, own in ((into.luma, clear.luma), (into.blue, clear.blue), (into.red, clear.red)):
            if plane is not own:
                np.copyto(plane, own)
        if not hidden.any():
            return
        mixed = self._mixed
        if hazard is not None or mixed is None or not mixed.does_for(hidden, judgement.visitors, figures):
            field = self._field(clear, hidden, judgement, looks, hazard, taken_at, figures)
            lasts = hazard is None and self._style != "absent"
            within = cv2.dilate(hidden.view(np.uint8), _WITHIN) if lasts else hidden.view(np.uint8)
            windows = self._windows(field, np.asarray(within, np.uint8))
            mixed = _Mixed(windows, hidden, np.asarray(within, np.uint8), judgement.visitors, figures)
            self._mixed = mixed if lasts else None
        mask = hidden.astype(np.uint8) * np.uint8(255)
        edge = self._grid.block_px
        for window in mixed.windows:
            self._lay(window, mask, ((window.luma, into.luma),), edge)
            self._lay(window, mask, ((window.blue, into.blue), (window.red, into.red)), edge // 2)

    def _windows(self, field: Field, within: Plane) -> list[_Window]:
        """Paint for all blocks of `within`, in the painter's own memory: older windows are painted over.

        Colours may be finer than blocks (style absent). They flow into each other: a flat block with hard edges is now
        and then where a coat has one. They are mixed with one block more on each side, so that no seam is seen.
        """
        px, grid, used = self._grid.block_px, self._grid, 0
        planes = [(_bytes(field.luma), px), (_bytes(field.blue), px // 2), (_bytes(field.red), px // 2)]
        windows = []
        for rows, columns in self._parts(within):
            top, left = max(rows.start - 1, 0), max(columns.start - 1, 0)
            below, right = min(rows.stop + 1, grid.rows), min(columns.stop + 1, grid.columns)
            painted = []
            for colour, edge in planes:
                fine = colour.shape[0] // grid.rows
                wide, tall = (right - left) * edge, (below - top) * edge
                out = self._memory[used : used + wide * tall].reshape(tall, wide)
                used += wide * tall
                source = colour[top * fine : below * fine, left * fine : right * fine]
                cv2.resize(source, (wide, tall), dst=out, interpolation=cv2.INTER_LINEAR)
                painted.append(out[(rows.start - top) * edge :, (columns.start - left) * edge :])
            windows.append(_Window(rows, columns, painted[0], painted[1], painted[2]))
        return windows

    def _lay(self, window: _Window, mask: Plane, planes: tuple[tuple[Plane, Plane], ...], edge: int) -> None:
        """Paint over the hidden blocks of one window, `edge` pixels each, in planes of one size."""
        rows, columns = window.rows, window.columns
        for first in range(rows.start, rows.stop, BAND_BLOCKS):
            last = min(first + BAND_BLOCKS, rows.stop)
            inner = mask[first:last, columns].repeat(edge, axis=1)
            where = self._where[: inner.size * edge].reshape(-1, inner.shape[1])
            # For a mask this is several times faster than the library's nearest neighbour, and is the same.
            where.reshape(last - first, edge, -1)[:] = inner[:, None]
            skip = (first - rows.start) * edge
            for painted, plane in planes:
                target = plane[first * edge : last * edge, columns.start * edge : columns.stop * edge]
                height, width = target.shape
                cv2.copyTo(painted[skip : skip + height, :width], where[:height, :width], target)

    def _parts(self, mask: Plane) -> list[tuple[slice, slice]]:
        """Windows of blocks that together hold all of `mask`: one per region, or one for all."""
        rows, columns = self._grid.shape
        # 16 bits are enough for every grid, and twice as fast as 32.
        _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_16U)
        boxes = stats[1:, :4].tolist()
        # Windows with their rims must not need more memory than the picture.
        if len(boxes) >= MOST_PARTS or sum((wide + 2) * (tall + 2) for _, _, wide, tall in boxes) > 0.7 * mask.size:
            return [(slice(0, rows), slice(0, columns))]
        return [(slice(top, top + tall), slice(left, left + wide)) for left, top, wide, tall in boxes]

    def _field(
        self,
        clear: ClearFrame,
        hidden: Mask,
        judgement: Judgement,
        looks: Looks,
        hazard: Mask | None,
        taken_at: Instant90k,
        figures: Mask | None,
    ) -> Field:
        self._renew_place(looks)
        if self._style == "silhouette":
            field = self._silhouettes(hidden, judgement, looks, figures)
        elif self._style == "mosaic":
            field = self._mosaic.patterned(self._silhouettes(hidden, judgement, looks, figures))
        elif self._style == "absent":
            field = self._emptied(hidden, judgement, looks)
        else:
            assert_never(self._style)
        if hazard is not None and hazard.any() and hazard.shape == hidden.shape:
            cells = self._mosaic.field(clear, taken_at)
            for own, other in ((field.luma, cells.luma), (field.blue, cells.blue), (field.red, cells.red)):
                fine = own.shape[0] // hazard.shape[0]
                np.copyto(own, enlarged(other, fine), where=enlarged(hazard, fine))
        return field

    def _silhouettes(self, hidden: Mask, judgement: Judgement, looks: Looks, figures: Mask | None) -> Field:
        """One tone for each region and the glass where nothing is known: in colours with edges, and in a brightness
        that swells from the place's own at what is shown to the tone's own in the middle."""
        is_figure = hidden & (looks.proven | judgement.changed)
        luma, blue, red = self._glass.luma.copy(), self._glass.blue.copy(), self._glass.red.copy()
        where, levels = self._levels_of(is_figure, hidden, judgement.visitors, figures)
        for plane, own in zip((luma, blue, red), levels, strict=True):
            plane.ravel()[where] = own
        mask = hidden.astype(np.float32)
        inside = slowed(mask, self._slow_blocks)
        luma *= mask
        swell = slowed(luma, self._slow_blocks)
        swell /= np.maximum(inside, 1e-6)
        swell -= self._place.luma
        np.clip(swell, -SWELL, SWELL, out=swell)
        swell *= STRENGTH * inside**RIM
        swell += self._place.luma
        return Field(swell, blue, red)

    def _levels_of(
        self, is_figure: Mask, hidden: Mask, visitors: Labels, figures: Mask | None
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float32]]:
        """Where figures are and may soon be, as flat numbers of blocks, and three levels for each of those blocks.

        One number, and so one flat tone, for each region: the one most of it has, or had before.
        """
        count, parts = cv2.connectedComponents(is_figure.view(np.uint8), connectivity=8, ltype=cv2.CV_32S)
        where = np.flatnonzero(is_figure)
        part_of = np.asarray(parts.ravel()[where], np.int32)
        numbers = _most(part_of, visitors.ravel()[where], count)
        if not all(numbers[1:]):
            before, parts_before = self._numbers
            earlier = _most(part_of, before[parts_before.ravel()[where]], count)
            numbers = [number or other for number, other in zip(numbers, earlier, strict=True)]
        blocks = np.maximum(np.bincount(part_of, minlength=count), 1)
        means = np.bincount(part_of, self._place.luma.ravel()[where], count) / blocks
        tones = np.zeros((3, count), np.float32)
        kept: dict[int, tuple[float, float, float]] = {}
        for part, (number, mean) in enumerate(zip(numbers[1:], means[1:].tolist(), strict=True), 1):
            if number not in kept:
                kept[number] = tone_for(number, mean, self._tones.get(number))
            tones[:, part] = kept[number]
        self._numbers, self._tones = (np.array(numbers, np.int32), np.asarray(parts, np.int32)), kept
        pale = tones
        if figures is not None:
            place = (self._place.luma, self._place.blue, self._place.red)
            under = np.array([np.bincount(part_of, plane.ravel()[where], count) for plane in place], np.float32)
            under /= blocks.astype(np.float32)
            pale = under + (tones - under) * np.float32(BESIDE)
        near = parts.astype(np.uint16)
        for _ in range(REACH_BLOCKS):  # ring by ring, so that between two regions the nearer one's tone is taken
            near = np.where(near > 0, near, cv2.dilate(near, _RING))
        around = np.flatnonzero((near > 0) & ~hidden)
        where, part_of = np.append(where, around), np.append(part_of, near.ravel()[around])
        levels = tones[:, part_of]
        if figures is not None:
            levels = np.where(figures.ravel()[where], levels, pale[:, part_of])
        return where, levels

    def _renew_place(self, looks: Looks) -> None:
        # The tone of the place is of proven looks only, and changes only when those do.
        key = (id(looks), int(np.count_nonzero(looks.proven)))
        if key == self._place_of:
            return
        self._place_of = key
        self._tones = {}
        maps = []
        proven = looks.proven.astype(np.float32)
        near, wide = slowed(proven, self._slow_blocks), softened(proven, WIDE_BLOCKS) * WIDE_WEIGHT
        weight = near + wide + GLASS_WEIGHT
        for glass, mean in zip((self._glass.luma, self._glass.blue, self._glass.red), looks.block_means(), strict=True):
            known = np.where(looks.proven, mean, np.float32(0)).astype(np.float32)
            total = slowed(known, self._slow_blocks) + softened(known, WIDE_BLOCKS) * WIDE_WEIGHT + glass * GLASS_WEIGHT
            maps.append(np.asarray(total / weight, np.float32))
        self._place = Field(*maps)

    def _emptied(self, hidden: Mask, judgement: Judgement, looks: Looks) -> Field:
        """The place instead of figures, and the glass where nothing is known, as bright as the place beside it."""
        figure = hidden & (looks.proven | judgement.changed)
        blue = np.where(figure, self._place.blue, self._glass.blue)
        red = np.where(figure, self._place.red, self._glass.red)
        return emptied(self._grid, Field(self._place.luma, blue, red), figure, looks)

    def _draw_whole(self) -> FrostedPlanes:
        out = FrostedPlanes.allocate(self._grid.width, self._grid.height)
        texture = grain(self._grid.height, self._grid.width)
        px = self._grid.block_px
        for colour, plane, edge in (
            (self._glass.luma, out.luma, px),
            (self._glass.blue, out.blue, px // 2),
            (self._glass.red, out.red, px // 2),
        ):
            small = np.clip(np.round(colour), 0, 255).astype(np.uint8)
            size = (self._grid.columns * edge, self._grid.rows * edge)
            drawn: Plane = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), np.uint8)
            height, width = plane.shape
            plane[:] = drawn[:height, :width]
        cv2.addWeighted(out.luma, 1.0, texture, 1.0, -128.0, out.luma)
        return out


def _most(part_of: Labels, numbers: Labels, count: int) -> list[int]:
    """For each of `count` parts the number that most of its blocks have; 0, which is none, where there is no other."""
    both = np.sort((part_of.astype(np.int64) << _NUMBER_BITS) | numbers)
    out, most, last = [0] * count, [0] * count, -1
    ends = np.flatnonzero(np.diff(both, append=-1))
    for key, end in zip(both[ends].tolist(), ends.tolist(), strict=True):
        part, number, blocks, last = key >> _NUMBER_BITS, key & _NUMBER, end - last, end
        if number and blocks > most[part]:
            out[part], most[part] = number, blocks
    return out


def _bytes(levels: Map) -> Plane:
    """Rounded, 0..255."""
    return np.asarray(cv2.convertScaleAbs(levels), np.uint8)
