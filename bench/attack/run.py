"""Can a trained attacker tell who it is? `python bench/attack/run.py [--quick] [--json]`.

Two attackers, each trained and tested on the originals and on the frosted pictures of the same drawn people, in
different walks. On the originals they must succeed in four of five cases; on the frosted pictures they may not do
better than luck does in one run of a hundred. Silhouettes are the default style; the others are measured
because sites may choose them. Without a scale the sizes of boxes are learned from others who crossed before; in a
camera's first minutes, when nobody has, there are none.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import cv2

from bench.attack.features import Samples, gaits, looks
from bench.attack.learn import accuracy, chance_bound, guess
from bench.attack.takes import Glimpse, Hiding, Sizes, crossing, strolling
from bench.figures import Figure, figure
from bench.script import run_script
from groundglass.clear.frost.policy import Style

CAST: Final = tuple(range(70_001, 70_011))
HIDINGS: Final = (
    Hiding("silhouette", "typed"),
    Hiding("silhouette", "learned"),
    Hiding("silhouette", "none"),
    *(Hiding(style, sizes) for style in get_args(Style)[1:] for sizes in get_args(Sizes)[:2]),
)
Reader = Callable[[Sequence[Glimpse], int | None], Samples]


def _attack(
    name: str, hidings: Sequence[Hiding], train: Sequence[Glimpse], test: Sequence[Glimpse], read: Reader
) -> list[Figure]:
    """How often the better of two attackers is right, on the originals and under each hiding."""
    figures: list[Figure] = []
    for number, hiding in ((None, None), *enumerate(hidings)):
        known, unknown = read(train, number), read(test, number)
        guessed = guess(known.features, known.who, unknown.features)
        best = max(guessed, key=lambda labels: accuracy(labels, unknown.who))
        right = accuracy(best, unknown.who)
        if hiding is None:
            figures.append(figure(f"{name}, original", right, "of guesses", ">= 0.8"))
        else:
            bound = chance_bound(best, unknown.who, unknown.roles)
            figures.append(figure(f"{name}, {hiding.name}", right, "of guesses", f"<= {bound:.3f}"))
    return figures


def measure(quick: bool) -> list[Figure]:
    """All figures; with `quick` few scenes and the default style alone."""
    cv2.setNumThreads(1)
    hidings = HIDINGS[:2] if quick else HIDINGS
    figures = [figure("people to choose from", len(CAST), "")]
    train, test, seconds = (range(1, 5), range(21, 23), 8) if quick else (range(1, 13), range(21, 27), 12)
    known, unknown = (strolling(CAST, seeds, seconds, hidings) for seeds in (train, test))
    figures += _attack("identifier", hidings, known, unknown, looks)
    train, test = (range(1), range(2, 3)) if quick else (range(6), range(6, 10))
    known, unknown = (crossing(CAST, rounds, hidings) for rounds in (train, test))
    return figures + _attack("gait", hidings, known, unknown, gaits)


if __name__ == "__main__":
    raise SystemExit(run_script(sys.argv[1:], "Can a trained attacker tell who it is?", measure))
