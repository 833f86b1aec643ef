"""What a camera's first half said of a film, kept: so that following and judging can be tried again without the film.

Apart from camera.py because it is a store. Drawing and frosting a picture cost ten times what following and judging it
do, and change less often. Kept in build/bench/events, under a name that follows from every source file they depend on:
a changed froster makes them anew. Blocks and times only; no picture is kept.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

import groundglass
from groundglass.clear.observe.sight import Sight
from groundglass.clear.place.grid import Mask
from groundglass.pane.ids import Instant90k
from groundglass.pane.observations import HazardSeen, PictureFrozen
from groundglass.pane.status import View

KEPT: Final = Path(__file__).resolve().parents[2] / "build" / "bench" / "events"
_CLEAR: Final = Path(groundglass.__file__).parent / "clear"
_BLOCKS: Final = ("frost/*.py", "place/*.py", "scenes/*.py")
_FIRE: Final = ("observe/colours.py", "observe/flame.py", "observe/hazards.py")


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture as the observer gets it: blocks as packed bits, the view, and what was said of fire and freezing."""

    at: Instant90k
    size: tuple[int, int]
    block_px: int
    shape: tuple[int, int]
    changed: bytes
    unproven: bytes
    is_judged: bool
    view: View
    said: tuple[HazardSeen | PictureFrozen, ...]

    def sight(self) -> Sight:
        changed, unproven = (self._mask(bits) for bits in (self.changed, self.unproven))
        return Sight(changed, unproven, self.block_px, *self.size, self.is_judged)

    def _mask(self, bits: bytes) -> Mask:
        count = self.shape[0] * self.shape[1]
        return np.unpackbits(np.frombuffer(bits, np.uint8), count=count).reshape(self.shape).astype(np.bool_)


def kept(name: str, film: Iterator[Seen], *, for_fire: bool = False) -> Iterator[Seen]:
    """The sights of a film by name, which says all its options: from the disk, or from `film`, kept when whole.

    `for_fire`: what is said of fire must be up to date as well.
    """
    path = KEPT / f"{name}-{_digest(for_fire)}.sights"
    if not path.exists():
        seen = list(film)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(pickle.dumps(seen))
        part.replace(path)
        yield from seen
        return
    yield from pickle.loads(path.read_bytes())


@lru_cache
def _digest(for_fire: bool) -> str:
    told = hashlib.sha256()
    for pattern in _BLOCKS + (_FIRE if for_fire else ()):
        for path in sorted(_CLEAR.glob(pattern)):
            told.update(path.read_bytes())
    return told.hexdigest()[:12]
