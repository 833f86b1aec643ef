"""Can a trained attacker tell who it is? `python bench/attack/run.py [--quick] [--json]`.

Two attackers, each trained and tested on the originals and on the frosted pictures of the same drawn people, in
different walks. On the originals they must succeed in four of five cases; on the frosted pictures they may not do
better than luck does in one run of a hundred. Silhouettes are the default style; the others are measured
because sites may choose them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import cv2

from bench.attack.features import gaits, looks
from bench.attack.learn import Features, Labels, accuracy, chance_bound, guess
from bench.attack.takes import Glimpse, crossing, strolling
from bench.figures import Figure, figure, plain_table
from groundglass.clear.frost.policy import Style

CAST: Final = tuple(range(70_001, 70_011))
Reader = Callable[..., tuple[Features, Labels, Labels]]


def _attack(name: str, style: Style, train: Sequence[Glimpse], test: Sequence[Glimpse], read: Reader) -> list[Figure]:
    figures: list[Figure] = []
    for frosted in (False, True):
        known, known_who, _ = read(train, frosted=frosted)
        unknown, who, takes = read(test, frosted=frosted)
        best = max(guess(known, known_who, unknown), key=lambda guessed: accuracy(guessed, who))
        right = accuracy(best, who)
        if frosted:
            bound = chance_bound(best, who, takes)
            figures.append(figure(f"{name}, frosted as {style}", right, "of guesses", f"<= {bound:.3f}"))
        elif style == "silhouette":
            figures.append(figure(f"{name}, original", right, "of guesses", ">= 0.8"))
    return figures


def measure(quick: bool) -> list[Figure]:
    """All figures; with `quick` few walks and the default style alone.

    Gait is attacked in the default style only: the others hide the same region.
    """
    cv2.setNumThreads(1)
    figures = [figure("people to choose from", len(CAST), "")]
    styles: tuple[Style, ...] = ("silhouette",) if quick else ("silhouette", "mosaic", "absent")
    train, test, seconds = (range(1, 4), range(7, 8), 15) if quick else (range(1, 6), range(7, 10), 36)
    for style in styles:
        known, unknown = strolling(CAST, train, seconds, style), strolling(CAST, test, seconds, style)
        figures += _attack("identifier", style, known, unknown, looks)
    train, test = (range(1), range(2, 3)) if quick else (range(6), range(6, 10))
    known, unknown = crossing(CAST, train, "silhouette"), crossing(CAST, test, "silhouette")
    figures += _attack("gait", "silhouette", known, unknown, gaits)
    return figures


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench attack", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="the order of magnitude, within half a minute")
    parser.add_argument("--json", action="store_true", help="one JSON object per figure and line")
    asked = parser.parse_args(arguments)
    figures = measure(asked.quick)
    sys.stdout.write("".join(one.as_json() + "\n" for one in figures) if asked.json else plain_table(figures) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
