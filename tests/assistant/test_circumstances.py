"""A circumstance is the case, or not, whichever words a question has for it."""

import pytest

from assistant.circumstances import holds
from corpus import Library


@pytest.mark.parametrize(
    ("code", "said", "not_said"),
    [
        ("without_leave", "saya tidak mau ambil cuti", "saya sudah ambil cuti"),
        ("without_leave", "he campaigns without taking any leave", "he takes leave first"),
        ("without_leave", "boleh kampanye tanpa mengurus surat cuti?", "boleh tidak saya cuti?"),
        ("facilities_used", "pulangnya naik mobil dinas", "pulangnya tidak naik mobil dinas"),
        ("no_attributes", "datang tidak pakai atribut apa-apa", "datang pakai atribut partai"),
        ("delegated", "cuti itu diteken sekretaris daerah", "cuti itu ditandatangani bupati"),
        ("unapproved", "persetujuan menteri belum keluar", "persetujuan menteri sudah keluar"),
        ("unapproved", "the approval was never requested", "the approval has been granted"),
        ("permission_held", "dia tidak maju dan izinnya sudah turun", "izinnya belum turun"),
        ("plain_member", "cuma pegang kartu anggota, bukan pengurus", "jadi pengurus partai"),
    ],
)
def test_what_a_question_denies_is_told_from_what_it_says(
    library: Library, code: str, said: str, not_said: str
) -> None:
    circumstance = library.vocabulary.circumstances[code]
    assert holds(circumstance, said)
    assert not holds(circumstance, not_said)


def test_every_circumstance_turns_some_norm(library: Library) -> None:
    named = {
        code
        for entry in library.provisions()
        for turn in getattr(entry.source, "turns", ())
        for code in (*turn.when, *turn.given, *turn.unless)
    }
    assert named == set(library.vocabulary.circumstances)
