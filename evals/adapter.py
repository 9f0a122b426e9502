"""Fitting the query adapter: everyday phrases and training questions against what answers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.adapter import Adapter

TEMPERATURE = 0.02
"""Of the softmax over cosine similarities, which lie within a band of about 0.3 in e5."""
DECAY = 0.003
"""Weight of ||W||^2. From 0 to 0.003 dev recall is flat; ten times as much takes half the gain."""
EPOCHS = 6
BATCH = 64


@dataclass(frozen=True)
class Pair:
    """A question's vector, the rows of the index that answer it, and its own row if it has one."""

    query: np.ndarray
    rows: tuple[int, ...]
    itself: int | None = None


def fit_adapter(pairs: Sequence[Pair], stored: np.ndarray, seed: int = 0) -> Adapter:
    """Fit W by softmax cross-entropy over every stored row (InfoNCE, van den Oord et al. 2018).

    ``stored``: vectors of the index, shape (rows, d), unit length. The mass on all rows that
    answer is raised, whichever of them is nearest. Deterministic for a given seed.
    """
    import torch

    kept = [pair for pair in pairs if pair.rows]
    texts = torch.tensor(stored)
    queries = torch.tensor(np.stack([pair.query for pair in kept]))
    size = stored.shape[1]
    matrix = torch.zeros(size, size, requires_grad=True)
    optimiser = torch.optim.Adam([matrix], lr=1e-3)
    generator = np.random.default_rng(seed)
    batches = max(1, len(kept) // BATCH)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, EPOCHS * batches)
    for _ in range(EPOCHS):
        for batch in np.array_split(generator.permutation(len(kept)), batches):
            moved = torch.nn.functional.normalize(queries[batch] + queries[batch] @ matrix, dim=1)
            scores = moved @ texts.T / TEMPERATURE
            answering = torch.zeros_like(scores, dtype=torch.bool)
            for row, position in enumerate(batch):
                answering[row, list(kept[position].rows)] = True
                itself = kept[position].itself
                if itself is not None:
                    scores[row, itself] = -torch.inf
            wanted = torch.logsumexp(scores.masked_fill(~answering, -torch.inf), 1)
            loss = (torch.logsumexp(scores, 1) - wanted).mean() + DECAY * (matrix**2).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return Adapter(matrix.detach().numpy())
