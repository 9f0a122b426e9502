"""A question on Pasal 188 with its gold, for tests that judge hand-made answers."""

from __future__ import annotations

from datetime import date

from corpus import Identifier, Library
from evals.questions import EvalQuestion

U1 = "/akn/id/act/uu/2015/1"
GOLD = f"{U1}~art_188"
TODAY = date(2026, 11, 1)
OLD = date(2024, 10, 1)  # before MK 136/PUU-XXII/2024 widened Pasal 188


def question_on_188(**changes: object) -> EvalQuestion:
    """The question, with ``changes`` to its fields."""
    return EvalQuestion.model_validate(
        {
            "id": "t",
            "family": "t",
            "stratum": "sanctions",
            "style": "lay",
            "question": "Apa pidananya?",
            "gold": [[GOLD]],
            "facts": ["1 sampai 6 bulan"],
            "forbidden": ["penjara 6 tahun"],
            "reason": "-",
            **changes,
        }
    )


def text_of(library: Library, identifier: str, day: date = TODAY) -> str:
    """What the library says at ``identifier`` on ``day``."""
    return library.entries[Identifier.parse(identifier)].shown(day).text
