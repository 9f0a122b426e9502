import pytest

from corpus import Identifier, Library
from corpus.errors import CitationError

P = "/akn/id/act/uu/2015/1"
D = "/akn/id/act/pp/2021/94"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pasal 71 ayat (1) UU 1/2015 jo. UU 10/2016", [f"{P}~art_71__para_1"]),
        ("ps 71 ayat 1 uu 10/2016", [f"{P}~art_71__para_1"]),
        ("apa isi pasal 71 ayat (1) uu no. 10 tahun 2016?", [f"{P}~art_71__para_1"]),
        ("UU Pilkada pasal 188", [f"{P}~art_188"]),
        ("Pasal 5 huruf n angka 3 PP 94 Tahun 2021", [f"{D}~art_5__point_n__item_3"]),
        ("PP 94/2021 pasal 5 huruf n", [f"{D}~art_5__point_n"]),
        ("pasal 5 hrf n PP 94 th 2021", [f"{D}~art_5__point_n"]),
        ("Pasal 188 jo. Pasal 71 ayat (1) UU 1/2015", [f"{P}~art_188", f"{P}~art_71__para_1"]),
        ("Pasal 70 dan Pasal 71 UU Pilkada", [f"{P}~art_70", f"{P}~art_71"]),
        ("putusan MK 136/PUU-XXII/2024", ["/akn/id/judgment/mk/2024/136-puu-xxii"]),
        ("apa kata putusan mk 136?", ["/akn/id/judgment/mk/2024/136-puu-xxii"]),
        ("SKB netralitas", ["/akn/id/act/skb/2022/netralitas-asn"]),
        ("Section 494 of the election law", ["/akn/id/act/uu/2017/7~art_494"]),
        ("pp no 94 tahun 2021", [D]),
        ("apa isi uu   PILKADA?", [P]),
        ("bolehkah PNS ikut kampanye", []),
    ],
)
def test_spoken_citations_name_the_right_portion(
    library: Library, text: str, expected: list[str]
) -> None:
    assert [str(i) for i in library.citations(text)] == expected


def test_every_label_is_read_back_as_its_own_entry(library: Library) -> None:
    wrong = {
        library.label(i): str(library.resolve(library.label(i)))
        for i in library.entries
        if library.resolve(library.label(i)) != i
    }
    assert not wrong


def test_what_is_not_held_says_so(library: Library) -> None:
    with pytest.raises(CitationError, match="holds nothing"):
        library.get("Pasal 999 UU 1/2015")
    with pytest.raises(CitationError, match="not a citation"):
        library.get("selamat pagi")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Article 14 of the 2028 Civil Service Law", ["Article 14 of the 2028 Civil Service Law"]),
        ("pasal 5 UU Netralitas tahun 2031", ["pasal 5 UU Netralitas tahun 2031"]),
        ("Pasal 5 PP 94/2021", []),
        ("pasal 188 UU pilkada tahun 2016", []),
        ("kena pasal 188", []),
    ],
)
def test_an_article_of_an_act_of_no_year_held_is_found(
    library: Library, text: str, titles: list[str]
) -> None:
    assert library.unknown_titles(text) == titles


@pytest.mark.parametrize(
    ("cited", "meant"),
    [
        ("/akn/id/act/pp/2024/42~art_15", "/akn/id/act/pp/2004/42~art_15"),
        ("/akn/id/act/pp/2024/42~art_15__para_10", "/akn/id/act/pp/2004/42~art_15"),
        ("/akn/id/act/pp/2024/42~art_999", None),
        ("/akn/id/act/pp/1994/42~art_15", None),
        ("/akn/id/act/pp/2004/42~art_15", None),
    ],
)
def test_one_wrong_digit_of_a_year_leads_to_the_act_meant(
    library: Library, cited: str, meant: str | None
) -> None:
    found = [str(i) for i in library.misdated(Identifier.parse(cited))]
    assert found == ([meant] if meant else [])


@pytest.mark.parametrize("text", ["Pasal 188 Putusan MK 136", "putusan Andoolo pasal 188"])
def test_an_article_beside_a_decision_is_of_the_law_that_it_decides_on(
    library: Library, text: str
) -> None:
    assert not any(c.portion for c in library.citations(text))
    assert Identifier.parse(f"{P}~art_188") in library.articles_alone(text, [])
