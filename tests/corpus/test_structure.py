"""The structure of official texts, on invented laws and, where they are at hand, on real ones."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus import Identifier
from corpus.citation import portion_label
from corpus.official.gaps import doubtful, gaps
from corpus.official.numbering import Candidate, chain, letter_key, letter_text, roman, to_roman
from corpus.official.repair import read_number, spoken_number
from corpus.official.structure import parse
from corpus.official.tree import Document, Kind, Node

LAW = """ UNDANG-UNDANG REPUBLIK CONTOH NOMOR 5 TAHUN 2001 TENTANG TAMAN KOTA
DENGAN RAHMAT TUHAN YANG MAHA ESA
Menimbang:
a. bahwa taman perlu dijaga;
b. bahwa untuk itu diperlukan aturan sebagaimana dimaksud dalam Pasal 3;
Mengingat:
1. Pasal 5 ayat (1) Undang-Undang Dasar;
MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG TAMAN KOTA.
BAB I KETENTUAN UMUM
Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Taman adalah tanah lapang yang ditanami.
2. Penjaga adalah orang yang menjaga Taman.
BAB II PENJAGAAN
Bagian Kesatu Tugas
Pasal 2
(1) Penjaga wajib:
a. menyiram bunga;
b. memelihara bangku dengan cara:
1. mengecat; dan
2. membersihkan; dan
c. menutup pintu.
(2) Kewajiban sebagaimana dimaksud pada ayat (1) huruf a dilakukan
Pasal 9 tidak disebut.
Bagian Kedua Larangan
Pasal 3
Penjaga dilarang tidur sebagaimana dimaksud dalam Pasal 2 ayat (1) dan Pasal 4.
Pasal 4
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
Agar setiap orang mengetahuinya, memerintahkan pengundangan Undang-Undang ini.
Disahkan di Contoh pada tanggal 1 Januari 2001
PENJELASAN ATAS UNDANG-UNDANG REPUBLIK CONTOH NOMOR 5 TAHUN 2001
I. UMUM
Taman berguna bagi semua orang.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1) Huruf a Bunga termasuk rumput. Huruf b Cukup jelas. Ayat (2) Cukup jelas.
Pasal 3
Cukup jelas.
Pasal 4
Cukup jelas.
TAMBAHAN LEMBARAN NEGARA REPUBLIK INDONESIA NOMOR 1
LAMPIRAN UNDANG-UNDANG REPUBLIK CONTOH
Daftar bangku.
"""

AMENDMENT = """ UNDANG-UNDANG REPUBLIK CONTOH NOMOR 6 TAHUN 2002 TENTANG PERUBAHAN
MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG PERUBAHAN.
Pasal I
Beberapa ketentuan dalam Undang-Undang Nomor 5 Tahun 2001 diubah sebagai berikut:
1. Ketentuan Pasal 1 diubah sehingga berbunyi sebagai berikut:
Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Taman adalah tanah.
2. Penjaga adalah orang yang ditunjuk.
2. Di antara Pasal 2 dan Pasal 3 disisipkan 2 (dua) pasal, yakni Pasal 2A dan Pasal 2B yang berbunyi
sebagai berikut:
Pasal 2A
(1) Penjaga digaji.
(1a) Gaji dibayar setiap bulan.
(2) Besar gaji diatur dalam Peraturan.
Pasal 2B
Penjaga berhak cuti.
3. Ketentuan Pasal 3 dihapus.
4. Judul BAB II diubah sehingga berbunyi sebagai berikut:
BAB II PENJAGAAN DAN GAJI
Pasal II
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
Disahkan di Contoh pada tanggal 1 Januari 2002
PENJELASAN ATAS UNDANG-UNDANG REPUBLIK CONTOH NOMOR 6 TAHUN 2002
I. UMUM
Penjaga perlu digaji.
II. PASAL DEMI PASAL
Pasal I
Angka 1
Pasal 1
Cukup jelas. Angka 2
Pasal 2A
Ayat (1) Cukup jelas. Ayat (1a) Gaji berupa uang. Ayat (2) Cukup jelas.
Pasal 2B
Cukup jelas. Angka 3
Pasal 3
Dihapus. Angka 4 Cukup jelas.
Pasal II
Cukup jelas.
"""

ENACTING = """ UNDANG-UNDANG REPUBLIK CONTOH NOMOR 7 TAHUN 2003
MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG PENETAPAN.
Pasal 1
Peraturan tentang taman ditetapkan menjadi Undang-Undang.
Pasal 2
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
Disahkan di Contoh pada tanggal 1 Januari 2003
PENJELASAN ATAS UNDANG-UNDANG REPUBLIK CONTOH NOMOR 7 TAHUN 2003
I. UMUM
Cukup.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Cukup jelas. TAMBAHAN LEMBARAN NEGARA REPUBLIK INDONESIA NOMOR 3
PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG REPUBLIK CONTOH NOMOR 1 TAHUN 2003
MEMUTUSKAN:
Menetapkan: PERATURAN TENTANG TAMAN.
Pasal 1
Taman dibuka setiap hari.
Pasal 2
Pintu ditutup malam hari.
Pasal 3
Peraturan ini mulai berlaku pada tanggal diundangkan.
Ditetapkan di Contoh pada tanggal 1 Januari 2003
"""


def eids(document: Document) -> list[str]:
    return [
        "__".join(f"{kind}_{number}" if number else kind for kind, number in path)
        for path in document.portions
    ]


def words(document: Document, *path: str) -> str:
    portion = tuple((part.partition("_")[0], part.partition("_")[2]) for part in path)
    return document.text(document.portions[portion])


def first(node: Node, kind: Kind) -> Node:
    if node.kind is kind:
        return node
    return next(
        found for child in node.children for found in every(child, kind) if found is not None
    )


def every(node: Node, kind: Kind) -> list[Node]:
    own = [node] if node.kind is kind else []
    return own + [found for child in node.children for found in every(child, kind)]


def assert_nothing_is_lost(document: Document) -> None:
    position = 0
    for leaf in document.root.leaves():
        assert leaf.start == position
        position = leaf.end
    assert position == len(document.raw)

    def covered(node: Node) -> None:
        if node.children:
            assert node.children[0].start == node.start
            assert node.children[-1].end == node.end
        for child in node.children:
            covered(child)

    covered(document.root)
    end = 0
    for start, stop in document.furniture:
        assert end <= start < stop <= len(document.raw)
        end = stop


def typeset(text: str, width: int = 60, lines: int = 14) -> str:
    """Lines broken at a width, hyphenated, on pages with a head, a number and a site's name."""
    broken: list[str] = []
    for paragraph in text.splitlines():
        broken += textwrap.wrap(paragraph.strip(), width) or []
    for index, line in enumerate(broken[:-1]):
        word = line.split()[-1]
        if len(word) > 9 and word.isalpha() and index % 3 == 0:
            broken[index] = line[: -len(word) // 2 + 1] + "-"
            broken[index + 1] = line[-len(word) // 2 + 1 :] + " " + broken[index + 1]
    pages = [broken[start : start + lines] for start in range(0, len(broken), lines)]
    return "\f".join(
        "\n".join(["LEMBARAN CONTOH", f"- {number} -", *page, "jdih.contoh.go.id"]) + "\n"
        for number, page in enumerate(pages, 2)
    )


def test_a_law_is_read_into_its_articles_paragraphs_and_entries() -> None:
    document = parse(LAW)
    assert_nothing_is_lost(document)
    assert eids(document) == [
        "art_1", "art_1__item_1", "art_1__item_2",
        "art_2", "art_2__para_1", "art_2__para_1__point_a", "art_2__para_1__point_b",
        "art_2__para_1__point_b__item_1", "art_2__para_1__point_b__item_2",
        "art_2__para_1__point_c", "art_2__para_2", "art_3", "art_4",
        "expl", "expl__general", "expl__art_1", "expl__art_2", "expl__art_2__para_1",
        "expl__art_2__para_1__point_a", "expl__art_2__para_1__point_b", "expl__art_2__para_2",
        "expl__art_3", "expl__art_4", "annex",
    ]  # fmt: skip
    assert words(document, "art_2", "para_1", "point_c") == "c. menutup pintu."
    assert words(document, "expl", "art_2", "para_1", "point_a") == (
        "Huruf a Bunga termasuk rumput."
    )
    assert [n.number for n in every(document.root, Kind.CHAPTER)] == ["I", "II"]
    assert [n.number for n in every(document.root, Kind.PART)] == ["Kesatu", "Kedua"]
    kinds = [child.kind for child in document.root.children]
    assert kinds == [Kind.PREAMBLE, Kind.BODY, Kind.CLOSING, Kind.EXPLANATION, Kind.ANNEX]


def test_a_reference_in_running_text_starts_no_article() -> None:
    document = parse(LAW)
    assert "Pasal 9 tidak disebut." in words(document, "art_2", "para_2")
    assert gaps(document) == []


@pytest.mark.parametrize("law", [LAW, AMENDMENT, ENACTING])
def test_typeset_pages_give_the_same_tree(law: str) -> None:
    whole, pages = parse(law), parse(typeset(law))
    assert_nothing_is_lost(pages)
    assert eids(pages) == eids(whole)
    assert "LEMBARAN CONTOH" not in "".join(pages.text(n) for n in pages.portions.values())


def test_an_amending_act_keeps_clause_and_new_wording_apart() -> None:
    document = parse(AMENDMENT)
    assert_nothing_is_lost(document)
    article = document.portions[(("art", "I"),)]
    items = [child for child in article.children if child.kind is Kind.ITEM]
    assert [item.number for item in items] == ["1", "2", "3", "4"]
    quoted = [[n.number for n in every(item, Kind.ARTICLE)] for item in items]
    assert quoted == [["1"], ["2A", "2B"], [], []]
    clauses = [
        document.text(next(c for c in item.children if c.kind is Kind.TEXT)) for item in items
    ]
    assert clauses[2] == "Ketentuan Pasal 3 dihapus."
    assert clauses[0].endswith("sebagai berikut:")
    assert [n.number for n in every(items[1], Kind.PARA)] == ["1", "1a", "2"]
    assert [n.number for n in every(items[3], Kind.CHAPTER)] == ["II"]
    assert (("art", "1"),) not in document.portions


def test_an_amending_act_explains_the_new_articles_item_by_item() -> None:
    explanation = parse(AMENDMENT).portions[(("expl", ""),)]
    items = every(explanation, Kind.ITEM)
    assert [item.number for item in items] == ["1", "2", "3", "4"]
    assert [n.number for n in every(items[1], Kind.ARTICLE)] == ["2A", "2B"]
    assert all(any(c.kind is Kind.QUOTED for c in item.children) for item in items)


def test_an_act_that_enacts_another_text_is_read_as_that_text() -> None:
    document = parse(ENACTING)
    assert_nothing_is_lost(document)
    assert eids(document) == ["art_1", "art_2", "art_3"]
    assert words(document, "art_1") == "Pasal 1 Taman dibuka setiap hari."
    frame = first(document.root, Kind.FRAME)
    assert "ditetapkan menjadi Undang-Undang" in document.text(frame)


def test_an_annex_that_prints_a_form_of_a_decree_enacts_nothing() -> None:
    form = "KEPUTUSAN WALI KOTA\nMEMUTUSKAN:\nMenetapkan: Penjaga.\nDitetapkan di Contoh pada\n"
    document = parse(LAW + form)
    assert_nothing_is_lost(document)
    assert eids(document) == eids(parse(LAW))
    assert form.strip().splitlines()[0] in words(document, "annex")


@pytest.mark.parametrize(
    ("clean", "broken"),
    [
        ("Pasal 2\n(1)", "Pasal 2 (1)"),
        ("Pasal 3\n", "Pasa] 3 "),
        ("Pasal 3\n", "PasaJ3 "),
        ("(2) Kewajiban", "(21 Kewajiban"),
        ("(2) Kewajiban", "{2l Kewajiban"),
        ("1. mengecat", "l. mengecat"),
        ("Pasal 4\nUndang", "Pasal 4 Undang"),
        ("PENJELASAN ATAS", "PENJE-\nLASAN ATAS"),
        ("c. menutup pintu.\n", "c. menutup pintu. - 12 - "),
        ("(2) Kewajiban", "SK No 123456 A (2) Kewajiban . (21 Kewajiban"),
        ("Pasal 3\n", "Pasal 3 . . . PRES I DEN REPUBLIK INDONESIA Pasal 3\n"),
    ],
)
def test_what_scanners_break_is_mended_where_the_sequence_leaves_no_doubt(
    clean: str, broken: str
) -> None:
    raw = LAW.replace(clean, broken, 1)
    assert raw != LAW
    document = parse(raw)
    assert_nothing_is_lost(document)
    assert eids(document) == eids(parse(LAW))


def test_a_repair_is_recorded_and_the_quoted_words_stay_as_they_are() -> None:
    raw = LAW.replace("(2) Kewajiban", "(21 Kewajiban", 1)
    document = parse(raw)
    repair = next(r for r in document.repairs if r.found == "(21")
    assert (raw[repair.start : repair.end], repair.read) == ("(21", "2")
    assert words(document, "art_2", "para_2").startswith("(21 Kewajiban")


def test_spaced_and_misread_article_numbers_are_read_in_sequence() -> None:
    body = "".join(f"Pasal {n}\nTaman nomor {n} dibuka.\n" for n in range(1, 14))
    raw = body.replace("Pasal 11\n", "Pasal 1 1 ").replace("Pasal 12\n", "Pasal l2\n")
    assert eids(parse(raw)) == [f"art_{n}" for n in range(1, 14)]


def test_a_missing_article_is_reported_with_the_one_before_it() -> None:
    raw = LAW.replace("Pasal 3\nPenjaga", "Penjaga", 1)
    document = parse(raw)
    [gap] = gaps(document)
    assert (gap.before, gap.kind, gap.missing) == ((("art", "2"),), Kind.ARTICLE, ("3",))
    assert (("art", "2"),) in doubtful(document)
    assert (("art", "2"), ("para", "2")) in doubtful(document)
    assert (("art", "1"),) not in doubtful(document)


def test_a_column_of_labels_apart_from_its_text_makes_no_paragraphs() -> None:
    raw = LAW.replace("(1) Penjaga wajib", "Penjaga wajib").replace("(2) Kewajiban", "Kewajiban")
    raw = raw.replace("Bagian Kedua Larangan", "(1) (2) (3)\nBagian Kedua Larangan")
    document = parse(raw)
    assert not any("art_2__para" in eid for eid in eids(document) if "expl" not in eid)
    assert (("art", "2"),) in doubtful(document)


@pytest.mark.parametrize(
    ("token", "number"),
    [
        ("71", (71, "")),
        ("135A", (135, "A")),
        ("1O0", (100, "")),
        ("l2", (12, "")),
        ("2T", (27, "")),
    ],
)
def test_numbers_are_read_through_ocr(token: str, number: tuple[int, str]) -> None:
    readings, repaired = read_number(token)
    assert number in readings
    assert (number in repaired) is not token.rstrip("A").isdigit()


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("paling lama 1O (sepuluh) hari", [("1O", "10")]),
        ("sebesar 25o/o (dua puluh lima persen)", [("25o/o", "25%")]),
        ("Tahun 2Ol4 tentang", [("2Ol4", "2014")]),
        ("pada ayat (21, dan ayat (3)", [("(21", "(2)")]),
        ("Tahun 2OLZ dan 10 (sepuluh) hari pada ayat (2)", []),
        ("sebanyak I0 (sebelas) orang", []),
        ("pada ayat (11, dan 5 (lima)", []),
    ],
)
def test_numbers_in_running_text_are_mended_only_where_certain(
    text: str, repairs: list[tuple[str, str]]
) -> None:
    assert [(r.found, r.read) for r in parse(text).repairs] == repairs
    assert all(text[r.start : r.end] == r.found for r in parse(text).repairs)


