import pytest

from index.lexical import Lexical, Stems


@pytest.mark.parametrize(
    ("word", "stem"),
    [("pegawai", "pegawai"), ("kepala", "kepala"), ("disiplin", "disiplin"), ("menyukai", "suka")],
)
def test_core_words_keep_their_stem(word: str, stem: str) -> None:
    assert Stems()(word) == stem


def test_numbers_articles_and_abbreviations_are_search_terms() -> None:
    assert Stems().tokens("Pasal 71 ayat (1) huruf a UU 10/2016 bagi PNS") == (
        ["pasal", "71", "ayat", "1", "huruf", "uu", "10", "2016", "pns"]
    )


def test_the_document_with_the_rare_word_comes_first() -> None:
    stems = Stems()
    texts = ["lurah memihak", "lurah menyukai", "lurah dan camat"]
    lexical = Lexical.build([stems.tokens(text) for text in texts], stems)
    assert lexical.scores("siapa yang menyukai").argmax() == 1
    assert not lexical.scores("kata asing xyz").any()
