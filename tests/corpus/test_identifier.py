import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Identifier
from corpus.errors import CitationError

segments = st.one_of(
    st.tuples(st.just("art"), st.from_regex(r"[1-9][0-9]{0,2}[A-Z]?", fullmatch=True)),
    st.tuples(st.sampled_from(["para", "item"]), st.from_regex(r"[1-9][0-9]?", fullmatch=True)),
    st.tuples(st.just("point"), st.sampled_from("abcdefghijklmno")),
    st.just(("expl", "")),
    st.just(("annex", "")),
)
identifiers = st.builds(
    Identifier,
    st.sampled_from(["act", "judgment"]),
    st.sampled_from(["uu", "pp", "skb", "pn-penajam"]),
    st.one_of(st.none(), st.integers(1945, 2099)),
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,10}", fullmatch=True),
    st.lists(segments, max_size=4).map(tuple),
)


@given(identifiers)
def test_printing_and_parsing_give_the_same_identifier(identifier: Identifier) -> None:
    assert Identifier.parse(str(identifier)) == identifier


@pytest.mark.parametrize(
    "text",
    ["", "uu/2015/1", "/akn/id/act/uu/15/1", "/akn/id/act/uu/2015/1~", "/akn/id/act/uu/2015/1~x_1"],
)
def test_what_is_no_identifier_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(CitationError, match=r"art_71|portion"):
        Identifier.parse(text)


def test_order_is_that_of_the_law_not_of_the_alphabet() -> None:
    work = "/akn/id/act/uu/2015/1"
    ordered = [f"{work}~art_{n}" for n in ("9", "10", "135", "135A", "136")]
    assert sorted(map(Identifier.parse, reversed(ordered))) == [*map(Identifier.parse, ordered)]


def test_a_pasal_contains_its_ayat_and_not_the_next_pasal() -> None:
    article = Identifier.parse("/akn/id/act/uu/2015/1~art_7")
    assert article.contains(Identifier.parse("/akn/id/act/uu/2015/1~art_7__para_2"))
    assert not article.contains(Identifier.parse("/akn/id/act/uu/2015/1~art_71"))
