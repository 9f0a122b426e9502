"""How far an entry bears on a question: its ties in the law to what the question needs."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.frame import Frame
from assistant.rank import Candidate, names_rule
from corpus import Entry, Identifier, Library

WEIGHED = 5
"""Candidates that stand for what the question needs: nearly all of the probability is theirs."""


class Bearing:
    """The share of what a question needs that an entry is tied to, from 0 to 1.

    What it needs is the rule that it cites; else a guess: the best candidates, each as likely as
    its probability. An entry is tied to itself, to its pasal or list, to what a relation of the
    library joins it to, and to what is on the same conduct in no different election.
    """

    def __init__(self, frame: Frame, candidates: Sequence[Candidate], library: Library) -> None:
        self._library = library
        cited = [(c.entry, 1.0) for c in candidates if c.id in frame.cited and names_rule(c.id)]
        best = [(c.entry, c.probability) for c in candidates[:WEIGHED]]
        self._needed = cited or best
        self._total = sum(weight for _, weight in self._needed)

    def __call__(self, entry: Entry) -> float:
        tied = sum(weight for other, weight in self._needed if self._tied(entry, other))
        return tied / self._total if self._total else 0.0

    def _tied(self, one: Entry, other: Entry) -> bool:
        return (
            _article(one.id) == _article(other.id)
            or other.id in {link.target for link in self._library.links(one.id)}
            or self._on_one_act(one, other)
        )

    def _on_one_act(self, one: Entry, other: Entry) -> bool:
        regimes = set(one.facets.regimes), set(other.facets.regimes)
        if all(regimes) and regimes[0].isdisjoint(regimes[1]):
            return False
        conduct = self._library.vocabulary.conduct
        return not conduct(one.facets.acts).isdisjoint(conduct(other.facets.acts))


def _article(identifier: Identifier) -> tuple[Identifier, tuple[tuple[str, str], ...]]:
    """The pasal or list that a portion belongs to, whether of the body or the penjelasan."""
    outer = tuple(part for part in identifier.portion if part[0] != "expl")[:1]
    return identifier.work, outer
