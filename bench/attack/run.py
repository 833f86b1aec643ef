"""Can a trained attacker tell who it is? `python bench/attack/run.py [--style STYLE] [--quick] [--json]`.

Two attackers, each trained and tested on the originals and on the frosted pictures of the same drawn people, in
different walks: each scene or round is guessed once, by what was learned from the others. On the originals they must
succeed in four of five cases; on the frosted pictures they may not do better than luck does in one run of a hundred.
Silhouettes are the default style; the others are measured because sites may choose them. Without a scale the sizes of
boxes are learned from others who crossed before; in a camera's first minutes, when nobody has, there are none.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import cv2
import numpy as np

from bench.attack.features import Samples, gaits, looks
from bench.attack.learn import Labels, accuracy, chance_bound, guess
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


def _guesses(samples: Samples, folds: int) -> list[Labels]:
    """What each learner takes each sample for, told nothing of the scenes or rounds of its fold."""
    fold_of = samples.roles // 1000 % folds
    guessed: list[Labels] = []
    for fold in range(folds):
        here = fold_of == fold
        answers = guess(samples.features[~here], samples.who[~here], samples.features[here])
        guessed = guessed or [np.zeros_like(samples.who) for _ in answers]
        for every, answer in zip(guessed, answers, strict=True):
            every[here] = answer
    return guessed


def _attack(
    name: str, hidings: Sequence[Hiding], glimpses: Sequence[Glimpse], folds: int, read: Reader
) -> list[Figure]:
    """How often the better of two attackers is right, on the originals and under each hiding."""
    figures: list[Figure] = []
    for number, hiding in ((None, None), *enumerate(hidings)):
        samples = read(glimpses, number)
        best = max(_guesses(samples, folds), key=lambda labels: accuracy(labels, samples.who))
        right = accuracy(best, samples.who)
        if hiding is None:
            figures.append(figure(f"{name}, original", right, "of guesses", ">= 0.8"))
        else:
            bound = chance_bound(best, samples.who, samples.roles)
            figures.append(figure(f"{name}, {hiding.name}", right, "of guesses", f"<= {bound:.3f}"))
    return figures


def measure(quick: bool, style: Style | None = None) -> list[Figure]:
    """All figures, or those of one style; with `quick` of few scenes and, unless one is named, of the default style."""
    cv2.setNumThreads(1)
    hidings = tuple(one for one in HIDINGS if style is None or one.style == style)
    hidings = hidings[:2] if quick else hidings
    figures = [figure("people to choose from", len(CAST), "")]
    seeds, seconds = (range(1, 7), 8) if quick else (range(1, 19), 12)
    figures += _attack("identifier", hidings, strolling(CAST, seeds, seconds, hidings), 3, looks)
    rounds, folds = (range(3), 3) if quick else (range(20), 4)
    return figures + _attack("gait", hidings, crossing(CAST, rounds, hidings), folds, gaits)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--style", choices=get_args(Style))
    own, others = parser.parse_known_args()
    asks = "Can a trained attacker tell who it is? --style STYLE attacks one style alone."
    raise SystemExit(run_script(others, asks, partial(measure, style=own.style)))