@pytest.mark.parametrize(
    ("words", "number"),
    [("sebelas", 11), ("dua belas", 12), ("dua puluh satu", 21), ("seratus lima", 105),
     ("tiga ratus enam puluh lima", 365), ("hari", None), ("puluh", None)],
)  # fmt: skip
def test_numbers_are_read_from_words(words: str, number: int | None) -> None:
    assert spoken_number(words) == number


def test_words_after_a_list_belong_to_the_whole() -> None:
    raw = "Pasal 1\n(1) Setiap orang yang:\na. memetik bunga; atau\nb. menginjak rumput,\n"
    raw += "dipidana dengan denda.\n(2) Denda masuk kas kota.\n"
    document = parse(raw)
    assert_nothing_is_lost(document)
    assert words(document, "art_1", "para_1", "point_b") == "b. menginjak rumput,"
    assert words(document, "art_1", "para_1").endswith("dipidana dengan denda.")


def test_what_is_no_number_is_not_read_as_one() -> None:
    assert read_number("ini") == ((), frozenset())
    assert read_number("Ol") == ((), frozenset())


def test_a_chain_takes_the_sequence_and_leaves_the_references() -> None:
    numbers = [1, 2, 9, 3, 1, 4]
    candidates = [Candidate(i * 10, i * 10 + 5, 1.0, ((n, ""),)) for i, n in enumerate(numbers)]
    assert [label.key[0] for label in chain(candidates)] == [1, 2, 3, 4]


