from hypothesis import given
from hypothesis import strategies as st

from corpus import Library
from index.chunk import LONGEST, chunk_library, split

words = st.from_regex(r"[a-z]{1,8}[.;:]?", fullmatch=True)


@given(st.lists(words, max_size=400).map(" ".join), st.integers(1, 60))
def test_splitting_loses_no_word(text: str, longest: int) -> None:
    assert " ".join(split(text, longest)).split() == text.split()


def test_a_long_provision_is_cut_at_its_letters() -> None:
    letters = [f"{c}. " + "kata " * 30 + "akhir." for c in "abcdefgh"]
    pieces = split("Dilarang: " + " ".join(letters), 80)
    assert len(pieces) > 2
    assert all(piece.startswith(tuple("abcdefgh")) for piece in pieces[1:])


def test_headings_stand_beside_the_text_not_in_it(library: Library) -> None:
    held = {str(e.id): [v.text for v in e.versions] for e in library.provisions() if e.heading}
    texts = [c for c in chunk_library(library) if c.field == "text" and c.target in held]
    assert len(texts) >= len(held)
    for chunk in texts:
        assert any(chunk.text in text for text in held[chunk.target])


def test_no_chunk_is_longer_than_the_model_reads(library: Library) -> None:
    assert max(len(c.text.split()) for c in chunk_library(library)) <= 2 * LONGEST
