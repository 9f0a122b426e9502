"""Means with intervals, paired differences, agreement: plain statistics over per-question values.

Questions of one paraphrase family stand or fall together, so that every interval resamples
families, not questions (the cluster bootstrap, Davison & Hinkley 1997, 3.8).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000
_ENDS = (2.5, 97.5)


@dataclass(frozen=True)
class Mean:
    """A mean with the ends of its 95 % interval, over ``n`` questions."""

    value: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.2f}, {self.high:.2f}]"


def mean(values: Sequence[float], families: Sequence[str], seed: int = 0) -> Mean:
    """The mean with its 95 % percentile interval. ``values`` must not be empty."""
    sums, counts = _by_family(values, families)
    draws = np.random.default_rng(seed).integers(0, len(sums), (RESAMPLES, len(sums)))
    resampled = sums[draws].sum(axis=1) / counts[draws].sum(axis=1)
    low, high = np.percentile(resampled, _ENDS)
    return Mean(float(np.mean(values)), float(low), float(high), len(values))


def means(rows: Sequence[Mapping[str, float]], families: Sequence[str]) -> dict[str, Mean]:
    """The mean of each metric over the rows that have it."""
    found = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        held = [(row[name], f) for row, f in zip(rows, families, strict=True) if name in row]
        found[name] = mean([v for v, _ in held], [f for _, f in held])
    return found


@dataclass(frozen=True)
class Difference:
    """Mean of B - A over the same questions, with its interval and a two-sided p-value."""

    mean: Mean
    p: float
    """Share of resamples on the other side of zero, doubled (Efron & Tibshirani 1993, 16)."""


def difference(
    first: Sequence[float], second: Sequence[float], families: Sequence[str], seed: int = 0
) -> Difference:
    """Paired bootstrap of ``second - first``, question by question."""
    values = [b - a for a, b in zip(first, second, strict=True)]
    sums, _ = _by_family(values, families)
    draws = np.random.default_rng(seed).integers(0, len(sums), (RESAMPLES, len(sums)))
    totals = sums[draws].sum(axis=1)
    p = 2 * min(float((totals <= 0).mean()), float((totals >= 0).mean()))
    return Difference(mean(values, families, seed), min(p, 1.0))


def _by_family(values: Sequence[float], families: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Sum and number of the values of each family."""
    _, places = np.unique(np.array(families), return_inverse=True)
    return np.bincount(places, np.asarray(values, float)), np.bincount(places)


def kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Cohen's kappa (1960): agreement beyond what the two judges' own rates would give by chance.

    1.0 when both give one and the same label throughout, where the formula is 0 / 0.
    """
    n = len(first)
    agreed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    one, other = Counter(first), Counter(second)
    chance = sum(one[label] * other[label] for label in one) / n**2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


@dataclass(frozen=True)
class Bin:
    """Questions whose stated probability lies in one tenth: mean stated, share true, number."""

    stated: float
    true: float
    n: int


def reliability(stated: Sequence[float], true: Sequence[bool], bins: int = 10) -> list[Bin]:
    """The reliability diagram's points (Niculescu-Mizil & Caruana 2005); empty bins left out."""
    probabilities, labels = np.asarray(stated, float), np.asarray(true, float)
    places = np.minimum((probabilities * bins).astype(int), bins - 1)
    return [
        Bin(float(probabilities[own].mean()), float(labels[own].mean()), int(own.sum()))
        for own in (places == b for b in range(bins))
        if own.any()
    ]


def calibration_error(points: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance of stated and true, weighted by number
    (Naeini et al. 2015). ``points`` must not be empty."""
    total = sum(point.n for point in points)
    return sum(abs(point.stated - point.true) * point.n for point in points) / total
