"""Drawn clips with truth: `./dev bench frost --only drawn`, or `python bench/frost/drawn.py [--quick] [--json]`.

Ten places that nobody has filmed for us, so that frosting is not tuned to the clips that somebody has: a counter under
automatic exposure, coats of the wall's colour, a street under sun, clouds and wind, a noisy night without colour, a
crowded square, people who stay, a lamp that goes out over who stands there, a screen that plays, headlights at dusk,
and a swing. Cold (empty memory) and known (the place of the first pass), by the scorer's definitions with the true
place (truth.py), as painted: no encoder hides what frosting shows. It needs no clip.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import cv2

from bench.figures import Figure, figure
from bench.frost.clips import read
from bench.frost.filming import film
from bench.frost.shots import RATE_HZ, SHOTS, Shot
from bench.frost.truth import Filmed, Tally, count
from bench.script import run_script
from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.froster import Froster
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.pane.ids import Instant90k

GOALS: Final = {"leak": "<= 0.0005", "leak_worst": "<= 0", "head_leak": "<= 0", "presence": ">= 0.99", "bare": "<= 0"}
WARM: Final = 3.0
"""Evidence times after which a cold pass is asked for clarity and presence."""

QUICK_S: Final = 24.0


def play(shot: Shot, filmed: Filmed, known: bytes | None) -> tuple[Tally, bytes | None]:
    """Frost a clip and count every picture. Returns the place at its end as well."""
    tally, froster, into = Tally(), None, None
    for index, (planes, taken_at) in enumerate(read(filmed.path)):
        height, width = planes[0].shape
        if froster is None or into is None:
            froster = Froster(FrostPolicy(evidence_s=shot.evidence_s), width, height, known=known)
            into = FrostedPlanes.allocate(width, height)
        froster.frost(ClearFrame(*planes, Instant90k(taken_at)), into)
        warm = known is not None or index / RATE_HZ >= WARM * shot.evidence_s
        count(tally, planes, (into.luma, into.blue, into.red), filmed, index, warm)
    return tally, froster.place_bytes() if froster is not None else None


def score_shot(shot: Shot, folder: Path, seconds: float | None = None) -> list[Figure]:
    """One clip, cold and known."""
    filmed = film(shot, folder / f"{shot.name}.mp4", seconds)
    figures: list[Figure] = []
    known: bytes | None = None
    for title in ("cold", "known"):
        tally, known = play(shot, filmed, known)
        goals = {**GOALS, "clarity": shot.clarity}
        values = tally.figures()
        figures += [figure(f"{shot.name} {title} {name}", values[name], "share", goals.get(name)) for name in values]
    return figures


def measure(quick: bool) -> list[Figure]:
    """All figures; with `quick` the first seconds of one clip."""
    cv2.setNumThreads(1)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        for shot in SHOTS[:1] if quick else SHOTS:
            print(f"bench: {shot.name}", file=sys.stderr, flush=True)
            figures += score_shot(shot, Path(name), QUICK_S if quick else None)
    return figures


if __name__ == "__main__":
    raise SystemExit(run_script(sys.argv[1:], "Score the frost on drawn clips.", measure))
