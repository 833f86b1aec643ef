"""Small learners in numpy: enough to tell ten people apart where anything of them is shown.

A shrunken linear discriminant and the nearest neighbours, both after a principal-component reduction; the better of
the two counts, as a real attacker would choose. Nothing that is learned leaves the function that learned it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Features = npt.NDArray[np.float64]
"""(samples, features)."""

Labels = npt.NDArray[np.int64]

_KEEP: Final = 90
_NEIGHBOURS: Final = 7


def guess(train: Features, train_who: Labels, test: Features) -> list[Labels]:
    """For each learner, the label it gives each test sample."""
    middle, spread = train.mean(axis=0), train.std(axis=0) + 1e-3
    a, b = (train - middle) / spread, (test - middle) / spread
    axes = _axes(a)
    a, b = a @ axes, b @ axes
    return [_discriminant(a, train_who, b), _neighbours(a, train_who, b)]


def _axes(centred: Features) -> Features:
    """The leading principal axes, one in each column, by way of the samples: they are fewer than the features."""
    square, turned = np.linalg.eigh(centred @ centred.T)
    size, turned = np.sqrt(np.maximum(square[::-1], 0.0)), turned[:, ::-1]
    keep = min(_KEEP, int((size > size[0] * 1e-3).sum()), len(centred) // 4)
    return np.asarray(centred.T @ turned[:, :keep] / size[:keep])


def _discriminant(train: Features, who: Labels, test: Features) -> Labels:
    names = np.unique(who)
    means = np.stack([train[who == name].mean(axis=0) for name in names])
    within = train - means[np.searchsorted(names, who)]
    scatter = within.T @ within / len(train)
    shrunk = 0.8 * scatter + 0.2 * np.eye(len(scatter)) * np.trace(scatter) / len(scatter)
    weights = np.linalg.solve(shrunk, means.T)
    score = test @ weights - 0.5 * (means.T * weights).sum(axis=0)
    return np.asarray(names[score.argmax(axis=1)])


def _neighbours(train: Features, who: Labels, test: Features) -> Labels:
    spread = train.std(axis=0) + 1e-9
    # Half-whitened: the leading components say most, but not everything.
    a, b = train / np.sqrt(spread), test / np.sqrt(spread)
    names = np.unique(who)
    away = (b**2).sum(axis=1)[:, None] - 2 * b @ a.T + (a**2).sum(axis=1)[None]
    near = np.argsort(away, axis=1)[:, :_NEIGHBOURS]
    votes = (who[near][:, :, None] == names[None, None]).sum(axis=1)
    return np.asarray(names[votes.argmax(axis=1)])


def accuracy(guessed: Labels, who: Labels) -> float:
    return float((guessed == who).mean())


def chance_bound(guessed: Labels, who: Labels, roles: Labels, *, seed: int = 0, rounds: int = 2000) -> float:
    """The accuracy that blind luck reaches in one of a hundred runs, for just these guesses.

    Whole roles are given other names at random, because the samples of somebody in one role are far from independent.
    """
    rng = np.random.default_rng(seed)
    order, index = np.unique(roles, return_inverse=True)
    owner = np.array([who[roles == role][0] for role in order])
    lucky = [float((guessed == rng.permutation(owner)[index]).mean()) for _ in range(rounds)]
    return float(np.quantile(lucky, 0.99))