@given(st.integers(1, 399))
def test_roman_numerals_and_letters_return(number: int) -> None:
    assert roman(to_roman(number)) == number
    assert letter_key(letter_text((number, ""))) == (number, "")


PIECES = (
    "Pasal 1|\nPasal 2\n|Pasal 71 |Pasal 2A|Pasal I\n|(1) |(2) |(21 |(1a) |\na. |b. |\n1. |2. |; |"
    ": |. |\n|\f|BAB I |Bagian Kesatu |Paragraf 1 |BUKU KESATU |MEMUTUSKAN: |PENJELASAN ATAS |"
    "Ayat (1) |Huruf a |Angka 1 |Ketentuan Pasal 5 diubah sehingga berbunyi sebagai berikut: |"
    "dihapus|LAMPIRAN UNDANG-UNDANG |PRESIDEN REPUBLIK INDONESIA |. . . |… |I. UMUM |- 3 - |yang |"
    "Agar setiap orang mengetahuinya |II. PASAL DEMI PASAL |diubah sebagai berikut: |Dengan kata |"
    "TAMBAHAN LEMBARAN NEGARA REPUBLIK INDONESIA NOMOR 3 |PERATURAN PEMERINTAH |l |I |lama |10. "
).split("|")
anything = st.text(max_size=400) | st.lists(st.sampled_from(PIECES), max_size=80).map("".join)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(anything)
@example("")
@example("\f\f")
@example("MEMUTUSKAN: Disahkan di Kota pada MEMUTUSKAN:")
def test_no_text_is_ever_dropped(raw: str) -> None:
    document = parse(raw)
    assert document.raw == raw
    assert_nothing_is_lost(document)
    doubtful(document)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_text_is_dropped_from_a_damaged_law(data: st.DataObject) -> None:
    raw = data.draw(st.sampled_from([LAW, AMENDMENT, ENACTING]))
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(len(raw), start + 200)))
        raw = raw[:start] + data.draw(anything) + raw[end:]
    assert_nothing_is_lost(parse(raw))


