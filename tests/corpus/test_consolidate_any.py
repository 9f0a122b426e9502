"""Whatever an amending act says, no portion of the base act is lost without an operation."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.identifier import Identifier
from corpus.official.amendment import read_clause
from corpus.official.consolidate import Act, Consolidation, consolidate
from corpus.official.references import references
from corpus.official.structure import parse
from corpus.official.tree import Portion
from tests.corpus.acts import BASE, DAYS, FIRST, SECOND, amendment, base

AYAT = st.sampled_from([0, 2, 3, 4])


def article(number: str, ayat: int, word: str) -> str:
    if not ayat:
        return f"Pasal {number}\nPeserta {word} nomor {number}.\n"
    lines = "".join(f"({n}) Peserta {word} ke-{n}.\n" for n in range(1, ayat + 1))
    return f"Pasal {number}\n{lines}"


@st.composite
def clauses(draw: st.DrawFn) -> tuple[str, int]:
    """A clause of any form over articles that may exist or not, quoting well or badly.

    With it the number of its article.
    """
    number = draw(st.integers(1, 7))
    quoted = article(
        str(draw(st.sampled_from([number, number, number, 2]))), draw(AYAT), "berlatih"
    )
    n, ayat = number, draw(st.integers(1, 4))
    new = article(f"{n}A", draw(AYAT), "menari")
    clause = draw(
        st.sampled_from(
            [
                f"Ketentuan Pasal {n} diubah sehingga berbunyi sebagai berikut:\n{quoted}",
                f"Ketentuan Pasal {n} dihapus.",
                f"Pasal {n} ayat ({ayat}) dihapus.",
                f"Ketentuan ayat ({ayat}) Pasal {n} diubah, sehingga Pasal {n} berbunyi sebagai "
                f"berikut:\n{quoted}",
                f"Ketentuan Pasal {n} ayat ({ayat}) dihapus, sehingga Pasal {n} berbunyi sebagai "
                f"berikut:\n{quoted}",
                f"Ketentuan Pasal {n} ditambahkan 1 (satu) ayat, yakni ayat ({ayat}) sehingga "
                f"Pasal {n} berbunyi sebagai berikut:\n{quoted}",
                f"Di antara Pasal {n} dan Pasal {n + 1} disisipkan 1 (satu) pasal, yakni Pasal "
                f"{n}A yang berbunyi sebagai berikut:\n{new}",
                f"Di antara ayat ({ayat}) dan ayat ({ayat + 1}) Pasal {n} disisipkan 1 (satu) "
                f"ayat, yakni ayat ({ayat}a) sehingga Pasal {n} berbunyi sebagai berikut:\n"
                f"{quoted}",
                "BAB II dihapus.",
                f"Kata Peserta dalam Pasal {n} diubah menjadi Juri.",
                f"Penjelasan Pasal {n} diubah sehingga berbunyi sebagaimana tercantum dalam "
                "penjelasan.",
            ]
        )
    )
    return clause, number


ACTS = st.lists(clauses(), min_size=1, max_size=4)


def amending(clauses: list[tuple[str, int]], by: Identifier, explained: bool) -> Act:
    """The clauses as an act, with a penjelasan of their articles or without one."""
    parts = [f"Angka {i}\nPasal {n}\nBaru.\n" for i, (_, n) in enumerate(clauses, start=1)]
    penjelasan = "Pasal I\n" + "".join(parts) + "Pasal II\nCukup jelas.\n" if explained else ""
    return amendment(*(clause for clause, _ in clauses), by=by, explained=penjelasan)


@settings(max_examples=150, deadline=None)
@given(st.lists(AYAT, min_size=3, max_size=6), ACTS, ACTS, st.booleans())
def test_no_portion_is_lost_without_an_operation(
    shape: list[int],
    first: list[tuple[str, int]],
    second: list[tuple[str, int]],
    with_penjelasan: bool,
) -> None:
    half = len(shape) // 2
    articles = [article(str(n), ayat, "wajib hadir") for n, ayat in enumerate(shape, start=1)]
    body = "BAB I UMUM\n" + "".join(articles[:half]) + "BAB II LAIN\n" + "".join(articles[half:])
    explained = "".join(f"Pasal {n}\nCukup jelas.\n" for n in range(1, len(shape) + 1))
    act = base(body, explained)
    law = consolidate(
        act,
        [amending(first, FIRST, with_penjelasan), amending(second, SECOND, with_penjelasan)],
    )
    last = law.at(DAYS[SECOND])
    for portion in act.document.portions:
        events = law.history(portion)
        assert events[0].by == BASE
        assert events[0].outcome is None
        if portion not in last:
            ended = events[-1].outcome
            assert ended is not None
            assert ended.applied
            assert ended in law.outcomes
            assert _names(portion, ended.operation.targets)
    _assert_wordings_follow_each_other(law)
    if not any(o.applied for o in law.outcomes):
        assert last == law.at(DAYS[BASE])
    for outcome in law.outcomes:
        assert outcome.applied or len(outcome.reason) > 10
    assert {o.act for o in law.outcomes} == {FIRST, SECOND}


def _names(portion: Portion, targets: tuple[Portion, ...]) -> bool:
    """The operation is about the article, or about the chapter that holds it."""
    bare = portion[1:] if portion[0][0] == "expl" else portion
    return any(t[:1] == bare[:1] or t[0][0] == "chapter" for t in targets)


def _assert_wordings_follow_each_other(law: Consolidation) -> None:
    for events in law.events.values():
        for earlier, later in pairwise(events):
            assert earlier.day < later.day
            assert later.outcome is not None
            if earlier.wording:
                assert earlier.wording.until == later.day
        if events[-1].wording:
            assert events[-1].wording.until is None


WORDS = (
    "Pasal ayat huruf angka BAB 7 (2) 12A b ( ) , ; . dan serta sampai dengan Ketentuan diubah "
    "dihapus disisipkan ditambah 1 (satu) pasal yakni di antara tetap penjelasan sehingga berbunyi "
    "Undang-Undang Nomor 5 Tahun 2014 ini jo. 99999999999 \n \x00 \u0661 I Lampiran"
)
SCRAPS = st.lists(st.sampled_from(WORDS.split(" ")), max_size=40).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(SCRAPS | st.text(max_size=200))
def test_any_words_are_read_without_a_crash(words: str) -> None:
    for operation in read_clause(words):
        assert operation.targets or operation.problem
    document = parse(f"Pasal 1\n{words}\nPasal 2\n(1) {words}\n(2) {words}\n")
    for reference in references(document, BASE):
        start, end = reference.span
        assert document.raw[start:end].strip()
