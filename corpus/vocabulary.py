"""The library's controlled codes and the topics outside it, read from ``vocabulary.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from pydantic import Field

from corpus.model import Deed, Patterns, Strict


class Term(Strict):
    """A code's label in both languages; ``is_a``: wider groups whose norms reach this one.

    ``may_be``: roles in which a person of the group may act.
    ``special``: norms for this group speak to nobody else, and go before those for wider groups.
    ``kind`` of an act: takes a side, belongs to the handling of a breach, or goes with other acts.
    ``onto``: an act that is done to persons, so that a question on it names those, too.
    ``general``: an act that names no conduct, so that norms which share only it are not about one
    thing.
    """

    id: str
    en: str
    is_a: tuple[str, ...] = ()
    may_be: tuple[str, ...] = ()
    special: bool = False
    kind: Literal["partisan", "procedure", "circumstance"] | None = None
    onto: bool = False
    general: bool = False


class Circumstance(Strict):
    """What a question may say of a case, by which a norm's verdict turns.

    ``words``: wherever they stand; ``done``: unless the question denies them; ``lacking``: where
    it denies them.
    """

    words: Patterns = ()
    done: Patterns = ()
    lacking: Patterns = ()
    why: str


class Vocabulary(Strict):
    addressees: dict[str, Term] = Field(min_length=1)
    acts: dict[str, Term] = Field(min_length=1)
    offices: dict[str, Patterns] = Field(default_factory=dict)
    """Words for offices that beliefs are about."""
    deeds: dict[str, Deed] = Field(default_factory=dict)
    """What beliefs take offices to do."""
    outside: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Neighbouring topics that the library does not hold, with phrases people use for them."""
    circumstances: dict[str, Circumstance] = Field(default_factory=dict)
    """What turns a verdict, named once for all the norms that turn on it."""

    def conduct(self, acts: Iterable[str]) -> frozenset[str]:
        """The acts that name a conduct; all of them when none does."""
        named = frozenset(acts)
        return frozenset(a for a in named if not self.acts[a].general) or named

    def told(self, acts: Iterable[str]) -> frozenset[str]:
        """The conduct of a question: without the circumstances of another act that it names."""
        named = self.conduct(acts)
        return frozenset(a for a in named if self.acts[a].kind != "circumstance") or named

    def onto(self, acts: Iterable[str]) -> frozenset[str]:
        """The acts that are done to persons."""
        return frozenset(a for a in acts if self.acts[a].onto)

    @cached_property
    def wider(self) -> dict[str, frozenset[str]]:
        """For each addressee: itself and every group that it belongs to, transitively."""

        def walk(code: str) -> set[str]:
            return {code}.union(*(walk(c) for c in self.addressees[code].is_a))

        return {code: frozenset(walk(code)) for code in self.addressees}

    @cached_property
    def roles(self) -> dict[str, frozenset[str]]:
        """For each addressee: the roles in which one of its group, or of a wider one, may act."""
        return {
            code: frozenset(r for w in wider for r in self.addressees[w].may_be)
            for code, wider in self.wider.items()
        }