REAL = (
    "pp/2004/37 pp/2004/42 pp/2010/53 pp/2014/43 pp/2015/47 pp/2017/11 pp/2018/49 pp/2021/79 "
    "pp/2021/94 uu/2002/2 uu/2004/34 uu/2014/23 uu/2014/30 uu/2014/5 uu/2014/6 uu/2015/1 "
    "uu/2015/8 uu/2016/10 uu/2017/7 uu/2023/1"
).split()


@pytest.mark.parametrize("name", REAL)
def test_real_texts_lose_nothing_and_their_pages_give_the_same_tree(
    official: Path, name: str
) -> None:
    raw = (official / f"{name}.md").read_text("utf-8")
    document = parse(raw)
    assert_nothing_is_lost(document)
    pages = parse(typeset(raw, 76, 46))
    articles = [eid for eid in eids(document) if "__" not in eid]
    assert [eid for eid in eids(pages) if "__" not in eid] == articles
    if name != "pp/2017/11":  # its scan tears labels from their texts: two lists differ
        assert eids(pages) == eids(document)


@pytest.mark.parametrize(
    ("name", "highest", "absent"),
    [
        ("uu/2015/1", 206, []),
        ("uu/2014/5", 141, []),
        ("uu/2023/1", 624, []),
        ("pp/2021/94", 46, ["39"]),
        ("pp/2021/79", 34, ["7"]),
        ("pp/2018/49", 102, []),
    ],
)
def test_real_texts_have_their_articles(
    official: Path, name: str, highest: int, absent: list[str]
) -> None:
    document = parse((official / f"{name}.md").read_text("utf-8"))
    articles = [path[0][1] for path in document.portions if len(path) == 1 and path[0][0] == "art"]
    assert articles == [str(n) for n in range(1, highest + 1) if str(n) not in absent]


@pytest.mark.parametrize("name", ["uu/2014/23", "uu/2016/10", "pp/2017/11"])
def test_every_portion_has_an_identifier_and_a_label(official: Path, name: str) -> None:
    document = parse((official / f"{name}.md").read_text("utf-8"))
    for path in document.portions:
        identifier = Identifier("act", "uu", 2014, "23", path)
        assert Identifier.parse(str(identifier)) == identifier
        assert portion_label(identifier).strip() == portion_label(identifier) != ""


def test_the_prohibition_of_support_is_reachable_letter_by_letter(official: Path) -> None:
    document = parse((official / "pp/2021/94.md").read_text("utf-8"))
    assert {f"art_5__point_n__item_{n}" for n in range(1, 8)} <= set(eids(document))


def test_every_operation_of_the_amending_acts_is_found(official: Path) -> None:
    for name, operations in (("uu/2015/8", 117), ("uu/2016/10", 67), ("pp/2015/47", 41)):
        document = parse((official / f"{name}.md").read_text("utf-8"))
        article = document.portions[(("art", "I"),)]
        items = [c.number for c in article.children if c.kind is Kind.ITEM]
        assert items == [str(n) for n in range(1, operations + 1)]
